"""Options that a buyer can choose; a single axis of visible values states its variants."""

from collections.abc import Iterator
from itertools import chain, islice

from lgs.extract.document import Document
from lgs.extract.markup.axes import Axis
from lgs.extract.markup.price import price_to_pay
from lgs.extract.markup.radios import radios
from lgs.extract.markup.scene import scene_of
from lgs.extract.markup.selects import selects
from lgs.extract.markup.surcharges import prices_stated
from lgs.extract.markup.swatches import swatches
from lgs.extract.signals import SIGNALS
from lgs.model import Claim, Variant

_MOST_AXES = 12


@SIGNALS.add
def markup_variants(document: Document) -> Iterator[Claim]:
    """Variants where one axis alone is to be chosen; of several, that the list is not complete.

    The page shows which values there are, but of two axes not which of their combinations can be
    bought; those are never made up.
    """
    axes = axes_of(document)
    variants = _variants(document, axes[0]) if len(axes) == 1 else ()
    if len(variants) > 1:
        yield Claim("variants", variants, "markup_variants")
        yield Claim("variants_complete", True, "markup_variants")
    elif any(len(axis.values) > 1 for axis in axes):
        yield Claim("variants_complete", False, "markup_variants")


def _variants(document: Document, axis: Axis) -> tuple[Variant, ...]:
    """A variant a value; none where values differ in price by what cannot be told."""
    notes = [value.note for value in axis.values]
    base = price_to_pay(document) if any(notes) else None
    prices = prices_stated(
        notes,
        base.amount if base else None,
        lang=document.lang,
        currency=base.currency if base else None,
    )
    if prices is None:
        return ()
    return tuple(
        Variant(
            options=((axis.name, value.name),),
            price=price,
            currency=base.currency if base and price else None,
            availability=value.availability,
        )
        for value, price in zip(axis.values, prices, strict=True)
    )


def axes_of(document: Document) -> tuple[Axis, ...]:
    """All axes of the product, in page order, each once."""
    return document.once(_read)


def _read(document: Document) -> tuple[Axis, ...]:
    scene = scene_of(document)
    found: dict[tuple[str, ...], Axis] = {}
    for axis in islice(chain(selects(scene), radios(scene)), _MOST_AXES):
        found.setdefault(tuple(value.name.casefold() for value in axis.values), axis)
    # swatches repeat a list that is there, at times in other words
    for axis in islice(() if found else swatches(scene), _MOST_AXES):
        found.setdefault(tuple(value.name.casefold() for value in axis.values), axis)
    return tuple(found.values())
