import random

import pytest

from lgs.filters.dataset import dataset_faults


def key(number: int) -> str:
    return f"{number:032x}"


def found(rows, options=None):
    """Row number to its faults, for rows given as (number, group, caption, image)."""
    faults = dataset_faults(
        ((key(n), key(group), caption, image) for n, group, caption, image in rows), options or {}
    )
    found = {n: faults.of(key(n)) for n, *_ in rows}
    assert faults.of_all([key(n) for n in found]) == list(found.values())
    return {n: names for n, names in found.items() if names}


CASES = {
    "another product with the same pair": (
        [(1, 1, "oak chair", "a"), (2, 2, "oak chair", "a")],
        {2: ("duplicate",)},
    ),
    "the order does not matter": (
        [(2, 2, "oak chair", "a"), (1, 1, "oak chair", "a")],
        {2: ("duplicate",)},
    ),
    "the same words under another picture": (
        [(1, 1, "oak chair", "a"), (2, 2, "oak chair", "b")],
        {},
    ),
    "the same picture under other words": (
        [(1, 1, "oak chair", "a"), (2, 2, "pine chair", "a")],
        {},
    ),
    "variants of one product under one picture": (
        [(2, 1, "oak chair", "a"), (1, 1, "oak chair", "a"), (3, 1, "oak chair", "a")],
        {2: ("repeated_in_product",), 3: ("repeated_in_product",)},
    ),
    "variants with pictures of their own": (
        [(1, 1, "oak chair", "a"), (2, 1, "oak chair", "b"), (3, 1, "ash chair", "a")],
        {},
    ),
    "variants of two products: one of one stays": (
        [(1, 9, "oak", "a"), (2, 5, "oak", "a"), (3, 9, "oak", "a"), (4, 5, "oak", "a")],
        {
            2: ("duplicate",),
            3: ("repeated_in_product",),
            4: ("duplicate", "repeated_in_product"),
        },
    ),
    "caption and image change places": ([(1, 1, "a", "b"), (2, 2, "b", "a")], {}),
    "rows that are no pair count for nothing": (
        [(1, 1, None, "a"), (2, 2, None, "a"), (3, 3, "oak", None), (4, 4, "oak", None)],
        {},
    ),
    "no rows": ([], {}),
}


@pytest.mark.parametrize("case", CASES)
def test_duplicates_are_found(case):
    rows, expected = CASES[case]
    assert found(rows) == expected


def test_an_image_that_many_products_show_is_a_placeholder():
    rows = [(n, n, f"chair {n}", "no-image") for n in range(31)]
    assert found(rows) == dict.fromkeys(range(31), ("placeholder_image",))
    assert found(rows[:30]) == {}


def test_variants_of_few_products_make_no_placeholder():
    assert found([(n, n % 3, f"chair {n}", "a") for n in range(90)]) == {}


def test_a_caption_that_many_products_share_is_boilerplate():
    rows = [(n, n, "Welcome to our shop", f"image {n}") for n in range(11)]
    assert found(rows) == dict.fromkeys(range(11), ("boilerplate_caption",))
    assert found(rows[:10]) == {}


def test_options_move_the_thresholds_and_leave_filters_out():
    rows = [(n, n, f"chair {n}", "a") for n in range(3)]
    assert found(rows, {"placeholder_image": {"most_products": 2}}) == dict.fromkeys(
        range(3), ("placeholder_image",)
    )
    twice = [(1, 1, "oak chair", "a"), (2, 2, "oak chair", "a")]
    assert found(twice, {"duplicate": {"enabled": False}}) == {}


def test_a_key_that_was_not_given_has_no_faults():
    faults = dataset_faults([(key(5), key(5), "oak", "a")], {})
    assert [faults.of(key(n)) for n in (0, 4, 6, 2**128 - 1)] == [()] * 4
    assert faults.of_all([key(n) for n in (0, 4, 6, 2**128 - 1)]) == [()] * 4


def test_the_counts_say_how_many_rows_each_fault_has():
    faults = dataset_faults([(key(n), key(n), "oak", "a") for n in range(4)], {})
    assert faults.count() == {
        "boilerplate_caption": 0,
        "duplicate": 3,
        "placeholder_image": 0,
        "repeated_in_product": 0,
    }


def test_the_fast_way_agrees_with_the_plain_one_on_random_rows():
    dice = random.Random(7)
    keys = [dice.getrandbits(128) for _ in range(400)]
    rows = [(k, dice.randrange(60), str(dice.randrange(9)), str(dice.randrange(9))) for k in keys]
    keepers: dict[tuple[str, str], int] = {}
    seen = set()
    expected: dict[int, tuple[str, ...]] = {}
    for number, group, caption, image in sorted(rows):
        if keepers.setdefault((caption, image), group) != group:
            expected[number] = ("duplicate",)
        if (group, caption, image) in seen:
            expected[number] = (*expected.get(number, ()), "repeated_in_product")
        seen.add((group, caption, image))
    assert set(expected.values()) == {
        ("duplicate",),
        ("repeated_in_product",),
        ("duplicate", "repeated_in_product"),
    }
    off = {name: {"enabled": False} for name in ("placeholder_image", "boilerplate_caption")}
    assert found(rows, off) == expected


def test_keys_that_share_their_first_half_are_told_apart():
    near = [key(n) for n in (7 << 64, (7 << 64) + 1, (7 << 64) + 2)]
    faults = dataset_faults([(near[0], near[0], "oak", "a"), (near[2], near[2], "oak", "a")], {})
    assert faults.of_all(near) == [(), (), ("duplicate",)]
    assert dataset_faults([], {}).of_all(near) == [(), (), ()]
