import hashlib
import json
import os
import re
import threading
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

LONGEST = 100_000  # bytes of content that are taken
books = {}
lock = threading.Lock()


class Refused(Exception):
    """Raised where a request cannot be carried out."""

    def __init__(self, status, detail, headers=None):
        super().__init__(detail)
        self.answer = (status, headers or {}, {"detail": detail})


def tag_of(book):
    text = json.dumps(book, sort_keys=True)
    return '"' + hashlib.sha256(text.encode()).hexdigest()[:16] + '"'


def tags_in(value):
    return [match.group() for match in re.finditer(r'(W/)?"[^"]*"', value)]


def no_number(name):
    raise ValueError(f"{name} is not JSON.")


def check_book(book):
    if not isinstance(book, dict):
        raise Refused(422, "A book is an object.")
    title, price = book.get("title"), book.get("price")
    if not isinstance(title, str) or not title.strip():
        raise Refused(422, "A book has a title.")
    if isinstance(price, bool) or not isinstance(price, (int, float)) or price < 0:
        raise Refused(422, "A book has a price of 0 or more.")
    return book


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    timeout = 10  # seconds that a silent client may keep a thread

    def answer(self):
        self.unread = int(self.headers.get("Content-Length") or 0)
        path = self.path.split("?")[0]
        book = re.fullmatch(r"/books/([\w-]+)", path, re.ASCII)
        if path == "/books":
            methods = {"GET": self.show_all, "POST": self.add}
        elif book:
            self.id = book.group(1)
            methods = {"GET": self.show, "PUT": self.put, "DELETE": self.remove}
        else:
            raise Refused(404, "Nothing here.")
        method = methods.get("GET" if self.command == "HEAD" else self.command)
        if not method:
            allow = ", ".join(methods).replace("GET", "GET, HEAD")
            raise Refused(405, f"No {self.command} here.", {"Allow": allow})
        return method()

    def show_all(self):
        with lock:
            return 200, {}, {"books": [{"href": f"/books/{id}", **book} for id, book in books.items()]}

    def add(self):
        book, id = self.read_book(), str(uuid.uuid4())
        with lock:
            books[id] = book
        return 201, {"Location": f"/books/{id}"}, book

    def show(self):
        with lock:
            book = self.present()
            status = self.check_conditions(book) or 200
        return status, {"ETag": tag_of(book)}, book if status == 200 else None

    def put(self):
        book = self.read_book()
        with lock:
            before = books.get(self.id)
            self.check_conditions(before)
            books[self.id] = book
        return 204 if before else 201, {}, None

    def remove(self):
        with lock:
            self.check_conditions(self.present())
            del books[self.id]
        return 204, {}, None

    def present(self):
        if self.id not in books:
            raise Refused(404, "There is no such book.")
        return books[self.id]

    def check_conditions(self, book):
        """RFC 9110, section 13.2.2. Answers 304 where that is due."""
        tag = tag_of(book) if book else None
        match, none_match = self.headers.get("If-Match"), self.headers.get("If-None-Match")
        if match is not None and not (book and (match == "*" or tag in tags_in(match))):
            raise Refused(412, "The book has changed since.")
        if none_match is None or not book:
            return None
        if none_match != "*" and tag not in [each.removeprefix("W/") for each in tags_in(none_match)]:
            return None
        if self.command in ("GET", "HEAD"):
            return 304
        raise Refused(412, "There is a book here already.")

    def read_book(self):
        if self.headers.get_content_type() != "application/json" or "Content-Type" not in self.headers:
            raise Refused(415, "Send JSON.", {"Accept": "application/json"})
        if "Transfer-Encoding" in self.headers:
            raise Refused(411, "Send a Content-Length.")
        if self.unread > LONGEST:
            raise Refused(413, "That is too much.")
        content, self.unread = self.rfile.read(self.unread), 0
        try:
            book = json.loads(content, parse_constant=no_number)
        except (ValueError, RecursionError):
            raise Refused(400, "That is no JSON.")
        return check_book(book)

    def handle_one(self):
        try:
            status, headers, content = self.answer()
        except Refused as refused:
            status, headers, content = refused.answer
        except ValueError:  # a Content-Length that is no number
            status, headers, content = 400, {}, {"detail": "That is no HTTP."}
            self.unread = 1
        text = b"" if content is None else json.dumps(content).encode()
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if content is not None:
            self.send_header("Content-Type", "application/json")
        if status not in (204, 304):
            self.send_header("Content-Length", str(len(text)))
        if self.unread or "Transfer-Encoding" in self.headers:
            # What has not been read must not be taken for the next request.
            self.send_header("Connection", "close")
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(text)

    do_GET = do_HEAD = do_POST = do_PUT = do_PATCH = do_DELETE = do_OPTIONS = handle_one

    def log_message(self, *_):
        pass


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128


Server(("127.0.0.1", int(os.environ["PORT"])), Handler).serve_forever()
