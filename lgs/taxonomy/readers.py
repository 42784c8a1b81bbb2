"""The formats a taxonomy comes in: path lines with or without ids and synonyms, Shopify's JSON."""

import json
import re
from collections.abc import Iterator
from typing import Any

from lgs.errors import LgsError

Entry = tuple[tuple[str, ...], tuple[str, ...]]
"""A path from the root, and the synonyms of its last name."""

ID = re.compile(r"^(?:\d+ - |gid://\S+\s+:\s+)")
"""Google's "1234 - ", and the id that Shopify's categories.txt begins with."""


def read_entries(text: str) -> list[Entry]:
    """All entries of a taxonomy file, whichever of the formats it is in."""
    if text.lstrip()[:1] in {"{", "["}:
        return list(_shopify(text))
    return list(_lines(text))


def _lines(text: str) -> Iterator[Entry]:
    for raw in text.splitlines():
        line = raw.strip()
        if not line or line.startswith("#"):
            continue
        names, _, others = ID.sub("", line).partition("|")
        path = _path(names)
        if path:
            yield path, tuple(s.strip() for s in others.split(",") if s.strip())


def _path(text: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in text.split(" > ") if name.strip())


def _shopify(text: str) -> Iterator[Entry]:
    try:
        categories = list(_categories(json.loads(text)))
    except json.JSONDecodeError as error:
        raise LgsError(
            f"the taxonomy begins like JSON but is broken at line {error.lineno}: {error.msg}"
        ) from None
    by_id = {str(c["id"]): c for c in categories}
    for category in categories:
        yield _chain(category, by_id), ()


def _categories(value: Any) -> Iterator[dict[str, Any]]:
    """Every object with an id and a name that says where it hangs, however deep the file nests."""
    if isinstance(value, list):
        for item in value:
            yield from _categories(item)
    elif isinstance(value, dict):
        if "id" in value and "name" in value and ("parent_id" in value or "full_name" in value):
            yield value
        for key in ("verticals", "categories", "data"):
            yield from _categories(value.get(key))


def _chain(category: dict[str, Any], by_id: dict[str, dict[str, Any]]) -> tuple[str, ...]:
    if isinstance(category.get("full_name"), str):
        return _path(category["full_name"])
    names = [str(category["name"])]
    seen = {str(category["id"])}
    while (parent := str(category.get("parent_id"))) in by_id and parent not in seen:
        seen.add(parent)  # a loop in the file must not become one here
        category = by_id[parent]
        names.insert(0, str(category["name"]))
    return tuple(names)
