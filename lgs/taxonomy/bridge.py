"""Our own tree's nodes to a foreign tree's end leaves, by the words of their names.

A foreign name often shares no word with a product ("Upper Body Wear/Tops"). Our own leaf is found
first; its synonyms and ancestors are then many more words to meet the foreign name with.
"""

from collections.abc import Iterable
from functools import lru_cache
from heapq import nsmallest
from math import sqrt

from lgs.taxonomy.bags import Bag, bag_of, index_of, rarity_of
from lgs.taxonomy.names import nouns
from lgs.taxonomy.tree import Tree
from lgs.taxonomy.wordlist import word_set
from lgs.taxonomy.words import words

SAME_NAME, SAME_SYNONYM = 0.5, 0.35
"""A whole name in common, beside the likeness of words: the node's, a synonym's."""
ROUNDS = 2  # of asking the sisters; the second knows where the first led
COMPARED = 40  # likest leaves that the sisters are asked about
TARGETS = 5  # foreign leaves that one of our nodes may lead to

ALONE = 0.2  # a likeness that no sister shares; with all of them 1 + ALONE
BESIDE = 0.6  # a leaf of accessories, for the thing itself
SIDE_WORDS = word_set("accessory part replacement variety pack component kit set refill")


class Bridge:
    """Where each of our nodes leads in a foreign tree."""

    def __init__(self, ours: Tree, foreign: Tree) -> None:
        self._ours, self._foreign = ours, foreign
        bags = {leaf: bag_of(foreign, leaf) for leaf in foreign.leaves}
        self._rarity = rarity_of(bags.values())
        self._index = index_of(bags, self._rarity)
        self._beside = {leaf: _side_words(foreign, leaf) for leaf in foreign.leaves}
        self._named = _by_noun(foreign)
        self._likenesses = lru_cache(None)(self._likeness)
        self._shares: dict[int, dict[int, float]] = {}
        for _ in range(ROUNDS):
            self._shares = self._branch_shares()

    def targets(self, node: int) -> tuple[tuple[int, float], ...]:
        """Foreign leaves for a node of ours with their likeness, 0 to 1, the likest first."""
        return tuple((leaf, min(like, 1.0)) for leaf, like in self._settled(node)[:TARGETS])

    def _settled(self, node: int) -> list[tuple[int, float]]:
        """The likest leaves, those less where the node's sisters lead elsewhere."""
        shares = [self._shares.get(above, {}) for above in self._ours.lineages[node]]
        bag, likes = self._likenesses(node)
        found = []
        for leaf, like in likes:
            root = self._foreign.root(leaf)
            agreed = max((share.get(root, 0.0) for share in shares), default=0.0)
            beside = self._beside[leaf] and self._beside[leaf].isdisjoint(bag)
            found.append((leaf, like * (ALONE + agreed) * (BESIDE if beside else 1.0)))
        return sorted(found, key=_strongest)

    def _likeness(self, node: int) -> tuple[Bag, list[tuple[int, float]]]:
        """Cosine between the words of our node and of the foreign leaves that share most."""
        bag = bag_of(self._ours, node, with_synonyms=True)
        size = sqrt(sum((w * self._rarity.get(t, 0.0)) ** 2 for t, w in bag.items())) or 1.0
        found: dict[int, float] = {}
        for word, weight in bag.items():
            for leaf, other in self._index.get(word, ()):
                found[leaf] = found.get(leaf, 0.0) + weight * self._rarity[word] * other / size
        for leaf, bonus in self._namesakes(node).items():
            found[leaf] = found.get(leaf, 0.0) + bonus
        return bag, nsmallest(COMPARED, found.items(), key=_strongest)

    def _namesakes(self, node: int) -> dict[int, float]:
        """Foreign leaves that bear the node's name, or a synonym that is not one bare word."""
        found: dict[int, float] = {}
        synonyms = map(words, self._ours.nodes[node].synonyms)
        self._add_named(found, [run for run in synonyms if len(run) > 1], SAME_SYNONYM)
        self._add_named(found, nouns(self._ours.nodes[node].path[-1]), SAME_NAME)
        return found

    def _add_named(
        self, found: dict[int, float], names: Iterable[tuple[str, ...]], bonus: float
    ) -> None:
        for name in names:
            found.update(dict.fromkeys(self._named.get(name, ()), bonus))

    def _branch_shares(self) -> dict[int, dict[int, float]]:
        """For each inner node of ours, the foreign top levels its leaves lead to, as shares."""
        votes: dict[int, dict[int, float]] = {}
        for leaf in self._ours.leaves:
            for best, like in self._settled(leaf)[:1]:
                root = self._foreign.root(best)
                for above in self._ours.lineages[leaf]:
                    counts = votes.setdefault(above, {})
                    counts[root] = counts.get(root, 0.0) + like
        return {
            node: {root: vote / total for root, vote in counts.items()}
            for node, counts in votes.items()
            if (total := sum(counts.values()))
        }


def _by_noun(tree: Tree) -> dict[tuple[str, ...], list[int]]:
    """The leaves of a tree by each noun of their names."""
    found: dict[tuple[str, ...], list[int]] = {}
    for leaf in tree.leaves:
        for noun in nouns(tree.nodes[leaf].path[-1]):
            found.setdefault(noun, []).append(leaf)
    return found


def _strongest(item: tuple[int, float]) -> tuple[float, int]:
    return -item[1], item[0]


def _side_words(tree: Tree, place: int) -> frozenset[str]:
    """The words of a name that say it holds parts or sets of a thing, not the thing."""
    return SIDE_WORDS.intersection(words(tree.nodes[place].path[-1]))
