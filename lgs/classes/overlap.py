"""Which classes show what an ImageNet synset shows, and which only bear its name."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lgs.classes.alike import alike, meant, opposed
from lgs.classes.compare import Embed, Path, is_guarded
from lgs.classes.imagenet import Kind, Synset
from lgs.classes.review import Review
from lgs.classes.things import Thing, context, things
from lgs.classes.worlds import world_of
from lgs.taxonomy.words import words

FOOD = "Food and Drinks"
WORLDS_OF: dict[Kind, frozenset[str | None]] = {
    "animal": frozenset({"Pets", FOOD, None}),
    "food": frozenset({FOOD, None}),
    "nature": frozenset({None}),
    "person": frozenset({None}),
    "plant": frozenset({FOOD, "Home", "Gifts and Party", None}),
}
"""Worlds (lgs.classes.worlds) that sell such things; None: the path says too little."""


@dataclass(frozen=True, slots=True)
class Match:
    """A class and a synset that share a name, how alike, and whether they share the sense too."""

    path: Path
    synset: Synset
    name: str
    similarity: float
    gloss: float | None  # cosine of the path and the gloss; None without vectors
    verdict: str  # match, sense (other meaning), gloss (other look), weak (below), apart (a person)


def matches(
    paths: Sequence[Path],
    synsets: Sequence[Synset],
    *,
    threshold: float,
    least_gloss: float,
    embed: Embed | None = None,
    review: Review | None = None,
) -> list[Match]:
    """The likest name of each pair of class and synset that comes near the threshold.

    A person's verdicts stand over all rules.
    """
    decided = review.synsets if review else {}
    best: dict[tuple[Path, int], tuple[float, str]] = {}
    for path, synset, name, like in _candidates(paths, synsets, embed):
        known = best.get((path, synset.number), (0.0, ""))
        best[path, synset.number] = max(known, (like, name))
    number = {synset.number: synset for synset in synsets}
    near = _glosses(best, number, embed)
    found = []
    for (path, place), (like, name) in best.items():
        gloss = near.get((path, place))
        verdict = _verdict(path, number[place], name, like, gloss, threshold, least_gloss)
        if (said := decided.get((path, number[place].wnid))) is not None:
            verdict = "match" if said else "apart"
        found.append(Match(path, number[place], name, round(like, 4), gloss, verdict))
    return sorted(found, key=lambda m: (m.synset.number, -m.similarity, m.path))


def _verdict(
    path: Path,
    synset: Synset,
    name: str,
    like: float,
    gloss: float | None,
    threshold: float,
    least_gloss: float,
) -> str:
    if like < threshold:
        return "weak"
    if not same_world(path, synset) or not is_supported(path, synset, name):
        return "sense"
    if gloss is not None and gloss < least_gloss:
        return "gloss"
    return "match"


def same_world(path: Path, synset: Synset) -> bool:
    """Whether the names above a class may hold a thing of the synset's kind."""
    allowed = WORLDS_OF.get(synset.kind)
    return allowed is None or (world_of(path[:-1]) or world_of(path)) in allowed


def is_supported(path: Path, synset: Synset, name: str) -> bool:
    """Whether a bare word means what the synset means.

    One word is enough where it is the synset's first name and no longer name gives it another head
    ("notebook, notebook computer"). Otherwise the gloss must share a word with the path.
    """
    bare = {thing[0] for thing in things(path) if len(thing) == 1}
    if "".join(words(name)) not in bare and any(len(thing) > 1 for thing in things(path)):
        return True
    first, *others = ("".join(words(n)) for n in synset.names)
    if first in bare and not any(o.startswith(first) and o != first for o in others):
        return True
    own = {word for thing in things(path) for word in thing}
    told = set(words(synset.gloss)) | {w for n in synset.names for w in words(n)}
    return bool((context(path) & told) - own)


def _candidates(
    paths: Sequence[Path], synsets: Sequence[Synset], embed: Embed | None
) -> Iterator[tuple[Path, Synset, str, float]]:
    named = [(synset, name, words(name)) for synset in synsets for name in synset.names]
    held: dict[str, list[tuple[Synset, str, Thing]]] = {}
    for synset, name, thing in named:
        for key in {meant(thing)[-1], "".join(meant(thing)), "".join(thing)} if thing else ():
            held.setdefault(key, []).append((synset, name, thing))
    none: frozenset[str] = frozenset()
    for path in paths:
        for mine in things(path):
            keys = {meant(mine)[-1], "".join(meant(mine)), "".join(mine)}
            for synset, name, thing in (
                entry for key in sorted(keys) for entry in held.get(key, ())
            ):
                if like := alike(mine, thing, context(path), none):
                    yield path, synset, name, like
    if embed:
        yield from _near(paths, named, embed)


def _near(
    paths: Sequence[Path], named: Sequence[tuple[Synset, str, Thing]], embed: Embed
) -> Iterator[tuple[Path, Synset, str, float]]:
    import numpy as np

    mine = [(path, thing) for path in paths for thing in things(path)]
    theirs = [entry for entry in named if entry[2]]
    if not mine:
        return
    left = embed([" ".join(thing) for _, thing in mine])
    right = embed([" ".join(thing) for _, _, thing in theirs])
    cosines = left @ right.T
    for row, column in np.argwhere(cosines >= NEAR):
        path, thing = mine[row]
        synset, name, other = theirs[column]
        if not opposed(thing, other) and is_guarded(thing, other, embed):
            yield path, synset, name, float(cosines[row, column])


NEAR = 0.8  # pairs below this are not worth a reader's time


def _glosses(
    pairs: Mapping[tuple[Path, int], object], number: Mapping[int, Synset], embed: Embed | None
) -> dict[tuple[Path, int], float]:
    """The cosine of leaf, parent and grandparent with name and gloss."""
    if not embed or not pairs:
        return {}
    order = sorted(pairs)
    left = embed([", ".join(reversed(path[-3:])) for path, _ in order])
    right = embed([f"{number[n].names[0]}: {number[n].gloss}" for _, n in order])
    cosines = (left * right).sum(1)
    return {pair: round(float(value), 4) for pair, value in zip(order, cosines, strict=True)}
