"""Near-duplicate texts by MinHash (Broder, 1997) and banding, in numpy.

datasketch was measured beside it: 6,500 captions of 50 words a second for the signatures alone, and
its index holds every text as Python objects. Arrays need 480 bytes a text and took 10,000 a second
with words, bands and groups, and numpy is here anyway; so no library is asked for.
"""

import sys
from collections.abc import Iterable, Iterator
from hashlib import blake2b
from itertools import islice
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lgs.filters.words import words_of

Signatures = NDArray[np.uint32]
Digests = NDArray[np.uint64]

SHINGLE_WORDS = 3
# 20 bands of 6: texts that share 0.8 of their shingles meet in one band with probability 0.998.
BANDS, BAND_ROWS = 20, 6
PERMUTATIONS = BANDS * BAND_ROWS
CHUNK = 32  # texts whose shingles times permutations stay in the processor's cache
SEED = 20_260_101
HIGH = int(sys.byteorder == "little")  # where the upper half of a 64-bit number lies
ODD = np.uint64(0x9E3779B97F4A7C15)


def signatures_of(texts: Iterable[str]) -> Iterator[Signatures]:
    """The signatures of texts, a block at a time: (texts, 120) of uint32."""
    hashes = _Words()
    factors, summands = _permutations()
    for chunk in _chunks(texts):
        shingles = [_shingles(hashes.of(text)) for text in chunk]
        starts = np.cumsum([0, *(len(s) for s in shingles[:-1])])
        every = np.concatenate(shingles)
        permuted = every[:, None] * factors
        permuted += summands
        upper = permuted.view(np.uint32)[:, HIGH::2]
        yield np.minimum.reduceat(upper, starts, axis=0)


def similar_pairs(
    signatures: Signatures, *, least_share: float
) -> Iterator[tuple[NDArray[np.int64], NDArray[np.int64]]]:
    """Pairs of places whose texts share about that much of their shingles, band by band.

    In a bucket each text is compared with the bucket's first and with the one before it.
    """
    for band in range(BANDS):
        rows = np.ascontiguousarray(signatures[:, band * BAND_ROWS : (band + 1) * BAND_ROWS])
        buckets = _digest(rows)
        order = np.argsort(buckets, kind="stable")
        ordered = buckets[order]
        is_start = np.append(True, ordered[1:] != ordered[:-1])[: len(ordered)]
        firsts = order[np.maximum.accumulate(np.where(is_start, np.arange(len(order)), 0))]
        for left, right in ((firsts, order), (np.roll(order, 1), order)):
            meet = ~is_start
            one, other = left[meet], right[meet]
            alike = _shares(signatures, one, other) >= least_share
            yield one[alike], other[alike]


def _shares(signatures: Signatures, left: Any, right: Any) -> NDArray[np.float64]:
    """The share of equal places in two signatures estimates the share of equal shingles."""
    found = np.empty(len(left))
    for begin in range(0, len(left), 1 << 16):
        end = begin + (1 << 16)
        equal = signatures[left[begin:end]] == signatures[right[begin:end]]
        found[begin:end] = equal.mean(axis=1)
    return found


class _Words:
    """64-bit hashes of words, each made once; a vocabulary is small beside its texts."""

    def __init__(self) -> None:
        self._known: dict[str, int] = {}

    def of(self, text: str) -> Digests:
        return np.array([self._hash(word) for word in words_of(text)], dtype=np.uint64)

    def _hash(self, word: str) -> int:
        found = self._known.get(word)
        if found is None:
            digest = blake2b(word.encode("utf-8", "surrogatepass"), digest_size=8).digest()
            found = self._known[word] = int.from_bytes(digest, "big")
        return found


def _shingles(words: Digests) -> Digests:
    """Runs of three words, hashed; fewer words are one run, no word at all is one of its own."""
    if len(words) < SHINGLE_WORDS:
        words = np.append(words, np.zeros(SHINGLE_WORDS - len(words), dtype=np.uint64))
    mixed = words[:-2] * ODD + words[1:-1]
    mixed = mixed * ODD + words[2:]
    mixed ^= mixed >> np.uint64(29)
    return mixed * ODD


def _permutations() -> tuple[Digests, Digests]:
    """Multiply-shift hashing (Dietzfelbinger, 1997): odd factors, any summands, the upper half."""
    random = np.random.default_rng(SEED)
    factors = random.integers(0, 2**63, PERMUTATIONS, dtype=np.uint64) * np.uint64(2) + np.uint64(1)
    return factors, random.integers(0, 2**64, PERMUTATIONS, dtype=np.uint64)


def _digest(rows: NDArray[np.uint32]) -> Digests:
    found = np.zeros(len(rows), dtype=np.uint64)
    for column in range(rows.shape[1]):
        found = (found ^ rows[:, column]) * ODD
        found ^= found >> np.uint64(31)
    return found


def _chunks(texts: Iterable[str]) -> Iterator[tuple[str, ...]]:
    waiting = iter(texts)
    while chunk := tuple(islice(waiting, CHUNK)):
        yield chunk
