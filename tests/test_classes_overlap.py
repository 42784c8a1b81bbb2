"""Classes against synsets made for these tests: names alone do not make a match."""

import pytest

from lgs.classes.imagenet import Synset
from lgs.classes.overlap import matches
from lgs.classes.review import Review

RAM = Synset(1, "n02412080", ("ram", "tup"), "A male sheep with large curled horns.")
BOXER = Synset(2, "n02108089", ("boxer",), "A stocky dog with a short coat.")
SOFA = Synset(3, "n04344873", ("studio couch", "day bed"), "A couch that opens into a bed.")
NOTE = Synset(
    4, "n03832673", ("notebook", "notebook computer"), "A portable computer, folded open."
)
FILE = Synset(
    5, "n03337140", ("file", "file cabinet", "filing cabinet"), "Office furniture with drawers."
)
LAMP = Synset(6, "n04380533", ("table lamp",), "A small lamp that stands on a table.")
HEAD = Synset(7, "n09399592", ("promontory", "headland", "head"), "Rock that stands out to sea.")
PLATE = Synset(8, "n07579787", ("plate",), "A main course as it is served.")
DESK = Synset(9, "n03179701", ("desk",), "A table to write at.")
EVERY = (RAM, BOXER, SOFA, NOTE, FILE, LAMP, HEAD, PLATE, DESK)


def verdicts(path, **options):
    found = matches([path], EVERY, threshold=0.9, least_gloss=0.33, **options)
    return {match.synset.names[0]: match.verdict for match in found}


@pytest.mark.parametrize(
    ("path", "found"),
    [
        (("Animals", "Sheep", "Rams"), {"ram": "match"}),
        (("Computers", "Memory", "RAM"), {"ram": "sense"}),
        (("Clothing", "Underwear", "Boxers"), {"boxer": "sense"}),
        (("Pets", "Dogs", "Boxers"), {"boxer": "match"}),
        (("Lighting", "Table Lamps"), {"table lamp": "match"}),
        (("Lighting", "Table Lamp Shades"), {}),
        (("Office", "Paper", "Notebooks"), {"notebook": "sense"}),
        (("Electronics", "Computers", "Notebooks"), {"notebook": "match"}),
        (("Electronics", "Computers", "Laptops"), {"notebook": "match"}),
        (("Tools", "Hand Tools", "Files"), {"file": "sense"}),
        (("Office", "Filing Cabinets"), {"file": "match"}),
        (("Drums", "Drum Heads", "Heads"), {"promontory": "sense"}),
        (("Kitchen", "Tableware", "Plates"), {"plate": "sense"}),
        (("Furniture", "Desks"), {"desk": "match"}),
        (("Office", "Desk Lamps"), {}),
    ],
)
def test_a_class_matches_the_synset_that_it_shows(path, found):
    assert verdicts(path) == found


def test_a_threshold_above_the_likeness_is_told_as_weak():
    assert verdicts(("Electronics", "Computers", "Laptops")) == {"notebook": "match"}
    found = matches([("Electronics", "Laptops")], EVERY, threshold=0.99, least_gloss=0.0)
    assert [match.verdict for match in found] == ["weak"]


def test_a_persons_word_stands_over_the_rules():
    path = ("Computers", "Memory", "RAM")
    assert verdicts(path, review=Review(synsets={(path, RAM.wnid): True})) == {"ram": "match"}
    lamp = ("Lighting", "Table Lamps")
    assert verdicts(lamp, review=Review(synsets={(lamp, LAMP.wnid): False})) == {
        "table lamp": "apart"
    }
