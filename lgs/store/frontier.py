"""Which URL is asked for next: politeness, budgets and retries over the shards of one process.

Plain state with the time given from outside, so that it can be tested without a network. `now` is
in seconds of a monotonic clock, `wall` in seconds since 1970.
"""

import heapq
from collections import deque
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lgs.consent.robots import Robots
from lgs.store.aliases import Aliases
from lgs.store.coverage import note_mapped, pass_on
from lgs.store.doors import Doors
from lgs.store.pace import Breaker, Ceiling, Pace
from lgs.store.shard import Shard
from lgs.store.tables import (
    ALIAS,
    DEFERRED,
    DONE,
    FAILED,
    PAGE,
    REFUSED,
    ROBOTS,
    SITEMAP,
    Child,
    Record,
)
from lgs.store.tally import Tally, put_tally, tally_of
from lgs.store.traps import Traps, kind_of
from lgs.urls import is_loopback, origin

READ_AHEAD = 16  # URLs a site: few, so that better ones found meanwhile come first
COMMIT_PAGES, COMMIT_S = 64, 0.2
LONGEST_SLEEP_S = 3600.0  # of a site that says Retry-After; for longer no run is kept open
BACKOFF_S = 1.0  # after a first failure in a row; doubles with each further one
LONGEST_BACKOFF_S = 30.0  # of a site that is overloaded or does not answer
LONGEST_PAGE_BACKOFF_S = 4.0  # where it answers by an error of its own: that is the page's fault
ROBOTS_ID = 0  # a robots.txt has no row of its own; SQLite's ids begin with 1
START_PRIORITY = 50
OVERLOADED = (None, 429, 503)
NOT_NOW = (429, 503)
MAX_SITEMAPS = 200  # a site: with 50,000 URLs each more than any budget; an endless index ends here
MB = 1_000_000

# What is ours to load (loopback) is not left alone for minutes: after twelve failures in a row it
# is left for a later run.
NEAR_BREAKER = Breaker(failures=12, rest_s=0.0, trips=1)


@dataclass(frozen=True, slots=True)
class Limits:
    """What bounds every site."""

    max_pages: int = 10_000
    delay_s: float = 1.0
    max_delay_s: float = 60.0
    concurrency: int = 1
    max_attempts: int = 3
    strict: bool = True  # reservations beside the pages forbid, not robots.txt alone
    max_mb: float | None = None
    max_hours: float | None = None
    rest_factor: float = 0.0  # see Pace; a site without a delay does not adapt
    address_gap_s: float = 0.0  # between requests of this process to one address
    breaker: Breaker = field(default_factory=Breaker)
    pace_loopback: bool = False  # loopback sites fare as all others
    robots_retries_s: tuple[float, ...] = ()  # waits before a shut robots.txt is asked for again


@dataclass(slots=True, eq=False)
class Site:
    """A site of this run, and how it fares."""

    id: int
    name: str
    shard: Shard
    fallback: str | None
    pace: Pace
    pages: int
    breaker: Breaker = field(default_factory=Breaker)
    spent: Tally = field(default_factory=Tally)  # up to this run
    bytes: int = 0  # in this run
    began: float | None = None
    sitemaps: int = 0
    address: str | None = None
    is_changed: bool = False  # since its tally was written
    next_ok: float = 0.0
    under_way_ids: set[int] = field(default_factory=set)
    ahead: deque["Ticket"] = field(default_factory=deque)
    in_heap: bool = False
    aliases: Aliases = field(default_factory=Aliases)
    traps: Traps = field(default_factory=Traps)
    is_asleep: bool = False  # in the shard's words, without having failed
    asking: bool = False  # robots.txt is under way: nothing else of the site is asked for
    failures: int = 0
    closed: str | None = None

    @property
    def delay_s(self) -> float:
        """Seconds between requests."""
        return self.pace.delay_s

    def tally(self, now: float) -> Tally:
        """What it has cost in all runs."""
        seconds = now - self.began if self.began is not None else 0.0
        return Tally(
            self.spent.bytes + self.bytes,
            self.spent.seconds + seconds,
            self.pace.strain_s,
            self.address,
        )


@dataclass(frozen=True, slots=True)
class Ticket:
    """One URL, handed out to be fetched."""

    site: Site
    id: int
    url: str
    kind: int
    priority: int
    depth: int
    hops: int
    attempts: int


class Frontier:
    """All sites of one process."""

    def __init__(self, shards: Iterable[Shard], limits: Limits, *, now: float, wall: float) -> None:
        self.limits = limits
        self.shards = list(shards)
        self.sites: dict[str, Site] = {}
        self._heap: list[tuple[float, int, Site]] = []
        self._pushes = 0
        self._open_pages = 0
        self._open_since = self._now = now
        self._again: list[tuple[float, int, Site, str]] = []  # shut origins, when they are due
        self._tries: dict[str, int] = {}
        self._changed: list[Site] = []
        self.doors = Doors()
        self.ceiling = Ceiling(limits.address_gap_s)
        for shard in self.shards:
            for number, name, fallback, asleep_until in shard.listed_sites():
                site = self._site(shard, number, name, fallback)
                site.next_ok = now + max(0.0, asleep_until - wall)
                site.is_asleep = asleep_until > 0
                self.sites[name] = site
                self._push(site)

    def _site(self, shard: Shard, number: int, name: str, fallback: str | None) -> Site:
        limits, spent = self.limits, tally_of(shard, number)
        near = is_loopback(spent.address or name) and not limits.pace_loopback
        adapts = limits.delay_s > 0 and not near
        return Site(
            number,
            name,
            shard,
            fallback,
            Pace(limits.delay_s, limits.rest_factor if adapts else 0.0, spent.strain_s),
            shard.pages_done(number),
            NEAR_BREAKER if near else limits.breaker,
            spent=spent,
            sitemaps=shard.sitemaps_done(number),
            address=None if near else spent.address,
        )

    # -- handing out ------------------------------------------------------------------------------

    def take(self, now: float, wall: float) -> Ticket | None:
        """The next URL that may be asked for at this moment, if there is one.

        Where the robots.txt of its origin is not known, that is the ticket (kind ROBOTS).
        """
        self._now = now
        self._open_doors(now)
        while self._heap and self._heap[0][0] <= now:
            site = heapq.heappop(self._heap)[2]
            site.in_heap = False
            site.next_ok = max(site.next_ok, self.ceiling.ready_at(site.address))
            if site.next_ok > now:
                self._push(site)
            elif ticket := self._next_of(site, wall):
                site.began = now if site.began is None else site.began
                site.under_way_ids.add(ticket.id)
                site.asking = ticket.kind == ROBOTS
                site.next_ok = now + site.delay_s
                self.ceiling.take(site.address, now)
                self._push(site)
                return ticket
        return None

    def next_moment(self) -> float | None:
        """When a site may be ready again (monotonic); None if only an answer can tell."""
        moments = [queue[0][0] for queue in (self._heap, self._again) if queue]
        return min(moments) if moments else None

    def is_finished(self) -> bool:
        """True when nothing is under way and nothing waits that is worth waiting for."""
        moment = self.next_moment()
        waits = moment is not None and moment <= self._now + LONGEST_SLEEP_S
        return not waits and not any(s.under_way_ids for s in self.sites.values())

    def _next_of(self, site: Site, wall: float) -> Ticket | None:
        """A site without a ticket leaves the heap; it comes back when one of its URLs ends."""
        under_way = len(site.under_way_ids)
        while not site.closed and not site.asking and under_way < self.limits.concurrency:
            ticket = self._waiting(site)
            if ticket is None:
                return None
            if ticket.kind == PAGE and (self._is_alias(ticket) or self._is_aside(ticket)):
                continue
            if ticket.kind == SITEMAP and site.sitemaps >= MAX_SITEMAPS:
                self._refuse(ticket, REFUSED, f"more than {MAX_SITEMAPS} sitemaps")
                continue
            if why := self._over_budget(site):
                self.close_site(site, why)
                continue
            if ticket.kind == PAGE and site.pages + under_way >= self.limits.max_pages:
                if not under_way:
                    self.close_site(site, "budget")
                return None
            robots = self.doors.known(site.shard, ticket.url, wall)
            if robots is None:
                site.ahead.appendleft(ticket)
                return Ticket(
                    site, ROBOTS_ID, origin(ticket.url) + "/robots.txt", ROBOTS, 0, 0, 0, 0
                )
            self._heed(site, robots)
            if robots.allows(ticket.url):
                if site.closed or self._is_too_early(site, ticket, robots, wall):
                    return None
                if not (reserved := self._reserved(ticket)):
                    return ticket
                self._refuse(ticket, REFUSED, reserved)
                continue
            state = REFUSED if robots.outcome == "rules" else DEFERRED
            self._refuse(ticket, state, f"robots.txt: {robots.why or 'disallowed'}")
        return None

    def _over_budget(self, site: Site) -> str | None:
        """Why a site has had its share of bytes or time."""
        limits = self.limits
        if limits.max_mb is None and limits.max_hours is None:
            return None
        spent = site.tally(self._now)
        if limits.max_mb is not None and spent.bytes >= limits.max_mb * MB:
            return f"budget: {limits.max_mb:g} MB"
        if limits.max_hours is not None and spent.seconds >= limits.max_hours * 3600:
            return f"budget: {limits.max_hours:g} hours"
        return None

    def _is_too_early(self, site: Site, ticket: Ticket, robots: Robots, wall: float) -> bool:
        """True outside the hours in which a site wants to be visited; it sleeps until then."""
        wait_s = robots.closed_for_s(wall)
        if not wait_s or not robots.visiting_hours:
            return False
        first, last = (f"{at:%H:%M}" for at in robots.visiting_hours)
        site.ahead.appendleft(ticket)
        site.next_ok, site.is_asleep = self._now + wait_s, True
        why = f"asleep: robots.txt allows visits from {first} to {last} UTC"
        site.shard.note_site(site.id, why, wall + wait_s)
        self._push(site)
        return True

    def _reserved(self, ticket: Ticket) -> str | None:
        """The reservation that forbids a URL under the strict policy."""
        if not self.limits.strict:
            return None
        rule = self.doors.reservation(ticket.site.shard, ticket.url)
        return f"reserved: {rule.channel}: {rule.words}" if rule else None

    def _refuse(self, ticket: Ticket, state: int, why: str) -> None:
        """A URL may not be asked for; where it is the start page, that is why the site stopped."""
        ticket.site.shard.end_url(ticket.id, state, None, why)
        if ticket.depth == 0 and ticket.kind == PAGE:
            ticket.site.shard.note_site(ticket.site.id, why)

    def _is_alias(self, ticket: Ticket) -> bool:
        """True for another name of a product page, which then waits under its own name."""
        site = ticket.site
        short = site.aliases.short(ticket.url)
        if short == ticket.url:
            return False
        child = Child(short, PAGE, ticket.priority, ticket.depth)
        site.shard.add(site.id, [child])
        pass_on(site.shard, site.id, ticket.id, child)
        site.shard.end_url(ticket.id, ALIAS, None, None)
        return True

    def _is_aside(self, ticket: Ticket) -> bool:
        """True for a URL of a kind that brings nothing; it is not asked for."""
        if not ticket.site.traps.is_aside(ticket.url):
            return False
        why = "put aside: nothing new behind URLs of its kind"
        ticket.site.shard.end_url(ticket.id, REFUSED, None, why)
        return True

    def _waiting(self, site: Site) -> Ticket | None:
        if not site.ahead:
            site.ahead.extend(
                Ticket(site, *row)
                for row in site.shard.waiting(site.id, READ_AHEAD + len(site.under_way_ids))
                if row[0] not in site.under_way_ids
            )
        return site.ahead.popleft() if site.ahead else None

    def _has_more(self, site: Site) -> bool:
        """True if there is more to ask of a site than the one URL that just ended."""
        if site.ahead or len(site.under_way_ids) > 1:
            return True
        return bool(site.shard.waiting(site.id, 1))

    def _push(self, site: Site) -> None:
        if not site.in_heap and not site.closed:
            self._pushes += 1  # a tie is broken by who waits longest
            heapq.heappush(self._heap, (site.next_ok, self._pushes, site))
            site.in_heap = True

    # -- taking back ------------------------------------------------------------------------------

    def done(
        self,
        ticket: Ticket,
        *,
        status: int,
        children: Sequence[Child] = (),
        record: Record | None = None,
        why: str | None = None,
    ) -> None:
        """A page was read: its record, its links and its end are one transaction."""
        site, shard = ticket.site, ticket.site.shard
        is_new = record is not None and not shard.has_product(record)
        if record:
            shard.put_product(ticket.id, record)
            site.aliases.learn(ticket.url, record.page_url)
        children = [c for c in children if not site.traps.is_aside(c.url)]
        kinds = {kind_of(c.url): c for c in children if c.is_product}
        new_leads = self.add(site, [c for c in children if c.is_product])
        self.add(site, [c for c in children if not c.is_product])
        if ticket.kind == PAGE:
            counted = [site.traps.counts(c.url, on=ticket.url) for c in kinds.values()]
            leads_on = new_leads > 0 and any(counted)
            site.traps.note(ticket.url, is_new_product=is_new, leads_on=leads_on)
        if 300 <= status < 400 and children:
            pass_on(shard, site.id, ticket.id, children[0])
        shard.end_url(ticket.id, REFUSED if why else DONE, status, why)
        self._woke(ticket.site)
        self._ended(ticket)

    def gone(self, ticket: Ticket, *, status: int | None, why: str) -> None:
        """A URL was asked for in vain, and will not be again."""
        ticket.site.shard.end_url(ticket.id, FAILED, status, why)
        self._woke(ticket.site)
        self._ended(ticket)

    def failed(
        self,
        ticket: Ticket,
        now: float,
        wall: float,
        *,
        status: int | None,
        why: str,
        retry_after_s: float | None = None,
    ) -> None:
        """A URL failed for now: it is tried again behind the others, and the site gets a rest."""
        site = ticket.site
        site.failures += 1
        most_s = LONGEST_BACKOFF_S if status in OVERLOADED else LONGEST_PAGE_BACKOFF_S
        rest_s = min(BACKOFF_S * 2 ** (site.failures - 1), most_s)
        if retry_after_s is not None:
            rest_s = min(retry_after_s, LONGEST_SLEEP_S)
            site.shard.note_site(site.id, f"asleep: {why}", wall + rest_s)
        if (trips := site.breaker.trips_after(site.failures)) and site.breaker.rest_s:
            rest_s = max(rest_s, site.breaker.rest_s)
            words = f"asleep: {site.failures} failures in a row, {why}"
            site.shard.note_site(site.id, words, wall + rest_s)
        is_over = ticket.attempts + 1 >= self.limits.max_attempts
        if is_over:
            site.shard.end_url(ticket.id, FAILED, status, why)
        else:
            site.shard.try_again(ticket.id, status, why)
        if self._has_more(site):  # else nothing would wait for the rest to end
            site.next_ok = max(site.next_ok, now + rest_s)
        if trips >= site.breaker.trips:
            self.close_site(site, f"broken: {why}")
        self._ended(ticket, is_over=is_over)

    def heard(self, site: Site, now: float, *, spent_s: float, size: int, status: int) -> None:
        """An answer of a site came, whatever it was asked for: what it costs, and how it fares.

        The distance to the next request counts from here. When a request reaches the host is known
        only by its answer; counted from its sending, a new connection or a busy machine would bring
        two requests closer than they may be.
        """
        site.bytes += size
        if status in NOT_NOW:
            site.pace.strained()
        elif 0 < status < 500:
            site.pace.answered(spent_s)
        if site.delay_s:
            site.next_ok = max(site.next_ok, now + site.delay_s)
        self._change(site)

    def met_at(self, site: Site, address: str | None) -> None:
        """A site's name was resolved: the requests to that address are counted together."""
        if address and is_loopback(address) and not self.limits.pace_loopback:
            site.pace.rest_factor, site.breaker, address = 0.0, NEAR_BREAKER, None
        if address != site.address:
            site.address = address
            self._change(site)

    def _change(self, site: Site) -> None:
        if not site.is_changed:
            site.is_changed = True
            self._changed.append(site)

    def answered(self, ticket: Ticket, robots: Robots, wall: float, *, no_answer: bool) -> None:
        """The robots.txt of an origin came, or did not."""
        site = ticket.site
        site.asking = False
        start = origin(ticket.url)
        robots = self.doors.keep(site.shard, start, robots, wall)
        if robots.outcome == "deny" and robots.undefined:
            self._try_later(site, start)
        if no_answer and site.fallback:
            self.add(site, [Child(site.fallback, priority=START_PRIORITY)])
        if robots.outcome == "deny":
            site.shard.note_site(site.id, f"robots.txt: {robots.why}")
        self._ended(ticket)

    def _try_later(self, site: Site, start: str) -> None:
        """A shut robots.txt is asked for again in this run, if the run is to wait for it."""
        tries = self._tries.get(start, 0)
        if tries < len(self.limits.robots_retries_s):
            self._tries[start] = tries + 1
            self._pushes += 1
            due = self._now + self.limits.robots_retries_s[tries]
            heapq.heappush(self._again, (due, self._pushes, site, start))

    def _open_doors(self, now: float) -> None:
        """Shut origins whose time has come: what was deferred waits again."""
        while self._again and self._again[0][0] <= now:
            _, _, site, start = heapq.heappop(self._again)
            if not site.closed:
                self.doors.ask_again(start)
                site.shard.undefer(site.id, start)
                site.shard.note_site(site.id, None)
                self._push(site)

    def _heed(self, site: Site, robots: Robots) -> None:
        """Keep the distance that the site asks for, or keep away."""
        site.pace.floor_s = max(site.pace.floor_s, robots.delay_s)
        if robots.delay_s > self.limits.max_delay_s:
            self.close_site(site, f"robots.txt asks for {robots.delay_s:g} s between requests")

    def _woke(self, site: Site) -> None:
        """The site answers: what it slept for is over."""
        if site.failures or site.is_asleep:
            site.failures, site.is_asleep = 0, False
            site.shard.note_awake(site.id)

    def add(self, site: Site, children: Sequence[Child]) -> int:
        """Put URLs of a site into the frontier; how many were new.

        Better ones than those read ahead come first.
        """
        if not children:
            return 0
        new = site.shard.add(site.id, list(children))
        note_mapped(site.shard, site.id, children)
        best = max(child.priority for child in children)
        if site.ahead and best > site.ahead[0].priority:
            site.ahead.clear()
        self._push(site)
        return new

    def close_site(self, site: Site, why: str) -> None:
        """Ask a site for nothing more in this run."""
        site.closed = why
        site.shard.note_site(site.id, why)

    def _ended(self, ticket: Ticket, *, is_over: bool = True) -> None:
        site = ticket.site
        site.under_way_ids.discard(ticket.id)
        site.pages += is_over and ticket.kind == PAGE  # as Shard.pages_done counts after a restart
        site.sitemaps += is_over and ticket.kind == SITEMAP
        self._open_pages += 1
        self._push(site)

    # -- durability -------------------------------------------------------------------------------

    def commit_if_due(self, now: float) -> None:
        """Group commit: after 64 pages or 0.2 seconds."""
        self._now = now
        if self._open_pages >= COMMIT_PAGES or now - self._open_since >= COMMIT_S:
            self.commit()
            self._open_since = now

    def commit(self) -> None:
        """Make everything so far durable."""
        for site in self._changed:
            put_tally(site.shard, site.id, site.tally(self._now))
            site.is_changed = False
        self._changed.clear()
        for shard in self.shards:
            shard.commit()
        self._open_pages = 0

    def close(self) -> None:
        """Commit and give all shards up."""
        self.commit()
        for shard in self.shards:
            shard.close()
