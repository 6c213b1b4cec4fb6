"""A guestbook that keeps the platform's contract, with Python's standard library alone."""

import json
import os
import signal
import threading
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

GREETING = os.environ["GREETING"]
ENTRIES = os.environ["STORE_URL"] + "/entries"
# The store is on this machine: no proxy in between.
store = urllib.request.build_opener(urllib.request.ProxyHandler({}))


class Guestbook(BaseHTTPRequestHandler):
    def do_GET(self):
        if self.path == "/":
            self.answer(200, GREETING)
        elif self.path == "/health":
            self.ask_store(lambda: (store.open(ENTRIES, timeout=3).read(), self.answer(200, "fine")))
        elif self.path == "/entries":
            self.ask_store(lambda: self.answer(200, read_entries(), "application/json"))
        else:
            self.answer(404, "Not found.")

    def do_POST(self):
        text = self.rfile.read(int(self.headers.get("Content-Length", 0)))
        if self.path != "/entries":
            self.answer(404, "Not found.")
            return
        self.ask_store(lambda: (store.open(ENTRIES, data=text).read(), self.answer(201, "Thank you.")))

    def ask_store(self, work):
        try:
            work()
        except OSError as error:
            print(f"The store is away: {error}", flush=True)
            self.answer(503, "The store is away.")

    def answer(self, status, text, content_type="text/plain; charset=utf-8"):
        content = f"{text}\n".encode()
        self.send_response(status)
        self.send_header("Content-Type", content_type)
        self.send_header("Content-Length", str(len(content)))
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, format, *args):
        # By default this goes to standard error. Python holds lines back for a pipe, so flush.
        print(format % args, flush=True)


def read_entries():
    return json.dumps(json.load(store.open(ENTRIES, timeout=3)))


class Server(ThreadingHTTPServer):
    # Threads that are still answering are waited for when the server closes.
    daemon_threads = False
    request_queue_size = 128


server = Server(("127.0.0.1", int(os.environ["PORT"])), Guestbook)
# shutdown() waits for serve_forever(), so it must run in another thread than the one that it stops.
signal.signal(signal.SIGTERM, lambda *_: threading.Thread(target=server.shutdown).start())
server.serve_forever(poll_interval=0.1)
server.server_close()
