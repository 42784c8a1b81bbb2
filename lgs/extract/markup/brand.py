"""The maker, from a label, a logo beside one, or an element that is called so."""

import re
from collections.abc import Iterator

from lgs.extract.document import Document
from lgs.extract.markup.pairs import LABEL_END, LINE, pairs_of, says_nothing
from lgs.extract.markup.scene import Scene, scene_of
from lgs.extract.markup.zones import Hint
from lgs.extract.signals import SIGNALS
from lgs.extract.words import either, labels
from lgs.model import Claim

_BRAND = re.compile(rf"^(?:{either(labels.BRAND)})$", re.I)
_DATE = re.compile(r"\b\d{1,4}[./]\d{1,2}\b|%")  # a date, a discount: no name
_MOST_PIECES = 24  # of text in a label and its value


@SIGNALS.add
def markup_brand(document: Document) -> Iterator[Claim]:
    """The maker, from a label such as "Brand:" or "Hersteller"; else from what is named so."""
    for key, value in pairs_of(document):
        if _BRAND.match(key) and _is_name(value) and not _pictured_brand(scene_of(document)):
            yield Claim("brand", value.strip(" .:"), "markup_brand")
            return
    scene = scene_of(document)
    named = _pictured_brand(scene) or _named_brand(scene)
    if named:
        yield Claim("brand", named, "markup_brand")


def _is_name(value: str) -> bool:
    return (
        1 < len(value) <= 50
        and not says_nothing(value)
        and not LINE.match(value)
        and not _BRAND.match(value.strip(LABEL_END))
        and len(value.split()) <= 6
        and not _DATE.search(value)
    )


def _pictured_brand(scene: Scene) -> str | None:
    """The alternative text of a logo that alone follows a label such as "Brand:"."""
    outline = scene.outline
    for element in outline.tagged("img"):
        if not scene.is_own(element) or not element.get("alt"):
            continue
        for around in outline.ancestors(element, most=3):
            if around.last - around.first > _MOST_PIECES:
                break
            text = outline.text(around).strip(LABEL_END)
            if text and _BRAND.match(text) and _is_name(element.get("alt")):
                return element.get("alt")
    return None


def _named_brand(scene: Scene) -> str | None:
    """The text or logo of an element in the product's region that is called brand."""
    outline = scene.outline
    for element in outline.hinted(Hint.BRAND):
        if not scene.is_own(element) or not scene.within(element):
            continue
        if element.hints & (Hint.PRICE | Hint.TITLE) or element.end - element.start > 12:
            continue
        text = outline.text(element)
        logo = next((e.get("alt") for e in outline.inside(element) if e.get("alt")), "")
        for name in (text, logo):
            label = LINE.match(name)
            bare = (label[2] if label else name).strip()
            if _is_name(bare) and "\n" not in bare:
                return bare
    return None
