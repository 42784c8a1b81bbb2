"""The site's frame around a product: menus, headers, footers and dialogs need no walk.

They are more than half of a shop's page, and all that is looked for in them are links, a trail, a
pager and, rarely, the main heading. What holds none of these but links is left out of the outline.
"""

import re

from selectolax.lexbor import LexborNode

from lgs.extract.document import Document
from lgs.extract.markup.heading import title_words, words_of
from lgs.extract.markup.outline import LeftOut
from lgs.extract.markup.zones import Hint, hints

_ARROW = re.compile(r"[>›»→▸❯≫]|::|\s/\s")
_LONGEST_TRAIL = 2000  # characters, with what else stands in a header
_WANTED = Hint.CRUMBS | Hint.PAGER


def left_out(document: Document) -> LeftOut:
    """Which element of the frame need not be walked: one that holds nothing that is looked for."""
    words = title_words(document)
    wanted = [node for node in document.landmarks if _is_wanted(node, words)]
    kept = _with_kin(wanted)
    if any(_is_trail(node) for node in wanted):
        return lambda node: node.mem_id not in kept
    return lambda node: node.mem_id not in kept and not _may_be_trail(node)


def _may_be_trail(node: LexborNode) -> bool:
    """A trail without a name is told by its arrows, which menus have too."""
    text = node.text(deep=True) or ""
    return len(text) < _LONGEST_TRAIL and _ARROW.search(text) is not None


def _is_wanted(node: LexborNode, words: frozenset[str]) -> bool:
    """Whether a landmark is a trail, a pager, or a heading the page may be called after."""
    if node.tag == "h1":
        own = words_of(node.text(deep=True) or "")
        return not words or not own.isdisjoint(words)
    attrs = node.attributes
    mark = f"{attrs.get('class') or ''} {attrs.get('id') or ''}"
    return _is_trail(node) or bool(hints(mark) & _WANTED)


def _is_trail(node: LexborNode) -> bool:
    attrs = node.attributes
    if hints(attrs.get("class") or "") & Hint.CRUMBS or hints(attrs.get("id") or "") & Hint.CRUMBS:
        return True
    stated = (attrs.get(name) or "" for name in ("aria-label", "itemtype", "typeof"))
    return any("breadcrumb" in value.lower() for value in stated)


def _with_kin(nodes: list[LexborNode]) -> frozenset[int]:
    """The memory addresses of nodes, of all around them and of all inside them."""
    around: set[int] = set()
    inside: set[int] = set()
    for inner in nodes:
        if inner.mem_id in inside:
            continue
        inside.update(below.mem_id for below in inner.css("*"))
        node: LexborNode | None = inner
        while node is not None and node.mem_id not in around:
            around.add(node.mem_id)
            node = node.parent
    return frozenset(around | inside)
