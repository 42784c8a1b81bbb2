"""Decoding in processes: an image that ends its process is named, and ends nothing else."""

import asyncio
import ctypes
import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import get_context
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, TypeVar

from lgs.download.options import Picture
from lgs.download.outcome import Outcome
from lgs.download.picture import write_picture
from lgs.errors import LgsError

T = TypeVar("T")


class Workers:
    """Processes that write pictures and shards; to be used inside one event loop.

    A thread waits for each. (A ProcessPoolExecutor takes three threads' turns for every image,
    ends all its processes with one, and leaves them behind when it is killed.)
    """

    def __init__(self, count: int, picture: Picture) -> None:
        self._picture = picture
        self._free: SimpleQueue[_Process] = SimpleQueue()
        self._all = {_Process() for _ in range(count)}
        for process in self._all:
            self._free.put(process)
        self._threads = ThreadPoolExecutor(count, thread_name_prefix="worker")

    async def write(self, body: bytes) -> tuple[Outcome, bytes]:
        """The image as it is asked for; one that ends two processes is no image."""
        try:
            return await self.call(write_picture, body, self._picture)
        except EOFError:
            return Outcome("not_an_image", "decoding it ends the process"), b""

    async def finish(self, function: Callable[..., T], *arguments: object) -> T:
        """What a function gives in one of the processes."""
        try:
            return await self.call(function, *arguments)
        except EOFError as error:
            raise LgsError("a process ended while it wrote a shard: is memory short?") from error

    async def call(self, function: Callable[..., T], *arguments: object) -> T:
        """The same; EOFError where the process ends, and a second one too."""
        loop = asyncio.get_running_loop()
        return await loop.run_in_executor(self._threads, self._call, function, arguments)

    def close(self) -> None:
        """End the processes."""
        self._threads.shutdown(cancel_futures=True)
        for process in self._all:
            process.end()

    def _call(self, function: Callable[..., T], arguments: tuple[object, ...]) -> T:
        process = self._free.get()
        try:
            return process.ask(function, arguments)
        except (EOFError, ConnectionError):
            process = self._instead_of(process)
            try:
                return process.ask(function, arguments)
            except (EOFError, ConnectionError) as error:
                process = self._instead_of(process)
                raise EOFError from error
        finally:
            self._free.put(process)

    def _instead_of(self, dead: "_Process") -> "_Process":
        dead.end()
        self._all.remove(dead)
        fresh = _Process()
        self._all.add(fresh)
        return fresh


class _Process:
    """One process; it ends when its connection does, so that none outlives a killed parent."""

    def __init__(self) -> None:
        context = get_context("spawn")
        self._line, theirs = context.Pipe()
        self._process = context.Process(target=_serve, args=(theirs,), daemon=True)
        self._process.start()
        theirs.close()

    def ask(self, function: Callable[..., T], arguments: tuple[object, ...]) -> T:
        self._line.send((function, arguments))
        found, error = self._line.recv()
        if error is not None:
            raise error
        result: T = found
        return result

    def end(self) -> None:
        self._line.close()
        self._process.join(1)
        self._process.kill()


def _serve(line: "Connection[Any, Any]") -> None:
    """Answer until the other end is closed. The parent alone answers to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _keep_memory()
    while True:
        try:
            function, arguments = line.recv()
        except (EOFError, OSError):
            return
        try:
            line.send((function(*arguments), None))
        except Exception as error:  # it belongs to who asked
            line.send((None, error))


def _keep_memory() -> None:
    """Tell glibc not to give each image's memory back: getting it again costs 0.3 of 4.6 ms.

    The numbers are glibc's M_TRIM_THRESHOLD and M_MMAP_THRESHOLD (malloc.h); others have no such.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    mallopt(-1, 128 << 20)
    mallopt(-3, 32 << 20)
