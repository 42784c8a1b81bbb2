"""Data that elements carry in attributes for the page's own scripts: `data-page="{...}"`."""

import re
from html import unescape

from lgs.extract.document import Document
from lgs.extract.loosejson import loose_json

# Entities stand for the quotes inside; a template engine may write them as numbers, or the whole
# in single quotes. Attributes that begin otherwise hold no object.
_OPENED = re.compile(
    r"""[\s"'](?:data-[\w-]+|:[\w-]+|v-bind:[\w-]+|props|state|product)="""
    r"""(?:"(?=\s*\[?\s*\{\s*(?:&quot;|&#34;))|'(?=\s*\[?\s*\{\s*"))"""
)
_OPENINGS = ("{&quot;", "{&#34;", "='{\"", "='[{\"")
MOST_VALUES = 40  # of a page; cards of a list carry one each
MOST_CHARACTERS = 1_000_000
_LEAST_CHARACTERS = 80


def attribute_values(document: Document) -> tuple[object, ...]:
    """The objects and lists in attributes that speak of a price, in page order."""
    return document.once(_read)


def _read(document: Document) -> tuple[object, ...]:
    if not any(map(document.mentions, _OPENINGS)):
        return ()
    text, count = document.text, 0
    found: list[object] = []
    for match in _OPENED.finditer(text):
        quote = text[match.end() - 1]
        end = text.find(quote, match.end())
        if not _LEAST_CHARACTERS <= end - match.end() <= MOST_CHARACTERS:
            continue
        stated = text[match.end() : end]
        if "rice" not in stated and "PRICE" not in stated:
            continue
        count += 1
        if count > MOST_VALUES:
            break
        found += loose_json(unescape(stated)).values
    return tuple(found)
