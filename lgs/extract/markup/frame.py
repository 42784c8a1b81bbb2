"""The site's frame around a product: menus, headers, footers and dialogs need no walk.

They are more than half of a shop's page, and all that is looked for in them are links, a trail, a
pager and, rarely, the main heading. What holds none of these but links is left out of the outline.
"""

import re

from selectolax.lexbor import LexborNode

from lgs.extract.document import Document
from lgs.extract.markup.outline import LeftOut
from lgs.extract.markup.zones import Hint, hints

_ARROW = re.compile(r"[>›»→▸❯≫]|::|\s/\s")
_WANTED = Hint.CRUMBS | Hint.PAGER


def left_out(document: Document) -> LeftOut:
    """Which element of the frame need not be walked: one that holds nothing that is looked for."""
    wanted = [node for node in document.landmarks if _is_wanted(node)]
    kept = _with_kin(wanted)
    if any(_is_trail(node) for node in wanted):
        return lambda node: node.mem_id not in kept
    # a trail without a name is told by its arrows
    return lambda node: node.mem_id not in kept and not _ARROW.search(node.text(deep=True) or "")


def _is_wanted(node: LexborNode) -> bool:
    attrs = node.attributes
    mark = f"{attrs.get('class') or ''} {attrs.get('id') or ''}"
    return node.tag == "h1" or _is_trail(node) or bool(hints(mark) & _WANTED)


def _is_trail(node: LexborNode) -> bool:
    attrs = node.attributes
    if hints(attrs.get("class") or "") & Hint.CRUMBS or hints(attrs.get("id") or "") & Hint.CRUMBS:
        return True
    stated = (attrs.get(name) or "" for name in ("aria-label", "itemtype", "typeof"))
    return any("breadcrumb" in value.lower() for value in stated)


def _with_kin(nodes: list[LexborNode]) -> frozenset[int]:
    """The memory addresses of nodes, of all around them and of all inside them."""
    found: set[int] = set()
    for inner in nodes:
        found.update(below.mem_id for below in inner.css("*"))
        node: LexborNode | None = inner
        while node is not None:
            found.add(node.mem_id)
            node = node.parent
    return frozenset(found)
