"""Which rows a class takes, and which split each of them is in: by hash, never by chance."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import sha256

from lgs.classes.rows import Bonds, Labelled

SPLITS = ("train", "validation", "test")


@dataclass(frozen=True, slots=True)
class Drawn:
    """A row of the subset: its key, the number of its class, the group it hangs on, its split."""

    key: str
    number: int
    group: str
    split: str


def drawn(
    rows: Iterable[Labelled],
    bonds: Bonds,
    *,
    per_class: int | None,
    shares: Sequence[float],
    seed: int = 0,
) -> list[Drawn]:
    """At most `per_class` rows of each class, whole groups first come by their hash; by key.

    The split is the group's: `shares` are those of train, validation and test.
    """
    places: dict[int, list[tuple[float, str, str]]] = {}
    for row in rows:
        group = bonds.root(row.group)
        places.setdefault(row.number, []).append((chance_of(group, seed), group, row.key))
    found = [
        Drawn(key, number, group, split_of(chance, shares))
        for number, entries in places.items()
        for chance, group, key in _first(entries, per_class)
    ]
    return sorted(found, key=lambda row: row.key)


def _first(
    entries: list[tuple[float, str, str]], per_class: int | None
) -> list[tuple[float, str, str]]:
    """One picture of each group, then a second: many products before many pictures."""
    if per_class is None or len(entries) <= per_class:
        return entries
    ranked, seen = [], dict[str, int]()
    for chance, group, key in sorted(entries):
        rank = seen[group] = seen.get(group, 0) + 1
        ranked.append((rank, chance, group, key))
    return [(chance, group, key) for _, chance, group, key in sorted(ranked)[:per_class]]


def chance_of(group: str, seed: int) -> float:
    """A number from 0 to 1 that is always the same for this group."""
    digest = sha256(f"{seed} {group}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64


def split_of(chance: float, shares: Sequence[float]) -> str:
    """The split of a group; the low bits decide, so that drawing by `chance` favours none.

    >>> shares = 0.5, 0.25, 0.25
    >>> [split_of(n / 2**26, shares) for n in range(4)]
    ['train', 'train', 'validation', 'test']
    """
    place = (chance * 2**24) % 1.0
    for name, share in zip(SPLITS, shares, strict=True):
        if place < share:
            return name
        place -= share
    return SPLITS[0]
