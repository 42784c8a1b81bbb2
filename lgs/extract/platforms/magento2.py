"""The signal "magento2": the configuration of the swatch or drop-down widget.

`jsonConfig` (swatches) or `spConfig` (drop-downs), by whatever module printed it, lists the simple
products with their options, prices and images. The gallery is another widget.
"""

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import chain

from lgs.extract.blobs import Patience, blobs, value_at, walk
from lgs.extract.document import Document
from lgs.extract.ids import number
from lgs.extract.loosejson import loose_json
from lgs.extract.platforms.reading import Entity, above, claims, entities, entity
from lgs.extract.price import machine_price
from lgs.extract.signals import SIGNALS
from lgs.extract.text import line
from lgs.model import Claim, Variant

_WIDGETS = "text/x-magento-init"
_GALLERY = "mage/gallery/gallery"
_CONFIG = re.compile(r"\{\s*\"attributes\"\s*:\s*\{")


@SIGNALS.add
def magento2(document: Document) -> Iterator[Claim]:
    """The simple products of a configurable one, and the gallery's pictures."""
    yield from claims("magento2", {"image_urls": _gallery(document)})
    if not document.mentions("optionPrices"):
        return
    for stated in chain((blob.value for blob in blobs(document)), _given(document)):
        for value in walk(stated):
            if isinstance(value.get("attributes"), dict) and isinstance(
                value.get("optionPrices"), dict
            ):
                yield from claims("magento2", {"variants": _variants(document, value)})
                return


def _gallery(document: Document) -> tuple[str, ...]:
    """The pictures that the gallery widget is given, the main one first."""
    for script in document.scripts:
        if script.type != _WIDGETS or _GALLERY not in script.text:
            continue
        stated = (v for value in loose_json(script.text).values for v in walk(value))
        given = next((entity(v[_GALLERY]) for v in stated if _GALLERY in v), {})
        images = [p for p in entities(given.get("data")) if p.get("type", "image") == "image"]
        images.sort(key=lambda p: p.get("isMain") is not True)
        found = (document.absolute(str(p.get("full") or p.get("img") or "")) for p in images)
        return tuple(dict.fromkeys(filter(None, found)))
    return ()


def _given(document: Document) -> Iterator[object]:
    """The configuration as a theme's script gives it to a function of its own."""
    for script in document.scripts:
        if "optionPrices" in script.text and (place := _CONFIG.search(script.text)):
            yield value_at(script.text, place.start(), Patience())[0]


def _variants(document: Document, config: Entity) -> tuple[Variant, ...]:
    options = _options(config)
    prices, pictures, skus = (entity(config.get(k)) for k in ("optionPrices", "images", "sku"))
    salable = entity(config.get("salable"))
    sold = _salable(salable) if salable else None
    return tuple(
        Variant(
            options=tuple(pairs),
            sku=number(skus.get(product)),
            price=(price := _amount(entity(prices.get(product)), "finalPrice")),
            regular_price=above(_amount(entity(prices.get(product)), "oldPrice"), price),
            availability=("InStock" if product in sold else "OutOfStock")
            if sold is not None
            else None,
            image_url=_image(document, pictures.get(product)),
        )
        for product, pairs in options.items()
    )


def _options(config: Entity) -> dict[str, list[tuple[str, str]]]:
    """For each simple product its option names and values, in the page's order."""
    found: dict[str, list[tuple[str, str]]] = {}
    for axis in entities(config.get("attributes")):
        name = line(axis.get("label")) or line(axis.get("code")) or "Option"
        for option in entities(axis.get("options")):
            value, products = line(option.get("label")), option.get("products")
            for product in products if isinstance(products, list) else []:
                if value:
                    found.setdefault(str(product), []).append((name, value))
    index = entity(config.get("index"))
    return {p: pairs for p, pairs in found.items() if not index or p in index}


def _salable(salable: Entity) -> frozenset[str]:
    """The simple products that are for sale: {attribute: {option: [products]}}."""
    lists = (
        found for axis in entities(salable) for found in axis.values() if isinstance(found, list)
    )
    return frozenset(str(product) for found in lists for product in found)


def _amount(prices: Entity, name: str) -> Decimal | None:
    return machine_price(entity(prices.get(name)).get("amount"))


def _image(document: Document, stated: object) -> str | None:
    pictures = entities(stated)
    main = next((p for p in pictures if p.get("isMain")), pictures[0] if pictures else {})
    source = main.get("full") or main.get("img")
    return document.absolute(source) if isinstance(source, str) else None
