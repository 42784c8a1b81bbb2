"""The label of a product: the end leaf that its title, breadcrumbs and description speak for."""

from collections.abc import Iterator, Sequence
from functools import lru_cache

from lgs.model import Label
from lgs.taxonomy.bridge import Bridge
from lgs.taxonomy.evidence import Evidence, Rank, crumbs_differ, rank
from lgs.taxonomy.lexicon import Lexicon
from lgs.taxonomy.score import carried_probability, probability
from lgs.taxonomy.signs import READ, signs
from lgs.taxonomy.tree import Tree, load_tree

MIN_SCORE = 0.25  # below it more than three of four leaves were wrong (docs/taxonomy.md)
REMEMBERED = 4096  # labels kept for equal inputs, as variants of one product have them


TITLE_CHARS, CRUMB_CHARS, CRUMBS = 500, 200, 12
"""What is read of a title, of a crumb, and of the crumbs, the deepest: a page may hold megabytes."""


class Labeller:
    """Labels products with the end leaves of one tree; the same input has the same label."""

    def __init__(self, tree: Tree, *, min_score: float = MIN_SCORE) -> None:
        self.tree = tree
        self.min_score = min_score
        self._reader = _Reader(tree)
        self._foreign = None if tree.name == "default" else _Foreign(tree)
        self._label = lru_cache(REMEMBERED)(self._decide)

    def label(
        self,
        title: str | None,
        description: str | None = None,
        brand: str | None = None,
        breadcrumbs: Sequence[str] = (),
    ) -> Label:
        """The label of these fields; an empty one where nothing is sure enough."""
        crumbs = tuple(crumb[:CRUMB_CHARS] for crumb in breadcrumbs[-CRUMBS:])
        return self._label((title or "")[:TITLE_CHARS], (description or "")[:READ], brand, crumbs)

    def _decide(
        self, title: str, description: str, brand: str | None, crumbs: tuple[str, ...]
    ) -> Label:
        evidence = list(signs(self._reader.lexicon, title, description, brand, crumbs))
        if not self._foreign:
            ranks = rank(self.tree, self._reader.leaves, evidence)
            against = crumbs_differ(ranks, evidence)
            return self._answer(ranks, probability(ranks, against=against))
        ours, against = self._foreign.ours(title, description, brand, crumbs)
        evidence = [Evidence(e.nodes, DIRECT * e.weight, e.source) for e in evidence]
        evidence += self._foreign.carried(ours)
        ranks = rank(self.tree, self._reader.leaves, evidence)
        return self._answer(ranks, carried_probability(ours, ranks, against=against))

    def _answer(self, ranks: Sequence[Rank], score: float) -> Label:
        if not ranks or score < self.min_score:
            return Label()
        best = ranks[0]
        return Label(self.tree.nodes[best.leaf].path, round(score, 4), "+".join(best.sources))


class _Reader:
    """What is prepared once for a tree: its phrases and its set of leaves."""

    def __init__(self, tree: Tree) -> None:
        self.lexicon = Lexicon(tree)
        self.leaves = frozenset(tree.leaves)


class _Foreign:
    """Carries what our own tree says of a product over to a foreign tree."""

    def __init__(self, tree: Tree) -> None:
        self._ours = load_tree()
        self._reader = _Reader(self._ours)
        self._bridge = Bridge(self._ours, tree)
        self._targets = lru_cache(None)(self._bridge.targets)

    def ours(
        self, title: str, description: str, brand: str | None, crumbs: tuple[str, ...]
    ) -> tuple[list[Rank], bool]:
        """The best leaves of our own tree, and whether the breadcrumbs speak against them."""
        found = list(signs(self._reader.lexicon, title, description, brand, crumbs))
        ranks = rank(self._ours, self._reader.leaves, found)[:CARRIED]
        return ranks, crumbs_differ(ranks, found)

    def carried(self, ours: Sequence[Rank]) -> Iterator[Evidence]:
        """Evidence for the foreign leaves that our own ones lead to."""
        whole = sum(r.total**2 for r in ours)
        for best in ours:
            for leaf, likeness in self._targets(best.leaf):
                weight = BRIDGE * best.total * (best.total**2 / whole) * likeness
                for source in best.sources:
                    yield Evidence((leaf,), weight / len(best.sources), source)


DIRECT = 0.5  # a foreign name's own word, of a word of our tree
CARRIED = 3  # of our leaves, the best
BRIDGE = 2.0  # one of our leaves in full likeness, of a direct word


def load_labeller(tree: str = "default", min_score: float = MIN_SCORE) -> Labeller:
    """A labeller for a bundled tree or a taxonomy file."""
    return Labeller(load_tree(tree), min_score=min_score)
