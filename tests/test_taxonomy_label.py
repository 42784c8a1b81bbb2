from random import Random

import pytest

from lgs.model import Label
from lgs.taxonomy.label import FOREIGN_MIN_SCORE, MIN_SCORE, Labeller, load_labeller
from lgs.taxonomy.tree import load_tree

LABELLER = load_labeller()

# Title, breadcrumbs, end leaf; every trap stands beside what looks like it.
CASES = [
    ("Blue cotton T-Shirt", (), "T-Shirts"),
    ("Tee Shirt, navy, size M", (), "T-Shirts"),
    ("Portable air conditioner 9000 BTU", (), "Air Conditioners"),
    ("Filter for air conditioner", ("Heating & Cooling", "Air Filters"), "Air Filters and Vents"),
    ("Leather phone case", (), "Phone Cases"),
    ("Smartphone 128 GB", (), "Smartphones"),
    ("Oak dog bed", (), "Dog Beds"),
    ("Oak bed", ("Furniture", "Bedroom"), "Beds"),
    ("Soft bed, washable", ("Dogs", "Beds"), "Dog Beds"),
    ("Lia ballerinas, rose gold", ("Shoes", "Flats"), "Flats"),
    ("Ice cream maker", (), "Ice Cream Makers"),
    ("Vanilla ice cream", (), "Ice Cream"),
    ("Wool sweater chocolate", (), "Sweaters"),
    ("Dark chocolate", (), "Chocolate Bars"),
    ("Hydrating cream", ("Beauty", "Skin care"), "Moisturizers"),
    ("Set of 4 plates", (), "Plates"),
    ("The lighthouse keeper", ("Books", "Crime Fiction"), "Novels"),
    ("Aria", ("Jewellery", "Earrings"), "Earrings"),
    ("Hilltown Chargers blue polo", ("Hilltown Chargers",), "Polo Shirts"),  # a team, no kind
    ("USB chargers blue", ("USB Chargers",), "Phone Chargers"),
    ("Atlas of rare birds", ("Books", "Non-Fiction", "Travel Guides"), "Travel Guides"),
]


@pytest.mark.parametrize(("title", "crumbs", "leaf"), CASES)
def test_the_leaf_is_what_the_thing_is(title, crumbs, leaf):
    label = LABELLER.label(title, None, None, crumbs)
    assert (label.path or ("nothing",))[-1] == leaf


@pytest.mark.parametrize(
    ("title", "crumbs"),
    [
        ("Aria", ()),
        ("", ()),
        ("AX-2040 / B", ("Home", "All products")),
        ("Cat", ("Aria",)),
        ("Aria", ("Jewellery",)),  # a branch with many leaves is no leaf
    ],
)
def test_no_label_is_given_where_nothing_is_sure(title, crumbs):
    assert LABELLER.label(title, None, "Aria", crumbs) == Label()


@pytest.mark.parametrize(
    ("title", "description", "crumbs", "source"),
    [
        ("Oak table lamp", None, (), "title"),
        ("Lumo 3", None, ("Table Lamps",), "breadcrumbs"),
        ("Oak table lamp", None, ("Table Lamps",), "breadcrumbs+title"),
        ("Oak table lamp", "A lamp.", ("Lamps",), "breadcrumbs+description+title"),
    ],
)
def test_the_source_names_every_field_that_spoke_for_the_leaf(title, description, crumbs, source):
    assert LABELLER.label(title, description, None, crumbs).source == source


def test_fields_that_agree_make_the_label_surer():
    alone = LABELLER.label("Oak table lamp").score
    together = LABELLER.label("Oak table lamp", None, None, ("Lighting", "Table Lamps")).score
    assert alone is not None
    assert together is not None
    assert 0.0 < alone < together < 1.0


def test_breadcrumbs_that_speak_of_another_branch_make_the_label_less_sure():
    alone = LABELLER.label("The lamp").score
    against = LABELLER.label("The lamp", None, None, ("Books",)).score
    assert alone is not None
    assert (against or 0.0) < alone


def test_what_is_remembered_of_a_huge_page_is_small():
    huge = LABELLER.label("Oak table lamp", "x " * 1_000_000, None, ["Lamps" * 100_000] * 1000)
    assert huge.path[-1] == "Table Lamps"


def test_a_brand_is_no_evidence():
    assert LABELLER.label("Apple", brand="Apple") == Label()
    assert LABELLER.label("Apple", None, None, ("Fresh fruit",)).path[-1] == "Apples"


def test_the_least_score_decides_between_a_label_and_none():
    tree = load_tree()
    score = LABELLER.label("Oak table lamp").score
    assert score is not None
    assert Labeller(tree, min_score=score).label("Oak table lamp").path[-1] == "Table Lamps"
    assert Labeller(tree, min_score=score + 0.01).label("Oak table lamp") == Label()


def test_the_same_input_has_the_same_label_whatever_came_before():
    inputs = [(title, None, None, crumbs) for title, crumbs, _ in CASES]
    first = {given: load_labeller().label(*given) for given in inputs[:2]}
    Random(1).shuffle(inputs)
    again = {given: LABELLER.label(*given) for given in inputs}
    assert {given: again[given] for given in first} == first


FOREIGN = """Garments > Upper Body Wear/Tops
Garments > Lower Body Wear/Bottoms
Garments > Garment Accessories
Dwelling > Illumination/Lamps
Dwelling > Lamp Accessories
Animals > Pet Accessories
"""


@pytest.mark.parametrize(
    ("title", "path"),
    [
        ("Hoodie", ("Garments", "Upper Body Wear/Tops")),
        ("Jeans", ("Garments", "Lower Body Wear/Bottoms")),
        ("Chandelier", ("Dwelling", "Illumination/Lamps")),
    ],
)
def test_our_own_leaf_leads_to_a_foreign_leaf_that_shares_no_word_with_the_title(
    tmp_path, title, path
):
    file = tmp_path / "foreign.txt"
    file.write_text(FOREIGN, "utf-8")
    assert load_labeller(str(file), min_score=0.0).label(title).path == path


def test_a_foreign_tree_gives_only_end_leaves(tmp_path):
    file = tmp_path / "foreign.txt"
    file.write_text("Toys\nToys > Kites\nToys > Outdoor Toys > Sand Moulds\n", "utf-8")
    labeller = load_labeller(str(file), min_score=0.0)
    found = {labeller.label(t).path for t in ("Toys", "Box kite", "Sand mould", "Outdoor toys")}
    assert found <= {(), ("Toys", "Kites"), ("Toys", "Outdoor Toys", "Sand Moulds")}
    assert ("Toys", "Kites") in found


def test_a_foreign_leaf_of_the_same_name_beats_one_that_only_contains_it(tmp_path):
    file = tmp_path / "foreign.txt"
    names = "Outdoor Sofas", "Sofas", "Sofa Accessories"
    file.write_text("".join(f"Furniture > {name}\n" for name in names), "utf-8")
    labeller = load_labeller(str(file), min_score=0.0)
    assert labeller.label("Velvet couch").path == ("Furniture", "Sofas")


@pytest.mark.parametrize(("article", "leaf"), [("a", "Rings"), ("this", "Mugs and Cups")])
def test_what_a_description_calls_this_outweighs_what_else_it_names(article, leaf):
    said = f"A ring shines for a year, but {article} mug is with you every day."
    assert load_labeller(min_score=0.0).label("Aria", said).path[-1] == leaf


def test_a_foreign_leaf_that_ours_leads_to_by_many_words_is_surer(tmp_path):
    file = tmp_path / "foreign.txt"
    file.write_text("Goods > Table Lamps\nGoods > Lamp Oils\nAnimals > Dog Beds\n", "utf-8")
    labeller = load_labeller(str(file), min_score=0.0)
    near, far = labeller.label("Oak table lamp"), labeller.label("Oak floor lamp")
    assert near.path == ("Goods", "Table Lamps")
    assert (far.score or 0.0) < (near.score or 0.0)


def test_a_foreign_tree_has_its_own_least_score(tmp_path):
    file = tmp_path / "foreign.txt"
    file.write_text(FOREIGN, "utf-8")
    assert load_labeller(str(file)).min_score == FOREIGN_MIN_SCORE
    assert load_labeller().min_score == MIN_SCORE
    assert load_labeller(str(file), 0.9).min_score == 0.9
