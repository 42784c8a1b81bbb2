"""`lgs label FILE.jsonl`: JSON lines in, one label a line out, in the same order."""

import json
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lgs.errors import LgsError
from lgs.model import Label
from lgs.taxonomy.label import Given, Labels

Numbered = tuple[int, str]
"""A line and its number, from 1."""


def numbered(lines: Iterable[str]) -> Iterator[Numbered]:
    """The lines that are not empty."""
    return ((number, line) for number, line in enumerate(lines, 1) if line.strip())


def answers(lines: Sequence[Numbered], labels: Labels) -> list[str]:
    """One JSON object a line (see the contract of `lgs label`); equal ones are asked once."""
    products = [given(line, number) for number, line in lines]
    distinct = list(dict.fromkeys(products))
    found = dict(zip(distinct, map(_answer, labels.label_all(distinct)), strict=True))
    return [found[product] for product in products]


def given(line: str, number: int) -> Given:
    """What one line says of its product."""
    row = _row(line, number)
    crumbs = row.get("breadcrumbs") or []
    if not isinstance(crumbs, list) or not all(isinstance(c, str) for c in crumbs):
        raise LgsError(f"line {number}: breadcrumbs must be a list of strings, not {crumbs!r:.60}")
    title, description, brand = (_text(row, key, number) for key in _TEXTS)
    return title, description, brand, tuple(crumbs)


def _row(line: str, number: int) -> dict[str, Any]:
    try:
        row = json.loads(line)
    except (ValueError, RecursionError) as error:  # also a number of more digits than Python reads
        raise LgsError(f"line {number} is not JSON: {error}") from None
    if not isinstance(row, dict):
        raise LgsError(f"line {number} must be a JSON object with a title, not {line.strip()[:60]}")
    return row


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
