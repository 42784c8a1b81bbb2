"""Fetch one page for looking at it: robots.txt is asked first, redirects stay on the site."""

import asyncio
from datetime import UTC, datetime

from lgs.config import CrawlSettings, Settings
from lgs.consent.robots import FETCH_BYTES, Robots, outcome_of
from lgs.consent.robots import MAX_REDIRECTS as MAX_ROBOTS_REDIRECTS
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
            robots[start] = await _robots(fetcher, f"{start}/robots.txt")
        if not robots[start].allows(place):
            raise LgsError(f"{place} is disallowed by the robots.txt of {start}")
        found = await fetcher.fetch(place)
        if not 300 <= found.status < 400:
            return place, found
        headers = {name.lower(): value for name, value in found.headers}
        place = absolute(place, headers.get("location", ""))
    raise LgsError(f"{url} redirects more than {MAX_REDIRECTS} times")


async def _robots(fetcher: Fetcher, url: str) -> Robots:
    """The robots.txt of an origin; its redirects are followed on the site (RFC 9309, 2.3.1.2)."""
    for _ in range(MAX_ROBOTS_REDIRECTS + 1):
        answer = await fetcher.fetch(url, cut_at=FETCH_BYTES)
        if not 300 <= answer.status < 400:
            return Robots(outcome_of(answer.status), answer.body, f"status {answer.status}")
        headers = {name.lower(): value for name, value in answer.headers}
        target = absolute(url, headers.get("location", ""))
        if target is None or site_of(target) != site_of(url):
            return Robots("deny", why="it redirects to another site")
        url = target
    return Robots("allow", why="more than five redirects")
