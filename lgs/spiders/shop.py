"""The one spider for all sites: asks for what the frontier hands out, yields an item a page."""

import asyncio
import time
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import scrapy
from scrapy import Request, signals
from scrapy.crawler import Crawler
from scrapy.http import Response
from twisted.python.failure import Failure

from lgs.consent.evidence import robots_words
from lgs.consent.reservations import AI_TXT, TDMREP
from lgs.consent.robots import Robots
from lgs.harvest import harvest
from lgs.model import Page
from lgs.net.fetcher import FetchFailed
from lgs.pipelines.item import PageItem
from lgs.pipelines.work import Work
from lgs.spiders.children import (
    SITEMAP_PRIORITY,
    children_of_page,
    children_of_sitemap,
    redirected,
)
from lgs.spiders.courtesy import Answer, Courtesy
from lgs.spiders.downloader import headers_of, location_of, retry_after
from lgs.spiders.sitemaps import MAX_BYTES, read_sitemap
from lgs.store.frontier import Ticket
from lgs.store.tables import ROBOTS, SITEMAP, Child
from lgs.urls import absolute, canonical, origin, site_of

MAX_REDIRECTS = 10
PAGES_AHEAD = 8  # times the requests under way: pages that wait for their image's turn
HTML = (b"text/html", b"application/xhtml+xml")
NOT_NOW = (429, 503)
TURN_S = 0.5


class ShopSpider(scrapy.Spider):
    """Yields one item a page; keeps no rule of its own."""

    name = "shop"

    def __init__(self, work: Work) -> None:
        super().__init__()
        self.work = work
        self._woken = asyncio.Event()
        self._under_way = 0

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> "ShopSpider":
        """As Scrapy builds its spiders."""
        spider = super().from_crawler(crawler, *args, **kwargs)
        spider.work.courtesy = Courtesy(crawler, spider.work.frontier)
        spider.work.ended = spider.ended
        crawler.signals.connect(spider.item_broke, signals.item_error)
        crawler.signals.connect(spider.answer_broke, signals.spider_error)
        return spider

    def closed(self, reason: str) -> None:
        """Scrapy says why it ended."""
        self.work.reason = reason

    # -- asking -----------------------------------------------------------------------------------

    async def start(self) -> AsyncIterator[Request]:
        """Requests as their time comes, until every site is finished."""
        frontier = self.work.frontier
        asyncio.ensure_future(self._turn())  # noqa: RUF006  (it ends with the loop)
        most = self.work.settings.crawl.concurrency * PAGES_AHEAD
        while not frontier.is_finished():
            frontier.commit_if_due(time.monotonic())
            ticket = (
                frontier.take(time.monotonic(), time.time()) if self._under_way < most else None
            )
            if ticket is None:
                await self._rest()
            elif ticket.kind == ROBOTS:
                self._under_way += 1
                asyncio.ensure_future(self._ask_robots(ticket))  # noqa: RUF006  (frontier waits)
            else:
                self._under_way += 1
                self.work.requests += 1
                yield self._request(ticket)
        frontier.commit()

    async def _turn(self) -> None:
        """Note that the event loop turns: a process that stands still is started anew."""
        while True:
            self.work.turned_at = time.monotonic()
            await asyncio.sleep(TURN_S)

    def _request(self, ticket: Ticket) -> Request:
        meta: dict[str, Any] = {"ticket": ticket}
        if ticket.kind == SITEMAP:
            meta["max_bytes"] = MAX_BYTES
        return Request(
            ticket.url, callback=self.parse, errback=self.broke, meta=meta, dont_filter=True
        )

    async def _rest(self) -> None:
        """Until a page ends or a site is ready, a second at most."""
        moment = self.work.frontier.next_moment()
        wait = 1.0 if moment is None else min(1.0, max(0.001, moment - time.monotonic()))
        self._woken.clear()
        try:
            await asyncio.wait_for(self._woken.wait(), wait)
        except TimeoutError:
            return

    async def _ask_robots(self, ticket: Ticket) -> None:
        try:
            answer = await self._robots_answer(ticket)
        except Exception as error:  # whatever bytes came: what cannot be read is no leave to go on
            self.logger.error("%s: %r", ticket.url, error, exc_info=error)
            answer = Answer(Robots("deny", why=f"{type(error).__name__} in lgs"))
        frontier = self.work.frontier
        frontier.answered(ticket, answer.robots, time.time(), no_answer=answer.no_answer)
        self.ended()

    async def _robots_answer(self, ticket: Ticket) -> Answer:
        """What robots.txt says, and what it leads to: sitemaps, and the files beside it."""
        courtesy, frontier, site = self.work.courtesy, self.work.frontier, ticket.site
        assert courtesy is not None
        self.work.requests += 1
        answer = await courtesy.ask(ticket.url, first_turn_taken=True)
        named = answer.robots.sitemaps or ("/sitemap.xml",)
        if answer.robots.outcome != "deny":
            places = (absolute(ticket.url, name) for name in named)
            maps = [canonical(url) for url in places if url and site_of(url) == site.name]
            frontier.add(site, [Child(url, SITEMAP, SITEMAP_PRIORITY) for url in maps])
            if self.work.settings.crawl.consent == "strict":
                for name in (AI_TXT, TDMREP):
                    place = origin(ticket.url) + name
                    if not answer.robots.allows(place):
                        continue
                    self.work.requests += 1
                    body = await courtesy.file_beside(place)
                    site.shard.put_file_beside(origin(ticket.url), name, body)
        return answer

    def ended(self) -> None:
        """A ticket was given back to the frontier."""
        self._under_way -= 1
        self._woken.set()

    # -- answers ----------------------------------------------------------------------------------

    def parse(self, response: Response) -> tuple[PageItem, ...]:
        """One item for a page; what is no page is settled with the frontier at once.

        No generator: Scrapy reads a generator's source anew for every response (1.7 ms).
        """
        ticket: Ticket = response.meta["ticket"]
        if 300 <= response.status < 400:
            self._redirect(response, ticket)
        elif response.status in NOT_NOW or response.status >= 500:
            self._failed(ticket, f"status {response.status}", response)
        elif response.status != 200:
            self._gone(ticket, response.status, f"status {response.status}")
        elif ticket.kind == SITEMAP:
            sitemaps, pages = read_sitemap(response.body, response.url)
            self._done(ticket, response, children_of_sitemap(sitemaps, pages, ticket))
        elif _is_html(response):
            return (self._item(response, ticket),)
        else:
            self._done(ticket, response, ())
        return ()

    def _item(self, response: Response, ticket: Ticket) -> PageItem:
        page = Page(
            url=response.url,
            body=response.body,
            headers=headers_of(response),
            status=response.status,
            fetched_at=datetime.now(UTC),
        )
        crawl = self.work.settings.crawl
        robots = self.work.frontier.doors.known(ticket.site.shard, page.url, time.time())
        says = self.work.frontier.doors.says(ticket.site.shard, page.url)
        says = {**says, "robots": robots_words(robots, page.url), "policy": crawl.consent}
        marker = ticket.site.shard.marker
        marker.begin(ticket.id)
        self.work.reading = page.url
        found = harvest(page, strict=crawl.consent == "strict", consent=says)
        self.work.reading = None
        marker.end()
        return PageItem(ticket, page, found, children_of_page(found.links, ticket))

    def broke(self, failure: Failure) -> None:
        """No answer, or our own error in reading one."""
        ticket: Ticket = failure.request.meta["ticket"]  # type: ignore[attr-defined]
        error = failure.value
        if isinstance(error, FetchFailed) and error.final:
            self._gone(ticket, None, str(error))
        else:
            if not isinstance(error, FetchFailed):
                self.logger.error("%s: %r", ticket.url, error, exc_info=error)
            self._failed(ticket, str(error) or type(error).__name__, None)

    def answer_broke(self, failure: Failure, response: Response) -> None:
        """Our own error in reading an answer: without this its ticket would be out for ever."""
        error, ticket = failure.value, response.meta["ticket"]
        self.logger.error("%s: %r", ticket.url, error, exc_info=error)
        self._failed(ticket, f"{type(error).__name__} in lgs", None)

    def item_broke(self, item: PageItem, failure: Failure) -> None:
        """Our own error in a pipeline: the page is tried again, and the error written down."""
        error = failure.value
        self.logger.error("%s: %r", item.ticket.url, error, exc_info=error)
        self._failed(item.ticket, f"{type(error).__name__} in lgs", None)

    # -- settling ---------------------------------------------------------------------------------

    def _redirect(self, response: Response, ticket: Ticket) -> None:
        place = location_of(response)
        target = absolute(response.url, place)
        if target is None or ticket.hops >= MAX_REDIRECTS:
            self._gone(ticket, response.status, f"redirect to {place[:200]!r} not followed")
        elif canonical(target) == canonical(ticket.url):
            asyncio.ensure_future(self._ask_again(ticket, target))  # noqa: RUF006
        else:
            self._done(ticket, response, redirected(target, ticket))

    async def _ask_again(self, ticket: Ticket, target: str) -> None:
        """A redirect to another spelling of the same URL: to be followed as it is written."""
        assert self.work.courtesy is not None
        assert self.crawler.engine is not None
        await self.work.courtesy.turn(target)
        self.work.requests += 1
        self.crawler.engine.crawl(self._request(replace(ticket, url=target, hops=ticket.hops + 1)))

    def _done(self, ticket: Ticket, response: Response, children: tuple[Child, ...]) -> None:
        self.work.frontier.done(ticket, status=response.status, children=children)
        self.ended()

    def _gone(self, ticket: Ticket, status: int | None, why: str) -> None:
        self.work.frontier.gone(ticket, status=status, why=why)
        self.ended()

    def _failed(self, ticket: Ticket, why: str, response: Response | None) -> None:
        self.work.frontier.failed(
            ticket,
            time.monotonic(),
            time.time(),
            status=response.status if response else None,
            why=why,
            retry_after_s=retry_after(response) if response else None,
        )
        self.ended()


def _is_html(response: Response) -> bool:
    kind = (response.headers.get("Content-Type") or b"").partition(b";")[0].strip().lower()
    return kind in HTML or (not kind and b"<html" in response.body[:2048].lower())
