"""The signal "datalayer": what the page tells analytics that the visitor views.

Sources: GA4 `view_item` (items[].item_id, item_name, item_brand, price), Universal Analytics
enhanced e-commerce (`ecommerce.detail.products[]`: id, name, brand, price).
"""

from collections.abc import Iterator

from lgs.extract.blobs import blobs, walk
from lgs.extract.currency import code
from lgs.extract.document import Document
from lgs.extract.ids import number
from lgs.extract.platforms.reading import Entity, claims, entities, entity
from lgs.extract.price import machine_price
from lgs.extract.signals import SIGNALS
from lgs.extract.text import line
from lgs.model import Claim


@SIGNALS.add
def datalayer(document: Document) -> Iterator[Claim]:
    """The one item of a "view item" event."""
    found = (
        _viewed(document) if document.mentions("dataLayer") or "gtag(" in document.text else None
    )
    if found is None:
        return
    item, currency = found
    price = machine_price(item.get("price"))
    yield from claims(
        "datalayer",
        {
            "title": line(item.get("item_name") or item.get("name")),
            "brand": line(item.get("item_brand") or item.get("brand"), most=200),
            "sku": number(item.get("item_id") or item.get("id")),
            "price": price,
            "currency": currency if price else None,
        },
    )


def _viewed(document: Document) -> tuple[Entity, str | None] | None:
    for blob in blobs(document):
        if blob.name not in ("dataLayer", "digitalData"):
            continue
        for event in walk(blob.value):
            detail = entity(event.get("detail"))
            items = entities(detail.get("products"))
            if event.get("event") == "view_item" or "items" in event:
                items = (
                    items
                    or entities(event.get("items"))
                    or entities(entity(event.get("ecommerce")).get("items"))
                )
            if len(items) == 1:
                money = (
                    event.get("currency") or event.get("currencyCode") or items[0].get("currency")
                )
                return items[0], code(money)
    return None
