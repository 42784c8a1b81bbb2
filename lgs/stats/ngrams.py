"""Exact counts of all n-grams (n = 1, 2, 3), in memory that does not grow with the captions.

Words become numbers on disk (`vocabulary`), renumbered in the order of their text; an n-gram is
then one 64-bit key, and the order of the keys is that of the texts. The n-grams that begin with a
range of words are one part (`parts`): its keys are collected, sorted, and their runs counted. Only
the vocabulary, one part, and its distinct n-grams are in memory. n-grams do not cross captions.

Rare words are not pruned first: that would save a sixth of the keys, but lose the exact number of
distinct n-grams. What pruning is needed for, keys of at most 64 bits, narrow ranges do as well.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from errno import EDQUOT, EFBIG, ENOSPC
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory, gettempdir
from typing import TYPE_CHECKING

from lgs.engine import run
from lgs.errors import LgsError
from lgs.stats.parts import CHUNK, PART_KEYS, PartCount, Task, count_part, parts_of
from lgs.stats.runs import Runs
from lgs.stats.vocabulary import FIRST, Encoded, encode, numbers_of, units_of

if TYPE_CHECKING:
    import numpy as np

SIZES = (1, 2, 3)


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


def count_ngrams(
    captions: Iterable[str],
    *,
    min_count: int = 10,
    top: int = 20,
    workers: int = 1,
    unit_captions: int = 4_000,
    part_keys: int = PART_KEYS,
    folder: Path | None = None,
) -> Counted:
    """Count words and n-grams; `folder` (default: the system's) takes 4 bytes a word for the time.

    Any number of workers, and any size of units and parts, gives the same counts. Of n-grams seen
    equally often, the first in the order of their text is named first.
    """
    try:
        with TemporaryDirectory(prefix="lgs-ngrams-", dir=folder) as scratch:
            lengths, words = _encode_all(captions, Path(scratch), unit_captions, workers)
            names = sorted(set().union(*words.values()))
            uses = _renumber_all(words, names, workers)
            bits = max(1, len(names).bit_length())
            task = Task(tuple(sorted(words)), bits, min_count, top, part_keys)
            parts = parts_of(uses, bits=bits, part_keys=part_keys)
            found = [o.get() for o in run(parts, partial(count_part, task=task), workers=workers)]
    except OSError as error:
        if error.errno not in (ENOSPC, EDQUOT, EFBIG):
            raise
        place = folder or gettempdir()
        raise LgsError(
            f"no space is left in {place} for temporary files (4 bytes a word); "
            "set TMPDIR to a folder with more"
        ) from error
    ngrams = {1: _unigrams(uses, names, min_count, top)}
    for size in SIZES[1:]:
        ngrams[size] = _together([p for p in found if p.size == size], names, top)
    return Counted(lengths, ngrams)


def _encode_all(
    captions: Iterable[str], folder: Path, size: int, workers: int
) -> tuple[Counter[int], dict[Path, list[str]]]:
    """All captions to disk: their lengths, and every file's words in the order of its numbers."""
    lengths: Counter[int] = Counter()
    words: dict[Path, list[str]] = {}
    units = units_of(captions, size=size)
    for outcome in run(units, partial(encode, folder=folder), workers=workers):
        encoded: Encoded = outcome.get()
        lengths += encoded.lengths
        words.setdefault(encoded.ids, []).extend(encoded.new_words)
    numbers_of.cache_clear()
    return lengths, words


def _renumber_all(words: dict[Path, list[str]], names: list[str], workers: int) -> "np.ndarray":
    """Give every word its place in `names` as number, in all files; how often each is used."""
    import numpy as np

    place = {name: number for number, name in enumerate(names, 1)}
    for path in sorted(words):
        numbers = np.zeros(len(words[path]) + FIRST, np.uint32)  # the end of a caption becomes 0
        numbers[FIRST:] = np.fromiter(map(place.__getitem__, words[path]), np.uint32)
        np.save(path.with_suffix(".npy"), numbers)
    uses = np.zeros(len(place) + 1, np.int64)
    renumber_file = partial(renumber, size=len(uses))
    for outcome in run(sorted(words), renumber_file, workers=workers):
        uses += outcome.get()
    return uses


def renumber(path: Path, *, size: int) -> "np.ndarray":
    """Rewrite one file with its new numbers; how often each of the `size` numbers is used."""
    import numpy as np

    numbers = np.load(path.with_suffix(".npy"))
    ids = np.memmap(path, np.uint32, "r+")
    uses = np.zeros(size, np.int64)
    for start in range(0, len(ids), CHUNK):
        new = numbers[ids[start : start + CHUNK]]
        ids[start : start + CHUNK] = new
        uses += np.bincount(new, minlength=size)
    ids.flush()
    return uses


def _unigrams(uses: "np.ndarray", names: list[str], min_count: int, top: int) -> Ngrams:
    import numpy as np

    runs = Runs(np.arange(len(names), dtype=np.uint64), uses[1:])
    best = tuple((names[place], count) for place, count in runs.commonest(top))
    return Ngrams(runs.total, len(names), runs.at_least(min_count), best)


def _together(parts: list[PartCount], names: list[str], top: int) -> Ngrams:
    best = sorted(((-count, words) for p in parts for count, words in p.top))[:top]
    return Ngrams(
        sum(p.total for p in parts),
        sum(p.distinct for p in parts),
        sum(p.frequent for p in parts),
        tuple((" ".join(names[w - 1] for w in words), -count) for count, words in best),
    )
