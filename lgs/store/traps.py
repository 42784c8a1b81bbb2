"""Calendars, facets, session ids, mazes: kinds of URL behind which nothing new comes are put aside.

URLs of one shape (their numbers, long hexadecimal words and slugs taken away) are one kind. A page
is fruitful when it states a product that the site had not, or leads to URLs of products that were
not known. After fifty pages of a kind in a row that were not, the kind is put aside. Product
pages and listings come first in the queue, so what is put aside is what nobody misses.
"""

import re
from functools import lru_cache
from urllib.parse import urlsplit

BARREN_PAGES = 50
FIRST_CREDIT, PRODUCT_CREDIT = 20, 50
_NUMBER = re.compile(r"\d+")
_HEX = re.compile(r"(?<![a-z])(?=[a-f]*\d)[0-9a-f]{8,}(?![a-z])", re.IGNORECASE)
_SLUG = re.compile(r"^[^.]*[-_][^.]*$")


class Traps:
    """The kinds of one site's URLs, and how long each has brought nothing."""

    def __init__(self) -> None:
        self._barren: dict[str, int] = {}
        self._credit: dict[str, int] = {}

    def is_aside(self, url: str) -> bool:
        """True for a kind that is put aside."""
        return self._barren.get(kind_of(url), 0) >= BARREN_PAGES

    def counts(self, url: str, *, on: str) -> bool:
        """True if a new product URL on a page makes that page fruitful; to be asked once a page.

        Not if it is of the page's own kind: a maze leads only into itself. And each kind has
        credit, which pages that lead to it use up, and which only new products of it bring back.
        """
        kind = kind_of(url)
        if kind == kind_of(on) or not self._credit.get(kind, FIRST_CREDIT):
            return False
        self._credit[kind] = self._credit.get(kind, FIRST_CREDIT) - 1
        return True

    def note(self, url: str, *, is_new_product: bool, leads_on: bool) -> None:
        """A page of this kind was read."""
        kind = kind_of(url)
        if is_new_product:
            self._credit[kind] = self._credit.get(kind, FIRST_CREDIT) + PRODUCT_CREDIT
        fruitful = is_new_product or leads_on
        self._barren[kind] = 0 if fruitful else self._barren.get(kind, 0) + 1


@lru_cache(1 << 14)
def kind_of(url: str) -> str:
    """The shape that a URL shares with others of its kind.

    >>> kind_of("http://shop.example/s/9f86d081884c/list?day=12&page=3")
    '/s/h/list?day&page'
    >>> kind_of("http://shop.example/blog/2024-05-a-fine-chair")
    '/blog/slug'
    """
    parts = urlsplit(url)
    path = "/".join(_shape(segment) for segment in parts.path.split("/"))
    names = sorted({part.partition("=")[0] for part in parts.query.split("&") if part})
    return path + ("?" + "&".join(names) if names else "")


def _shape(segment: str) -> str:
    if _SLUG.match(segment):
        return "slug"
    return _NUMBER.sub("0", _HEX.sub("h", segment))
