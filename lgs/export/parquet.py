"""Parquet as img2dataset and `datasets.load_dataset` read it."""

from pathlib import Path
from typing import TYPE_CHECKING

from lgs.dataset import write_table
from lgs.export.formats import FORMATS

if TYPE_CHECKING:
    import pyarrow as pa


@FORMATS.add
def parquet(table: "pa.Table", folder: Path, shard: str) -> None:
    """Write one shard with all columns of `pairs/`."""
    write_table(folder / f"{shard}.parquet", table)
