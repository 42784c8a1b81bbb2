"""All rows as 64-bit digests in columns: 15 million rows stay below a gigabyte."""

from array import array
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import Literal, TypeVar

import numpy as np
from numpy.typing import NDArray

Digests = NDArray[np.uint64]
Scalar = TypeVar("Scalar", bound=np.generic)
Entry = tuple[str, str, str | None, str | None]  # key, group_key, caption, image


@dataclass(frozen=True, slots=True)
class Table:
    """Rows sorted by key; captions and images as digests, equal where the texts are.

    Two of 15 million differing texts share a digest of 64 bits once in 160,000 datasets.
    """

    key_high: Digests
    key_low: Digests
    group: Digests
    caption: Digests
    image: Digests

    def place_of(self, key: str) -> int | None:
        """The place of a key, or None where it is not there."""
        high, low = _halves(key)
        left = int(np.searchsorted(self.key_high, np.uint64(high), "left"))
        right = int(np.searchsorted(self.key_high, np.uint64(high), "right"))
        place = left + int(np.searchsorted(self.key_low[left:right], np.uint64(low), "left"))
        return place if place < right and int(self.key_low[place]) == low else None

    def places_of(self, keys: Sequence[str]) -> NDArray[np.int64]:
        """The places of many keys; -1 for each that is not there."""
        halves = np.frombuffer(bytes.fromhex("".join(keys)), dtype=">u8").reshape(-1, 2)
        places = np.searchsorted(self.key_high, halves[:, 0], "left")
        places[places == len(self.key_high)] = 0
        found = np.full(len(keys), -1, dtype=np.int64)
        if len(self.key_high):
            same = self.key_high[places] == halves[:, 0]
            exact = same & (self.key_low[places] == halves[:, 1])
            found[exact] = places[exact]
            # another key with the same first half stands before: one in 2**64
            for number in np.flatnonzero(same & ~exact).tolist():
                place = self.place_of(keys[number])
                found[number] = -1 if place is None else place
        return found

    def pairs_of_an_earlier_group(self) -> NDArray[np.bool_]:
        """True for rows whose caption and image a group with a smaller key has too.

        All rows of the group with the smallest key stay: its variants are no copies of each other.
        """
        pair = self._pairs()
        order = np.argsort(pair, kind="stable")  # within equal pairs rows stay sorted by key
        starts = _starts(pair[order])
        first = self.group[order[starts]]
        lengths = np.diff(np.append(starts, len(order)))
        later = self.group[order] != np.repeat(first, lengths)
        return _unsorted(later, order)

    def pairs_of_an_earlier_variant(self) -> NDArray[np.bool_]:
        """True for rows whose caption and image a row of their group with a smaller key has too."""
        pair = self._pairs()
        order = np.lexsort((self.group, pair))  # stable too
        pair, group = pair[order], self.group[order]
        is_same = (pair[1:] == pair[:-1]) & (group[1:] == group[:-1])
        return _unsorted(np.append(False, is_same)[: len(order)], order)

    def _pairs(self) -> Digests:
        """Caption and image as one digest."""
        # The constant is odd, so that the product loses nothing; the sum is another one where
        # caption and image change places.
        return self.caption * np.uint64(0x9E3779B97F4A7C15) + self.image

    def groups_with_the_same(self, column: Literal["caption", "image"]) -> NDArray[np.int64]:
        """For each row, how many groups have its caption or its image."""
        digests: Digests = getattr(self, column)
        order = np.lexsort((self.group, digests))
        starts = _starts(digests[order])
        group = self.group[order]
        is_new = np.append(True, group[1:] != group[:-1])[: len(group)]
        is_new[starts] = True
        lengths = np.diff(np.append(starts, len(order)))
        counts = np.add.reduceat(is_new, starts, dtype=np.int64) if len(order) else lengths
        return _unsorted(np.repeat(counts, lengths), order)


def table_of(entries: Iterable[Entry]) -> Table:
    """Read all rows once; those without a caption or an image are left out."""
    columns = tuple(array("Q") for _ in range(5))
    for key, group, caption, image in entries:
        if caption and image:
            high, low = _halves(key)
            values = (high, low, _digest(group), _digest(caption), _digest(image))
            for column, value in zip(columns, values, strict=True):
                column.append(value)
    arrays = [np.frombuffer(column, dtype=np.uint64) for column in columns]
    order = np.lexsort((arrays[1], arrays[0]))
    return Table(*(column[order] for column in arrays))


def _halves(key: str) -> tuple[int, int]:
    return int(key[:16], 16), int(key[16:], 16)


def _digest(text: str) -> int:
    return int.from_bytes(blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest())


def _starts(ordered: Digests) -> NDArray[np.int64]:
    """Where each run of equal values begins."""
    if not len(ordered):
        return np.empty(0, dtype=np.int64)
    return np.flatnonzero(np.append(True, ordered[1:] != ordered[:-1]))


def _unsorted(values: NDArray[Scalar], order: NDArray[np.int64]) -> NDArray[Scalar]:
    """Values in sorted order put back to where their rows are."""
    back = np.empty_like(values)
    back[order] = values
    return back
