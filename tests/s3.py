"""An S3 server on loopback, and a way to it on which answers fail, stall, and are cut."""

import os
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

import pytest

BUCKET = "bucket"
FAULTS = ("503", "cut request", "cut answer", "stall")


@dataclass(slots=True)
class Way:
    """Every so many-th request fails, by one fault after the other; 0: none does."""

    url: str = ""
    every: int = 0
    faults: tuple[str, ...] = FAULTS
    stall_s: float = 3.0
    requests: int = 0
    met: Counter[str] = field(default_factory=Counter)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def next_fault(self) -> str:
        """The fault that the present request meets, or none."""
        with self.lock:
            self.requests += 1
            if not self.every or self.requests % self.every:
                return ""
            fault = self.faults[self.requests // self.every % len(self.faults)]
            self.met[fault] += 1
            return fault


class _Door(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Any

    def _pass(self) -> None:
        way, length = self.server.way, int(self.headers.get("Content-Length") or 0)
        fault = way.next_fault()
        if fault == "cut request":  # in the middle of what is being sent
            self.rfile.read(length // 2)
            self.close_connection = True
            return
        body = self.rfile.read(length)
        if fault == "503":
            self._answer(503, {"Content-Length": "0"}, b"")
            return
        if fault == "stall":
            self.server.ended.wait(way.stall_s)
            self.close_connection = True
            return
        onward = HTTPConnection("127.0.0.1", self.server.behind, timeout=20)
        headers = {k: v for k, v in self.headers.items() if k.lower() != "connection"}
        onward.request(self.command, self.path, body, headers)
        answer = onward.getresponse()
        content = answer.read()
        onward.close()
        kept = {k: v for k, v in answer.getheaders() if k.lower() not in ("connection", "date")}
        if fault == "cut answer":  # done, but whoever asked does not hear of it
            content = content[: len(content) // 2]
            self.close_connection = True
        self._answer(answer.status, kept, content)

    def _answer(self, status: int, headers: dict[str, str], content: bytes) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.end_headers()
        if self.command != "HEAD":
            with suppress(ConnectionError):  # whoever asked has given up
                self.wfile.write(content)

    do_GET = do_PUT = do_POST = do_HEAD = do_DELETE = _pass

    def log_message(self, format: str, *args: object) -> None:
        pass


@contextmanager
def s3() -> Iterator[Way]:
    """The server and the way to it; the environment names them, for processes that are started."""
    from moto.server import ThreadedMotoServer

    patch, way = pytest.MonkeyPatch(), Way()
    server = ThreadedMotoServer(ip_address="127.0.0.1", port=0, verbose=False)
    server.start()
    door = ThreadingHTTPServer(("127.0.0.1", 0), _Door)
    door.daemon_threads = True
    door.way, door.ended, door.behind = way, threading.Event(), server.get_host_and_port()[1]
    threading.Thread(target=door.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    way.url = f"http://127.0.0.1:{door.server_address[1]}"
    names = {"AWS_ENDPOINT_URL": way.url, "AWS_ACCESS_KEY_ID": "a", "AWS_SECRET_ACCESS_KEY": "b"}
    names |= {"AWS_DEFAULT_REGION": "us-east-1", "AWS_EC2_METADATA_DISABLED": "true"}
    for name, value in names.items():
        patch.setenv(name, value)
    make = HTTPConnection("127.0.0.1", server.get_host_and_port()[1], timeout=20)
    make.request("PUT", f"/{BUCKET}")
    make.getresponse().read()
    make.close()
    try:
        yield way
    finally:
        door.ended.set()
        door.shutdown()
        door.server_close()
        server.stop()
        patch.undo()


def environment() -> dict[str, str]:
    """The environment as it is now, for a process."""
    return dict(os.environ)
