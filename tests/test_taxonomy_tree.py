import json

import pytest

from lgs.errors import LgsError
from lgs.taxonomy.tree import Node, load_tree

PATHS = (("Toys",), ("Toys", "Kites"), ("Toys", "Outdoor Toys", "Sand Moulds"))
NODES = (
    Node(("Toys",)),
    Node(("Toys", "Kites"), (), 0),
    Node(("Toys", "Outdoor Toys"), (), 0),
    Node(("Toys", "Outdoor Toys", "Sand Moulds"), (), 2),
)

GOOGLE = "# Version: 1\n1 - Toys\n12 - Toys > Kites\n13 - Toys > Outdoor Toys > Sand Moulds\n"
PLAIN = "Toys\nToys > Kites\n\nToys > Outdoor Toys > Sand Moulds\n"
GID = "gid://shop/Category/t : Toys\ngid://shop/Category/t-1 : Toys > Kites\n" + (
    "gid://shop/Category/t-2-1 : Toys > Outdoor Toys > Sand Moulds\n"
)
CATEGORIES = [
    {"id": "t", "name": "Toys", "parent_id": None},
    {"id": "t-1", "name": "Kites", "parent_id": "t"},
    {"id": "t-2", "name": "Outdoor Toys", "parent_id": "t"},
    {"id": "t-2-1", "name": "Sand Moulds", "parent_id": "t-2"},
]
FULL_NAMES = [
    {"id": str(n), "name": path[-1], "full_name": " > ".join(path)} for n, path in enumerate(PATHS)
]


@pytest.mark.parametrize(
    "text",
    [
        GOOGLE,
        PLAIN,
        GID,
        "\ufeff" + PLAIN,
        json.dumps(CATEGORIES),
        json.dumps({"version": "1", "verticals": [{"name": "Toys", "categories": CATEGORIES}]}),
        json.dumps({"verticals": [{"name": "Toys", "categories": FULL_NAMES}]}),
    ],
    ids=["google", "plain", "shopify-text", "bom", "list", "verticals", "full-names"],
)
def test_every_format_gives_the_same_tree(tmp_path, text):
    file = tmp_path / "tree"
    file.write_text(text, "utf-8")
    assert load_tree(str(file)).nodes == NODES


def test_our_own_format_has_synonyms_after_a_bar(tmp_path):
    file = tmp_path / "tree.txt"
    file.write_text("Toys | games\nToys > Kites | stunt kite, box kite\n", "utf-8")
    assert [n.synonyms for n in load_tree(str(file)).nodes] == [
        ("games",),
        ("stunt kite", "box kite"),
    ]


def test_leaves_are_the_nodes_with_nothing_below(tmp_path):
    file = tmp_path / "tree.txt"
    file.write_text(PLAIN, "utf-8")
    tree = load_tree(str(file))
    assert [tree.nodes[leaf].path[-1] for leaf in tree.leaves] == ["Kites", "Sand Moulds"]
    assert tree.lineages == ((), (0,), (0,), (0, 2))


def test_a_loop_of_parents_ends(tmp_path):
    file = tmp_path / "tree.json"
    loop = [{"id": "a", "name": "A", "parent_id": "b"}, {"id": "b", "name": "B", "parent_id": "a"}]
    file.write_text(json.dumps(loop), "utf-8")
    assert {n.path for n in load_tree(str(file)).nodes} >= {("B", "A"), ("A", "B")}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"", "holds no tree"),
        (b"# only a comment\n", "holds no tree"),
        (b"Toys\n", "holds no tree"),
        (b'{"verticals": []}', "holds no tree"),
        (b'[{"id": 1,', "broken at line 1"),
        (b"\xff\xfe\x00Toys", "not UTF-8"),
    ],
)
def test_an_odd_file_is_named_in_one_plain_sentence(tmp_path, content, words):
    file = tmp_path / "tree.txt"
    file.write_bytes(content)
    with pytest.raises(LgsError, match=words) as caught:
        load_tree(str(file))
    assert "\n" not in str(caught.value)


def test_a_missing_file_says_which_trees_there_are(tmp_path):
    with pytest.raises(LgsError, match=r"neither a bundled tree \(default\) nor a file"):
        load_tree(str(tmp_path / "none.txt"))


def test_a_folder_is_no_taxonomy(tmp_path):
    with pytest.raises(LgsError, match="cannot be read"):
        load_tree(str(tmp_path))
