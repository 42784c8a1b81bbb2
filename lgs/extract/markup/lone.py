"""Cards that stand alone: another product's picture, linked name and price, in a text or a list.

A list of one, or a product shown in an article, has no siblings alike that would give it away.
"""

from collections.abc import Iterable, Iterator

from lgs.extract.document import Document
from lgs.extract.markup.cards import Positions, count, holds, is_page
from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.zones import BAD
from lgs.urls import path_of

_TITLES = ("h2", "h3", "h4", "h5")
_MOST_ELEMENTS = 80  # of a card with its form and its badges
_MOST_LEVELS = 6


def lone_cards(
    document: Document, outline: Outline, positions: Positions, heading: Element | None
) -> Iterator[Element]:
    """The elements around a linked title with a picture and a price, the main heading outside."""
    covered = 0
    for title in outline.tagged(*_TITLES) if heading is not None else ():
        if title.start < covered or title.zone & BAD or title.end - title.start > _MOST_ELEMENTS:
            continue
        around = _around(outline, positions, title, heading)
        link = _link(outline, title) if around else None
        if around is None or link is None or not _leads_away(document, link):
            continue
        card = _whole(outline, around, heading)
        covered = card.end
        yield card


def _leads_away(document: Document, link: Element) -> bool:
    here = {_path(url) for url in (document.url, document.canonical_url) if url}
    url = document.absolute(link.get("href"))
    return url is not None and _path(url) not in here


def _link(outline: Outline, title: Element) -> Element | None:
    """The link to a page that a title holds or stands in."""
    near: Iterable[Element] = (*outline.inside(title), *outline.ancestors(title, most=2))
    return next((e for e in near if e.tag == "a" and is_page(e.get("href"))), None)


def _around(
    outline: Outline, positions: Positions, title: Element, heading: Element | None
) -> Element | None:
    for around in outline.ancestors(title, most=_MOST_LEVELS):
        if around.end - around.start > _MOST_ELEMENTS or around.tag in {"body", "main"}:
            return None
        if holds(around, heading):
            return None
        if count(positions.pictures, around.start, around.end) and count(
            positions.prices, around.first, around.last
        ):
            return around
    return None


def _whole(outline: Outline, card: Element, heading: Element | None) -> Element:
    """A card with what alone stands around it, such as the item of a list with its button."""
    for around in outline.ancestors(card, most=2):
        if holds(around, heading) or around.end - card.end > 6 or card.start - around.start > 2:
            return card
        if around.tag in {"body", "main", "section", "ul", "ol"}:
            return card
        card = around
    return card


def _path(url: str) -> str:
    return path_of(url).rstrip("/")
