from dataclasses import replace
from datetime import UTC, datetime
from decimal import Decimal

import pytest

from lgs.model import Product, Reading, Variant
from lgs.rows import caption_of, identity_of, page_url_of, rows_of
from lgs.urls import key_of

PAGE = "http://shop.com/p/chair"
CHAIR = Product(
    title="Oak chair",
    description="Four legs.\n\nFolds flat.",
    image_urls=("http://shop.com/1.jpg", "http://shop.com/2.jpg"),
    price=Decimal("19.90"),
    regular_price=Decimal(25),
    currency="EUR",
    availability="InStock",
    brand="Oakworks",
    sku="C1",
    gtin="4006381333931",
    mpn="m1",
)


def reading(product: Product = CHAIR, **how) -> Reading:
    given = {"url": PAGE, "verdict": "product", "score": 9, "signals": {}, "provenance": {}} | how
    return Reading(product=product, **given)


@pytest.mark.parametrize(
    ("title", "description", "caption"),
    [
        ("Oak chair", "Four legs.\n\nFolds  flat.", "Oak chair. Four legs. Folds flat."),
        ("Who sits here?", "You.", "Who sits here? You."),
        ("Oak chair", None, "Oak chair"),
        (None, "Four legs.", "Four legs."),
        ("Oak chair", "Oak chair", "Oak chair"),
        ("Oak chair", "Oak chair!", "Oak chair. Oak chair!"),
        ("", "  ", None),
        (None, None, None),
    ],
)
def test_title_and_description_become_one_text(title, description, caption):
    assert caption_of(title, description) == caption


@pytest.mark.parametrize(
    ("stated", "wanted"),
    [
        ("http://shop.com/p/chair?utm_source=x", PAGE),
        ("http://www.shop.com/p/oak", "http://www.shop.com/p/oak"),
        ("http://other.com/p/chair", PAGE),  # another site's
        ("http://shop.com/", PAGE),  # the start page is no product's form
        ("/p/oak", PAGE),
        ("javascript:0", PAGE),
        (None, PAGE),
    ],
)
def test_a_page_s_url_is_what_it_states_for_itself_on_its_site(stated, wanted):
    assert page_url_of(reading(url=f"{PAGE}?gclid=1#x", canonical_url=stated)) == wanted


def test_a_start_page_may_be_its_own_canonical_form():
    assert page_url_of(reading(url="http://shop.com", canonical_url="http://shop.com/")) == (
        "http://shop.com/"
    )


@pytest.mark.parametrize("verdict", ["listing", "other"])
def test_what_is_no_product_has_no_row(verdict):
    assert rows_of(reading(verdict=verdict)) == ()


def test_a_product_without_variants_is_one_row_with_all_its_fields():
    moment = datetime(2026, 1, 2, tzinfo=UTC)
    (row,) = rows_of(reading(lang="en", provenance={"title": "x", "price": "y"}), fetched_at=moment)
    assert row.key == row.group_key == key_of(PAGE)
    assert (row.page_url, row.site, row.url, row.variant) == (
        PAGE,
        "shop.com",
        "http://shop.com/1.jpg",
        {},
    )
    assert (row.caption, row.lang, row.fetched_at) == (
        "Oak chair. Four legs. Folds flat.",
        "en",
        moment,
    )
    for name in ("title", "price", "regular_price", "currency", "availability", "brand", "sku"):
        assert getattr(row, name) == getattr(CHAIR, name)
    assert list(row.provenance) == ["price", "title"]


RED = Variant((("Color", "Red"),), sku="C1-R", price=Decimal(18), image_url="http://shop.com/r.jpg")
BLUE = Variant((("Color", "Blue"),), availability="OutOfStock")


def test_a_product_with_variants_has_a_row_each_and_none_of_its_own():
    red, blue = rows_of(reading(replace(CHAIR, variants=(RED, BLUE))))
    assert red.group_key == blue.group_key == key_of(PAGE)
    assert (red.key, blue.key) == (key_of(PAGE, RED.options), key_of(PAGE, BLUE.options))
    assert (red.variant, red.sku, red.price, red.url) == (
        {"Color": "Red"},
        "C1-R",
        Decimal(18),
        "http://shop.com/r.jpg",
    )
    # What red costs is no price of blue, and the lowest of the product might be red's.
    assert (blue.sku, blue.price, blue.url) == (None, None, "http://shop.com/1.jpg")
    assert (red.availability, blue.availability) == ("InStock", "OutOfStock")
    assert red.title == blue.title == "Oak chair"
    assert red.gtin is red.regular_price is None  # the product's are not the variant's


def test_variants_that_state_no_price_cost_what_the_product_costs():
    rows = rows_of(reading(replace(CHAIR, variants=(replace(RED, price=None), BLUE))))
    assert [row.price for row in rows] == [Decimal("19.90")] * 2


def test_the_order_of_options_and_of_variants_changes_no_key():
    one = Variant((("Color", "Red"), ("Size", "M")))
    two = Variant((("Size", "M"), ("Color", "Red")))
    (first,) = rows_of(reading(replace(CHAIR, variants=(one,))))
    (second,) = rows_of(reading(replace(CHAIR, variants=(two,))))
    assert first.key == second.key
    assert len(rows_of(reading(replace(CHAIR, variants=(one, two))))) == 1


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("http://shop.com/p/chair-red", "http://shop.com/p/chair-red"),
        ("http://shop.com/p/chair/?variant=1", PAGE),
        ("http://shop.com/p/chair#red", PAGE),
        ("http://other.com/p/chair-red", PAGE),
        ("not a url", PAGE),
        (None, PAGE),
    ],
)
def test_a_variant_has_the_product_s_page_unless_it_has_a_page_of_its_own(url, wanted):
    (row,) = rows_of(reading(replace(CHAIR, variants=(replace(RED, url=url),))))
    assert row.page_url == wanted
    assert row.key == key_of(wanted, RED.options)
    assert row.group_key == key_of(PAGE)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (Variant(sku="1"), Variant(sku="2")),
        (Variant(gtin="1", price=Decimal(1)), Variant(gtin="2", price=Decimal(1))),
        (Variant(image_url="http://a.example/1"), Variant(image_url="http://a.example/2")),
    ],
)
def test_variants_without_options_are_told_apart_by_what_they_have(first, second):
    rows = rows_of(reading(replace(CHAIR, variants=(first, second))))
    assert len({row.key for row in rows}) == 2


def test_two_pages_that_say_the_same_have_one_identity_and_others_have_not():
    here = rows_of(reading())
    there = rows_of(reading(url="http://shop.com/sale/chair"))
    assert identity_of(here) == identity_of(there)
    others = [
        rows_of(reading(url="http://shop2.com/p/chair")),
        rows_of(reading(replace(CHAIR, price=Decimal(1)))),
        rows_of(reading(replace(CHAIR, sku="C2"))),
        rows_of(reading(replace(CHAIR, title="Oak table"))),
        rows_of(reading(replace(CHAIR, variants=(RED, BLUE)))),
    ]
    assert len({identity_of(rows) for rows in [here, *others]}) == 6
