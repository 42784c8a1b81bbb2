"""What a short text says of the stock, in the languages of shops."""

import re

from lgs.extract.words import either, stock
from lgs.model import Availability

OUT = re.compile(either(stock.OUT), re.I)
# All of them at once: most lines of a page say nothing of the stock.
SOME = re.compile(either(stock.OUT, stock.IN, stock.IN_ANYWHERE), re.I)
IN = re.compile(rf"\b(?:{either(stock.IN)})\b|{either(stock.IN_ANYWHERE)}", re.I)


def said_of_stock(text: str) -> Availability | None:
    """What a text says; one that denies holds the words of one that does not.

    >>> said_of_stock("Nicht verfügbar"), said_of_stock("Verfügbar"), said_of_stock("Bald")
    ('OutOfStock', 'InStock', None)
    """
    if not SOME.search(text):
        return None
    if OUT.search(text):
        return "OutOfStock"
    return "InStock" if IN.search(text) else None
