"""The signal "bigcommerce": `BCData.product_attributes`, what Stencil themes know."""

import re
from collections.abc import Iterator
from decimal import Decimal

from lgs.extract.blobs import Patience, value_at
from lgs.extract.currency import code
from lgs.extract.document import Document
from lgs.extract.ids import gtin, number
from lgs.extract.platforms.reading import Entity, above, claims, entity, in_stock
from lgs.extract.price import machine_price
from lgs.extract.signals import SIGNALS
from lgs.model import Claim

_DATA = re.compile(r"\bBCData\s*=\s*(?=\{)")


@SIGNALS.add
def bigcommerce(document: Document) -> Iterator[Claim]:
    """The price and numbers of the product as first shown."""
    match = _DATA.search(document.text) if document.mentions("BCData") else None
    if not match:
        return
    product = entity(
        entity(value_at(document.text, match.end(), Patience())[0]).get("product_attributes")
    )
    prices = entity(product.get("price"))
    now = entity(prices.get("with_tax")) or entity(prices.get("without_tax"))
    price = machine_price(now.get("value"))
    yield from claims(
        "bigcommerce",
        {
            "price": price,
            "regular_price": above(_regular(prices), price),
            "currency": code(now.get("currency")),
            "availability": in_stock(product.get("instock")),
            "sku": number(product.get("sku")),
            "gtin": gtin(product.get("gtin")) or gtin(product.get("upc")),
            "mpn": number(product.get("mpn")),
        },
    )


def _regular(prices: Entity) -> Decimal | None:
    names = (
        "non_sale_price_with_tax",
        "non_sale_price_without_tax",
        "rrp_with_tax",
        "rrp_without_tax",
    )
    stated = (machine_price(entity(prices.get(name)).get("value")) for name in names)
    return next(filter(None, stated), None)
