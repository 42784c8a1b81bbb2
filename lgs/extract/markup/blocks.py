"""Where a description may stand: blocks that are called so, headed so, or opened by such a tab."""

import re
from collections.abc import Iterator

from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.scene import Scene
from lgs.extract.markup.zones import Hint
from lgs.extract.words import either, headings

NAME = re.compile(rf"^\W*(?:{either(headings.DESCRIPTION)})\W*$", re.I)
TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt", "legend"})
_NO_BLOCK = frozenset({"a", "ul", "button", "input", "label", "h2", "h3", "h4", "span", "img"})
_SHORT = re.compile(
    r"short|brief|excerpt|summary|intro|teaser|lead|mini|kurz|courte|breve|krotk", re.I
)
_CALLED = re.compile(r"desc|beschreib|omschrij|opis|popis|beskriv|kuvaus|leiras", re.I)


def blocks(scene: Scene) -> Iterator[tuple[int, tuple[int, int]]]:
    """Ranges of elements that may hold a description, each with its kind, the surest lowest.

    0: called or headed so; 1: called a short one; 2: called something near, "details".
    """
    outline = scene.outline
    covered: dict[int, int] = {}
    targets: set[str] = set()
    tabs: set[str] = set()  # Semantic UI: the tab and its panel have the same data-tab
    for element in outline.elements:
        if element.tag in {"body", "main", "html"} or not scene.is_own(element):
            continue
        if _is_label(outline, element):
            href = (
                element.get("href") or element.get("data-target") or element.get("data-bs-target")
            )
            if href.startswith("#") and len(href) > 1:
                targets.add(href[1:])
            elif element.get("aria-controls"):
                targets.add(element.get("aria-controls"))
            elif element.get("data-tab"):
                tabs.add(element.get("data-tab"))
            yield 0, _after(scene, element)
        elif _is_named(element) and not _holds_product(scene, element):
            kind = _kind(element)
            if element.start >= covered.get(kind, 0):
                covered[kind] = element.end
                yield kind, (element.start, element.end)
    for element in outline.elements if targets or tabs else ():
        is_panel = element.attrs.get("id") in targets or (
            element.attrs.get("data-tab") in tabs and element.tag not in _NO_BLOCK
        )
        if is_panel and not _holds_product(scene, element):
            yield 0, (element.start, element.end)


def _kind(element: Element) -> int:
    if element.attrs.get("itemprop") == "description":
        return 0
    if _SHORT.search(element.mark):
        return 1
    return 0 if _CALLED.search(element.mark) else 2


def _is_named(element: Element) -> bool:
    if element.attrs.get("itemprop") == "description":
        return element.tag != "meta"
    return bool(element.hints & Hint.DESCRIPTION) and element.tag not in _NO_BLOCK


def _holds_product(scene: Scene, element: Element) -> bool:
    """Whether an element is the frame of the whole product, not a text about it."""
    return any(
        e is not None and element.start <= e.start < element.end and e.tag != "form"
        for e in (scene.heading, scene.buy)
    )


def _is_label(outline: Outline, element: Element) -> bool:
    if element.last - element.first > 12 or element.tag in {"option", "p", "body"}:
        return False
    if element.first == element.last:
        return False
    text = outline.text(element)
    return 2 < len(text) < 50 and NAME.match(text) is not None


def _after(scene: Scene, label: Element) -> tuple[int, int]:
    """From a label to the end of what it heads: its section's rest, or up to the next label."""
    outline = scene.outline
    holder, element = outline.parent(label), label
    while holder is not None and holder.last - holder.first < element.last - element.first + 6:
        element, holder = holder, outline.parent(holder)
    opens = [label, *outline.ancestors(label, most=2)]  # a tab's label heads nothing after it
    if holder is None or any(e.tag in {"a", "button"} for e in opens):
        return label.end, label.end
    if holder.tag in {"body", "main"} and label.tag not in TITLES:
        return label.end, label.end
    if _holds_product(scene, holder) and label.tag not in TITLES:
        return label.end, label.end
    for other in outline.elements[element.end : holder.end]:
        is_next = label.tag in TITLES and other.tag in TITLES and other.tag <= label.tag
        if is_next or (other.parent == holder.start and _kin(other, element)):
            return element.end, _top(outline, other, holder).start
    return element.end, holder.end


def _kin(a: Element, b: Element) -> bool:
    """Whether two elements have the same classes in front, as the labels of tabs have."""
    return a.mark != "" and a.tag == b.tag and a.mark.split()[:2] == b.mark.split()[:2]


def _top(outline: Outline, element: Element, holder: Element) -> Element:
    """The child of `holder` in which an element stands."""
    while element.parent != holder.start:
        element = outline.elements[element.parent]
    return element
