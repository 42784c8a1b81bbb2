"""Data that elements carry in attributes for the page's own scripts: `data-page="{...}"`."""

import re
from collections.abc import Iterator
from itertools import islice

from lgs.entities import unescape
from lgs.extract.document import Document
from lgs.extract.graph import PRODUCTS
from lgs.extract.jsonld import json_ld_graph
from lgs.extract.loosejson import loose_json

# What an object in an attribute begins with: entities stand for the quotes inside, or the whole is
# in single quotes. Looked for as plain texts, which is many times faster than a pattern.
_OPENINGS = ("{&quot;", "{&#34;", "='{\"", "='[{\"")
_BEFORE = re.compile(
    r"""[\s"'](?:data-[\w-]+|:[\w-]+|v-bind:[\w-]+|props|state|product)=["']\s*\[?\s*$"""
)
_LONGEST_NAME = 60  # characters of an attribute's name and what stands before its object
MOST_VALUES = 40  # of a page; cards of a list carry one each
MOST_OPENINGS = 20_000
MOST_CHARACTERS = 1_000_000
_LEAST_CHARACTERS = 80


def attribute_values(document: Document) -> tuple[object, ...]:
    """The objects and lists in attributes that speak of a price, in page order."""
    return document.once(_read)


def _read(document: Document) -> tuple[object, ...]:
    # each search takes as long as a signal: the rarer forms only where a page says little else
    forms: tuple[str, ...] = _OPENINGS
    if json_ld_graph(document).of_type(*PRODUCTS):
        forms = forms[:1]
    forms = tuple(filter(document.mentions, forms))
    found: list[object] = []
    for start, end in islice(_places(document.text, forms), MOST_VALUES) if forms else ():
        found += loose_json(unescape(document.text[start:end])).values
    return tuple(found)


def _places(text: str, forms: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Where values that begin as objects do stand in the page, in order."""
    after = 0
    for place in sorted(p for opening in forms for p in _found(text, opening)):
        if place < after:
            continue
        begin = text.find("{", place)
        match = _BEFORE.search(text, max(0, begin - _LONGEST_NAME), begin)
        if not match:
            continue
        quote = max(match.group().rfind('"'), match.group().rfind("'"))
        start = match.start() + quote + 1
        end = text.find(text[start - 1], start)
        stated = text[start:end]
        if _LEAST_CHARACTERS <= end - start <= MOST_CHARACTERS and "rice" in stated:
            after = end
            yield start, end


def _found(text: str, opening: str) -> Iterator[int]:
    place = text.find(opening)
    for _ in range(MOST_OPENINGS):
        if place < 0:
            return
        yield place
        place = text.find(opening, place + len(opening))
