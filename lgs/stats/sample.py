"""Seeded samples: of a stream whose length is not known, and of what lies in several parts."""

import random
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from hashlib import blake2b
from itertools import accumulate
from typing import Generic, TypeVar

T = TypeVar("T")


class Sample(Generic[T]):
    """Every entry of what passed has the same chance to be kept (Vitter's algorithm R)."""

    def __init__(self, size: int, seed: int) -> None:
        self.size = size
        self.kept: list[T] = []
        self.offered = 0
        self._random = random.Random(seed)  # noqa: S311  # a sample, no secret

    def offer(self, entry: T) -> None:
        """Let one entry pass."""
        self.offered += 1
        if len(self.kept) < self.size:
            self.kept.append(entry)
            return
        place = int(self._random.random() * self.offered)
        if place < self.size:
            self.kept[place] = entry

    def watch(self, entries: Iterable[T]) -> Iterator[T]:
        """The same entries, each of them offered."""
        for entry in entries:
            self.offer(entry)
            yield entry


def shares_of(counts: Sequence[int], size: int | None, seed: int) -> list[int]:
    """How many of its entries each part gives to an even sample of `size` of all (None: all).

    >>> shares_of([4, 0, 2], None, seed=0)
    [4, 0, 2]
    >>> sum(shares_of([400, 0, 200], 30, seed=0))
    30
    """
    total = sum(counts)
    if size is None or size >= total:
        return list(counts)
    ends = list(accumulate(counts))
    places = random.Random(seed).sample(range(total), size)  # noqa: S311  # a sample, no secret
    drawn = Counter(bisect_right(ends, place) for place in places)
    return [drawn[part] for part in range(len(counts))]


def rank_of(key: str, seed: int) -> bytes:
    """Where an entry stands in its part: the first so many by rank are an even sample of it.

    It is always the same, so that a sample changes little where few entries come or go.
    """
    return blake2b(f"{seed} {key}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
