"""A tree made ready for reading: its phrases, its leaves, and what fields say of them."""

from collections.abc import Iterable
from dataclasses import dataclass

from lgs.taxonomy.evidence import Evidence, Rank, rank
from lgs.taxonomy.lexicon import Lexicon
from lgs.taxonomy.signs import READ, signs
from lgs.taxonomy.tree import Tree

TITLE_CHARS, CRUMB_CHARS, CRUMBS = 500, 200, 12
"""What is read of a title, of a crumb, and of the crumbs (the deepest): a page may be huge."""


@dataclass(frozen=True, slots=True)
class Fields:
    """What is read of a product."""

    title: str
    description: str
    brand: str | None
    crumbs: tuple[str, ...]


def fields(
    title: str | None, description: str | None, brand: str | None, crumbs: Iterable[str]
) -> Fields:
    """The fields, cut to what is read of them."""
    deepest = tuple(crumbs)[-CRUMBS:]
    return Fields(
        (title or "")[:TITLE_CHARS],
        (description or "")[:READ],
        brand,
        tuple(crumb[:CRUMB_CHARS] for crumb in deepest),
    )


class Reader:
    """One tree's phrases and leaves."""

    def __init__(self, tree: Tree) -> None:
        self.tree = tree
        self._lexicon = Lexicon(tree)
        self._leaves = frozenset(tree.leaves)

    def evidence(self, of: Fields) -> list[Evidence]:
        """All that the fields say of this tree's nodes."""
        return list(signs(self._lexicon, of.title, of.description, of.brand, of.crumbs))

    def rank(self, evidence: Iterable[Evidence]) -> list[Rank]:
        """This tree's leaves, the likeliest first."""
        return rank(self.tree, self._leaves, evidence)
