"""What speaks for and against a product's own page, each rule with its points."""

import re
from collections import Counter
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from lgs.extract.evidence import (
    FEW_CARDS,
    MANY_CARDS,
    Evidence,
    add_to_cart,
    names_the_page,
    og_price,
    og_type,
    price_by_heading,
    priced_cards,
)
from lgs.extract.links import url_prior
from lgs.extract.markup.availability import stated
from lgs.extract.markup.buy import controls
from lgs.extract.markup.images import gallery
from lgs.extract.markup.numbers import has_number
from lgs.extract.settle import PLATFORMS
from lgs.extract.words import either, headings, pages

Rule = Callable[[Evidence], int]
ENOUGH = 5  # points for a product
_MANY_CONTROLS = 5  # a page has its control in the bar that scrolls along, too


def _structured(source: str, with_offer: int, without: int) -> Rule:
    """Points for a structured product that the page itself is called after."""

    def rule(seen: Evidence) -> int:
        name = seen.claimed(source, "title")
        if name is None or not names_the_page(seen, name):
            return 0
        offered = seen.claimed(source, "price", "variants", "availability")
        return with_offer if offered else without

    return rule


_PLATFORM_BODY = re.compile(
    r"(?:^|\s)(?:single-product|catalog-product-view|template-product|page-product|product-page"
    r"|productpage|product-details?-page"
    r"|page-type-product|product-template|#product|pg-?product|is-product-page"
    r"|route-product-product|product-product(?:-\d+)?|type-product|page_product"
    r"|template-page-product|product_page|productdetails?|product-view|product-detail)(?:$|\s)",
    re.I,
)
_PAGE_TYPE = (
    '"pageType":"product"',
    '"rtyp":"product"',
    "pageType: 'product'",
    '"page_type":"product"',
)


def _platform(seen: Evidence) -> int:
    body = seen.scene.outline.elements[:1]
    if body and _PLATFORM_BODY.search(body[0].mark):
        return 4
    if POINTS["json-ld"](seen) >= ENOUGH:
        return 0
    return 4 if _prints(seen, _PAGE_TYPE) else 0


_STATE_SOURCES = ("state", "datalayer", *PLATFORMS)


def _state(seen: Evidence) -> int:
    """What the page's own scripts work with has a price and is called as the page is."""
    for source in _STATE_SOURCES:
        name = seen.claimed(source, "title")
        if seen.claimed(source, "price", "variants") and (not name or names_the_page(seen, name)):
            return ENOUGH if name and _is_made_by_scripts(seen, source) else 3
    return 0


def _is_made_by_scripts(seen: Evidence, source: str) -> bool:
    """Whether a whole product stands in the scripts of a page that shows no price by itself."""
    shows_prices = price_by_heading(seen) or len(priced_cards(seen.scene)) >= FEW_CARDS
    is_numbered = bool(seen.claimed(source, "sku", "variants"))
    return (
        not shows_prices
        and is_numbered
        and bool(seen.claimed(source, "image_urls"))
        and bool(seen.claimed(source, "price"))
    )


# Events of analytics that are sent where one product is looked at; plain strings, as searching
# half a megabyte for a pattern takes longer than all other rules together.
_VIEW_ITEM = (
    '"view_item"',
    "'view_item'",
    "'eec.detail'",
    '"eec.detail"',
    "'Viewed Product'",
    '"Viewed Product"',
)


def _view_item(seen: Evidence) -> int:
    """An event of one looked-at product; asked only where structured data leaves it open."""
    if POINTS["json-ld"](seen) >= ENOUGH:
        return 0
    return 3 if _prints(seen, _VIEW_ITEM) else 0


def _prints(seen: Evidence, words: tuple[str, ...]) -> bool:
    """Whether a script of the page holds one of some words."""
    return any(word in script.text for script in seen.document.scripts for word in words)


def _url(seen: Evidence) -> int:
    return 1 if url_prior(seen.document.url) >= 2 else 0


def _number(seen: Evidence) -> int:
    return 1 if has_number(seen.document) else 0


def _pictures(seen: Evidence) -> int:
    scene = seen.scene
    if scene.heading is None or not (scene.buy or price_by_heading(seen)):
        return 0
    return 1 if gallery(seen.document) else 0


def _stock(seen: Evidence) -> int:
    """A line by the heading says whether it can be had."""
    return 1 if stated(seen.document) else 0


def _sections(seen: Evidence) -> int:
    """A block is headed "Product description" or the like."""
    outline = seen.scene.outline
    return int(
        any(
            e.last - e.first <= 6
            and not e.zone & seen.scene.avoid
            and _SECTION.match(outline.text(e))
            for e in outline.tagged("h2", "h3", "h4", "h5", "a", "button", "summary", "dt")
        )
    )


_SECTION = re.compile(rf"^\W*(?:{either(headings.SECTION)})\W*$", re.I)
_QUANTITY = re.compile(pages.QUANTITY, re.I)


def _quantity(seen: Evidence) -> int:
    scene = seen.scene
    return int(
        scene.buy is not None
        and any(
            _QUANTITY.search(f"{e.get('name')} {e.get('id')}") and scene.is_own(e)
            for e in scene.outline.tagged("input", "select")
        )
    )


_HOME = re.compile(
    r"^/?(?:[a-z]{2}(?:[-_][a-zA-Z]{2})?/?)?(?:(?:index|home|default)(?:\.\w+)?/?)?$", re.I
)


def _home(seen: Evidence) -> int:
    """A site's start page shows products of others' pages; of its own only where it says so."""
    parts = urlsplit(seen.document.url)
    return -3 if _HOME.match(parts.path) and not parts.query else 0


def _no_price(seen: Evidence) -> int:
    """Nobody names a price: a page about something rather than one that sells it.

    An offer of JSON-LD with a state and no price is one to ask for ("call for price").
    """
    if POINTS["json-ld"](seen) >= ENOUGH:
        return 0
    priced = any(claim.field == "price" for claim in seen.claims) or price_by_heading(seen)
    return 0 if priced else -2


def _repeated_buy(seen: Evidence) -> int:
    """The same control again and again, outside known cards: each sells another product."""
    scene = seen.scene
    alike = Counter((e.tag, e.mark.split(" ", 1)[0]) for e in controls(scene.outline, scene.avoid))
    return -4 if max(alike.values(), default=0) > _MANY_CONTROLS else 0


def _cards(seen: Evidence) -> int:
    """Many cards with prices and no product of the page's own."""
    if len(priced_cards(seen.scene)) <= MANY_CARDS:
        return 0
    return -4 if seen.scene.buy is None and not price_by_heading(seen) else 0


POINTS: Mapping[str, Rule] = {
    "json-ld": _structured("json-ld", 5, 2),
    "microdata": _structured("microdata", 4, 1),
    "rdfa": _structured("rdfa", 4, 1),
    "og:type": og_type,
    "og:price": og_price,
    "platform": _platform,
    "state": _state,
    "view-item": _view_item,
    "add-to-cart": add_to_cart,
    "price-by-heading": price_by_heading,
    "url": _url,
    "product-number": _number,
    "gallery": _pictures,
    "quantity": _quantity,
    "stock": _stock,
    "sections": _sections,
    "many-cards": _cards,
    "repeated-buy": _repeated_buy,
    "home-page": _home,
    "no-price": _no_price,
}
