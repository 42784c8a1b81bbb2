"""Variants of several sources made one list: the same article stands once, gaps are filled."""

from collections.abc import Iterable
from dataclasses import fields, replace
from typing import cast

from lgs.model import Claim, Variant

# What shops call the only variant of a product that has none.
_NO_OPTION = frozenset({"default title", "default", "title", "standard", "one size default"})


def merged(claims: Iterable[Claim]) -> tuple[Variant, ...]:
    """The variants of the most trusted claim, completed from the others where these mean the same.

    No source adds a variant to another's list: two names for one article would count twice.
    """
    lists = [unique(cast("tuple[Variant, ...]", claim.value)) for claim in claims]
    lists = [found for found in lists if found]
    if not lists:
        return ()
    # A list of one is a product without variants in that source's eyes; others may say more.
    base = next((found for found in lists if len(found) > 1), lists[0])
    for other in lists:
        if other is not base:
            base = _completed(base, other)
    return tuple(map(_plain, base))


def unique(variants: Iterable[Variant]) -> tuple[Variant, ...]:
    """The variants, each once by its identity; of two the first, completed from the second."""
    found: dict[tuple[object, ...], Variant] = {}
    for variant in variants:
        key = identity(variant)
        found[key] = _filled(found[key], variant) if key in found else variant
    return tuple(found.values())


def identity(variant: Variant) -> tuple[object, ...]:
    """What makes a variant another one: its options and its number.

    A shop that gives all sizes the same number still sells sizes, so that options count first.
    """
    if variant.options:
        return ("options", tuple(sorted((_key(n), _key(v)) for n, v in variant.options)))
    for name in ("gtin", "sku", "mpn", "url", "title", "image_url"):
        if value := getattr(variant, name):
            return (name, value)
    return ()


def _completed(base: tuple[Variant, ...], other: tuple[Variant, ...]) -> tuple[Variant, ...]:
    by_name: dict[tuple[object, ...], Variant | None] = {}
    for variant in other:
        for name in _names(variant):
            # a number that two variants share names neither
            by_name[name] = None if name in by_name else variant
    return tuple(
        _filled(v, next((m for n in _names(v) if (m := by_name.get(n))), None)) for v in base
    )


def _names(variant: Variant) -> list[tuple[object, ...]]:
    made: list[tuple[object, ...]] = [
        (name, value) for name in ("gtin", "sku", "url") if (value := getattr(variant, name))
    ]
    if variant.options:
        made.append(("values", tuple(sorted(_key(v) for _, v in variant.options))))
    return made


def _filled(variant: Variant, other: Variant | None) -> Variant:
    if other is None:
        return variant
    gaps = {
        f.name: getattr(other, f.name)
        for f in fields(Variant)
        if getattr(variant, f.name) in (None, ()) and getattr(other, f.name) not in (None, ())
    }
    if "currency" in gaps and "price" not in gaps:
        del gaps["currency"]
    if "regular_price" in gaps and "price" not in gaps and other.price != variant.price:
        del gaps["regular_price"]
    return replace(variant, **gaps) if gaps else variant


def _plain(variant: Variant) -> Variant:
    options = tuple(o for o in variant.options if _key(o[1]) not in _NO_OPTION)
    return variant if options == variant.options else replace(variant, options=options)


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
