"""Captions become numbers: each word is its place among the block's words in their order."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lgs.stats.words import word_of, words_of

if TYPE_CHECKING:
    import numpy as np

BLOCK_CAPTIONS = 64_000  # counted at a time: some 500 MB in a worker at 90 words a caption
BLOCK_CHARACTERS = 32_000_000
# White space to Python but not to Arrow's `ascii_split_whitespace`.
_SEPARATORS = re.compile("[\x1c-\x1f]")


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
    that a dict of Python takes; `word_of` is then asked once for each of those.
    """
    import numpy as np
    import pyarrow as pa
    import pyarrow.compute as pc

    split = pc.ascii_split_whitespace(pa.array(map(_plain, captions), pa.large_string()))
    tokens = split.flatten().dictionary_encode()
    found = [word_of(token) for token in tokens.dictionary.to_pylist()]
    words = sorted({word for word in found if word})
    number = {word: place for place, word in enumerate(words, 1)} | {"": 0}
    numbers = np.array([number[word] for word in found], np.uint32)
    ids = numbers[tokens.indices.to_numpy()]
    is_word = ids != 0  # a lone dash is none
    before = np.concatenate([[0], np.cumsum(is_word)])
    lengths = np.diff(before[split.offsets.to_numpy()])
    marked = np.zeros(before[-1] + len(lengths), np.uint32)
    marked[np.arange(before[-1]) + np.repeat(np.arange(len(lengths)), lengths)] = ids[is_word]
    counts, times = np.unique(lengths, return_counts=True)
    return Encoded(marked, Counter(dict(zip(counts.tolist(), times.tolist(), strict=True))), words)


def _plain(caption: str) -> str:
    """The caption in lower case for a split at ASCII white space."""
    if caption.isascii() and (caption.isprintable() or not _SEPARATORS.search(caption)):
        return caption.lower()
    return " ".join(words_of(caption))  # a word's word is that word
