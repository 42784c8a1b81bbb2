"""n-grams as 64-bit keys, for one range of first words at a time."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lgs.errors import LgsError
from lgs.stats.runs import LEAST_ROOM

if TYPE_CHECKING:
    import numpy as np

SIZES = (1, 2, 3)
WIDE = 8  # bits: a range is not made narrower than 256 words to leave room for counts
PART_KEYS = 4_000_000  # 32 MB; larger ones are no faster: the system has to clear more memory


@dataclass(frozen=True, slots=True)
class Part:
    """The n-grams of `size` words whose first word is one of `first` to `end` - 1."""

    size: int
    first: int
    end: int


def parts_of(size: int, uses: "np.ndarray", *, bits: int, part_keys: int) -> list[Part]:
    """Cut the first words into ranges of at most `part_keys` n-grams (but at least one word).

    `uses` says how many begin with each word; the first entry is of no word. The number of the
    first word is counted from the range's begin; the range is so narrow that the key fits into 64
    bits: 2^21 words and more cannot silently overflow. Where there is room, some bits are left for
    counts, which makes adding up faster.
    """
    spare = 64 - (size - 1) * bits
    if spare < 1:
        raise LgsError(
            f"{len(uses) - 1} different words are too many to count; at most 2^31 can be"
        )
    if spare >= LEAST_ROOM + WIDE:
        spare -= LEAST_ROOM
    if len(uses) - 1 <= 1 << spare and uses[1:].sum() <= part_keys:
        return [Part(size, 1, len(uses))]
    parts = []
    first, room = 1, part_keys
    for word, times in enumerate(uses.tolist()):
        if word > first and (times > room or word - first >= 1 << spare):
            parts.append(Part(size, first, word))
            first, room = word, part_keys
        room -= times if word else 0
    return [*parts, Part(size, first, len(uses))]


def keys_of(ids: "np.ndarray", part: Part, bits: int) -> "np.ndarray":
    """The keys of a part's n-grams in captions that are each ended by a 0."""
    import numpy as np

    last = max(0, len(ids) - part.size + 1)
    columns = [ids[place : last + place] for place in range(part.size)]
    inside = (columns[0] >= part.first) & (columns[0] < part.end)
    for column in columns[1:]:
        inside &= column != 0  # not over the end of a caption
    keys = (columns[0][inside] - np.uint32(part.first)).astype(np.uint64)
    for column in columns[1:]:
        keys <<= np.uint64(bits)
        keys |= column[inside]
    return keys


def words_of_key(key: int, part: Part, bits: int) -> tuple[int, ...]:
    """The numbers of the words of an n-gram."""
    mask = (1 << bits) - 1
    rest = [key >> bits * place & mask for place in range(part.size - 2, -1, -1)]
    return (part.first + (key >> bits * (part.size - 1)), *rest)
