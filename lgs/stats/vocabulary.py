"""Captions become numbers: each word is its place among the block's words in their order."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lgs.stats.words import word_in, words_of

if TYPE_CHECKING:
    import numpy as np

BLOCK_CAPTIONS = 32_000  # counted at a time: some 300 MB in a worker at 90 words a caption
BLOCK_CHARACTERS = 32_000_000
SHORT = 2**28  # characters, at most four times as many bytes: Arrow's places in it have 32 bits
# White space to Python but not to Arrow's `ascii_split_whitespace`; the last one ends a caption.
SEPARATORS = "\x1c\x1d\x1e\x1f"
END, NO_WORD = 0, 2**32 - 1  # numbers of what is no word


@dataclass(frozen=True, slots=True)
class Encoded:
    """Captions as uint32, one after the other, each ended by a 0; lengths and words beside.

    A word is its place among those words, from 1 on: the order of numbers is that of texts.
    """

    ids: "np.ndarray"
    lengths: Counter[int]  # captions by their number of words
    words: list[str]


def blocks_of(captions: Iterable[str], *, size: int = BLOCK_CAPTIONS) -> Iterator[list[str]]:
    """Captions in lists of at most `size`, and of not many more than BLOCK_CHARACTERS."""
    block: list[str] = []
    room = BLOCK_CHARACTERS
    for caption in captions:
        block.append(caption)
        room -= len(caption)
        if len(block) >= size or room <= 0:
            yield block
            block, room = [], BLOCK_CHARACTERS
    if block:
        yield block


def encode(captions: Sequence[str]) -> Encoded:
    """The captions as numbers. Arrow splits them and finds the different tokens, in half the time
    that a dict of Python takes; `word_in` is then asked once for each of those.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    text = _plain(captions)
    kind = pa.string() if len(text) < SHORT else pa.large_string()
    tokens = pc.ascii_split_whitespace(pa.array([text], kind)).flatten().dictionary_encode()
    spelt = tokens.dictionary.to_pylist()
    found = [word_in(token) for token in spelt]
    words = sorted({word for word in found if word})
    number = {word: place for place, word in enumerate(words, 1)} | {"": NO_WORD}
    numbers = np.array([number[word] for word in found], np.uint32)
    if captions:
        numbers[spelt.index(SEPARATORS[-1])] = END
    ids = numbers[tokens.indices.to_numpy()]
    if NO_WORD in numbers:
        ids = ids[ids != NO_WORD]  # a lone dash is none
    lengths = np.diff(np.flatnonzero(ids == END), prepend=-1) - 1
    times = np.bincount(lengths)
    there = np.flatnonzero(times)
    return Encoded(
        ids, Counter(dict(zip(there.tolist(), times[there].tolist(), strict=True))), words
    )


def _plain(captions: Sequence[str]) -> str:
    """The captions in lower case, for a split at ASCII white space, each followed by its end."""
    whole = "".join(captions)
    odd = any(separator in whole for separator in SEPARATORS)
    end = f" {SEPARATORS[-1]} "
    if whole.isascii() and not odd:
        return end.join([*captions, ""]).lower()
    plain = (
        caption.lower() if not odd and caption.isascii() else " ".join(words_of(caption))
        for caption in captions
    )
    return end.join([*plain, ""])  # a word's word is that word
