from lgs.model import Product
from lgs.taxonomy.label import load_labeller
from lgs.taxonomy.learn import learn

# A shop's own word for its lamps, which no tree knows; two kinds, so that there is a choice.
LAMPS = [
    Product(title=f"Zorbina {n}", breadcrumbs=("Lighting", "Table Lamps"), description="Warm glow.")
    for n in range(12)
]
MUGS = [
    Product(title=f"Plonka {n}", breadcrumbs=("Tableware", "Mugs"), description="Holds tea.")
    for n in range(12)
]
UNKNOWN = [Product(title=f"Zorbina plain {n}") for n in range(5)]


def test_a_word_of_sure_products_labels_those_without_breadcrumbs():
    taught = load_labeller(min_score=0.0, student=learn([*LAMPS, *MUGS, *UNKNOWN]))
    assert load_labeller(min_score=0.0).label("Zorbina 99").path == ()
    assert taught.label("Zorbina 99").path[-1] == "Table Lamps"
    assert taught.label("Zorbina 99").source == "learned"
    assert taught.label("Plonka 99").path[-1] == "Mugs and Cups"


def test_what_was_learnt_is_less_than_what_the_title_says():
    taught = load_labeller(min_score=0.0, student=learn([*LAMPS, *MUGS]))
    assert taught.label("Zorbina coffee mug").path[-1] == "Mugs and Cups"


def test_a_shops_own_word_in_the_breadcrumbs_is_learnt_too():
    own = [
        Product(title="Oak table lamp", breadcrumbs=("Glimmeria",)),
        Product(title="Brass table lamp", breadcrumbs=("Glimmeria",)),
    ]
    taught = load_labeller(min_score=0.0, student=learn([*own, *MUGS]))
    assert load_labeller(min_score=0.0).label("Lumo", None, None, ("Glimmeria",)).path == ()
    assert taught.label("Lumo", None, None, ("Glimmeria",)).path[-1] == "Table Lamps"


def test_a_word_met_once_teaches_nothing():
    taught = load_labeller(min_score=0.0, student=learn([LAMPS[0], *MUGS]))
    assert taught.label("Zorbina").path == ()


def test_the_order_of_products_changes_nothing():
    assert learn([*LAMPS, *MUGS]) == learn([*reversed(MUGS), *LAMPS])


def test_nothing_is_learnt_from_nothing():
    assert learn([]).weights == {}
    assert learn(UNKNOWN).weights == {}


def test_a_student_helps_a_foreign_tree_too(tmp_path):
    file = tmp_path / "foreign.txt"
    file.write_text("Dwelling > Illumination/Lamps\nDwelling > Crockery/Mugs\n", "utf-8")
    taught = load_labeller(str(file), min_score=0.0, student=learn([*LAMPS, *MUGS]))
    assert taught.label("Zorbina 99").path == ("Dwelling", "Illumination/Lamps")
