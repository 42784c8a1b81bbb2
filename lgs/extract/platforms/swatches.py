"""The option values of Salesforce storefronts, and the combinations that a page states by them.

SFRA marks each axis with `data-attr` and each value with `data-attr-value`; SiteGenesis links each
value to `Product-Variation` with parameters `dwvar_[PRODUCT_]AXIS`. A page shows the values of one
axis for the values that are selected on the others: those combinations are stated, no others.
"""

import re
from dataclasses import dataclass, field
from urllib.parse import parse_qsl

from selectolax.lexbor import LexborNode

from lgs.extract.document import Document
from lgs.extract.text import line
from lgs.model import Variant

MOST_VALUES = 300
_GONE = re.compile(
    r"\b(?:unselectable|disabled|unavailable|out-?of-?stock|sold-?out)\b|--(?:unavailable|disabled)",
    re.I,
)
_LINKED = ", ".join(
    f'{place}*="Product-Variation"]' for place in ("[data-href", "[href", "option[value")
)
_CHOSEN = re.compile(r"(?:\b|--)selected\b(?!-?able)", re.I)


@dataclass(frozen=True, slots=True)
class Choice:
    """One value of an axis."""

    text: str
    is_open: bool
    is_chosen: bool


@dataclass(slots=True)
class Axis:
    """An option's name and its values by their codes, in page order."""

    name: str
    choices: dict[str, Choice] = field(default_factory=dict)


def stated_variants(document: Document) -> tuple[tuple[Variant, ...], bool]:
    """The combinations that the page's swatches state, and whether these are all there are."""
    axes = [a for a in (_of_marks(document) or _of_links(document)) if a.choices]
    if not axes:
        return (), True
    varied = max(axes, key=lambda axis: sum(not c.is_chosen for c in axis.choices.values()))
    rest = [axis for axis in axes if axis is not varied]
    fixed = [(axis.name, _chosen(axis)) for axis in rest]
    if any(value is None for _, value in fixed) or len(varied.choices) < 2:
        return (), not any(len(axis.choices) > 1 for axis in axes)
    made = tuple(
        Variant(
            options=(*((n, v) for n, v in fixed if v), (varied.name, choice.text)),
            availability="InStock" if choice.is_open else "OutOfStock",
        )
        for choice in varied.choices.values()
    )
    return made, all(len(axis.choices) == 1 for axis in rest)


def _chosen(axis: Axis) -> str | None:
    """The value that is selected; the only one of an axis is."""
    values = list(axis.choices.values())
    chosen = values if len(values) == 1 else [c for c in values if c.is_chosen]
    return chosen[0].text if len(chosen) == 1 else None


def _of_marks(document: Document) -> list[Axis]:
    axes: dict[str, Axis] = {}
    for holder in document.tree.css("[data-attr]")[:50]:
        name = line(holder.attributes.get("data-attr"), most=60)
        if not name:
            continue
        axis = axes.setdefault(name, Axis(name.capitalize()))
        for node in holder.css("[data-attr-value]")[:MOST_VALUES]:
            code = node.attributes.get("data-attr-value") or ""
            text = _shown(node) or _told(node, name) or line(code, most=100)
            _add(axis, code, node, text)
    return list(axes.values())


def _shown(node: LexborNode) -> str | None:
    """What a mark shows, without what is only read aloud ("selected")."""
    text = line(node.text(deep=True), most=100)
    aloud = node.css_first('.sr-only, .visually-hidden, [class*="assistive"]') if text else None
    return None if aloud is not None and line(aloud.text(deep=True), most=100) == text else text


def _told(node: LexborNode, axis: str) -> str | None:
    """What those are told who cannot see a swatch: "Select Color Black" is black."""
    for around in (node, node.parent):
        attrs = around.attributes if around is not None else {}
        for name in ("data-display-value", "data-displayvalue", "title", "aria-label"):
            said = line(attrs.get(name), most=100)
            if said:
                return re.sub(rf"^(?:select\s+)?(?:{re.escape(axis)}:?\s+)?", "", said, flags=re.I)
    return None


def _of_links(document: Document) -> list[Axis]:
    axes: dict[str, Axis] = {}
    found = document.tree.css(_LINKED)
    for node in list({n.mem_id: n for n in found}.values())[:MOST_VALUES]:
        attrs = node.attributes
        url = next(
            (u for k in ("data-href", "href", "value") if "dwvar_" in (u := attrs.get(k) or "")), ""
        )
        pairs = [
            (k.rpartition("_")[2], v)
            for k, v in parse_qsl(url.partition("#")[0].partition("?")[2], keep_blank_values=True)
            if k.startswith("dwvar_")
        ]
        text = line(node.text(deep=True), most=100)
        if not pairs or not text:
            continue
        name = pairs[0][0]  # the axis that the link changes stands first
        axis = axes.setdefault(name, Axis(name.capitalize()))
        _add(axis, text, node, text)
    return list(axes.values())


def _add(axis: Axis, code: str, node: LexborNode, text: str | None) -> None:
    if not text or code in axis.choices:
        return
    around = node.parent if node.tag == "a" else None
    marks = " ".join((n.attributes.get("class") or "") for n in (node, around) if n)
    chosen = bool(_CHOSEN.search(marks)) or "selected" in node.attributes
    gone = bool(_GONE.search(marks)) or "disabled" in node.attributes
    axis.choices[code] = Choice(text, not gone, chosen)
