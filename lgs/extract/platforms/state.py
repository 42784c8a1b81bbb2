"""The signal "state": the product object in the data that a page's own script starts from.

`__NEXT_DATA__`, `__NUXT__`, `__INITIAL_STATE__`, `__PRELOADED_STATE__`, `__APOLLO_STATE__` and
nameless ones: whatever object has the page's name, a price and article data.
"""

from collections.abc import Iterator, Mapping
from decimal import Decimal

from lgs.extract.blobs import blobs, walk
from lgs.extract.currency import code
from lgs.extract.document import Document
from lgs.extract.ids import gtin, number
from lgs.extract.loosejson import MOST_NODES
from lgs.extract.offers import availability
from lgs.extract.platforms.reading import Entity, above, claims, entities, entity, names_page
from lgs.extract.price import machine_price
from lgs.extract.signals import SIGNALS
from lgs.extract.text import block, line
from lgs.model import Availability, Claim, Variant

_NAMES = ("name", "title", "productname", "displayname", "product_name", "producttitle")
_NOW = ("saleprice", "sale_price", "specialprice", "special_price", "finalprice", "final_price",
        "currentprice", "current_price", "discountprice", "discountedprice", "sellingprice",
        "price", "pricevalue", "unitprice", "prices", "pricing", "minprice",
        "offerprice")  # fmt: skip
_BEFORE = ("regularprice", "regular_price", "listprice", "list_price", "originalprice",
           "original_price", "oldprice", "old_price", "compareatprice", "compare_at_price",
           "baseprice", "wasprice", "msrp", "price")  # fmt: skip
_AMOUNT = (
    "value",
    "amount",
    "current",
    "now",
    "sale",
    "final",
    "price",
    "min",
    "sales",
    "centamount",
)
_SKU = ("sku", "skuid", "articlenumber", "article_number", "itemnumber", "productcode",
        "product_code", "productsku", "stylecode", "code")  # fmt: skip
_GTIN = ("gtin", "gtin13", "ean", "ean13", "upc", "barcode")
_LISTS = ("variants", "variations", "skus", "children", "simples", "variantoptions", "products")
_STATE = ("availability", "stockstatus", "stock_status", "instock", "in_stock", "isinstock",
          "is_in_stock", "available", "isavailable", "availableforsale", "salable", "issaleable",
          "soldout", "sold_out", "outofstock", "isoutofstock", "issoldout")  # fmt: skip
_AXES = ("color", "colour", "size", "material", "colorname", "sizename", "color_name", "size_name",
         "flavour", "flavor", "capacity")  # fmt: skip
_OPTION_NAME = ("name", "label", "optionname", "attribute")
_OPTION_VALUE = ("value", "valuename", "displayvalue")
_MOST_VARIANTS = 1000
_LEAST_AGREEMENT = 0.6  # share of the name's words that stand in the page's title and heading


@SIGNALS.add
def state(document: Document) -> Iterator[Claim]:
    """The product that the page's embedded data describe."""
    product = _product(document)
    if product is None:
        return
    price, currency = _money(product, _NOW)
    yield from claims(
        "state",
        {
            "title": line(_first(product, _NAMES)),
            "description": block(
                _first(product, ("longdescription", "descriptionhtml", "description"))
            ),
            "price": price,
            "regular_price": above(_money(product, _BEFORE)[0], price),
            "currency": currency if price else None,
            "availability": _availability(product),
            "brand": _brand(product),
            "sku": number(_first(product, _SKU)),
            "gtin": next(filter(None, (gtin(product.get(k)) for k in _GTIN)), None),
            "mpn": number(
                _first(product, ("mpn", "manufacturerpartnumber", "manufacturer_part_number"))
            ),
            "variants": _variants(document, product),
        },
    )


def _product(document: Document) -> Entity | None:
    """The object that says most of a product whose name is the page's."""
    best: tuple[float, Entity] | None = None
    left = MOST_NODES
    for blob in blobs(document):
        for stated in walk(blob.value):
            left -= 1
            if left < 0:
                break
            value = {k.lower(): v for k, v in stated.items() if isinstance(k, str)}
            if (score := _shape(value)) and (not best or score > best[0] - 4):
                agreement = names_page(document, _first(value, _NAMES))
                if agreement >= _LEAST_AGREEMENT and (not best or score + 4 * agreement > best[0]):
                    best = score + 4 * agreement, value
    return best[1] if best else None


def _shape(value: Entity) -> float:
    """How much an object looks like a product; 0 for one without a name or without article data."""
    if not _first(value, _NAMES):
        return 0
    priced = any(k in value for k in _NOW)
    coded = any(isinstance(value.get(k), str | int) for k in (*_SKU, *_GTIN, "id", "productid"))
    listed = any(isinstance(value.get(k), list) for k in _LISTS)
    pictured = any(k in value for k in ("images", "image", "media", "gallery"))
    described = "description" in value
    points = 2 * priced + coded + 2 * listed + pictured + described + ("brand" in value)
    return points if (priced or listed) and points >= 3 else 0


def _variants(document: Document, product: Entity) -> tuple[Variant, ...]:
    for name in _LISTS:
        stated = [
            _lower(v)
            for v in entities(product.get(name) if isinstance(product.get(name), list) else ())
        ]
        made = [_variant(document, v) for v in stated[:_MOST_VARIANTS]]
        named = [v for v in made if v.options and (v.sku or v.price or v.gtin)]
        if len(named) > 1 and len(named) == len(made):
            return tuple(named)
    return ()


def _variant(document: Document, stated: Entity) -> Variant:
    price, currency = _money(stated, _NOW)
    picture = stated.get("image") or stated.get("imageurl")
    picture = picture.get("url") or picture.get("src") if isinstance(picture, Mapping) else picture
    return Variant(
        options=tuple(_options(stated)),
        sku=number(_first(stated, (*_SKU, "id"))),
        gtin=next(filter(None, (gtin(stated.get(k)) for k in _GTIN)), None),
        price=price,
        regular_price=above(_money(stated, _BEFORE)[0], price),
        currency=currency if price else None,
        availability=_availability(stated),
        image_url=document.absolute(picture) if isinstance(picture, str) else None,
    )


def _options(stated: Entity) -> Iterator[tuple[str, str]]:
    """Named option values: a list of {name, value}, an object, or fields of their own."""
    for key in ("selectedoptions", "options", "attributes", "optionvalues", "variationattributes"):
        listed = stated.get(key)
        found = []
        if isinstance(listed, list):
            parts = [_lower(part) for part in entities(listed)]
            found = [(line(_first(p, _OPTION_NAME)), line(_first(p, _OPTION_VALUE))) for p in parts]
        elif isinstance(listed, Mapping):
            found = [(line(n), line(v)) for n, v in listed.items()]
        options = [(n, v) for n, v in found if n and v]
        if options and len(options) <= 4:
            yield from options
            return
    for axis in _AXES:
        value = stated.get(axis)
        text = line(
            value.get("name") or value.get("label") if isinstance(value, Mapping) else value,
            most=100,
        )
        if text:
            yield axis.removesuffix("name").rstrip("_").capitalize(), text


def _money(stated: Entity, names: tuple[str, ...]) -> tuple[Decimal | None, str | None]:
    """The first price among names, and its currency; a price may be an object of its own."""
    for name in names:
        value = stated.get(name)
        money = code(_first(stated, ("currency", "currencycode", "pricecurrency", "currency_code")))
        for _ in range(3):
            if not isinstance(value, Mapping):
                break
            inner = _lower(value)
            money = code(_first(inner, ("currency", "currencycode", "currencyisocode"))) or money
            cents = inner.get("centamount")
            if isinstance(cents, int) and not isinstance(cents, bool) and abs(cents) < 10**15:
                digits = inner.get("fractiondigits")
                value = Decimal(cents).scaleb(
                    -digits if isinstance(digits, int) and 0 <= digits <= 4 else -2
                )
            else:
                value = next(
                    (inner[k] for k in (*_AMOUNT, *names) if inner.get(k) is not None), None
                )
        if amount := machine_price(value):
            return amount, money
    return None, None


def _availability(stated: Entity) -> Availability | None:
    for name in _STATE:
        value = stated.get(name)
        if isinstance(value, bool):
            return "InStock" if value != ("out" in name) else "OutOfStock"
        if isinstance(value, str) and "out" not in name and (told := availability(value)):
            return told
        if isinstance(value, Mapping):
            inner = _lower(value)
            if told := availability(
                _first(inner, ("status", "stockstatus", "value", "availability"))
            ):
                return told
    return None


def _brand(product: Entity) -> str | None:
    value = product.get("brand") or product.get("brandname") or product.get("manufacturer")
    named = entity(value)
    return line(named.get("name") or named.get("title") if named else value, most=200)


def _first(stated: Entity, names: tuple[str, ...]) -> object:
    """The first plain value that is not empty."""
    values = (stated.get(name) for name in names)
    return next(
        (v for v in values if isinstance(v, str | int | float) and v not in ("", True, False)), None
    )


def _lower(stated: Entity) -> Entity:
    return {k.lower(): v for k, v in stated.items() if isinstance(k, str)}
