from dataclasses import replace
from decimal import Decimal

import pytest

from lgs.filters import TEXT, faults_of_text
from lgs.model import Row

GOOD = Row(
    key="0" * 32,
    page_url="https://shop.example/p/1",
    site="shop.example",
    group_key="0" * 32,
    title="Oak chair",
    description="Four legs, oiled by hand.",
    caption="Oak chair. Four legs, oiled by hand.",
    url="https://shop.example/p/1.jpg",
    price=Decimal("89.00"),
    currency="EUR",
)

# Filter, what is changed in a good row, and whether the filter finds its fault.
CASES = [
    ("no_title", {"title": None}, True),
    ("no_title", {"title": " "}, True),
    ("no_title", {"title": "-"}, False),
    ("title_unclean", {"title": "Oak\x07 chair"}, True),
    ("title_unclean", {"title": "Oak\u202e chair"}, True),
    ("title_unclean", {"title": "Oak\u200f chair"}, False),  # a mark that Hebrew needs
    ("title_unclean", {"title": "Oak\nchair"}, True),
    ("title_unclean", {"title": "Caf\ufffd table"}, True),
    ("title_unclean", {"title": "Café table"}, False),
    ("title_unclean", {"title": "CafÃ© table"}, True),
    ("title_unclean", {"title": "Chefâ€™s knife"}, True),
    ("title_unclean", {"title": "Chef’s knife – 20 cm"}, False),
    ("title_unclean", {"title": "ÐšÑ€ÐµÑÐ»Ð¾"}, True),
    ("title_unclean", {"title": "Кресло"}, False),
    ("title_unclean", {"title": "MAÇÃ» da estação"}, False),
    ("title_unclean", {"title": "manhã £5, Âge d’or, SÃO"}, False),
    ("title_unclean", {"title": "Lampe 20Â°C"}, True),
    ("title_unclean", {"title": "Salt &amp; pepper"}, True),
    ("title_unclean", {"title": "Salt & pepper; R&D; AT&T;"}, False),
    ("title_unclean", {"title": "Tom&#39;s hat"}, True),
    ("title_unclean", {"title": "Oak<br/>chair"}, True),
    ("title_unclean", {"title": "I <3 tea, 5 < 6 > 4 <M>"}, False),
    ("title_unclean", {"title": "{{ product.title }}"}, True),
    ("title_unclean", {"title": "Set {red, blue} 50% off"}, False),
    ("title_unclean", {"title": "\ue001 Oak chair"}, True),
    ("title_too_short", {"title": "-"}, True),
    ("title_too_short", {"title": "7."}, True),
    ("title_too_short", {"title": "It"}, False),
    ("title_too_short", {"title": "雨伞"}, False),
    ("title_too_short", {"title": None}, False),  # that is no_title
    ("title_too_long", {"title": "oak " * 76}, True),
    ("title_too_long", {"title": "oak " * 75}, False),
    ("title_is_placeholder", {"title": "Untitled"}, True),
    ("title_is_placeholder", {"title": "404  Not Found"}, True),
    ("title_is_placeholder", {"title": "Just a moment..."}, True),
    ("title_is_placeholder", {"title": "Untitled No. 4 by Mark Miller"}, False),
    ("title_is_placeholder", {"title": "Pregnancy test"}, False),
    ("title_is_placeholder", {"title": None}, False),
    ("no_price", {"price": None}, True),
    ("no_price", {"price": Decimal("0.00")}, True),
    ("no_price", {"price": Decimal("-1")}, True),
    ("no_price", {"price": Decimal("NaN")}, True),
    ("no_price", {"price": Decimal("0.01"), "currency": None}, False),
    ("no_image_url", {"url": None}, True),
    ("no_image_url", {"url": "https://shop.example/p/1.jpg"}, False),
    ("caption_too_short", {"caption": None}, True),
    ("caption_too_short", {"caption": "Chair. 120 x 40"}, True),
    ("caption_too_short", {"caption": "Oak chair, 4 legs"}, False),
    ("caption_too_short", {"caption": "雨伞"}, True),
    ("caption_too_short", {"caption": "纯棉衬衫"}, False),
    ("caption_too_short", {"caption": "เก้าอี้ไม้"}, False),
    ("caption_unclean", {"caption": "<p>Oak &amp; pine.</p>"}, True),
    ("caption_unclean", {"caption": "Learn what <b> and &amp; mean in HTML"}, False),
    ("caption_repeats_itself", {"caption": "shoes " * 12}, True),
    ("caption_repeats_itself", {"caption": "Oak chair for the garden. " * 3}, True),
    ("caption_repeats_itself", {"caption": "Oak chair for the garden. " * 2}, False),
    ("caption_repeats_itself", {"caption": "Knock knock knock"}, False),
    ("caption_repeats_itself", {"caption": "纯棉衬衫" * 5}, True),
]


@pytest.mark.parametrize(("name", "change", "fires"), CASES)
def test_a_text_filter_finds_its_fault_and_lets_near_misses_pass(name, change, fires):
    assert TEXT[name](replace(GOOD, **change)) is fires


def test_a_good_row_has_no_text_fault():
    assert faults_of_text(GOOD, {}) == ()


def test_every_text_filter_stands_in_the_table_with_a_fault_and_a_near_miss():
    fired = {(name, fires) for name, _, fires in CASES}
    assert fired == {(name, fires) for name in TEXT for fires in (True, False)}


def test_an_empty_row_has_its_faults_sorted():
    empty = Row(key="", page_url="", site="", group_key="")
    assert faults_of_text(empty, {}) == (
        "caption_too_short",
        "no_image_url",
        "no_price",
        "no_title",
    )
