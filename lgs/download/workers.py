"""Decoding in processes: an image that ends its process is named, and ends nothing else."""

import asyncio
import multiprocessing
import os
import threading
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from multiprocessing import get_context
from typing import Any, TypeVar

from lgs.download.options import Picture
from lgs.download.outcome import Outcome
from lgs.download.picture import write_picture

T = TypeVar("T")


class Workers:
    """Processes that write pictures and shards; to be used inside one event loop."""

    def __init__(self, count: int, picture: Picture) -> None:
        self._count = count
        self._picture = picture
        self._pool = _pool(count)
        self._alone = asyncio.Lock()

    async def write(self, body: bytes) -> tuple[Outcome, bytes]:
        """The image as it is asked for."""
        pool = self._pool
        loop = asyncio.get_running_loop()
        try:
            return await loop.run_in_executor(pool, write_picture, body, self._picture)
        except BrokenProcessPool:
            self._renew(pool)
        return await self._write_alone(body)

    async def call(self, function: Any, *arguments: object) -> Any:
        """Any function in one of the processes."""
        loop = asyncio.get_running_loop()
        for _ in range(2):
            pool = self._pool
            try:
                return await loop.run_in_executor(pool, function, *arguments)
            except BrokenProcessPool:
                self._renew(pool)
        with ProcessPoolExecutor(1, mp_context=get_context("spawn")) as own:
            return await loop.run_in_executor(own, function, *arguments)

    def close(self) -> None:
        """End the processes."""
        self._pool.shutdown(cancel_futures=True)

    async def _write_alone(self, body: bytes) -> tuple[Outcome, bytes]:
        """One of the images under way ended its process: each is tried in a process of its own."""
        async with self._alone:
            own = _pool(1)
            loop = asyncio.get_running_loop()
            try:
                return await loop.run_in_executor(own, write_picture, body, self._picture)
            except BrokenProcessPool:
                return Outcome("not_an_image", "decoding it ends the process"), b""
            finally:
                own.shutdown(wait=False)

    def _renew(self, broken: ProcessPoolExecutor) -> None:
        if self._pool is broken:
            self._pool = _pool(self._count)
            broken.shutdown(wait=False)


def _pool(count: int) -> ProcessPoolExecutor:
    return ProcessPoolExecutor(count, mp_context=get_context("spawn"), initializer=_start)


def _start() -> None:
    """End with the parent: a killed one cannot tell its children to stop."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the parent alone answers to Ctrl-C
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_end_with, args=(parent,), daemon=True).start()


def _end_with(parent: Any) -> None:
    parent.join()
    os._exit(1)
