"""A real Chromium for tests, spoken to through its DevTools protocol on two pipes."""

import json
import os
import select
import shutil
import subprocess
import time
from pathlib import Path

import pytest

INSTALL = (
    "chromium is missing; run scripts/install-browser, or: "
    "apt-get install -y --no-install-recommends chromium"
)
FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--remote-debugging-pipe",
]
EVENTS = ("Runtime.", "Log.", "Network.", "Page.javascriptDialogOpening")


def chromium() -> str:
    """The path of Chromium; a test without it fails and says how to get it."""
    found = shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.fail(INSTALL)
    return found


class Browser:
    """One tab: `open` a page, `value` of an expression in it, and the `events` that came."""

    def __init__(self, profile: Path) -> None:
        command_read, self._out = os.pipe()
        self._in, event_write = os.pipe()
        self._process = subprocess.Popen(
            [chromium(), *FLAGS, f"--user-data-dir={profile}", "about:blank"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            close_fds=False,
            # Chromium wants its pipes under the numbers 3 and 4; nothing else sets them in a child.
            preexec_fn=lambda: _as_3_and_4(command_read, event_write),  # noqa: PLW1509
        )
        os.close(command_read)
        os.close(event_write)
        self._buffer = b""
        self._sent = 0
        self._session = None
        self.events: list[dict] = []
        tab = self.call("Target.createTarget", url="about:blank")["targetId"]
        self._session = self.call("Target.attachToTarget", targetId=tab, flatten=True)["sessionId"]
        for domain in ("Page", "Runtime", "Log", "Network"):
            self.call(f"{domain}.enable")

    def open(self, url: str) -> None:
        """Load a page anew and wait for its load event."""
        self.call("Page.navigate", url="about:blank")  # else another fragment would load nothing
        self.wait_for("about:blank")
        self.events.clear()
        self.call("Page.navigate", url=url)
        self.wait_for(url)

    def wait_for(self, url: str) -> None:
        """Wait until the document of that URL is complete."""
        begin = url.partition("#")[0]
        until = time.monotonic() + 20
        while time.monotonic() < until:
            place, state = self.value("[location.href, document.readyState]")
            if place.startswith(begin) and state == "complete":
                return
            time.sleep(0.02)
        pytest.fail(f"{url} did not load")

    def value(self, expression: str) -> object:
        """What a JavaScript expression comes to, as JSON."""
        found = self.call("Runtime.evaluate", expression=expression, returnByValue=True)
        assert "exceptionDetails" not in found, found
        return found["result"].get("value")

    def call(self, method: str, **parameters: object) -> dict:
        """One command of the protocol and its result."""
        self._sent += 1
        message = {"id": self._sent, "method": method, "params": parameters}
        if self._session:
            message["sessionId"] = self._session
        os.write(self._out, json.dumps(message).encode() + b"\0")
        while True:
            answer = self._receive()
            if answer.get("id") == self._sent:
                assert "error" not in answer, answer
                return answer["result"]
            if answer.get("method", "").startswith(EVENTS):
                self.events.append(answer)

    def close(self) -> None:
        """End this browser."""
        self._process.kill()
        self._process.wait()
        os.close(self._in)
        os.close(self._out)

    def _receive(self) -> dict:
        while b"\0" not in self._buffer:
            ready, _, _ = select.select([self._in], [], [], 30)
            block = os.read(self._in, 1 << 20) if ready else b""
            if not block:
                pytest.fail("chromium gave no answer within 30 s")
            self._buffer += block
        message, _, self._buffer = self._buffer.partition(b"\0")
        return json.loads(message)


def _as_3_and_4(command_read: int, event_write: int) -> None:
    """In the child: put the ends where Chromium looks for them, whatever their numbers are."""
    high = [os.dup(command_read), os.dup(event_write)]
    while min(high) < 5:
        high = [os.dup(fd) for fd in high]
    os.dup2(high[0], 3)
    os.dup2(high[1], 4)
