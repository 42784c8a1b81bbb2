"""The pace of each host: so many requests at once, so far apart, and silence when it is asked."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from lgs.download.options import Manners

# So many requests in a row without any answer, and the host is left alone until the next run.
MOST_SILENT = 8


class Host:
    """What is kept of one host between requests; times are of `time.monotonic`."""

    def __init__(self, manners: Manners) -> None:
        self._sharers = manners.sharers
        self._places = asyncio.Semaphore(max(1, manners.host_concurrency // manners.sharers))
        self._most_s = manners.max_delay_s
        self._next = 0.0
        self._silent = 0
        self.delay_s = manners.delay_s * manners.sharers
        self.closed: str | None = None  # why nothing more is asked of it in this run
        self.refuses = False  # and in later runs neither, as long as it says the same

    @asynccontextmanager
    async def turn(self) -> AsyncIterator[None]:
        """Wait until the host may be asked, and hold one of its places meanwhile."""
        async with self._places:
            while not self.closed and (wait := self._next - time.monotonic()) > 0:
                await asyncio.sleep(wait)
            if self.delay_s:
                self._next = time.monotonic() + self.delay_s
            yield

    def answered(self) -> None:
        """It is there."""
        self._silent = 0

    def was_silent(self, why: str) -> None:
        """No answer came."""
        self._silent += 1
        if self._silent >= MOST_SILENT:
            self.closed = f"{why} ({self._silent} requests in a row)"

    def pause(self, seconds: float) -> None:
        """Ask nothing for so long; a host that wants more than can be waited for is left."""
        if seconds > self._most_s:
            self.closed = f"the host asks to wait {seconds:.0f} s"
        self._next = max(self._next, time.monotonic() + seconds)

    def slow_down(self, delay_s: float) -> None:
        """Keep at least this distance, as robots.txt asks."""
        if delay_s > self._most_s:
            self.closed = f"robots.txt asks for {delay_s:.0f} s between requests"
            self.refuses = True
        self.delay_s = max(self.delay_s, delay_s * self._sharers)


def seconds_of(retry_after: str | None) -> float | None:
    """Retry-After as seconds from now, by number or date (RFC 9110, section 10.2.3).

    >>> seconds_of("120"), seconds_of("soon"), seconds_of(None)
    (120.0, None, None)
    """
    text = (retry_after or "").strip()
    if text.isascii() and text.isdigit():
        return float(text[:9])
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (moment - datetime.now(UTC)).total_seconds())
