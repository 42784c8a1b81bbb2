"""Options that a buyer can choose; a single axis of visible values states its variants."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice

from lgs.extract.document import Document
from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.price import price_to_pay
from lgs.extract.markup.scene import Scene, scene_of
from lgs.extract.markup.surcharges import prices_stated
from lgs.extract.markup.zones import Hint
from lgs.extract.signals import SIGNALS
from lgs.model import Availability, Claim, Variant

# A select or set of radios by one of these names chooses something else than a variant.
_NO_AXIS = re.compile(
    r"qty|quantit|anzahl|menge|amount|sort|order_?by|per_?page|limit|currency|country|lang|locale"
    r"|store|region|state\b|city|search|categor|month|year|day|rating|review"
    r"|shipping|delivery|payment|ship_?to|gift|warrant|insurance|zip|address|title|salutation"
    r"|subject|cantidad|quantidade|ilosc|mnozstvi|количество|filter|page|view|engrav|message"
    r"|install|finance|subscription|frequency|vat|tax",
    re.I,
)
_PROMPT = re.compile(
    r"^\W*(?:-+|please|choose|select|pick|any|none|no\b|all\b|option|bitte|wählen|auswahl|choisi"
    r"|sélectionn|veuillez|elegir|elige|elija|selecciona|seleccione|escolh|selecion|scegli"
    r"|seleziona|kies|maak|wybierz|zvolte|vyberte|vyber|välj|velg|vælg|valitse|válassz|alege"
    r"|выбер|оберіть|изберете|seçiniz|vali|izvēlieties|pasirinkite|izberi|odaberi|選択|请选择"
    r"|請選擇|선택"
    r"|--)",
    re.I,
)
_OUT = re.compile(
    r"sold[ -]?out|out of stock|unavailable|ausverkauft|nicht verfügbar|épuisé|rupture|agotado"
    r"|esgotado|esaurito|uitverkocht|wyprzedan|niedostępn|vyprod|nedostupn|нет в наличии|売り切れ"
    r"|在庫なし|품절|slutsåld|udsolgt",
    re.I,
)
# A price difference, a stock note or the like after the value's name.
_NOTE = re.compile(
    r"\s*(?:[(\[][^()\[\]]*(?:[$€£¥₽]|\d[.,]\d\d|\bkr|zł|Kč|sold|out of|stock|left|ausverkauft"
    r"|agotado|épuisé|unavailable|нет)[^()\[\]]*[)\]]"
    r"|\s[-–—+]\s*(?:[$€£¥₽]\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£¥₽]|kr\b|zł|Kč|USD|EUR|GBP)"
    r"|sold ?out.*|out of stock.*|unavailable.*|ausverkauft.*|agotado.*|épuisé.*)"
    r"|\s+[+-]?(?:[$€£¥]\s?\d[\d.,]*|\d[\d.,]*\s?[€₽])|\s+(?:out of stock|sold out"
    r"|unavailable))\s*$",
    re.I,
)
_DELTA = re.compile(
    r"[+-]\s?(?:[$€£¥₽]\s?)?(\d[\d.,]*)|[$€£¥₽]\s?(\d[\d.,]*)|(\d[\d.,]*)\s?(?:[€₽$£]|zł|Kč|kr\b)"
)
_DIGIT = re.compile(r"\d")
_MOST_AXES = 12
_MOST_VALUES = 100
_LONGEST_VALUE = 60


@dataclass(frozen=True, slots=True)
class Value:
    """One value of an axis; `note` is what follows its name where that speaks of a price."""

    name: str
    note: str = ""
    availability: Availability | None = None


@dataclass(frozen=True, slots=True)
class Axis:
    """One thing to choose, such as size, and the values shown."""

    name: str
    values: tuple[Value, ...]


@SIGNALS.add
def markup_variants(document: Document) -> Iterator[Claim]:
    """Variants where one axis alone is to be chosen; of several, that the list is not complete.

    The page shows which values there are, but of two axes not which of their combinations can be
    bought; those are never made up.
    """
    axes = axes_of(document)
    variants = _variants(document, axes[0]) if len(axes) == 1 else ()
    if len(variants) > 1:
        yield Claim("variants", variants, "markup_variants")
        yield Claim("variants_complete", True, "markup_variants")
    elif any(len(axis.values) > 1 for axis in axes):
        yield Claim("variants_complete", False, "markup_variants")


def _variants(document: Document, axis: Axis) -> tuple[Variant, ...]:
    """A variant a value; none where values differ in price by what cannot be told."""
    notes = [value.note for value in axis.values]
    base = price_to_pay(document) if any(notes) else None
    prices = prices_stated(
        notes,
        base.amount if base else None,
        lang=document.lang,
        currency=base.currency if base else None,
    )
    if prices is None:
        return ()
    return tuple(
        Variant(
            options=((axis.name, value.name),),
            price=price,
            currency=base.currency if base and price else None,
            availability=value.availability,
        )
        for value, price in zip(axis.values, prices, strict=True)
    )


def axes_of(document: Document) -> tuple[Axis, ...]:
    """All axes of the product, in page order, each once."""
    return document.once(_read)


def _read(document: Document) -> tuple[Axis, ...]:
    scene = scene_of(document)
    found: dict[tuple[str, ...], Axis] = {}
    for axis in islice(chain(_selects(scene), _radios(scene)), _MOST_AXES):
        found.setdefault(tuple(value.name.casefold() for value in axis.values), axis)
    return tuple(found.values())


def _may_choose(scene: Scene, element: Element) -> bool:
    """Whether a control belongs to the product's own form."""
    if not scene.is_own(element) or scene.heading is None:
        return False
    if scene.buy is None and not scene.within(element):
        return False
    named = f"{element.get('name')} {element.get('id')} {element.get('class')}"
    return not _NO_AXIS.search(named)


def _selects(scene: Scene) -> Iterator[Axis]:
    outline = scene.outline
    for element in outline.elements:
        if (
            element.tag != "select"
            or not _may_choose(scene, element)
            or not _in_reach(scene, element)
        ):
            continue
        options = [e for e in outline.inside(element) if e.tag == "option"]
        values = tuple(
            filter(
                None,
                (
                    _value(outline.text(o), o, "value" in o.attrs and not o.get("value"))
                    for o in options
                ),
            )
        )
        name = _label(scene, element)
        if 0 < len(values) <= _MOST_VALUES and not _counts(values) and not _NO_AXIS.search(name):
            yield Axis(name, values)


def _counts(values: tuple[Value, ...]) -> bool:
    """Whether the values only count 1, 2, 3: a quantity."""
    names = [value.name for value in values]
    return len(names) > 2 and names[:3] in (["1", "2", "3"], ["0", "1", "2"])


def _in_reach(scene: Scene, element: Element) -> bool:
    """Whether a control stands by the buy control or in the heading's part of the page."""
    if scene.within(element):
        return True
    buy = scene.buy
    return buy is not None and buy.tag == "form" and buy.start <= element.start < buy.end


def _value(text: str, element: Element, is_empty: bool) -> Value | None:
    text = " ".join(text.split())
    name = _without_notes(text)
    if not name or len(name) > _LONGEST_VALUE or _PROMPT.match(name) or is_empty:
        return None
    out = (
        bool(_OUT.search(text))
        or bool(element.hints & Hint.SOLD_OUT)
        or "disabled" in element.attrs
    )
    note = text[text.find(name) + len(name) :].strip()
    priced = _DELTA.search(note) or (note.startswith(("+", "(+", "[+")) and _DIGIT.search(note))
    return Value(name, note if priced else "", "OutOfStock" if out else None)


def _without_notes(text: str) -> str:
    """A value's name without the price, the stock and the like that follow it."""
    while (shorter := _NOTE.sub("", text)) != text:
        text = shorter
    return text.strip(" -–—:")


def _radios(scene: Scene) -> Iterator[Axis]:
    outline = scene.outline
    groups: dict[str, list[Element]] = {}
    for element in outline.elements:
        is_radio = element.tag == "input" and element.get("type").lower() == "radio"
        if is_radio and element.get("name") and _may_choose(scene, element):
            groups.setdefault(element.get("name"), []).append(element)
    labels = {e.get("for"): e for e in outline.elements if e.tag == "label" and e.get("for")}
    for members in filter(lambda group: _in_reach(scene, group[0]), groups.values()):
        values = tuple(
            filter(None, (_value(_radio_text(outline, m, labels), m, False) for m in members))
        )
        name = _label(scene, members[0])
        if len(values) > 1 and len(values) == len(members) and not _NO_AXIS.search(name):
            yield Axis(name, values)


def _radio_text(outline: Outline, radio: Element, labels: dict[str, Element]) -> str:
    for name in ("title", "aria-label", "data-label"):
        if radio.get(name):
            return radio.get(name)
    label = labels.get(radio.get("id")) if radio.get("id") else None
    if label is None:
        label = next((e for e in outline.ancestors(radio, most=3) if e.tag == "label"), None)
    if label is not None:
        text = outline.shown(label)
        if text:
            return text
        image = next(
            (
                e.get("alt") or e.get("title")
                for e in outline.inside(label)
                if e.get("alt") or e.get("title")
            ),
            "",
        )
        return image or label.get("title") or radio.get("value")
    parent = outline.parent(radio)
    alone = parent is not None and sum(e.tag == "input" for e in outline.inside(parent)) == 1
    return (outline.text(parent) if alone and parent else "") or radio.get("value")


_FOR_NAME = re.compile(
    r"(?:attribute|option|super_attribute|options|attributes?_pa|pa|select"
    r"|group)?[\[\]_-]*([A-Za-z][A-Za-z ]+)[\[\]_-]*(?:id|\d+)?$"
)


def _label(scene: Scene, element: Element) -> str:
    """What the axis is called: by a label, a legend, the first option, or the text before it."""
    outline = scene.outline
    own = element.get("id")
    if element.tag == "select" and own:
        for label in outline.elements:
            if label.tag == "label" and label.get("for") == own and outline.text(label):
                return _name(outline.text(label))
    for name in ("data-attribute_name", "aria-label", "data-option-name", "data-attribute-name"):
        if element.get(name):
            return _name(element.get(name).removeprefix("attribute_").removeprefix("pa_"))
    for around in outline.ancestors(element, most=6):
        if around.tag == "fieldset":
            legend = next((e for e in outline.children(around) if e.tag == "legend"), None)
            if legend:
                return _name(outline.shown(legend))
        if text := _before(outline, around, element):
            return text
    spelled = _FOR_NAME.search(element.get("name"))
    return _name(spelled[1]) if spelled else "Option"


def _before(outline: Outline, around: Element, element: Element) -> str | None:
    """The last short line that stands before a control in the same block."""
    # no further back than a few lines: of a large block the start says nothing of this control
    text = "".join(outline.texts[max(around.first, element.first - 40) : element.first]).strip()
    lines = [line.strip() for line in text.split("\n") if any(map(str.isalpha, line))]
    if lines and len(lines[-1]) <= 40 and not _DELTA.search(lines[-1]):
        return _name(lines[-1])
    return None


def _name(text: str) -> str:
    text = " ".join(text.split())
    text = re.sub(
        r"^(?:please )?(?:choose|select|pick)(?: (?:a|an|your|the))?\s+", "", text, flags=re.I
    )
    name = re.split(r"\s*[:*(：]", text.strip(" :*"), maxsplit=1)[0].strip(" :*-")
    return name[:40] or "Option"
