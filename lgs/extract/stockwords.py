"""What a short text says of the stock, in the languages of shops."""

import re

from lgs.extract.words import either, stock
from lgs.model import Availability

# Patterns ask for a word's border, or a letter that is not Latin, before they try any word: most
# places of a page's text are neither.
_NO_LATIN = r"(?=[^\x00-\u02ff])"
OUT = re.compile(
    rf"\b(?:{either(stock.OUT)})|{_NO_LATIN}(?:{either(stock.OUT_ANYWHERE)})",
    re.I,
)
IN = re.compile(
    rf"\b(?:{either(stock.IN)})\b|{_NO_LATIN}(?:{either(stock.IN_ANYWHERE)})",
    re.I,
)


def said_of_stock(text: str) -> Availability | None:
    """What a text says; one that denies holds the words of one that does not.

    >>> said_of_stock("Nicht verfügbar"), said_of_stock("Verfügbar"), said_of_stock("Bald")
    ('OutOfStock', 'InStock', None)
    """
    if OUT.search(text):
        return "OutOfStock"
    return "InStock" if IN.search(text) else None
