"""Asking at the right pace and with leave: robots.txt and the distance between requests."""

import asyncio
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from scrapy import Request
from scrapy.crawler import Crawler

from lgs.consent.robots import (
    FETCH_BYTES,
    MAX_REDIRECTS,
    Robots,
    is_undefined,
    outcome_of,
)
from lgs.net.fetcher import FetchFailed
from lgs.spiders.downloader import location_of, retry_after
from lgs.store.frontier import LONGEST_SLEEP_S, NOT_NOW, Frontier, Site
from lgs.urls import absolute, is_loopback, origin, site_of

if TYPE_CHECKING:
    from lgs.spiders.downloader import Downloader

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
        """Wait until the site and the address of a URL may be asked again; take that moment."""
        name = site_of(url)
        own = self._frontier.sites.get(name)
        address = await self._address(url, own)
        while (wait := self._next(own, name, address) - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        now = time.monotonic()
        self._frontier.ceiling.take(address, now)
        if own:
            own.next_ok = now + own.delay_s
        else:
            base = min(self._frontier.limits.delay_s, SHARED_HOST_DELAY_S)
            self._foreign[name] = now + max(base, robots.delay_s if robots else 0)

    def arrived(self, url: str, *, spent_s: float = 0.0, size: int = 0, status: int = 0) -> None:
        """An answer came, or none (status 0)."""
        if own := self._frontier.sites.get(site_of(url)):
            now = time.monotonic()
            self._frontier.heard(own, now, spent_s=spent_s, size=size, status=status)

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
        return Answer(Robots("deny", why=why, undefined=True), no_answer=True)

    async def file_beside(self, url: str) -> bytes:
        """A file that states reservations; empty where there is none, or none that can be read."""
        engine = self._crawler.engine
        assert engine is not None
        await self.turn(url)
        try:
            answer = await engine.download_async(Request(url, meta={"cut_at": FETCH_BYTES}))
        except FetchFailed:
            return b""
        if answer.status in NOT_NOW and (seconds := retry_after(answer)):
            self.rest(url, min(seconds, LONGEST_SLEEP_S))
        return answer.body if answer.status == 200 else b""

    async def _follow(self, url: str, first_turn_taken: bool) -> Answer:
        engine = self._crawler.engine
        assert engine is not None
        for hop in range(MAX_REDIRECTS + 1):
            if hop or not first_turn_taken:
                await self.turn(url)
            else:
                await self._address_turn(url)
            answer = await engine.download_async(Request(url, meta={"cut_at": FETCH_BYTES}))
            if not 300 <= answer.status < 400:
                outcome = outcome_of(answer.status)
                body = answer.body if outcome == "rules" else b""
                why, undefined = f"status {answer.status}", is_undefined(answer.status)
                robots = Robots(outcome, body, why, undefined)
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
            own.pace.floor_s = robots.delay_s
            self.arrived(url)

    def _next(self, own: Site | None, name: str, address: str | None) -> float:
        moment = own.next_ok if own else self._foreign.get(name, 0.0)
        return max(moment, self._frontier.ceiling.ready_at(address))

    async def _address_turn(self, url: str) -> None:
        """Wait until the address of a URL may be asked again; the site's own turn is taken."""
        own = self._frontier.sites.get(site_of(url))
        if own and own.address:
            return  # the frontier took both turns together
        address = await self._address(url, own)
        while (wait := self._frontier.ceiling.ready_at(address) - time.monotonic()) > 0:
            await asyncio.sleep(wait)
        self._frontier.ceiling.take(address, time.monotonic())

    async def _address(self, url: str, own: Site | None) -> str | None:
        """The address that a URL's host has, if requests to it are to be counted."""
        limits = self._frontier.limits
        if not limits.delay_s:
            return None
        found = await self._downloader.address_of(url)
        if own:
            self._frontier.met_at(own, found)
        is_exempt = found is None or (is_loopback(found) and not limits.pace_loopback)
        return None if is_exempt else found

    @property
    def _downloader(self) -> "Downloader":
        engine = self._crawler.engine
        assert engine is not None
        return engine.downloader  # type: ignore[return-value]
