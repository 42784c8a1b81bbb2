"""The bundled shop on loopback, for as long as somebody looks."""

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Thread

from lgs import __version__
from lgs.demo.site import answer
from lgs.errors import LgsError


@dataclass(frozen=True, slots=True)
class Shop:
    """A running shop: where it is, and what it was asked for so far, in order."""

    url: str  # scheme, host and port, without a slash at the end
    requests: list[str] = field(default_factory=list)  # "GET /path?query"
    agents: set[str] = field(default_factory=set)  # all User-Agents


@contextmanager
def serve(port: int = 0) -> Iterator[Shop]:
    """Run the shop on 127.0.0.1; port 0 takes any free one. It closes when the block ends."""
    try:
        server = ThreadingHTTPServer(("127.0.0.1", port), _Door, bind_and_activate=True)
    except OSError as error:
        raise LgsError(f"the shop cannot listen on port {port}: {error.strerror}") from error
    server.daemon_threads = True
    shop = Shop(f"http://127.0.0.1:{server.server_address[1]}")
    server.shop = shop  # type: ignore[attr-defined]
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True)
    thread.start()
    try:
        yield shop
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


class _Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server_version = f"lgs-demo/{__version__}"
    sys_version = ""
    disable_nagle_algorithm = True  # else each answer waits 40 ms for the head to be confirmed

    def do_GET(self) -> None:
        shop: Shop = self.server.shop  # type: ignore[attr-defined]
        shop.requests.append(f"{self.command} {self.path}")
        shop.agents.add(self.headers.get("User-Agent", ""))
        found = answer(self.path, shop.url)
        self.send_response(found.status)
        self.send_header("Content-Type", found.kind)
        self.send_header("Content-Length", str(len(found.body)))
        self.end_headers()
        if self.command != "HEAD":
            self.wfile.write(found.body)

    do_HEAD = do_GET

    def do_POST(self) -> None:
        """Nothing can be bought here."""
        self.send_error(405)

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet: what was asked for stands in Shop.requests."""
