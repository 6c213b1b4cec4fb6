"""A guestbook that knows nothing of its platform yet. README.md says what is asked for."""

import json
import os
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

entries = []


class Guestbook(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/":
            self.answer(200, "Welcome")
        elif self.path == "/entries":
            self.answer(200, json.dumps(entries), "application/json")
        else:
            self.answer(404, "Not found.")

    def do_POST(self):
        content = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path == "/entries":
            entries.append(content.decode())
            self.answer(201, "Thank you.")
        else:
            self.answer(404, "Not found.")

    def answer(self, status, text, content_type="text/plain; charset=utf-8"):
        content = f"{text}\n".encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)


ThreadingHTTPServer(("127.0.0.1", int(os.environ["PORT"])), Guestbook).serve_forever()
