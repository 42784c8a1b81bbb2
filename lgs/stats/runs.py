"""Sorted 64-bit keys with how often each was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Runs:
    """Different keys (uint64) in ascending order, and the count (int64) of each."""

    keys: "np.ndarray"
    counts: "np.ndarray"

    @classmethod
    def none(cls) -> "Runs":
        """No key at all."""
        import numpy as np

        return cls(np.empty(0, np.uint64), np.empty(0, np.int64))

    @property
    def total(self) -> int:
        """All occurrences."""
        return int(self.counts.sum())

    def at_least(self, count: int) -> int:
        """How many keys were seen that often."""
        return int((self.counts >= count).sum())

    def commonest(self, most: int) -> list[tuple[int, int]]:
        """The commonest keys with their counts; of equal counts, the lower key comes first."""
        import numpy as np

        most = min(most, len(self.keys))
        if most <= 0:
            return []
        least = np.partition(self.counts, -most)[-most]
        above = np.flatnonzero(self.counts > least)
        equal = np.flatnonzero(self.counts == least)[: most - len(above)]
        chosen = np.concatenate([above, equal])
        order = chosen[np.lexsort((self.keys[chosen], -self.counts[chosen]))]
        return list(zip(self.keys[order].tolist(), self.counts[order].tolist(), strict=True))


def runs_of(arrays: Sequence["np.ndarray"]) -> Runs:
    """Count the keys of unsorted arrays."""
    import numpy as np

    if not arrays:
        return Runs.none()
    keys = np.concatenate(arrays)
    keys.sort()
    starts = np.flatnonzero(np.concatenate([[len(keys) > 0], keys[1:] != keys[:-1]]))
    return Runs(keys[starts], np.diff(starts, append=len(keys)))


def add_up(runs: Sequence[Runs]) -> Runs:
    """All together; counts may be negative, and keys that come to nothing are left out."""
    import numpy as np

    runs = [one for one in runs if len(one.keys)]
    if not runs:
        return Runs.none()
    keys = np.concatenate([one.keys for one in runs])
    order = np.argsort(keys, kind="stable")  # merges what is sorted already
    keys = keys[order]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    counts = np.concatenate([one.counts for one in runs])[order]
    counts = np.add.reduceat(counts, starts, dtype=np.int64)
    there = counts != 0
    return Runs(keys[starts[there]], counts[there])
