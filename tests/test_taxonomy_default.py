from collections import Counter
from importlib import resources

import pytest

from lgs.taxonomy.readers import read_entries
from lgs.taxonomy.tree import load_tree
from lgs.taxonomy.words import words

TEXT = resources.files("lgs.taxonomy").joinpath("default.txt").read_text("utf-8")
ENTRIES = read_entries(TEXT)
TREE = load_tree()


def test_no_path_stands_twice():
    assert [path for path, n in Counter(path for path, _ in ENTRIES).items() if n > 1] == []


def test_every_node_has_its_parent_above_it():
    seen: set[tuple[str, ...]] = {()}
    orphans = []
    for path, _ in ENTRIES:
        if path[:-1] not in seen:
            orphans.append(path)
        seen.add(path)
    assert orphans == []


def test_no_path_is_deeper_than_six():
    assert max(len(path) for path, _ in ENTRIES) <= 6


def test_there_are_at_least_750_end_leaves_under_15_to_25_top_levels():
    assert len(TREE.leaves) >= 750
    assert 15 <= sum(node.parent < 0 for node in TREE.nodes) <= 25


def test_an_end_leaf_can_stand_alone_because_its_name_is_unique():
    names = Counter(words(TREE.nodes[leaf].path[-1]) for leaf in TREE.leaves)
    assert [name for name, n in names.items() if n > 1] == []


def test_no_leaf_is_a_rest_of_all_that_has_no_name():
    rest = {"other", "misc", "miscellaneous", "general", "various", "else"}
    assert [n.path for n in TREE.nodes if rest & set(words(n.path[-1]))] == []


def test_no_leaf_repeats_a_synonym():
    twice = [
        (path[-1], synonym)
        for path, synonyms in ENTRIES
        for synonym, n in Counter(words(s) for s in synonyms).items()
        if n > 1
    ]
    assert twice == []


TOPS = """Food and Drinks, Clothing, Shoes, Bags and Luggage, Jewellery and Watches, Beauty, Health,
Baby, Home, Furniture, Kitchen, Garden, Tools and Hardware, Electronics, Computers, Toys and Games,
Sports and Outdoors, Pets, Vehicles, Office and Industry, Books and Media, Crafts and Hobbies,
Musical Instruments, Gifts and Party"""


@pytest.mark.parametrize("top", [" ".join(top.split()) for top in TOPS.split(",")])
def test_the_tree_covers_what_shops_sell(top):
    assert sum(TREE.nodes[leaf].path[0] == top for leaf in TREE.leaves) >= 5
