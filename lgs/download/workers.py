"""Decoding in processes: an image that ends its process is named, and ends nothing else."""

import asyncio
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import SimpleQueue
from socket import socketpair
from typing import Any

from lgs.download.options import Picture
from lgs.download.outcome import Outcome


class Workers:
    """Processes that write pictures; to be used inside one event loop.

    A thread waits for each. (A ProcessPoolExecutor takes three threads' turns for every image,
    ends all its processes with one, and leaves them behind when it is killed.)
    """

    def __init__(self, count: int, picture: Picture) -> None:
        self._picture = picture
        self._free: SimpleQueue[_Process] = SimpleQueue()
        self._all = {_Process(picture) for _ in range(count)}
        for process in self._all:
            self._free.put(process)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="worker")

    async def write(self, body: bytes) -> tuple[Outcome, bytes]:
        """The image as it is asked for; one that ends two processes is no image."""
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(self._threads, self._write, body)
        except EOFError:
            return Outcome("not_an_image", "decoding it ends the process"), b""

    def close(self) -> None:
        """End the processes."""
        self._threads.shutdown(cancel_futures=True)
        for process in self._all:
            process.end()

    def _write(self, body: bytes) -> tuple[Outcome, bytes]:
        process = self._free.get()
        try:
            return process.write(body)
        except (EOFError, ConnectionError):
            process = self._instead_of(process)
            try:
                return process.write(body)
            except (EOFError, ConnectionError) as error:
                process = self._instead_of(process)
                raise EOFError from error
        finally:
            self._free.put(process)

    def _instead_of(self, dead: "_Process") -> "_Process":
        dead.end()
        self._all.remove(dead)
        fresh = _Process(self._picture)
        self._all.add(fresh)
        return fresh


class _Process:
    """One process; it ends when its line does, so that none outlives a killed parent.

    Not by `multiprocessing`, whose processes import the command line first.
    """

    def __init__(self, picture: Picture) -> None:
        ours, theirs = socketpair()
        with theirs:
            command = [sys.executable, "-m", "lgs.download.worker", str(theirs.fileno())]
            self._process = subprocess.Popen(  # noqa: S603  # our own module
                command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
            )
        self._line: Connection[Any, Any] = Connection(ours.detach())
        with suppress(ConnectionError):  # told where the first image is asked of it
            self._line.send(picture)

    def write(self, body: bytes) -> tuple[Outcome, bytes]:
        self._line.send_bytes(body)
        found: tuple[Outcome, bytes] = self._line.recv()
        return found

    def end(self) -> None:
        self._line.close()
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
