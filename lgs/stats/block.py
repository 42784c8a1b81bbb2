"""The n-grams of one block of captions, counted and sorted, in a file that others add up.

A block's n-grams of two and three words stand in the order of their text: `starts` says for each
first word where its n-grams begin, `rest` has the words that follow it, `counts` how often.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lgs.stats.parts import PART_KEYS, SIZES, Part, keys_of, parts_of
from lgs.stats.runs import runs_of
from lgs.stats.vocabulary import encode

if TYPE_CHECKING:
    import numpy as np

ALIGNED = 64  # bytes: arrays begin at whole cache lines
REST_BITS = 32  # of a word in `rest`


@dataclass(frozen=True, slots=True)
class Block:
    """The file of a block's arrays."""

    path: Path
    places: Mapping[str, tuple[str, int, int]]  # array -> type, first byte, entries

    def array(self, name: str) -> "np.ndarray":
        """`uses` of each word; `starts`, `rest` and `counts` of n-grams, as in "rest3"."""
        import numpy as np

        kind, offset, size = self.places[name]
        if not size:
            return np.empty(0, kind)
        return np.memmap(self.path, kind, "r", offset, (size,))


@dataclass(frozen=True, slots=True)
class Noted:
    """A block with captions by their number of words, and the words in order."""

    block: Block
    lengths: Counter[int]
    words: list[str]


def write_block(captions: Sequence[str], path: Path, *, part_keys: int = PART_KEYS) -> Path:
    """Count a block into a file, and what is noted of it into another beside it; gives `path`."""
    import numpy as np

    encoded = encode(captions)
    ids, words = encoded.ids, encoded.words
    uses = np.bincount(ids, minlength=len(words) + 1)
    arrays = {"uses": uses[1:].astype(np.int64)}
    bits = max(1, len(words).bit_length())
    for size in SIZES[1:]:
        parts = parts_of(size, uses, bits=bits, part_keys=part_keys)
        tables = [_table(ids, part, bits) for part in parts]
        first, rest, counts = (np.concatenate(column) for column in zip(*tables, strict=True))
        of_first = np.bincount(first, minlength=len(words) + 1)
        of_first[0] = 0
        arrays |= {
            f"starts{size}": np.cumsum(of_first),
            f"rest{size}": rest,
            f"counts{size}": counts.astype(np.uint32),
        }
    places = _write_arrays(path, arrays)
    noted = {
        "bytes": path.stat().st_size,
        "lengths": sorted(encoded.lengths.items()),
        "words": " ".join(words),  # no word has white space
        "places": places,
    }
    _beside(path).write_text(json.dumps(noted, ensure_ascii=False), "utf-8")
    return path


def read_block(path: Path) -> Noted | None:
    """A block that was written; None where it is not there or not whole."""
    try:
        noted = json.loads(_beside(path).read_text("utf-8"))
        if path.stat().st_size != noted["bytes"]:
            return None
    except (OSError, ValueError):
        return None
    places = {name: (kind, at, size) for name, (kind, at, size) in noted["places"].items()}
    return Noted(Block(path, places), Counter(dict(noted["lengths"])), noted["words"].split())


def _table(ids: "np.ndarray", part: Part, bits: int) -> "tuple[np.ndarray, ...]":
    """First words, the words that follow as one number, and counts of a part's n-grams."""
    import numpy as np

    runs = runs_of([keys_of(ids, part, bits)])
    mask = np.uint64((1 << bits) - 1)
    first = (runs.keys >> np.uint64(bits * (part.size - 1))).astype(np.int64) + part.first
    rest = runs.keys & mask
    if part.size == 2:
        return first, rest.astype(np.uint32), runs.counts
    second = runs.keys >> np.uint64(bits) & mask
    return first, second << np.uint64(REST_BITS) | rest, runs.counts


def _write_arrays(path: Path, arrays: "Mapping[str, np.ndarray]") -> dict[str, Any]:
    places: dict[str, Any] = {}
    with path.open("wb") as out:
        for name, array in arrays.items():
            out.write(b"\0" * (-out.tell() % ALIGNED))
            places[name] = (array.dtype.str, out.tell(), len(array))
            out.write(array.data)  # not tofile: its error does not say that the disk is full
    return places


def _beside(path: Path) -> Path:
    return path.with_suffix(".json")
