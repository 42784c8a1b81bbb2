"""Sorted 64-bit keys with how often each was seen."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np


# Bits beside a key for its count. With fewer, common n-grams would stand there too often.
LEAST_ROOM = 6


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


def add_up(runs: Sequence[Runs], less: Sequence[Runs] = ()) -> Runs:
    """All together, and `less` taken off; keys that come to nothing are left out.

    What is taken off must be there.
    """
    import numpy as np

    found, gone = _sum(runs), _sum(less)
    if not len(gone.keys):
        return found
    found.counts[np.searchsorted(found.keys, gone.keys)] -= gone.counts
    there = found.counts != 0
    return Runs(found.keys[there], found.counts[there])


def _sum(runs: Sequence[Runs]) -> Runs:
    """Sorted keys with their counts: where there is room, both are sorted as one number."""
    import numpy as np

    runs = [one for one in runs if len(one.keys)]
    if not runs:
        return Runs.none()
    room = 64 - int(max(one.keys[-1] for one in runs)).bit_length()  # the last one is the largest
    if room >= LEAST_ROOM:
        keys = np.concatenate([piece for one in runs for piece in _packed(one, room)])
        keys.sort(kind="stable")  # merges what is sorted already
        counts = keys & np.uint64((1 << room) - 1)
        keys >>= np.uint64(room)
    else:
        keys = np.concatenate([one.keys for one in runs])
        order = np.argsort(keys, kind="stable")
        keys = keys[order]
        counts = np.concatenate([one.counts for one in runs])[order]
    starts = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1]]))
    return Runs(keys[starts], np.add.reduceat(counts, starts).astype(np.int64))


def _packed(one: Runs, room: int) -> "list[np.ndarray]":
    """Keys with their counts in the lowest bits; a count with no room there stands in several."""
    import numpy as np

    most = (1 << room) - 1
    bits = np.uint64(room)
    large = np.flatnonzero(one.counts > most)
    packed = one.keys << bits
    packed |= one.counts & np.uint64(most)
    if not len(large):
        return [packed]
    whole, rest = np.divmod(one.counts[large].astype(np.uint64), np.uint64(most))
    packed[large] = one.keys[large] << bits | rest  # may be 0, which adds nothing
    again = one.keys[large] << bits | np.uint64(most)
    return [packed, np.repeat(again, whole.astype(np.int64))]
