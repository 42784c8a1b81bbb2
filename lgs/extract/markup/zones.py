"""What class names and ids say: parts of a page that are not the product, and hints at fields.

A *zone* is inherited by everything inside an element, a *hint* is the element's own. Class names
are read as words: `ProductPrice--old` is "product price old". Names are few on a page and the same
on all pages of a site, so each is read once and remembered.
"""

import re
from functools import lru_cache


class Zone:
    """Where an element stands. Plain numbers: enum flags are too slow for every element."""

    CHROME = 1  # the site's header, footer, menus, side bars
    RELATED = 2  # other products
    REVIEW = 4  # what customers say
    POPUP = 8  # dialogs, cookie walls, the small cart
    HIDDEN = 16  # not shown, or not yet: tabs keep descriptions like this
    STRUCK = 32  # an old price
    CARD = 64  # one of several alike, each leading to another page
    NOSCRIPT = 128  # what is shown where scripts do not run


class Hint:
    """What an element's own name says it holds; the first eight bits are zones."""

    PRICE = 1 << 8
    SALE = 1 << 9
    CRUMBS = 1 << 10
    GALLERY = 1 << 11
    DESCRIPTION = 1 << 12
    BUY = 1 << 13
    STOCK = 1 << 14
    TILE = 1 << 15  # a product card, by name
    SPECS = 1 << 16
    PAGER = 1 << 17
    TITLE = 1 << 18
    SECONDARY = 1 << 19  # a price of something else: tax-free twin, instalment, unit, shipping
    REGULAR = 1 << 20  # an old price, if a lower one stands beside it
    IN_STOCK = 1 << 21
    SOLD_OUT = 1 << 22
    BRAND = 1 << 23
    SKU = 1 << 24
    ICON = 1 << 25  # a picture that is no product picture
    OPTION = 1 << 26


BAD = Zone.CHROME | Zone.RELATED | Zone.REVIEW | Zone.POPUP | Zone.CARD
INHERITED = 0xFF

# Words are parted by one space. A leading or trailing space in a pattern is a word's border.
_PATTERNS: tuple[tuple[int, str], ...] = (
    (
        Zone.CHROME,
        r" (?:footer|navbar|navigation|nav|topbar|masthead|sidebar|side bar|megamenu|mega menu"
        r"|main menu|top menu|menu|submenu|dropdown menu|skip link|top links|site header"
        r"|global header|main header|top header|header top|header main|site footer|copyright"
        r"|language switcher|currency switcher|social|share|sharing|socials|payment methods?|usp) ",
    ),
    (
        Zone.RELATED,
        r" (?:related|upsells?|up sells?|crosssells?|cross sells?|cross selling|similar|similars"
        r"|recommend\w*(?! (?:retail )?price)|recently|recent|viewed|also|you may"
        r"|suggest\w*(?! (?:retail )?price)|complement\w*|accessor\w+"
        r"|best ?sell\w*|others? products?|more products|sponsored|bundles?|frequently"
        r"|aehnlich\w*|empfehl\w*|zubehoer|similaires|relacionad\w+|correlat\w+|powiazan\w*"
        r"|polecan\w*|new products|featured products?|products (?:grid|list|carousel|slider)"
        r"|history|ads|advert\w*|banner) ",
    ),
    (
        Zone.REVIEW,
        r" (?:reviews?|comments?|testimonials?|ratings?|feedbacks?|faqs?|questions?|qa|bewertung\w*"
        r"|avis|opinion\w*|recension\w*|otzyv\w*|yotpo|trustpilot) ",
    ),
    (
        Zone.POPUP,
        # what opens a picture is no dialog yet: "magnific-popup", "popup-gallery"
        r" (?:modal|(?<!magnific )(?<!image )(?<!gallery )popup(?! (?:gallery|image|link|zoom))"
        r"|pop up|cookies?|consent|gdpr|drawer|offcanvas|off canvas|minicart"
        r"|mini cart|cart dropdown|newsletter|login|signin|sign in|signup|toast|dialog|overlay"
        r"|help layer|tooltip|wishlist popup) ",
    ),
    (
        Zone.HIDDEN,
        r"(?<! mode) (?:hidden|hide|visually hidden|sr only|d none|screen reader text|is hidden) ",
    ),
    (
        Zone.STRUCK,
        r" (?:old|was|rrp|msrp|uvp|before|crossed|crossedout|strike\w*|struck|compare"
        r"|compared|line ?through"
        r"|original|originally|previous|prev price|list price|statt|alter preis|ancien|antes"
        r"|anterior|stary|de price|price de|full price|non sale|undiscounted|retail"
        r"|price standard|oldprice|wasprice|oldprices|pricestrike|listprice|strikeout) ",
    ),
    (
        Hint.PRICE,
        r"(?:price|precio|preco| prix | preis|preis | prezzo | cena | ceny | pris | hinta | pret "
        r"| fiyat | amount | prijs | tsena | stoimost | cost | kaina | cijena | kakaku )",
    ),
    (
        Hint.SALE,
        r" (?:special|sale|final|current|now|offer|promo|promotion\w*|discounted|reduced|new price"
        r"|our price|your price|actual|aktuell|oferta|angebot|today|selling|sell price"
        r"|price new|sale ?price|final ?price|special ?price|finalprice|sales price|main price) ",
    ),
    (
        Hint.REGULAR,
        r" (?:regular|regular price|regularprice|normalprice|price regular"
        r"|normal|standard|base price|ordinary|catalog price"
        r"|market price|marketprice|suggested|recommended) ",
    ),
    (
        Hint.SECONDARY,
        r" (?:tax|vat|excl|netto|instal\w*|monthly|per ?month|finance|financing|klarna|afterpay"
        r"|unit|per unit|unitprice|unit price|base ?price per|shipping|delivery|savings?|save|saved"
        r"|you save|discount|discounts?|percent|percentage|points|reward\w*|loyalty|deposit"
        r"|eco ?tax|parcel\w*|tier|tiers|range|filter|slider|alert|history|subtotal|total|gift"
        r"|voucher|coupon|minimum|credit|rate|lease|label|caption|wholesale|member|club) ",
    ),
    (
        Hint.CRUMBS,
        r"(?:bread ?crumbs?|breadcrumb| crumbs? | ariadne | you are here | pathway| way ?home "
        r"| brotkrum\w*| fil ?ariane | migas| broodkruimel\w*|location path| navi ?path"
        r"| category path | nav ?path| headcategory )",
    ),
    (
        Hint.GALLERY,
        r"(?: gallery|galeria| galerie | product images? | product media| product photos?"
        r"| product img | product pictures?| images? container | image container | main image"
        r"| fotorama | product slider| zoom| thumbnails | thumbs | media gallery| photo | photos"
        r"| product image| primary image| large image| big image| lightbox | fancybox | swiper)",
    ),
    (
        Hint.DESCRIPTION,
        r"(?: description| desc | descr | descripcion| beschreibung| omschrijving | opis"
        r"| popis| descrizione| descricao| beskrivning| beskrivelse| product details? "
        r"| longdescription | shortdescription"
        r"| product information | product info text | product content | about product"
        r"| overview | long text | product text | editor content | product body"
        r"| item details? | details content | synopsis | kuvaus | leiras )",
    ),
    (
        Hint.BUY,
        r"(?: add to (?:cart|basket|bag|trolley|order)| addto(?:cart|basket|bag)| btn cart "
        r"| cart btn | cart button | button cart | buy ?button| buy ?now| buynow | btn buy "
        r"| buy btn | add cart | cart add | product form submit | add basket | basket add "
        r"| in den warenkorb | ajouter panier | comprar | tobasket | tocart | buy | purchase button"
        r"| buy box | buybox )",
    ),
    (
        Hint.STOCK,
        r" (?:stock|availab\w*|availib\w*|instock|outofstock|verfuegbarkeit|verfugbarkeit|lieferbar"
        r"|disponib\w*|dostepn\w*|dostupn\w*|inventory|lagerstatus|nalichie|soldout) ",
    ),
    (Hint.IN_STOCK, r" (?:in stock|instock|available|is available|stock available) "),
    (
        Hint.SOLD_OUT,
        r" (?:out of stock|outofstock|outstock|out stock|sold ?out|unavailable|not available"
        r"|no stock|notavailable|product unavailable) ",
    ),
    (
        Hint.TILE,
        r" (?:product|item|goods|grid)s? (?:card|tile|miniature|thumb|teaser|box|cell|snippet"
        r"|preview|pod|grid item|list item|item|layout)s? | productcard | product li ",
    ),
    (
        Hint.SPECS,
        r"(?: spec| specs | specification| attributes? | features? | properties | characteristics"
        r"| technical| tech ?data| datasheet | merkmale | caracteristic| parameter|data sheet"
        r"| props | product attribute| more info | additional| details? | information "
        r"| kharakteristik)",
    ),
    (
        Hint.PAGER,
        r" (?:paginat\w*|pager|pages|page numbers?|pagenav\w*|nav links|load more|paging) ",
    ),
    (
        Hint.TITLE,
        r"(?: product (?:main |page |single |detail |info )?(?:title|name|heading|h1) "
        r"| (?:item|page|goods|prod|pdp|detail) (?:title|name) | producttitle | productname "
        r"| pdp title | product ?detail (?:title|name) )",
    ),
    (
        Hint.BRAND,
        r" (?:brand|manufacturers?|manufacture|marke|hersteller|marque|marca|designer|vendor"
        r"|maker) ",
    ),
    (
        Hint.SKU,
        r" (?:sku|product code|productcode|item number|item no|article number|artikelnummer|model"
        r"|product number|product id|item code|reference|style number|prod code|artnr"
        r"|product ref) ",
    ),
    (
        Hint.ICON,
        r" (?:logos?|icons?|swatch\w*|spinner|badges?|payment\w*|flags?"
        r"|avatars?|stars?|sprite|pixel|tracking|label|labels|sticker|ribbon|social|share"
        r"|captcha|emoji|brand logo|manufacturer|watermark) ",
    ),
    (
        Hint.OPTION,
        r" (?:swatch\w*|variants?|variations?|options?|sizes?|colou?rs?|attribute options?"
        r"|product options?|configurable|groups?) ",
    ),
)
_COMPILED = {bit: re.compile(pattern) for bit, pattern in _PATTERNS}
# Most names say nothing. A pattern can match only where one of its runs of letters stands, so each
# run tells which patterns are worth asking; letters that may be missing are no part of a run.
_OPTIONAL = re.compile(r"\\w[*+?]?|[a-z]\?")
_RUN = re.compile(r"[a-z0-9]{2,}")
_LONGEST_WORD = 40  # letters of a word that are looked at; the rest is a number of some kind


def _by_run() -> dict[str, int]:
    found: dict[str, int] = {}
    for bit, pattern in _PATTERNS:
        for run in _RUN.findall(_OPTIONAL.sub(" ", pattern)):
            found[run] = found.get(run, 0) | bit
    return found


_BY_RUN = _by_run()
_LONGEST_RUN = max(map(len, _BY_RUN))

_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_PARTS = re.compile(r"[^\w]+|_+")
# Tokens that say how something is laid out, not what it is: "menu-open", "has-sidebar", "no-js".
_STATE = re.compile(
    r"(?:^|(?<=\s))(?:has|with|no|is|js|wp|not|hide|show|hidden|sm|md|lg|xl|xs|col|mobile|desktop)"
    r"[-_]\S*(?:sidebar|menu|header|footer|nav|sale|popup|modal|price|stock|image)\S*|\S*:\S+"
)


def words(mark: str) -> str:
    """Class names and id as words, with a space at each end.

    >>> words("ProductPrice--old #main_price")
    ' product price old main price '
    """
    return f" {_PARTS.sub(' ', _CAMEL.sub(' ', mark)).lower().strip()} "


@lru_cache(maxsize=65536)
def hints(mark: str) -> int:
    """All bits, of zones and hints, that class names and id speak for."""
    parts = _STATE.sub(" ", mark[:400]).split()
    found = 0
    for part in parts:
        found |= _token(part)
    if found & Zone.HIDDEN and _SHOWN_WIDER.search(mark):
        found &= ~Zone.HIDDEN
    return found


# Hidden on small screens only: "hidden-xs", "d-none d-md-block", "hidden lg:flex".
_SHOWN_WIDER = re.compile(
    r"(?:^|\s)(?:(?:d-(?:sm|md|lg|xl|xxl)-|(?:sm|md|lg|xl|2xl):)(?:block|flex|grid|inline|table)"
    r"|hidden-(?:xs|phone)(?:$|\s)|visible-(?:md|lg|desktop))"
)


@lru_cache(maxsize=65536)
def _token(token: str) -> int:
    spelled = words(token)
    asked = 0
    for word in spelled.split():
        asked |= _promised(word)
    found = 0
    while asked:
        bit = asked & -asked
        asked -= bit
        if _COMPILED[bit].search(spelled):
            found |= bit
    return found


@lru_cache(maxsize=65536)
def _promised(word: str) -> int:
    """The bits of all patterns that have a run of letters in common with a word."""
    word = word[:_LONGEST_WORD]
    found = 0
    for start in range(len(word) - 1):
        for end in range(start + 2, min(len(word), start + _LONGEST_RUN) + 1):
            found |= _BY_RUN.get(word[start:end], 0)
    return found


_OPENERS = frozenset({"button", "input"})  # by their names they open or close a dialog
_CHROME_TAGS = frozenset({"nav", "footer", "header", "aside"})
TELLING_TAGS = _CHROME_TAGS | {"del", "s", "strike", "noscript", "dialog"}
TELLING_ATTRIBUTES = frozenset({"role", "style", "hidden"})
_CHROME_ROLES = frozenset({"navigation", "banner", "contentinfo", "search", "complementary"})


def zone(found: int, tag: str, attrs: dict[str, str | None]) -> int:
    """The zones that an element opens for everything inside it, itself included."""
    if tag in {"body", "html", "main", "h1"}:
        return 0
    inherited = found & INHERITED
    if tag in _CHROME_TAGS:
        inherited |= Zone.CHROME
    elif tag in {"del", "s", "strike"}:
        inherited |= Zone.STRUCK
    elif tag == "noscript":
        inherited |= Zone.NOSCRIPT
    elif tag == "dialog":
        inherited |= Zone.POPUP
    elif tag in _OPENERS:
        inherited &= ~Zone.POPUP
    if "role" in attrs:
        if attrs["role"] in _CHROME_ROLES:
            inherited |= Zone.CHROME
        elif attrs["role"] in {"dialog", "alertdialog"}:
            inherited |= Zone.POPUP
    style = attrs.get("style")
    if "hidden" in attrs or (style and _NOT_SHOWN.search(style)):
        inherited |= Zone.HIDDEN
    elif style and "line-through" in style:
        inherited |= Zone.STRUCK
    return inherited


_NOT_SHOWN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.I)
