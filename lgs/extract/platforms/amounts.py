"""Prices in state: numbers, objects, lists and ranges of them, whole numbers of a smallest unit."""

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal

from lgs.extract.currency import SIGN, code
from lgs.extract.platforms.reading import Entity
from lgs.extract.platforms.values import first, lower, members
from lgs.extract.price import Money, machine_price, minor_units, visible_price

# Keys without the signs between words, as `values.lower` writes them.
NOW = (
    "saleprice", "specialprice", "promotionalprice", "finalprice", "currentprice", "discountprice",
    "discountedprice", "sellingprice", "sellprice", "memberlessprice", "nowprice", "price",
    "pricevalue", "unitprice", "prices", "pricing", "pricerange", "priceinfo", "minprice",
    "lowprice", "offerprice", "pricenumber", "priceamount", "calculatedprice", "priceincents",
    "pricecents", "variantprice", "grossprice",
)  # fmt: skip
BEFORE = (
    "regularprice", "listprice", "originalprice", "oldprice", "compareatprice", "compareprice",
    "compareatpricenumber", "baseprice", "wasprice", "msrp", "rrp", "fullprice", "initialprice",
    "strikethroughprice", "crossedprice", "suggestedprice", "retailprice", "undiscountedprice",
    "pricebeforediscount", "displayregularprice", "price",
)  # fmt: skip
_HOLDERS = ("price", "prices", "pricing", "priceinfo", "pricerange", "offers")
# Inside an object that is a price: what is to pay, the likeliest first.
_INNER = (
    "saleprice", "specialprice", "centamount", "grossamount", "value", "amount", "current",
    "currentvalue", "now", "sale",
    "sales", "final", "special", "selling", "gross", "price", "min", "start", "minimumprice",
    "minvariantprice", "minimum", "default", "regular", "numeric", "raw", "number",
)  # fmt: skip
_CURRENCY = (
    "currency", "currencycode", "pricecurrency", "currencyisocode", "currencyiso", "isocode",
    "currencyunit",
)  # fmt: skip
_DIGITS = ("fractiondigits", "precision", "decimalplaces", "exponent", "minorunit")
_FORMATTED = ("formatted", "formattedvalue", "formattedprice", "displayprice", "display", "text",
              "pricelabel", "priceformatted", "localizedprice")  # fmt: skip
_MINOR = re.compile(r"cents?(?:amount)?$|incents$|minor|^(?:gross|net)amount$")
_FORMER = re.compile(r"orig|list|regular|strike|before|was|rrp|msrp|old|compare|base", re.I)
_SHOWN = re.compile(rf"{SIGN}\s?\d|\d\s?{SIGN}")  # a number that people read as a price
_MOST_LEVELS = 6


def price_now(stated: Entity) -> Money | None:
    """What is to pay now; where only a text shows a price, that one."""
    found = _named(stated, NOW)
    if found is not None:
        return found
    shown = first(stated, _FORMATTED)
    return visible_price(shown, lang=None) if isinstance(shown, str) else None


def price_before(stated: Entity) -> Decimal | None:
    """The price before a reduction; it may stand beside the price or inside it."""
    holders = [lower(h) for name in _HOLDERS if isinstance(h := stated.get(name), Mapping)]
    holders += [lower(h) for outer in holders for h in outer.values() if isinstance(h, Mapping)]
    for around in (stated, *holders):
        if found := _named(around, BEFORE[:-1]):
            return found.amount
    reduced = (h for h in holders if any(h.get(name) for name in _INNER[:2]))
    for around in reduced:  # {"price": 149, "salePrice": 119}
        if found := _named(around, BEFORE[-1:]):
            return found.amount
    former = [p for p in members(stated.get("prices")) if _kind(p)]
    found = _read(former[0], stated, None, _MOST_LEVELS) if former else None
    return (found or _named(stated, BEFORE[-1:]) or Money(Decimal(0))).amount or None


def _named(stated: Entity, names: Sequence[str]) -> Money | None:
    currency = _code(stated)
    for name in names:
        value = stated.get(name)
        if value is not None and (found := _read(value, {name: value}, currency, _MOST_LEVELS)):
            return found
    return None


def _read(value: object, around: Entity, currency: str | None, levels: int) -> Money | None:
    """The amount in a value, however deep; `around` is the object in which it stands."""
    if levels <= 0:
        return None
    if isinstance(value, list):
        now = [p for p in members(value) if not _kind(p)] or members(value)
        return _read(now[0], around, currency, levels - 1) if now else None
    if not isinstance(value, Mapping):
        return _plain(value, around, currency)
    inner = lower(value)
    currency = _code(inner) or currency
    if (whole := _minor(inner, currency)) is not None:
        return Money(whole, currency)
    for name in (*_INNER, *NOW):
        if inner.get(name) is not None and (
            found := _read(inner[name], inner, currency, levels - 1)
        ):
            return found
    shown = first(inner, _FORMATTED)
    return visible_price(shown, lang=None, currency=currency) if isinstance(shown, str) else None


def _plain(value: object, around: Entity, currency: str | None) -> Money | None:
    amount = _minor(around, currency) if isinstance(value, int) else None
    amount = amount or machine_price(value)
    if amount is None and isinstance(value, str) and _SHOWN.search(value):
        return visible_price(value, lang=None, currency=currency)
    return Money(amount, currency) if amount else None


def _minor(inner: Entity, currency: str | None) -> Decimal | None:
    """A whole number of the smallest unit, told by its key or by the digits stated beside it."""
    digits = next((d for k in _DIGITS if isinstance(d := inner.get(k), int)), None)
    for name in inner:
        value = inner[name]
        if isinstance(value, bool) or not isinstance(value, int) or abs(value) >= 10**15:
            continue
        if _MINOR.search(name) or (digits is not None and name in ("amount", "value")):
            if digits is not None and 0 <= digits <= 4:
                return machine_price(Decimal(value).scaleb(-digits))
            return minor_units(value, currency)
    return None


def _kind(price: Entity) -> bool:
    """Whether a price of a list says to be a former one."""
    inner = lower(price)
    said = (inner.get(k) for k in ("type", "pricetype", "pricetypename", "kind", "name", "id"))
    return any(isinstance(s, str) and _FORMER.search(s) is not None for s in said)


def _code(stated: Entity) -> str | None:
    for name in _CURRENCY:
        value = stated.get(name)
        if isinstance(value, Mapping):
            value = first(lower(value), ("code", "isocode", "iso", "id"))
        if found := code(value):
            return found
    return None
