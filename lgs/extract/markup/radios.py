"""Axes of radio buttons, in lists or in the rows of a table."""

from collections.abc import Iterator

from lgs.extract.markup.axes import NO_AXIS, Axis, in_reach, label_of, may_choose, value_of
from lgs.extract.markup.cards import PRICE_TEXT
from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.scene import Scene
from lgs.extract.markup.zones import Hint


def radios(scene: Scene) -> Iterator[Axis]:
    """The axes of the product's radio buttons, in page order."""
    outline = scene.outline
    groups: dict[str, list[Element]] = {}
    for element in outline.tagged("input"):
        is_radio = element.get("type").lower() == "radio"
        if is_radio and element.get("name") and may_choose(scene, element):
            groups.setdefault(element.get("name"), []).append(element)
    labels = {e.get("for"): e for e in outline.tagged("label") if e.get("for")}
    for members in filter(lambda group: in_reach(scene, group[0]), groups.values()):
        values = tuple(
            filter(
                None,
                (
                    value_of(_radio_text(outline, m, labels), _marked(m, labels), False)
                    for m in members
                ),
            )
        )
        row = _row(outline, members[0])
        name = _column(outline, row) if row else label_of(scene, members[0])
        if len(values) > 1 and len(values) == len(members) and not NO_AXIS.search(name):
            yield Axis(name, values)


def _marked(radio: Element, labels: dict[str, Element]) -> Element:
    """The radio button, or its label where that says by its name that the value is not to be had.

    Both have their own states; a locked button is none to have whatever its label is called.
    """
    label = labels.get(radio.get("id"))  # none is for an empty name
    return label if label is not None and label.hints & Hint.SOLD_OUT else radio


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
        if image or label.get("title"):
            return image or label.get("title")
    if row := _row(outline, radio):
        return _row_text(outline, row) or radio.get("value")
    parent = outline.parent(radio)
    if label is not None:
        return radio.get("value")
    alone = parent is not None and sum(e.tag == "input" for e in outline.inside(parent)) == 1
    return (outline.text(parent) if alone and parent else "") or radio.get("value")


def _row(outline: Outline, radio: Element) -> Element | None:
    """The row of a table whose one radio button this is; rows that lead elsewhere are products."""
    row = next((e for e in outline.ancestors(radio, most=4) if e.tag == "tr"), None)
    if row is None:
        return None
    inner = outline.inside(row)
    is_choice = sum(e.tag == "input" and e.get("type") == "radio" for e in inner) == 1
    leads = any(e.tag == "a" and not e.get("href").startswith("#") for e in inner)
    return row if is_choice and not leads else None


def _row_text(outline: Outline, row: Element) -> str:
    """What a row offers, with its price in brackets where it has one."""
    texts = [" ".join(outline.text(e).split()) for e in outline.children(row)]
    name = next((t for t in texts if t and not PRICE_TEXT.search(t)), "")
    price = next((t for t in texts if PRICE_TEXT.search(t)), "")
    return f"{name} ({price})" if name and price else name


def _column(outline: Outline, row: Element) -> str:
    """What the head of the table calls the things in its rows."""
    table = next((e for e in outline.ancestors(row, most=3) if e.tag == "table"), None)
    heads = (e for e in outline.inside(table) if e.tag == "th") if table else ()
    return next((text for e in heads if (text := outline.text(e).strip())), "Variant")[:40]
