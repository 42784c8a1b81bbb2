"""The links out of a page, in order, each with what it seems to lead to."""

import re
from collections.abc import Callable, Iterator
from functools import lru_cache, partial
from operator import attrgetter
from urllib.parse import urljoin, urlsplit

from selectolax.lexbor import LexborNode

from lgs.extract.document import Document
from lgs.extract.markup.cards import Positions, count
from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.scene import Scene, scene_of
from lgs.extract.markup.zones import Hint, Zone
from lgs.extract.words import either
from lgs.model import Link, LinkKind, Reading

NO_PAGE = -9  # no HTML behind it: never a link
NO_CONTENT = -5  # pages that every shop has and no dataset wants

_PRODUCT_SEGMENT = re.compile(
    r"/(?:p|dp|ip|pd|prd|product|products|produkt|produkte|produit|produits|producto|productos"
    r"|prodotto|prodotti|produto|artikel|item|itm|sku|goods|tovar|detail|details|deal)(?:[/_-]|$)"
    r"|-p-?\d+(?:[./_-]|$)|/p\d+(?:[./]|$)",
    re.I,
)
_PRODUCT_NUMBER = re.compile(r"[_-]\d{4,}\.html?$|[_-]\d+/$|_\d+\.aspx?$", re.I)
_PRODUCT_QUERY = re.compile(
    r"(?:^|[?&])(?:sku|pid|product_?id|variant|idsku|products_id|goods_id|item_?id|prod_?id"
    r"|artnr)=",
    re.I,
)
_LISTING_PATH = re.compile(
    r"/(?:c|cat|category|categories|collections?|shop|search|brands?|tags?|kategorie|kategorien"
    r"|categorie|categoria|categorias"
    r"|kategoria|manufacturers?|product-category|product-tag|catalogsearch)(?:[/_-]|$)"
    r"|-c-?\d+(?:[./_-]|$)",
    re.I,
)
_LISTING_QUERY = re.compile(
    r"(?:^|[?&])(?:(?:page|p|paged)=\d|(?:sort|selected_facets|facets?|order_?by|orderby|order"
    r"|filter\w*|q|limit"
    r"|per_?page|view|dir|mode|min_price|max_price|cat|category|category_id|path)(?:%5B|\[|=))",
    re.I,
)
_NO_CONTENT = (
    r"log-?in|log-?out|sign-?in|sign-?up|register|registration|cart|basket|warenkorb"
    r"|panier|carrito|checkout|kasse|account|my-account|mein-konto|wish-?lists?|compare"
    r"|forgot(?:ten)?|password|privacy|datenschutz|impressum|agb|terms|conditions|legal"
    r"|cookies?|careers?|jobs|press|about-?us|contact(?:-us)?|kontakt|shipping|delivery"
    r"|returns?|refunds?|faqs?|help|support|newsletter|store-?locator|stores"
    r"|gift-?cards?|order-?(?:history|tracking|status)|tracking|feed|rss|wp-admin"
    r"|wp-login|wp-json|admin|add-?to-?(?:cart|wishlist|compare|basket)|sitemap"
    r"|affiliates?|reviews?|blog|news|magazine"
)
_NO_CONTENT_PATH = re.compile(rf"(?:^|[/=_.-])(?:{either({'': _NO_CONTENT})})(?:[/=_.?&-]|$)", re.I)
# Under a product's own address, what is done with it: reviews, a mail to a friend, a print.
SERVICE_PATH = re.compile(
    r"/(?:reviews?|ratings?|questions?|comments?)(?:/(?:add|new|write|create|list|\d+))?/?$"
    r"|/(?:write|add|new|post)[-_]?(?:a[-_]?)?review/?$|/(?:e?mail"
    r"|tell)[-_](?:to[-_])?(?:a[-_])?friend/?$"
    r"|/(?:print|compare|add[-_]to[-_](?:cart|wishlist|compare)|ask[-_]a[-_]question)/?$",
    re.I,
)
_NO_HTML = re.compile(
    r"\.(?:jpe?g|png|gif|webp|avif|svg|ico|bmp|tiff?|pdf|docx?|xlsx?|pptx?|zip|rar|gz|tgz|7z|tar"
    r"|exe|dmg|apk|mp[34]|m4[av]|avi|mov|wmv|webm|ogg|wav|flac"
    r"|css|js|mjs|json|xml|rss|atom|txt|csv|woff2?|ttf|eot|epub|ics|vcf|bin|iso)$",
    re.I,
)
_ELSEWHERE = re.compile(
    r"(?:^|\.)(?:facebook|twitter|x|instagram|pinterest|youtube|linkedin|tiktok|whatsapp|wa|vk|ok"
    r"|reddit|tumblr|t|telegram|snapchat|vimeo|flickr|threads)\.(?:com|net|org|me|ru|co)$"
    r"|^plus\.google\.com$|^maps\.google\.|^goo\.gl$",
    re.I,
)
_NUMBER = re.compile(r"\d{5,}")
_NEXT_TEXT = re.compile(
    r"^\W*(?:next(?: page)?|older(?: (?:posts|products))?|load more|show more(?: products)?"
    r"|more products|view more"
    r"|weiter|nächste(?: seite)?|mehr laden|suivante?|page suivante|siguiente|próxim[ao]|seguinte"
    r"|successiv[ao]|avanti|volgende|następna|dalej|další|ďalej|ďalšia|nästa|neste|næste|seuraava"
    r"|következő|următoare[a]?|înainte|следующая|вперед|вперёд|далее|показать ещё|наступна|напред"
    r"|sonraki|次へ|次のページ|次|下一页|下一頁|다음|التالي|הבא|järgmine|nākamā|kitas|naslednja|sljedeća|›|»|>|→"
    r"|>>|❯)\W*$"
    r"|^[›»→❯>]+$",
    re.I,
)
_PAGE_NUMBER = re.compile(
    r"(?:[?&](?:page|p|paged|pagina|seite|pg|start|offset|pagenumber|page_?no|PAGEN_\d)=\d+)"
    r"|/(?:page|seite|pagina|p)[/-]?\d+/?$",
    re.I,
)
_NOFOLLOW = re.compile(r"(?:^|[\s,])(?:nofollow|ugc|sponsored)(?:$|[\s,])", re.I)
_PAGE_NOFOLLOW = re.compile(r"(?:^|[\s,])(?:nofollow|none)(?:$|[\s,])", re.I)
_NO_LINK = (
    "#",
    "javascript:",
    "mailto:",
    "tel:",
    "data:",
    "sms:",
    "whatsapp:",
    "about:",
    "blob:",
    "skype:",
)


def url_prior(url: str) -> int:
    """How much a URL looks like a product's; it orders the queue and decides nothing.

    >>> url_prior("https://shop.example/product/blue-cotton-shirt-size-m")
    3
    >>> url_prior("https://shop.example/cart"), url_prior("https://shop.example/logo.png")
    (-5, -9)
    """
    place, _, query = url.partition("://")[2].partition("#")[0].partition("?")
    authority, slash, path = place.partition("/")
    return NO_PAGE if _is_elsewhere(authority) else _prior_of(slash + path, query)


@lru_cache(maxsize=4096)
def _is_elsewhere(authority: str) -> bool:
    """Whether a host (with a port, at times with a user) is one where no shop's pages are."""
    try:
        parts = urlsplit(f"//{authority}")
        host, port = parts.hostname or "", parts.port
    except ValueError:  # no address, or a port that is no number
        return True
    return port == 0 or _ELSEWHERE.search(host) is not None


@lru_cache(maxsize=16384)
def _prior_of(path: str, query: str) -> int:
    last = path.rstrip("/").rpartition("/")[2]
    if "." in path[-7:] and _NO_HTML.search(path):
        return NO_PAGE
    if SERVICE_PATH.search(path):
        return NO_CONTENT
    product = _is_product_path(path) or bool(query and _PRODUCT_QUERY.search(query))
    if _NO_CONTENT_PATH.search(f"{path}?{query}" if query else path) and not product:
        return NO_CONTENT
    score = 2 if product else 0
    if last.count("-") >= 3 or _NUMBER.search(last):
        score += 1
    if not product and ((query and _LISTING_QUERY.search(query)) or _LISTING_PATH.search(path)):
        score -= 2
    return score


def _is_product_path(path: str) -> bool:
    """A product's segment or number; below a category's segment only the segment counts."""
    segment, listing = _PRODUCT_SEGMENT.search(path), _LISTING_PATH.search(path)
    if listing is None:
        return bool(segment or _PRODUCT_NUMBER.search(path))
    return segment is not None and segment.start() > listing.start()


def links_of(document: Document, reading: Reading) -> tuple[Link, ...]:
    """All links to http(s) pages, absolute and without fragment, in page order, each once."""
    page_nofollow = _page_nofollow(document, reading)
    found: dict[str, Link] = {}
    resolve = Resolver(document.base_url)
    for reference in document.linked("next"):
        if following := resolve(reference):
            found[following] = Link(following, "next", page_nofollow)
    for href, rel, kind_of in _anchors(scene_of(document)):
        url = resolve(href)
        if not url:
            continue
        known = found.get(url)
        if known is None or (known.kind == "other" and not known.nofollow):
            kind = kind_of(url, rel.lower())
            if known is None or kind != "other":
                nofollow = page_nofollow or bool(rel and _NOFOLLOW.search(rel))
                found[url] = Link(url, kind, nofollow)
    return tuple(found.values())


_KindOf = Callable[[str, str], LinkKind]


def _anchors(scene: Scene) -> Iterator[tuple[str, str, _KindOf]]:
    """The reference and relation of each anchor in page order, and how its kind is found."""
    outline, positions = scene.outline, scene.positions
    stubs = {element.start: node for element, node in outline.stubs}
    paged = bool(outline.hinted(Hint.PAGER))
    seen = outline.tagged("a", "area")
    if stubs:
        seen = sorted({*seen, *(element for element, _ in outline.stubs)}, key=_start)
    for element in seen:
        if element.tag in {"a", "area"} and (href := element.attrs.get("href")):
            kind_of = partial(_kind, outline, positions, element, paged)
            yield href, element.attrs.get("rel") or "", kind_of
        if (node := stubs.get(element.start)) is not None:
            for inner in node.css("a[href], area[href]"):
                attrs = inner.attributes
                if href := attrs.get("href"):
                    yield href, attrs.get("rel") or "", partial(_kind_in_frame, element, inner)


_start = attrgetter("start")


def _page_nofollow(document: Document, reading: Reading) -> bool:
    said = [content for name, content in reading.directives if name in {"robots", "lgs"}]
    said += [document.meta.get("robots", ""), *document.page.all_headers("x-robots-tag")]
    return any(_PAGE_NOFOLLOW.search(content) for content in said if content)


_ABSOLUTE = ("http://", "https://")
_EMPTY_END = ("?", ";")  # which joining takes off


class Resolver:
    """Makes references absolute against one base, the common forms without the library's join."""

    __slots__ = ("base", "origin", "scheme", "seen")

    def __init__(self, base: str) -> None:
        parts = urlsplit(base)
        self.base = base
        self.scheme = parts.scheme
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.seen: dict[str, str | None] = {}

    def __call__(self, href: str) -> str | None:
        """The absolute http(s) URL of a reference; None for what is no page."""
        href = href.strip()
        if href[:1] == "/" and href[1:2] != "/":
            return _from_root(self.origin, href)
        if href not in self.seen:
            self.seen[href] = self._absolute(href)
        return self.seen[href]

    def _absolute(self, href: str) -> str | None:
        if not href or href.lower().startswith(_NO_LINK):
            return None
        href = _bare(href)
        if "/." not in href and href.startswith(_ABSOLUTE) and not href.endswith(_EMPTY_END):
            url = href
        else:
            try:
                url = urljoin(self.base, href)
            except ValueError:
                return None
        return _page(url)


@lru_cache(maxsize=65536)  # the menu of a site stands on all its pages
def _from_root(origin: str, href: str) -> str | None:
    """The absolute URL of a reference that begins with one slash."""
    href = _bare(href)
    if "/." not in href and href[1:2] != "/":
        return _page(origin + href)
    try:
        return _page(urljoin(origin, href))
    except ValueError:
        return None


def _bare(href: str) -> str:
    """A reference without its fragment and its line breaks, spaces written as in URLs."""
    if not href.isprintable():
        href = re.sub(r"[\t\r\n]+", "", href)
    return href.partition("#")[0].replace(" ", "%20")


def _page(url: str) -> str | None:
    """A URL that may lead to a page, else None."""
    if not url.startswith(_ABSOLUTE) or url_prior(url) <= NO_PAGE:
        return None
    return url if len(url.split("/", 3)[2]) > 0 else None


@lru_cache(maxsize=65536)
def _is_numbered(url: str) -> bool:
    """Whether a URL names the page of a listing by its number."""
    return _PAGE_NUMBER.search(url) is not None


def _kind_in_frame(frame: Element, node: LexborNode, url: str, rel: str) -> LinkKind:
    """What a link leads to that stands in a menu, a footer or a dialog."""
    words = node.text(deep=True).strip() if _is_numbered(url) else ""
    if "next" in rel.split() or _NEXT_TEXT.match(words):
        return "next"
    prior = url_prior(url)
    if prior == NO_CONTENT:
        return "other"
    if prior >= 2:
        return "product"
    return "listing" if prior <= -2 or frame.zone & Zone.CHROME else "other"


def _kind(  # the last two are those of _KindOf
    outline: Outline, positions: Positions, element: Element, paged: bool, url: str, rel: str
) -> LinkKind:
    """What a link leads to; `paged` says whether a pager stands anywhere on the page."""
    if rel and "next" in rel.split():
        return "next"
    if (paged or _is_numbered(url)) and _is_next(outline, element, url):
        return "next"
    prior = url_prior(url)
    if prior == NO_CONTENT:
        return "other"
    if prior >= 2 or _in_product_card(outline, element, positions):
        return "product"
    if prior <= -2 or _is_category(element):
        return "listing"
    return "other"


def _is_next(outline: Outline, element: Element, url: str) -> bool:
    if element.last - element.first > 12:
        return False
    paging = _is_numbered(url)
    pager = element.hints & Hint.PAGER or any(
        e.hints & Hint.PAGER for e in outline.ancestors(element, most=4)
    )
    if not paging and not pager:
        return False
    words = outline.text(element) or element.get("aria-label") or element.get("title")
    return bool(_NEXT_TEXT.match(words)) or (bool(pager) and paging and words.isdigit())


def _in_product_card(outline: Outline, element: Element, positions: Positions) -> bool:
    """Whether a link stands in a small block with a picture and a price."""
    if element.zone & (Zone.CHROME | Zone.POPUP):
        return False
    for around in (element, *outline.ancestors(element, most=5)):
        if around.end - around.start > 60 or around.tag in {"ul", "ol", "table", "tbody", "main"}:
            return False
        if not count(positions.pictures, around.start, around.end):
            continue
        if around.hints & Hint.TILE or count(positions.prices, around.first, around.last):
            return True
    return False


def _is_category(element: Element) -> bool:
    """Whether a link stands in the shop's navigation."""
    return bool(element.zone & Zone.CHROME) or bool(element.hints & Hint.CRUMBS)
