"""Which classes may be one: the likeness of two classes is the highest over all their things."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import TYPE_CHECKING

from lgs.classes.alike import alike, meant, opposed
from lgs.classes.things import Thing, context, things
from lgs.classes.worlds import world_of

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

Path = tuple[str, ...]
Embed = Callable[[Sequence[str]], "NDArray[np.float32]"]
"""Texts to unit vectors."""

OTHER_SENSE = 0.5  # what is left of a likeness where the two stand for different trades
ANIMALS = "Pets"
PARTLY = 0.9  # "Sockets & Plugs" and "Anchors & Plugs" share a word and are two classes
MODIFIERS_ALIKE = 0.8  # cosine of what stands before one head ("hard case", "soft case")
ROWS = 1024  # of the cosine matrix at once
KEPT_FROM = 0.7  # proposals below this are not worth a reader's time


@dataclass(frozen=True, slots=True)
class Named:
    """A class as it is compared."""

    path: Path
    things: tuple[Thing, ...]
    around: frozenset[str]
    above: str | None  # the world that the names above the last one point to
    whole: str | None  # the world that all names together point to


@dataclass(frozen=True, slots=True)
class Proposal:
    """Two classes that may be one, how alike they are, and the two things that say so."""

    a: Path
    b: Path
    similarity: float
    thing_a: str
    thing_b: str


def named(paths: Sequence[Path]) -> list[Named]:
    """Classes made ready."""
    return [
        Named(path, things(path), context(path), world_of(path[:-1]), world_of(path))
        for path in paths
    ]


def proposals(classes: Sequence[Named], *, embed: Embed | None = None) -> list[Proposal]:
    """All pairs of classes that are somewhat alike, the likest first."""
    best: dict[tuple[int, int], Proposal] = {}
    for n, m, one, two, cosine in _candidates(classes, embed):
        if n == m:
            continue
        a, b = sorted((n, m), key=lambda place: classes[place].path)
        thing_a, thing_b = (one, two) if a == n else (two, one)
        like = likeness(classes[a], classes[b], thing_a, thing_b, cosine)
        if like >= KEPT_FROM and like > getattr(best.get((a, b)), "similarity", 0.0):
            words = " ".join(thing_a), " ".join(thing_b)
            best[a, b] = Proposal(classes[a].path, classes[b].path, round(like, 4), *words)
    return sorted(best.values(), key=lambda p: (-p.similarity, p.a, p.b))


def likeness(
    a: Named, b: Named, thing_a: Thing, thing_b: Thing, cosine: float | None = None
) -> float:
    """How alike two things of two classes are, 0 to 1."""
    like = alike(thing_a, thing_b, a.around, b.around)
    if cosine is not None and not like and not opposed(thing_a, thing_b):
        like = cosine
    if len(a.things) > 1 and len(b.things) > 1 and set(a.things) != set(b.things):
        like *= PARTLY
    bare = min(len(thing_a), len(thing_b)) == 1
    animals = ANIMALS in (
        a.above,
        b.above,
    )  # a pet's stroller is no stroller, however long its name
    return like * OTHER_SENSE if (bare or animals) and _other_sense(a, b) else like


def _other_sense(a: Named, b: Named) -> bool:
    """Whether a bare word stands in two worlds: the bat of a cave, the bat of a game."""
    one, two = (a.above, b.above) if a.above and b.above else (a.whole, b.whole)
    return bool(one and two) and one != two


def _candidates(
    classes: Sequence[Named], embed: Embed | None
) -> Iterator[tuple[int, int, Thing, Thing, float | None]]:
    """Pairs of things that share a head or a meaning, and those whose vectors are near."""
    found: dict[str, list[tuple[int, Thing]]] = {}
    for place, one in enumerate(classes):
        for thing in one.things:
            for key in {meant(thing)[-1], "".join(meant(thing)), "".join(thing)}:
                found.setdefault(key, []).append((place, thing))
    for _, holders in sorted(found.items()):
        for (n, one_), (m, two) in combinations(holders, 2):
            yield n, m, one_, two, None
    if embed:
        yield from _near(classes, embed)


def _near(
    classes: Sequence[Named], embed: Embed
) -> Iterator[tuple[int, int, Thing, Thing, float | None]]:
    import numpy as np

    held = sorted({thing for one in classes for thing in one.things})
    holders: dict[Thing, list[int]] = {}
    for place, one in enumerate(classes):
        for thing in one.things:
            holders.setdefault(thing, []).append(place)
    vectors = embed([" ".join(thing) for thing in held])
    embed(sorted({" ".join(thing[:-1]) for thing in held if len(thing) > 1}))  # for the guard
    for begin in range(0, len(held), ROWS):
        cosines = vectors[begin : begin + ROWS] @ vectors.T
        for row, column in np.argwhere(cosines >= KEPT_FROM):
            i, j = begin + int(row), int(column)
            if i < j and is_guarded(held[i], held[j], embed):
                for n in holders[held[i]]:
                    for m in holders[held[j]]:
                        yield n, m, held[i], held[j], float(cosines[row, column])


def is_guarded(a: Thing, b: Thing, embed: Embed) -> bool:
    """False where a high cosine is known to mislead: other order, one the other's part."""
    if sorted(a) == sorted(b):
        return False
    if a[-1] != b[-1]:
        shorter, longer = sorted((a, b), key=len)
        return longer[: len(shorter)] != shorter
    if len(a) == 1 or len(b) == 1:
        return True
    one, two = embed([" ".join(a[:-1]), " ".join(b[:-1])])
    return float(one @ two) >= MODIFIERS_ALIKE
