"""Faults that only all rows together show: give it the rows that are clean in all else."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from lgs.filters.options import Filter, Options, arguments, is_enabled
from lgs.filters.table import Entry, Table, table_of
from lgs.registry import Registry

Mask = NDArray[np.bool_]

DATASET: Registry[Filter] = Registry("dataset filter")


@dataclass(frozen=True, slots=True)
class DatasetFaults:
    """Which rows have which fault, looked up by key; about 20 bytes a row."""

    table: Table
    names: tuple[str, ...]
    masks: tuple[Mask, ...]

    def of(self, key: str) -> tuple[str, ...]:
        """The faults of one row, sorted; none for a row that was not given."""
        place = self.table.place_of(key)
        return tuple(
            n for n, m in zip(self.names, self.masks, strict=True) if place is not None and m[place]
        )

    def of_all(self, keys: Sequence[str]) -> list[tuple[str, ...]]:
        """The faults of many rows, each sorted; the same as `of` says of every one."""
        places = self.table.places_of(keys)
        found: list[tuple[str, ...]] = [()] * len(keys)
        for name, mask in zip(self.names, self.masks, strict=True):
            has = np.zeros(len(keys), dtype=bool)
            has[places >= 0] = mask[places[places >= 0]]
            for number in np.flatnonzero(has).tolist():
                found[number] = (*found[number], name)
        return found

    def count(self) -> dict[str, int]:
        """How many rows have each fault."""
        return {n: int(m.sum()) for n, m in zip(self.names, self.masks, strict=True)}


def dataset_faults(entries: Iterable[Entry], options: Options) -> DatasetFaults:
    """The faults of rows given as (key, group_key, caption, image); in any order, keys in hex.

    `image` is the sha256 of the bytes, or the URL where they were not fetched. Rows without a
    caption or an image are no pairs and count for nothing.
    """
    table = table_of(entries)
    found = {
        name: filter_(table, **arguments(name, options))
        for name, filter_ in sorted(DATASET.items())
        if is_enabled(name, options)
    }
    return DatasetFaults(table, tuple(found), tuple(found.values()))


@DATASET.add
def duplicate(table: Table) -> Mask:
    """Reject a pair that another product has too: the product with the smallest key keeps it."""
    return table.pairs_of_an_earlier_group()


@DATASET.add
def repeated_in_product(table: Table) -> Mask:
    """Reject a pair that another variant of its product has too, as sizes of one shirt have."""
    return table.pairs_of_an_earlier_variant()


@DATASET.add
def placeholder_image(table: Table, *, most_products: int = 30) -> Mask:
    """Reject an image that many differing products show: "no image available", a logo.

    One photograph often serves a range of screws or paints; a stand-in serves hundreds of products.
    """
    return table.groups_with_the_same("image") > most_products


@DATASET.add
def boilerplate_caption(table: Table, *, most_products: int = 10) -> Mask:
    """Reject a caption that many products share: it tells none from another (10 as COYO has it)."""
    return table.groups_with_the_same("caption") > most_products
