import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

# What the check tells you: who makes the tokens, who you are in them, and where the keys are.
ISSUER = os.environ.get("ISSUER")
AUDIENCE = os.environ.get("AUDIENCE")
JWKS_URI = os.environ.get("JWKS_URI")
print(ISSUER, AUDIENCE, JWKS_URI, flush=True)

orders = []


# Python's standard library has no RSA, but RS256 needs only arithmetic: this opens a signature with a key of the
# key set. What it contains must then be, byte for byte,
#   00 01, as many FF as fit, 00, SHA256_PREFIX, the SHA-256 hash of "header.payload"     (RFC 8017, section 9.2)
SHA256_PREFIX = bytes.fromhex("3031300d060960864801650304020105000420")


def open_signature(signature: bytes, modulus: int, exponent: int) -> bytes:
    length = (modulus.bit_length() + 7) // 8
    return pow(int.from_bytes(signature, "big"), exponent, modulus).to_bytes(length, "big")


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    # Everybody gets in. Begin here: look at self.headers.get("Authorization").

    def do_GET(self):
        path = self.path.split("?")[0]
        if path == "/":
            self.answer(200, {"orders": "/orders"})
        elif path == "/orders":
            self.answer(200, orders)
        else:
            self.answer(404, {})

    def do_POST(self):
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path.split("?")[0] != "/orders":
            return self.answer(404, {})
        try:
            order = {"title": json.loads(content)["title"]}
        except (ValueError, KeyError, TypeError):
            return self.answer(400, {})
        orders.append(order)
        self.answer(201, order, {"Location": "/orders"})

    def answer(self, status, body, fields={}):
        text = json.dumps(body).encode()
        self.send_response(status)
        for name, value in {"Content-Type": "application/json", **fields}.items():
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(text)))
        self.end_headers()
        self.wfile.write(text)


# The check says in PORT where it expects the server.
port = int(os.environ.get("PORT", 8080))
ThreadingHTTPServer(("127.0.0.1", port), Handler).serve_forever()
