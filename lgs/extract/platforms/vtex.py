"""The signal "vtex": `skuJson` of the portal's pages and the `__STATE__` of VTEX IO."""

from collections.abc import Iterator
from decimal import Decimal

from lgs.extract.blobs import Blob, blobs
from lgs.extract.document import Document
from lgs.extract.ids import gtin, number
from lgs.extract.platforms.reading import (
    Entity,
    above,
    claims,
    entities,
    entity,
    hundredths,
    in_stock,
    names_page,
)
from lgs.extract.price import machine_price
from lgs.extract.signals import SIGNALS
from lgs.extract.text import block, line
from lgs.model import Claim, Variant


@SIGNALS.add
def vtex(document: Document) -> Iterator[Claim]:
    """The articles (SKUs) of the page's product."""
    if not blobs(document) or not document.mentions("vtex"):
        return
    for blob in blobs(document):
        if blob.name.startswith("skuJson"):
            articles = entities(entity(blob.value).get("skus"))
            yield from claims("vtex", {"variants": tuple(_portal(document, a) for a in articles)})
            return
        if blob.name == "__STATE__":
            yield from _of_state(document, blob)
            return


def _portal(document: Document, stated: Entity) -> Variant:
    price = hundredths(stated.get("bestPrice"))
    picture = stated.get("image")
    return Variant(
        options=_pairs(entity(stated.get("dimensions"))),
        sku=number(stated.get("sku")),
        price=price,
        regular_price=above(hundredths(stated.get("listPrice")), price),
        availability=in_stock(stated.get("available")),
        image_url=document.absolute(picture) if isinstance(picture, str) else None,
        title=line(stated.get("skuname")),
    )


def _of_state(document: Document, blob: Blob) -> Iterator[Claim]:
    """State is kept as a flat table whose rows point to each other by name."""
    state = entity(blob.value)
    products = [
        v
        for v in entities(state)
        if v.get("productName") and names_page(document, v["productName"]) > 0.5
    ]
    product = max(
        products, key=lambda p: (names_page(document, p["productName"]), len(p)), default=None
    )
    if product is None:
        return
    articles = [a for a in _rows(state, product.get("items")) if a.get("itemId")]
    yield from claims(
        "vtex",
        {
            "title": line(product["productName"]),
            "brand": line(product.get("brand"), most=200),
            "description": block(product.get("description")),
            "variants": tuple(_article(document, state, a) for a in articles),
        },
    )


def _rows(state: Entity, pointers: object) -> list[Entity]:
    names = [entity(p).get("id") for p in pointers] if isinstance(pointers, list) else []
    return [entity(state.get(str(name))) for name in names]


def _row(state: Entity, pointer: object) -> Entity:
    return entity(state.get(str(entity(pointer).get("id"))))


def _article(document: Document, state: Entity, article: Entity) -> Variant:
    seller = next(iter(_rows(state, article.get("sellers"))), {})
    offer = _row(state, seller.get("commertialOffer"))
    price = machine_price(offer.get("Price"))
    picture = next(iter(_rows(state, article.get("images"))), {}).get("imageUrl")
    pairs = {}
    for axis in _rows(state, article.get("variations")):
        values = entity(axis.get("values")).get("json")
        if isinstance(values, list) and values:
            pairs[str(axis.get("name"))] = values[0]
    left = offer.get("AvailableQuantity")
    return Variant(
        options=_pairs(pairs),
        sku=number(article.get("itemId")),
        gtin=gtin(article.get("ean")),
        price=price,
        regular_price=above(machine_price(offer.get("ListPrice")), price),
        availability=in_stock(left > 0) if isinstance(left, int | float | Decimal) else None,
        image_url=document.absolute(picture) if isinstance(picture, str) else None,
        title=line(article.get("nameComplete") or article.get("name")),
    )


def _pairs(stated: Entity) -> tuple[tuple[str, str], ...]:
    pairs = ((line(name), line(value)) for name, value in stated.items())
    return tuple((name, value) for name, value in pairs if name and value)
