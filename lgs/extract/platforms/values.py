"""Plain values out of state whose keys and shapes nobody fixed: texts, lists, first of names."""

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from lgs.extract.platforms.reading import Entity, entities

_TAG = re.compile(r"[a-z]{2}(?:[-_][a-z]{2,4})?", re.I)
_LISTS = ("nodes", "edges", "items", "results", "values", "entries")
_PLAIN = ("raw", "plain", "text", "html", "value")  # a text beside its forms
# Keys under which a name or a value says what it is, the likeliest first.
SPOKEN = (
    "name", "label", "displayname", "displayvalue", "title", "stringvalue", "value", "text",
    "description",
)  # fmt: skip


def lower(stated: Entity) -> Entity:
    """The same object with its keys in lower case, without the signs between their words."""
    return {_key(k): v for k, v in stated.items() if k and isinstance(k, str)}


@lru_cache(16384)
def _key(name: str) -> str:
    return name.lower().replace("_", "").replace("-", "")


def first(stated: Entity, names: Iterable[str], lang: str | None = None) -> object:
    """The first plain value that is not empty; of a text in several languages the page's."""
    values = (spoken(stated.get(name), lang) for name in names)
    return next(
        (v for v in values if isinstance(v, str | int | float) and v not in ("", True, False)), None
    )


def spoken(value: object, lang: str | None = None) -> object:
    """A value; of {"raw": "Oak"} the text, of {"en": "Oak", "de": "Eiche"} the page's own."""
    if not isinstance(value, Mapping) or not value:
        return value
    plain = next((v for k in _PLAIN if isinstance(v := value.get(k), str)), None)
    if plain is not None:
        return plain
    if not all(isinstance(k, str) and _TAG.fullmatch(k) for k in value):
        return None
    wanted = (lang or "").lower()[:2]
    own = (text for tag, text in value.items() if wanted and tag.lower().startswith(wanted))
    return next(own, next(iter(value.values())))


def told(value: object, lang: str | None = None) -> object:
    """What a name or a value says: itself, or what its object is called."""
    if isinstance(value, list) and len(value) == 1:
        value = value[0]
    if isinstance(value, Mapping):
        return first(lower(value), SPOKEN, lang) or spoken(value, lang)
    return value


def members(value: object) -> list[Entity]:
    """The objects of a list, as it stands or as a connection of GraphQL: nodes, edges, items."""
    for _ in range(2):
        if isinstance(value, Mapping):
            value = next((value[k] for k in _LISTS if isinstance(value.get(k), list)), None)
    if not isinstance(value, Sequence) or isinstance(value, str):
        return []
    found = entities(value)
    return [e["node"] if isinstance(e.get("node"), Mapping) else e for e in found]  # type: ignore[misc]
