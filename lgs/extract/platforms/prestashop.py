"""The signal "prestashop": the product that `#product-details` carries for the theme's scripts.

It tells of the selected combination only; the others are asked from the server.
"""

from collections.abc import Iterator

from lgs.extract.document import Document
from lgs.extract.ids import gtin, number
from lgs.extract.offers import availability
from lgs.extract.platforms.reading import Entity, above, attribute, claims, entities, entity
from lgs.extract.price import machine_price
from lgs.extract.signals import SIGNALS
from lgs.extract.text import block, line
from lgs.model import Claim


@SIGNALS.add
def prestashop(document: Document) -> Iterator[Claim]:
    """The product of the page, as the theme's scripts know it."""
    if not document.mentions("data-product=") or not document.mentions("product-details"):
        return
    product = entity(attribute(document, "#product-details[data-product]", "data-product"))
    price = machine_price(product.get("price_amount"))
    regular = machine_price(product.get("regular_price_amount")) or machine_price(
        product.get("price_without_reduction")
    )
    texts = [block(product.get(name)) for name in ("description_short", "description")]
    yield from claims(
        "prestashop",
        {
            "title": line(product.get("name")),
            "description": "\n\n".join(dict.fromkeys(filter(None, texts))),
            "image_urls": _images(document, product),
            "price": price,
            "regular_price": above(regular, price),
            "availability": _state(product),
            "brand": line(product.get("manufacturer_name"), most=200),
            "sku": number(product.get("reference")),
            "gtin": gtin(product.get("ean13"))
            or gtin(product.get("upc"))
            or gtin(product.get("isbn")),
            "mpn": number(product.get("mpn")),
            "bullets": tuple(_features(product)),
        },
    )
    if entity(product.get("attributes")):
        yield Claim("variants_complete", False, "prestashop")


def _state(product: Entity) -> str | None:
    if not product.get("show_availability"):
        return None
    stated = product.get("availability")
    return availability(
        {"available": True, "last_remaining_items": True, "unavailable": False}.get(str(stated))
    )


def _images(document: Document, product: Entity) -> tuple[str, ...]:
    found = []
    for image in entities([product.get("cover"), *entities(product.get("images"))]):
        sizes = entity(image.get("bySize"))
        large = entity(image.get("large")) or entity(next(reversed(list(sizes.values())), None))
        if isinstance(source := large.get("url"), str) and (url := document.absolute(source)):
            found.append(url)
    return tuple(dict.fromkeys(found))


def _features(product: Entity) -> Iterator[str]:
    for feature in entities(product.get("features")):
        name, value = line(feature.get("name")), line(feature.get("value"))
        if name and value:
            yield f"{name}: {value}"
