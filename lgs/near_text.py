"""Rows whose captions are the same or nearly, in groups, as `lgs.near` has them for images."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from lgs.dataset import Dataset, read_table, write_table
from lgs.minhash import PERMUTATIONS, Signatures, signatures_of, similar_pairs
from lgs.near.unions import Unions

if TYPE_CHECKING:
    from numpy.typing import NDArray

TABLE = "captions.parquet"
LEAST_SHARE = 0.8  # of the shingles of both: a word or two in a hundred differ


@dataclass(frozen=True, slots=True)
class Captions:
    """What came of grouping the captions of a dataset."""

    table: Path
    rows: int
    captions: int  # distinct ones
    groups: int
    rows_in_shared_groups: int


def group_captions(dataset: Dataset, *, least_share: float = LEAST_SHARE) -> Captions:
    """Write `near/captions.parquet`: the key of each row with a caption, and its group.

    A group is named for the smallest key in it; equal captions are compared once.
    """
    import pyarrow as pa

    keys, texts = _captions(dataset)
    places: dict[str, int] = {}
    which = np.array([places.setdefault(text, len(places)) for text in texts], dtype=np.int64)
    groups = groups_of(list(places), least_share=least_share)[which]
    _, first = np.unique(groups, return_index=True)
    name_of = dict(zip(groups[first].tolist(), (keys[n] for n in first.tolist()), strict=True))
    names = [name_of[group] for group in groups.tolist()]
    columns = {"key": pa.array(keys, pa.string()), "caption_group": pa.array(names, pa.string())}
    table = pa.table(columns)
    place = dataset.root / "near" / TABLE
    write_table(place, table)
    sizes = np.bincount(groups, minlength=len(places))
    shared = int(sizes[sizes > 1].sum())
    return Captions(place, len(keys), len(places), len(name_of), shared)


def groups_of(texts: list[str], *, least_share: float = LEAST_SHARE) -> "NDArray[np.int64]":
    """For each text the place of the first one of its group.

    >>> groups_of(["a red oak chair for two", "a blue lamp", "A red oak chair, for two"])
    array([0, 1, 0])
    """
    unions = Unions(len(texts))
    if texts:
        for left, right in similar_pairs(_signatures(texts), least_share=least_share):
            unions.join(left, right)
    return unions.groups()


def _signatures(texts: list[str]) -> Signatures:
    found = np.empty((len(texts), PERMUTATIONS), dtype=np.uint32)
    begin = 0
    for block in signatures_of(texts):
        found[begin : begin + len(block)] = block
        begin += len(block)
    return found


def _captions(dataset: Dataset) -> tuple[list[str], list[str]]:
    """Keys and captions of all rows that have one, in the order of the keys."""
    keys, texts = [], []
    for path in dataset.need_products():
        table = read_table(path, ["key", "caption"])
        rows = zip(table["key"].to_pylist(), table["caption"].to_pylist(), strict=True)
        for key, caption in rows:
            if caption:
                keys.append(key)
                texts.append(caption)
    return keys, texts
