"""Captions by a template: the paper's four prompts, and what a user writes after `--caption`.

`{title} by {brand}` leaves a row without a brand out, so that no caption ends in "by"; a field with
a question mark, `{brand?}`, may be missing.
"""

import re
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from string import Formatter
from typing import Any

from lgs.errors import UsageError
from lgs.schema import COLUMNS, LISTS, PAIRS_LACK

# Prompt templates in the manner of the LGS paper, Table Supp-3: brand, end leaf and title in a
# sentence that says what the picture is. The first is the paper's form; the three others are
# variations of it made here: other orders, with and without the word for the trade.
PROMPTS: Mapping[str, str] = {
    "prompt-1": "a photo of {brand?} {end_leaf?} {title}, e-commerce",
    "prompt-2": "an e-commerce photo of {title}, {end_leaf?}, {brand?}",
    "prompt-3": "a product photo of {title}, a kind of {end_leaf}",
    "prompt-4": "{brand?} {title}, {end_leaf?}",
}
JOINED = {"taxonomy": " > ", "breadcrumbs": " > "}  # other lists are joined by commas
FIELDS = tuple(sorted({*COLUMNS} - {*PAIRS_LACK, "provenance", "consent"}))

Maker = Callable[[Mapping[str, Any]], str | None]


def is_template(text: str) -> bool:
    """True for what holds a field in braces."""
    return "{" in text or "}" in text


def fields_of(template: str) -> tuple[str, ...]:
    """The columns that a template names, each once; a UsageError for what is no column."""
    return tuple(dict.fromkeys(name for _, name, _ in _parts(template) if name))


def maker_of(template: str) -> Maker:
    """The function that fills a template; it gives None for a row that lacks a field.

    >>> maker_of("{title} by {brand}")({"title": "Oak chair", "brand": "Arbor"})
    'Oak chair by Arbor'
    >>> maker_of("{title} by {brand}")({"title": "Oak chair", "brand": None}) is None
    True
    >>> maker_of("a photo of {brand?} {title}, {end_leaf?}")({"title": "Oak chair", "brand": None,
    ... "end_leaf": None})
    'a photo of Oak chair'
    """
    parts = _parts(template)

    def make(row: Mapping[str, Any]) -> str | None:
        words = []
        for before, name, may_lack in parts:
            words.append(before)
            if not name:
                continue
            value = _text(name, row[name])
            if not value and not may_lack:
                return None
            words.append(value)
        return _tidy("".join(words)) or None

    return make


def _parts(template: str) -> list[tuple[str, str, bool]]:
    """(text, the column after it or nothing, whether it may be missing)."""
    try:
        parsed = list(Formatter().parse(template))
    except ValueError as error:
        raise UsageError(
            f"the caption template {template!r} cannot be read ({error}); "
            'write it such as "{title} by {brand}"'
        ) from error
    found = []
    for before, name, form, conversion in parsed:
        field = (name or "").removesuffix("?")
        if name is not None and (field not in FIELDS or form or conversion):
            raise UsageError(
                f"no field is named {_shown(name, form, conversion)!r} in the caption template; "
                f"there are: {', '.join(FIELDS)}"
            )
        found.append((before, field, bool(name and name.endswith("?"))))
    if not any(field for _, field, _ in found):
        raise UsageError(f"the caption template {template!r} names no field, such as {{title}}")
    return found


def _shown(name: str, form: str | None, conversion: str | None) -> str:
    return name + (f"!{conversion}" if conversion else "") + (f":{form}" if form else "")


def _text(name: str, value: Any) -> str:
    if value is None:
        return ""
    if name in LISTS:
        return JOINED.get(name, ", ").join(value)
    if isinstance(value, Decimal):
        return format(value.normalize(), "f")
    if name == "variant":
        pairs: Iterable[tuple[str, str]] = value.items() if isinstance(value, Mapping) else value
        return ", ".join(f"{option}: {words}" for option, words in pairs)
    return " ".join(str(value).split())


def _tidy(text: str) -> str:
    """What missing fields leave behind: runs of spaces and commas, a comma at an end."""
    text = " ".join(text.split())
    text = re.sub(r"(?:\s*,)+(?=\s*,)", "", text)
    return re.sub(r"\s+,", ",", text).strip(" ,")
