"""Our own tree's nodes to a foreign tree's end leaves, by the words of their names.

A foreign name often shares no word with a product ("Upper Body Wear/Tops"). Our own leaf is found
first; its synonyms and ancestors are then many more words to meet the foreign name with.
"""

from collections import Counter
from math import log, sqrt

from lgs.taxonomy.near import near_words
from lgs.taxonomy.signs import ACCESSORY
from lgs.taxonomy.tree import Node, Tree
from lgs.taxonomy.words import words

LEAF, PARENT, TOP = 1.0, 0.5, 0.35  # what a name's words count, by how near the node is
SYNONYM = 0.7  # a synonym's words, of a name's
MODIFIER = 0.6  # a word that is not the last of its phrase, of the last
NEARLY = 0.6  # a word of near.txt, of the word itself
ROUNDS = 2  # of asking the sisters; the second knows where the first led
TARGETS = 5  # foreign leaves that one of our nodes may lead to

ALONE = 0.2  # a likeness that no sister shares; with all of them 1 + ALONE
BESIDE = 0.6  # a leaf of accessories, for the thing itself
SIDE_WORDS = frozenset("accessory part replacement variety pack component kit set refill".split())

Bag = dict[str, float]


class Bridge:
    """Where each of our nodes leads in a foreign tree."""

    def __init__(self, ours: Tree, foreign: Tree) -> None:
        bags = {leaf: _bag(foreign, leaf) for leaf in foreign.leaves}
        self._rarity = _rarity(bags.values())
        self._index = _index(bags, self._rarity)
        self._ours, self._foreign = ours, foreign
        self._votes: dict[int, Counter[int]] = {}
        for _ in range(ROUNDS):
            self._votes = self._branch_votes()

    def targets(self, node: int) -> tuple[tuple[int, float], ...]:
        """Foreign leaves for a node of ours with their likeness, 0 to 1, the likest first."""
        likes = self._settled(node)
        best = sorted(likes.items(), key=lambda item: (-item[1], item[0]))[:TARGETS]
        return tuple((leaf, min(like, 1.0)) for leaf, like in best)

    def _settled(self, node: int) -> dict[int, float]:
        """Likeness, less where the node's sisters lead elsewhere."""
        found = self._likeness(node)
        for leaf in found:
            found[leaf] *= ALONE + self._agreement(node, leaf)
            if self._is_beside(node, leaf):
                found[leaf] *= BESIDE
        return found

    def _is_beside(self, node: int, leaf: int) -> bool:
        """Whether the foreign leaf holds parts or sets of a thing, and our node the thing."""
        there = SIDE_WORDS.intersection(words(self._foreign.nodes[leaf].path[-1]))
        return bool(there) and not there.intersection(_bag(self._ours, node, with_synonyms=True))

    def _likeness(self, node: int) -> dict[int, float]:
        """Cosine between the words of our node and of each foreign leaf that shares one."""
        bag = _bag(self._ours, node, with_synonyms=True)
        size = sqrt(sum((w * self._rarity.get(t, 0.0)) ** 2 for t, w in bag.items())) or 1.0
        found: dict[int, float] = {}
        for word, weight in bag.items():
            for leaf, other in self._index.get(word, ()):
                found[leaf] = found.get(leaf, 0.0) + weight * self._rarity[word] * other / size
        return found

    def _branch_votes(self) -> dict[int, Counter[int]]:
        """For each inner node of ours, where in the foreign tree the leaves below it lead."""
        votes: dict[int, Counter[int]] = {}
        for leaf in self._ours.leaves:
            likes = self._settled(leaf) if self._votes else self._likeness(leaf)
            if not likes:
                continue
            best = min(likes, key=lambda place: (-likes[place], place))
            for above in self._ours.lineages[leaf]:
                for there in self._foreign.lineages[best]:
                    votes.setdefault(above, Counter())[there] += likes[best]
        return votes

    def _agreement(self, node: int, leaf: int) -> float:
        """Share of our node's sisters that lead into the same foreign branches, 0 to 1."""
        found = 0.0
        for above in self._ours.lineages[node]:
            votes = self._votes.get(above, Counter())
            top = self._foreign.lineages[leaf][:1]
            if top and votes:
                roots = [v for n, v in votes.items() if not self._foreign.lineages[n]]
                found = max(found, votes[top[0]] / sum(roots))
        return found


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


def _rarity(bags: object) -> dict[str, float]:
    counts: Counter[str] = Counter()
    total = 0
    for bag in bags:  # type: ignore[attr-defined]
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
