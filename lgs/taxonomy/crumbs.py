"""A shop's breadcrumbs, cleaned of what names no kind of thing."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from lgs.entities import unescape
from lgs.taxonomy.wordlist import word_set
from lgs.taxonomy.words import plain, words

SPLIT = re.compile(r"\s*(?:[>|»›/\\]|::)\s*")
TAG = re.compile(r"<[^<>]{0,200}>")
NO_KIND = word_set(
    "home|homepage|shop|store|start|main|index|all|all products|all items|products|product|"
    "catalog|catalogue|category|categories|default category|collection|collections|department|"
    "departments|sale|sales|sale items|clearance|outlet|special|specials|special offers|offers|"
    "new|new arrivals|new in|new products|featured|featured products|best sellers|bestsellers|"
    "popular|brand|brands|manufacturers|designers|search|search results|online|uncategorized|"
    "misc|miscellaneous|other|more|view all|back|items|gifts for her|gifts for him|yes|no|"
    "accessories",
    between="|",
)
NAVIGATION = re.compile(
    r"^(?:shop by|by |browse|back to|view all|see all|all )|://|www\.|[$€£]\s?\d"
)


def clean(crumbs: Iterable[str], *, title: str, brand: str | None) -> tuple[str, ...]:
    """The crumbs that may name a kind of thing, the widest first, without repeats.

    >>> clean(["Home", "All products", "Acme", "Shoes", "Acme Runner"],
    ...       title="Acme Runner", brand="Acme")
    ('Shoes',)
    """
    itself = {plain(title).strip(), plain(brand or "").strip()}
    kept = (c for c in _single(crumbs) if _names_a_kind(plain(c).strip(), itself))
    return tuple(dict.fromkeys(kept))


def _single(crumbs: Iterable[str]) -> Iterator[str]:
    for crumb in crumbs:
        if "://" not in crumb:
            yield from SPLIT.split(TAG.sub(">", unescape(unquote(crumb))))


def _names_a_kind(crumb: str, itself: set[str]) -> bool:
    if crumb in NO_KIND or crumb in itself or NAVIGATION.search(crumb):
        return False
    return any(not word.isdigit() for word in words(crumb))
