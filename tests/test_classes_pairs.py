"""The likeness of classes against pairs that people would merge, or never would."""

from pathlib import Path

import pytest

from lgs.classes.compare import likeness, named, proposals
from lgs.classes.recipes import THRESHOLD

PAIRS = Path(__file__).with_name("class_pairs.tsv")


def read_pairs():
    lines = (line for line in PAIRS.read_text("utf-8").splitlines() if not line.startswith("#"))
    for line in lines:
        verdict, a, b = line.split("\t")
        yield verdict, tuple(a.split(" > ")), tuple(b.split(" > "))


def similarity(a, b):
    found = proposals(named([a, b]))
    return found[0].similarity if found else 0.0


def test_merges_at_the_default_threshold_are_right_and_most_of_what_is_one_is_found():
    judged = [(verdict == "merge", similarity(a, b) >= THRESHOLD) for verdict, a, b in read_pairs()]
    right = sum(wanted and made for wanted, made in judged)
    assert right / sum(made for _, made in judged) >= 0.95
    assert right / sum(wanted for wanted, _ in judged) >= 0.80


@pytest.mark.parametrize(
    ("a", "b", "one"),
    [
        (("Shops", "Sofas"), ("Living", "Couches"), True),
        (("Jewelry", "Rings"), ("Office", "Ring Binders"), False),
        (("Dogs", "Beds"), ("Pets", "Dog Beds"), True),
        (("Furniture", "Beds"), ("Pets", "Dog Beds"), False),
        (("Sports", "Cricket"), ("Pets", "Reptile Food", "Crickets"), False),
        (("Shoes", "Boots"), ("Shoes", "Boot Trays"), False),
        (("Hats", "Hats & Caps"), ("Clothing", "Hats"), True),
        (("Electrical", "Sockets and Plugs"), ("Fasteners", "Anchors and Plugs"), False),
        (("Pets", "Fish and Reptiles", "Fish Food"), ("Pets", "Fish and Reptiles", "Reptile Food"),
         False),
        (("Vacuums", "Filters"), ("Range Hoods", "Filters"), False),
        (("Cases", "Other"), ("Boxes", "Other"), False),
    ],
)  # fmt: skip
def test_two_classes_are_one_by_what_their_names_mean(a, b, one):
    assert (similarity(a, b) >= THRESHOLD) is one


def test_the_likeness_of_two_classes_does_not_depend_on_their_order():
    for _, a, b in read_pairs():
        assert proposals(named([a, b])) == proposals(named([b, a]))


def test_a_cosine_does_not_make_counterparts_one():
    hard, soft, case = named([("Cases", "Hard Cases"), ("Cases", "Soft Cases"), ("Cases", "Cases")])
    assert likeness(hard, soft, hard.things[0], soft.things[0], 0.99) == 0.0
    assert likeness(hard, case, hard.things[0], ("sturdy", "case"), 0.99) == 0.0
    assert likeness(case, case, ("robust", "case"), ("sturdy", "case"), 0.99) == 0.99
