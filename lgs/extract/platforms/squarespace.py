"""The signal "squarespace": the variants that the product block or the page's context carries."""

from collections.abc import Iterator
from decimal import Decimal

from lgs.extract.blobs import blobs, walk
from lgs.extract.currency import code
from lgs.extract.document import Document
from lgs.extract.ids import number
from lgs.extract.platforms.reading import Entity, above, attribute, claims, entities, entity
from lgs.extract.price import machine_price
from lgs.extract.signals import SIGNALS
from lgs.extract.text import line
from lgs.model import Availability, Claim, Variant


@SIGNALS.add
def squarespace(document: Document) -> Iterator[Claim]:
    """The variants of the product on the page."""
    if not document.mentions("squarespace"):
        return
    stated = entities(attribute(document, "[data-variants]", "data-variants")) or _in_context(
        document
    )
    yield from claims("squarespace", {"variants": tuple(map(_variant, stated))})


def _in_context(document: Document) -> list[Entity]:
    for blob in blobs(document):
        for value in walk(blob.value):
            product = entity(value.get("product"))
            found = entities(product.get("variants")) or entities(
                entity(product.get("structuredContent")).get("variants")
            )
            if found:
                return found
    return []


def _variant(stated: Entity) -> Variant:
    price, currency = _money(stated, "price")
    sale, _ = _money(stated, "salePrice")
    now = sale if stated.get("onSale") and sale else price
    pairs = ((line(k), line(v)) for k, v in entity(stated.get("attributes")).items())
    return Variant(
        options=tuple((k, v) for k, v in pairs if k and v),
        sku=number(stated.get("sku")),
        price=now,
        regular_price=above(price, now),
        currency=currency,
        availability=_state(stated),
    )


def _money(stated: Entity, name: str) -> tuple[Decimal | None, str | None]:
    """A price: an object with a decimal value, else integer cents."""
    for value in (stated.get(f"{name}Money"), stated.get(name)):
        if isinstance(value, dict):
            currency = value.get("currency") or value.get("currencyCode")
            return machine_price(value.get("value") or value.get("decimalValue")), code(currency)
    cents = stated.get(name)
    is_cents = isinstance(cents, int) and not isinstance(cents, bool) and abs(cents) < 10**15
    return (machine_price(Decimal(cents).scaleb(-2)) if is_cents else None), None  # type: ignore[arg-type]


def _state(stated: Entity) -> Availability | None:
    stock = entity(stated.get("stock")) or stated
    left = stock.get("quantity", stock.get("qtyInStock"))
    if stock.get("unlimited") is True:
        return "InStock"
    if isinstance(left, int) and not isinstance(left, bool):
        return "InStock" if left > 0 else "OutOfStock"
    return None
