"""Short attributes of the product, from its tables and lists."""

import re
from collections.abc import Iterable, Iterator

from lgs.extract.document import Document
from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.pairs import LABEL_END, is_number_label, says_nothing
from lgs.extract.markup.scene import Scene, scene_of
from lgs.extract.markup.zones import Hint
from lgs.extract.signals import SIGNALS
from lgs.extract.stockwords import said_of_stock
from lgs.extract.words import labels
from lgs.model import Claim

_NO_BULLET = re.compile(labels.NO_BULLET, re.I)
_CONTROLS = frozenset({"select", "input", "button"})
_MOST_BULLETS = 8
_LONGEST_BULLET = 80


@SIGNALS.add
def markup_bullets(document: Document) -> Iterator[Claim]:
    """Short attributes ("Colour: Red", "Nylon fabric") from the product's tables and lists."""
    scene = scene_of(document)
    found: dict[str, None] = {}
    for text in _attributes(scene):
        if len(found) < _MOST_BULLETS:
            found.setdefault(text)
    if found:
        yield Claim("bullets", tuple(found), "markup_bullets")


def _attributes(scene: Scene) -> Iterator[str]:
    outline = scene.outline
    after = scene.heading.start if scene.heading else 0
    for element in outline.tagged("tr", "dl", "li"):
        if element.start < after or not scene.is_own(element):
            continue
        if element.tag == "li":
            if _in_text(scene, element) and not any(
                e.tag in {"a", "input", "button", "img", "select"} for e in outline.inside(element)
            ):
                yield from _short(outline.text(element))
        else:
            yield from _cells(outline, element)


def _cells(outline: Outline, element: Element) -> Iterator[str]:
    cells = [e for e in outline.children(element) if e.tag in {"td", "th", "dt", "dd"}]
    texts = [" ".join(outline.text(e).split()) for e in cells]
    if element.tag == "tr" and len(texts) != 2:
        return
    found = [
        text
        for key, value in zip(texts[::2], texts[1::2], strict=False)
        if key and value and not says_nothing(value)
        for text in _short(f"{key.rstrip(LABEL_END)}: {value}")
    ]
    # what is to be chosen is no attribute
    if found and not any(e.tag in _CONTROLS for e in outline.inside(element)):
        yield from found


def _in_text(scene: Scene, item: Element) -> bool:
    """Whether a list item stands in a description or a table of attributes."""
    return any(
        e.hints & (Hint.DESCRIPTION | Hint.SPECS) for e in scene.outline.ancestors(item, most=5)
    )


def _short(text: str) -> Iterable[str]:
    text = " ".join(text.split())
    key = text.split(":", 1)[0]
    if (
        3 <= len(text) <= _LONGEST_BULLET
        and not is_number_label(key)
        and not _NO_BULLET.search(text)
        and (":" in text or said_of_stock(text) is None)
    ):
        yield text
