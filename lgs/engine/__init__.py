"""Run a function over units: processes of this machine, one share of N, or a Ray cluster.

One bad unit does not end the others, and all engines give the same results.
"""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

from lgs.engine.cluster import Cluster
from lgs.engine.local import run
from lgs.engine.outcome import Outcome, R, U
from lgs.engine.share import WHOLE, Share

__all__ = ["ONE", "WHOLE", "Cluster", "Engine", "Outcome", "Share", "run"]


@dataclass(frozen=True, slots=True)
class Engine:
    """Where units are worked on, and which of them are this process's to do."""

    workers: int = 1
    share: Share = WHOLE
    cluster: Cluster | None = None

    def run(
        self, units: Iterable[U], function: Callable[[U], R], *, in_order: bool = True
    ) -> Iterator[Outcome[U, R]]:
        """Yield the outcome of `function(unit)` for every unit; function and units are pickled."""
        if self.cluster:
            return self.cluster.run(units, function, in_order=in_order)
        return run(units, function, workers=self.workers, in_order=in_order)

    def at_once(self) -> int:
        """How many units are worked on at once."""
        return self.cluster.processors() if self.cluster else self.workers

    def is_alone(self) -> bool:
        """True where this process does all of the work, on this machine."""
        return self.share == WHOLE and self.cluster is None

    def whole(self) -> "Engine":
        """The same for all units: for what one process does when the others have ended."""
        return replace(self, share=WHOLE)


ONE = Engine()
