"""Data that a page carries for its own scripts: JSON elements, assignments, calls."""

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lgs.extract.document import Document
from lgs.extract.flight import flight_rows
from lgs.extract.loosejson import MOST_LEVELS, MOST_NODES, loose_json, read_literal
from lgs.extract.nuxt import nuxt_call, revived
from lgs.extract.streamed import HELD_BY, MARK, streamed_values

MOST_SCRIPT = 2 * 1024 * 1024  # characters of one script
_HEAD = 200  # characters of a script in which it names what it fills
MOST_LITERAL = 150_000  # characters; the reader of broken JSON takes a second for some millions
# `window.name = {`, `var name = [`, `a["name"] = JSON.parse("`: looked for from the sign on, which
# is rare, and the name before it is read then.
_ASSIGNED = re.compile(r"=\s*(?:(?P<json>JSON\.parse\(\s*(?=['\"]))|(?=\{\s*[\"'\w}]|\[\s*\{))")
_NAME = re.compile(r"([\w$]+)(?:['\"]\])?\s*$")
_NAMES = re.compile(
    r"state|store|data|product|meta|config|props|context|page|item|sku|variant|apollo|nuxt|redux|__",
    re.I,
)
_PUSHED = re.compile(
    r"(?:dataLayer\w*|digitalData)\.push\(\s*(?=\{)|\bgtag\(\s*['\"]event['\"]\s*,\s*(?=['\"])"
)
# VTEX keeps its state where a parser of the page sees no script: inside a template.
_IN_TEMPLATE = re.compile(
    r"""<template\b[^<>]{0,200}\bdata-varname=["']?(__STATE__|__RUNTIME__)[^<>]{0,200}>\s*"""
    r"<script>(.*?)</script>",
    re.S,
)
_STRING = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'", re.S)
_DECODER = json.JSONDecoder(strict=False)


@dataclass(frozen=True, slots=True)
class Blob:
    """A value of a script: its name ("" for a JSON element without id) and what it holds."""

    name: str
    value: object


@dataclass(slots=True)
class Patience:
    """How many more literals of scripts are read on a page; broken ones cost more."""

    left: int = 60


def blobs(document: Document) -> tuple[Blob, ...]:
    """All data of the page's scripts that might tell of a product, in page order."""
    return document.once(_read)


def _read(document: Document) -> tuple[Blob, ...]:
    patience = Patience()
    found = [
        blob
        for script in document.scripts
        for blob in _of_script(script.type, script.id, script.text, patience)
    ]
    if document.mentions("__next_f"):
        pushed = (s.text for s in document.scripts if not s.type)
        found += [
            Blob("__next_f", row) for row in flight_rows(t for t in pushed if "__next_f" in t)
        ]
    if any(HELD_BY in script.text[:_HEAD] for script in document.scripts):
        found += [Blob(MARK, value) for value in streamed_values(s.text for s in document.scripts)]
    if "vtex" in document.meta.get("generator", ""):
        found += [
            Blob(name, value)
            for name, text in _IN_TEMPLATE.findall(document.text)
            if len(text) <= MOST_SCRIPT and _is_promising(text)
            for value in loose_json(text).values
        ]
    return tuple(found)


def _of_script(kind: str, name: str, text: str, patience: Patience) -> Iterator[Blob]:
    if "ld+json" in kind or len(text) > MOST_SCRIPT or not _is_promising(text):
        return
    if "json" in kind or "x-magento-init" in kind:
        if "&q;" in text[:_HEAD]:
            text = _unquoted(text)
        for value in loose_json(text).values:
            yield Blob(name, revived(value) if name == "__NUXT_DATA__" else value)
    elif "__NUXT__" in text and (state := nuxt_call(text)) is not None:
        yield Blob("__NUXT__", state)
    elif not kind or "javascript" in kind or kind in ("module", "text/ecmascript"):
        yield from assignments(text, patience)


def _unquoted(text: str) -> str:
    """The JSON of a state that Angular hands over, whose own signs are escaped.

    Source: Angular's `escapeTransferStateContent`, up to version 15.

    >>> _unquoted("{&q;name&q;:&q;Oak &a;q; ash&q;}")
    '{"name":"Oak &q; ash"}'
    """
    for escaped, sign in (("&q;", '"'), ("&s;", "'"), ("&l;", "<"), ("&g;", ">"), ("&a;", "&")):
        text = text.replace(escaped, sign)
    return text


def _is_promising(text: str) -> bool:
    """Whether a script can tell of a product at all."""
    # "price", "Price" and "PRICE" without making a lower copy of megabytes
    if "rice" not in text and "PRICE" not in text:
        return False
    return any(word in text for word in ("name", "Name", "title", "sku", "Sku", "SKU"))


def assignments(text: str, patience: Patience) -> Iterator[Blob]:
    """The objects and lists that a script assigns to names that speak of data, and pushes."""
    position = 0
    for match in _ASSIGNED.finditer(text):
        name = _NAME.search(text[max(0, match.start() - 60) : match.start()])
        if match.start() < position or not name or not _NAMES.search(name[1]):
            continue
        if match["json"]:
            inner, end = _quoted(text, match.end())
            values = loose_json(inner).values if inner else ()
        else:
            value, end = value_at(text, match.end(), patience)
            values = (value,) if value is not None else ()
        if values:
            position = end
            yield Blob(name[1], values[0])
    for match in _PUSHED.finditer(text):
        value, _ = value_at(text, text.find("{", match.end() - 1), patience)
        if isinstance(value, Mapping):
            yield Blob("dataLayer", value)


def value_at(text: str, start: int, patience: Patience) -> tuple[object, int]:
    """The object or list that begins at a place of a script, and where it ends (-1: broken)."""
    if start < 0 or patience.left <= 0:
        return None, -1
    try:
        value, end = _DECODER.raw_decode(text, start)
    except (ValueError, RecursionError):
        value, end = read_literal(text[start : start + MOST_LITERAL])
        patience.left -= 6 if end < 0 else 1
        return value, start + end
    return value, end


def walk(value: object) -> Iterator[Mapping[str, object]]:
    """Every object in a value, in order, without recursion; what is too deep is left out."""
    stack: list[tuple[object, int]] = [(value, 0)]
    count = 0
    while stack and count < MOST_NODES:
        inner, depth = stack.pop()
        count += 1
        if isinstance(inner, Mapping):
            yield inner
        if depth < MOST_LEVELS:
            parts: Iterable[object] = (
                inner.values()
                if isinstance(inner, Mapping)
                else inner
                if isinstance(inner, list)
                else ()
            )
            stack.extend(reversed([(p, depth + 1) for p in parts if isinstance(p, dict | list)]))


def _quoted(text: str, start: int) -> tuple[str | None, int]:
    """The string literal at a place, and where it ends."""
    match = _STRING.match(text, start)
    if not match:
        return None, -1
    value, _ = read_literal(f"[{match.group()}]")
    return (str(value[0]) if isinstance(value, list) and value else None), match.end()
