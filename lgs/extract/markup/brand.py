"""The maker, from a label, a logo beside one, or an element that is called so."""

import re
from collections.abc import Iterator

from lgs.extract.document import Document
from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.pairs import LABEL_END, LINE, pairs_of, says_nothing
from lgs.extract.markup.scene import Scene, scene_of
from lgs.extract.markup.zones import Hint
from lgs.extract.signals import SIGNALS
from lgs.extract.words import either, labels
from lgs.model import Claim

_BRAND = re.compile(rf"^(?:{either(labels.BRAND)})$", re.I)
# A date, a discount: no name. One number with a dot may begin one ("5.11 Tactical").
_DATE = re.compile(r"\b\d{1,4}/\d{1,2}\b|\b\d{1,2}\.\d{1,2}\.(?:\d|$)|%|^[\d\s./:-]+$")
# What a link to the maker's shop, or to the maker's other products, says around the name.
_STORE = (
    r"visit (?:the )?(?P<en>.+?) (?:brand )?(?:store|shop|page)"
    r"|besuchen sie den (?P<de>.+?)-(?:store|shop)|visiter la boutique (?P<fr>.+)"
    r"|(?:visita|visitar) la tienda de (?P<es>.+)|visita lo store di (?P<it>.+)"
    r"|bezoek de (?P<nl>.+?)-(?:store|winkel)|visite a loja (?P<pt>.+)"
)
_AROUND = re.compile(
    rf"^(?:{_STORE}|(?:click (?:here )?to )?(?:view|shop|see|show|browse|discover) (?:all|more)"
    r" (?:products? )?(?:(?:from|by|of) )?(?P<all>.+?)(?: products?| items?)?"
    r"|more (?:from|by) (?P<more>.+)|(?:made |a product )?by:? (?P<by>.+)"
    r"|(?:mehr|alles?|alle artikel) von (?P<von>.+)|(?:par|plus de) (?P<par>.+)"
    r"|(?P<logo>.+?)[- ](?:brand )?logo)$",
    re.I,
)
_STORE_LINK = re.compile(rf"^(?:{_STORE})$", re.I)
_YEAR = re.compile(r",\s*(?:19|20)\d\d\b.*$")  # of a label's or publisher's edition
_HOME = re.compile(r"\bhome(?:page)?\b|[.@]\w|\b(?:return|official)\b", re.I)
_MOST_PIECES = 24  # of text in a label and its value


@SIGNALS.add
def markup_brand(document: Document) -> Iterator[Claim]:
    """The maker, from a label such as "Brand:" or "Hersteller"; else from what is named so."""
    for key, value in pairs_of(document):
        name = maker_in(_YEAR.sub("", value).strip(" .:"))
        if _BRAND.match(key) and _is_name(name) and not _pictured_brand(scene_of(document)):
            yield Claim("brand", name, "markup_brand")
            return
    scene = scene_of(document)
    named = _pictured_brand(scene) or _named_brand(scene) or _linked_brand(scene)
    if named:
        yield Claim("brand", named, "markup_brand")


def _is_name(value: str) -> bool:
    return (
        1 < len(value) <= 50
        and not says_nothing(value)
        and not LINE.match(value)
        and not _BRAND.match(value.strip(LABEL_END))
        and len(value.split()) <= 6
        and not _DATE.search(value)
    )


def _pictured_brand(scene: Scene) -> str | None:
    """The alternative text of a logo that alone follows a label such as "Brand:"."""
    outline = scene.outline
    for element in outline.tagged("img"):
        if not scene.is_own(element) or not element.get("alt"):
            continue
        for around in outline.ancestors(element, most=3):
            if around.last - around.first > _MOST_PIECES:
                break
            text = outline.text(around).strip(LABEL_END)
            name = maker_in(element.get("alt"))
            if text and _BRAND.match(text) and _is_name(name):
                return name
    return None


def _named_brand(scene: Scene) -> str | None:
    """The text or logo of an element in the product's region that is called brand."""
    outline = scene.outline
    for element in outline.hinted(Hint.BRAND):
        if not scene.is_own(element) or not scene.within(element):
            continue
        if element.hints & (Hint.PRICE | Hint.TITLE) or element.end - element.start > 12:
            continue
        if _is_heading(scene, element):
            continue
        for name in (outline.text(element), *_unwritten(outline, element)):
            label = LINE.match(name)
            bare = maker_in((label[2] if label else name).strip())
            if _is_name(bare) and "\n" not in bare:
                return bare
    return None


def _is_heading(scene: Scene, element: Element) -> bool:
    """Whether an element holds all that the heading says: VTEX calls the product's name so."""
    heading = scene.heading
    if heading is None or not heading.start <= element.start < heading.end:
        return False
    return scene.outline.text(element) == scene.outline.text(heading)


def _linked_brand(scene: Scene) -> str | None:
    """The maker to whose shop within the marketplace a link by the heading leads."""
    for link in scene.outline.tagged("a"):
        if link.last - link.first <= _MOST_PIECES and scene.is_own(link) and scene.within(link):
            said = _STORE_LINK.match(" ".join(scene.outline.text(link).split()))
            name = next(filter(None, said.groups()), "") if said else ""
            if _is_name(name):
                return name
    return None


def _unwritten(outline: Outline, element: Element) -> Iterator[str]:
    """What the logo in an element is called; one that leads home is the shop's own."""
    logos = [e for e in [element, *outline.inside(element)] if e.tag == "img"]
    called = (e.get("alt") or e.get("title") for e in logos)
    yield from (name for name in called if name and not _HOME.search(name))


def maker_in(text: str) -> str:
    """The maker's name without the words of a link around it.

    >>> maker_in("Visit the Wald & Wiese Store"), maker_in("Shop all Wald"), maker_in("by Wald")
    ('Wald & Wiese', 'Wald', 'Wald')
    """
    said = _AROUND.match(" ".join(text.split()))
    return next((name for name in said.groups() if name), text) if said else text
