"""From proposals to merged classes, by complete linkage and by what a person decided."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lgs.classes.compare import Path, Proposal
from lgs.classes.review import Review

FORCED = 2.0  # a person's word, above every likeness


@dataclass(frozen=True, slots=True)
class Merged:
    """One class of the subset: its own path (the commonest member's), all members, their rows."""

    path: Path
    members: tuple[Path, ...]  # the commonest first
    count: int
    similarity: float | None  # of the two members that are least alike; None for a lone one


def merged(
    counts: Mapping[Path, int],
    proposals: Iterable[Proposal],
    *,
    threshold: float,
    review: Review | None = None,
) -> list[Merged]:
    """The classes after all merges, the commonest first.

    Two groups become one only if every class of one is alike every class of the other (complete
    linkage): chains like hat - hat box - box cannot form.
    """
    review = review or Review()
    paths = [path for path in sorted(counts) if path not in review.drop]
    alike = _alike(proposals, threshold, review, frozenset(paths))
    groups = _linked(paths, alike)
    found = [_class(group, counts, alike) for group in groups]
    return sorted(found, key=lambda one: (-one.count, one.path))


def decision_of(proposal: Proposal, groups: Mapping[Path, Path]) -> str:
    """What became of a proposal: merge or apart."""
    one, two = groups.get(proposal.a), groups.get(proposal.b)
    return "merge" if one is not None and one == two else "apart"


def groups_of(classes: Iterable[Merged]) -> dict[Path, Path]:
    """Each member and the class that it is part of."""
    return {member: one.path for one in classes for member in one.members}


Alike = dict[frozenset[Path], float]


def _alike(
    proposals: Iterable[Proposal], threshold: float, review: Review, there: frozenset[Path]
) -> Alike:
    """The likeness of each pair that may merge."""
    found = {frozenset((p.a, p.b)): p.similarity for p in proposals if p.similarity >= threshold}
    found |= dict.fromkeys(review.merge, FORCED)
    return {
        pair: like for pair, like in found.items() if pair <= there and pair not in review.apart
    }


def _linked(paths: Sequence[Path], alike: Alike) -> list[list[Path]]:
    """Groups of classes; the likest pair first, equal ones in the order of their names."""
    group = {path: [path] for path in paths}
    for pair in sorted(alike, key=lambda p: (-alike[p], sorted(p))):
        one, two = (group[path] for path in sorted(pair))
        if one is not two and _may_join(one, two, alike, forced=alike[pair] == FORCED):
            one.extend(two)
            group.update(dict.fromkeys(two, one))
    return list({id(members): members for members in group.values()}.values())


def _may_join(one: list[Path], two: list[Path], alike: Alike, *, forced: bool) -> bool:
    return forced or all(frozenset((a, b)) in alike for a in one for b in two)


def _class(group: Sequence[Path], counts: Mapping[Path, int], alike: Alike) -> Merged:
    members = tuple(sorted(group, key=lambda path: (-counts[path], path)))
    likes = [
        min(alike.get(frozenset((a, b)), 1.0), 1.0)
        for n, a in enumerate(members)
        for b in members[n + 1 :]
    ]
    count = sum(counts[path] for path in members)
    return Merged(members[0], members, count, min(likes) if likes else None)
