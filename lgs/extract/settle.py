"""From claims to one product: the most trusted word wins each field, the losers are kept.

The order of trust: what the platform itself works with, then schema.org data, then embedded state,
then what is made for sharing, then what the page's markup looks like (measured per field).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

from lgs.extract.advert import is_description
from lgs.extract.merge import merged
from lgs.model import Availability, Claim, Product, Variant

PLATFORMS = (
    "shopify", "woocommerce", "magento2", "prestashop", "bigcommerce", "squarespace", "vtex",
    "salesforce",
)  # fmt: skip
USUAL = (*PLATFORMS, "json-ld", "state", "microdata", "rdfa", "opengraph", "datalayer", "markup")
SCHEMA = ("json-ld", "microdata", "rdfa")
ORDER: Mapping[str, Sequence[str]] = {
    "price": (*PLATFORMS, *SCHEMA, "opengraph", "state", "datalayer", "markup"),
    # The number that a page labels is the one its customers know; machines are given others.
    "sku": ("markup", *PLATFORMS, *SCHEMA, "state", "opengraph", "datalayer", "page-id"),
    "description": (*PLATFORMS, *SCHEMA, "markup", "state", "opengraph"),
    # Names in platform state are short forms at times; the heading is what the visitor reads.
    "title": (*SCHEMA, *PLATFORMS, "markup", "state", "opengraph", "datalayer"),
    "image_urls": (*PLATFORMS, *SCHEMA, "markup", "state", "opengraph", "datalayer"),
    "breadcrumbs": (*SCHEMA, "markup", *PLATFORMS, "state", "opengraph", "datalayer"),
    "bullets": ("markup", *USUAL[:-1]),
}
# Shares and analytics carry prices without tax or of yesterday: they count where they are shown.
_TO_BE_SHOWN = frozenset({"opengraph", "state", "datalayer"})
_TEASER = 160  # characters, as much as search engines show of a description
CONFLICT = Decimal("0.01")  # share by which a stated and a visible price may differ
_OF_VARIANTS = ("price", "regular_price", "currency", "availability")


@dataclass(frozen=True, slots=True)
class Settled:
    """A product with where each field came from, what lost, and what is odd."""

    product: Product
    provenance: Mapping[str, str]
    losers: tuple[Claim, ...]
    flags: tuple[str, ...]


def settle(claims: Sequence[Claim], *, shown: Collection[Decimal] = ()) -> Settled:
    """The most trusted valid claim of each field wins; of variants those that agree are merged.

    `shown` are the amounts that the page shows near its product.
    """
    ranked = {name: _ranked(name, claims) for name in sorted({c.field for c in claims})}
    if "price" in ranked:
        ranked["price"] = _shown_first(ranked["price"], shown)
    winners = {name: found[0] for name, found in ranked.items()}
    _choose_price(winners, ranked)
    _choose_sku(winners, ranked)
    _choose_description(winners, ranked)
    _choose_breadcrumbs(winners, ranked)
    _choose_images(winners, ranked)
    variants = _in_units(merged(ranked.get("variants", ())), winners.get("price"))
    flags = _flags(winners, ranked, variants)
    product = _product(winners, variants)
    losers = tuple(c for c in claims if winners.get(c.field) is not c)
    provenance = {
        name: claim.source
        for name, claim in winners.items()
        if getattr(product, name) not in (None, ())
    }
    if product.variants:
        told = ranked["variants"][0].source
        provenance = {**{n: told for n in _OF_VARIANTS if getattr(product, n)}, **provenance}
    return Settled(product, provenance, losers, flags)


def trust(name: str, source: str) -> int:
    """The place of a source in the order of trust for a field; lower is better."""
    order = ORDER.get(name, USUAL)
    kind = "markup" if source.startswith("markup") else source
    return order.index(kind) if kind in order else len(order)


def _ranked(name: str, claims: Sequence[Claim]) -> list[Claim]:
    """The claims for a field, the most trusted first; equals in the order they came."""
    return sorted((c for c in claims if c.field == name), key=lambda c: trust(name, c.source))


def _shown_first(prices: list[Claim], shown: Collection[Decimal]) -> list[Claim]:
    """Prices in their order, but those that a visitor would see and does not behind all others."""
    if not any(c.source == "markup_price" for c in prices):
        return prices
    return sorted(prices, key=lambda c: c.source in _TO_BE_SHOWN and c.value not in shown)


def _choose_price(winners: dict[str, Claim], ranked: Mapping[str, list[Claim]]) -> None:
    """A stated price that the page itself strikes out is the regular one; money stays together."""
    price = winners.get("price")
    if price is None:
        winners.pop("regular_price", None)
        return
    visible = _of("markup_price", ranked.get("price", ()))
    struck = _of("markup_price", ranked.get("regular_price", ()))
    if visible and struck and price.value == struck.value and _less(visible, price):
        winners["price"], winners["regular_price"] = visible, struck
    price = winners["price"]
    regular = [c for c in ranked.get("regular_price", ()) if _less(price, c)]
    same = [c for c in regular if c.source == price.source]
    visible_twin = [c for c in regular if visible and visible.value == price.value]
    if found := (same or visible_twin)[:1]:
        winners["regular_price"] = found[0]
    else:
        winners.pop("regular_price", None)
    if money := _of(price.source, ranked.get("currency", ())):
        winners["currency"] = money


def _choose_sku(winners: dict[str, Claim], ranked: Mapping[str, list[Claim]]) -> None:
    """A number of the label's line that has words in it gives way to one that has none."""
    best = winners.get("sku")
    if best and best.source.startswith("markup") and " " in str(best.value):
        plain = (c for c in ranked["sku"] if " " not in str(c.value))
        winners["sku"] = next(plain, best)


def _choose_description(winners: dict[str, Claim], ranked: Mapping[str, list[Claim]]) -> None:
    """The fullest text about the product; what was written for search engines is no description."""
    title = winners.get("title")
    found = ranked.get("description", [])
    own = [c for c in found if _describes(c, str(title.value) if title else None)]
    # a text cut off with dots comes after whole ones
    own.sort(key=_is_cut)
    if not own:
        winners.pop("description", None)
        return
    best = own[0]
    for claim in own:
        if not _is_cut(claim) and _extends(str(claim.value), str(best.value)):
            best = claim
    winners["description"] = _fuller(best, own)


def _describes(claim: Claim, title: str | None) -> bool:
    """What stands in the page's description is one; elsewhere adverts stand in its place."""
    if claim.source.startswith("markup"):
        return not title or _key(str(claim.value)) != _key(title)
    return is_description(str(claim.value), title)


def _fuller(best: Claim, found: Sequence[Claim]) -> Claim:
    """The page's own text where a shorter one is stated: shops give machines the teaser only."""
    shown = _of("markup_description", found)
    length = len(str(best.value))
    is_teaser = best is not shown and length < _TEASER
    return shown if shown and is_teaser and len(str(shown.value)) > 2 * length else best


def _is_cut(claim: Claim) -> bool:
    return str(claim.value).endswith(("...", "…"))


def _extends(longer: str, shorter: str) -> bool:
    begin = " ".join(shorter.split()).rstrip(".… ")[:200].casefold()
    return len(longer) > 1.2 * len(shorter) and begin in " ".join(longer.split()).casefold()


def _choose_breadcrumbs(winners: dict[str, Claim], ranked: Mapping[str, list[Claim]]) -> None:
    """A trail of one step says nothing where another has more; the product itself is no step."""
    found = [_without_product(c, winners.get("title")) for c in ranked.get("breadcrumbs", ())]
    found = [c for c in found if c.value]
    if not found:
        winners.pop("breadcrumbs", None)
        return
    winners["breadcrumbs"] = next((c for c in found if len(_texts(c)) > 1), found[0])


def _without_product(claim: Claim, title: Claim | None) -> Claim:
    steps = _texts(claim)
    name = _key(str(title.value)) if title else ""
    if steps and name and _key(steps[-1]) == name:
        return replace(claim, value=steps[:-1])
    return claim


def _choose_images(winners: dict[str, Claim], ranked: Mapping[str, list[Claim]]) -> None:
    """A single image that another source shows among more takes the others behind it."""
    best = winners.get("image_urls")
    if best is None or len(_texts(best)) > 1:
        return
    for claim in ranked["image_urls"]:
        urls = _texts(claim)
        first = _texts(best)[0]
        if len(urls) > 1 and first in urls:
            rest = tuple(u for u in urls if u != first)
            winners["image_urls"] = replace(best, value=(first, *rest))
            return


def _in_units(variants: tuple[Variant, ...], price: Claim | None) -> tuple[Variant, ...]:
    """Variant prices that a script keeps in cents, told by the product's price, as prices."""
    stated = [v.price for v in variants if v.price is not None]
    if price is None or not stated or min(stated) != 100 * cast(Decimal, price.value):
        return variants
    return tuple(
        replace(v, price=_hundredth(v.price), regular_price=_hundredth(v.regular_price))
        for v in variants
    )


def _hundredth(amount: Decimal | None) -> Decimal | None:
    return amount / 100 if amount is not None else None


def _flags(
    winners: Mapping[str, Claim], ranked: Mapping[str, list[Claim]], variants: Sequence[Variant]
) -> tuple[str, ...]:
    price, visible = winners.get("price"), _of("markup_price", ranked.get("price", ()))
    if not price or not visible or price is visible:
        return ()
    stated = {cast(Decimal, price.value), *(v.price for v in variants if v.price)}
    seen = cast(Decimal, visible.value)
    return () if any(abs(p - seen) <= CONFLICT * p for p in stated) else ("price_conflict",)


def _product(winners: Mapping[str, Claim], variants: tuple[Variant, ...]) -> Product:
    """The product; with variants its price is the lowest that is to pay now."""
    values = {name: claim.value for name, claim in winners.items() if name != "variants"}
    single = variants[0] if len(variants) == 1 else None
    several = variants if len(variants) > 1 else ()
    product = replace(Product(), **cast("dict[str, Any]", values), variants=several)
    if single:
        return replace(product, **_missing(product, single))
    if not several:
        return product
    low = _lowest(several)
    if low is not None:
        product = replace(
            product,
            price=low.price,
            regular_price=low.regular_price,
            currency=low.currency or product.currency,
        )
    return replace(product, availability=_state(several) or product.availability)


def _missing(product: Product, single: Variant) -> dict[str, Any]:
    """What the only variant of a product says and the product does not."""
    names = ("sku", "gtin", "mpn", "price", "regular_price", "currency", "availability")
    return {
        name: getattr(single, name)
        for name in names
        if getattr(product, name) is None and getattr(single, name) is not None
    }


def _lowest(variants: Sequence[Variant]) -> Variant | None:
    priced = [v for v in variants if v.price is not None]
    if len({v.currency for v in priced}) > 1:
        return None
    open_ = [v for v in priced if v.availability != "OutOfStock"]
    return min(open_ or priced, key=lambda v: v.price or Decimal(0), default=None)


def _state(variants: Sequence[Variant]) -> Availability | None:
    said = {v.availability for v in variants}
    if "InStock" in said:
        return "InStock"
    return "OutOfStock" if said == {"OutOfStock"} else None


def _of(source: str, claims: Sequence[Claim]) -> Claim | None:
    return next((c for c in claims if c.source == source), None)


def _less(low: Claim, high: Claim) -> bool:
    return cast(Decimal, low.value) < cast(Decimal, high.value)


def _texts(claim: Claim) -> tuple[str, ...]:
    return cast("tuple[str, ...]", claim.value)


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
