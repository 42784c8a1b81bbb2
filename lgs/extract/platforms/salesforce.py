"""The signal "salesforce": the marks of Salesforce's storefronts (SFRA, SiteGenesis)."""

from collections.abc import Iterator

from lgs.extract.document import Document
from lgs.extract.ids import number
from lgs.extract.platforms.reading import claims
from lgs.extract.platforms.swatches import stated_variants
from lgs.extract.price import machine_price
from lgs.extract.signals import SIGNALS
from lgs.extract.text import line
from lgs.model import Claim, Value


@SIGNALS.add
def salesforce(document: Document) -> Iterator[Claim]:
    """The number, the price and the swatches of the product that the page details."""
    if not document.mentions("demandware"):
        return
    if document.mentions("product-detail"):
        yield from claims("salesforce", _detail(document))
    if document.mentions("data-attr-value") or document.mentions("Product-Variation"):
        variants, is_complete = stated_variants(document)
        yield from claims("salesforce", {"variants": variants})
        if not is_complete:
            yield Claim("variants_complete", False, "salesforce")


def _detail(document: Document) -> dict[str, Value | None]:
    detail = document.tree.css_first(".product-detail[data-pid]")
    if detail is None:
        return {}
    shown = detail.css_first(".product-id")
    sale = detail.css_first(".prices .sales .value[content], .price .sales .value[content]")
    struck = detail.css_first(".strike-through .value[content]")
    return {
        "sku": number(line(shown.text(deep=True)) if shown else detail.attributes.get("data-pid")),
        "price": machine_price(sale.attributes.get("content")) if sale else None,
        "regular_price": machine_price(struck.attributes.get("content")) if struck else None,
    }
