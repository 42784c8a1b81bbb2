"""A class to the things that its name joins: "Other Hats & Caps" is a hat and a cap."""

from collections.abc import Sequence

from lgs.taxonomy.names import nouns
from lgs.taxonomy.wordlist import word_set
from lgs.taxonomy.words import words

Thing = tuple[str, ...]

UNINFORMATIVE = word_set(
    "other misc miscellaneous various assorted general more additional uncategorized unspecified "
    "further such etc product item good article supply"
)
"""Words of a name that tell no thing apart from another."""

GENERIC = word_set(
    "accessory part component case cover kit set holder stand adapter support refill bag cap pack "
    "tool equipment piece replacement mount rack box container system device strap band tape bed "
    "food toy book stick clip pad mat filter gasket brake wheel clamp hose belt bracket brush "
    "valve seat frame handle insert liner organizer wipe"
)
"""Heads that many things have: alone they link nothing, so they take the name above them."""


def things(path: Sequence[str]) -> tuple[Thing, ...]:
    """The things of a path's last name, in the singular, in order, each once.

    A bare generic head takes the name above it.

    >>> things(("Clothing", "Other Hats & Caps"))
    (('hat',), ('clothing', 'cap'))
    >>> things(("Garden", "Broom and Mop Handles"))
    (('broom', 'handle'), ('mop', 'handle'))
    """
    found = [_informative(noun) for noun in nouns(path[-1])]
    above = _head_above(path)
    full = (_with(above, t) if _is_bare(t) else t for t in found if t)
    return tuple(dict.fromkeys(full))


def _informative(noun: Thing) -> Thing:
    return tuple(word for word in noun if word not in UNINFORMATIVE)


def _is_bare(thing: Thing) -> bool:
    return len(thing) == 1 and thing[0] in GENERIC


def _head_above(path: Sequence[str]) -> Thing:
    """The last noun of the name above; empty at the root."""
    names = nouns(path[-2]) if len(path) > 1 else ()
    return _informative(names[-1]) if names else ()


def _with(above: Thing, thing: Thing) -> Thing:
    return thing if set(above) & set(thing) else (*above, *thing)


def context(path: Sequence[str]) -> frozenset[str]:
    """The words of the names above the last."""
    return frozenset(word for name in path[:-1] for word in words(name))
