from dataclasses import fields
from datetime import UTC, datetime
from decimal import Decimal

from lgs.harvest import Harvest
from lgs.model import Image, Row
from lgs.store.codec import (
    image_from_text,
    image_to_text,
    record_of,
    row_and_mark,
    row_from_text,
    row_to_text,
)

FULL = Row(
    key="k" * 32,
    page_url="http://a.example/p",
    site="a.example",
    group_key="g" * 32,
    title="Stühle “ツ”",
    description="One.\n\nTwo.",
    brand="B",
    url="http://a.example/i.jpg",
    caption="Stühle. One. Two.",
    price=Decimal("19.90"),
    regular_price=Decimal("1E+2"),
    currency="EUR",
    availability="InStock",
    sku="0",
    gtin="4006381333931",
    mpn="m",
    image_urls=("http://a.example/i.jpg", "http://a.example/j.jpg"),
    breadcrumbs=("Home", "Chairs"),
    variant={"Color": "Red", "Size": ""},
    width=1,
    height=2,
    image_format="JPEG",
    sha256="s",
    image_phash="p",
    image_background=0.25,
    image_mode="CMYK",
    image_orientation=6,
    image_animated=True,
    image_alpha=True,
    image_sharpness=12.5,
    lang="de-AT",
    taxonomy=("A", "B"),
    end_leaf="B",
    label_source="title",
    label_score=0.5,
    bullets=("four legs",),
    faults=("no_price",),
    provenance={"title": "json-ld"},
    consent={"robots": "allowed"},
    fetched_at=datetime(2026, 1, 2, 3, 4, 5, 678901, tzinfo=UTC),
)
BARE = Row(key="", page_url="", site="", group_key="")


def test_a_row_comes_back_as_it_was_with_every_field_and_with_none():
    assert not [f.name for f in fields(Row) if not getattr(FULL, f.name)]
    for row in (FULL, BARE):
        assert row_from_text(row_to_text(row)) == row
    assert str(row_from_text(row_to_text(FULL)).price) == "19.90"


def test_zero_and_false_are_something():
    zeros = {"width": 0, "image_background": 0.0, "image_alpha": False, "label_score": 0.0}
    row = Row("k", "u", "s", "g", price=Decimal(0), **zeros)
    assert row_from_text(row_to_text(row)) == row


def test_empty_fields_take_no_room():
    assert row_to_text(BARE) == '{"key":"","page_url":"","site":"","group_key":""}'


def test_an_image_comes_back_as_it_was():
    for image in (
        Image(1, 2, "PNG", "s", "p", 0.5, ("image_blank", "image_truncated")),
        Image(0, 0, "", "", "", 0.0),
    ):
        assert image_from_text(image_to_text(image)) == image


def test_a_record_ranks_the_page_whose_own_url_is_the_canonical_one_first():
    own = Harvest("http://a.example/p#x", "product", "http://a.example/p", (FULL,))
    other = Harvest("http://a.example/q", "product", "http://a.example/p", (FULL,))
    first, second = record_of(own), record_of(other)
    assert (first.rank, second.rank) == (0, 1)
    assert (first.group_key, first.identity) == (second.group_key, second.identity)
    assert first.rows == ((FULL.key, row_to_text(FULL)),)
    assert record_of(Harvest("http://a.example/", "listing")) is None


def test_the_mark_of_the_filters_that_tested_a_row_stands_beside_it():
    assert row_and_mark(row_to_text(FULL, tested="ab12")) == (FULL, "ab12")
    assert row_and_mark(row_to_text(FULL)) == (FULL, None)
