"""The product's description: the longest honest text that the page itself gives as one."""

import re
from collections.abc import Iterator
from itertools import islice

from lgs.extract.document import Document
from lgs.extract.markup.blocks import blocks
from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.rendered import PAIR, SHOP_TALK, rendered
from lgs.extract.markup.scene import Scene, scene_of
from lgs.extract.markup.zones import Zone
from lgs.extract.signals import SIGNALS
from lgs.extract.text import MOST_BLOCK
from lgs.model import Claim

_MOST_BLOCKS = 60  # a page with more such names is not about one product
_LONG = 60  # characters; a block with less gives way to one less surely called so
# The end of a sentence, or a line so long that it is one; "3.2 GHz, boost up to 4.2" is none.
_SENTENCE = re.compile(r"[.!?…](?:[\s\"')»”]|$)|[。！？؟।]|.{150}")
_SHORTEST = 15  # characters; less is a label


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
    for kind, block in islice(blocks(scene), _MOST_BLOCKS):
        text = rendered(scene, block, title)
        if _prose(text) > _prose(texts.get(kind, "")):
            texts[kind] = text
    long = [text for _, text in sorted(texts.items()) if len(text) >= _LONG]
    return long[0] if long else max(texts.values(), key=len, default="")


def _prose(text: str) -> float:
    """How much a text tells in sentences; lists of attributes hardly count."""
    lines = (line for line in text.split("\n") if len(line) >= _LONG and not PAIR.match(line))
    return sum(len(line) for line in lines if _SENTENCE.search(line)) + len(text) / 10


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
                and not SHOP_TALK.search(text)
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
    return rendered(scene, (first.start, best.end), title, also=Zone.HIDDEN)


def _linked(outline: Outline, element: Element, text: str) -> bool:
    linked = sum(len(outline.text(e)) for e in outline.inside(element) if e.tag == "a")
    return 2 * linked > len(text)
