"""A title cut into parts: the part that names the thing, what follows, what it is for or with."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lgs.taxonomy.words import plain, words

WHOM = "him|her|m[ae]n|wom[ae]n|kids|boys|girls|ladies|teens|adults|home|you"
"""A shirt for men is no less a shirt, and says nothing of men."""

CUT = re.compile(
    r"(?P<for>\bfor\b(?! (?:" + WHOM + r")\b)|\bfits\b|\bcompatible with\b)"
    r"|(?P<with>\bwith\b|\bw/|\bin\b|\bby\b|\bfrom\b|\bfeaturing\b|\bincl(?:uding|udes)?\b|\+)"
    r"|(?P<new>[,;|:()\[\]]|\s[-–—/]+\s|\s[-–—]|[-–—]\s)"
)
WEIGHT = {"first": 1.0, "new": 0.65, "for": 0.25, "with": 0.15}
"""How much a part's noun says of what the thing is; "case for a phone with strap" is a case."""

SHORT = 14  # words of a title beyond which nothing new is said


@dataclass(frozen=True, slots=True)
class Part:
    """A run of words of a title and how much its head noun counts, 0 to 1."""

    run: tuple[str, ...]
    weight: float


def parts(title: str) -> list[Part]:
    """The parts of a title in order, the empty ones left out.

    >>> [(p.run, p.weight) for p in parts("Leather Case for iPhone, Black")]
    [(('leather', 'case'), 1.0), (('iphone',), 0.25), (('black',), 0.65)]
    """
    found: list[Part] = []
    for kind, text in _cut(plain(title)):
        run = words(text)
        if run:
            found.append(Part(run, WEIGHT["first" if not found else kind]))
    return found


def _cut(text: str) -> Iterator[tuple[str, str]]:
    kind, begin = "first", 0
    for cut in CUT.finditer(text):
        yield kind, text[begin : cut.start()]
        kind, begin = cut.lastgroup or "new", cut.end()
    yield kind, text[begin:]
