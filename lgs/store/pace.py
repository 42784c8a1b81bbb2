"""How far apart the requests to a site and to an address are. No clock: `now` is given.

The distance is never less than what was configured and what robots.txt asks for. A site that takes
long to answer is asked more seldom (as Heritrix does), one that answers "not now" more seldom still
until it has answered well for a while.
"""

from dataclasses import dataclass, field

LONGEST_PACE_S = 30.0  # Heritrix's ceiling too; who needs more says so by Crawl-delay
SMOOTHING = 0.3  # share of the newest answer: three slow ones in a row count, one alone little
EASING = 0.9  # what is left of the strain after a good answer: seven of them halve it


@dataclass(slots=True)
class Pace:
    """The distance between requests to one site, in seconds."""

    floor_s: float
    rest_factor: float = 0.0  # rests so many times as long as an answer took; 0: does not adapt
    strain_s: float = 0.0  # kept across restarts
    answer_s: float = 0.0

    @property
    def delay_s(self) -> float:
        """The distance to keep now.

        >>> Pace(1.0, 5.0, answer_s=0.1).delay_s, Pace(1.0, 5.0, answer_s=0.6).delay_s
        (1.0, 3.0)
        """
        if not self.rest_factor:
            return self.floor_s
        wanted = max(self.rest_factor * self.answer_s, self.strain_s)
        return max(self.floor_s, min(wanted, LONGEST_PACE_S))

    def answered(self, spent_s: float) -> None:
        """A good answer came after so long."""
        self.answer_s += SMOOTHING * (spent_s - self.answer_s) if self.answer_s else spent_s
        self.strain_s *= EASING
        if self.strain_s < self.floor_s:
            self.strain_s = 0.0

    def strained(self) -> None:
        """The site said that it cannot now (429, 503): twice the distance from here on."""
        self.strain_s = min(2 * max(self.delay_s, self.floor_s), LONGEST_PACE_S)


@dataclass(slots=True)
class Ceiling:
    """The least distance between requests to one address, whatever sites live there."""

    gap_s: float
    _next: dict[str, float] = field(default_factory=dict)

    def ready_at(self, address: str | None) -> float:
        """When an address may be asked again; at once where none is known."""
        return self._next.get(address, 0.0) if address else 0.0

    def take(self, address: str | None, now: float) -> None:
        """The address is asked now."""
        if address and self.gap_s:
            self._next[address] = now + self.gap_s


@dataclass(frozen=True, slots=True)
class Breaker:
    """When a site that only fails is left alone: first for a while, then for this run."""

    failures: int = 5  # in a row, before it is left alone for the first time
    rest_s: float = 300.0
    trips: int = 3

    def trips_after(self, failures: int) -> int:
        """How often the breaker has opened after so many failures in a row.

        After each rest one request is a trial: if it fails too, the breaker opens again.

        >>> [Breaker().trips_after(n) for n in (4, 5, 6, 7)]
        [0, 1, 2, 3]
        """
        return max(0, failures - self.failures + 1)
