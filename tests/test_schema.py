from dataclasses import fields, replace
from datetime import UTC, datetime
from decimal import Decimal

import pyarrow as pa
import pytest

from lgs import __version__
from lgs.model import Row
from lgs.schema import (
    COLUMNS,
    metadata,
    pairs_schema,
    products_schema,
    rows_of_table,
    table_of,
)

FULL = Row(
    key="0" * 32,
    page_url="https://shop.example/p/1",
    site="shop.example",
    group_key="1" * 32,
    title="Oak chair",
    description="Four legs.\n\nFolds flat.",
    brand="Lindqvist",
    url="https://shop.example/1.jpg",
    caption="Oak chair. Four legs. Folds flat.",
    price=Decimal("19.90"),
    regular_price=Decimal("25.00"),
    currency="EUR",
    availability="InStock",
    sku="A-1",
    gtin="4006381333931",
    mpn="M1",
    image_urls=("https://shop.example/1.jpg", "https://shop.example/2.jpg"),
    breadcrumbs=("Home", "Chairs"),
    variant={"Color": "Red", "Size": "L"},
    width=640,
    height=480,
    image_format="JPEG",
    sha256="ab" * 32,
    image_phash="0f" * 8,
    image_background=0.5,
    image_mode="RGB",
    image_orientation=6,
    image_animated=False,
    image_alpha=True,
    image_sharpness=12.5,
    lang="en",
    taxonomy=("Furniture", "Chairs"),
    end_leaf="Chairs",
    label_source="title",
    label_score=0.75,
    bullets=("Solid oak",),
    faults=("no_price",),
    provenance={"title": "json-ld"},
    consent={"robots": "allowed"},
    fetched_at=datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC),
)
BARE = Row(key="2" * 32, page_url="https://shop.example/", site="shop.example", group_key="2" * 32)

# As the contract's table has them.
TYPES = {
    "key": pa.string(),
    "price": pa.decimal128(18, 4),
    "image_urls": pa.list_(pa.string()),
    "variant": pa.map_(pa.string(), pa.string()),
    "width": pa.int32(),
    "image_background": pa.float32(),
    "image_orientation": pa.int8(),
    "image_animated": pa.bool_(),
    "image_sharpness": pa.float32(),
    "label_score": pa.float32(),
    "faults": pa.list_(pa.string()),
    "fetched_at": pa.timestamp("us", tz="UTC"),
}


def test_every_field_of_a_row_is_a_column_and_no_other():
    assert sorted(COLUMNS) == sorted(f.name for f in fields(Row))
    assert products_schema().names == list(COLUMNS)


@pytest.mark.parametrize(("name", "kind"), TYPES.items())
def test_a_column_has_the_type_that_is_promised(name, kind):
    assert products_schema().field(name).type == kind


def test_pairs_are_clean_and_need_no_faults():
    assert [n for n in COLUMNS if n not in pairs_schema().names] == ["faults"]


@pytest.mark.parametrize("row", [FULL, BARE], ids=["full", "bare"])
def test_a_row_comes_back_from_a_table_as_it_went_in(row):
    assert rows_of_table(table_of([row], products_schema())) == [row]


def test_a_row_comes_back_from_pairs_without_its_faults():
    assert rows_of_table(table_of([FULL], pairs_schema())) == [replace(FULL, faults=())]


@pytest.mark.parametrize(
    ("price", "back"),
    [("19.9", "19.90"), ("20", "20.00"), ("1200", "1200.00"), ("0.0125", "0.0125")],
)
def test_a_price_comes_back_with_cents_or_as_finely_as_it_was(price, back):
    table = table_of([replace(BARE, price=Decimal(price))], products_schema())
    assert str(rows_of_table(table)[0].price) == back


def test_the_order_of_a_map_does_not_change_the_table():
    one = replace(BARE, variant={"Size": "L", "Color": "Red"})
    other = replace(BARE, variant={"Color": "Red", "Size": "L"})
    schema = products_schema()
    assert table_of([one], schema).equals(table_of([other], schema))


def test_no_rows_are_a_table_with_all_columns():
    table = table_of([], products_schema())
    assert (table.num_rows, table.schema.names) == (0, list(COLUMNS))
    assert rows_of_table(table) == []


def test_a_column_that_a_table_lacks_keeps_its_default():
    table = table_of([FULL], products_schema()).drop_columns(["bullets", "brand"])
    assert rows_of_table(table) == [replace(FULL, bullets=(), brand=None)]


def test_a_table_says_who_wrote_it_and_under_which_settings():
    assert metadata("feed", lgs_images="no") == {
        "lgs_version": __version__,
        "lgs_settings": "feed",
        "lgs_images": "no",
    }
