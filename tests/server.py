"""A loopback web server for tests: handlers by host address and path, and a log with times."""

import gzip
import json
import socket
import struct
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from threading import Lock, Thread
from typing import Any

HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Answer:
    """What a path gives; `how` may take the socket over instead of sending the body."""

    body: bytes = b""
    status: int = 200
    kind: str = HTML
    headers: tuple[tuple[str, str], ...] = ()
    how: Callable[["Door"], None] | None = None


@dataclass(frozen=True, slots=True)
class Request:
    """One request as it came: host address, path, monotonic seconds, headers, connection."""

    host: str
    path: str
    at: float
    headers: Mapping[str, str]
    connection: int


Route = Answer | Callable[[Request], Answer]


@dataclass(slots=True)
class Web:
    """All hosts of a test: path to answer for each loopback address, one port for all."""

    port: int = 0
    hosts: dict[str, dict[str, Route]] = field(default_factory=dict)
    log: list[Request] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)

    def site(self, host: str) -> str:
        """An address with the port, as `lgs` names the site."""
        return f"{host}:{self.port}"

    def root(self, host: str) -> str:
        """The start page of an address."""
        return f"http://{host}:{self.port}"

    def put(self, host: str, routes: Mapping[str, Route]) -> str:
        """Add paths to an address; gives the address's root URL."""
        self.hosts.setdefault(host, {}).update(routes)
        return self.root(host)

    def asked(self, host: str, since: int = 0) -> list[str]:
        """The paths that an address was asked for, in order, from a place in the log on."""
        with self.lock:
            return [request.path for request in self.log[since:] if request.host == host]

    def times(self, host: str) -> list[float]:
        """When an address was asked, in monotonic seconds."""
        with self.lock:
            return [request.at for request in self.log if request.host == host]


@contextmanager
def serve(*addresses: str) -> Iterator[Web]:
    """Listen on loopback addresses at one free port until the block ends."""
    web, servers = Web(), []
    for address in addresses or ("127.0.0.1",):
        server = _Server((address, web.port), Door)
        server.web, server.address = web, address
        web.port = server.server_address[1]
        servers.append(server)
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True).start()
    try:
        yield web
    finally:
        for server in servers:
            server.shutdown()
            server.server_close()


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 128
    web: Web
    address: str

    def handle_error(self, *_: object) -> None:
        """A client that goes away is no error here."""


class Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True
    timeout = 2  # also the wait for the line that a TLS handshake never sends
    server: _Server

    def do_GET(self) -> None:
        web = self.server.web
        asked = Request(
            self.server.address,
            self.path,
            time.monotonic(),
            {name.lower(): value for name, value in self.headers.items()},
            self.client_address[1],
        )
        with web.lock:
            web.log.append(asked)
        routes = web.hosts.get(asked.host, {})
        route = routes.get(self.path, routes.get("*", Answer(b"not here", 404, "text/plain")))
        answer = route(asked) if callable(route) else route
        if answer.how:
            answer.how(self)
            return
        self.send_response(answer.status)
        for name, value in (("Content-Type", answer.kind), *answer.headers):
            if value:
                self.send_header(name, value)
        self.send_header("Content-Length", str(len(answer.body)))
        self.end_headers()
        self.wfile.write(answer.body)

    def raw(self, data: bytes, *, close: bool = True) -> None:
        """Send bytes as they are."""
        self.wfile.write(data)
        self.wfile.flush()
        self.close_connection = close

    def log_message(self, format: str, *args: object) -> None:
        """Stay quiet."""


def drop(door: Door) -> None:
    """Reset the connection instead of answering."""
    door.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    door.close_connection = True
    door.connection.close()


def raw(data: bytes) -> Answer:
    """An answer of just these bytes, after which the connection ends."""
    return Answer(how=lambda door: door.raw(data))


def text(content: str, status: int = 200) -> Answer:
    return Answer(content.encode(), status, "text/plain; charset=utf-8")


def redirect(target: str, status: int = 302) -> Answer:
    return Answer(b"", status, headers=(("Location", target),))


def sitemap(*urls: str, packed: bool = False) -> Answer:
    places = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    body = f'<?xml version="1.0"?><urlset xmlns="x">{places}</urlset>'.encode()
    return Answer(gzip.compress(body, mtime=0) if packed else body, kind="application/xml")


def html(body: str, *, head: str = "", headers: tuple[tuple[str, str], ...] = ()) -> Answer:
    page = f"<!doctype html><html lang=en><head>{head}</head><body>{body}</body></html>"
    return Answer(page.encode(), headers=headers)


def listing(*links: str, attributes: str = "") -> Answer:
    """A page of nothing but links."""
    return html("".join(f'<p><a href="{link}" {attributes}>{link}</a></p>' for link in links))


def product(
    name: str,
    *,
    image: str | None = None,
    price: str = "19.90",
    head: str = "",
    body: str = "",
    headers: tuple[tuple[str, str], ...] = (),
) -> Answer:
    """A product page with JSON-LD."""
    data: dict[str, Any] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": name,
        "description": f"{name} is made by hand from oiled oak and comes with a spare part.",
        "sku": name.replace(" ", "-"),
        "offers": {"@type": "Offer", "price": price, "priceCurrency": "EUR"},
    }
    if image:
        data["image"] = image
    script = f'<script type="application/ld+json">{json.dumps(data)}</script>'
    button = "<form action=/cart/add><button name=add-to-cart>Add to cart</button></form>"
    return html(f"<h1>{name}</h1>{button}{body}", head=script + head, headers=headers)


@lru_cache(256)
def picture(seed: int = 0, side: int = 256) -> Answer:
    """A JPEG of a shape on a ground, another one for each seed."""
    from PIL import Image, ImageDraw

    ground = Image.new("RGB", (side, side), (250 - seed % 90, 240, 230))
    pen = ImageDraw.Draw(ground)
    for n in range(6):
        x, y = (seed * 37 + n * 53) % (side - 60), (seed * 61 + n * 29) % (side - 60)
        pen.ellipse((x, y, x + 55, y + 40), fill=(20 + 30 * n, (seed * 17) % 200, 90))
    out = BytesIO()
    ground.save(out, "JPEG")
    return Answer(out.getvalue(), kind="image/jpeg")


def shop(root: str, count: int, *, name: str = "Oak stool") -> dict[str, Route]:
    """A small shop: a start page, `count` products with a picture each."""
    routes: dict[str, Route] = {"/": listing(*(f"/p/{n}" for n in range(count)))}
    for n in range(count):
        routes[f"/p/{n}"] = product(f"{name} number {n}", image=f"{root}/i/{n}.jpg")
        routes[f"/i/{n}.jpg"] = picture(n)
    return routes
