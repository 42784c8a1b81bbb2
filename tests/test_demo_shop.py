from dataclasses import replace
from decimal import Decimal

import pytest

from lgs import harvest as harvests
from lgs.demo.shop import catalogue, clean_name, expected, leaves
from lgs.demo.site import answer
from lgs.filters import faults_of_image
from lgs.filters.dataset import dataset_faults
from lgs.images import NotAnImage, probe
from lgs.model import Page, Row

ROOT = "http://127.0.0.1:1234"


def rows_of(path: str) -> tuple[Row, ...]:
    """The rows of a page with text and image faults, without a crawl."""
    found = harvests.harvest(Page(url=ROOT + path, body=answer(path, ROOT).body))
    return tuple(pictured(row) for row in harvests.tested(found, {}).rows)


def pictured(row: Row) -> Row:
    if row.faults:
        return row
    try:
        image = probe(answer(row.url.removeprefix(ROOT), ROOT).body)
    except NotAnImage as error:
        return replace(row, faults=(error.fault,))
    row = replace(row, width=image.width, height=image.height, sha256=image.sha256)
    return replace(row, faults=(*image.faults, *faults_of_image(row, {})))


@pytest.fixture(scope="module")
def rows() -> tuple[Row, ...]:
    return tuple(row for item in catalogue() for row in rows_of(item.url))


def test_the_pages_give_what_is_expected_of_them(rows):
    across = dataset_faults(
        ((r.key, r.group_key, r.caption, r.sha256) for r in rows if not r.faults), {}
    )
    faults = [fault for row in rows for fault in (*row.faults, *across.of(row.key))]
    clean = [row for row in rows if not row.faults and not across.of(row.key)]
    hoped = expected()
    assert {name: faults.count(name) for name in sorted(set(faults))} == hoped.faults
    assert (len({r.group_key for r in rows}), len(rows), len(clean)) == (
        hoped.products,
        hoped.rows,
        hoped.clean,
    )
    assert tuple(sorted({row.title for row in clean})) == hoped.titles


def test_the_expectation_is_what_was_counted_by_hand():
    hoped = expected()
    assert (hoped.products, hoped.rows, hoped.clean) == (49, 62, 48)
    assert hoped.faults == {
        "duplicate": 1,
        "image_blank": 1,
        "image_not_an_image": 1,
        "image_truncated": 1,
        "no_price": 1,
        "no_title": 1,
        "repeated_in_product": 7,
        "too_small": 1,
    }


def test_a_product_under_two_addresses_says_the_same_on_both():
    item = next(i for i in catalogue() if len(i.urls) == 2)
    one, other = (rows_of(url)[0] for url in item.urls)
    assert one.page_url != other.page_url
    assert replace(other, key=one.key, group_key=one.group_key, page_url=one.page_url) == one


@pytest.mark.parametrize("item", [i for i in catalogue() if not i.flaw], ids=lambda i: i.slug)
def test_every_good_page_is_read_as_the_catalogue_has_it(item):
    found = rows_of(item.url)
    assert {(r.title, r.price, r.currency, r.description) for r in found} == {
        (item.name, Decimal(item.price), "EUR", item.text)
    }
    assert {r.url for r in found} == {ROOT + item.picture(colour) for colour in item.colours}
    assert [dict(r.variant) for r in found] == list(item.options or [{}])


@pytest.mark.parametrize(
    "path",
    ["/", "/about", "/login", "/journal/caring-for-cast-iron", "/c/books", "/c/kitchen/mugs"],
)
def test_pages_that_sell_no_single_thing_give_no_rows(path):
    assert rows_of(path) == ()


def test_the_shop_has_several_categories_and_every_kind_of_markup():
    good = [item for item in catalogue() if not item.flaw]
    assert len(good) >= 39
    assert len({path[0] for path in leaves()}) >= 6
    assert {item.markup for item in good} == {"json-ld", "microdata", "opengraph", "plain"}
    assert len({item.slug for item in catalogue()}) == len(catalogue())


def test_a_name_loses_its_controls_and_nothing_else():
    item = next(i for i in catalogue() if i.flaw == "controls in the title")
    assert clean_name(item) == "Night Light Moon"
    assert clean_name(replace(item, name="Nacht-Licht, №\u00a05")) == "Nacht-Licht, №\u00a05"
