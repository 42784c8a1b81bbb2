"""Captions become numbers: each word is its place among the block's words in their order."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from lgs.stats.words import LONGEST_WORD, tokens_of, word_of

if TYPE_CHECKING:
    import numpy as np

NO_WORD, END = 0, 1  # a token that is no word; the end of a caption
FIRST = 2  # the number of the first word
MOST_TOKENS = 4_000_000  # spellings, and words, kept with their number: about 500 MB
BLOCK_CAPTIONS = 64_000  # counted at a time: some 400 MB in a worker at 90 words a caption
BLOCK_CHARACTERS = 32_000_000


class Numbers(dict[str, int]):
    """The number of every token: that of its word. Words are numbered in the order of arrival."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self.names: list[str] = []

    def __missing__(self, token: str) -> int:
        word = word_of(token)
        number = self._number(word) if word else NO_WORD
        if len(self) >= MOST_TOKENS:
            self.clear()
        if len(token) <= LONGEST_WORD:
            self[token] = number
        return number

    def _number(self, word: str) -> int:
        if word not in self.words:
            self.words[word] = len(self.words) + FIRST
            self.names.append(word)
        return self.words[word]


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


def encode(captions: Sequence[str]) -> "tuple[np.ndarray, list[str]]":
    """The captions as uint32, one after the other, each ended by a 0; and their words in order.

    A word is its place among those words, from 1 on: the order of numbers is that of texts.
    """
    import numpy as np

    numbers = known_numbers()
    if len(numbers.words) >= MOST_TOKENS:
        known_numbers.cache_clear()
        numbers = known_numbers()
    flat = array("I")
    for caption in captions:
        flat.extend(map(numbers.__getitem__, tokens_of(caption)))
        flat.append(END)
    ids = np.frombuffer(flat, np.uint32)
    ids = ids[ids != NO_WORD]
    used = np.flatnonzero(np.bincount(ids)[FIRST:]) + FIRST
    words = [numbers.names[number - FIRST] for number in used.tolist()]
    order = sorted(range(len(words)), key=words.__getitem__)
    place = np.zeros(len(numbers.names) + FIRST, np.uint32)
    place[used[order]] = np.arange(1, len(order) + 1)
    return place[ids], [words[i] for i in order]


@lru_cache(1)
def known_numbers() -> Numbers:
    """This process's numbers: kept from block to block, for most words come again."""
    return Numbers()
