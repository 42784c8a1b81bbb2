"""Caches of GraphQL clients: objects that stand once and are pointed to from elsewhere.

Apollo 3 writes {"__ref": "Product:1"}, Apollo 2 {"type": "id", "id": "Product:1"}; both keep all
objects in one flat object by those names.
"""

from collections.abc import Mapping

from lgs.extract.blobs import walk
from lgs.extract.platforms.reading import Entity

MOST_LEVELS = 14  # of objects and lists: variants, their prices, their pictures
MOST_OBJECTS = 3000


def followed(product: Entity, around: object) -> Entity:
    """An object with what it points to put in place; `around` holds the cache."""
    if not any(map(_name, _parts(product))):
        return product
    cache: dict[str, object] = {}
    for stated in walk(around):
        cache.update((k, v) for k, v in stated.items() if isinstance(v, Mapping) and k not in cache)
    left = [MOST_OBJECTS]
    found = _followed(product, cache, MOST_LEVELS, left)
    return found if isinstance(found, Mapping) else product


def _followed(value: object, cache: Mapping[str, object], levels: int, left: list[int]) -> object:
    left[0] -= 1
    if levels <= 0 or left[0] <= 0:
        return None if _name(value) else value
    if isinstance(value, Mapping):
        if name := _name(value):
            target = cache.get(name)
            return _followed(target, cache, levels - 1, left) if target is not value else None
        # a field with arguments, `price({"currency":"EUR"})`, is called by its name alone
        return {
            k.partition("(")[0]: _followed(v, cache, levels - 1, left) for k, v in value.items()
        }
    if isinstance(value, list):
        return [_followed(v, cache, levels - 1, left) for v in value]
    return value


def _name(value: object) -> str | None:
    """The name of the object that a value points to."""
    if not isinstance(value, Mapping):
        return None
    if isinstance(name := value.get("__ref"), str):
        return name
    is_pointer = value.get("type") == "id" and isinstance(value.get("id"), str)
    return str(value["id"]) if is_pointer else None


def _parts(product: Entity) -> list[object]:
    """The values of an object, of the lists in it, and of the lists' objects."""
    found: list[object] = []
    for value in product.values():
        found += value if isinstance(value, list) else [value]
    return found + [v for part in found if isinstance(part, Mapping) for v in part.values()]
