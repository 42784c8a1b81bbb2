"""What speaks for which node, and which end leaf all of it together speaks for."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lgs.taxonomy.tree import Tree


@dataclass(frozen=True, slots=True)
class Evidence:
    """One sign for one or more nodes (its senses): its weight, and the field it stood in."""

    nodes: tuple[int, ...]
    weight: float
    source: str


@dataclass(frozen=True, slots=True)
class Rank:
    """An end leaf with all that speaks for it, and the fields that do."""

    leaf: int
    total: float
    direct: float
    sources: tuple[str, ...]


NEAR, FAR = 0.5, 0.3
"""What a vote for the parent, and for each wider ancestor, adds to a leaf."""


def rank(tree: Tree, leaves: frozenset[int], evidence: Iterable[Evidence]) -> list[Rank]:
    """End leaves that something speaks for, the strongest first; equal ones in the tree's order.

    A leaf gets its own evidence in full, and a share of all that points into the branches it
    hangs on. So a word with several senses takes the one that the rest of the product shares.
    """
    direct: dict[int, float] = {}
    votes: dict[int, float] = {}
    sources: dict[int, set[str]] = {}
    for sign in evidence:
        senses = len(sign.nodes)
        full, split = sign.weight * senses**-0.25, sign.weight / senses
        for node in sign.nodes:
            direct[node] = direct.get(node, 0.0) + full
            sources.setdefault(node, set()).add(sign.source)
            for above in (*tree.lineages[node], node):
                votes[above] = votes.get(above, 0.0) + split
    ranks = [
        Rank(leaf, weight + _inherited(tree, votes, leaf), weight, ())
        for leaf, weight in direct.items()
        if leaf in leaves
    ]
    ranks.sort(key=lambda r: (-r.total, r.leaf))
    return [_with_sources(tree, r, sources) for r in ranks[:KEPT]]


KEPT = 8  # ranks looked at further; what stands below has no chance


def _inherited(tree: Tree, votes: dict[int, float], leaf: int) -> float:
    above = tree.lineages[leaf]
    if not above:
        return 0.0
    return NEAR * votes.get(above[-1], 0.0) + FAR * sum(votes.get(a, 0.0) for a in above[:-1])


def _with_sources(tree: Tree, found: Rank, sources: dict[int, set[str]]) -> Rank:
    own = set(sources[found.leaf])
    for above in tree.lineages[found.leaf]:
        own |= sources.get(above, set())
    return Rank(found.leaf, found.total, found.direct, tuple(sorted(own)))


def crumbs_differ(ranks: Sequence[Rank], evidence: Iterable[Evidence]) -> bool:
    """Whether the breadcrumbs speak for something, but for no node above the best leaf."""
    if not ranks or "breadcrumbs" in ranks[0].sources:
        return False
    return any(sign.source == "breadcrumbs" for sign in evidence)
