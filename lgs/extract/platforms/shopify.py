"""The signal "shopify": the product object that themes print for their scripts.

Its prices are integer hundredths in every currency (Liquid's `product | json`); the strings of the
storefront API are decimals. A product without options has one variant "Default Title".
"""

import re
from collections.abc import Iterator

from lgs.extract.blobs import blobs, walk
from lgs.extract.currency import code
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
from lgs.extract.signals import SIGNALS
from lgs.extract.text import block, line
from lgs.model import Claim, Variant

_CURRENCY = re.compile(r"Shopify\.currency\s*=\s*\{[^}]*?\"active\"\s*:\s*\"([A-Z]{3})\"")


@SIGNALS.add
def shopify(document: Document) -> Iterator[Claim]:
    """The product that the page's theme works with."""
    if not blobs(document) or not document.mentions("hopify"):  # of "Shopify" and "shopify"
        return
    product = _product(document)
    if product is None:
        return
    money = _CURRENCY.search(document.text)
    currency = code(money[1]) if money else None
    variants = tuple(
        _variant(document, product, v, currency) for v in entities(product.get("variants"))
    )
    yield from claims(
        "shopify",
        {
            "title": line(product.get("title")),
            "description": block(product.get("description") or product.get("body_html")),
            "image_urls": _images(document, product),
            "brand": line(product.get("vendor"), most=200),
            "currency": currency,
            "variants": variants,
        },
    )


def _product(document: Document) -> Entity | None:
    """The fullest object with variants that the page's address or title names."""
    found: list[tuple[bool, bool, int, int, Entity]] = []
    for blob in blobs(document):
        for value in walk(blob.value):
            listed = entities(value.get("variants"))
            if listed and ("option1" in listed[0] or "public_title" in listed[0]):
                handle = value.get("handle")
                at_home = isinstance(handle, str) and f"/{handle}".lower() in document.url.lower()
                if at_home or names_page(document, value.get("title")) > 0.7 or blob.name == "meta":
                    found.append((at_home, "option1" in listed[0], len(value), -len(found), value))
    return max(found, key=lambda f: f[:4])[4] if found else None


def _variant(document: Document, product: Entity, stated: Entity, currency: str | None) -> Variant:
    price = hundredths(stated.get("price"))
    values = [stated.get(f"option{i}") for i in (1, 2, 3)]
    names = _option_names(product)
    options = [(n, v) for n, v in zip(names, map(line, values), strict=False) if v]
    picture = entity(stated.get("featured_image") or stated.get("image"))
    return Variant(
        options=tuple(o for o in options if o[1] != "Default Title"),
        sku=number(stated.get("sku")),
        gtin=gtin(stated.get("barcode")),
        price=price,
        regular_price=above(hundredths(stated.get("compare_at_price")), price),
        currency=currency if price else None,
        availability=in_stock(stated.get("available")),
        image_url=document.absolute(str(picture["src"])) if picture.get("src") else None,
        title=line(stated.get("name")),
    )


def _option_names(product: Entity) -> list[str]:
    stated = product.get("options")
    listed = stated if isinstance(stated, list) else []
    names = [line(o.get("name") if isinstance(o, dict) else o) for o in listed]
    return [name or f"Option {i}" for i, name in enumerate([*names, None, None, None], 1)][:3]


def _images(document: Document, product: Entity) -> tuple[str, ...]:
    stated = product.get("images") or product.get("media")
    found = []
    for image in stated if isinstance(stated, list) else []:
        source = image.get("src") if isinstance(image, dict) else image
        if isinstance(source, str) and (url := document.absolute(source)):
            found.append(url)
    return tuple(dict.fromkeys(found))
