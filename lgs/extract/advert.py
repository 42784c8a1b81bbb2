"""Descriptions told from what was written to be found and clicked."""

import re
from functools import lru_cache

from lgs.extract.words import either, talk

_LEAST = 20  # bytes, as scripts of many signs say more in fewer; shorter is a category or a label
_ALWAYS_TEXT = 400  # characters; an advert is short
_ADVERT = re.compile(either(talk.ADVERT), re.I)


@lru_cache(maxsize=256)  # a page tells the same text in its markup, its metas and its JSON-LD
def is_description(text: str, title: str | None) -> bool:
    """Whether a text says something of the product beyond its name, not only where to buy it.

    >>> is_description("Buy Oak Chair online at Example. Free delivery!", "Oak Chair")
    False
    >>> is_description("A chair of solid oak that folds flat.", "Oak Chair")
    True
    """
    plain = " ".join(text.split())
    if len(plain.encode()) < _LEAST or (title and plain.casefold() == title.casefold()):
        return False
    return len(plain) > _ALWAYS_TEXT or not _ADVERT.search(plain)
