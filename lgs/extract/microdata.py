"""The signal "microdata": schema.org data in attributes of the page's own elements.

It walks the tree that is there already; the parsers that can be had build another one, which takes
longer than all other reading of the page. RDFa Lite says with `typeof` and `property` what
microdata says with `itemtype` and `itemprop`, so that the same reader serves both.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from selectolax.lexbor import LexborNode

from lgs.extract.document import Document
from lgs.extract.graph import Graph, bare, graph_of
from lgs.extract.schemaorg import claims_of
from lgs.extract.signals import SIGNALS
from lgs.extract.text import line
from lgs.extract.versions import large, of_set
from lgs.model import Claim

MOST_ELEMENTS = 4000  # with a property or a scope; a list of some hundred products
MOST_ANCESTORS = 600
_TOLD = re.compile(r"Product|Breadcrumb|Offer|Book|Vehicle|Car\b", re.I)
_LINKS = {
    "a": "href", "area": "href", "link": "href", "img": "src", "audio": "src", "embed": "src",
    "iframe": "src", "source": "src", "track": "src", "video": "src", "object": "data",
}  # fmt: skip
_MAKERS = frozenset({"brand", "manufacturer"})  # shown by a logo at times
_FRAGMENTS = frozenset({"description", "articlebody", "text"})  # keep their paragraphs


@dataclass(frozen=True, slots=True)
class Syntax:
    """The attributes by which a syntax marks scopes, types and properties."""

    scope: str
    type: str
    property: str
    id: str
    content: str = "content"


MICRODATA = Syntax("itemscope", "itemtype", "itemprop", "itemid")
RDFA = Syntax("typeof", "typeof", "property", "resource")


@SIGNALS.add
def microdata(document: Document) -> Iterator[Claim]:
    """What the page's microdata says of its main product."""
    yield from claims_of(document, document.once(microdata_graph), "microdata")


def microdata_graph(document: Document) -> Graph:
    """All microdata nodes of the page; empty where no product or trail is marked up."""
    if not document.mentions("itemprop") or not tells(document, MICRODATA):
        return Graph()
    return graph_of(items_of(document, MICRODATA))


def tells(document: Document, syntax: Syntax) -> bool:
    """Whether an element has a type that says something of a product."""
    typed = document.tree.css(f"[{syntax.type}]")[:MOST_ELEMENTS]
    return any(_TOLD.search(element.attributes.get(syntax.type) or "") for element in typed)


@dataclass(slots=True)
class _Item:
    made: dict[str, object] = field(default_factory=dict)
    owned: bool = False


def items_of(document: Document, syntax: Syntax) -> list[object]:
    """The top items of a syntax in page order."""
    # an element that matches both selectors comes twice
    found = document.tree.css(f"[{syntax.scope}], [{syntax.property}]")[: 2 * MOST_ELEMENTS]
    elements = list({element.mem_id: element for element in found}.values())[:MOST_ELEMENTS]
    items: dict[int, _Item] = {}
    borrowed: dict[str, _Item] = {}  # ids of elements elsewhere that belong to an item: itemref
    for element in elements:
        attrs = element.attributes
        if syntax.scope in attrs:
            item = items[element.mem_id] = _Item(_typed(document, attrs, syntax))
            for name in (attrs.get("itemref") or "").split()[:100]:
                borrowed[name] = item
    for element in elements:
        attrs = element.attributes
        names = (attrs.get(syntax.property) or "").split()[:10]
        owner = _owner(element, items, borrowed) if names else None
        if owner is None:
            continue
        inner = items.get(element.mem_id)
        if inner is owner:
            continue
        if inner is not None:
            inner.owned = True
        for name in map(bare, names):
            value = (
                inner.made if inner is not None else _value(document, element, attrs, name, syntax)
            )
            _add(owner.made, name, value)
    return [item.made for item in items.values() if not item.owned]


def _typed(document: Document, attrs: dict[str, str | None], syntax: Syntax) -> dict[str, object]:
    made: dict[str, object] = {"@type": (attrs.get(syntax.type) or "").split()}
    if name := attrs.get(syntax.id):
        made["@id"] = document.absolute(name) or name  # as those write it who refer to it
    return made


def _owner(
    element: LexborNode, items: dict[int, _Item], borrowed: dict[str, _Item]
) -> _Item | None:
    """The item that a property belongs to: the nearest around it, or one that refers to it."""
    node: LexborNode | None = element
    for level in range(MOST_ANCESTORS):
        if node is None:
            return None
        if level and node.mem_id in items:
            return items[node.mem_id]
        if borrowed and (name := node.id) and name in borrowed:
            return borrowed[name]
        node = node.parent
    return None


def _value(  # noqa: PLR0911  a rule of the standard a line
    document: Document, element: LexborNode, attrs: dict[str, str | None], name: str, syntax: Syntax
) -> object:
    """The value of a property, as the HTML standard says; `content` counts on any element."""
    if (stated := attrs.get(syntax.content)) is not None:
        return stated
    tag = element.tag or ""
    if name in _MAKERS and (maker := _text(element) or _pictured(element)):
        return maker
    if tag in _LINKS:
        reference = attrs.get(_LINKS[tag])
        if tag == "img":
            stated = large(attrs) or of_set(attrs.get("srcset") or attrs.get("data-srcset") or "")
            if not _is_placeholder(stated):
                reference = stated
            elif _is_placeholder(reference):
                reference = attrs.get("data-src") or reference
        if tag == "a" and name in ("name", "brand", "item", "category", "manufacturer"):
            return _text(element)
        return document.absolute(reference) or reference
    if tag in ("data", "meter") and attrs.get("value"):
        return attrs["value"]
    if tag == "time" and attrs.get("datetime"):
        return attrs["datetime"]
    return f"<p>{element.inner_html}</p>" if name in _FRAGMENTS else _text(element)


def _text(element: LexborNode) -> str | None:
    return line(element.text(deep=True, separator=" "))


def _pictured(element: LexborNode) -> str | None:
    """The alternative text of the logo that an element is or holds."""
    logo = element if element.tag == "img" else element.css_first("img[alt]")
    return line(logo.attributes.get("alt")) if logo else None


def _is_placeholder(reference: str | None) -> bool:
    return not reference or reference.startswith("data:")


def _add(made: dict[str, object], name: str, value: object) -> None:
    if value in (None, ""):
        return
    before = made.get(name)
    if before is None:
        made[name] = value
    elif isinstance(before, list):
        before.append(value)
    else:
        made[name] = [before, value]
