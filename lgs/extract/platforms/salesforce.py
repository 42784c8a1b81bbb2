"""The signal "salesforce": the marks of the reference storefront (SFRA) on the product's element."""

from collections.abc import Iterator

from lgs.extract.document import Document
from lgs.extract.ids import number
from lgs.extract.platforms.reading import claims
from lgs.extract.price import machine_price
from lgs.extract.signals import SIGNALS
from lgs.extract.text import line
from lgs.model import Claim


@SIGNALS.add
def salesforce(document: Document) -> Iterator[Claim]:
    """The number and the price of the product that the page details."""
    if "demandware" not in document.text or "product-detail" not in document.text:
        return
    detail = document.tree.css_first(".product-detail[data-pid]")
    if detail is None:
        return
    shown = detail.css_first(".product-id")
    sale = detail.css_first(".prices .sales .value[content], .price .sales .value[content]")
    struck = detail.css_first(".strike-through .value[content]")
    yield from claims(
        "salesforce",
        {
            "sku": number(
                line(shown.text(deep=True)) if shown else detail.attributes.get("data-pid")
            ),
            "price": machine_price(sale.attributes.get("content")) if sale else None,
            "regular_price": machine_price(struck.attributes.get("content")) if struck else None,
        },
    )
