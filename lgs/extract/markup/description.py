"""The product's description: the longest honest text that the page itself gives as one."""

import re
from collections.abc import Iterator
from itertools import islice

from lgs.extract.document import Document
from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.scene import Scene, scene_of
from lgs.extract.markup.zones import Hint, Zone
from lgs.extract.signals import SIGNALS
from lgs.extract.text import MOST_BLOCK, folded
from lgs.extract.words import either, headings, talk
from lgs.model import Claim

_NAME = re.compile(rf"^\W*(?:{either(headings.DESCRIPTION)})\W*$", re.I)
# A heading inside a block after which it speaks of something else.
_STOP = re.compile(rf"^\W*(?:{either(headings.ELSE)})", re.I)
# A paragraph that sells the shop, or runs it, and says nothing of the product.
_SHOP_TALK = re.compile(either(talk.SHOP), re.I)
_SKIPPED_TAGS = frozenset(
    {
        "form",
        "button",
        "select",
        "nav",
        "label",
        "textarea",
        "figcaption",
        "noscript",
        "input",
        "video",
    }
)
_TITLES = frozenset({"h1", "h2", "h3", "h4", "h5", "h6", "summary", "dt", "legend"})
_NO_BLOCK = frozenset({"a", "ul", "button", "input", "label", "h2", "h3", "h4", "span", "img"})
_SHORT = re.compile(
    r"short|brief|excerpt|summary|intro|teaser|lead|mini|kurz|courte|breve|krotk", re.I
)
_CALLED = re.compile(r"desc|beschreib|omschrij|opis|popis|beskriv|kuvaus|leiras", re.I)
_MOST_BLOCKS = 60  # a page with more such names is not about one product
_LONG = 60  # characters; a block with less gives way to one less surely called so
_LONG_LINE = 150  # characters; a sentence
_PAIR = re.compile(r"^[^:.!?]{2,60}:\s*\S.{0,90}(?<![.!?])$")
_PARAGRAPH = "\f"
_SPACE = re.compile(r"\s+")
_BORDERS = re.compile(r"[ ]*[\n\f][ \n\f]*")
_SHORTEST = 15  # characters; less is a label
_LONGEST_SHOP_TALK = 320  # a longer paragraph says more than that


@SIGNALS.add
def markup_description(document: Document) -> Iterator[Claim]:
    """The longest text among the blocks that are called or headed as a description."""
    scene = scene_of(document)
    title = scene.outline.text(scene.heading) if scene.heading else ""
    best = _best(scene, title)
    if len(best) < _SHORTEST:
        best = _paragraphs(scene, title)
    if len(best) >= _SHORTEST:
        yield Claim("description", best[:MOST_BLOCK], "markup_description")


def _best(scene: Scene, title: str) -> str:
    """The longest text of the surest kind of block that has one of some length."""
    texts: dict[int, str] = {}
    for kind, block in islice(_blocks(scene), _MOST_BLOCKS):
        text = rendered(scene, block, title)
        if _prose(text) > _prose(texts.get(kind, "")):
            texts[kind] = text
    long = [text for _, text in sorted(texts.items()) if len(text) >= _LONG]
    return long[0] if long else max(texts.values(), key=len, default="")


def _prose(text: str) -> float:
    """How much a text tells in sentences; lists of attributes hardly count."""
    lines = (line for line in text.split("\n") if len(line) >= _LONG and not _PAIR.match(line))
    return sum(map(len, lines)) + len(text) / 10


def _blocks(scene: Scene) -> Iterator[tuple[int, tuple[int, int]]]:
    """Ranges of elements that may hold a description, each with its kind, the surest lowest.

    0: called or headed so; 1: called a short one; 2: called something near, "details".
    """
    outline = scene.outline
    covered: dict[int, int] = {}
    targets: set[str] = set()
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
            yield 0, _after(scene, element)
        elif _is_named(element) and not _holds_product(scene, element):
            kind = _kind(element)
            if element.start >= covered.get(kind, 0):
                covered[kind] = element.end
                yield kind, (element.start, element.end)
    for element in outline.elements if targets else ():
        if element.attrs.get("id") in targets and not _holds_product(scene, element):
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
    return 2 < len(text) < 50 and _NAME.match(text) is not None


def _after(scene: Scene, label: Element) -> tuple[int, int]:
    """From a label to the end of what it heads: its section's rest, or up to the next label."""
    outline = scene.outline
    holder, element = outline.parent(label), label
    while holder is not None and holder.last - holder.first < element.last - element.first + 6:
        element, holder = holder, outline.parent(holder)
    if holder is None or label.tag in {"a", "button"}:
        return label.end, label.end
    if holder.tag in {"body", "main"} and label.tag not in _TITLES:
        return label.end, label.end
    if _holds_product(scene, holder) and label.tag not in _TITLES:
        return label.end, label.end
    for other in outline.elements[element.end : holder.end]:
        is_next = label.tag in _TITLES and other.tag in _TITLES and other.tag <= label.tag
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


def rendered(scene: Scene, block: tuple[int, int], title: str) -> str:
    """The text of a range of elements, by paragraphs, without what is no description."""
    outline, (start, end) = scene.outline, block
    if start >= end:
        return ""
    pieces: list[str] = []
    first, last = outline.elements[start].first, max(e.last for e in outline.elements[start:end])
    position = first
    element = start
    while element < end:
        inner = outline.elements[element]
        if pieces and inner.tag in _TITLES and _speaks_of_else(outline, inner):
            last = inner.first
            break
        if _is_foreign(scene, inner, start):
            pieces += outline.texts[position : inner.first]
            position = max(position, inner.last)
            element = inner.end
            continue
        if (
            inner.tag in {"p", "div", "ul", "ol", "section", "h2", "h3", "h4"}
            and inner.first > position
        ):
            pieces += outline.texts[position : inner.first]
            pieces.append(_PARAGRAPH if inner.tag != "div" else "\n")
            position = inner.first
        elif inner.tag == "li" and inner.first > position:
            pieces += outline.texts[position : inner.first]
            position = inner.first
        element += 1
    pieces += outline.texts[position:last]
    return _honest(_joined(pieces), title)


def _speaks_of_else(outline: Outline, heading: Element) -> bool:
    """Whether a heading inside a description begins another subject: delivery, reviews."""
    return heading.last - heading.first < 8 and bool(_STOP.match(outline.text(heading)))


def _joined(pieces: list[str]) -> str:
    """Pieces of text as one: the borders of blocks end lines, the source's line ends do not."""
    text = "".join(p if p in {"\n", _PARAGRAPH} else _SPACE.sub(" ", p) for p in pieces)
    text = _BORDERS.sub(lambda run: "\n\n" if _PARAGRAPH in run[0] else "\n", text)
    return folded(text)


def _is_foreign(scene: Scene, element: Element, start: int) -> bool:
    """Whether an element inside a description is a control, a table of pairs or another part."""
    if element.tag == "table":
        return _is_pairs(scene.outline, element)
    if element.tag in _SKIPPED_TAGS:
        return element.start != start
    outer = scene.outline.elements[start].zone
    return bool(element.zone & ~outer & (scene.avoid | Zone.NOSCRIPT)) or (
        element.hints & (Hint.PRICE | Hint.CRUMBS) != 0 and element.end - element.start < 10
    )


def _is_pairs(outline: Outline, table: Element) -> bool:
    """Whether a table gives attributes and their values, row by row."""
    row = next((e for e in outline.inside(table) if e.tag == "tr"), None)
    return row is not None and sum(e.tag in {"td", "th"} for e in outline.children(row)) == 2


def _honest(text: str, title: str) -> str:
    """A text without its own label, the bare title, and paragraphs that only sell the shop."""
    kept = []
    for paragraph in text.split("\n\n"):
        lines = [
            line
            for line in paragraph.split("\n")
            if not _NAME.match(line)
            and line.strip().casefold() != title.strip().casefold()
            and not (len(line) < _LONGEST_SHOP_TALK and _SHOP_TALK.search(line))
        ]
        if lines:
            kept.append("\n".join(lines))
    text = "\n\n".join(kept).strip()
    return "" if _is_list_of_pairs(text) else text


def _is_list_of_pairs(text: str) -> bool:
    """Whether most lines only name an attribute and its value: a table without a table's tags."""
    lines = [line for line in text.split("\n") if line]
    pairs = sum(1 for line in lines if _PAIR.match(line))
    prose = any(len(line) > _LONG_LINE for line in lines)
    return len(lines) >= 8 and not prose and 4 * pairs >= 3 * len(lines)


def _paragraphs(scene: Scene, title: str) -> str:
    """Without any block by name: the element in the region that holds most text in paragraphs."""
    outline, best, most = scene.outline, None, 80
    start = scene.heading.start if scene.heading else 0
    lengths: dict[int, int] = {}
    for element in outline.tagged("p"):
        if element.start >= start and scene.is_own(element, also=Zone.HIDDEN):
            text = outline.text(element)
            if (
                len(text) > 40
                and not _SHOP_TALK.search(text)
                and not _linked(outline, element, text)
            ):
                lengths[element.parent] = lengths.get(element.parent, 0) + len(text)
    for parent, length in lengths.items():
        if length > most:
            best, most = outline.elements[parent], length
    if best is None or not scene.heading:
        return ""
    first = next(
        (e for e in outline.inside(best) if e.tag == "p" and e.start > scene.heading.start), best
    )
    return rendered(scene, (first.start, best.end), title)


def _linked(outline: Outline, element: Element, text: str) -> bool:
    linked = sum(len(outline.text(e)) for e in outline.inside(element) if e.tag == "a")
    return 2 * linked > len(text)
