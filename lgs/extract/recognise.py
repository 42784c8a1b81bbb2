"""What kind of page it is: a product's own page, a listing of several, or another."""

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit

from lgs.extract.document import Document
from lgs.extract.links import SERVICE_PATH, url_prior
from lgs.extract.markup.availability import stated
from lgs.extract.markup.buy import controls
from lgs.extract.markup.cards import is_price
from lgs.extract.markup.images import gallery
from lgs.extract.markup.numbers import has_number
from lgs.extract.markup.outline import Element
from lgs.extract.markup.price import prices_of
from lgs.extract.markup.scene import Scene, scene_of
from lgs.extract.markup.zones import Hint, Zone
from lgs.extract.settle import PLATFORMS
from lgs.extract.words import either, headings
from lgs.model import Claim, Verdict

ENOUGH = 5  # points for a product, of b.1's table
_MANY_CARDS = 6
_FEW_CARDS = 3
_MANY_CONTROLS = 5  # a page has its control in the bar that scrolls along, too


@dataclass(frozen=True, slots=True)
class Recognition:
    """A verdict, the points for "product", and every signal with its points; vetoes count 0."""

    verdict: Verdict
    score: int
    signals: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class _Evidence:
    """What the rules look at."""

    document: Document
    scene: Scene
    claims: Sequence[Claim]
    types: frozenset[str]  # what JSON-LD says the page's things are

    def claimed(self, source: str, *fields: str) -> str | None:
        """The first claim for one of the fields by a source whose name begins so."""
        for claim in self.claims:
            if claim.field in fields and claim.source.replace("_", "-").startswith(source):
                return str(claim.value)
        return None


Rule = Callable[[_Evidence], int]
_TYPE = re.compile(r'"@type"\s*:\s*(?:\[\s*)?"(?:https?://schema\.org/)?(\w+)"')
_WORD = re.compile(r"\w+")


def recognise(document: Document, claims: Sequence[Claim]) -> Recognition:
    """Add up what speaks for and against a product page; a veto outweighs everything."""
    seen = _Evidence(document, scene_of(document), claims, _types(document))
    points = {name: rule(seen) for name, rule in POINTS.items()}
    signals = {name: value for name, value in points.items() if value}
    score = sum(signals.values())
    vetoes = [name for name, rule in VETOES.items() if rule(seen)]
    signals |= dict.fromkeys(vetoes, 0)
    if vetoes:
        is_listing = "several-products" in vetoes and len(vetoes) == 1
        return Recognition("listing" if is_listing else "other", score, signals)
    if score >= ENOUGH:
        return Recognition("product", score, signals)
    listed = {name: 0 for name, rule in LISTS.items() if rule(seen)}
    return Recognition("listing" if listed else "other", score, signals | listed)


def _types(document: Document) -> frozenset[str]:
    found: set[str] = set()
    for script in document.scripts:
        if "ld+json" in script.type:
            found.update(_TYPE.findall(script.text))
    return frozenset(found)


def _words(text: str | None) -> frozenset[str]:
    return frozenset(_WORD.findall((text or "").casefold()))


def _names_the_page(seen: _Evidence, name: str | None) -> bool:
    """Whether a product's name is what the page itself is called."""
    own = _words(name)
    heading = seen.scene.outline.text(seen.scene.heading) if seen.scene.heading else ""
    called = [heading, seen.document.meta.get("og:title"), seen.document.title_text]
    return bool(own) and any(2 * len(own & _words(text)) > len(own) for text in called)


def _structured(source: str, with_offer: int, without: int) -> Rule:
    """Points for a structured product that the page itself is called after."""

    def rule(seen: _Evidence) -> int:
        name = seen.claimed(source, "title")
        if name is None or not _names_the_page(seen, name):
            return 0
        offered = seen.claimed(source, "price", "variants", "availability")
        return with_offer if offered else without

    return rule


_OG_PRODUCT = re.compile(r"^(?:og:)?product(?:\.item)?$|:product$", re.I)


def _og_type(seen: _Evidence) -> int:
    return 2 if _OG_PRODUCT.match(seen.document.meta.get("og:type", "").strip()) else 0


def _og_price(seen: _Evidence) -> int:
    meta = seen.document.meta
    return 3 if meta.get("product:price:amount") or meta.get("og:price:amount") else 0


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


def _platform(seen: _Evidence) -> int:
    body = seen.scene.outline.elements[:1]
    if body and _PLATFORM_BODY.search(body[0].mark):
        return 4
    if POINTS["json-ld"](seen) >= ENOUGH:
        return 0
    return 4 if _prints(seen, _PAGE_TYPE) else 0


_STATE_SOURCES = ("state", "datalayer", *PLATFORMS)


def _state(seen: _Evidence) -> int:
    """What the page's own scripts work with has a price and is called as the page is."""
    for source in _STATE_SOURCES:
        name = seen.claimed(source, "title")
        if seen.claimed(source, "price", "variants") and (not name or _names_the_page(seen, name)):
            return 3
    return 0


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


def _view_item(seen: _Evidence) -> int:
    """An event of one looked-at product; asked only where structured data leaves it open."""
    if POINTS["json-ld"](seen) >= ENOUGH:
        return 0
    return 3 if _prints(seen, _VIEW_ITEM) else 0


def _prints(seen: _Evidence, words: tuple[str, ...]) -> bool:
    """Whether a script of the page holds one of some words."""
    return any(word in script.text for script in seen.document.scripts for word in words)


def _add_to_cart(seen: _Evidence) -> int:
    return 2 if seen.scene.buy is not None and seen.scene.heading is not None else 0


def _price_by_heading(seen: _Evidence) -> int:
    """A price of the product's own, in the region of a heading that is no card's."""
    if seen.scene.heading is None:
        return 0
    own = [s for s in prices_of(seen.document) if s.score >= 3 and seen.scene.within(s.element)]
    return 2 if own else 0


def _url(seen: _Evidence) -> int:
    return 1 if url_prior(seen.document.url) >= 2 else 0


def _number(seen: _Evidence) -> int:
    return 1 if has_number(seen.document) else 0


def _pictures(seen: _Evidence) -> int:
    scene = seen.scene
    if scene.heading is None or not (scene.buy or _price_by_heading(seen)):
        return 0
    return 1 if gallery(seen.document) else 0


def _stock(seen: _Evidence) -> int:
    """A line by the heading says whether it can be had."""
    return 1 if stated(seen.document) else 0


def _sections(seen: _Evidence) -> int:
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
_QUANTITY = re.compile(r"qty|quantit|anzahl|menge|amount|cantidad|количество", re.I)


def _quantity(seen: _Evidence) -> int:
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


def _home(seen: _Evidence) -> int:
    """A site's start page shows products of others' pages; of its own only where it says so."""
    parts = urlsplit(seen.document.url)
    return -3 if _HOME.match(parts.path) and not parts.query else 0


def _no_price(seen: _Evidence) -> int:
    """Nobody names a price: a page about something rather than one that sells it.

    An offer of JSON-LD with a state and no price is one to ask for ("call for price").
    """
    if POINTS["json-ld"](seen) >= ENOUGH:
        return 0
    priced = any(claim.field == "price" for claim in seen.claims) or _price_by_heading(seen)
    return 0 if priced else -2


def _repeated_buy(seen: _Evidence) -> int:
    """The same control again and again, outside known cards: each sells another product."""
    scene = seen.scene
    alike = Counter((e.tag, e.mark.split(" ", 1)[0]) for e in controls(scene.outline, scene.avoid))
    return -4 if max(alike.values(), default=0) > _MANY_CONTROLS else 0


def _cards(seen: _Evidence) -> int:
    """Many cards with prices and no product of the page's own."""
    if len(_priced_cards(seen.scene)) <= _MANY_CARDS:
        return 0
    return -4 if seen.scene.buy is None and not _price_by_heading(seen) else 0


def _priced_cards(scene: Scene) -> list[Element]:
    texts = scene.outline.texts
    return [c for c in scene.cards if any(map(is_price, texts[c.first : c.last]))]


POINTS: Mapping[str, Rule] = {
    "json-ld": _structured("json-ld", 5, 2),
    "microdata": _structured("microdata", 4, 1),
    "rdfa": _structured("rdfa", 4, 1),
    "og:type": _og_type,
    "og:price": _og_price,
    "platform": _platform,
    "state": _state,
    "view-item": _view_item,
    "add-to-cart": _add_to_cart,
    "price-by-heading": _price_by_heading,
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


def _bad_status(seen: _Evidence) -> bool:
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


def _is_article(seen: _Evidence) -> bool:
    if seen.types & _PRODUCTS or _og_type(seen) or _og_price(seen):
        return False
    if seen.types & _ARTICLES:
        return not (_add_to_cart(seen) and _price_by_heading(seen))
    kind = seen.document.meta.get("og:type", "").lower()
    return kind in {"article", "blog", "profile"} and seen.scene.buy is None


_NOT_FOUND = re.compile(
    r"^\W*(?:(?:error )?404\b|(?:page|product|item|url) (?:was |is |could )?not (?:be )?(?:found"
    r"|available)|not found|(?:sorry|oops)[,!. ].{0,60}(?:not|no longer|can't|cannot|exist)"
    r"|seite nicht gefunden|page (?:introuvable|non trouvée)|página no encontrada"
    r"|pagina non trovata|pagina niet gevonden|strona nie (?:znaleziona|istnieje)"
    r"|страница не найдена)",
    re.I,
)
_NO_PRODUCT_PAGE = re.compile(
    r"^\W*(?:(?:customer )?log ?in|sign ?in|sign ?up|register|create (?:an )?account|my account"
    r"|(?:your |my |shopping )+(?:cart|bag|basket)|cart|basket|check ?out|wish ?list"
    r"|search results?|results for|forgot(?:ten)? (?:your )?password|contact(?: us)?"
    r"|about(?: us)?|privacy policy|terms (?:and|&) conditions|warenkorb|anmelden|suchergebnisse"
    r"|panier|connexion|carrito|iniciar sesión|carrello|accedi)(?:\W|$)",
    re.I,
)


def _not_found(seen: _Evidence) -> bool:
    return any(_NOT_FOUND.match(text) for text in _called(seen) if text)


def _shop_service(seen: _Evidence) -> bool:
    """A login, cart, search or contact page."""
    heading = seen.scene.heading
    said = seen.scene.outline.text(heading) if heading else (seen.document.title_text or "")
    sells = _add_to_cart(seen) and _price_by_heading(seen)
    return bool(_NO_PRODUCT_PAGE.match(said)) and not sells and not seen.claimed("json-ld", "price")


def _service_path(seen: _Evidence) -> bool:
    """The form for a review repeats the product's whole page; only its path differs."""
    return bool(SERVICE_PATH.search(urlsplit(seen.document.url).path))


def _called(seen: _Evidence) -> tuple[str, str]:
    heading = seen.scene.heading
    return seen.scene.outline.text(heading) if heading else "", seen.document.title_text or ""


def _several_products(seen: _Evidence) -> bool:
    """A page that calls itself a collection, or lists many and states none of its own."""
    if seen.scene.buy is not None and _price_by_heading(seen):
        return False
    if _LISTING_BODY.search(_body(seen)):
        return True
    return (
        bool(seen.types & _COLLECTIONS)
        and len(_priced_cards(seen.scene)) >= _FEW_CARDS
        and not (seen.claimed("json-ld", "price"))
    )


_COLLECTIONS = frozenset({"ItemList", "SearchResultsPage", "CollectionPage", "OfferCatalog"})
_LISTING_BODY = re.compile(
    r"(?:^|\s)(?:tax-product_cat|tax-product_tag|post-type-archive-product|catalog-category-view"
    r"|catalogsearch-result-index|template-collection|template-search|#category|page-category"
    r"|category-page|route-product-category)(?:$|\s)",
    re.I,
)


def _body(seen: _Evidence) -> str:
    return seen.scene.outline.elements[0].mark if seen.scene.outline.elements else ""


VETOES: Mapping[str, Callable[[_Evidence], bool]] = {
    "status": _bad_status,
    "not-found": _not_found,
    "shop-service": _shop_service,
    "service-path": _service_path,
    "article": _is_article,
    "several-products": _several_products,
}


def _cards_with_prices(seen: _Evidence) -> bool:
    return len(_priced_cards(seen.scene)) >= _FEW_CARDS


def _cards_and_pages(seen: _Evidence) -> bool:
    """Cards without prices, in a page that goes on or is called a category."""
    if len(seen.scene.cards) < _FEW_CARDS:
        return False
    paged = any(not e.zone & Zone.RELATED for e in seen.scene.outline.hinted(Hint.PAGER))
    return (paged and len(seen.scene.cards) >= _MANY_CARDS) or url_prior(seen.document.url) == -2


LISTS: Mapping[str, Callable[[_Evidence], bool]] = {
    "priced-cards": _cards_with_prices,
    "paged-cards": _cards_and_pages,
    "collection": lambda seen: (
        bool(seen.types & _COLLECTIONS) and len(seen.scene.cards) >= _FEW_CARDS
    ),
}
