"""Rows and images as JSON text for the store, and back: nothing is lost on the way."""

import json
from collections.abc import Mapping
from dataclasses import asdict, fields
from datetime import datetime
from decimal import Decimal
from typing import Any

from lgs.harvest import Harvest
from lgs.model import Image, Row
from lgs.rows import identity_of
from lgs.store.tables import Record
from lgs.urls import canonical

_DEFAULTS = {f.name: f for f in fields(Row)}
_TUPLES = ("image_urls", "breadcrumbs", "taxonomy", "bullets", "faults")
_PRICES = ("price", "regular_price")
_TESTED = "tested"  # beside the row's own fields


def row_to_text(row: Row, *, tested: str | None = None) -> str:
    """A row as one JSON object; empty fields are left out.

    `tested` is the mark of the filters that found its faults (see `lgs.filters.mark_of`).
    """
    filled = {name: getattr(row, name) for name in _DEFAULTS}
    filled[_TESTED] = tested
    return json.dumps(
        {name: _plain(value) for name, value in filled.items() if value not in (None, (), {})},
        ensure_ascii=False,
        separators=(",", ":"),
    )


def row_from_text(text: str) -> Row:
    """The row that `row_to_text` wrote."""
    return row_and_mark(text)[0]


def row_and_mark(text: str) -> tuple[Row, str | None]:
    """The row that `row_to_text` wrote, and the mark of the filters that found its faults."""
    found: dict[str, Any] = json.loads(text)
    tested = found.pop(_TESTED, None)
    for name in _TUPLES:
        found[name] = tuple(found.get(name, ()))
    for name in _PRICES:
        if name in found:
            found[name] = Decimal(found[name])
    if "fetched_at" in found:
        found["fetched_at"] = datetime.fromisoformat(found["fetched_at"])
    return Row(**found), tested


def record_of(found: Harvest, *, tested: str | None = None) -> Record | None:
    """What the store keeps of a page's product; None for a page without one.

    `tested` is the mark of the filters that found the rows' faults.
    """
    if not found.rows:
        return None
    rank = int(canonical(found.url) != found.page_url)
    rows = tuple((row.key, row_to_text(row, tested=tested)) for row in found.rows)
    return Record(found.page_url, found.rows[0].group_key, rank, identity_of(found.rows), rows)


def image_to_text(image: Image) -> str:
    """What is known of an image as one JSON object."""
    return json.dumps(asdict(image), separators=(",", ":"))


def image_from_text(text: str) -> Image:
    """The image that `image_to_text` wrote."""
    found = json.loads(text)
    return Image(**{**found, "faults": tuple(found["faults"])})


def _plain(value: Any) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, datetime):
        return value.isoformat()
    return dict(value) if isinstance(value, Mapping) else value
