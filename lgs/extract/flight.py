"""React's server components as Next prints them: `self.__next_f.push([1,"..."])`."""

import json
import re
from collections.abc import Iterable, Iterator

from lgs.extract.loosejson import MOST_NODES

MOST_TEXT = 2 * 1024 * 1024  # characters of one page's rows
_PUSHED = re.compile(r"__next_f\.push\(\s*(?=\[\s*1\s*,)")
_ROW = re.compile(rb"([0-9a-f]*):(T([0-9a-f]+),)?")
_DECODER = json.JSONDecoder(strict=False)


def flight_rows(scripts: Iterable[str]) -> Iterator[object]:
    """The objects and lists of React's flight rows, pushed in pieces over several scripts.

    A row is "id:JSON" and a line end, or "id:Tlength,text"; "$id" stands for another row's text.

    >>> list(flight_rows(['self.__next_f.push([1,"1:{\\\\"name\\\\":\\\\"Oak\\\\"}\\\\n"])']))
    [{'name': 'Oak'}]
    """
    pieces = [piece for text in scripts for piece in _pushed(text)]
    stream = "".join(pieces)[:MOST_TEXT].encode("utf-8", "replace")
    texts: dict[str, str] = {}
    rows: list[object] = []
    position = 0
    while position < len(stream) and (row := _ROW.match(stream, position)):
        if row[3]:
            end = row.end() + int(row[3][:6], 16)
            texts[row[1].decode()] = stream[row.end() : end].decode("utf-8", "replace")
            position = end
            continue
        end = stream.find(b"\n", row.end())
        end = end if end >= 0 else len(stream)
        if stream[row.end() : row.end() + 1] in (b"[", b"{"):
            rows += _json(stream[row.end() : end])
        position = end + 1
    for value in rows:
        _spell_out(value, texts)
        yield value


def _pushed(text: str) -> Iterator[str]:
    for match in _PUSHED.finditer(text):
        try:
            value, _ = _DECODER.raw_decode(text, match.end())
        except (ValueError, RecursionError):
            continue
        if isinstance(value, list) and len(value) > 1 and isinstance(value[1], str):
            yield value[1]


def _json(row: bytes) -> list[object]:
    try:
        return [json.loads(row)]
    except (ValueError, RecursionError):
        return []


def _spell_out(value: object, texts: dict[str, str]) -> None:
    """Put rows of text where they are pointed to; without recursion, at most `MOST_NODES` steps."""
    stack, steps = [value], 0
    while stack and texts and steps < MOST_NODES:
        inner = stack.pop()
        steps += 1
        places: Iterable[tuple[object, object]] = (
            list(inner.items())
            if isinstance(inner, dict)
            else list(enumerate(inner))
            if isinstance(inner, list)
            else ()
        )
        for key, part in places:
            if isinstance(part, dict | list):
                stack.append(part)
            elif isinstance(part, str) and part[:1] == "$" and part[1:] in texts:
                inner[key] = texts[part[1:]]  # type: ignore[index]
