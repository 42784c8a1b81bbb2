import pytest

from lgs.bullets import bullets_of, summary


@pytest.mark.parametrize(
    ("stated", "bullets"),
    [
        (["Fabric: Nylon"], ("Nylon fabric",)),
        (["Upper material: Full-grain leather"], ("Full-grain leather upper material",)),
        (["Fabric: Nylon fabric"], ("Nylon fabric",)),
        (["Material: 80% wool, 20% nylon"], ("80% wool, 20% nylon material",)),
        (["Waterproof: yes", "Lined: No"], ("Waterproof",)),
        (["Width: 40 cm"], ("Width 40 cm",)),
        (["Power source: Mains"], ("Power source: Mains",)),
        (["Classic collar", "classic  collar"], ("Classic collar",)),
        (["Ships in two days", "Return policy: 30 days"], ()),
        (["Model number: AX-2040", "Brand: Aria"], ()),
        (["Care: " + "wash cold " * 10], ()),
    ],
)
def test_what_a_page_states_becomes_a_short_string(stated, bullets):
    assert bullets_of(stated) == bullets


@pytest.mark.parametrize(
    ("description", "bullets"),
    [
        ("• Nylon fabric\n• Classic collar\n• Free delivery over 50", ("Nylon fabric",
                                                                       "Classic collar")),
        ("A jacket. Made from 100% cotton. Front zipper fastening.", ("100% cotton",
                                                                      "Front zipper fastening")),
        ("Your pocket will thank you.", ()),
        ("Order this steel pan today!", ()),
        ("The collar, which was invented long ago by monks, keeps the wind away.", ()),
        ("Soft", ()),
        (None, ()),
    ],
)  # fmt: skip
def test_short_sentences_on_what_can_be_seen_become_strings(description, bullets):
    assert bullets_of([], description) == bullets


def test_what_the_title_says_already_is_not_said_again():
    assert bullets_of(["Fabric: Nylon"], title="Jacket of nylon fabric") == ()


def test_what_is_stated_comes_first_and_there_are_eight_at_most():
    stated = [f"Collar {n}" for n in range(7)]
    found = bullets_of(stated, "Nylon fabric. Steel handle.")
    assert found == (*stated, "Nylon fabric")


@pytest.mark.parametrize(
    ("title", "brand", "bullets", "caption"),
    [
        ("Rain jacket", "Aria", ("Nylon fabric", "Hood"), "Rain jacket, Aria; Nylon fabric; Hood"),
        ("Aria jacket", "ARIA", (), "Aria jacket"),
        (None, "Aria", ("Hood",), "Hood"),
        (None, None, (), None),
    ],
)
def test_the_summary_is_title_brand_and_bullets(title, brand, bullets, caption):
    assert summary(title, brand, bullets) == caption
