"""State as Nuxt and React write it, read by the signal "state"."""

import json
from decimal import Decimal

import pytest

from lgs.extract.document import Document
from lgs.extract.flight import flight_rows
from lgs.extract.nuxt import nuxt_call, revived
from lgs.extract.platforms.state import state
from lgs.model import Page

HEAD = "<title>Oak chair – Shop</title><h1>Oak chair</h1>"


def claimed(body: str) -> dict[str, object]:
    page = Page("https://shop.example/p/oak-chair", (HEAD + body).encode())
    return {claim.field: claim.value for claim in state(Document(page))}


def pushed(*pieces: str) -> str:
    """Scripts as Next prints them, one a piece."""
    return "".join(
        f"<script>self.__next_f.push({json.dumps([1, piece])})</script>" for piece in pieces
    )


FLAT = [["ShallowReactive", 1], {"data": 2}, {"product": 3},
        {"name": 4, "price": 5, "sku": 6, "description": 7, "inStock": 8},
        "Oak chair", 49.5, "OC-1", "Solid oak.", True]  # fmt: skip
ROW = '5:["$","div",null,{"product":{"name":"Oak chair","price":49.5,"sku":"OC-1",'
FORMS = [
    (
        '<script>window.__NUXT__=(function(a,b,c,d){return {layout:"x",data:[{product:{name:a,'
        "price:b,sku:c,description:d,inStock:!0,old:void 0}}]}}"
        '("Oak chair",49.5,"OC-1","Solid oak."));</script>'
    ),
    f'<script type="application/json" id="__NUXT_DATA__">{json.dumps(FLAT)}</script>',
    pushed(ROW + '"description":"Solid ', 'oak.","inStock":true}}]\n'),
    pushed("1a:Ta,Solid ", "oak." + ROW + '"description":"$1a","inStock":true}}]\n'),
]


@pytest.mark.parametrize("body", FORMS)
def test_a_product_is_found_in_each_form(body):
    assert claimed(body) == {
        "description": "Solid oak.",
        "title": "Oak chair",
        "price": Decimal("49.5"),
        "sku": "OC-1",
        "availability": "InStock",
    }


BROKEN = [
    "__NUXT__=(function(a){return {name:a}}",
    "__NUXT__=(function(a){}(1))",
    "__NUXT__={name:1}",
    "__NUXT__=(function(a,b){return {name:b(1)}}(1,2))",
]


@pytest.mark.parametrize("text", BROKEN)
def test_what_is_no_call_of_nuxt_gives_nothing(text):
    assert nuxt_call(text) is None


def test_a_name_is_a_value_and_never_a_key():
    assert nuxt_call('__NUXT__=(function(a){return {a:a,b:"a"}}(5))') == {"a": 5, "b": "a"}


FLATS = [
    ([{"when": 1, "all": 2}, ["Date", "2026-01-01"], ["Set", 3], "x"],
     {"when": "2026-01-01", "all": ["x"]}),
    ([["Map", 1, 2], "k", "v"], {"k": "v"}),
    ({"a": 1}, None),
    ([], None),
]  # fmt: skip


@pytest.mark.parametrize(("flat", "wanted"), FLATS)
def test_flat_lists_are_read_as_devalue_means_them(flat, wanted):
    assert revived(flat) == wanted


def test_a_value_may_hold_itself():
    found = revived([{"self": 0, "name": 1}, "Oak"])
    assert isinstance(found, dict)
    assert found["self"] is found


def test_rows_that_are_no_json_are_passed_over():
    rows = ['self.__next_f.push([1,"1:I[12,\\n2:HL[\\"/a.css\\"]\\n3:{\\"a\\":1}\\n4:\\"$\\"\\n"])']
    assert list(flight_rows(rows)) == [{"a": 1}]
