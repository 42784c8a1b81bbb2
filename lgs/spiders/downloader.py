"""The crawl's downloader in the place of Scrapy's (setting DOWNLOADER).

Scrapy's keeps a queue and a delay for every host; here the frontier keeps them, durable, and for
pages, images and robots.txt alike. What remains is to fetch.
"""

import asyncio
import re
import time
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from scrapy.http import Headers, Request, Response
from scrapy.utils.defer import deferred_from_coro
from twisted.internet.defer import Deferred

from lgs.net.fetcher import Fetcher

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from lgs.spiders.courtesy import Courtesy


class Downloader:
    """Fetches what the engine asks for; `request.meta` may hold `max_bytes` and `cut_at`."""

    def __init__(self, crawler: "Crawler") -> None:
        settings = crawler.settings
        self._crawler = crawler
        self.active: set[Request] = set()
        self._most = settings.getint("CONCURRENT_REQUESTS")
        self._fetcher = Fetcher(
            agent=settings["USER_AGENT"],
            timeout_s=settings.getfloat("DOWNLOAD_TIMEOUT"),
            max_bytes=settings.getint("DOWNLOAD_MAXSIZE"),
            allow_private=settings.getbool("LGS_ALLOW_PRIVATE"),
        )

    def needs_backout(self) -> bool:
        """True while as many requests are under way as may be."""
        return len(self.active) >= self._most

    def fetch(self, request: Request) -> Deferred[Response]:
        """The response of a request; its error is FetchFailed."""
        return deferred_from_coro(self._fetch(request))

    async def address_of(self, url: str) -> str | None:
        """The address under which the host of a URL is met; None where it has none."""
        return await self._fetcher.address_of(url)

    def close(self) -> None:
        """Close all connections."""
        asyncio.ensure_future(self._fetcher.close())  # noqa: RUF006  (the loop outlives it)

    @property
    def _courtesy(self) -> "Courtesy":
        found: Courtesy = self._crawler.spider.work.courtesy  # type: ignore[union-attr]
        return found

    async def _fetch(self, request: Request) -> Response:
        meta = request.meta
        self.active.add(request)
        began, status, size = time.monotonic(), 0, 0
        try:
            found = await self._fetcher.fetch(
                request.url, max_bytes=meta.get("max_bytes"), cut_at=meta.get("cut_at")
            )
            status, size = found.status, len(found.body)
        finally:
            self.active.discard(request)
            spent_s = time.monotonic() - began
            self._courtesy.arrived(request.url, spent_s=spent_s, size=size, status=status)
        # As they came: a value may hold bytes that are no UTF-8, kept by aiohttp as surrogates.
        headers = Headers([(k, v.encode("utf-8", "surrogateescape")) for k, v in found.headers])
        return Response(
            request.url, status=found.status, headers=headers, body=found.body, request=request
        )


def headers_of(response: Response) -> tuple[tuple[str, str], ...]:
    """The headers as text; several of one name stay several, each has its own scope."""
    return tuple(
        (name.decode("latin-1"), _text(value))
        for name in response.headers
        for value in response.headers.getlist(name)
    )


def location_of(response: Response) -> str:
    """Where a redirect points to, as it is written; empty where it says nothing."""
    return _text(response.headers.get("Location") or b"")


def _text(value: bytes) -> str:
    try:
        return value.decode("utf-8")
    except UnicodeDecodeError:
        return value.decode("latin-1")


def retry_after(response: Response) -> float | None:
    """Seconds that the site asks to wait (RFC 9110, section 10.2.3): a number or a date."""
    text = (response.headers.get("Retry-After") or b"").decode("latin-1").strip()
    if re.fullmatch("[0-9]+", text):
        return float(text)
    try:
        moment = parsedate_to_datetime(text)
    except (ValueError, TypeError):
        return None
    aware = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return max(0.0, (aware - datetime.now(UTC)).total_seconds())
