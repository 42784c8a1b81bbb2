"""The label of a product: the end leaf that its title, breadcrumbs and description speak for."""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Protocol

from lgs.model import Label
from lgs.taxonomy.bridge import Bridge
from lgs.taxonomy.evidence import Evidence, Rank, crumbs_differ
from lgs.taxonomy.reader import Fields, Reader, fields
from lgs.taxonomy.score import Carried, carried_probability, margin, probability
from lgs.taxonomy.student import Student
from lgs.taxonomy.tree import Tree, load_tree

MIN_SCORE = 0.25  # below it more than three of four leaves were wrong (docs/taxonomy.md)
FOREIGN_MIN_SCORE = 0.15  # below it nine of ten leaves were wrong, and most of their top levels
REMEMBERED = 4096  # labels kept for equal inputs, as variants of one product have them
DIRECT = 0.5  # a foreign name's own word, of a word of our tree
CARRIED = 3  # of our leaves, the best
BRIDGE = 2.0  # one of our leaves in full likeness, of a direct word


OWN = "default"  # the name of our own tree


def least_score(tree: str) -> float:
    """The least score of a label where the user names none."""
    return MIN_SCORE if tree == OWN else FOREIGN_MIN_SCORE


Given = tuple[str | None, str | None, str | None, tuple[str, ...]]
"""What is known of a product: title, description, brand, breadcrumbs."""


class Labels(Protocol):
    """Whatever labels products; equal products have equal labels."""

    def label_all(self, products: Sequence[Given]) -> list[Label]:
        """The label of each product, in order; an empty one where nothing is sure enough."""


class Labeller:
    """Labels products with the end leaves of one tree; the same input has the same label."""

    def __init__(
        self, tree: Tree, *, min_score: float | None = None, student: Student | None = None
    ) -> None:
        self.tree = tree
        self.min_score = least_score(tree.name) if min_score is None else min_score
        self._student = student
        own = tree.name == OWN
        self._ours = Reader(tree if own else load_tree())
        self._foreign = None if own else _Foreign(tree, self._ours.tree)
        self._label = lru_cache(REMEMBERED)(self._decide)

    def label(
        self,
        title: str | None,
        description: str | None = None,
        brand: str | None = None,
        breadcrumbs: Sequence[str] = (),
    ) -> Label:
        """The label of these fields; an empty one where nothing is sure enough."""
        return self._label(fields(title, description, brand, breadcrumbs))

    def label_all(self, products: Sequence[Given]) -> list[Label]:
        """The label of each product, in order."""
        return [self.label(*product) for product in products]

    def _decide(self, of: Fields) -> Label:
        evidence = self._ours.evidence(of)
        if self._student:
            evidence += self._student.signs(of.title, of.description, of.crumbs)
        ours = self._ours.rank(evidence)
        against = crumbs_differ(ours, evidence)
        if not self._foreign:
            return self._answer(ours, probability(ours, against=against))
        there = self._foreign.rank(of, ours[:CARRIED])
        carried = self._foreign.carried(ours, there)
        return self._answer(there, carried_probability(ours, there, carried, against=against))

    def _answer(self, ranks: Sequence[Rank], score: float) -> Label:
        if not ranks or score < self.min_score:
            return Label()
        best = ranks[0]
        return Label(self.tree.nodes[best.leaf].path, round(score, 4), "+".join(best.sources))


class _Foreign:
    """A foreign tree, and the bridge to it from ours."""

    def __init__(self, tree: Tree, ours: Tree) -> None:
        self._reader = Reader(tree)
        self._targets = lru_cache(None)(Bridge(ours, tree).targets)

    def rank(self, of: Fields, ours: Sequence[Rank]) -> list[Rank]:
        """Foreign leaves, by their own words and by what our best leaves lead to."""
        evidence = [
            Evidence(sign.nodes, DIRECT * sign.weight, sign.source)
            for sign in self._reader.evidence(of)
        ]
        return self._reader.rank([*evidence, *self._carried(ours)])

    def carried(self, ours: Sequence[Rank], there: Sequence[Rank]) -> Carried:
        """How well our best leaf is known there, and how clear the top level is."""
        targets = self._targets(ours[0].leaf) if ours else ()
        roots = [self._reader.tree.root(rank.leaf) for rank in there]
        first_of_each = [there[roots.index(root)] for root in dict.fromkeys(roots)]
        return Carried(targets[0][1] if targets else 0.0, margin(first_of_each) if there else 0.0)

    def _carried(self, ours: Sequence[Rank]) -> Iterator[Evidence]:
        whole = sum(r.total**2 for r in ours)
        for best in ours:
            for leaf, likeness in self._targets(best.leaf):
                weight = BRIDGE * best.total * (best.total**2 / whole) * likeness
                for source in best.sources:
                    yield Evidence((leaf,), weight / len(best.sources), source)


def load_labeller(
    tree: str = OWN, min_score: float | None = None, student: Student | None = None
) -> Labeller:
    """A labeller for a bundled tree or a taxonomy file."""
    return Labeller(load_tree(tree), min_score=min_score, student=student)
