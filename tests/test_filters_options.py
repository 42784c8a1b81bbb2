from dataclasses import replace
from decimal import Decimal

import pytest

from lgs.errors import UsageError
from lgs.filters import FACTS, IMAGE, TEXT, check_options, faults_of_image, refilter
from lgs.filters.dataset import DATASET
from lgs.model import Row

ROW = Row(
    key="0" * 32,
    page_url="https://shop.example/p/1",
    site="shop.example",
    group_key="0" * 32,
    title="Oak chair",
    caption="Oak chair with four legs",
    url="https://shop.example/p/1.jpg",
    price=Decimal("89.00"),
    width=150,
    height=150,
)

WRONG = [
    ({"too_smal": {}}, "no filter is named 'too_smal'; there are: boilerplate_caption, caption_"),
    (
        {"too_small": {"least_px": 1}},
        "filter too_small has no option 'least_px'; there are: enabled, least_side_px",
    ),
    (
        {"too_small": {"least_side_px": "100"}},
        "option least_side_px of filter too_small must be int, not '100'",
    ),
    (
        {"too_small": {"least_side_px": True}},
        "option least_side_px of filter too_small must be int, not True",
    ),
    (
        {"too_small": {"least_side_px": -1}},
        "option least_side_px of filter too_small must not be negative: -1",
    ),
    (
        {"odd_aspect": {"most_ratio": float("nan")}},
        "option most_ratio of filter odd_aspect must not be negative: nan",
    ),
    ({"no_price": {"enabled": 0}}, "option enabled of filter no_price must be bool, not 0"),
    ({"no_price": 3}, "the options of filter no_price must be a table, not 3"),
]

RIGHT = [
    {},
    {"too_small": {"least_side_px": 100}},
    {"odd_aspect": {"most_ratio": 4}},
    {"odd_aspect": {"most_ratio": 2.5, "enabled": True}},
    {"no_price": {"enabled": False}},
    {"placeholder_image": {"most_products": 100}},
]


@pytest.mark.parametrize(("options", "message"), WRONG)
def test_a_wrong_option_is_told_with_what_would_be_right(options, message):
    with pytest.raises(UsageError) as caught:
        check_options(options)
    assert str(caught.value).startswith(message)


@pytest.mark.parametrize("options", RIGHT)
def test_right_options_come_back_as_they_are(options):
    assert check_options(options) is options


def test_an_option_moves_the_threshold():
    assert faults_of_image(ROW, {}) == ("too_small",)
    assert faults_of_image(ROW, {"too_small": {"least_side_px": 150}}) == ()


def test_a_filter_can_be_left_out():
    assert faults_of_image(ROW, {"too_small": {"enabled": False}}) == ()


def test_filtering_again_keeps_the_facts_of_the_fetch_and_finds_the_rest_anew():
    before = replace(ROW, price=None, faults=("duplicate", "image_blank", "no_title"))
    after = refilter(before, {"too_small": {"least_side_px": 100}})
    assert after == replace(before, faults=("image_blank", "no_price"))


def test_filtering_again_changes_nothing_the_second_time():
    once = refilter(replace(ROW, faults=("page_cut_short",)), {})
    assert refilter(once, {}) == once
    assert once.faults == ("page_cut_short", "too_small")


def test_no_fact_has_the_name_of_a_filter_that_could_take_it_back():
    assert not set(FACTS) & {*TEXT, *IMAGE, *DATASET}


def test_every_filter_gives_its_reason_in_one_line():
    filters = [*TEXT.items(), *IMAGE.items(), *DATASET.items()]
    reasons = {name: (function.__doc__ or "").splitlines()[0] for name, function in filters}
    assert all(reason.startswith("Reject ") for reason in reasons.values()), reasons
