import pytest

from lgs.taxonomy.crumbs import clean
from lgs.taxonomy.names import nouns
from lgs.taxonomy.singular import singular
from lgs.taxonomy.title import parts
from lgs.taxonomy.words import words


@pytest.mark.parametrize(
    ("plural", "one"),
    [
        ("shirts", "shirt"), ("boxes", "box"), ("vases", "vase"), ("glasses", "glass"),
        ("dress", "dress"), ("dresses", "dress"), ("lens", "lens"), ("lenses", "lens"),
        ("knives", "knife"), ("shelves", "shelf"), ("gloves", "glove"), ("berries", "berry"),
        ("hoodies", "hoodie"), ("ties", "tie"), ("shoes", "shoe"), ("potatoes", "potato"),
        ("brushes", "brush"), ("watches", "watch"), ("mice", "mouse"), ("canvas", "canvas"),
        ("bus", "bus"), ("tennis", "tennis"), ("gas", "gas"), ("dies", "die"),
        ("women", "woman"), ("tyres", "tire"), ("cactus", "cactus"), ("headaches", "headache"),
        ("styluses", "stylus"), ("blouses", "blouse"), ("fuses", "fuse"), ("clauses", "clause"),
        ("cloches", "cloche"), ("torches", "torch"), ("kiwis", "kiwi"), ("pelvis", "pelvis"),
        ("forceps", "forceps"), ("trellises", "trellis"), ("rotisseries", "rotisserie"),
    ],
)  # fmt: skip
def test_a_plural_becomes_its_singular_and_a_singular_stays(plural, one):
    assert singular(plural) == one
    assert singular(one) == one


def test_words_are_lower_case_singular_without_accents_and_empty_words():
    assert words("The Women's Crème-Coloured T‑Shirts & Hats") == (
        "woman", "creme", "colored", "t", "shirt", "hat",
    )  # fmt: skip


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("Broom & Mop Handles", [("broom", "handle"), ("mop", "handle")]),
        ("Brooms & Mop Handles", [("broom",), ("mop", "handle")]),
        ("Bike Tires and Tubes", [("bike", "tire"), ("bike", "tube")]),
        ("Knives/Forks", [("knife",), ("fork",)]),
        ("Lamps (table)", [("lamp",)]),
        ("Sand Moulds", [("sand", "mold")]),
        ("&", []),
    ],
)
def test_a_joined_name_is_read_as_the_nouns_it_joins(name, expected):
    assert list(nouns(name)) == expected


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Oak table, round", [("oak table", 1.0), ("round", 0.65)]),
        ("Cover for table", [("cover", 1.0), ("table", 0.25)]),
        ("Shirt for men", [("shirt man", 1.0)]),  # whom it is for, not what
        ("Bag with strap", [("bag", 1.0), ("strap", 0.15)]),
        ("T-shirt", [("t shirt", 1.0)]),  # a hyphen inside a word cuts nothing
        ("- ,", []),
    ],
)
def test_a_title_is_cut_where_the_thing_ends(title, expected):
    assert [(" ".join(p.run), p.weight) for p in parts(title)] == expected


@pytest.mark.parametrize(
    ("crumbs", "expected"),
    [
        (["Home", "Lamps"], ("Lamps",)),
        (["Home & Garden", "Lamps"], ("Home & Garden", "Lamps")),
        (["Shop by brand", "Lumo", "Lamps"], ("Lamps",)),
        (["Lamps", "Lumo Desk Lamp"], ("Lamps",)),  # the last one is the product itself
        (["Lamps%20%3e%20Desk%20Lamps%3cbr%3e"], ("Lamps", "Desk Lamps")),
        (["https://lumo.example/lamps", "2024", "$20 to $40"], ()),
        (["Lamps", "Lamps"], ("Lamps",)),
        ([], ()),
    ],
)
def test_crumbs_keep_only_what_may_name_a_kind(crumbs, expected):
    assert clean(crumbs, title="Lumo Desk Lamp", brand="Lumo") == expected
