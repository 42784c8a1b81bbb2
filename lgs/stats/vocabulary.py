"""Captions become numbers: words are numbered as they come, the numbers go to disk."""

import os
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from lgs.stats.words import LONGEST_WORD, tokens_of, word_of

NO_WORD, END = 0, 1  # a token that is no word; the end of a caption
FIRST = 2  # the number of an encoder's first word
MOST_TOKENS = 4_000_000  # spellings kept with their word's number: about 500 MB
MOST_CHARACTERS = 4_000_000  # of one unit of work


class Numbers(dict[str, int]):
    """The number of every token: that of its word. Words are numbered in the order of arrival."""

    def __init__(self) -> None:
        self.words: dict[str, int] = {}
        self.new: list[str] = []

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
            self.new.append(word)
        return self.words[word]

    def take_new(self) -> tuple[str, ...]:
        """The words that came since this was last called, in order."""
        new, self.new = tuple(self.new), []
        return new


@dataclass(frozen=True, slots=True)
class Encoded:
    """What one unit added: captions by their number of words, and words new to the encoder."""

    ids: Path
    lengths: Counter[int] = field(default_factory=Counter)
    new_words: tuple[str, ...] = ()


def units_of(captions: Iterable[str], *, size: int) -> Iterator[list[str]]:
    """Captions in lists of at most `size`, and of not many more than MOST_CHARACTERS."""
    unit: list[str] = []
    room = MOST_CHARACTERS
    for caption in captions:
        unit.append(caption)
        room -= len(caption)
        if len(unit) >= size or room <= 0:
            yield unit
            unit, room = [], MOST_CHARACTERS
    if unit:
        yield unit


def encode(captions: list[str], *, folder: Path) -> Encoded:
    """Append the captions' word numbers to this process's own file of uint32 in the folder."""
    import numpy as np

    numbers = numbers_of(folder)
    flat = array("I")
    for caption in captions:
        flat.extend(map(numbers.__getitem__, tokens_of(caption)))
        flat.append(END)
    ids = np.frombuffer(flat, np.uint32)
    ids = ids[ids != NO_WORD]
    path = folder / f"{os.getpid()}.ids"
    with path.open("ab") as out:
        out.write(ids.data)  # not tofile: its error does not say that the disk is full
    lengths, times = np.unique(
        np.diff(np.flatnonzero(ids == END), prepend=-1) - 1, return_counts=True
    )
    counts = Counter(dict(zip(lengths.tolist(), times.tolist(), strict=True)))
    return Encoded(path, counts, numbers.take_new())


@lru_cache(1)
def numbers_of(_folder: Path) -> Numbers:
    """This process's numbers for the run that works in that folder (each run has a new one)."""
    return Numbers()
