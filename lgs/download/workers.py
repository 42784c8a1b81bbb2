"""Decoding in processes: an image that ends its process is named, and ends nothing else."""

import asyncio
import pickle
import subprocess
import sys
from contextlib import suppress
from socket import SHUT_RDWR, socketpair

from lgs.download.options import Picture
from lgs.download.outcome import Outcome
from lgs.download.worker import HEAD, framed, length_of


class Workers:
    """Processes that write pictures; to be used inside one event loop, which alone waits for them.

    (A ProcessPoolExecutor takes three threads' turns for every image, ends all its processes with
    one, and leaves them behind when it is killed.)
    """

    def __init__(self, count: int, picture: Picture) -> None:
        self._picture = picture
        self._free: asyncio.Queue[_Process] = asyncio.Queue()
        self._all = {_Process(picture) for _ in range(count)}
        for process in self._all:
            self._free.put_nowait(process)

    async def write(self, body: bytes) -> tuple[Outcome, bytes]:
        """The image as it is asked for; one that ends two processes is no image."""
        for _ in range(2):
            process = await self._free.get()
            try:
                return await process.write(body)
            except (EOFError, ConnectionError):
                process = self._instead_of(process)
            except BaseException:  # its answer would be taken for that of the next image
                process = self._instead_of(process)
                raise
            finally:
                self._free.put_nowait(process)
        return Outcome("not_an_image", "decoding it ends the process"), b""

    def close(self) -> None:
        """End the processes."""
        for process in self._all:
            process.end()

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
        self._ours, theirs = socketpair()
        with theirs:
            command = [sys.executable, "-m", "lgs.download.worker", str(theirs.fileno())]
            self._process = subprocess.Popen(  # noqa: S603  # our own module
                command, stdin=subprocess.DEVNULL, pass_fds=[theirs.fileno()]
            )
        self._picture = picture
        self._line: tuple[asyncio.StreamReader, asyncio.StreamWriter] | None = None

    async def write(self, body: bytes) -> tuple[Outcome, bytes]:
        """What the process makes of an image; EOFError or ConnectionError where it ends by it."""
        if self._line is None:
            self._line = await asyncio.open_connection(sock=self._ours)
            self._line[1].writelines(framed(pickle.dumps(self._picture)))
        answers, line = self._line
        line.writelines(framed(body))
        await line.drain()
        size = length_of(await answers.readexactly(HEAD))
        found: tuple[Outcome, bytes] = pickle.loads(  # noqa: S301  # our own process's
            await answers.readexactly(size)
        )
        return found

    def end(self) -> None:
        """End the process: its line now, as the event loop takes no turn while it waits."""
        with suppress(OSError):  # the process was sooner
            self._ours.shutdown(SHUT_RDWR)
        if self._line is None:
            self._ours.close()
        else:
            self._line[1].transport.abort()
        try:
            self._process.wait(1)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
