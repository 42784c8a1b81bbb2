"""The one heading that names the product."""

import re

from lgs.extract.document import Document
from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.zones import BAD, Hint, Zone

_MOST_PIECES = 80  # of text; more is a section
_HEADINGS = frozenset({"h1", "h2", "h3"})
_WORD = re.compile(r"\w+")


# What a heading in the page's frame, which is none by its tag, can reach at most.
MOST_IN_FRAME = 4.0


def main_heading(outline: Outline, document: Document) -> tuple[Element | None, float]:
    """The h1 (or what stands in for one) that agrees best with the page's title, and its points."""
    wanted = title_words(document)
    best: tuple[float, int, Element] | None = None
    for element in _candidates(outline):
        rank = _rank(element)
        if not rank or element.last - element.first > _MOST_PIECES:
            continue
        text = outline.text(element)
        if not 1 <= len(text) <= 400:
            continue
        words = words_of(text)
        agreement = len(words & wanted) / len(words) if words else 0.0
        if rank == 1 and agreement < 0.6:
            continue
        score = rank + 4 * agreement - (3 if element.zone & BAD else 0)
        if element.zone & Zone.HIDDEN:
            score -= 1
        if best is None or score > best[0]:
            best = (score, element.start, element)
    return (best[2], best[0]) if best else (None, 0.0)


def _candidates(outline: Outline) -> list[Element]:
    return [
        e
        for e in outline.elements
        if e.tag in _HEADINGS or e.hints & Hint.TITLE or "itemprop" in e.attrs
    ]


def _rank(element: Element) -> int:
    """How much a tag speaks for being the main heading; 0 for no candidate."""
    if element.tag == "h1":
        return 4
    if element.attrs.get("itemprop") == "name" and element.tag != "meta":
        return 3 if element.tag in {"h2", "h3", "span", "div", "strong"} else 0
    if element.hints & Hint.TITLE and element.tag not in {"a", "img", "input", "form", "section"}:
        return 3 if element.tag in {"h2", "h3"} else 2
    return 1 if element.tag in {"h2", "h3"} else 0


def title_words(document: Document) -> frozenset[str]:
    """The words by which the page calls itself."""
    return words_of(" ".join(filter(None, (document.meta.get("og:title"), document.title_text))))


def words_of(text: str) -> frozenset[str]:
    """The words of a text, in lower case."""
    return frozenset(_WORD.findall(text.lower()))
