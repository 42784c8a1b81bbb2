"""Columns of a Parquet table, some thousand rows at a time."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from lgs.errors import LgsError

if TYPE_CHECKING:
    import pyarrow as pa

BATCH_ROWS = 2_048


def batches_of(path: Path, columns: Sequence[str]) -> "Iterator[pa.RecordBatch]":
    """The table's rows; a table that is cut short, or lacks a column, is named in the error."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    again = "run the command that wrote it again"
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowException, OSError) as error:
        reason = str(error).splitlines()[0]
        raise LgsError(f"{path} cannot be read ({reason}); {again}") from error
    missing = sorted(set(columns) - set(file.schema_arrow.names))
    if missing:
        raise LgsError(f"{path} has no column {missing[0]!r}; {again}")
    yield from file.iter_batches(BATCH_ROWS, columns=list(columns))
