"""The product's title: the main heading, or the page's title without the site's name."""

import re
from collections.abc import Iterator

from lgs.extract.document import Document
from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.scene import scene_of
from lgs.extract.markup.zones import Zone
from lgs.extract.signals import SIGNALS
from lgs.model import Claim

_SPACE = re.compile(r"\s+")
# What parts a page's title from the site's name.
_SEPARATOR = re.compile(r"\s+[|–—·•»«:/~-]+\s+|\s*[|»«]\s*|:\s+")
# "Code: 73556" in a small element inside the heading.
_CODE = re.compile(
    r"^\W*(?:sku|code|код|арт\w*|art\.?(?:ikel)?(?:-?nr)?\.?|ref\w*|model|kod|kód|cod|item (?:no"
    r"|#))\.?\s*[:#№]",
    re.I,
)
# An element inside the heading that is called by what it holds: the code of SAP's templates.
_CODE_NAME = re.compile(r"^(?:sku|code|product-?code|article-?(?:no|number))$", re.I)
_LONGEST = 500
PAGE_TITLE = "markup_page_title"  # the source of a title that no heading shows
# A heading that names a part of the page or a state, not a product.
_NO_TITLE = re.compile(
    r"^\W*(?:home|welcome|shop|products?|product (?:details?|description|information|page)"
    r"|details?|description"
    r"|catalog(?:ue)?|menu|search|cart|error|not found|404)\W*$",
    re.I,
)


@SIGNALS.add
def markup_title(document: Document) -> Iterator[Claim]:
    """The main heading; without one, what the page's title says before the site's name."""
    scene = scene_of(document)
    if scene.heading is not None:
        text = heading_text(scene.outline, scene.heading)
        if 0 < len(text) <= _LONGEST and not _NO_TITLE.match(text):
            yield Claim("title", text, "markup_title")
            return
    shortened = without_site(document.title_text or "", document.meta.get("og:title"))
    if shortened and not _NO_TITLE.match(shortened):
        yield Claim("title", shortened, PAGE_TITLE)


def heading_text(outline: Outline, heading: Element) -> str:
    """A heading's text without what is hidden or a control inside it."""
    pieces, position = [], heading.first
    for inner in outline.inside(heading):
        if inner.first < position:
            continue
        skipped = inner.tag in {"button", "select"} or _CODE.match(outline.text(inner))
        skipped = skipped or _CODE_NAME.match(inner.mark)
        if skipped or inner.zone & ~heading.zone & (Zone.HIDDEN | Zone.REVIEW | Zone.POPUP):
            pieces += outline.texts[position : inner.first]
            position = inner.last
    pieces += outline.texts[position : heading.last]
    text = _SPACE.sub(" ", "".join(pieces)).strip()
    return text or _SPACE.sub(" ", outline.text(heading)).strip()


def without_site(title: str, agreed: str | None = None) -> str:
    """A page's title without the site's name at its end.

    >>> without_site("Blue Shirt - Size M | Shirts & Co")
    'Blue Shirt - Size M'
    >>> without_site("Blue Shirt")
    'Blue Shirt'
    """
    title = _SPACE.sub(" ", title).strip()
    if agreed and title.startswith(agreed.strip()):
        return _SPACE.sub(" ", agreed).strip()
    cuts = list(_SEPARATOR.finditer(title))
    return title[: cuts[-1].start()].strip() if cuts else title
