"""Parquet as img2dataset and `datasets.load_dataset` read it."""

from pathlib import Path

from lgs.export.columns import without_maps, write_plain
from lgs.export.formats import FORMATS, Pairs


@FORMATS.add
def parquet(pairs: Pairs, folder: Path) -> None:
    """All columns of `pairs/`, a file a shard; maps are lists of key and value."""
    for part in pairs.parts():
        write_plain(folder / part.name(".parquet"), without_maps(part.table))
