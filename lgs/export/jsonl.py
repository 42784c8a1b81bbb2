"""JSON lines: one object a pair, prices as decimal strings, times as ISO 8601."""

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lgs.dataset import write_bytes
from lgs.export.formats import FORMATS
from lgs.schema import MAPS

if TYPE_CHECKING:
    import pyarrow as pa


@FORMATS.add
def jsonl(table: "pa.Table", folder: Path, shard: str) -> None:
    """Write one shard; a column without a value is null."""
    lines = [json.dumps(_plain(row), ensure_ascii=False) + "\n" for row in table.to_pylist()]
    write_bytes(folder / f"{shard}.jsonl", "".join(lines).encode())


def _plain(row: dict[str, Any]) -> dict[str, Any]:
    return {name: dict(v or ()) if name in MAPS else _value(v) for name, v in row.items()}


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, datetime) else value
