"""The signal "opengraph": `<meta>` elements for sharing and for product catalogues.

Sources: ogp.me; Meta's product catalogue tags (product:price:amount and others); Pinterest's.
"""

import re
from collections.abc import Iterator

from lgs.extract.currency import code, currency_of
from lgs.extract.document import Document
from lgs.extract.ids import gtin, number
from lgs.extract.offers import availability
from lgs.extract.price import markup_price
from lgs.extract.signals import SIGNALS
from lgs.extract.text import block, line
from lgs.extract.words import stock
from lgs.model import Availability, Claim, Value

_SALE = ("product:sale_price:amount", "product:price:sale:amount")
_PRICE = ("product:price:amount", "og:price:amount", "product:price", "og:price")
_REGULAR = (
    "product:original_price:amount",
    "og:price:standard_amount",
    "product:price:standard:amount",
    "og:standard_price:amount",
)
_CURRENCY = (
    "product:price:currency",
    "og:price:currency",
    "og:currency",
    "product:sale_price:currency",
)
_STATE = (
    "product:availability",
    "og:availability",
    "og:product:availability",
    "availability",
    "g:availability",
)
_STOCK_LABEL = re.compile(stock.LABEL, re.I)
_BRAND = ("product:brand", "og:brand")
_SKU = ("product:retailer_item_id", "product:retailer_part_no", "product:sku", "og:sku")
_MPN = ("product:mfr_part_no", "product:mpn")
_GTIN = (
    "product:gtin",
    "product:ean",
    "og:ean",
    "product:upc",
    "og:upc",
    "product:isbn",
    "book:isbn",
)
_IMAGE = ("og:image:secure_url", "og:image", "og:image:url")


@SIGNALS.add
def opengraph(document: Document) -> Iterator[Claim]:
    """What the sharing and catalogue meta elements say."""
    for name, value in _fields(document):
        if value not in (None, "", ()):
            yield Claim(name, value, "opengraph")


def _fields(document: Document) -> Iterator[tuple[str, Value | None]]:
    def said(*names: str) -> str | None:
        return next((v for n in names if (v := document.meta.get(n))), None)

    money = said(*_CURRENCY)
    currency = (code(money) or currency_of(money, lang=document.lang)) if money else None
    listed, sale = (
        markup_price(said(*names), lang=document.lang, currency=currency)
        for names in (_PRICE, _SALE)
    )
    regular = markup_price(said(*_REGULAR), lang=document.lang, currency=currency)
    price = sale or listed
    if sale and listed and listed > sale:
        regular = listed
    yield "title", line(said("og:title", "twitter:title"))
    yield "description", block(said("og:description", "description", "twitter:description"))
    yield "image_urls", _images(document)
    yield "price", price
    yield "regular_price", regular if regular and price and regular > price else None
    yield "currency", currency
    yield "availability", availability(said(*_STATE)) or _labelled(document)
    yield "brand", line(said(*_BRAND), most=200)
    yield "sku", number(said(*_SKU))
    yield "mpn", number(said(*_MPN))
    yield "gtin", gtin(said(*_GTIN))


def _labelled(document: Document) -> Availability | None:
    """The stock as the cards of Twitter give it: a label and its value."""
    for place in ("1", "2", "3"):
        label = document.meta.get(f"twitter:label{place}")
        if label and _STOCK_LABEL.search(label):
            return availability(document.meta.get(f"twitter:data{place}"))
    return None


def _images(document: Document) -> tuple[str, ...]:
    stated = [u for name in _IMAGE for u in document.metas.get(name, ())]
    stated = stated or [u for u in (document.meta.get("twitter:image"),) if u]
    return tuple(dict.fromkeys(u for u in map(document.absolute, stated) if u))
