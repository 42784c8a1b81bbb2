"""Exact counts of all n-grams (n = 1, 2, 3), in memory that does not grow with the captions.

Captions are counted in blocks (`block`), each a file of sorted n-grams with their counts. Then the
blocks are added up: words get their numbers among the words of all, in the order of their text; an
n-gram is one 64-bit key, and the order of the keys is that of the texts. The n-grams that begin
with a range of words are one part: each block has them in one piece. Only the vocabulary and one
part are in memory. A block can be taken off again, by the same sum. n-grams do not cross captions.

Rare words are not pruned first: that would save a sixth of the keys, but lose the exact number of
distinct n-grams. What pruning is needed for, keys of at most 64 bits, narrow ranges do as well.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from errno import EDQUOT, EFBIG, ENOSPC
from functools import partial
from itertools import count as counting
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING

from lgs.engine import run
from lgs.errors import LgsError
from lgs.stats.block import REST_BITS, Block, Noted, read_block, write_block
from lgs.stats.parts import PART_KEYS, SIZES, Part, parts_of, words_of_key
from lgs.stats.runs import Runs, add_up
from lgs.stats.vocabulary import BLOCK_CAPTIONS, blocks_of

if TYPE_CHECKING:
    import numpy as np


@dataclass(frozen=True, slots=True)
class Ngrams:
    """The n-grams of one size: all occurrences, different ones, those seen often, the commonest."""

    total: int = 0
    distinct: int = 0
    frequent: int = 0
    top: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Counted:
    """Captions by their number of words, and the n-grams by their size."""

    lengths: Counter[int]
    ngrams: dict[int, Ngrams]


@dataclass(frozen=True, slots=True)
class Summand:
    """A block that is added, or taken off (`sign` -1)."""

    path: Path
    sign: int = 1


@dataclass(frozen=True, slots=True)
class Placed:
    """A block, its sign, and the file of its words' numbers among the words of all, after a 0."""

    block: Block
    sign: int
    numbers: Path


@dataclass(frozen=True, slots=True)
class Task:
    """What is the same for all parts of a run."""

    blocks: tuple[Placed, ...]
    bits: int  # of one word number
    min_count: int
    top: int


@dataclass(frozen=True, slots=True)
class PartCount:
    """What one part came to; `top` are (count, word numbers)."""

    size: int
    total: int
    distinct: int
    frequent: int
    top: tuple[tuple[int, tuple[int, ...]], ...]


def count_ngrams(
    captions: Iterable[str],
    *,
    min_count: int = 10,
    top: int = 20,
    workers: int = 1,
    block_captions: int = BLOCK_CAPTIONS,
    part_keys: int = PART_KEYS,
    folder: Path | None = None,
) -> Counted:
    """Count words and n-grams; `folder` (default: the system's) takes what the blocks come to.

    Any number of workers, and any size of blocks and parts, gives the same counts. Of n-grams seen
    equally often, the first in the order of their text is named first.
    """
    with room_in(folder), TemporaryDirectory(prefix="lgs-ngrams-", dir=folder) as scratch:
        numbered = zip(counting(), blocks_of(captions, size=block_captions))
        write = partial(_write_numbered, folder=Path(scratch), part_keys=part_keys)
        blocks = [Summand(o.get()) for o in run(numbered, write, workers=workers)]
        return sum_of(
            blocks,
            min_count=min_count,
            top=top,
            workers=workers,
            part_keys=part_keys,
            scratch=Path(scratch),
        )


def sum_of(
    blocks: Sequence[Summand],
    *,
    min_count: int,
    top: int,
    workers: int,
    scratch: Path,
    part_keys: int = PART_KEYS,
) -> Counted:
    """Add up blocks; `scratch` takes some bytes a word and block."""
    import numpy as np

    lengths: Counter[int] = Counter()
    names: list[str] = sorted(set().union(*(need_block(block.path).words for block in blocks)))
    place = {name: number for number, name in enumerate(names, 1)}
    uses = {size: np.zeros(len(names) + 1, np.int64) for size in SIZES}
    placed = []
    for index, summand in enumerate(blocks):
        noted = need_block(summand.path)
        numbers = np.zeros(len(noted.words) + 1, np.uint32)
        numbers[1:] = np.fromiter(map(place.__getitem__, noted.words), np.uint32)
        np.save(scratch / f"{index}.npy", numbers)
        placed.append(Placed(noted.block, summand.sign, scratch / f"{index}.npy"))
        uses[1][numbers[1:]] += summand.sign * noted.block.array("uses")
        for size in SIZES[1:]:
            uses[size][numbers[1:]] += np.diff(noted.block.array(f"starts{size}"))
        for length, captions in noted.lengths.items():
            lengths[length] += summand.sign * captions
    bits = max(1, len(names).bit_length())
    task = Task(tuple(placed), bits, min_count, top)
    parts = [
        part
        for size in SIZES[1:]
        for part in parts_of(size, uses[size], bits=bits, part_keys=part_keys)
    ]
    found = [o.get() for o in run(parts, partial(count_part, task=task), workers=workers)]
    ngrams = {1: _unigrams(uses[1], names, min_count, top)}
    for size in SIZES[1:]:
        ngrams[size] = _together([p for p in found if p.size == size], names, top)
    return Counted(Counter({n: c for n, c in lengths.items() if c}), ngrams)


def count_part(part: Part, *, task: Task) -> PartCount:
    """Count the n-grams of one part over all blocks."""
    more, less = (
        [_runs_in(part, placed, task.bits) for placed in task.blocks if placed.sign == sign]
        for sign in (1, -1)
    )
    runs = add_up(more, less)
    return PartCount(
        part.size,
        runs.total,
        len(runs.keys),
        runs.at_least(task.min_count),
        tuple(
            (count, words_of_key(key, part, task.bits)) for key, count in runs.commonest(task.top)
        ),
    )


def need_block(path: Path) -> Noted:
    """A block that must be there."""
    noted = read_block(path)
    if noted is None:
        raise LgsError(f"the counts in {path} are gone or cut short; run it again")
    return noted


@contextmanager
def room_in(folder: Path | None) -> Iterator[None]:
    """A full disk is said in a sentence."""
    try:
        yield
    except OSError as error:
        if error.errno not in (ENOSPC, EDQUOT, EFBIG):
            raise
        place = folder or gettempdir()
        raise LgsError(
            f"no space is left in {place} for counts (about 7 bytes a word); "
            "set TMPDIR to a folder with more"
        ) from error


def _write_numbered(block: tuple[int, list[str]], *, folder: Path, part_keys: int) -> Path:
    number, captions = block
    return write_block(captions, folder / f"{number}.block", part_keys=part_keys)


def _runs_in(part: Part, placed: Placed, bits: int) -> Runs:
    """A part's n-grams of one block, by the numbers that words have in all blocks."""
    import numpy as np

    numbers = np.load(placed.numbers, mmap_mode="r")
    low, high = np.searchsorted(numbers[1:], [part.first, part.end])
    starts = placed.block.array(f"starts{part.size}")[low : high + 1]
    begin, end = int(starts[0]), int(starts[-1])
    first = numbers[1:][low:high] - np.uint32(part.first)
    keys = np.repeat(first, np.diff(starts)).astype(np.uint64)
    rest = placed.block.array(f"rest{part.size}")[begin:end]
    for place in range(part.size - 2, -1, -1):
        word = (rest >> rest.dtype.type(REST_BITS * place)) if part.size > 2 else rest
        keys <<= np.uint64(bits)
        keys |= numbers[word.astype(np.uint32)]
    counts = placed.block.array(f"counts{part.size}")[begin:end]
    return Runs(keys, counts)


def _unigrams(uses: "np.ndarray", names: list[str], min_count: int, top: int) -> Ngrams:
    import numpy as np

    there = np.flatnonzero(uses[1:])
    runs = Runs(there.astype(np.uint64), uses[1:][there])
    best = tuple((names[place], count) for place, count in runs.commonest(top))
    return Ngrams(runs.total, len(there), runs.at_least(min_count), best)


def _together(parts: list[PartCount], names: list[str], top: int) -> Ngrams:
    best = sorted(((-count, words) for p in parts for count, words in p.top))[:top]
    return Ngrams(
        sum(p.total for p in parts),
        sum(p.distinct for p in parts),
        sum(p.frequent for p in parts),
        tuple((" ".join(names[w - 1] for w in words), -count) for count, words in best),
    )
