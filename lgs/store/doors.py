"""What is known of the robots.txt of every origin: in memory, and in the shard that asked."""

from lgs.consent.robots import FRESH_S, Robots
from lgs.store.shard import Shard
from lgs.urls import origin


class Doors:
    """robots.txt by origin; fresh for a day (RFC 9309, section 2.4)."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[Robots, float]] = {}

    def known(self, shard: Shard, url: str, wall: float) -> Robots | None:
        """The robots.txt of a URL's origin, if a fresh one is known; wall in seconds since 1970."""
        start = origin(url)
        if start not in self._known and (kept := shard.robots(start)):
            outcome, body, at, why = kept
            if outcome != "deny":  # who shut the door is asked again in every run
                self._known[start] = (Robots(outcome, body, why), at)
        robots, at = self._known.get(start, (None, 0.0))
        return robots if robots and wall - at < FRESH_S else None

    def keep(self, shard: Shard, url: str, robots: Robots, wall: float) -> None:
        """Remember what the robots.txt of a URL's origin said."""
        start = origin(url)
        self._known[start] = (robots, wall)
        shard.put_robots(start, robots.outcome, robots.body, wall, robots.why)
