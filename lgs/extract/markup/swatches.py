"""Axes of swatches: buttons and list items that a script makes choosable."""

import re
from collections.abc import Iterator

from lgs.extract.markup.axes import NO_AXIS, Axis, before, in_reach, label_of, may_choose, value_of
from lgs.extract.markup.outline import Element
from lgs.extract.markup.scene import Scene
from lgs.urls import path_of

_CALLED = re.compile(
    r"swatch|\batributo[-_]item|(?:\b|_)(?:size|colou?r|variant|variation|option|attribute)s?[-_]{0,2}"
    r"(?:option|item|value|btn|button|select\w*|picker|list|box|tile|chip|pill|radio|group)",
    re.I,
)
# Attributes in which a script finds the value that an element stands for.
_VALUES = (
    "data-value", "data-option-value", "data-attribute-value", "data-variant-value", "data-size",
    "data-color", "data-colour", "data-value-name", "data-value_name", "data-title",
    "data-variacao-nome",
)  # fmt: skip
_NAMES = frozenset(_VALUES)
_TAGS = frozenset({"button", "li", "div", "span", "a", "label"})
_ROLES = frozenset({"radio", "option"})
_MOST_VALUES = 100


def swatches(scene: Scene) -> Iterator[Axis]:
    """The axes of the product's swatches, in page order; links to other pages are none."""
    groups: dict[tuple[int, str], list[Element]] = {}
    for element in scene.outline.elements:
        if element.tag in _TAGS and _is_swatch(scene, element):
            groups.setdefault((_holder(scene, element), element.tag), []).append(element)
    for (holder, _), members in groups.items():
        texts = [_text(scene, member) for member in members]
        values = tuple(
            value
            for text, member in zip(texts, members, strict=True)
            if (value := value_of(text, member, False))
        )
        names = {value.name.casefold() for value in values}
        label = _label(scene, holder, members[0])
        is_whole = len(names) == len(values) == len(members)
        if 1 < len(values) <= _MOST_VALUES and is_whole and not NO_AXIS.search(label):
            yield Axis(label, values)


def _is_swatch(scene: Scene, element: Element) -> bool:
    if element.end - element.start > 8:
        return False
    href = element.get("href")
    leads = bool(href) and not href.startswith(("#", "javascript:"))
    if leads and ("?" not in href or not _is_here(scene, href)):
        return False
    told = not _NAMES.isdisjoint(element.attrs) and any(element.attrs.get(n) for n in _VALUES)
    is_choice = element.tag == "button" or leads
    chosen = element.get("role") in _ROLES or (is_choice and _called(scene, element))
    if not told and not chosen:
        return False
    return _called(scene, element) and may_choose(scene, element) and in_reach(scene, element)


def _is_here(scene: Scene, href: str) -> bool:
    """Whether a link leads to this page with another choice: "?size=42"."""
    path, _, asked = href.partition("?")
    return bool(asked) and (not path or path_of(path) == path_of(scene.document.url))


def _called(scene: Scene, element: Element) -> bool:
    around = scene.outline.ancestors(element, most=2)
    return any(_CALLED.search(e.mark) for e in (element, *around) if e.end - e.start < 200)


def _holder(scene: Scene, element: Element) -> int:
    """The element that holds all swatches of an axis: a list, or what holds single wrappers."""
    parent = scene.outline.parent(element)
    while parent is not None and parent.end - parent.start <= element.end - element.start + 2:
        element, parent = parent, scene.outline.parent(parent)
    return parent.start if parent else -1


def _label(scene: Scene, holder: int, first: Element) -> str:
    """What the axis is called: the text before its first swatch, else what its holder is called."""
    if holder < 0:
        return "Option"
    around = scene.outline.elements[holder]
    return before(scene.outline, around, first) or label_of(scene, around)


def _text(scene: Scene, element: Element) -> str:
    text = " ".join(scene.outline.shown(element).split())
    told = next((element.get(name) for name in _VALUES if element.attrs.get(name)), "")
    said = element.get("aria-label") or element.get("title")
    # a machine's number is no value that a buyer reads
    return text or said or ("" if told.isdigit() and len(told) > 4 else told)
