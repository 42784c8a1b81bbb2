# ruff: noqa: E501 - a page in one piece is easier to read than a broken line
import json
import time
from decimal import Decimal

import pytest

from lgs.extract.document import Document
from lgs.extract.ids import gtin, isbn, number
from lgs.extract.jsonld import is_repaired, json_ld
from lgs.extract.loosejson import loose_json, read_literal
from lgs.extract.offers import availability
from lgs.model import Page, Variant


def claimed(
    *scripts: object, url: str = "https://shop.example/p/chair", head: str = ""
) -> dict[str, object]:
    texts = [s if isinstance(s, str) else json.dumps(s) for s in scripts]
    html = head + "".join(f'<script type="application/ld+json">{t}</script>' for t in texts)
    return {c.field: c.value for c in json_ld(Document(Page(url, html.encode())))}


def product(**fields: object) -> dict[str, object]:
    return {"@context": "https://schema.org", "@type": "Product", "name": "Oak chair", **fields}


@pytest.mark.parametrize(
    ("text", "values", "repaired"),
    [
        ('{"a": 1}', ({"a": 1},), False),
        ('{"a": "line\nend"}', ({"a": "line\nend"},), False),
        ("", (), False),
        ('{"a": 1};', ({"a": 1},), True),
        ('<!-- {"a": 1} -->', ({"a": 1},), True),
        ('//<![CDATA[\n{"a": 1}\n//]]>', ({"a": 1},), True),
        ("{&quot;a&quot;: 1}", ({"a": 1},), True),
        ('{"a": [1, 2,],}', ({"a": [1, 2]},), True),
        ('{"a": 1} {"b": 2}', ({"a": 1}, {"b": 2}), True),
        ('{"a": 1}}', ({"a": 1},), True),
        ("{a: 'it', /* no */ b: !0}", ({"a": "it", "b": True},), True),
        ('{"a": "27" wide", "b": 1}', ({"a": '27" wide', "b": 1},), True),
        ('{"a": [1 2] "c": 1}', ({"a": [1, 2], "c": 1},), True),
        ('{"a": "\\d"}', ({"a": "d"},), True),
        ("no data", (), True),
        ('{"a": ', (), True),
    ],
)
def test_broken_json_is_repaired_in_steps(
    text: str, values: tuple[object, ...], repaired: bool
) -> None:
    assert loose_json(text) == (values, repaired)


def test_a_literal_ends_where_its_bracket_closes() -> None:
    assert read_literal("x = {a: [1]}; y", 4) == ({"a": [1]}, 12)
    assert read_literal("{a: f(x)}") == (None, -1)


@pytest.mark.parametrize(
    "text", ["[" * 10_000, '{"a":' * 10_000, "[" * 10_000 + "]" * 10_000, "{'a':" * 10_000]
)
def test_depth_is_given_up_without_harm(text: str) -> None:
    started = time.process_time()
    assert loose_json(text).values == ()
    assert time.process_time() - started < 1


def test_a_plain_product_is_read() -> None:
    assert claimed(
        product(
            description="<p>Solid.</p><p>Folds.</p>",
            image=["/1.jpg", {"@type": "ImageObject", "url": "https://cdn.example/2.jpg"}],
            brand={"@type": "Brand", "name": "Wald"},
            sku=4711,
            gtin13="4006381333931",
            mpn="W-1",
            offers={
                "@type": "Offer",
                "price": 49.9,
                "priceCurrency": "eur",
                "availability": "http://schema.org/InStock",
            },
            additionalProperty=[{"@type": "PropertyValue", "name": "Height", "value": "45 cm"}],
        )
    ) == {
        "title": "Oak chair",
        "description": "Solid.\n\nFolds.",
        "image_urls": ("https://shop.example/1.jpg", "https://cdn.example/2.jpg"),
        "price": Decimal("49.9"),
        "currency": "EUR",
        "availability": "InStock",
        "brand": "Wald",
        "sku": "4711",
        "gtin": "4006381333931",
        "mpn": "W-1",
        "bullets": ("Height: 45 cm",),
    }


def test_one_broken_script_leaves_the_others_alone() -> None:
    assert claimed("{broken", product(sku="A"))["sku"] == "A"


def test_types_keys_and_media_types_may_be_written_oddly() -> None:
    html = (
        '<script type="Application/LD+JSON; charset=utf-8">'
        '{"@Type": ["http://schema.org/Product", "Thing"], "Name": "Oak", "schema:sku": "A"}</script>'
    )
    document = Document(Page("https://shop.example/p", html.encode()))
    assert {c.field: c.value for c in json_ld(document)} == {"title": "Oak", "sku": "A"}
    assert not is_repaired(document)


def test_references_inside_the_page_are_followed() -> None:
    graph = {
        "@context": "https://schema.org",
        "@graph": [
            {"@type": "WebPage", "mainEntity": {"@id": "#product"}},
            {
                "@type": "Product",
                "@id": "#product",
                "name": "Oak",
                "offers": {"@id": "#offer"},
                "image": {"@id": "#i"},
            },
            {"@type": "Offer", "@id": "#offer", "price": "5.00", "priceCurrency": "EUR"},
            {"@type": "ImageObject", "@id": "#i", "contentUrl": "/i.jpg"},
        ],
    }
    assert claimed(graph) == {
        "title": "Oak",
        "price": Decimal(5),
        "currency": "EUR",
        "image_urls": ("https://shop.example/i.jpg",),
    }


@pytest.mark.parametrize(
    ("offer", "price", "regular"),
    [
        ({"price": "10"}, "10", None),
        ({"price": "10,50"}, "10.5", None),
        ({"price": "0"}, None, None),
        ({"price": "call"}, None, None),
        ({"priceSpecification": [{"price": "10"}]}, "10", None),
        (
            {"priceSpecification": {"price": "10", "priceType": "https://schema.org/SalePrice"}},
            "10",
            None,
        ),
        (
            {
                "price": "8",
                "priceSpecification": [
                    {"price": "10", "priceType": "https://schema.org/ListPrice"}
                ],
            },
            "8",
            "10",
        ),
        (
            {
                "priceSpecification": [
                    {"@type": "UnitPriceSpecification", "price": "8"},
                    {
                        "@type": "UnitPriceSpecification",
                        "price": "10",
                        "priceType": "https://schema.org/StrikethroughPrice",
                    },
                ]
            },
            "8",
            "10",
        ),
        (
            {
                "price": "8",
                "priceSpecification": {
                    "@type": "UnitPriceSpecification",
                    "price": "80",
                    "referenceQuantity": {"value": 1},
                },
            },
            "8",
            None,
        ),
        ({"@type": "AggregateOffer", "lowPrice": "10", "highPrice": "12"}, "10", None),
        (
            {"@type": "AggregateOffer", "lowPrice": "10", "offers": [{"url": "/a"}, {"url": "/b"}]},
            "10",
            None,
        ),
        (
            {
                "@type": "AggregateOffer",
                "lowPrice": "9",
                "offers": [{"price": "12"}, {"price": "11"}],
            },
            "11",
            None,
        ),
        ([{"price": "12"}, {"price": "9", "availability": "SoldOut"}], "12", None),
    ],
)
def test_the_price_is_the_lowest_to_pay_now(
    offer: object, price: str | None, regular: str | None
) -> None:
    found = claimed(product(offers=offer))
    assert found.get("price") == (Decimal(price) if price else None)
    assert found.get("regular_price") == (Decimal(regular) if regular else None)


@pytest.mark.parametrize(
    ("stated", "state"),
    [
        ("http://schema.org/InStock", "InStock"),
        ("https://schema.org/LimitedAvailability", "InStock"),
        ("PreOrder", "InStock"),
        ("in stock", "InStock"),
        ({"@id": "http://schema.org/OutOfStock"}, "OutOfStock"),
        ("Discontinued", "OutOfStock"),
        ("sold out", "OutOfStock"),
        ("http://schema.org/Soon", None),
        ("", None),
    ],
)
def test_availability_is_one_of_two_or_unknown(stated: object, state: str | None) -> None:
    assert availability(stated) == state


def test_the_main_product_is_the_one_that_the_page_names() -> None:
    other = product(name="Ash table", offers={"price": 1})
    assert claimed([other, product(sku="A")], head="<title>Oak chair | Shop</title>")["sku"] == "A"
    at_home = product(name="X", url="https://shop.example/p/chair", sku="B")
    assert claimed([other, at_home], head="<title>Ash table</title>")["sku"] == "B"


def test_products_beside_the_main_one_are_never_it() -> None:
    related = {"@type": "Product", "name": "Oak chair", "sku": "no"}
    assert claimed(product(isRelatedTo=[related], isSimilarTo=related)) == {"title": "Oak chair"}
    listing = {"@type": "ItemList", "itemListElement": [{"@type": "ListItem", "item": related}]}
    assert claimed(listing) == {}


def test_the_variants_of_a_group_are_read_by_its_axes() -> None:
    group = {
        "@type": "ProductGroup",
        "name": "Oak chair",
        "variesBy": ["https://schema.org/color"],
        "hasVariant": [
            {
                "@type": "Product",
                "sku": "R",
                "color": "Red",
                "size": "M",
                "image": "/r.jpg",
                "offers": {"price": "20", "priceCurrency": "EUR", "availability": "OutOfStock"},
            },
            {
                "@type": "Product",
                "sku": "B",
                "color": "Blue",
                "size": "M",
                "offers": {"price": "30", "priceCurrency": "EUR"},
            },
        ],
    }
    assert claimed(group)["variants"] == (
        Variant(
            options=(("Color", "Red"),),
            sku="R",
            price=Decimal(20),
            currency="EUR",
            availability="OutOfStock",
            image_url="https://shop.example/r.jpg",
        ),
        Variant(options=(("Color", "Blue"),), sku="B", price=Decimal(30), currency="EUR"),
    )


def test_offers_are_variants_only_if_they_are_different_articles() -> None:
    articles = [{"sku": "A", "price": 1}, {"sku": "B", "price": 2}]
    assert [v.sku for v in claimed(product(offers=articles))["variants"]] == ["A", "B"]  # type: ignore[attr-defined]
    sellers = [{"sku": "A", "price": 1, "seller": "x"}, {"sku": "A", "price": 2, "seller": "y"}]
    assert "variants" not in claimed(product(offers=sellers))
    assert "variants" not in claimed(product(offers=[{"price": 1}, {"price": 2}]))


def test_breadcrumbs_stand_in_the_order_of_their_positions() -> None:
    trail = {
        "@type": "BreadcrumbList",
        "itemListElement": [
            {"@type": "ListItem", "position": "2", "item": {"@id": "/c", "name": "Chairs"}},
            {"@type": "ListItem", "position": 1, "name": "Home"},
        ],
    }
    assert claimed(trail) == {"breadcrumbs": ("Home", "Chairs")}


def test_article_numbers_are_what_they_claim_to_be() -> None:
    assert [
        gtin(v) for v in ("4006381333931", 4006381333931, "4006381333932", "0000000000000", "12")
    ] == [
        "4006381333931",
        "4006381333931",
        None,
        None,
        None,
    ]
    assert isbn("0-306-40615-2") == "9780306406157"
    assert isbn("0-306-40615-3") is None
    assert [number(v) for v in ("N/A", "0", "x" * 101, " A 1 ", 12.0)] == [
        None,
        None,
        None,
        "A 1",
        "12",
    ]
    assert claimed(product(productID="isbn:9780306406157"))["gtin"] == "9780306406157"


@pytest.mark.parametrize(
    "odd", [[], [[]], {}, "text", 5, None, True, {"@id": "#x"}, [None, 3], {"@value": None}]
)
def test_odd_values_of_any_field_do_no_harm(odd: object) -> None:
    fields = (
        "name",
        "offers",
        "image",
        "brand",
        "sku",
        "gtin",
        "hasVariant",
        "isVariantOf",
        "additionalProperty",
        "@id",
        "url",
        "model",
        "review",
    )
    found = claimed(
        {"@type": "Product", **dict.fromkeys(fields, odd)}, {"@type": odd, "@graph": odd}
    )
    assert "price" not in found
