"""A node as a bag of weighted words: its own, its synonyms', its ancestors' and near ones."""

from collections import Counter
from collections.abc import Iterable
from math import log, sqrt

from lgs.taxonomy.near import near_words
from lgs.taxonomy.signs import ACCESSORY
from lgs.taxonomy.tree import Node, Tree
from lgs.taxonomy.words import words

Bag = dict[str, float]

LEAF, PARENT, TOP = 1.0, 0.5, 0.35  # what a name's words count, by how near the node is
SYNONYM = 0.7  # a synonym's words, of a name's
MODIFIER = 0.6  # a word that is not the last of its phrase, of the last
NEARLY = 0.6  # a word of near.txt, of the word itself


def bag_of(tree: Tree, place: int, *, with_synonyms: bool = False) -> Bag:
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


def rarity_of(bags: Iterable[Bag]) -> dict[str, float]:
    """How much each word tells: the rarer over all bags, the more."""
    counts: Counter[str] = Counter()
    total = 0
    for bag in bags:
        counts.update(bag.keys())
        total += 1
    return {word: log(1 + total / n) for word, n in counts.items()}


def index_of(bags: dict[int, Bag], rarity: dict[str, float]) -> dict[str, list[tuple[int, float]]]:
    """For each word the bags that hold it, with its share of the bag's length (a unit vector)."""
    found: dict[str, list[tuple[int, float]]] = {}
    for leaf, bag in bags.items():
        size = sqrt(sum((w * rarity[t]) ** 2 for t, w in bag.items())) or 1.0
        for word, weight in bag.items():
            found.setdefault(word, []).append((leaf, weight * rarity[word] / size))
    return found
