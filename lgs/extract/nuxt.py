"""The state of Nuxt pages, which is no JSON.

Sources: the page template of Nuxt 2 (`window.__NUXT__=(function(a,b){return {...}}(1,"x"))`) and
devalue's flat lists (`__NUXT_DATA__` of Nuxt 3).
"""

import re
from collections.abc import Iterable

from lgs.extract.loosejson import MOST_NODES, read_literal

MOST_TEXT = 2 * 1024 * 1024  # characters of one page's state
_NUXT = re.compile(
    r"__NUXT__(?:\[[^\]]{0,80}\])?\s*=\s*\(?\s*function\s*\(([\w$,\s]{0,20000})\)\s*\{"
)
_RETURN = re.compile(r"\breturn\s*(?=\{)")
_NOTHING = re.compile(r"\bvoid 0\b|\bnew Date\([^()]{0,40}\)|\bnew (?:Map|Set)\(\s*\)")
_ARRAY = re.compile(r"\bArray\(\d{0,9}\)")
_MOST_NUXT_NODES = 5 * MOST_NODES  # Nuxt inlines whole catalogues


def nuxt_call(text: str) -> object:
    """The state of a Nuxt 2 page: what the function returns with its arguments put in.

    >>> nuxt_call('window.__NUXT__=(function(a,b){return {p:{name:a,n:b}}}("Oak",void 0));')
    {'p': {'name': 'Oak', 'n': None}}
    """
    head = _NUXT.search(text[:MOST_TEXT])
    body = _RETURN.search(text, head.end()) if head else None
    call = text.rfind("}(")
    if not head or not body or call < body.end():
        return None
    given = _ARRAY.sub("[]", _NOTHING.sub("null", text[call + 2 : MOST_TEXT]))
    values, end = read_literal(f"[{_arguments(given)}]", most_nodes=_MOST_NUXT_NODES)
    if end < 0 or not isinstance(values, list):
        return None
    names = dict(zip((n.strip() for n in head[1].split(",")), values, strict=False))
    inner = _NOTHING.sub("null", text[body.end() : call + 1])
    return read_literal(inner, names=names, most_nodes=_MOST_NUXT_NODES)[0]


def _arguments(text: str) -> str:
    """The text up to the bracket that closes the call; the script ends with it."""
    end = text.rfind(")")
    text = text[: end if end >= 0 else len(text)].rstrip("; \n")
    return text.removesuffix(")") if text.endswith(")") else text


def revived(flat: object) -> object:
    """A value that devalue wrote as a flat list: numbers point to other places of the list.

    >>> revived([{"name": 1, "sizes": 2}, "Oak", [3, -1], "S"])
    {'name': 'Oak', 'sizes': ['S', None]}
    """
    if not isinstance(flat, list) or not flat or len(flat) > 10 * MOST_NODES:
        return None
    made: dict[int, object] = {}
    left: list[int] = [0]
    while left:  # containers are made empty, then filled: values may point to each other
        place = left.pop()
        if place not in made:
            made[place] = _container(flat, place)
            left += [p for p in _pointed(flat[place]) if 0 <= p < len(flat)]
    for place, value in made.items():
        _fill(value, flat[place], made)
    return made[0]


MARKED = object()  # what stands in a flat list as `["Date", ...]`: the format says what it is


def begun(stated: object) -> object:
    """The value of a place of a flat list, an object or a list still empty; `MARKED` for others."""
    if isinstance(stated, dict):
        return {}
    if not isinstance(stated, list):
        return stated
    return MARKED if stated and isinstance(stated[0], str) else []


def _container(flat: list[object], place: int) -> object:
    stated = flat[place]
    value = begun(stated)
    if value is not MARKED or not isinstance(stated, list):
        return value
    if stated[0] in ("Map", "null"):
        return {}
    if stated[0] in ("Set",):
        return []
    return _Boxed() if len(stated) == 2 and isinstance(stated[1], int) else _plain(stated)


class _Boxed(list[object]):
    """A list that holds the one value of a wrapper such as "Reactive" or "Ref"."""


def _plain(stated: list[object]) -> object:
    return stated[1] if len(stated) > 1 else None


def _pointed(stated: object) -> list[int]:
    """The places that a value points to."""
    values: Iterable[object] = ()
    if isinstance(stated, dict):
        values = stated.values()
    elif isinstance(stated, list):
        values = stated[1:] if stated and isinstance(stated[0], str) else stated
    return [v for v in values if isinstance(v, int) and not isinstance(v, bool)]


def _fill(value: object, stated: object, made: dict[int, object]) -> None:
    if isinstance(value, _Boxed):
        value.extend(made.get(p) for p in _pointed(stated))
    elif isinstance(value, dict) and isinstance(stated, dict):
        value.update((k, made.get(p)) for k, p in stated.items() if isinstance(p, int))
    elif isinstance(value, dict) and isinstance(stated, list):
        pairs = stated[1:]
        for key, place in zip(pairs[::2], pairs[1::2], strict=False):
            name = made.get(key, key) if stated[0] == "Map" and isinstance(key, int) else key
            if isinstance(name, str) and isinstance(place, int):
                value[name] = made.get(place)
    elif isinstance(value, list) and isinstance(stated, list):
        value.extend(made.get(p) for p in _pointed(stated))
