"""The world of trade that a path lies in: what tells a bat of a cave from a bat of a game."""

from collections.abc import Sequence
from functools import cache

from lgs.taxonomy.reader import Reader, fields
from lgs.taxonomy.tree import load_tree

WORLDS = (
    "Clothing, Shoes, Bags and Luggage, Jewellery and Watches",
    "Electronics, Computers, Phones",
    "Home, Kitchen, Furniture, Garden, Tools and Hardware, Office and Industry",
    "Beauty, Health",
    "Toys and Games, Baby",
)
"""Top levels of our tree that shops mix; every other one is a world of its own."""
CLEAR = 0.6  # of all that speaks for a world; below it the names say too little


def world_of(names: Sequence[str]) -> str | None:
    """The world that names of a path point to, or None where they do not say.

    >>> world_of(("Sports", "Baseball")) == world_of(("Sports",)) != world_of(("Pets",))
    True
    >>> world_of(()) is world_of(("Aria",)) is None
    True
    """
    votes: dict[str, float] = {}
    reader = _reader()
    for sign in reader.evidence(fields("", "", None, names)):
        for node in sign.nodes:
            top = reader.tree.nodes[node].path[0]
            world = _worlds().get(top, top)
            votes[world] = votes.get(world, 0.0) + sign.weight / len(sign.nodes)
    best = max(sorted(votes), key=votes.__getitem__, default=None)
    return best if best and votes[best] >= CLEAR * sum(votes.values()) else None


@cache
def _reader() -> Reader:
    return Reader(load_tree())


@cache
def _worlds() -> dict[str, str]:
    """Each top level of a shared world and the world's name, which is the first of them."""
    return {top.strip(): line.split(",")[0] for line in WORLDS for top in line.split(",")}
