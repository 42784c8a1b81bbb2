"""A page's tree laid flat: one walk, after which every question is about list positions.

Elements stand in page order, each knowing where its subtree ends, so that "is inside" is a
comparison of two numbers, the text of a subtree is a slice, and no depth of nesting can hurt.
"""

import re
from collections.abc import Iterator
from typing import cast

from selectolax.lexbor import LexborHTMLParser, LexborNode

from lgs.extract.document import Document
from lgs.extract.markup import zones

# Their contents are no part of the visible page.
UNSEEN = frozenset({"script", "style", "template", "svg", "head", "title", "object", "iframe"})
# Tags that do not break a line: a price is often cut into several of these.
INLINE = frozenset(
    [
        "a",
        "abbr",
        "b",
        "bdi",
        "bdo",
        "big",
        "cite",
        "code",
        "data",
        "del",
        "dfn",
        "em",
        "font",
        "i",
        "ins",
        "kbd",
        "label",
        "mark",
        "meta",
        "output",
        "q",
        "s",
        "samp",
        "small",
        "span",
        "strike",
        "strong",
        "sub",
        "sup",
        "time",
        "tt",
        "u",
        "var",
        "wbr",
    ]
)
_BLANK = frozenset({"\n", " "})
_DIGIT = re.compile(r"\d")
MOST_ELEMENTS = 60_000  # a page beyond this is a machine's list; what matters stands before


class Element:
    """One element: `start` to `end` is its subtree in the elements, `first` to `last` its text."""

    __slots__ = ("attrs", "end", "first", "hints", "last", "mark", "parent", "start", "tag", "zone")

    def __init__(
        self, tag: str, attrs: dict[str, str | None], start: int, parent: int, first: int
    ) -> None:
        self.tag = tag
        self.attrs = attrs
        self.start = start
        self.parent = parent
        self.first = first
        self.mark = ""
        self.hints = 0
        self.zone = 0

    # set when the walk leaves the element
    end: int
    last: int

    def get(self, name: str) -> str:
        """An attribute without outer white space; empty where it is missing."""
        return (self.attrs.get(name) or "").strip()


class Outline:
    """All visible elements of a page in order, and the pieces of its text."""

    def __init__(self, elements: list[Element], texts: list[str], owners: list[int]) -> None:
        self.elements = elements
        self.texts = texts
        self.owners = owners  # of each piece of text, the element that it stands in
        # where a digit stands: prices, codes and sizes are found from there
        self.numbers = [
            i for i, piece in enumerate(texts) if piece not in _BLANK and _DIGIT.search(piece)
        ]

    def text(self, element: Element) -> str:
        """The text of an element; blocks are parted by line feeds."""
        return "".join(self.texts[element.first : element.last]).strip()

    def shown(self, element: Element) -> str:
        """The text of an element without what is hidden inside it."""
        hidden = zones.Zone.HIDDEN & ~element.zone
        pieces = (
            piece
            for piece, owner in zip(
                self.texts[element.first : element.last],
                self.owners[element.first : element.last],
                strict=True,
            )
            if not self.elements[owner].zone & hidden
        )
        return "".join(pieces).strip()

    def own_text(self, element: Element) -> str:
        """The text that stands in the element itself, not in its children."""
        pieces, position = [], element.first
        for child in self.children(element):
            pieces += self.texts[position : child.first]
            position = child.last
        pieces += self.texts[position : element.last]
        return "".join(pieces).strip()

    def children(self, element: Element) -> Iterator[Element]:
        """The child elements, in order."""
        position = element.start + 1
        while position < element.end:
            child = self.elements[position]
            yield child
            position = child.end

    def inside(self, element: Element) -> list[Element]:
        """All elements below this one, in order."""
        return self.elements[element.start + 1 : element.end]

    def parent(self, element: Element) -> Element | None:
        """The element around this one."""
        return self.elements[element.parent] if element.parent >= 0 else None

    def ancestors(self, element: Element, *, most: int = 100) -> Iterator[Element]:
        """The elements around this one, the nearest first."""
        position = element.parent
        while position >= 0 and most > 0:
            around = self.elements[position]
            yield around
            position, most = around.parent, most - 1


def outline_of(document: Document) -> Outline:
    """The outline of a document, made on first use and kept as long as the document."""
    return document.once(_read)


def _read(document: Document) -> Outline:
    return lay_flat(document.tree)


def lay_flat(tree: LexborHTMLParser) -> Outline:
    """Walk the tree once, without recursion.

    One long function on purpose: it runs for every node of every page.
    """
    elements: list[Element] = []
    texts: list[str] = []
    owners: list[int] = []
    around: list[Element] = []
    node: LexborNode | None = tree.body
    while node is not None:
        tag = node.tag or "-"
        if tag == "-text":
            piece = node.text_content or ""
            texts.append(" " if piece.isspace() else piece)
            owners.append(around[-1].start)
        elif tag[0] != "-" and tag not in UNSEEN and len(elements) < MOST_ELEMENTS:
            start = len(elements)
            if tag not in INLINE:
                texts.append("\n")
                owners.append(start)
            parent = around[-1] if around else None
            element = _element(tag, node.attributes, start, parent, len(texts))
            elements.append(element)
            below = node.first_child
            if below is not None:
                around.append(element)
                node = below
                continue
            _leave(element, start + 1, texts, owners)
        while around:
            following = node.next
            if following is not None:
                node = following
                break
            _leave(around.pop(), len(elements), texts, owners)
            node = cast(LexborNode, node.parent)
        else:
            node = None
    return Outline(elements, texts, owners)


def _element(
    tag: str, attrs: dict[str, str | None], start: int, parent: Element | None, first: int
) -> Element:
    element = Element(tag, attrs, start, -1 if parent is None else parent.start, first)
    if attrs:
        classes = attrs.get("class")
        if classes:
            element.mark = classes
            element.hints = zones.hints(classes)
        own = attrs.get("id")
        if own:  # apart from the classes, which repeat from page to page
            element.mark += f" #{own}"
            element.hints |= zones.hints(own)
        if (
            element.hints & zones.INHERITED
            or tag in zones.TELLING_TAGS
            or not zones.TELLING_ATTRIBUTES.isdisjoint(attrs)
        ):
            element.zone = zones.zone(element.hints, tag, attrs)
    elif tag in zones.TELLING_TAGS:
        element.zone = zones.zone(0, tag, attrs)
    if parent is not None:
        element.zone |= parent.zone
    return element


def _leave(element: Element, end: int, texts: list[str], owners: list[int]) -> None:
    element.end = end
    element.last = len(texts)
    if element.tag not in INLINE:
        texts.append("\n")
        owners.append(element.start)
