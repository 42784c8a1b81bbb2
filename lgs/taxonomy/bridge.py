"""Our own tree's nodes to a foreign tree's end leaves, by the words of their names.

A foreign name often shares no word with a product ("Upper Body Wear/Tops"). Our own leaf is found
first; its synonyms and ancestors are then many more words to meet the foreign name with.
"""

from collections import Counter
from collections.abc import Iterable
from functools import lru_cache
from heapq import nsmallest
from math import log, sqrt

from lgs.taxonomy.names import nouns
from lgs.taxonomy.near import near_words
from lgs.taxonomy.signs import ACCESSORY
from lgs.taxonomy.tree import Node, Tree
from lgs.taxonomy.wordlist import word_set
from lgs.taxonomy.words import words

LEAF, PARENT, TOP = 1.0, 0.5, 0.35  # what a name's words count, by how near the node is
SYNONYM = 0.7  # a synonym's words, of a name's
MODIFIER = 0.6  # a word that is not the last of its phrase, of the last
NEARLY = 0.6  # a word of near.txt, of the word itself
SAME_NAME = 0.5  # a whole name in common, beside the likeness of words
ROUNDS = 2  # of asking the sisters; the second knows where the first led
COMPARED = 40  # likest leaves that the sisters are asked about
TARGETS = 5  # foreign leaves that one of our nodes may lead to

ALONE = 0.2  # a likeness that no sister shares; with all of them 1 + ALONE
BESIDE = 0.6  # a leaf of accessories, for the thing itself
SIDE_WORDS = word_set("accessory part replacement variety pack component kit set refill")

Bag = dict[str, float]


class Bridge:
    """Where each of our nodes leads in a foreign tree."""

    def __init__(self, ours: Tree, foreign: Tree) -> None:
        self._ours, self._foreign = ours, foreign
        bags = {leaf: _bag(foreign, leaf) for leaf in foreign.leaves}
        self._rarity = _rarity(bags.values())
        self._index = _index(bags, self._rarity)
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
            root = (*self._foreign.lineages[leaf], leaf)[0]
            agreed = max((share.get(root, 0.0) for share in shares), default=0.0)
            beside = self._beside[leaf] and self._beside[leaf].isdisjoint(bag)
            found.append((leaf, like * (ALONE + agreed) * (BESIDE if beside else 1.0)))
        return sorted(found, key=_strongest)

    def _likeness(self, node: int) -> tuple[Bag, list[tuple[int, float]]]:
        """Cosine between the words of our node and of the foreign leaves that share most."""
        bag = _bag(self._ours, node, with_synonyms=True)
        size = sqrt(sum((w * self._rarity.get(t, 0.0)) ** 2 for t, w in bag.items())) or 1.0
        found: dict[int, float] = {}
        for word, weight in bag.items():
            for leaf, other in self._index.get(word, ()):
                found[leaf] = found.get(leaf, 0.0) + weight * self._rarity[word] * other / size
        for leaf, bonus in self._namesakes(self._ours.nodes[node]):
            found[leaf] = found.get(leaf, 0.0) + bonus
        return bag, nsmallest(COMPARED, found.items(), key=_strongest)

    def _namesakes(self, node: Node) -> list[tuple[int, float]]:
        """Foreign leaves that bear the node's own name, or a synonym that is not one bare word."""
        own = {leaf for noun in nouns(node.path[-1]) for leaf in self._named.get(noun, ())}
        others = [run for run in map(words, node.synonyms) if len(run) > 1]
        more = {leaf for run in others for leaf in self._named.get(run, ())} - own
        return [(leaf, SAME_NAME) for leaf in sorted(own)] + [
            (leaf, SAME_NAME * SYNONYM) for leaf in sorted(more)
        ]

    def _branch_shares(self) -> dict[int, dict[int, float]]:
        """For each inner node of ours, the foreign top levels its leaves lead to, as shares."""
        votes: dict[int, dict[int, float]] = {}
        for leaf in self._ours.leaves:
            for best, like in self._settled(leaf)[:1]:
                root = (*self._foreign.lineages[best], best)[0]
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


def _bag(tree: Tree, place: int, *, with_synonyms: bool = False) -> Bag:
    """The words of a node and its ancestors with their weights."""
    bag: Bag = {}
    line = [*tree.lineages[place], place]
    for up, above in enumerate(reversed(line)):
        weight = LEAF if up == 0 else PARENT if up == 1 else TOP
        _add_node(bag, tree.nodes[above], weight, with_synonyms=with_synonyms)
    return bag


def _add_node(bag: Bag, node: Node, weight: float, *, with_synonyms: bool) -> None:
    _add(bag, node.path[-1], weight, near=with_synonyms)
    if with_synonyms:
        if ACCESSORY.intersection(words(node.path[-1])[-1:]):
            bag["accessory"] = max(bag.get("accessory", 0.0), weight * NEARLY)
        for synonym in node.synonyms:
            _add(bag, synonym, weight * SYNONYM, near=True)


def _add(bag: Bag, name: str, weight: float, *, near: bool) -> None:
    run = words(name)
    for place, word in enumerate(run):
        share = weight * (1.0 if place == len(run) - 1 else MODIFIER)
        bag[word] = max(bag.get(word, 0.0), share)
        for other in near_words().get(word, ()) if near else ():
            bag[other] = max(bag.get(other, 0.0), share * NEARLY)


def _rarity(bags: Iterable[Bag]) -> dict[str, float]:
    counts: Counter[str] = Counter()
    total = 0
    for bag in bags:
        counts.update(bag.keys())
        total += 1
    return {word: log(1 + total / n) for word, n in counts.items()}


def _index(bags: dict[int, Bag], rarity: dict[str, float]) -> dict[str, list[tuple[int, float]]]:
    found: dict[str, list[tuple[int, float]]] = {}
    for leaf, bag in bags.items():
        size = sqrt(sum((w * rarity[t]) ** 2 for t, w in bag.items())) or 1.0
        for word, weight in bag.items():
            found.setdefault(word, []).append((leaf, weight * rarity[word] / size))
    return found
