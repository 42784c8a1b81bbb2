"""Variants that another source tells by a title only: their options, by what the page lets choose.

"Hill Tee - Black / S" names no axis; the page's own controls say that "Black" is a colour.
"""

import re
from collections.abc import Sequence
from dataclasses import replace
from typing import cast

from lgs.extract.document import Document
from lgs.extract.markup.options import axes_of
from lgs.model import Claim, Variant

_PARTED = re.compile(r"\s*[/|,•·]\s+|\s+[-–—]\s+")
_AROUND = " -–—:,/|()[]"
_MOST_PARTS = 4
_PLAIN_NAME = re.compile(r"^Option(?: \d)?$")


def with_options(document: Document, claims: Sequence[Claim]) -> tuple[Claim, ...]:
    """Claims, those of variants with the options that titles and the page's controls say."""
    titles = {c.source: str(c.value) for c in claims if c.field == "title"}
    shown = next((str(c.value) for c in claims if c.source == "markup_title"), None)
    return tuple(
        replace(
            c,
            value=named(
                document, cast("tuple[Variant, ...]", c.value), titles.get(c.source, shown)
            ),
        )
        if c.field == "variants"
        else c
        for c in claims
    )


def named(
    document: Document, variants: tuple[Variant, ...], title: str | None
) -> tuple[Variant, ...]:
    """The same variants with the options that their titles and the page's controls say."""
    if len(variants) < 2:
        return variants
    if all(v.options for v in variants):
        return tuple(_renamed(document, v) for v in variants)
    if any(v.options for v in variants) or not all(v.title for v in variants):
        return variants
    suffixes = [_suffix(v.title or "", title or "", variants) for v in variants]
    if not all(suffixes) or len(set(suffixes)) < len(suffixes):
        return variants
    found = [_by_axes(document, suffix) or (("Option", suffix),) for suffix in suffixes]
    return tuple(replace(v, options=o) for v, o in zip(variants, found, strict=True))


def _suffix(name: str, title: str, variants: Sequence[Variant]) -> str:
    """What a variant's title says beyond the product's; all of it where that is no part of it."""
    if title and name.casefold().startswith(title.casefold()):
        return name[len(title) :].strip(_AROUND)
    return (
        ""
        if any(title and title.casefold() in (v.title or "").casefold() for v in variants)
        else name
    )


def _by_axes(document: Document, suffix: str) -> tuple[tuple[str, str], ...]:
    """Each part of a title with the axis among whose values it stands; () unless all do."""
    parts = _PARTED.split(suffix)
    axes = axes_of(document)
    options: dict[str, str] = {}
    for part in parts[:_MOST_PARTS]:
        axis = next(
            (
                axis.name
                for axis in axes
                if axis.name not in options
                and any(value.name.casefold() == part.casefold() for value in axis.values)
            ),
            None,
        )
        if axis is None:
            return ()
        options[axis] = part
    return tuple(options.items()) if len(parts) == len(options) else ()


def _renamed(document: Document, variant: Variant) -> Variant:
    """Options that a script numbers only, by the names that the page's controls give them."""
    if not all(_PLAIN_NAME.match(name) for name, _ in variant.options):
        return variant
    options = _by_axes(document, " / ".join(value for _, value in variant.options))
    return replace(variant, options=options) if options else variant
