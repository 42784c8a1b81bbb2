"""Repeated cards: siblings alike, each with a link to another page and a picture or a price."""

import re
from bisect import bisect_left
from collections import defaultdict
from functools import lru_cache
from itertools import islice

from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.zones import Hint, Zone

# A number beside a currency sign or code; only to tell prices from other numbers.
PRICE_TEXT = re.compile(
    r"(?:[$€£¥₹₽₩₪₺₴₫฿₦₱₸]|\b(?:USD|EUR|GBP|CHF|PLN|CZK|SEK|NOK|DKK|RUB|Rs|RM|R\$|S/)\.?)\s?\d"
    r"|\d[\d.,\s'’]*\s?(?:[$€£¥₹₽₩₪₺₴₫฿₦₱₸]|(?:USD|EUR|GBP|CHF|zł|PLN|Kč|Ft|lei|RON|kr|SEK|NOK|DKK"
    r"|руб|грн|лв|тг|TL|kn|円|元|원|р\.|Lt|Ls|ден|дин|ریال|تومان)(?:\b|\.|(?=\s)|$))",
    re.I,
)
_MANY = 6
_DIGIT = re.compile(r"\d")
_NUMBERS = re.compile(r"\d+")
_LONGEST_CARD = 1500  # characters of one with a price; longer siblings are sections of one text
_LONGEST_PLAIN = 500  # of one without a price
_MOST_LINKS = 20
_MOST_PIECES = 600  # of text, block borders included
_NO_PAGE = ("#", "javascript:", "mailto:", "tel:", "data:")
_FILE = re.compile(r"\.(?:jpe?g|png|gif|webp|avif|pdf|svg|mp4)(?:\?|$)", re.I)
_SECTION = re.compile(
    r"(?:^|[\s_-])(?:tab|panel|pane|accordion|section|collapse)s?(?:$|[\s_-])", re.I
)


class Positions:
    """Where links to pages, pictures and price texts stand, so that counting them is a search."""

    __slots__ = ("links", "pictures", "prices")

    def __init__(self, outline: Outline) -> None:
        self.links = [e.start for e in outline.tagged("a") if is_page(e.get("href"))]
        self.pictures = [e.start for e in outline.tagged("img", "picture")]
        self.prices = [i for i in outline.numbers if is_price(outline.texts[i])]


def is_price(piece: str) -> bool:
    """Whether a piece of text shows a number with a currency."""
    if len(piece) > 80 or not _DIGIT.search(piece):
        return False
    return PRICE_TEXT.search(piece) is not None


def is_page(href: str) -> bool:
    """Whether a link seems to lead to another page."""
    return bool(href) and not href.lower().startswith(_NO_PAGE) and not _FILE.search(href)


def count(positions: list[int], first: int, last: int) -> int:
    """How many of sorted positions are in the half-open range."""
    return bisect_left(positions, last) - bisect_left(positions, first)


def find_cards(
    outline: Outline, positions: Positions, keep: Element | None = None
) -> list[Element]:
    """All cards in page order, outermost only; none of them holds `keep`, the main heading."""
    cards: list[Element] = []
    covered = 0
    for element in outline.elements:
        if element.start < covered or not _is_candidate(element, positions):
            continue
        for card in _alike(outline, element, positions, keep):
            cards.append(card)
            covered = max(covered, card.end)
        if element.hints & Hint.TILE and element.start >= covered:
            alone = _is_card(outline, element, positions) and not holds(element, keep)
            if alone:
                cards.append(element)
                covered = element.end
    cards.sort(key=lambda card: card.start)
    return cards


def _is_candidate(element: Element, positions: Positions) -> bool:
    """Cheap test first: two links or pictures inside, or a card by its name."""
    start, end = element.start, element.end
    if end - start < 3 or element.tag in {"select", "p", "a"}:
        return False
    least = 0 if element.hints & Hint.TILE else 1
    return (
        count(positions.links, start, end) > least or count(positions.pictures, start, end) >= _MANY
    )


def _alike(
    outline: Outline, parent: Element, positions: Positions, keep: Element | None
) -> list[Element]:
    groups: dict[tuple[str, str], list[Element]] = defaultdict(list)
    for child in outline.children(parent):
        if child.end - child.start > 1 and child.tag not in {"script", "table", "thead"}:
            groups[child.tag, _kind(child.mark)].append(child)
    found = []
    for members in groups.values():
        if len(members) < 2:
            continue
        held = any(holds(member, keep) for member in members)
        # where scripts open the pages there is no link; then only many alike are cards
        linked = len(members) < _MANY
        cards = [m for m in members if _is_card(outline, m, positions, linked=linked)]
        if held:  # columns of one layout, unless most of them sell something
            cards = [m for m in cards if not holds(m, keep) and _is_priced(m, positions)]
        if len(cards) < (3 if held else 2) or len(cards) * 2 < len(members):
            continue
        # a few with a long text or without a picture are cards all the same
        whole = not held and len(members) >= _MANY and len(cards) * 4 >= len(members) * 3
        found += members if whole else cards
    return found


def _is_priced(element: Element, positions: Positions) -> bool:
    return count(positions.prices, element.first, element.last) > 0


def _kind(mark: str) -> str:
    """What cards of one kind share: the first class, else the id without its number."""
    first = next(iter(mark.split(None, 1)), "")
    return _NUMBERS.sub("", first) if first.startswith("#") else first


def holds(element: Element, inner: Element | None) -> bool:
    """Whether an element is another one, or around it."""
    return inner is not None and element.start <= inner.start < element.end


def _is_card(
    outline: Outline, element: Element, positions: Positions, *, linked: bool = True
) -> bool:
    if element.last - element.first > _MOST_PIECES:
        return False
    if element.zone & (Zone.CHROME | Zone.POPUP) or (element.mark and _is_section(element.mark)):
        return False
    start, end = element.start, element.end
    links = count(positions.links, start, end) or (
        element.tag == "a" and is_page(element.get("href"))
    )
    if links > _MOST_LINKS or (linked and not links):
        return False
    priced = count(positions.prices, element.first, element.last)
    pictured = count(positions.pictures, start, end)
    if not (priced or pictured) or (not links and not (priced and pictured)):
        return False
    text = " ".join(outline.text(element).split())
    longest = _LONGEST_CARD if priced else _LONGEST_PLAIN
    return len(text) <= longest and _has_letters(text[:200])


@lru_cache(maxsize=16384)
def _is_section(mark: str) -> bool:
    return _SECTION.search(mark) is not None


def _has_letters(text: str) -> bool:
    """Whether three letters stand in a text."""
    letters = filter(str.isalpha, text)
    return len(tuple(islice(letters, 3))) == 3
