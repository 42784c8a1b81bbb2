"""One thing to choose, its values, and what stands beside them: a price, a note on the stock."""

import re
from dataclasses import dataclass, replace

from lgs.extract.markup.cards import is_price
from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.scene import Scene
from lgs.extract.markup.zones import Hint
from lgs.extract.stockwords import OUT
from lgs.extract.words import choices, either, stock
from lgs.model import Availability

NO_AXIS = re.compile(choices.NO_AXIS, re.I)
_PROMPT = re.compile(rf"^\W*(?:{either(choices.PROMPT)})", re.I)
# A price difference, a stock note or the like after the value's name.
_NOTE = re.compile(
    r"\s*(?:[(\[][^()\[\]]*(?:[$€£¥₽]|\d[.,]\d\d|\bkr|zł|Kč|sold|out of|stock|left|ausverkauft"
    r"|agotado|épuisé|unavailable|нет)[^()\[\]]*[)\]]"
    r"|\s[-–—+]\s*(?:[$€£¥₽]\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£¥₽]|kr\b|zł|Kč|USD|EUR|GBP)"
    r"|sold ?out.*|out of stock.*|unavailable.*|ausverkauft.*|agotado.*|épuisé.*)"
    r"|\s*\+\s*(?:[$€£¥₽]\s?\d[\d.,]*|\d[\d.,]*\s?(?:[$€£¥₽]|kr\b|zł|Kč))"
    r"|\s+[+-]?(?:[$€£¥]\s?\d[\d.,]*|\d[\d.,]*\s?[€₽])|\s+(?:out of stock|sold out"
    r"|unavailable))\s*$",
    re.I,
)
DELTA = re.compile(
    r"[+-]\s?(?:[$€£¥₽]\s?)?(\d[\d.,]*)|[$€£¥₽]\s?(\d[\d.,]*)|(\d[\d.,]*)\s?(?:[€₽$£]|zł|Kč|kr\b)"
)
_SOLD_OUT = re.compile(rf"[\s(（【\[]+(?:{either(stock.OUT, stock.OUT_ANYWHERE)})\W*$", re.I)
# What a class says of a control that a browser does not lock.
DISABLED = re.compile(r"(?:^|[\s_-])(?:is-)?disabled(?:$|\s)")
_DIGIT = re.compile(r"\d")
_TRAIL = re.compile(r"\s[>›»→＞]\s")
_LONGEST_VALUE = 60
_COLONS = (":", "：")


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


_PAIRED = re.compile(r"^\s*([^\W\d][^:]{0,30}?)\s*:\s*(\S.*)$")


def spelled_out(axis: Axis) -> Axis:
    """An axis whose values all begin with its name, "Size : 40", by that name and without it."""
    pairs = [_PAIRED.match(value.name) for value in axis.values]
    names = {pair[1] for pair in pairs if pair}
    if len(names) != 1 or not all(pairs):
        return axis
    values = (replace(v, name=pair[2]) for v, pair in zip(axis.values, pairs, strict=True) if pair)
    return Axis(names.pop(), tuple(values))


def may_choose(scene: Scene, element: Element) -> bool:
    """Whether a control belongs to the product's own form."""
    if not scene.is_own(element) or scene.heading is None:
        return False
    if scene.buy is None and not scene.within(element):
        return False
    named = f"{element.get('name')} {element.get('id')} {element.get('class')}"
    return not NO_AXIS.search(named)


def in_reach(scene: Scene, element: Element) -> bool:
    """Whether a control stands by the buy control or in the heading's part of the page."""
    if scene.within(element):
        return True
    buy = scene.buy
    return buy is not None and buy.tag == "form" and buy.start <= element.start < buy.end


def value_of(text: str, element: Element, is_empty: bool) -> Value | None:
    """A value by what is written at it; None for what only asks to choose."""
    text = " ".join(text.split())
    name = _without_notes(text)
    if not name or len(name) > _LONGEST_VALUE or _PROMPT.match(name) or is_empty:
        return None
    out = (
        bool(OUT.search(text))
        or bool(element.hints & Hint.SOLD_OUT)
        or "disabled" in element.attrs
        or bool(DISABLED.search(element.mark))
    )
    note = text[text.find(name) + len(name) :].strip()
    priced = DELTA.search(note) or (note.startswith(("+", "(+", "[+")) and _DIGIT.search(note))
    return Value(name, note if priced else "", "OutOfStock" if out else None)


def _without_notes(text: str) -> str:
    """A value's name without the price, the stock and the like that follow it."""
    whole = text
    while (shorter := _SOLD_OUT.sub("", _NOTE.sub("", text))) != text:
        text = shorter
    # what parts a note from the name goes with it; "41 -" without one is what the shop calls it
    return text.strip() if text == whole else text.strip(" -–—:")


_FOR_NAME = re.compile(
    r"(?:attribute|option|super_attribute|options|attributes?_pa|pa|select"
    r"|group)?[\[\]_-]*([A-Za-z][A-Za-z ]+)[\[\]_-]*(?:id|\d+)?$"
)


def label_of(scene: Scene, element: Element) -> str:
    """What the axis is called: by a label, a legend, the first option, or the text before it."""
    outline = scene.outline
    own = element.get("id")
    if element.tag == "select" and own:
        for label in outline.tagged("label"):
            if label.get("for") == own and outline.text(label):
                return _name(outline.text(label))
    for name in ("data-attribute_name", "aria-label", "data-option-name", "data-attribute-name"):
        if element.get(name):
            return _name(element.get(name).removeprefix("attribute_").removeprefix("pa_"))
    for around in outline.ancestors(element, most=6):
        if around.tag == "fieldset":
            legend = next((e for e in outline.children(around) if e.tag == "legend"), None)
            if legend:
                return _name(outline.shown(legend))
        if text := before(outline, around, element):
            return text
    spelled = _FOR_NAME.search(element.get("name"))
    return _name(spelled[1]) if spelled and spelled[1] != "id" else "Option"


def before(outline: Outline, around: Element, element: Element) -> str | None:
    """The last short line that stands before a control in the same block."""
    # no further back than a few lines: of a large block the start says nothing of this control
    text = "".join(outline.texts[max(around.first, element.first - 40) : element.first]).strip()
    lines = [line.strip() for line in text.split("\n") if any(map(str.isalpha, line))]
    if len(lines) > 1 and lines[-2].endswith(_COLONS):
        lines.pop()  # "Colour:", and below it the colour that is chosen now
    if lines and _TRAIL.search(lines[-1]):
        return None  # the categories it stands in
    if lines and len(lines[-1]) <= 40 and not DELTA.search(lines[-1]) and not is_price(lines[-1]):
        return _name(lines[-1])
    return None


# "Choose a size", "Selecione a opção de tamanho": what is asked for is the name.
_ASKS = re.compile(
    r"^(?:please )?(?:choose|select|pick|selecion[ae]|escolh[ae]|seleccion[ae]|elij[ae]|elig[ae]"
    r"|choisir|choisissez|sélectionnez|(?:bitte )?wählen(?: sie)?|scegli|seleziona|kies|vælg|velg"
    r"|välj|wybierz|zvolte|vyberte|выберите|виберіть|оберіть)\s+"
    r"(?:(?:an?|your|the|[oa]s?|el|las?|los|una?|tu|su|une|votre|les?|die|den|das|eine?n?|ihre?n?"
    r"|il|lo|uno|je|een|het|din|opção|opción|option|d[eoa])\s+)*(?=\S)",
    re.I,
)


def _name(text: str) -> str:
    text = " ".join(text.split())
    text = _ASKS.sub("", text)
    name = re.split(r"\s*[:*(：]", text.strip(" :*"), maxsplit=1)[0].strip(" :*-")
    return name[:40] or "Option"
