import json

import pytest

from lgs.errors import LgsError
from lgs.model import Label
from lgs.taxonomy.examples import Labelled, read_labelled
from lgs.taxonomy.linear import load_model
from lgs.taxonomy.trained import TrainedLabeller, taught

DOORS, WINDOWS, TINS = ("Building", "Doors"), ("Building", "Windows"), ("Pots", "Tins")


def products(word, path, count=8):
    """Products whose own word no tree knows."""
    return [Labelled(f"{word} no. {n}", f"A {word}.", None, (), path) for n in range(count)]


TAUGHT = [*products("zorb", DOORS), *products("plonk", WINDOWS), *products("quux", TINS)]


@pytest.fixture(scope="module")
def labeller():
    return TrainedLabeller(taught(TAUGHT), min_score=0.0)


@pytest.mark.parametrize(
    ("title", "path"), [("A new zorb", DOORS), ("Plonk, blue", WINDOWS), ("quux", TINS)]
)
def test_the_words_of_labelled_products_label_others(labeller, title, path):
    label = labeller.label(title)
    assert (label.path, label.source) == (path, "trained")
    assert 0.4 < label.score < 1


def test_what_no_label_taught_is_not_sure(labeller):
    assert labeller.label("Aria").score < 0.6
    assert TrainedLabeller(taught(TAUGHT), min_score=0.9).label("Aria") == Label()


def test_what_our_own_tree_knows_helps_where_the_words_are_new():
    lamps = [Labelled(t, "", None, (), ("Light",)) for t in ("Oak table lamp", "Chandelier")] * 4
    shoes = [Labelled(t, "", None, (), ("Feet",)) for t in ("Running shoes", "Leather boots")] * 4
    taught_lamps = TrainedLabeller(taught([*lamps, *shoes]), min_score=0.0)
    assert taught_lamps.label("Pendant light").path == ("Light",)
    assert taught_lamps.label("Ballerinas").path == ("Feet",)


def test_the_order_of_labels_changes_nothing(labeller):
    again = TrainedLabeller(taught(TAUGHT[::-1]), min_score=0.0)
    asked = [("A new zorb", None, None, ()), ("Aria", "quux", "Plonk", ("Doors",))]
    assert again.label_all(asked) == labeller.label_all(asked)


def test_a_saved_model_labels_as_before(labeller, tmp_path):
    taught(TAUGHT).save(tmp_path)
    loaded = TrainedLabeller(load_model(tmp_path), min_score=0.0)
    assert loaded.label("Plonk, blue") == labeller.label("Plonk, blue")


def test_a_folder_without_a_model_is_told(tmp_path):
    with pytest.raises(LgsError, match="holds no trained model"):
        load_model(tmp_path)


ROWS = [
    Labelled("Oak, door", "Two\nlines", "Aria", ("Home", "Doors"), DOORS),
    Labelled("Pane", "", None, (), WINDOWS),
]


@pytest.mark.parametrize("ending", ["csv", "tsv", "jsonl"])
def test_the_same_labels_are_read_from_each_format(tmp_path, ending):
    file = tmp_path / f"labels.{ending}"
    if ending == "jsonl":
        rows = [
            {"title": "Oak, door", "description": "Two\nlines", "brand": "Aria",
             "breadcrumbs": ["Home", "Doors"], "path": ["Building", "Doors"]},
            {"title": "Pane", "path": "Building > Windows"},
            {"title": "Not labelled", "path": None},
        ]  # fmt: skip
        file.write_text("\n".join(map(json.dumps, rows)))
    else:
        gap = "," if ending == "csv" else "\t"
        lines = [
            ("title", "description", "brand", "breadcrumbs", "path"),
            ('"Oak, door"', '"Two\nlines"', "Aria", "Home > Doors", "Building > Doors"),
            ("Pane", "", "", "", "Building > Windows"),
            ("Not labelled", "", "", "", ""),
        ]
        file.write_text("\n".join(map(gap.join, lines)) + "\n")
    assert read_labelled(file) == ROWS


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        ("a.csv", "name,path\nHat,A\n", "line 2 needs the columns title and path; there are: name"),
        ("a.csv", "title,path\nHat,A\nCap,A\n", "at least two paths"),
        ("a.csv", "", "at least two paths"),
        ("a.jsonl", "{\n", "line 1 is not JSON"),
        ("a.jsonl", "[1]\n", "line 1 must be a JSON object"),
    ],
)
def test_a_file_that_cannot_teach_is_told(tmp_path, name, text, words):
    file = tmp_path / name
    file.write_text(text)
    with pytest.raises(LgsError, match=words):
        read_labelled(file)


def test_a_missing_file_is_told(tmp_path):
    with pytest.raises(LgsError, match="cannot be read"):
        read_labelled(tmp_path / "none.csv")
