"""JSON as pages carry it: strict first, then repaired in steps, at last as a script's literal."""

import json
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from typing import NamedTuple

from lgs.entities import unescape

MOST_CHARACTERS = 2 * 1024 * 1024
MOST_LEVELS = 64
MOST_NODES = 20_000

Pairs = Callable[[list[tuple[str, object]]], object]


class Loose(NamedTuple):
    """The values found in a text, and whether it had to be repaired for that."""

    values: tuple[object, ...]
    repaired: bool


_WRAP = re.compile(r"^\s*(?:<!--|<!\[CDATA\[|//\s*<!\[CDATA\[)|(?:-->|\]\]>|//\s*\]\]>)\s*$")
_TRAILING = re.compile(r",(\s*[}\]])")


def loose_json(text: str, *, pairs: Pairs | None = None) -> Loose:
    """All values of a JSON text; broken JSON is repaired in steps, each tried on the step before.

    >>> loose_json('{"a": 1,} {"b": "5" wide"};').values
    ({'a': 1}, {'b': '5" wide'})
    """
    text = text.strip().lstrip("\ufeff")[: MOST_CHARACTERS + 1]
    if not text or len(text) > MOST_CHARACTERS:
        return Loose((), False)
    if (value := _strict(text, pairs)) is not _BAD:
        return Loose((value,), False)
    for repair in (_unwrapped, _unescaped, _untrailed):
        text = repair(text)
        if (value := _strict(text, pairs)) is not _BAD:
            return Loose((value,), True)
    return Loose(_several(text, pairs), True)


_BAD = object()


def _strict(text: str, pairs: Pairs | None) -> object:
    try:
        return json.loads(text, strict=False, object_pairs_hook=pairs)
    except (ValueError, RecursionError):  # an integer too long for Python is a ValueError too
        return _BAD


def _unwrapped(text: str) -> str:
    while (bare := _WRAP.sub("", text).strip().rstrip(";,").strip()) != text:
        text = bare
    return text


def _unescaped(text: str) -> str:
    return unescape(text) if "&quot;" in text or "&#34;" in text or "&#x22;" in text else text


def _untrailed(text: str) -> str:
    return _TRAILING.sub(r"\1", text)


def _several(text: str, pairs: Pairs | None) -> tuple[object, ...]:
    """Values one after the other, whatever stands between them."""
    found: list[object] = []
    decoder = json.JSONDecoder(strict=False, object_pairs_hook=pairs)
    position = 0
    while (position := _opening(text, position)) >= 0 and len(found) < 100:
        try:
            value, position = decoder.raw_decode(text, position)
        except (ValueError, RecursionError):
            value, end = read_literal(text, position, pairs=pairs)
            if end < 0:
                break
            position = end
        found.append(value)
    return tuple(found)


def _opening(text: str, start: int) -> int:
    """Where the next object or list begins."""
    places = [p for p in (text.find("{", start), text.find("[", start)) if p >= 0]
    return min(places, default=-1)


# What stands between two values; commas and colons are not asked for, as scripts forget them.
_BETWEEN = re.compile(r"(?:[\s,:]+|/\*.{0,100000}?\*/|//[^\n]{0,10000}(?:\n|$))*", re.S)
_WORD = re.compile(r"[^\s,:{}\[\]\"'`()]+")
_WORDS = {
    "true": True, "false": False, "null": None, "undefined": None, "NaN": None, "!0": True,
    "!1": False, "None": None, "True": True, "False": False,
}  # fmt: skip
_ESCAPE = re.compile(r"\\(u[0-9a-fA-F]{4}|x[0-9a-fA-F]{2}|.|$)", re.S)
_ESCAPED = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "\n": ""}
_STRING = {q: re.compile(rf"(?:[^{q}\\]|\\.)*{q}", re.S) for q in "\"'`"}
# A quote ends a string where the text goes on as JSON does; else the shop forgot to escape it.
_AFTER = re.compile(
    r"\s*(?:[:}\]]|$|,\s*(?:/[*/]|[\"'`{\[}\]\d-]|true|false|null|[A-Za-z_$][\w$]*\s*:))"
)
# Most strings: nothing is escaped in them, and the first quote ends them.
_PLAIN_STRING = {q: re.compile(rf"{q}([^{q}\\]*){q}(?={_AFTER.pattern})") for q in "\"'`"}
_NUMBER_BEGINS = frozenset("-0123456789I")  # with Infinity, which Python's JSON knows


def read_literal(
    text: str,
    start: int = 0,
    *,
    pairs: Pairs | None = None,
    names: Mapping[str, object] | None = None,
    most_nodes: int = MOST_NODES,
) -> tuple[object, int]:
    """The object or list literal of a script that begins at `start`, and its end (-1: broken).

    Single quotes, bare keys, comments, trailing commas, missing commas and unescaped quotes are
    read; a bare word stands for the value that `names` gives it, else for itself. No recursion;
    at most `MOST_LEVELS` levels and `most_nodes` values.

    >>> read_literal("x = {a: 'b', /* c */ d: [1, 2.5, !0,],}", 4)
    ({'a': 'b', 'd': [1, 2.5, True]}, 39)
    """
    stack: list[list[object]] = []  # open containers: [opening sign, item, item ...]
    position, count = start, 0
    while True:
        position = _BETWEEN.match(text, position).end()  # type: ignore[union-attr]  # may be empty
        if position >= len(text):
            return None, -1
        sign = text[position]
        position += 1
        if sign in "{[":
            count += 1
            if len(stack) >= MOST_LEVELS:
                return None, -1
            stack.append([sign])
        elif sign in "}]":
            value = _closed(stack.pop(), pairs)
            if not stack:
                return value, position
            stack[-1].append(value)
        else:
            is_key = stack != [] and stack[-1][0] == "{" and len(stack[-1]) % 2 == 1
            value, position = _scalar(text, position - 1, {} if is_key else names or {})
            if not stack:
                return None, -1
            stack[-1].append(value)
            count += 1
        if count > most_nodes or position < 0 or not stack:
            return None, -1


def _closed(items: list[object], pairs: Pairs | None) -> object:
    if items[0] == "[":
        return items[1:]
    made = [(str(k), v) for k, v in zip(items[1::2], items[2::2], strict=False)]
    return pairs(made) if pairs else dict(made)


def _scalar(text: str, position: int, names: Mapping[str, object]) -> tuple[object, int]:
    """A string, number or word, and where it ends (-1: no such thing)."""
    quote = text[position]
    if quote in _STRING:
        return _string(text, position, quote)
    word = _WORD.match(text, position)
    if not word:  # a bracket of a call: no literal
        return None, -1
    spelled = word.group()
    if spelled in names:
        return names[spelled], word.end()
    if spelled in _WORDS:
        return _WORDS[spelled], word.end()
    if spelled[0] in _NUMBER_BEGINS:
        with suppress(ValueError):
            return json.loads(spelled), word.end()
    return spelled, word.end()


def _string(text: str, position: int, quote: str) -> tuple[object, int]:
    if plain := _PLAIN_STRING[quote].match(text, position):
        return plain[1], plain.end()
    end = position + 1
    for _ in range(50):  # quotes that do not end the string
        match = _STRING[quote].match(text, end)
        if not match:
            return None, -1
        end = match.end()
        if _AFTER.match(text, end):
            break
    inside = text[position + 1 : end - 1]
    return (_ESCAPE.sub(_plain, inside) if "\\" in inside else inside), end


def _plain(match: re.Match[str]) -> str:
    spelled = match[1]
    if len(spelled) > 1:
        return chr(int(spelled[1:], 16))
    return _ESCAPED.get(spelled, spelled)
