"""Asking at the right pace and with leave: robots.txt and the distance between requests."""

import asyncio
import time
from dataclasses import dataclass

from scrapy import Request
from scrapy.crawler import Crawler

from lgs.consent.robots import FETCH_BYTES, MAX_REDIRECTS, Robots, outcome_of
from lgs.net.fetcher import FetchFailed
from lgs.spiders.downloader import location_of
from lgs.store.frontier import Frontier, Site
from lgs.urls import absolute, origin, site_of

# Hosts of pictures that many shops share (content networks) get four requests a second from one
# process, however slow the shops' own pages are asked for.
SHARED_HOST_DELAY_S = 0.25
ROBOTS_TRIES, ROBOTS_RETRY_S = 2, 2.0


@dataclass(frozen=True, slots=True)
class Answer:
    """What came of asking for a robots.txt."""

    robots: Robots
    no_answer: bool = False


class Courtesy:
    """The pace and the robots.txt of all hosts, for one process."""

    def __init__(self, crawler: Crawler, frontier: Frontier) -> None:
        self._crawler = crawler
        self._frontier = frontier
        self._foreign: dict[str, float] = {}
        self._asking: dict[str, asyncio.Task[Answer]] = {}

    async def turn(self, url: str, robots: Robots | None = None) -> None:
        """Wait until the site of a URL may be asked again, and take that moment."""
        name = site_of(url)
        own = self._frontier.sites.get(name)
        while (wait := self._next(own, name) - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        if own:
            own.next_ok = time.monotonic() + own.delay_s
        else:
            base = min(self._frontier.limits.delay_s, SHARED_HOST_DELAY_S)
            self._foreign[name] = time.monotonic() + max(base, robots.delay_s if robots else 0)

    def arrived(self, url: str) -> None:
        """An answer came: the distance to the next request counts from here.

        When a request reaches the host is known only by its answer; counted from its sending, a
        new connection or a busy machine would bring two requests closer than they may be.
        """
        own = self._frontier.sites.get(site_of(url))
        if own and own.delay_s:
            own.next_ok = max(own.next_ok, time.monotonic() + own.delay_s)

    def rest(self, url: str, seconds: float) -> None:
        """The site of a URL asked to be left alone for so many seconds."""
        name, until = site_of(url), time.monotonic() + seconds
        if own := self._frontier.sites.get(name):
            own.next_ok = max(own.next_ok, until)
        else:
            self._foreign[name] = max(self._foreign.get(name, 0.0), until)

    async def robots(self, url: str, site: Site) -> Robots:
        """The robots.txt of a URL's origin; asked for where it is not known."""
        known = self._frontier.doors.known(site.shard, url, time.time())
        if known is None:
            start = origin(url)
            if start not in self._asking:
                self._asking[start] = asyncio.ensure_future(self.ask(f"{start}/robots.txt"))
            try:
                known = (await self._asking[start]).robots
            finally:
                self._asking.pop(start, None)
            self._frontier.doors.keep(site.shard, url, known, time.time())
        return known

    async def ask(self, url: str, *, first_turn_taken: bool = False) -> Answer:
        """Ask for a robots.txt: two tries where no answer comes, at most five redirects."""
        for attempt in range(ROBOTS_TRIES):
            if attempt:
                await asyncio.sleep(ROBOTS_RETRY_S)
            try:
                return await self._follow(url, first_turn_taken and not attempt)
            except FetchFailed as error:
                why = f"no answer ({error})"
                if error.final:
                    break
        return Answer(Robots("deny", why=why), no_answer=True)

    async def file_beside(self, url: str) -> bytes:
        """A file that states reservations; empty where there is none, or none that can be read."""
        engine = self._crawler.engine
        assert engine is not None
        await self.turn(url)
        try:
            answer = await engine.download_async(Request(url, meta={"cut_at": FETCH_BYTES}))
        except FetchFailed:
            return b""
        return answer.body if answer.status == 200 else b""

    async def _follow(self, url: str, first_turn_taken: bool) -> Answer:
        engine = self._crawler.engine
        assert engine is not None
        for hop in range(MAX_REDIRECTS + 1):
            if hop or not first_turn_taken:
                await self.turn(url)
            answer = await engine.download_async(Request(url, meta={"cut_at": FETCH_BYTES}))
            if not 300 <= answer.status < 400:
                outcome = outcome_of(answer.status)
                body = answer.body if outcome == "rules" else b""
                robots = Robots(outcome, body, f"status {answer.status}")
                self._heed(url, robots)
                return Answer(robots)
            target = absolute(url, location_of(answer))
            if target is None or site_of(target) != site_of(url):
                return Answer(Robots("deny", why="it redirects to another site"))
            url = target
        return Answer(Robots("allow", why="more than five redirects"))  # section 2.3.1.2

    def _heed(self, url: str, robots: Robots) -> None:
        """The distance that a site asks for counts from its robots.txt on."""
        own = self._frontier.sites.get(site_of(url))
        if own and own.delay_s < robots.delay_s <= self._frontier.limits.max_delay_s:
            own.delay_s = robots.delay_s
            self.arrived(url)

    def _next(self, own: Site | None, name: str) -> float:
        return own.next_ok if own else self._foreign.get(name, 0.0)
