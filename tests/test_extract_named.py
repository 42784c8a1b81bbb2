# ruff: noqa: E501 - a page in one piece is easier to read than a broken line
from lgs.extract import read
from lgs.extract.document import Document
from lgs.extract.markup.named import named
from lgs.model import Page, Variant

CONTROLS = """<title>Hill Tee</title><body><main><div><img src=/t.jpg><h1>Hill Tee</h1><p class=price>$29.00</p>
<form action=/cart/add><label for=c>Color</label><select id=c><option>Black<option>White</select>
<label for=s>Size</label><select id=s><option>S<option>M</select><button>Add to cart</button></form></div></main>"""


def options(*variants: Variant, title: str = "Hill Tee", html: str = CONTROLS) -> list[object]:
    page = Document(Page("https://shop.example/p/hill-tee", html.encode()))
    return [dict(v.options) for v in named(page, variants, title)]


def test_a_title_s_parts_are_values_of_the_page_s_controls() -> None:
    found = options(Variant(title="Hill Tee - Black / S"), Variant(title="Hill Tee - White / M"))
    assert found == [{"Color": "Black", "Size": "S"}, {"Color": "White", "Size": "M"}]


def test_numbered_options_take_the_names_of_the_controls() -> None:
    found = options(
        Variant(options=(("Option 1", "Black"), ("Option 2", "S"))),
        Variant(options=(("Fit", "White"), ("Option 2", "S"))),
    )
    assert found == [{"Color": "Black", "Size": "S"}, {"Fit": "White", "Option 2": "S"}]


def test_without_controls_what_a_title_adds_is_an_option() -> None:
    variants = Variant(title="Hill Tee, small"), Variant(title="Hill Tee, large")
    assert options(*variants, html="<h1>Hill Tee</h1>") == [
        {"Option": "small"},
        {"Option": "large"},
    ]


def test_titles_that_add_nothing_or_the_same_say_no_option() -> None:
    assert options(Variant(title="Hill Tee"), Variant(title="Hill Tee, L")) == [{}, {}]
    assert options(Variant(title="Hill Tee, L"), Variant(title="Hill Tee, L")) == [{}, {}]
    assert options(Variant(title="Hill Tee, L")) == [{}]
    assert options(Variant(sku="1"), Variant(sku="2")) == [{}, {}]


def test_a_group_s_list_is_whole_whatever_the_controls_show() -> None:
    group = """<script type="application/ld+json">{"@type": "ProductGroup", "name": "Hill Tee", "hasVariant": [
    {"@type": "Product", "name": "Hill Tee - Black / S", "sku": "1", "offers": {"price": "29"}},
    {"@type": "Product", "name": "Hill Tee - White / M", "sku": "2", "offers": {"price": "29"}}]}</script>"""
    product = read(Page("https://shop.example/p/hill-tee", (CONTROLS + group).encode())).product
    assert product.variants_complete
    assert [(dict(v.options), v.sku) for v in product.variants] == [
        ({"Color": "Black", "Size": "S"}, "1"),
        ({"Color": "White", "Size": "M"}, "2"),
    ]
