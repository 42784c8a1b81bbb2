"""The data of React Router's pages (Remix, Hydrogen): turbo-stream, pushed to the page in lines.

Source: turbo-stream 2 (`encode`): a line is a flat list, `P1:[...]` goes on with what was awaited;
a number points to another place, an object's key "_7" to the text at place 7.
"""

import json
import re
from collections.abc import Iterable, Iterator

from lgs.extract.loosejson import MOST_NODES
from lgs.extract.nuxt import MARKED, begun

MARK = "streamController.enqueue"
HELD_BY = "Context.streamController"  # of `__reactRouterContext`, in Remix 2 of `__remixContext`
MOST_TEXT = 2 * 1024 * 1024  # characters of one page's lines
_PUSHED = re.compile(r"streamController\.enqueue\(\s*(?=\")")
_LINE = re.compile(r"^(?:P\d+:)?(?=\[)")
_KEY = re.compile(r"_(\d{1,7})$")
_DECODER = json.JSONDecoder(strict=False)


def streamed_values(scripts: Iterable[str]) -> Iterator[object]:
    r"""The values that a page's scripts push, the page's own first, then what was awaited.

    >>> list(streamed_values([r'x.streamController.enqueue("[{\"_1\":2},\"id\",7]");']))
    [{'id': 7}]
    """
    text = "".join(piece for script in scripts for piece in _pushed(script))[:MOST_TEXT]
    flat: list[object] = []
    starts: list[int] = []
    for row in text.split("\n"):
        head = _LINE.match(row)
        values = _json(row[head.end() :]) if head else []
        if values and len(flat) + len(values) <= 10 * MOST_NODES:
            starts.append(len(flat))
            flat += values
    made: dict[int, object] = {}
    for start in starts:
        yield _value(flat, start, made)


def _pushed(script: str) -> Iterator[str]:
    for match in _PUSHED.finditer(script):
        try:
            piece, _ = _DECODER.raw_decode(script, match.end())
        except (ValueError, RecursionError):
            continue
        if isinstance(piece, str):
            yield piece


def _json(row: str) -> list[object]:
    try:
        value = json.loads(row)
    except (ValueError, RecursionError):
        return []
    return value if isinstance(value, list) else []


def _value(flat: list[object], root: int, made: dict[int, object]) -> object:
    """The value at a place; containers are made empty, then filled, as they may hold each other."""
    left, new = [root], []
    while left:
        place = left.pop()
        if place in made or not 0 <= place < len(flat):
            continue
        stated = flat[place]
        made[place] = _empty(stated)
        if isinstance(stated, dict | list):
            new.append(place)
            left += _pointed(stated)
    for place in new:
        _fill(made[place], flat, flat[place], made)
    return made.get(root)


def _empty(stated: object) -> object:
    value = begun(stated)
    if value is not MARKED or not isinstance(stated, list):
        return value
    if stated[0] == "N":  # an object without a prototype
        return {}
    # a date, an address, a symbol: what follows is the value; of all others nothing is told
    return stated[1] if len(stated) == 2 and isinstance(stated[1], str) else None


def _pointed(stated: dict[str, object] | list[object]) -> list[int]:
    values = _members(stated).values() if _is_object(stated) else stated
    return [v for v in values if isinstance(v, int) and not isinstance(v, bool)]


def _is_object(stated: object) -> bool:
    return isinstance(stated, dict) or (isinstance(stated, list) and stated[:1] == ["N"])


def _members(stated: object) -> dict[str, object]:
    if isinstance(stated, list):
        stated = stated[1] if len(stated) > 1 else {}
    return stated if isinstance(stated, dict) else {}


def _fill(value: object, flat: list[object], stated: object, made: dict[int, object]) -> None:
    if isinstance(value, dict):
        for key, place in _members(stated).items():
            match = _KEY.match(key)
            name = flat[int(match[1])] if match and int(match[1]) < len(flat) else None
            if isinstance(name, str) and isinstance(place, int):
                value[name] = made.get(place)
    elif isinstance(value, list) and isinstance(stated, list):
        value.extend(made.get(p) for p in _pointed(stated))
