"""A host of pictures on loopback that counts what it is asked, and answers as its paths say.

/ok/N        a JPEG of its own for each N       /gone/N, /forbidden/N, /busy/N, /error/N   statuses
/noai/N      reserved by X-Robots-Tag           /page/N   HTML that calls itself image/jpeg
/to/PATH     redirects to /PATH                 /private/N   robots.txt forbids it
/later/N     503 with Retry-After once, then the picture
"""

import threading
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

from PIL import Image

ROBOTS = b"User-agent: *\nDisallow: /private/\n"
STATUSES = {"gone": 404, "forbidden": 403, "busy": 429, "error": 500}


def jpeg(number: int, size: tuple[int, int] = (120, 80), **options) -> bytes:
    image = Image.new("RGB", size, (number * 37 % 256, number * 91 % 256, 120))
    image.paste((250, 250, number % 256), (10, 10, 40, 30))
    out = BytesIO()
    image.save(out, "JPEG", **options)
    return out.getvalue()


class Host(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128

    def __init__(self, port: int = 0) -> None:
        super().__init__(("127.0.0.1", port), Answer)
        self.asked: Counter[str] = Counter()
        self.connections = 0
        self.lock = threading.Lock()
        self.pictures: dict[str, bytes] = {}
        self.wait_s = 0.0
        self.is_dead = False  # closes connections without a word
        self.agents: set[str] = set()
        threading.Thread(target=self.serve_forever, args=(0.02,), daemon=True).start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def images_asked(self) -> Counter[str]:
        return Counter({path: n for path, n in self.asked.items() if path != "/robots.txt"})

    def process_request(self, request, client_address):
        with self.lock:
            self.connections += 1
        super().process_request(request, client_address)

    def handle_error(self, request, client_address):
        """A client that was killed is no error of ours."""

    def stop(self) -> None:
        self.shutdown()
        self.server_close()


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        host = self.server
        if host.is_dead:
            self.close_connection = True
            return
        with host.lock:
            host.asked[self.path] += 1
            host.agents.add(self.headers["User-Agent"])
            count = host.asked[self.path]
        if host.wait_s:
            threading.Event().wait(host.wait_s)
        kind, _, rest = self.path[1:].partition("/")
        if self.path == "/robots.txt":
            self.answer(200, ROBOTS)
        elif self.path in host.pictures:
            self.answer(200, host.pictures[self.path])
        elif kind in STATUSES:
            self.answer(STATUSES[kind], b"no")
        elif kind == "noai":
            self.answer(200, jpeg(int(rest)), ("X-Robots-Tag", "noai"))
        elif kind == "other":
            self.answer(200, jpeg(int(rest)), ("X-Robots-Tag", "otherbot: noai"))
        elif kind == "page":
            self.answer(200, b"<!doctype html><title>Not here</title>")
        elif kind == "to":
            self.answer(302, b"", ("Location", f"/{rest}"))
        elif kind == "later" and count == 1:
            self.answer(503, b"", ("Retry-After", "1"))
        else:
            self.answer(200, jpeg(int(rest)))

    def answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (*headers, ("Content-Type", "image/jpeg")):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        pass
