"""How likely the best leaf is right, from how much speaks for it and how near the next one is."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import exp

from lgs.taxonomy.evidence import Rank

BIAS, PER_TOTAL, PER_MARGIN, PER_SOURCE = -2.4, 0.9, 2.2, 0.3
"""A logistic curve; docs/taxonomy.md says what it was set by."""
AGAINST = 1.0  # the novel "Iron" in Books is no iron
WEAK = frozenset({"description", "learned"})  # fields that do not make a label sure alone
ENOUGH = 3.0  # evidence beyond this adds no certainty


FOREIGN_BIAS, PER_OWN, PER_FOREIGN_MARGIN, PER_LIKENESS, PER_BRANCH = -5.6, 2.3, 5.0, 3.0, 1.0
"""The same for a foreign tree: how sure our own leaf was, how clear the foreign leaf and its top
level are, and how much our leaf's words have in common with where it leads."""
CLEAR = 0.4  # a foreign margin beyond this adds no certainty
UNBRIDGED = 0.2  # where our tree knows no such thing, a foreign name's word was wrong 4 times in 5


def probability(ranks: Sequence[Rank], *, against: bool = False) -> float:
    """Between 0 and 1, 0 where there is no rank; the best rank comes first.

    `against`: the breadcrumbs speak too, but for another branch.
    """
    if not ranks:
        return 0.0
    sources = len(set(ranks[0].sources) - {"learned"})
    if WEAK.issuperset(ranks[0].sources):
        sources -= 3  # a description speaks of much that is not the thing itself
    return _logistic(
        BIAS
        + PER_TOTAL * min(ranks[0].total, ENOUGH)
        + PER_MARGIN * margin(ranks)
        + PER_SOURCE * (sources - 1)
        - (AGAINST if against else 0.0)
    )


@dataclass(frozen=True, slots=True)
class Carried:
    """What is known of a foreign leaf beside the ranks."""

    likeness: float  # of our best leaf and the foreign leaf it leads to, 0 to 1
    branch_margin: float  # how far the first leaf of another top level stands behind, 0 to 1


def carried_probability(
    ours: Sequence[Rank], foreign: Sequence[Rank], carried: Carried, *, against: bool = False
) -> float:
    """How likely the best foreign leaf is right, given our own leaves and the foreign ones."""
    if not foreign:
        return 0.0
    if not ours:
        return UNBRIDGED * margin(foreign)
    return _logistic(
        FOREIGN_BIAS
        + PER_OWN * probability(ours, against=against)
        + PER_FOREIGN_MARGIN * min(margin(foreign), CLEAR)
        + PER_LIKENESS * carried.likeness
        + PER_BRANCH * carried.branch_margin
    )


def margin(ranks: Sequence[Rank]) -> float:
    """How far the second stands behind the first, 0 to 1."""
    return 1.0 - ranks[1].total / ranks[0].total if len(ranks) > 1 else 1.0


def _logistic(x: float) -> float:
    return 1.0 / (1.0 + exp(-x))
