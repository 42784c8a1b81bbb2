"""JSON lines: one object a pair, prices as decimal strings, times as ISO 8601."""

import json
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lgs.dataset import write_bytes
from lgs.export.formats import FORMATS, Pairs
from lgs.schema import MAPS


@FORMATS.add
def jsonl(pairs: Pairs, folder: Path) -> None:
    """A file a shard; a column without a value is null."""
    for part in pairs.parts():
        lines = [json_line(row) for row in part.table.to_pylist()]
        write_bytes(folder / part.name(".jsonl"), "".join(lines).encode())


def json_line(row: dict[str, Any]) -> str:
    """One row as a line of JSON."""
    return json.dumps(plain(row), ensure_ascii=False) + "\n"


def plain(row: dict[str, Any]) -> dict[str, Any]:
    """A row with the types that JSON has."""
    return {name: dict(v or ()) if name in MAPS else _value(v) for name, v in row.items()}


def _value(value: Any) -> Any:
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    return value.isoformat() if isinstance(value, datetime) else value
