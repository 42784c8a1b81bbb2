"""Labelled products from a user's file: CSV, TSV or JSON lines with a path for each."""

import csv
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lgs.errors import LgsError

JOINT = re.compile(r"\s*[>»|]\s*")
CELL_CHARS = 10_000_000  # csv's own limit is 131,072: a long description is no error


@dataclass(frozen=True, slots=True)
class Labelled:
    """A product and the path that a person put it on."""

    title: str
    description: str
    brand: str | None
    breadcrumbs: tuple[str, ...]
    path: tuple[str, ...]


def read_labelled(file: Path) -> list[Labelled]:
    """All products of the file that have a path; the format goes by the file's ending."""
    rows = _json_lines if file.suffix in {".jsonl", ".ndjson", ".json"} else _table
    try:
        found = [_labelled(row, line, file) for line, row in rows(file)]
    except OSError as error:
        raise LgsError(f"{file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LgsError(f"{file} is not UTF-8 text") from error
    except csv.Error as error:
        raise LgsError(f"{file} is not a table: {error}") from error
    kept = [row for row in found if row.path]
    if len({row.path for row in kept}) < 2:
        raise LgsError(f"{file} teaches nothing: it needs products of at least two paths")
    return kept


def _table(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    csv.field_size_limit(CELL_CHARS)
    with file.open(newline="", encoding="utf-8-sig") as stream:
        reader = csv.DictReader(stream, delimiter="\t" if file.suffix == ".tsv" else ",")
        for row in reader:
            yield reader.line_num, row


def _json_lines(file: Path) -> Iterator[tuple[int, dict[str, Any]]]:
    with file.open(encoding="utf-8-sig") as stream:
        for number, line in enumerate(stream, 1):
            if not line.strip():
                continue
            try:
                row = json.loads(line)
            except (ValueError, RecursionError) as error:
                raise LgsError(f"{file}, line {number} is not JSON: {error}") from None
            if not isinstance(row, dict):
                raise LgsError(f"{file}, line {number} must be a JSON object with a path")
            yield number, row


def _labelled(row: dict[str, Any], line: int, file: Path) -> Labelled:
    if "path" not in row or "title" not in row:
        there = ", ".join(str(name) for name in row)
        raise LgsError(f"{file}, line {line} needs the columns title and path; there are: {there}")
    return Labelled(
        str(row["title"] or ""),
        str(row.get("description") or ""),
        str(row.get("brand") or "") or None,
        _parts(row.get("breadcrumbs")),
        _parts(row["path"]),
    )


def _parts(value: Any) -> tuple[str, ...]:
    """A list as it is; a text parted at ` > `, where a table cannot hold a list."""
    names = value if isinstance(value, list) else JOINT.split(str(value or ""))
    return tuple(name for item in names if (name := str(item).strip()))
