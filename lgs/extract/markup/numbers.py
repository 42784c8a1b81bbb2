"""The product's numbers, from labels such as "SKU", "EAN" and "Herstellernummer"."""

import re
from collections.abc import Iterator

from lgs.extract.document import Document
from lgs.extract.ids import gtin, isbn
from lgs.extract.markup.outline import Element
from lgs.extract.markup.pairs import (
    GTIN,
    LABEL_END,
    LINE,
    MPN,
    SKU,
    is_number_label,
    pairs_of,
    says_nothing,
)
from lgs.extract.markup.scene import Scene, scene_of
from lgs.extract.markup.zones import Hint
from lgs.extract.signals import SIGNALS
from lgs.extract.words import labels
from lgs.model import Claim

_LESS_SURE = re.compile(rf"^(?:{labels.LESS_SURE})$", re.I)
_CODE = re.compile(r"^[^\s,;|<>][^,;|<>]{0,38}$")
_ONLY_LABEL = re.compile(r"^\W*(?:id|no|nr|№)\W*$", re.I)
_INLINE = frozenset({"span", "small", "em", "i", "b", "strong"})
_FEW_PIECES = 8
_MOST_PIECES = 24  # of text in a label and its value


@SIGNALS.add
def markup_ids(document: Document) -> Iterator[Claim]:
    """The product's numbers, from labels; a gtin only with a right check digit."""
    sku, less_sure = None, None
    seen: set[str] = set()
    for key, value in pairs_of(document):
        number = _number(value, certain=key.lower() == "sku")
        if number is None:
            continue
        if GTIN.match(key) and "gtin" not in seen and (code := gtin(number) or isbn(number)):
            seen.add("gtin")
            yield Claim("gtin", code, "markup_ids")
        if MPN.match(key) and "mpn" not in seen:
            seen.add("mpn")
            yield Claim("mpn", number, "markup_ids")
        if SKU.match(key):
            if _LESS_SURE.match(key):
                less_sure = less_sure or number
            else:
                sku = sku or number
    scene = scene_of(document)
    sku = sku or _labelled_within(scene) or _named_sku(scene) or less_sure
    if sku:
        yield Claim("sku", sku, "markup_ids")


def _number(value: str, *, certain: bool = False) -> str | None:
    """A value as a number of the trade: short, with a digit or in capitals, without a sentence."""
    bare = re.split(r"\s*[|(,;]\s*|\s{2,}", value.strip(" #:."), maxsplit=1)[0].strip()
    if not bare or not _CODE.match(bare) or says_nothing(bare) or bare.count(" ") > 3:
        return None
    has_digit = any(map(str.isdigit, bare))
    single = " " not in bare and (certain or bare.isupper())
    return bare if has_digit or single else None


def _labelled_within(scene: Scene) -> str | None:
    """A label and a number in an element of their own, on a line that says more: in a heading."""
    outline = scene.outline
    for element in outline.tagged(*sorted(_INLINE)):
        if element.last - element.first > _FEW_PIECES:
            continue
        label = LINE.match(outline.text(element)) if scene.is_own(element) else None
        if label is None or not SKU.match(label[1]) or _LESS_SURE.match(label[1]):
            continue
        if number := _number(label[2], certain=label[1].lower() == "sku"):
            return number
    return None


def _named_sku(scene: Scene) -> str | None:
    """The text of a small element that is called sku or product code."""
    for element in scene.outline.hinted(Hint.SKU):
        if not scene.is_own(element):
            continue
        if element.last - element.first > _MOST_PIECES:
            continue
        stated = element.get("data-sku") or element.get("content")
        text = stated or scene.outline.text(element)
        if _ONLY_LABEL.match(text) or is_number_label(text.strip(LABEL_END)):
            text = _beside(scene, element)
        if len(text) > 60 or "\n" in text:
            continue
        label = LINE.match(text)
        if number := _number(label[2] if label else text):
            return number
    return None


def _beside(scene: Scene, label: Element) -> str:
    """The text of the element that follows a label."""
    for element in scene.outline.elements[label.end : label.end + 1]:
        return scene.outline.text(element) if element.parent == label.parent else ""
    return ""


def has_number(document: Document) -> bool:
    """Whether the page gives the product a number by a label."""
    return any(
        is_number_label(key) and _number(value) is not None for key, value in pairs_of(document)
    )
