"""Ask for one image: with leave, at the host's pace, again only where that may help."""

import asyncio
from collections import defaultdict

from lgs.consent.robots import FETCH_BYTES, Robots, outcome_of
from lgs.download.hosts import Host, seconds_of
from lgs.download.options import Manners
from lgs.download.wishes import objection
from lgs.net.fetcher import Fetched, Fetcher, FetchFailed
from lgs.urls import absolute, is_web, origin, site_of

MOST_REDIRECTS = 5
REDIRECTS = (301, 302, 303, 307, 308)
REFUSED = (401, 403, 407, 451)
NOT_NOW = (408, 425, 429)
FIRST_WAIT_S = 1.0


class Failed(Exception):
    """No image: the kind of failure (see outcome.FAILURES) and why."""

    def __init__(self, failure: str, why: str) -> None:
        super().__init__(why)
        self.failure = failure
        self.why = why


class Asker:
    """Kept connections, the robots.txt and the pace of all hosts; inside one event loop."""

    def __init__(self, manners: Manners) -> None:
        self._manners = manners
        self._fetcher = Fetcher(
            agent=manners.agent,
            timeout_s=manners.timeout_s,
            max_bytes=manners.max_image_bytes,
            allow_private=manners.allow_private,
        )
        self._hosts: dict[str, Host] = defaultdict(lambda: Host(manners))
        self._robots: dict[str, asyncio.Task[Robots]] = {}
        self._places = asyncio.Semaphore(manners.thread_count)
        self.requests = 0

    async def image(self, url: str) -> bytes:
        """The bytes at a URL; raises Failed and nothing else. Only transient failures are retried.

        Nothing is asked of a host that was left; that is transient too, for a later run.
        """
        for attempt in range(self._manners.retries + 1):
            try:
                return await self._follow(url)
            except Failed as error:
                if error.failure != "transient" or attempt == self._manners.retries:
                    raise
                if is_web(url) and self._hosts[origin(url)].closed:
                    raise
            await asyncio.sleep(FIRST_WAIT_S * 2**attempt)
        raise AssertionError("the last attempt returns or raises")

    async def close(self) -> None:
        """Close all connections."""
        await self._fetcher.close()

    async def _follow(self, url: str) -> bytes:
        for _ in range(MOST_REDIRECTS + 1):
            if not is_web(url):
                raise Failed("blocked", f"no web address: {url[:200]}")
            await self._need_leave(url)
            found = await self._ask(url)
            if why := objection(found.headers, self._manners):
                raise Failed("opted_out", why)
            if found.status not in REDIRECTS:
                return _body(found)
            url = absolute(url, _header(found, "location") or "") or ""
        raise Failed("blocked", f"more than {MOST_REDIRECTS} redirects")

    async def _ask(self, url: str, cut_at: int | None = None) -> Fetched:
        """One request at its host's pace; raises Failed where no answer comes or not now."""
        host = self._hosts[origin(url)]
        async with host.turn():
            if host.closed:
                raise Failed("refused" if host.refuses else "transient", host.closed)
            async with self._places:
                self.requests += 1
                try:
                    found = await self._fetcher.fetch(url, cut_at=cut_at)
                except FetchFailed as error:
                    if error.final:
                        raise Failed("blocked", str(error)) from error
                    host.was_silent(f"no answer: {error}")
                    raise Failed("transient", f"no answer: {error}") from error
        host.answered()
        if found.status in NOT_NOW or found.status >= 500:
            wait = seconds_of(_header(found, "retry-after"))
            if wait is not None or found.status in (429, 503):
                host.pause(FIRST_WAIT_S if wait is None else wait)
            raise Failed("transient", f"status {found.status}")
        return found

    async def _need_leave(self, url: str) -> None:
        if not self._manners.obey_robots:
            return
        start = origin(url)
        if start not in self._robots:
            self._robots[start] = asyncio.ensure_future(self._robots_of(start))
        asked = self._robots[start]
        robots = asked.result() if asked.done() else await asyncio.shield(asked)
        if not robots.allows(url):
            raise Failed("refused", f"robots.txt: {robots.says}".replace("allowed", "disallowed"))

    async def _robots_of(self, start: str) -> Robots:
        """The robots.txt of an origin; Failed where its host gives none now."""
        for attempt in range(self._manners.retries + 1):
            try:
                robots = await self._read_robots(f"{start}/robots.txt")
            except Failed as error:
                why = f"robots.txt: {error.why}"
                if error.failure != "transient" or self._hosts[start].closed:
                    raise Failed(error.failure, why) from error
            else:
                self._hosts[start].slow_down(robots.delay_s)
                return robots
            if attempt < self._manners.retries:
                await asyncio.sleep(FIRST_WAIT_S * 2**attempt)
        self._hosts[start].closed = why
        raise Failed("transient", why)

    async def _read_robots(self, url: str) -> Robots:
        for _ in range(MOST_REDIRECTS + 1):
            found = await self._ask(url, cut_at=FETCH_BYTES)
            if found.status not in REDIRECTS:
                return Robots(outcome_of(found.status), found.body, f"status {found.status}")
            place = absolute(url, _header(found, "location") or "")
            if place is None or site_of(place) != site_of(url):
                return Robots("deny", why="it redirects to another site")
            url = place
        return Robots("allow", why="more than five redirects")  # RFC 9309, section 2.3.1.2


def _body(found: Fetched) -> bytes:
    if 200 <= found.status < 300:
        return found.body
    kind = "refused" if found.status in REFUSED else "gone"
    raise Failed(kind, f"status {found.status}")


def _header(found: Fetched, name: str) -> str | None:
    return next((value for key, value in found.headers if key.lower() == name), None)
