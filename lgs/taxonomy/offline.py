"""`lgs label FILE.jsonl`: JSON lines in, one label a line out, in the same order."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from lgs.errors import LgsError
from lgs.model import Label
from lgs.taxonomy.label import Labeller


def label_lines(lines: Iterable[str], labeller: Labeller) -> Iterator[str]:
    """One JSON object a line for each line that is not empty (see the contract of `lgs label`)."""
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield _answer(_labelled(_row(line, number), number, labeller))


def _row(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except json.JSONDecodeError as error:
        raise LgsError(f"line {number} is not JSON: {error.msg}") from None
    if not isinstance(row, dict):
        raise LgsError(f"line {number} must be a JSON object with a title, not {line.strip()[:60]}")
    return row


def _labelled(row: dict[str, Any], number: int, labeller: Labeller) -> Label:
    crumbs = row.get("breadcrumbs") or []
    if not isinstance(crumbs, list) or not all(isinstance(c, str) for c in crumbs):
        raise LgsError(f"line {number}: breadcrumbs must be a list of strings, not {crumbs!r:.60}")
    title, description, brand = (_text(row, key, number) for key in _TEXTS)
    return labeller.label(title, description, brand, crumbs)


_TEXTS = ("title", "description", "brand")


def _text(row: dict[str, Any], key: str, number: int) -> str | None:
    value = row.get(key)
    if value is not None and not isinstance(value, str):
        raise LgsError(f"line {number}: {key} must be a string, not {value!r:.60}")
    return value


def _answer(label: Label) -> str:
    found = {
        "taxonomy": list(label.path),
        "end_leaf": label.path[-1] if label.path else None,
        "label_score": label.score,
        "label_source": label.source,
    }
    return json.dumps(found, ensure_ascii=False)
