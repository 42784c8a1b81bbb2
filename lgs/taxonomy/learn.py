"""Distant supervision: sure labels of some products teach the words that the others have."""

from collections import Counter
from collections.abc import Iterable
from itertools import islice
from math import log
from typing import Protocol

from lgs.taxonomy.label import load_labeller
from lgs.taxonomy.reader import fields
from lgs.taxonomy.student import Student, features

SURE_ENOUGH = 0.6  # four of five leaves are right from here up (docs/taxonomy.md)
LEARNT_FROM = 100_000  # products read at most, so that memory has an end
SHRINK = 0.5  # unseen products that each feature is said to have had, spread like all products
LEAVES = 8  # that one feature may speak for
SEEN = 2  # products a feature must be in; once is chance


class Described(Protocol):
    """What a product or a row says of itself."""

    @property
    def title(self) -> str | None: ...  # noqa: D102

    @property
    def description(self) -> str | None: ...  # noqa: D102

    @property
    def brand(self) -> str | None: ...  # noqa: D102

    @property
    def breadcrumbs(self) -> tuple[str, ...]: ...  # noqa: D102


def learn(products: Iterable[Described]) -> Student:
    """A student of those among the products that our own tree labels surely; the order is free."""
    teacher = load_labeller(min_score=SURE_ENOUGH)
    places = {node.path: place for place, node in enumerate(teacher.tree.nodes)}
    leaves: Counter[int] = Counter()
    counts: dict[str, Counter[int]] = {}
    for product in islice(products, LEARNT_FROM):
        of = fields(product.title, product.description, product.brand, product.breadcrumbs)
        label = teacher.label(of.title, of.description, of.brand, of.crumbs)
        if label.path:
            leaf = places[label.path]
            leaves[leaf] += 1
            for feature in features(of.title, of.description, of.crumbs):
                counts.setdefault(feature, Counter())[leaf] += 1
    kept = sorted(feature for feature, of in counts.items() if of.total() >= SEEN)
    return Student({feature: _weights(counts[feature], leaves) for feature in kept})


def _weights(counts: Counter[int], leaves: Counter[int]) -> tuple[tuple[int, float], ...]:
    """The leaves a feature speaks for: its share of each, times how far that is above chance."""
    seen, total = counts.total(), leaves.total()
    found = []
    for leaf, count in sorted(counts.items()):
        chance = leaves[leaf] / total
        share = (count + SHRINK * chance) / (seen + SHRINK)
        if share > chance:
            found.append((leaf, share * log(share / chance)))
    found.sort(key=lambda item: (-item[1], item[0]))
    return tuple(found[:LEAVES])
