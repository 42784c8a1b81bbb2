"""Rows of a dataset in groups: same image or nearly, same product, and both joined for splits."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lgs.dataset import Dataset, read_table, write_table
from lgs.near.bits import Hashes, Places, from_hex
from lgs.near.index import Index, add
from lgs.near.split import split_of
from lgs.near.unions import Unions

if TYPE_CHECKING:
    import pyarrow as pa

# A hash with fewer bits set is within six bits of the blank one: it says too little of a picture,
# and would join whatever else says little. Such images are alike only when their hashes are equal.
LEAST_BITS = 7
TABLE = "groups.parquet"


@dataclass(frozen=True, slots=True)
class Found:
    """What came of grouping a dataset."""

    table: Path
    rows: int
    images: int
    image_groups: int
    rows_in_shared_groups: int
    split_groups: int
    splits: Mapping[str, int]


def group_dataset(
    dataset: Dataset, *, shares: Mapping[str, float] | None = None, seed: int = 0, threads: int = 2
) -> Found:
    """Write `near/groups.parquet` beside the products: each row's groups, and its split.

    The index under `near/` grows: images that were compared before are not compared again.
    """
    rows = _rows(dataset)
    keys = rows.column("key").to_pylist()
    words = rows.column("image_phash").to_pylist()
    has = np.array([word is not None for word in words], dtype=bool)
    hashes = from_hex(word for word in words if word is not None)
    index = add(dataset.root / "near" / "index", np.unique(hashes), threads=threads)
    image = image_groups(has, hashes, index)
    both = joined(image, rows.column("group_key").to_pylist())
    table = _table(keys, image, both, shares, seed)
    place = dataset.root / "near" / TABLE
    write_table(place, table)
    splits = table.column("split").to_pylist() if shares else []
    sizes = np.bincount(image, minlength=len(keys))
    return Found(
        table=place,
        rows=len(keys),
        images=int(has.sum()),
        image_groups=len(np.unique(image[has])),
        rows_in_shared_groups=int(sizes[sizes > 1].sum()),
        split_groups=len(np.unique(both)),
        splits={name: splits.count(name) for name in shares or ()},
    )


def image_groups(
    has: "np.ndarray[tuple[int], np.dtype[np.bool_]]", hashes: Hashes, index: Index
) -> Places:
    """For each row, the first row of its group; rows without an image are alone.

    `hashes` are those of the rows that have one, in their order.
    """
    rows = np.flatnonzero(has)
    values, first, inverse = np.unique(hashes, return_index=True, return_inverse=True)
    unions = Unions(len(has))
    unions.join(rows[first[inverse]], rows)
    pairs = np.asarray(index.pairs)
    pairs = pairs[(np.bitwise_count(pairs) >= LEAST_BITS).all(axis=1)]
    if len(pairs) and len(values):
        places = np.searchsorted(values, pairs).clip(max=len(values) - 1)
        here = (values[places] == pairs).all(axis=1)  # both are still in the dataset
        unions.join(rows[first[places[here, 0]]], rows[first[places[here, 1]]])
    return unions.groups()


def joined(image: Places, products: list[str]) -> Places:
    """Groups that hold every image group and every product whole: the first row of each."""
    unions = Unions(len(image))
    unions.join(image, np.arange(len(image)))
    _, first, inverse = np.unique(
        np.array(products, dtype=str), return_index=True, return_inverse=True
    )
    unions.join(first[inverse], np.arange(len(image)))
    return unions.groups()


def _rows(dataset: Dataset) -> "pa.Table":
    """All rows by key, so that the first of a group is the one with the smallest key."""
    import pyarrow as pa

    columns = ["key", "group_key", "image_phash"]
    parts = [read_table(path, columns) for path in dataset.need_products()]
    return pa.concat_tables(parts).sort_by("key")


def _table(
    keys: list[str], image: Places, both: Places, shares: Mapping[str, float] | None, seed: int
) -> "pa.Table":
    import pyarrow as pa

    columns = {
        "key": keys,
        "image_group": [keys[n] for n in image],
        "split_group": [keys[n] for n in both],
    }
    if shares:
        names = {n: split_of(keys[n], shares, seed=seed) for n in np.unique(both).tolist()}
        columns["split"] = [names[n] for n in both.tolist()]
    return pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
