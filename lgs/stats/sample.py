"""A seeded sample of a stream whose length is not known."""

import random
from collections.abc import Iterable, Iterator
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
