"""A block's text by paragraphs, without what is no description of a product."""

import re
from functools import lru_cache

from lgs.extract.markup.blocks import NAME, TITLES
from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.pairs import LINE, is_number_label
from lgs.extract.markup.scene import Scene
from lgs.extract.markup.zones import Hint, Zone
from lgs.extract.text import folded
from lgs.extract.words import either, headings, talk

# A heading inside a block after which it speaks of something else.
_STOP = re.compile(rf"^\W*(?:{either(headings.ELSE)})", re.I)
# A paragraph that sells the shop, or runs it, and says nothing of the product.
SHOP_TALK = re.compile(either(talk.SHOP), re.I)
_MORE = re.compile(rf"^\W*(?:{either(talk.MORE)})\W*$", re.I)
PAIR = re.compile(r"^[^:.!?]{2,60}:\s*\S.{0,90}(?<![.!?])$")
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
_LONG_LINE = 150  # characters; a sentence
_PARAGRAPH = "\f"
_SPACE = re.compile(r"\s+")
_BORDERS = re.compile(r"[ ]*[\n\f][ \n\f]*")
_LONGEST_SHOP_TALK = 320  # a longer paragraph says more than that
_LONGEST_DISCLAIMER = 1000


def rendered(scene: Scene, block: tuple[int, int], title: str, *, also: int = 0) -> str:
    """The text of a range of elements, by paragraphs, without what is no description.

    `also` are zones that are left out, too, where the range itself is not in them.
    """
    outline, (start, end) = scene.outline, block
    if start >= end:
        return ""
    pieces: list[str] = []
    first, last = outline.elements[start].first, max(e.last for e in outline.elements[start:end])
    position = first
    element = start
    while element < end:
        inner = outline.elements[element]
        if pieces and inner.tag in TITLES and _speaks_of_else(outline, inner):
            last = inner.first
            break
        if _is_foreign(scene, inner, start, Zone.NOSCRIPT | also):
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


def _is_foreign(scene: Scene, element: Element, start: int, also: int) -> bool:
    """Whether an element inside a description is a control, a table of pairs or another part."""
    if element.tag == "table":
        return _is_pairs(scene.outline, element)
    if element.tag in _SKIPPED_TAGS:
        return element.start != start
    outer = scene.outline.elements[start].zone
    return bool(element.zone & ~outer & (scene.avoid | also)) or (
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
            if _describes(line) and line.strip().casefold() != title.strip().casefold()
        ]
        if lines:
            kept.append("\n".join(lines))
    text = "\n\n".join(kept).strip()
    return "" if _is_list_of_pairs(text) else text


@lru_cache(4096)  # blocks stand in each other, and pages of a site share what is none
def _describes(line: str) -> bool:
    """Whether a line is no label, no number, no link to the rest, and no talk of the shop."""
    return not (NAME.match(line) or _MORE.match(line) or _is_number(line) or _sells(line))


def _sells(line: str) -> bool:
    """Whether a paragraph sells or excuses the shop: a short one that says so, a long one twice."""
    if len(line) < _LONGEST_SHOP_TALK:
        return SHOP_TALK.search(line) is not None
    return len(line) < _LONGEST_DISCLAIMER and len({m[0] for m in SHOP_TALK.finditer(line)}) > 1


def _is_number(line: str) -> bool:
    """Whether a line only states one of the product's numbers: "SKU: 12-3"."""
    said = LINE.match(line)
    if said is None:
        return line.rstrip().endswith(":") and is_number_label(line.strip(" :"))
    return is_number_label(said[1]) and " " not in said[2].strip()


def _is_list_of_pairs(text: str) -> bool:
    """Whether most lines only name an attribute and its value: a table without a table's tags."""
    lines = [line for line in text.split("\n") if line]
    pairs = sum(1 for line in lines if PAIR.match(line))
    prose = any(len(line) > _LONG_LINE for line in lines)
    return len(lines) >= 8 and not prose and 4 * pairs >= 3 * len(lines)
