"""Columns as all readers know them: a map, which `datasets` cannot read, as a list of pairs."""

from typing import TYPE_CHECKING

from lgs.dataset import write_table
from lgs.schema import MAPS

if TYPE_CHECKING:
    from pathlib import Path

    import pyarrow as pa


def without_maps(table: "pa.Table") -> "pa.Table":
    """The table with each map<string, string> as list<struct<key, value>>; nothing is copied."""
    import pyarrow as pa

    for name in MAPS:
        place = table.schema.get_field_index(name)
        if place >= 0 and pa.types.is_map(table.schema.field(place).type):
            chunks = [_as_list(chunk) for chunk in table.column(place).chunks]
            table = table.set_column(place, name, pa.chunked_array(chunks, pairs_type()))
    return table


def write_plain(path: "Path", table: "pa.Table") -> None:
    """Write one Parquet file; without rows it has no row group, on which `datasets` would fail."""
    import pyarrow.parquet as pq

    if table.num_rows:
        write_table(path, table)
        return
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"_{path.name}.part")
    pq.ParquetWriter(beside, table.schema, compression="zstd").close()
    beside.replace(path)


def pairs_type() -> "pa.DataType":
    """What stands for a map."""
    import pyarrow as pa

    return pa.list_(pa.struct([("key", pa.string()), ("value", pa.string())]))


def _as_list(column: "pa.MapArray") -> "pa.ListArray":
    import pyarrow as pa

    if column.null_count:
        rows = [
            [dict(zip(("key", "value"), e, strict=True)) for e in v or ()]
            for v in column.to_pylist()
        ]
        return pa.array(rows, pairs_type())
    entries = pa.StructArray.from_arrays([column.keys, column.items], ["key", "value"])
    return pa.ListArray.from_arrays(column.offsets, entries)
