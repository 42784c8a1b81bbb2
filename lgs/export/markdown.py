"""Small pieces of Markdown and YAML; foreign words in them are words and nothing else."""

import json
import re
from collections.abc import Iterable, Sequence
from typing import Any

# What begins a link, an element, code, emphasis or a cell where a table stands.
SIGNS = re.compile(r"([\\`*_\[\]<>|~#!])")
PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_.-]*\Z")
# Words that YAML 1.1 takes for a truth value or nothing.
TAKEN = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})


def words(text: object) -> str:
    r"""A text as a Markdown reader shows it, whatever is in it.

    >>> words("<b>Oak | chair</b>")
    '\\<b\\>Oak \\| chair\\</b\\>'
    """
    return SIGNS.sub(r"\\\1", " ".join(str(text).split()))


def number(value: float | None) -> str:
    """A number for a reader: 25,014 or 10.44; a dash for none.

    >>> number(25014), number(10.444), number(None)
    ('25,014', '10.44', '–')
    """
    if value is None:
        return "–"
    return f"{value:,}" if isinstance(value, int) else f"{value:,.2f}"


def share(part: int, whole: int) -> str:
    """A part in per cent.

    >>> share(1, 3), share(0, 0)
    ('33.3 %', '–')
    """
    return f"{100 * part / whole:.1f} %" if whole else "–"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """A table; the first column is words, the others are numbers."""
    rule = ["---", *("---:" for _ in head[1:])]
    return [f"| {' | '.join(cells)} |" for cells in (head, rule, *rows)]


def yaml(value: Any, indent: int = 0) -> list[str]:
    """Lists and tables as block YAML, in the order they have."""
    pad = " " * indent
    lines = []
    if isinstance(value, dict):
        for name, inner in value.items():
            if isinstance(inner, (dict, list)) and inner:
                lines += [f"{pad}{name}:", *yaml(inner, indent + 2 * isinstance(inner, dict))]
            else:
                lines.append(f"{pad}{name}: {_scalar(inner)}")
        return lines
    for inner in value:
        if isinstance(inner, dict):
            first, *rest = yaml(inner, indent + 2)
            lines += [f"{pad}- {first.lstrip()}", *rest]
        else:
            lines.append(f"{pad}- {_scalar(inner)}")
    return lines


def _scalar(value: object) -> str:
    """Every JSON string is a YAML string; plain words need no quotes."""
    if isinstance(value, str) and PLAIN.match(value) and value.lower() not in TAKEN:
        return value
    return json.dumps(value, ensure_ascii=False)
