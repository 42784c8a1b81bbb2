"""From claims to one product: the most trusted word wins each field, the losers are kept.

The order of trust: what the platform itself works with, then schema.org data, then embedded state,
then what is made for sharing, then what the page's markup looks like (measured per field).
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any, cast

from lgs.extract.choose import (
    choose_availability,
    choose_breadcrumbs,
    choose_description,
    choose_images,
    choose_price,
    choose_sku,
    choose_title,
    claim_of,
    shown_first,
)
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
        ranked["price"] = shown_first(ranked["price"], shown)
    winners = {name: found[0] for name, found in ranked.items()}
    choose_price(winners, ranked)
    choose_availability(winners, ranked)
    choose_title(winners, ranked)
    choose_sku(winners, ranked)
    choose_description(winners, ranked)
    choose_breadcrumbs(winners, ranked)
    choose_images(winners, ranked)
    variants = _in_units(merged(ranked.get("variants", ())), winners.get("price"))
    _choose_complete(winners, ranked)
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


def _choose_complete(winners: dict[str, Claim], ranked: Mapping[str, list[Claim]]) -> None:
    """That controls show no combinations says nothing of a list that another source gives."""
    said, listed = winners.get("variants_complete"), ranked.get("variants", ())
    first = listed[0] if listed else said
    if said and first and said.source.startswith("markup") and first.source != said.source:
        winners.pop("variants_complete")


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
    price, visible = winners.get("price"), claim_of("markup_price", ranked.get("price", ()))
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
        same = product.regular_price if low.price == product.price else None
        product = replace(
            product,
            price=low.price,
            regular_price=low.regular_price or same,
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
