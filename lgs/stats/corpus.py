"""Read captions from a file: text, JSON lines, Parquet, or a COCO captions JSON."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from lgs.errors import LgsError

Reader = Callable[[Path, str], Iterator[str]]


def read_captions(path: Path, *, column: str = "caption") -> Iterator[str]:
    """The captions of a file, one after the other; `column` names them in .jsonl and .parquet.

    Any other ending than .jsonl, .ndjson, .parquet and .json is read as text, a caption a line.
    """
    if not path.is_file():
        raise LgsError(
            f"there is no file {path}; name a file of captions (.txt, .jsonl, .parquet, .json)"
        )
    return READERS.get(path.suffix.lower(), _text)(path, column)


def _text(path: Path, _column: str) -> Iterator[str]:
    with path.open(encoding="utf-8", errors="replace") as lines:
        for line in lines:
            yield line.rstrip("\n")


def _json_lines(path: Path, column: str) -> Iterator[str]:
    for number, line in enumerate(_text(path, column), 1):
        if not line.strip():
            continue
        try:
            found = json.loads(line)
        except (ValueError, RecursionError) as error:
            raise LgsError(f"{path}, line {number}: this is no JSON ({error})") from error
        yield _caption_of(found, column, f"{path}, line {number}")


def _parquet(path: Path, column: str) -> Iterator[str]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        file = pq.ParquetFile(path)
        _need_column(file.schema_arrow, column, path)
        for batch in file.iter_batches(4096, columns=[column]):
            for caption in batch.column(0).to_pylist():
                yield caption or ""
    except (pa.ArrowException, OSError) as error:
        raise LgsError(f"{path} cannot be read as Parquet: {str(error).splitlines()[0]}") from error


def _need_column(schema: Any, column: str, path: Path) -> None:
    import pyarrow as pa

    texts = [
        f.name for f in schema if pa.types.is_string(f.type) or pa.types.is_large_string(f.type)
    ]
    if column not in texts:
        there = ", ".join(texts) or "none"
        raise LgsError(f"{path} has no text column {column!r}; it has: {there}")


def _json(path: Path, column: str) -> Iterator[str]:
    """COCO's {"annotations": [{"caption": ...}]}, or a list of captions or of objects."""
    try:
        found = json.loads(path.read_text("utf-8", errors="replace"))
    except (ValueError, RecursionError) as error:
        raise LgsError(
            f"{path} is no JSON ({error}); a JSON object a line needs the ending .jsonl"
        ) from error
    entries = found.get("annotations") if isinstance(found, dict) else found
    if not isinstance(entries, list):
        raise LgsError(f'{path} is no COCO captions file: it has no list named "annotations"')
    for number, entry in enumerate(entries):
        yield _caption_of(entry, column, f"{path}, entry {number}")


def _caption_of(found: object, column: str, where: str) -> str:
    """The caption in one JSON value; null is a caption without words."""
    caption = found.get(column, found) if isinstance(found, dict) else found
    if caption is None:
        return ""
    if not isinstance(caption, str):
        there = ", ".join(sorted(found)) if isinstance(found, dict) else type(found).__name__
        raise LgsError(f"{where}: no text named {column!r}; there is: {there}")
    return caption


READERS: dict[str, Reader] = {
    ".jsonl": _json_lines,
    ".ndjson": _json_lines,
    ".parquet": _parquet,
    ".json": _json,
}
