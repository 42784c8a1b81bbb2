"""Text to the word pieces that BERT models read (lower case, no accents, longest piece first)."""

import gzip
import re
import unicodedata
from functools import cache
from importlib import resources

CLS, SEP, UNKNOWN = "[CLS]", "[SEP]", "[UNK]"
TOKEN = re.compile(r"\w+|[^\w\s]")
UNDERSCORES = re.compile(r"(_)")  # a word character to `re`, punctuation to BERT
LOST = "\ufffd"  # stands where a character was lost
LONGEST_WORD = 100  # characters; a longer one is unknown, as in the original


@cache
def vocabulary() -> dict[str, int]:
    """Each piece and its number."""
    packed = resources.files("lgs.classes").joinpath("wordpieces.txt.gz").read_bytes()
    pieces = gzip.decompress(packed).decode().splitlines()
    return {piece: number for number, piece in enumerate(pieces)}


def piece_numbers(text: str, *, at_most: int) -> list[int]:
    """The numbers of a text's pieces between the marks of begin and end.

    >>> known = {number: piece for piece, number in vocabulary().items()}
    >>> [known[n] for n in piece_numbers("Crème brûlée torch", at_most=32)]
    ['[CLS]', 'cr', '##eme', 'br', '##ule', '##e', 'torch', '[SEP]']
    """
    known = vocabulary()
    found = [known[piece] for word in _tokens(text) for piece in _pieces(word, known)]
    return [known[CLS], *found[: at_most - 2], known[SEP]]


def _tokens(text: str) -> list[str]:
    marks = unicodedata.normalize("NFD", text.lower())
    folded = "".join(c for c in marks if unicodedata.category(c) != "Mn" and c != LOST)
    return [part for token in TOKEN.findall(folded) for part in UNDERSCORES.split(token) if part]


def _pieces(word: str, known: dict[str, int]) -> list[str]:
    if len(word) > LONGEST_WORD:
        return [UNKNOWN]
    found: list[str] = []
    begin = 0
    while begin < len(word):
        mark = "##" if begin else ""
        ends = range(len(word), begin, -1)
        end = next((e for e in ends if mark + word[begin:e] in known), None)
        if end is None:
            return [UNKNOWN]
        found.append(mark + word[begin:end])
        begin = end
    return found
