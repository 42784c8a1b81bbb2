# ruff: noqa: E501 - a page in one piece is easier to read than a broken line
from decimal import Decimal

import extruct
import pytest

from lgs.extract.document import Document
from lgs.extract.graph import types
from lgs.extract.microdata import microdata, microdata_graph
from lgs.extract.opengraph import opengraph
from lgs.extract.pageid import page_id
from lgs.extract.rdfa import rdfa
from lgs.model import Page

CHAIR = """
<div itemscope itemtype="http://schema.org/Product">
 <h1 itemprop="name">Oak <b>chair</b></h1>
 <img itemprop="image" src="/1.jpg"><img itemprop="image" src="data:image/gif;base64,R0" data-src="/2.jpg">
 <div itemprop="description"><p>Solid.</p><p>Folds.</p></div>
 <span itemprop="brand" itemscope itemtype="http://schema.org/Brand"><a itemprop="name" href="/b">Wald</a></span>
 <meta itemprop="sku" content="A-1">
 <div itemprop="offers" itemscope itemtype="http://schema.org/Offer">
  <span itemprop="price" content="49.90">49,90 €</span><meta itemprop="priceCurrency" content="EUR">
  <link itemprop="availability" href="http://schema.org/InStock">
 </div>
</div>
<ol itemscope itemtype="http://schema.org/BreadcrumbList">
 <li itemprop="itemListElement" itemscope itemtype="http://schema.org/ListItem">
  <a itemprop="item" href="/"><span itemprop="name">Home</span></a><meta itemprop="position" content="1"></li>
 <li itemprop="itemListElement" itemscope itemtype="http://schema.org/ListItem">
  <a itemprop="item" href="/c"><span itemprop="name">Chairs</span></a><meta itemprop="position" content="2"></li>
</ol>
"""
READ = {
    "title": "Oak chair",
    "description": "Solid.\n\nFolds.",
    "image_urls": ("https://shop.example/1.jpg", "https://shop.example/2.jpg"),
    "price": Decimal("49.9"),
    "currency": "EUR",
    "availability": "InStock",
    "brand": "Wald",
    "sku": "A-1",
    "breadcrumbs": ("Home", "Chairs"),
}


def document(html: str, url: str = "https://shop.example/p/1") -> Document:
    return Document(Page(url, html.encode()))


def test_microdata_is_read_off_the_tree() -> None:
    assert {c.field: c.value for c in microdata(document(CHAIR))} == READ


def test_rdfa_lite_says_the_same_in_other_attributes() -> None:
    html = CHAIR.replace('itemscope itemtype="http://schema.org/', 'typeof="schema:').replace(
        "itemprop", "property"
    )
    assert {c.field: c.value for c in rdfa(document(html))} == READ
    assert list(rdfa(document(html + CHAIR))) == []


def test_the_nodes_are_those_that_the_reference_reader_finds() -> None:
    expected = extruct.extract(CHAIR, syntaxes=["microdata"], base_url="https://shop.example/p/1")[
        "microdata"
    ]
    graph = microdata_graph(document(CHAIR))
    assert [types(node) for node in graph.roots if not graph.asides or node not in graph.asides][
        :1
    ] == [frozenset({expected[0]["type"].rpartition("/")[2].lower()})]
    offer = graph.of_type("offer")[0]
    stated = expected[0]["properties"]["offers"]["properties"]
    assert (offer["pricecurrency"], offer["availability"]) == (
        stated["priceCurrency"],
        stated["availability"],
    )


def test_a_property_elsewhere_belongs_to_the_item_that_refers_to_it() -> None:
    html = """<div itemscope itemtype="https://schema.org/Product" itemref="more"><b itemprop="name">Oak</b></div>
    <div id="more"><i itemprop="sku">A-1</i></div><i itemprop="mpn">nobody's</i>"""
    assert {c.field: c.value for c in microdata(document(html))} == {"title": "Oak", "sku": "A-1"}


def test_related_products_are_not_the_product() -> None:
    html = CHAIR.replace(
        "</h1>",
        '</h1><div itemprop="isRelatedTo" itemscope itemtype="http://schema.org/Product"><b itemprop="name">Ash</b></div>',
    )
    assert {c.field: c.value for c in microdata(document(html))} == READ


def test_pages_without_product_types_are_passed_over() -> None:
    html = '<div itemscope itemtype="https://schema.org/Person"><b itemprop="name">Ann</b></div>'
    assert list(microdata(document(html))) == []
    assert list(rdfa(document("<script>typeof x</script>"))) == []


@pytest.mark.parametrize(
    ("metas", "fields"),
    [
        (
            {"og:title": "Oak", "og:image": "/1.jpg", "og:description": "Solid."},
            {
                "title": "Oak",
                "image_urls": ("https://shop.example/1.jpg",),
                "description": "Solid.",
            },
        ),
        (
            {
                "product:price:amount": "20.00",
                "product:sale_price:amount": "15.00",
                "product:price:currency": "EUR",
            },
            {"price": Decimal(15), "regular_price": Decimal(20), "currency": "EUR"},
        ),
        (
            {"og:price:amount": "1,299.00", "og:price:currency": "USD"},
            {"price": Decimal(1299), "currency": "USD"},
        ),
        (
            {
                "product:availability": "oos",
                "product:brand": "Wald",
                "product:retailer_item_id": "A-1",
            },
            {"availability": "OutOfStock", "brand": "Wald", "sku": "A-1"},
        ),
        ({"og:price:amount": "0", "og:type": "website"}, {}),
    ],
)
def test_open_graph_speaks_for_sharing_and_catalogues(
    metas: dict[str, str], fields: dict[str, object]
) -> None:
    html = "".join(
        f'<meta property="{name}" content="{content}">' for name, content in metas.items()
    )
    assert {c.field: c.value for c in opengraph(document(html))} == fields


@pytest.mark.parametrize(
    ("url", "html", "sku"),
    [
        (
            "https://shop.example/oak-chair-123456.html",
            '<input name="id" value="123456">',
            "123456",
        ),
        ("https://shop.example/p?product_id=789", "<script>x = {id:789}</script>", "789"),
        ("https://shop.example/oak-chair-123456.html", "<p>123456</p>", None),
        ("https://shop.example/oak-chair-123456.html", '<input value="1234567">', None),
        ("https://shop.example/20240131/oak", '<input value="20240131">', None),
        ("https://shop.example/p?page=789", '<input value="789">', None),
    ],
)
def test_a_number_of_the_address_counts_where_the_page_works_with_it(
    url: str, html: str, sku: str | None
) -> None:
    found = [c.value for c in page_id(document(html, url))]
    assert found == ([sku] if sku else [])


@pytest.mark.parametrize(
    "logo",
    [
        '<div itemprop="brand"><img src="/w.png" alt="Wald"></div>',
        "<img itemprop=brand alt=Wald src=/w.png>",
    ],
)
def test_a_logo_names_the_brand(logo: str) -> None:
    html = (
        f'<div itemscope itemtype="https://schema.org/Product"><b itemprop=name>Oak</b>{logo}</div>'
    )
    assert ("brand", "Wald") in {(c.field, c.value) for c in microdata(document(html))}


TRAIL = """
<{tag} itemscope itemtype="http://data-vocabulary.org/Breadcrumb"><a href="/" itemprop="url"><span itemprop="title">Home</span></a></{tag}> ›
<{tag} itemscope itemtype="http://data-vocabulary.org/Breadcrumb"><a href="/c" itemprop="url"><span itemprop="title">Chairs</span></a></{tag}>
"""
NESTED = """
<ul itemscope itemtype="http://data-vocabulary.org/Breadcrumb"><li><a href="/" itemprop="url"><span itemprop="title">Home</span></a></li>
<li itemprop="child" itemscope itemtype="http://data-vocabulary.org/Breadcrumb"><a href="/c" itemprop="url"><span itemprop="title">Chairs</span></a></li></ul>
"""


@pytest.mark.parametrize("html", [TRAIL.format(tag="span"), TRAIL.format(tag="li"), NESTED])
def test_the_older_vocabulary_s_trail_is_its_items_in_a_row(html: str) -> None:
    found = {c.field: c.value for c in microdata(document(html))}
    assert found == {"breadcrumbs": ("Home", "Chairs")}


def test_an_offer_elsewhere_refers_to_its_product() -> None:
    html = """<div itemscope itemtype="https://schema.org/Book" itemid="#b"><b itemprop="name">Oak</b></div>
    <p itemscope itemtype="https://schema.org/Offer"><link itemprop="itemOffered" href="#b">
    <meta itemprop="price" content="9.50"><b itemprop="sku">780</b></p>"""
    found = {c.field: c.value for c in microdata(document(html))}
    assert found == {"title": "Oak", "price": Decimal("9.5"), "sku": "780"}


def test_an_offer_without_a_product_says_what_the_page_costs() -> None:
    offer = """<div itemprop="offers" itemscope itemtype="http://schema.org/Offer"><b itemprop="price">450.0</b>
    <b itemprop="priceCurrency">USD</b></div>"""
    found = {c.field: c.value for c in microdata(document(offer))}
    assert found == {"price": Decimal(450), "currency": "USD"}
    assert list(microdata(document(offer + offer.replace("450.0", "9.0")))) == []


def test_an_image_is_read_in_its_largest_version() -> None:
    html = """<div itemscope itemtype="https://schema.org/Product"><b itemprop=name>Oak</b>
    <img itemprop=image src=/s.jpg srcset="/s.jpg 100w, /l.jpg 900w"><img itemprop=image src=/t.jpg data-full-image=/f.jpg></div>"""
    found = {c.field: c.value for c in microdata(document(html))}
    assert found["image_urls"] == ("https://shop.example/l.jpg", "https://shop.example/f.jpg")
