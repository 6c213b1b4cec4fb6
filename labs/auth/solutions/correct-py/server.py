"""Orders behind bearer tokens, with nothing but Python's standard library."""

import base64
import hashlib
import hmac
import json
import os
import re
import time
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

ISSUER = os.environ["ISSUER"]
AUDIENCE = os.environ["AUDIENCE"]
JWKS_URI = os.environ["JWKS_URI"]

orders = []
keys = {}


class Refused(Exception):
    def __init__(self, status, error=None):
        self.status = status
        self.error = error


def bad():
    return Refused(401, "invalid_token")


def decode(part):
    """base64url without padding; b64decode would pass over other characters."""
    if not re.fullmatch(r"[A-Za-z0-9_-]*", part):
        raise bad()
    try:
        return base64.urlsafe_b64decode(part + "=" * (-len(part) % 4))
    except ValueError:
        raise bad()


def parse(part):
    try:
        value = json.loads(decode(part))
    except ValueError:
        raise bad()
    if not isinstance(value, dict):
        raise bad()
    return value


def find_key(kid):
    """The issuer's RSA key of this name, as modulus and exponent."""
    if not keys:
        with urllib.request.urlopen(JWKS_URI, timeout=5) as answer:
            for key in json.load(answer)["keys"]:
                if key["kty"] == "RSA":
                    number = lambda name: int.from_bytes(decode(key[name]), "big")
                    keys[key["kid"]] = (number("n"), number("e"))
    if not isinstance(kid, str) or kid not in keys:
        raise bad()
    return keys[kid]


# What stands before the hash in a signature with SHA-256 (RFC 8017, section 9.2, note 1).
SHA256 = bytes.fromhex("3031300d060960864801650304020105000420")


def fits(signed, signature, modulus, exponent):
    """RS256: RSASSA-PKCS1-v1_5 with SHA-256 (RFC 8017, section 8.2.2)."""
    length = (modulus.bit_length() + 7) // 8
    number = int.from_bytes(signature, "big")
    if len(signature) != length or number >= modulus:
        return False
    opened = pow(number, exponent, modulus).to_bytes(length, "big")
    digest = SHA256 + hashlib.sha256(signed).digest()
    # The whole block is made and compared; whoever only searches it for the hash can be cheated.
    wanted = b"\x00\x01" + b"\xff" * (length - len(digest) - 3) + b"\x00" + digest
    return hmac.compare_digest(opened, wanted)


def check(authorization, needed):
    """Lets a request pass, or raises Refused."""
    scheme, _, token = (authorization or "").partition(" ")
    if scheme.lower() != "bearer":
        raise Refused(401)
    parts = token.strip().split(".")
    if len(parts) != 3:
        raise bad()
    header, claims = parse(parts[0]), parse(parts[1])
    if header.get("alg") != "RS256":
        raise bad()
    signed = f"{parts[0]}.{parts[1]}".encode()
    if not fits(signed, decode(parts[2]), *find_key(header.get("kid"))):
        raise bad()
    if header.get("typ") not in ("at+jwt", "application/at+jwt"):
        raise bad()
    if claims.get("iss") != ISSUER:
        raise bad()
    audience = claims.get("aud")
    if AUDIENCE not in (audience if isinstance(audience, list) else [audience]):
        raise bad()
    now = time.time()
    until, since = claims.get("exp"), claims.get("nbf", 0)
    if not isinstance(until, (int, float)) or now >= until:
        raise bad()
    if not isinstance(since, (int, float)) or now < since:
        raise bad()
    scope = claims.get("scope")
    if not isinstance(scope, str) or needed not in scope.split(" "):
        raise Refused(403, "insufficient_scope")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/":
            return self.answer(200, {"orders": "/orders"})
        if path != "/orders":
            return self.answer(404, {})
        if self.let_in("orders:read"):
            self.answer(200, orders)

    def do_POST(self):
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.split("?")[0] != "/orders":
            return self.answer(404, {})
        if not self.let_in("orders:write"):
            return
        try:
            order = {"title": json.loads(content)["title"]}
        except (ValueError, KeyError, TypeError):
            return self.answer(400, {})
        orders.append(order)
        self.answer(201, order, {"Location": "/orders"})

    def let_in(self, needed):
        try:
            check(self.headers.get("Authorization"), needed)
            return True
        except Refused as refused:
            error = f', error="{refused.error}"' if refused.error else ""
            self.answer(refused.status, {}, {"WWW-Authenticate": f'Bearer realm="orders"{error}'})
            return False

    def answer(self, status, body, fields={}):
        text = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **fields}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


port = int(os.environ.get("PORT", 8080))
ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
