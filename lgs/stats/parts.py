"""The n-grams that begin with one of a range of words, counted as sorted 64-bit keys."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from lgs.errors import LgsError
from lgs.stats.runs import Runs, merge_runs, runs_of

if TYPE_CHECKING:
    import numpy as np

PART_KEYS = 32_000_000  # 256 MB; a worker needs up to three times that while it counts a part
CHUNK = 4_000_000  # word numbers read at a time, 16 MB


@dataclass(frozen=True, slots=True)
class Part:
    """The n-grams of `size` words whose first word is one of `first` to `end` - 1."""

    size: int
    first: int
    end: int


@dataclass(frozen=True, slots=True)
class Task:
    """What is the same for all parts of a run."""

    files: tuple[Path, ...]
    bits: int  # of one word number
    min_count: int
    top: int
    part_keys: int


@dataclass(frozen=True, slots=True)
class PartCount:
    """What one part came to; `top` are (count, word numbers)."""

    size: int
    total: int
    distinct: int
    frequent: int
    top: tuple[tuple[int, tuple[int, ...]], ...]


def parts_of(uses: "np.ndarray", *, bits: int, part_keys: int) -> list[Part]:
    """Cut the first words into ranges with at most `part_keys` occurrences (but at least one word).

    The number of the first word is counted from the range's begin; the range is so narrow that the
    key fits into 64 bits: 2^21 words and more cannot silently overflow.
    """
    parts = []
    for size in (2, 3):
        spare = 64 - (size - 1) * bits
        if spare < 1:
            raise LgsError(
                f"{len(uses) - 1} different words are too many to count; at most 2^31 can be"
            )
        first, room = 1, part_keys
        for word, times in enumerate(uses.tolist()):
            if word > first and (times > room or word - first >= 1 << spare):
                parts.append(Part(size, first, word))
                first, room = word, part_keys
            room -= times if word else 0
        parts.append(Part(size, first, len(uses)))
    return parts


def count_part(part: Part, *, task: Task) -> PartCount:
    """Count the n-grams of one part over all files."""
    runs, waiting, kept = Runs.none(), [], 0
    for keys in _keys_of(part, task):
        waiting.append(keys)
        kept += len(keys)
        if kept >= task.part_keys:
            runs, waiting, kept = merge_runs(runs, runs_of(waiting)), [], 0
    runs = merge_runs(runs, runs_of(waiting))
    return PartCount(
        part.size,
        runs.total,
        len(runs.keys),
        runs.at_least(task.min_count),
        tuple((count, _words_of(key, part, task.bits)) for key, count in runs.commonest(task.top)),
    )


def _keys_of(part: Part, task: Task) -> Iterator["np.ndarray"]:
    """The keys of a part's n-grams, one array a chunk."""
    import numpy as np

    for path in task.files:
        ids = np.memmap(path, np.uint32, "r")
        for start in range(0, len(ids), CHUNK):
            chunk = np.asarray(ids[start : start + CHUNK + part.size - 1])
            first = chunk[: len(chunk) - part.size + 1]
            at = np.flatnonzero((first >= part.first) & (first < part.end))
            keys = (first[at] - np.uint32(part.first)).astype(np.uint64)
            for place in range(1, part.size):
                following = chunk[at + place]
                inside = following != 0  # not over the end of a caption
                at, keys, following = at[inside], keys[inside], following[inside]
                keys = keys << np.uint64(task.bits) | following
            yield keys


def _words_of(key: int, part: Part, bits: int) -> tuple[int, ...]:
    mask = (1 << bits) - 1
    rest = [key >> bits * place & mask for place in range(part.size - 2, -1, -1)]
    return (part.first + (key >> bits * (part.size - 1)), *rest)
