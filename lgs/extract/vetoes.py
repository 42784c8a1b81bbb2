"""What a page is that is no product's: what outweighs all points, and what makes a listing."""

import re
from collections.abc import Callable, Mapping
from urllib.parse import urlsplit

from lgs.extract.evidence import (
    FEW_CARDS,
    MANY_CARDS,
    Evidence,
    add_to_cart,
    og_price,
    og_type,
    price_by_heading,
    priced_cards,
)
from lgs.extract.links import SERVICE_PATH, url_prior
from lgs.extract.markup.lines import own_lines
from lgs.extract.markup.zones import Hint, Zone
from lgs.extract.words import either, pages


def _bad_status(seen: Evidence) -> bool:
    return seen.document.page.status != 200


_ARTICLES = frozenset(
    [
        "Article",
        "NewsArticle",
        "BlogPosting",
        "Recipe",
        "Event",
        "JobPosting",
        "TechArticle",
        "ReportageNewsArticle",
        "LiveBlogPosting",
        "QAPage",
        "DiscussionForumPosting",
    ]
)
_PRODUCTS = frozenset(
    ["Product", "ProductGroup", "IndividualProduct", "ProductModel", "Vehicle", "Car"]
)


def _is_article(seen: Evidence) -> bool:
    if seen.types & _PRODUCTS or og_type(seen) or og_price(seen):
        return False
    if seen.types & _ARTICLES:
        return not (add_to_cart(seen) and price_by_heading(seen))
    kind = seen.document.meta.get("og:type", "").lower()
    return kind in {"article", "blog", "profile"} and seen.scene.buy is None


_NOT_FOUND = re.compile(rf"^\W*(?:{either(pages.NOT_FOUND)})", re.I)
_NO_PRODUCT_PAGE = re.compile(rf"^\W*(?:{either(pages.SERVICE)})(?:\W|$)", re.I)


def _not_found(seen: Evidence) -> bool:
    return any(_NOT_FOUND.match(text) for text in _called(seen) if text)


def _shop_service(seen: Evidence) -> bool:
    """A login, cart, search or contact page."""
    heading = seen.scene.heading
    said = seen.scene.outline.text(heading) if heading else (seen.document.title_text or "")
    sells = add_to_cart(seen) and price_by_heading(seen)
    return bool(_NO_PRODUCT_PAGE.match(said)) and not sells and not seen.claimed("json-ld", "price")


def _service_path(seen: Evidence) -> bool:
    """The form for a review repeats the product's whole page; only its path differs."""
    return bool(SERVICE_PATH.search(urlsplit(seen.document.url).path))


def _called(seen: Evidence) -> tuple[str, str]:
    heading = seen.scene.heading
    return seen.scene.outline.text(heading) if heading else "", seen.document.title_text or ""


def _several_products(seen: Evidence) -> bool:
    """A page that calls itself a collection, or lists many and states none of its own."""
    if seen.scene.buy is not None and price_by_heading(seen):
        return False
    if _LISTING_BODY.search(_body(seen)):
        return True
    return (
        bool(seen.types & _COLLECTIONS)
        and len(priced_cards(seen.scene)) >= FEW_CARDS
        and not (seen.claimed("json-ld", "price"))
    )


_COLLECTIONS = frozenset({"ItemList", "SearchResultsPage", "CollectionPage", "OfferCatalog"})
_LISTING_BODY = re.compile(
    r"(?:^|\s)(?:tax-product_cat|tax-product_tag|post-type-archive-product|catalog-category-view"
    r"|catalogsearch-result-index|template-collection|template-search|#category|page-category"
    r"|category-page|route-product-category)(?:$|\s)",
    re.I,
)


def _body(seen: Evidence) -> str:
    return seen.scene.outline.elements[0].mark if seen.scene.outline.elements else ""


VETOES: Mapping[str, Callable[[Evidence], bool]] = {
    "status": _bad_status,
    "not-found": _not_found,
    "shop-service": _shop_service,
    "service-path": _service_path,
    "article": _is_article,
    "several-products": _several_products,
}


def _cards_with_prices(seen: Evidence) -> bool:
    return len(priced_cards(seen.scene)) >= FEW_CARDS


def _cards_and_pages(seen: Evidence) -> bool:
    """Cards without prices, in a page that goes on or is called a category."""
    if len(seen.scene.cards) < FEW_CARDS:
        return False
    paged = any(not e.zone & Zone.RELATED for e in seen.scene.outline.hinted(Hint.PAGER))
    return (paged and len(seen.scene.cards) >= MANY_CARDS) or url_prior(seen.document.url) == -2


_COUNTED = re.compile(rf"^\W*(?:{either(pages.COUNTED)})\W*$", re.I)
_SORTED = re.compile(r"sort|order_?by", re.I)


def _counted_cards(seen: Evidence) -> bool:
    """A card or two below a line that counts what was found, or a control that sorts it."""
    if not priced_cards(seen.scene):
        return False
    counted = any(len(x.text) < 60 and _COUNTED.match(x.text) for x in own_lines(seen.document))
    return counted or any(
        _SORTED.search(f"{e.get('name')} {e.get('id')} {e.mark}")
        for e in seen.scene.outline.tagged("select")
    )


LISTS: Mapping[str, Callable[[Evidence], bool]] = {
    "priced-cards": _cards_with_prices,
    "paged-cards": _cards_and_pages,
    "counted-cards": _counted_cards,
    "collection": lambda seen: (
        bool(seen.types & _COLLECTIONS) and len(seen.scene.cards) >= FEW_CARDS
    ),
}
