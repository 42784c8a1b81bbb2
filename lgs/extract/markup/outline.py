"""A page's tree laid flat: one walk, after which every question is about list positions.

Elements stand in page order, each knowing where its subtree ends, so that "is inside" is a
comparison of two numbers, the text of a subtree is a slice, and no depth of nesting can hurt.
"""

import re
from collections.abc import Callable, Iterator
from operator import attrgetter

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
_DIGIT = re.compile(r"\d")
_TELLING, _TELLING_TAGS = zones.TELLING_ATTRIBUTES, zones.TELLING_TAGS
_INHERITED = zones.INHERITED
LeftOut = Callable[[LexborNode], bool]
FRAME = zones.Zone.CHROME | zones.Zone.POPUP  # what stands around the product on every page
MOST_ELEMENTS = 60_000  # a page beyond this is a machine's list; what matters stands before


class Element:
    """One element: `start` to `end` is its subtree in the elements, `first` to `last` its text."""

    __slots__ = (
        "attrs",
        "end",
        "first",
        "hints",
        "last",
        "mark",
        "parent",
        "start",
        "tag",
        "zone",
    )

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

    # set by the walk: the last two when it leaves the element
    zone: int
    end: int
    last: int

    def get(self, name: str) -> str:
        """An attribute without outer white space; empty where it is missing."""
        return (self.attrs.get(name) or "").strip()


class Outline:
    """All visible elements of a page in order, and the pieces of its text."""

    def __init__(
        self,
        elements: list[Element],
        texts: list[str],
        owners: list[int],
        numbers: list[int],
        stubs: list[tuple[Element, LexborNode]],
    ) -> None:
        self.elements = elements
        self.texts = texts
        self.owners = owners  # of each piece of text, the element that it stands in
        self.numbers = numbers  # pieces with a digit: prices, codes and sizes are found from there
        self.stubs = stubs  # elements whose inside was not walked, each with its node
        self._by_tag: dict[str, list[Element]] | None = None

    def tagged(self, *tags: str) -> list[Element]:
        """All elements of some tags, in order."""
        if self._by_tag is None:
            self._by_tag = {}
            for element in self.elements:
                self._by_tag.setdefault(element.tag, []).append(element)
        if len(tags) == 1:
            return self._by_tag.get(tags[0], [])
        found = [element for tag in tags for element in self._by_tag.get(tag, ())]
        found.sort(key=_start)
        return found

    def hinted(self, bits: int) -> list[Element]:
        """All elements whose names say one of some things, in order."""
        return [element for element in self.elements if element.hints & bits]

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


_start = attrgetter("start")


def outline_of(document: Document) -> Outline:
    """The outline of a whole document, made on first use and kept as long as the document."""
    return document.once(_read)


def _read(document: Document) -> Outline:
    return lay_flat(document.tree)


def lay_flat(  # noqa: PLR0912, PLR0915  it runs for every node of every page
    tree: LexborHTMLParser, is_left_out: LeftOut | None = None
) -> Outline:
    """Walk the tree once, without recursion; what is left out stands as an empty element."""
    elements: list[Element] = []
    texts: list[str] = []
    owners: list[int] = []
    numbers: list[int] = []
    stubs: list[tuple[Element, LexborNode]] = []
    around: list[Element] = []
    has_digit, add_text, add_owner = _DIGIT.search, texts.append, owners.append
    hints, zone_of, is_telling = zones.hints, zones.zone, _TELLING.isdisjoint
    parent, zone = -1, 0
    node: LexborNode | None = tree.body
    while node is not None:
        tag = node.tag or "-"
        if tag == "-text":
            piece = node.text_content or ""
            if piece.isspace():
                piece = " "
            elif has_digit(piece):
                numbers.append(len(texts))
            add_text(piece)
            add_owner(parent if parent > 0 else 0)
        elif tag[0] != "-" and tag not in UNSEEN and len(elements) < MOST_ELEMENTS:
            start = len(elements)
            breaks = tag not in INLINE
            if breaks:
                add_text("\n")
                add_owner(start)
            attrs = node.attributes
            element = Element(tag, attrs, start, parent, len(texts))
            elements.append(element)
            opens = 0
            if attrs:
                found = 0
                classes = attrs.get("class")
                if classes:
                    element.mark = classes
                    found = hints(classes)
                own = attrs.get("id")
                if own:  # apart from the classes, which repeat from page to page
                    element.mark += f" #{own}"
                    found |= hints(own)
                element.hints = found
                if found & _INHERITED or tag in _TELLING_TAGS or not is_telling(attrs):
                    opens = zone_of(found, tag, attrs)
            elif tag in _TELLING_TAGS:
                opens = zone_of(0, tag, attrs)
            element.zone = zone | opens
            below = node.first_child
            if below is not None:
                # only what opens a frame: one around the heading is no frame in the end
                if opens & FRAME and is_left_out is not None and is_left_out(node):
                    stubs.append((element, node))
                else:
                    around.append(element)
                    parent = start
                    zone = element.zone
                    node = below
                    continue
            element.end = start + 1
            element.last = len(texts)
            if breaks:
                add_text("\n")
                add_owner(start)
        following = node.next if around else None
        while following is None and around:
            element = around.pop()
            element.end = len(elements)
            element.last = len(texts)
            if element.tag not in INLINE:
                add_text("\n")
                add_owner(element.start)
            parent = element.parent
            zone = around[-1].zone if around else 0
            node = node.parent  # type: ignore[union-attr]  # what is around has a node
            following = node.next if around else None  # type: ignore[union-attr]
        node = following
    return Outline(elements, texts, owners, numbers, stubs)
