"""What was searched before, in a folder: hashes, their near pairs, and tables to find more by.

New hashes are compared with the old and with each other; the old are not compared again. There
are four tables: the places of all hashes in the order of one block of 16 bits each. Of six bits
that differ, one block holds at most one, so each new hash looks at 17 runs in each table.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from shutil import rmtree

import numpy as np
from numpy.typing import NDArray

from lgs.dataset import write_bytes
from lgs.errors import LgsError
from lgs.near.bits import Hashes, Places, distance
from lgs.near.search import MOST, Pairs, near_between, near_pairs

BLOCKS, BLOCK_BITS = 4, 16
VALUES = 1 << BLOCK_BITS
# Comparing one old with one new hash through the tables costs as much as this many in a search of
# all hashes at once; measured.
DEARER = 3
PIECE = 2_000_000
CURRENT = "current"


@dataclass(frozen=True, slots=True)
class Index:
    """Hashes, each once, and all pairs of them that are near; on disk, mapped into memory."""

    hashes: Hashes
    pairs: Hashes  # n x 2, the hashes themselves
    tables: tuple[NDArray[np.uint32], ...] = ()


def read_index(folder: Path) -> Index:
    """The index in a folder; an empty one where there is none."""
    try:
        place = folder / (folder / CURRENT).read_text("utf-8").strip()
        tables = tuple(np.load(place / f"block-{n}.npy", mmap_mode="r") for n in range(BLOCKS))
        hashes = np.load(place / "hashes.npy", mmap_mode="r")
        return Index(hashes, np.load(place / "pairs.npy", mmap_mode="r"), tables)
    except FileNotFoundError:
        return Index(np.empty(0, np.uint64), np.empty((0, 2), np.uint64))
    except (OSError, ValueError) as error:
        raise LgsError(
            f"the index {folder} is damaged ({error}); remove it to make it anew"
        ) from error


def add(folder: Path, hashes: Hashes, *, threads: int = 2) -> Index:
    """Add hashes to the index of a folder; gives it as it is then. Killed, the old one stays."""
    old = read_index(folder)
    new = np.setdiff1d(hashes, old.hashes)
    if not len(new) and len(old.tables):
        return old
    pairs = [np.asarray(old.pairs)]
    for left, right in near_pairs(new, threads=threads):
        pairs.append(np.stack([new[left], new[right]], axis=1))
    if len(old.hashes) and len(new):
        known = np.asarray(old.hashes)
        for left, right in _between(old, new, threads=threads):
            pairs.append(np.stack([known[left], new[right]], axis=1))
    found = np.concatenate(pairs)
    found.sort(axis=1)
    _write(folder, np.concatenate([old.hashes, new]), np.unique(found, axis=0))
    return read_index(folder)


def _between(old: Index, new: Hashes, *, threads: int) -> Iterator[Pairs]:
    """All near pairs of an old and a new hash: through the tables where there are few new ones."""
    known = np.asarray(old.hashes)
    runs = [_starts(known[table] >> _shift(n)) for n, table in enumerate(old.tables)]
    looked_at = sum(
        int((run[key + 1] - run[key]).sum()) for n, run in enumerate(runs) for key in _keys(new, n)
    )
    if looked_at * DEARER > 100 * (len(known) + len(new)) * BLOCKS:
        yield from near_between(known, new, threads=threads)
        return
    for n, run in enumerate(runs):
        for key in _keys(new, n):
            yield from _looked_up(known, old.tables[n], run, new, key)


def _looked_up(
    known: Hashes, table: NDArray[np.uint32], starts: Places, new: Hashes, key: Places
) -> Iterator[Pairs]:
    counts = starts[key + 1] - starts[key]
    ends = np.cumsum(counts)
    first = 0
    while first < len(new):
        before = int(ends[first - 1]) if first else 0
        last = max(first + 1, int(np.searchsorted(ends, before + PIECE, "right")))
        part = counts[first:last]
        right = np.repeat(np.arange(first, last), part)
        within = np.arange(len(right)) - np.repeat(np.cumsum(part) - part, part)
        left = np.asarray(table[starts[key[first:last]].repeat(part) + within]).astype(np.int64)
        near = distance(known[left], new[right]) <= MOST
        yield left[near], right[near]
        first = last


def _keys(hashes: Hashes, block: int) -> Iterator[Places]:
    """The block's value in each hash, and all that differ from it in one bit."""
    own = (hashes >> _shift(block) & np.uint64(VALUES - 1)).astype(np.int64)
    yield own
    for bit in range(BLOCK_BITS):
        yield own ^ (1 << bit)


def _starts(ordered: Hashes) -> Places:
    """Where each value's run begins in a table, and the end."""
    values = (ordered & np.uint64(VALUES - 1)).astype(np.int64)
    return np.concatenate([[0], np.cumsum(np.bincount(values, minlength=VALUES))])


def _shift(block: int) -> np.uint64:
    return np.uint64(BLOCK_BITS * block)


def _write(folder: Path, hashes: Hashes, pairs: Hashes) -> None:
    """Write a whole new version beside the old, then name it the current one."""
    name = f"v{len(hashes):012d}"
    place = folder / name
    rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    np.save(place / "hashes.npy", hashes)
    np.save(place / "pairs.npy", pairs)
    for n in range(BLOCKS):
        values = (hashes >> _shift(n) & np.uint64(VALUES - 1)).astype(np.uint16)
        np.save(place / f"block-{n}.npy", np.argsort(values, kind="stable").astype(np.uint32))
    write_bytes(folder / CURRENT, f"{name}\n".encode())
    for other in folder.glob("v*"):
        if other.name != name:
            rmtree(other, ignore_errors=True)
