"""How likely the best leaf is right, from how much speaks for it and how near the next one is."""

from collections.abc import Sequence
from math import exp

from lgs.taxonomy.evidence import Rank

BIAS, PER_TOTAL, PER_MARGIN, PER_SOURCE = -2.4, 0.9, 2.2, 0.3
"""A logistic curve; docs/taxonomy.md says what it was set by."""
ENOUGH = 3.0  # evidence beyond this adds no certainty


def probability(ranks: Sequence[Rank]) -> float:
    """Between 0 and 1; `ranks` is not empty, the best first."""
    best = ranks[0].total
    margin = 1.0 - ranks[1].total / best if len(ranks) > 1 else 1.0
    sources = len(ranks[0].sources)
    if ranks[0].sources == ("description",):
        sources -= 3  # a description speaks of much that is not the thing itself
    x = BIAS + PER_TOTAL * min(best, ENOUGH) + PER_MARGIN * margin + PER_SOURCE * (sources - 1)
    return 1.0 / (1.0 + exp(-x))
