"""All pairs of hashes within a distance, exactly, without comparing all with all.

The bits are cut into more blocks than bits may differ. Of `blocks` blocks at most `most` can hold
a difference, so at least `blocks - most` are equal (Norouzi, Punjani and Fleet 2012 have one
block; several at once make the keys longer and the buckets smaller). For every choice of that many
blocks the hashes are sorted by these, and those that agree in all are compared.
"""

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from itertools import combinations, pairwise
from math import comb

import numpy as np
from numpy.typing import NDArray

from lgs.near.bits import Hashes, Places, distance, spread

Pairs = tuple[Places, Places]
MOST = 6  # bits
# Below, all with all is as fast as sorting.
FEW = 2_000
# A bucket larger than this is searched by the bits that still vary in it, not all with all.
MOST_IN_BUCKET = 3_000
# What sorting one hash costs, in comparisons: 0.11 and 0.025 us, from 2.5 and 10 million hashes
# in buckets of different sizes (benchmarks/near_hashes.py).
SORTING = 4.5
PIECE = 4_000_000  # comparisons at once: 32 MB a number


@dataclass(frozen=True, slots=True)
class Blocks:
    """A cut into blocks, each (first bit, bits); and how many of them are surely equal."""

    cuts: tuple[tuple[int, int], ...]
    equal: int


def near_pairs(hashes: Hashes, *, most: int = MOST, threads: int = 2) -> Iterator[Pairs]:
    """Places of all pairs that differ in at most `most` bits; the smaller place first.

    All hashes must differ from each other. A pair may come several times, in several pieces.
    """
    if len(hashes) <= FEW:
        yield from _all_with_all(hashes, np.arange(len(hashes)), most)
        return
    ordered, bits = spread(hashes)
    blocks = _best_blocks(len(hashes), bits, most)
    choices = list(combinations(blocks.cuts, blocks.equal))
    with ThreadPoolExecutor(threads) as pool:  # numpy sorts and counts without Python's lock
        for first in range(0, len(choices), threads):
            jobs = [
                pool.submit(_agreeing, ordered, choice, most)
                for choice in choices[first : first + threads]
            ]
            for job in jobs:
                yield from job.result()


def near_between(
    old: Hashes, new: Hashes, *, most: int = MOST, threads: int = 2
) -> Iterator[Pairs]:
    """Places in `old` and in `new` of all pairs within the distance; all must differ."""
    both = np.concatenate([old, new])
    for left, right in near_pairs(both, most=most, threads=threads):
        mixed = (left < len(old)) & (right >= len(old))
        yield left[mixed], right[mixed] - len(old)


def _best_blocks(count: int, bits: int, most: int) -> Blocks:
    """The cut that costs least where the bits are evenly spread; the keys have 40 bits at most."""

    def cost(blocks: int) -> float:
        equal = blocks - most
        bucket: float = count / 2.0 ** (bits * equal / blocks)
        return comb(blocks, equal) * (SORTING + bucket / 2)

    possible = [n for n in range(most + 1, most + 6) if n <= bits] or [max(1, bits)]
    number = min(possible, key=cost)
    edges = [bits * n // number for n in range(number + 1)]
    cuts = tuple((a, b - a) for a, b in pairwise(edges))
    return Blocks(cuts, max(0, number - most))


def _agreeing(hashes: Hashes, choice: tuple[tuple[int, int], ...], most: int) -> list[Pairs]:
    """Near pairs among hashes that are equal in the chosen blocks."""
    if not choice:
        return list(_all_with_all(hashes, np.arange(len(hashes)), most))
    place_bits = np.uint64(len(hashes).bit_length())
    tagged = _key(hashes, choice) << place_bits | np.arange(len(hashes), dtype=np.uint64)
    tagged.sort()
    places = (tagged & ((np.uint64(1) << place_bits) - np.uint64(1))).astype(np.int64)
    tagged >>= place_bits
    found, large = _large_buckets(tagged)
    pairs = []
    for start, end in found:
        pairs += _in_bucket(hashes, places[start:end], most, is_all=end - start == len(hashes))
    if large is not None:
        tagged, places = tagged[~large], places[~large]
    pairs += _neighbours(tagged, hashes[places], places, most)
    return pairs


def _key(hashes: Hashes, choice: tuple[tuple[int, int], ...]) -> Hashes:
    key = np.zeros(len(hashes), dtype=np.uint64)
    for first, bits in choice:
        part = hashes >> np.uint64(first) & np.uint64((1 << bits) - 1)
        key = key << np.uint64(bits) | part
    return key


def _large_buckets(keys: Hashes) -> tuple[list[tuple[int, int]], NDArray[np.bool_] | None]:
    """Runs of equal keys that are too long to be compared all with all; and where they are."""
    if len(keys) <= MOST_IN_BUCKET or not (keys[:-MOST_IN_BUCKET] == keys[MOST_IN_BUCKET:]).any():
        return [], None
    edges = np.flatnonzero(np.concatenate([[True], keys[1:] != keys[:-1], [True]]))
    long = np.flatnonzero(np.diff(edges) > MOST_IN_BUCKET)
    inside = np.zeros(len(keys), dtype=bool)
    runs = [(int(edges[n]), int(edges[n + 1])) for n in long]
    for start, end in runs:
        inside[start:end] = True
    return runs, inside


def _in_bucket(hashes: Hashes, places: Places, most: int, *, is_all: bool) -> list[Pairs]:
    """Search one large bucket by the bits that vary in it."""
    members = hashes[places]
    if is_all:  # the blocks did not divide it; they would not do so again
        return list(_all_with_all(members, places, most))
    ordered, bits = spread(members)
    blocks = _best_blocks(len(members), bits, most)
    found = []
    for choice in combinations(blocks.cuts, blocks.equal):
        for left, right in _agreeing(ordered, choice, most):
            found.append(_sorted(places[left], places[right]))
    return found


def _neighbours(keys: Hashes, hashes: Hashes, places: Places, most: int) -> list[Pairs]:
    """Near pairs within runs of equal keys: each with its next, its second next, and so on."""
    found = []
    at = np.flatnonzero(keys[1:] == keys[:-1])
    step = 1
    while len(at):
        near = at[distance(hashes[at], hashes[at + step]) <= most]
        if len(near):
            found.append(_sorted(places[near], places[near + step]))
        step += 1
        at = at[at + step < len(keys)]
        at = at[keys[at] == keys[at + step]]
    return found


def _all_with_all(hashes: Hashes, places: Places, most: int) -> Iterator[Pairs]:
    rows = max(1, PIECE // max(1, len(hashes)))
    for first in range(0, len(hashes), rows):
        part = hashes[first : first + rows, None]
        left, right = np.nonzero(distance(part, hashes[None, first:]) <= most)
        later = left < right
        if later.any():
            yield _sorted(places[left[later] + first], places[right[later] + first])


def _sorted(left: Places, right: Places) -> Pairs:
    return np.minimum(left, right), np.maximum(left, right)
