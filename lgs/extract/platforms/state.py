"""The signal "state": the product object in the data that a page's own script starts from.

`__NEXT_DATA__`, `__NUXT__`, `__INITIAL_STATE__`, `__PRELOADED_STATE__`, `__APOLLO_STATE__` and
nameless ones: whatever object has the page's name, a price and article data.
"""

import re
from collections.abc import Iterator, Mapping

from lgs.extract.blobs import blobs, walk
from lgs.extract.document import Document
from lgs.extract.ids import number
from lgs.extract.platforms.amounts import NOW, price_before, price_now
from lgs.extract.platforms.attributes import attribute_values
from lgs.extract.platforms.choices import GTIN, LISTS, SINGLE, SKU, code_of, stated_variants
from lgs.extract.platforms.reading import Entity, above, claims, names_page
from lgs.extract.platforms.references import followed
from lgs.extract.platforms.stocks import stock
from lgs.extract.platforms.values import first, lower, members, told
from lgs.extract.platforms.views import pictures
from lgs.extract.signals import SIGNALS
from lgs.extract.text import block, line
from lgs.extract.words import either, labels
from lgs.model import Claim, Variant

_NAMES = ("fulltitle", "name", "title", "productname", "displayname", "producttitle", "titles")
_TEXTS = ("longdescription", "descriptionhtml", "fulldescription", "productfulldescription",
          "description")  # fmt: skip
# Objects that hold the name and texts beside prices and numbers.
_INSIDE = frozenset({"content", "fields"})
_MPN = ("mpn", "manufacturerpartnumber", "manufacturernumber")
_BRAND = re.compile(rf"(?:{either(labels.BRAND)})$", re.I)
_PICTURED = frozenset({"images", "image", "media", "gallery", "contentimages", "imagegroups"})
_PRICED = frozenset(NOW)
_LISTED = frozenset(LISTS[:-2])
_MOST_NODES = 25_000  # texts of the whole site stand before the product at times
_FEWEST_KEYS = 3  # a name, a price or articles, and what tells them from others
_LEAST_AGREEMENT = 0.6  # share of the name's words that stand in the page's title and heading


@SIGNALS.add
def state(document: Document) -> Iterator[Claim]:
    """The product that the page's embedded data describe."""
    product = _product(document)
    if product is None:
        yield from claims("state", {"variants": _listed_variants(document)})
        return
    single = next((lower(v) for k in SINGLE if isinstance(v := product.get(k), Mapping)), {})
    money = price_now(product) or price_now(single)
    price = money.amount if money else None
    yield from claims(
        "state",
        {
            "title": line(first(product, _NAMES, document.lang)),
            "description": block(first(product, _TEXTS, document.lang)),
            "image_urls": pictures(document, product) or pictures(document, single),
            "price": price,
            "regular_price": above(price_before(product) or price_before(single), price),
            "currency": money.currency if money else None,
            "availability": stock(product) or stock(single),
            "brand": line(_brand(product), most=200),
            "sku": number(first(product, SKU) or first(single, SKU)),
            "gtin": code_of(product) or code_of(single),
            "mpn": number(first(product, _MPN)),
            "variants": stated_variants(document, product),
        },
    )


def _listed_variants(document: Document) -> tuple[Variant, ...]:
    """The variants of a list that an element carries by itself."""
    lists = [v for v in attribute_values(document) if isinstance(v, list)]
    found = (stated_variants(document, {"variants": listed}) for listed in lists[:1])
    return next(filter(None, found), ())


def _product(document: Document) -> Entity | None:
    """The object that says most of a product whose name is the page's, all it points to put in."""
    best: tuple[float, Entity, object] | None = None
    left = _MOST_NODES
    for around in (*(blob.value for blob in blobs(document)), *attribute_values(document)):
        for stated in walk(around):
            left -= 1
            if left < 0:
                break
            if len(stated) < _FEWEST_KEYS:
                continue
            value = lower(stated)
            if _NAMES_SET.isdisjoint(value) and not _INSIDE.isdisjoint(value):
                value = _whole(stated)
            if (score := _shape(value, document.lang)) and (not best or score > best[0] - 4):
                agreement = names_page(document, first(value, _NAMES, document.lang))
                if agreement >= _LEAST_AGREEMENT and (not best or score + 4 * agreement > best[0]):
                    best = score + 4 * agreement, stated, around
    return _whole(followed(best[1], best[2])) if best else None


def _whole(stated: Entity) -> Entity:
    """An object by its lower-case keys, with those of the object that holds its name."""
    value = lower(stated)
    if _NAMES_SET.isdisjoint(value):
        for name in sorted(_INSIDE):
            if isinstance(inner := value.get(name), Mapping):
                return {**lower(inner), **value}
    return value


def _shape(value: Entity, lang: str | None) -> float:
    """How much an object looks like a product; 0 for one without a name or without article data."""
    if _NAMES_SET.isdisjoint(value) or not first(value, _NAMES, lang):
        return 0
    keys = value.keys()
    single = any(isinstance(value.get(k), Mapping) for k in SINGLE)
    priced = single or not _PRICED.isdisjoint(keys)
    coded = any(isinstance(value.get(k), str | int) for k in (*SKU, *GTIN, "id", "productid"))
    listed = any(isinstance(value.get(k), list | Mapping) for k in _LISTED & keys)
    pictured = not _PICTURED.isdisjoint(keys)
    points = 2 * priced + coded + 2 * listed + pictured + ("description" in keys)
    points += "brand" in keys
    return points if (priced or listed) and points >= 3 else 0


_NAMES_SET = frozenset(_NAMES)


def _brand(product: Entity) -> object:
    names = ("brand", "brandname", "manufacturer", "vendor", "designer")
    said = [told(product.get(name)) for name in names]
    said += [
        told(value[0] if isinstance(value := stated.get("values"), list) and value else value)
        for stated in map(lower, members(product.get("properties")))
        if _BRAND.match(str(told(stated.get("attributedetail") or stated.get("name"))))
    ]
    return next((s for s in said if isinstance(s, str) and s), None)
