"""Fetch one page for looking at it: robots.txt is asked first, redirects stay on the site."""

import asyncio
from datetime import UTC, datetime

from lgs.config import CrawlSettings, Settings
from lgs.consent.robots import FETCH_BYTES, Robots, outcome_of
from lgs.errors import LgsError
from lgs.model import Page
from lgs.net.fetcher import Fetched, Fetcher, FetchFailed
from lgs.urls import absolute, origin, site_of

MAX_REDIRECTS = 10


def fetch_page(url: str, *, allow_private: bool, contact: str) -> Page:
    """The page at a URL; an LgsError where its site or its address does not allow it."""
    settings = Settings(crawl=CrawlSettings(allow_private=allow_private, contact=contact))
    try:
        return asyncio.run(_page(url, settings))
    except FetchFailed as error:
        raise LgsError(f"{url} cannot be fetched: {error}") from error


async def _page(url: str, settings: Settings) -> Page:
    crawl = settings.crawl
    fetcher = Fetcher(
        agent=settings.user_agent(),
        timeout_s=crawl.timeout_s,
        max_bytes=crawl.max_page_bytes,
        allow_private=crawl.allow_private,
    )
    try:
        place, found = await _follow(fetcher, url)
    finally:
        await fetcher.close()
    return Page(place, found.body, found.headers, found.status, datetime.now(UTC))


async def _follow(fetcher: Fetcher, url: str) -> tuple[str, Fetched]:
    robots: dict[str, Robots] = {}
    place: str | None = url
    for _ in range(MAX_REDIRECTS + 1):
        if place is None or site_of(place) != site_of(url):
            raise LgsError(f"{url} redirects to another site; name that site's URL to see it")
        start = origin(place)
        if start not in robots:
            answer = await fetcher.fetch(f"{start}/robots.txt", cut_at=FETCH_BYTES)
            robots[start] = Robots(
                outcome_of(answer.status), answer.body, f"status {answer.status}"
            )
        if not robots[start].allows(place):
            raise LgsError(f"{place} is disallowed by the robots.txt of {start}")
        found = await fetcher.fetch(place)
        if not 300 <= found.status < 400:
            return place, found
        headers = {name.lower(): value for name, value in found.headers}
        place = absolute(place, headers.get("location", ""))
    raise LgsError(f"{url} redirects more than {MAX_REDIRECTS} times")
