"""The page's text as lines, as a reader sees them, each with the element that it stands in."""

import re
from dataclasses import dataclass

from lgs.extract.document import Document
from lgs.extract.markup.outline import Outline
from lgs.extract.markup.scene import scene_of

_SPACE = re.compile(r"\s+")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text; `owner` is the position of the element in which it begins."""

    text: str
    owner: int


def lines_of(outline: Outline, first: int, last: int, avoid: int) -> list[Line]:
    """The lines in a range of text pieces, without those whose element stands in `avoid`."""
    found: list[Line] = []
    pieces: list[str] = []
    owner = -1
    elements, owners = outline.elements, outline.owners
    for position in range(first, last):
        piece = outline.texts[position]
        if piece == "\n":
            _close(found, pieces, owner)
            pieces, owner = [], -1
        elif not elements[owners[position]].zone & avoid:
            if owner < 0 and not piece.isspace():
                owner = owners[position]
            pieces.append(piece)
    _close(found, pieces, owner)
    return found


def _close(found: list[Line], pieces: list[str], owner: int) -> None:
    if owner >= 0:
        text = _SPACE.sub(" ", "".join(pieces)).strip()
        if text:
            found.append(Line(text, owner))


def own_lines(document: Document) -> list[Line]:
    """All lines of the page that are the product's own, read once."""
    return document.once(_read)


def _read(document: Document) -> list[Line]:
    scene = scene_of(document)
    outline = scene.outline
    return lines_of(outline, 0, len(outline.texts), scene.avoid)
