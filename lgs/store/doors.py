"""What every origin says beside its pages: robots.txt and reservations, in memory and shard."""

from lgs.consent.reservations import Rule, reservation_for, reservations_in, statements_for
from lgs.consent.robots import FRESH_S, Robots
from lgs.store.shard import Shard
from lgs.store.shut import judged
from lgs.urls import origin


class Doors:
    """robots.txt by origin; fresh for a day (RFC 9309, section 2.4)."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Robots, float]] = {}
        self._reserved: dict[str, tuple[Rule, ...]] = {}

    def known(self, shard: Shard, url: str, wall: float) -> Robots | None:
        """The robots.txt of a URL's origin, if a fresh one is known; wall in seconds since 1970."""
        start = origin(url)
        if start not in self._known and (kept := shard.robots(start)):
            outcome, body, at, why = kept
            if outcome != "deny":  # who shut the door is asked again in every run
                self._known[start] = (Robots(outcome, body, why), at)
        robots, at = self._known.get(start, (None, 0.0))
        return robots if robots and wall - at < FRESH_S else None

    def reservation(self, shard: Shard, url: str) -> Rule | None:
        """What the files of a URL's origin reserve it by, as far as they were asked for."""
        rules = self._rules(shard, url)
        return reservation_for(url, rules) if rules else None

    def says(self, shard: Shard, url: str) -> dict[str, str]:
        """What the files of a URL's origin say of its use, by channel, reserving or not."""
        rules = self._rules(shard, url)
        return statements_for(url, rules) if rules else {}

    def _rules(self, shard: Shard, url: str) -> tuple[Rule, ...]:
        start = origin(url)
        if start not in self._reserved and start in self._known:
            robots = self._known[start][0]
            self._reserved[start] = reservations_in(robots.body, shard.files_beside(start))
        return self._reserved.get(start, ())

    def keep(self, shard: Shard, url: str, robots: Robots, wall: float) -> Robots:
        """Remember what the robots.txt of a URL's origin said; gives what counts of it."""
        start = origin(url)
        robots = judged(shard, start, robots, wall)
        self._known[start] = (robots, wall)
        self._reserved.pop(start, None)
        shard.put_robots(start, robots.outcome, robots.body, wall, robots.why)
        return robots

    def ask_again(self, start: str) -> None:
        """Forget what an origin answered in this run: it is asked anew."""
        self._known.pop(start, None)
