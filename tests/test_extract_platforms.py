# ruff: noqa: E501 - a page in one piece is easier to read than a broken line
import html
import json
from collections.abc import Callable, Iterable
from decimal import Decimal

import pytest

from lgs.extract.blobs import Patience, assignments, blobs
from lgs.extract.document import Document
from lgs.extract.platforms.bigcommerce import bigcommerce
from lgs.extract.platforms.datalayer import datalayer
from lgs.extract.platforms.magento2 import magento2
from lgs.extract.platforms.prestashop import prestashop
from lgs.extract.platforms.salesforce import salesforce
from lgs.extract.platforms.shopify import shopify
from lgs.extract.platforms.squarespace import squarespace
from lgs.extract.platforms.state import state
from lgs.extract.platforms.vtex import vtex
from lgs.extract.platforms.woocommerce import woocommerce
from lgs.extract.signals import SIGNALS
from lgs.model import Claim, Page, Variant

HEAD = "<title>Oak chair – Shop</title><h1>Oak chair</h1>"
Reader = Callable[[Document], Iterable[Claim]]


def page(body: str, url: str = "https://shop.example/products/oak-chair") -> Document:
    return Document(Page(url, (HEAD + body).encode()))


def claimed(signal: Reader, body: str) -> dict[str, object]:
    return {c.field: c.value for c in signal(page(body))}


def as_json(value: object) -> str:
    return f'<script type="application/json">{json.dumps(value)}</script>'


def test_shopify_prices_are_hundredths_and_its_default_title_is_no_option() -> None:
    stated = {
        "title": "Oak chair",
        "handle": "oak-chair",
        "vendor": "Wald",
        "description": "<p>Solid.</p>",
        "images": ["//cdn.example/1.jpg"],
        "options": ["Color", {"name": "Size"}],
        "variants": [
            {
                "option1": "Red",
                "option2": "M",
                "sku": "R-M",
                "price": 1999,
                "compare_at_price": 2999,
                "available": True,
                "barcode": "4006381333931",
                "featured_image": {"src": "//cdn.example/r.jpg"},
            },
            {
                "option1": "Default Title",
                "price": "19.99",
                "available": False,
                "compare_at_price": 0,
            },
        ],
    }
    body = (
        'cdn.shopify.com <script>Shopify.currency = {"active":"EUR","rate":"1"};</script>'
        + as_json(stated)
    )
    found = claimed(shopify, body)
    assert found.pop("variants") == (
        Variant(
            options=(("Color", "Red"), ("Size", "M")),
            sku="R-M",
            gtin="4006381333931",
            price=Decimal("19.99"),
            regular_price=Decimal("29.99"),
            currency="EUR",
            availability="InStock",
            image_url="https://cdn.example/r.jpg",
        ),
        Variant(price=Decimal("19.99"), currency="EUR", availability="OutOfStock"),
    )
    assert found == {
        "title": "Oak chair",
        "description": "Solid.",
        "image_urls": ("https://cdn.example/1.jpg",),
        "brand": "Wald",
        "currency": "EUR",
    }


def test_the_meta_of_shopify_names_the_page_s_product() -> None:
    body = """Shopify <script>var meta = {"product":{"id":1,"variants":[{"id":2,"price":500,"name":"Oak chair - Red",
    "public_title":"Red","sku":"R"}]},"page":{"pageType":"product"}};</script>"""
    variants = claimed(shopify, body)["variants"]
    assert variants == (Variant(sku="R", price=Decimal(5), title="Oak chair - Red"),)


def test_woocommerce_states_its_variations_in_the_form() -> None:
    stated = [
        {
            "attributes": {"attribute_pa_color": "red", "attribute_size": ""},
            "display_price": 15,
            "display_regular_price": 20.5,
            "sku": "R",
            "is_in_stock": True,
            "image": {"full_src": "/r.jpg"},
        },
        {
            "attributes": {"attribute_pa_color": "blue"},
            "display_price": 15,
            "variation_is_active": False,
        },
    ]
    body = f"""<form class="variations_form" data-product_variations="{html.escape(json.dumps(stated))}">
    <label for="pa_color">Colour</label><select id="pa_color" name="attribute_pa_color">
    <option value="">Choose</option><option value="red">Dark red</option></select></form>"""
    assert claimed(woocommerce, body) == {
        "variants": (
            Variant(
                options=(("Colour", "Dark red"),),
                sku="R",
                price=Decimal(15),
                regular_price=Decimal("20.5"),
                availability="InStock",
                image_url="https://shop.example/r.jpg",
            ),
        )
    }


def test_variations_that_woocommerce_keeps_back_are_not_made_up() -> None:
    assert claimed(woocommerce, '<form data-product_variations="false">') == {
        "variants_complete": False
    }


def test_magento_lists_the_simple_products_of_a_configurable_one() -> None:
    config = {
        "attributes": {
            "93": {
                "label": "Color",
                "options": [
                    {"id": "1", "label": "Red", "products": ["11", "12"]},
                    {"id": "2", "label": "Blue", "products": []},
                ],
            },
            "94": {
                "label": "Size",
                "options": [{"label": "S", "products": ["11"]}, {"label": "M", "products": ["12"]}],
            },
        },
        "index": {"11": {}, "12": {}},
        "optionPrices": {
            "11": {"finalPrice": {"amount": 15}, "oldPrice": {"amount": 20}},
            "12": {"finalPrice": {"amount": 16}, "oldPrice": {"amount": 16}},
        },
        "images": {"11": [{"full": "/x.jpg"}, {"full": "/r.jpg", "isMain": True}]},
        "salable": {"93": {"1": ["11"]}},
    }
    init = {
        "[data-role=swatch-options]": {
            "Vendor_Module/js/renderer": {"jsonConfig": {**config, "name": "x"}}
        }
    }
    body = f'<script type="text/x-magento-init">{json.dumps(init)}</script>'
    given = f"<script>function f_1(){{return initOptions('1', {json.dumps(config)})}}</script>"
    assert claimed(magento2, given) == claimed(magento2, body)
    assert claimed(magento2, body)["variants"] == (
        Variant(
            options=(("Color", "Red"), ("Size", "S")),
            price=Decimal(15),
            regular_price=Decimal(20),
            availability="InStock",
            image_url="https://shop.example/r.jpg",
        ),
        Variant(
            options=(("Color", "Red"), ("Size", "M")), price=Decimal(16), availability="OutOfStock"
        ),
    )


def test_prestashop_tells_of_the_selected_combination_only() -> None:
    stated = {
        "name": "Oak chair",
        "description": "<p>Solid.</p>",
        "description_short": "<p>An oak chair.</p>",
        "price_amount": 23.9,
        "price_without_reduction": 29.9,
        "reference": "A-1",
        "ean13": "4006381333931",
        "show_availability": 1,
        "availability": "unavailable",
        "cover": {"large": {"url": "/1.jpg"}},
        "features": [{"name": "Wood", "value": "Oak"}],
        "attributes": {"1": {"group": "Size", "name": "S"}},
    }
    body = f'<div id="product-details" data-product="{html.escape(json.dumps(stated))}"></div>'
    assert claimed(prestashop, body) == {
        "title": "Oak chair",
        "description": "An oak chair.\n\nSolid.",
        "price": Decimal("23.9"),
        "regular_price": Decimal("29.9"),
        "availability": "OutOfStock",
        "sku": "A-1",
        "gtin": "4006381333931",
        "image_urls": ("https://shop.example/1.jpg",),
        "bullets": ("Wood: Oak",),
        "variants_complete": False,
    }


def test_bigcommerce_states_price_and_numbers() -> None:
    body = """<script>var BCData = {"product_attributes":{"sku":"A-1","upc":"4006381333931","instock":true,
    "price":{"with_tax":{"value":15,"currency":"EUR"},"non_sale_price_with_tax":{"value":20}}}};</script>"""
    assert claimed(bigcommerce, body) == {
        "price": Decimal(15),
        "regular_price": Decimal(20),
        "currency": "EUR",
        "availability": "InStock",
        "sku": "A-1",
        "gtin": "4006381333931",
    }


def test_squarespace_keeps_cents_or_money_objects() -> None:
    stated = [
        {
            "attributes": {"Size": "S"},
            "sku": "S",
            "price": 1500,
            "salePrice": 1200,
            "onSale": True,
            "unlimited": True,
        },
        {
            "attributes": {"Size": "M"},
            "priceMoney": {"value": "15.00", "currency": "EUR"},
            "qtyInStock": 0,
        },
    ]
    body = f'<!-- squarespace --><div data-variants="{html.escape(json.dumps(stated))}"></div>'
    assert claimed(squarespace, body)["variants"] == (
        Variant(
            options=(("Size", "S"),),
            sku="S",
            price=Decimal(12),
            regular_price=Decimal(15),
            availability="InStock",
        ),
        Variant(
            options=(("Size", "M"),), price=Decimal(15), currency="EUR", availability="OutOfStock"
        ),
    )


def test_vtex_states_articles_in_both_of_its_storefronts() -> None:
    portal = {
        "name": "Oak chair",
        "skus": [
            {
                "sku": 1,
                "skuname": "Red",
                "dimensions": {"Cor": "Red"},
                "available": True,
                "bestPrice": 1990,
                "listPrice": 0,
            }
        ],
    }
    body = f"vtex <script>var skuJson_0 = {json.dumps(portal)};</script>"
    article = Variant(
        options=(("Cor", "Red"),),
        sku="1",
        price=Decimal("19.9"),
        availability="InStock",
        title="Red",
    )
    assert claimed(vtex, body)["variants"] == (article,)
    table = {
        "Product:oak": {
            "productName": "Oak chair",
            "brand": "Wald",
            "items": [{"id": "Product:oak.items.0"}],
        },
        "Product:oak.items.0": {
            "itemId": "1",
            "name": "Red",
            "sellers": [{"id": "s"}],
            "variations": [{"id": "v"}],
        },
        "s": {"commertialOffer": {"id": "o"}},
        "o": {"Price": 19.9, "ListPrice": 25, "AvailableQuantity": 0},
        "v": {"name": "Cor", "values": {"type": "json", "json": ["Red"]}},
    }
    assert claimed(vtex, f"vtex <script>__STATE__ = {json.dumps(table)}</script>") == {
        "title": "Oak chair",
        "brand": "Wald",
        "variants": (
            Variant(
                options=(("Cor", "Red"),),
                sku="1",
                price=Decimal("19.9"),
                regular_price=Decimal(25),
                availability="OutOfStock",
                title="Red",
            ),
        ),
    }


def test_salesforce_swatches_state_combinations_with_what_is_selected() -> None:
    url = "/on/demandware.store/x/Product-Variation?pid=1"
    body = f"""<ul class="swatches">
    <li class="selectable selected"><a href="{url}&dwvar_1_color=">Red</a></li>
    <li class="selectable"><a href="{url}&dwvar_1_color=B">Blue</a></li></ul><ul>
    <li><a href="{url}&dwvar_1_size=S&dwvar_1_color=R">S</a></li>
    <li class="unselectable"><a href="{url}&dwvar_1_size=M&dwvar_1_color=R">M</a></li>
    <li><a href="{url}&dwvar_1_size=L&dwvar_1_color=R">L</a></li></ul>"""
    found = claimed(salesforce, body)
    assert [(v.options, v.availability) for v in found["variants"]] == [  # type: ignore[attr-defined]
        ((("Color", "Red"), ("Size", "S")), "InStock"),
        ((("Color", "Red"), ("Size", "M")), "OutOfStock"),
        ((("Color", "Red"), ("Size", "L")), "InStock"),
    ]
    assert found["variants_complete"] is False


def test_the_marks_of_a_single_axis_are_all_variants() -> None:
    body = """demandware <div class="product-detail" data-pid="A-1"><div data-attr="size">
    <li data-attr-value="S">S</li><li class="disabled" data-attr-value="M">M</li></div>
    <div class="prices"><span class="sales"><span class="value" content="15.00">15 €</span></span></div></div>"""
    assert claimed(salesforce, body) == {
        "sku": "A-1",
        "price": Decimal(15),
        "variants": (
            Variant(options=(("Size", "S"),), availability="InStock"),
            Variant(options=(("Size", "M"),), availability="OutOfStock"),
        ),
    }


def test_a_swatch_without_text_is_called_what_it_is_called_aloud() -> None:
    button = '<button aria-label="Select Color {}"><span data-attr-value="{}"></span></button>'
    swatches = button.format("Black", "BLK") + button.format("Red", "RED")
    body = f'demandware <div class="product-detail"><div data-attr="color">{swatches}</div></div>'
    found = claimed(salesforce, body)["variants"]
    assert [v.options for v in found] == [  # type: ignore[attr-defined]
        (("Color", "Black"),),
        (("Color", "Red"),),
    ]


@pytest.mark.parametrize(
    "body",
    [
        '<script id="__NEXT_DATA__" type="application/json">{"props":{"product":%s}}</script>',
        "<script>window.__INITIAL_STATE__ = {product: {item: %s}};</script>",
        "<script>window['__PRELOADED_STATE__'] = JSON.parse(%q)</script>",
    ],
)
def test_embedded_state_is_found_by_the_shape_and_the_name_of_its_product(body: str) -> None:
    stated = {
        "name": "Oak chair",
        "sku": "A-1",
        "brand": {"name": "Wald"},
        "price": {"value": 15.5, "currency": "EUR"},
        "listPrice": 20,
        "inStock": True,
        "variants": [
            {"sku": "R", "attributes": [{"name": "Color", "value": "Red"}], "price": 15.5},
            {"sku": "B", "color": "Blue", "soldOut": True},
        ],
        "related": [{"name": "Ash table", "sku": "B-1", "price": 99, "images": []}],
    }
    spelled = json.dumps(stated)
    whole = json.dumps(json.dumps({"product": stated}))
    assert claimed(state, body.replace("%s", spelled).replace("%q", whole)) == {
        "title": "Oak chair",
        "sku": "A-1",
        "brand": "Wald",
        "price": Decimal("15.5"),
        "currency": "EUR",
        "regular_price": Decimal(20),
        "availability": "InStock",
        "variants": (
            Variant(options=(("Color", "Red"),), sku="R", price=Decimal("15.5")),
            Variant(options=(("Color", "Blue"),), sku="B", availability="OutOfStock"),
        ),
    }


def test_state_of_another_product_is_passed_over() -> None:
    assert (
        claimed(state, as_json({"name": "Ash table", "sku": "B", "price": 9, "images": []})) == {}
    )


@pytest.mark.parametrize(
    "call",
    [
        "dataLayer.push({event: 'view_item', ecommerce: {currency: 'EUR', items: [%s]}})",
        "gtag('event', 'view_item', {currency: 'EUR', items: [%s]})",
        "dataLayer.push({ecommerce: {currency: 'EUR', detail: {products: [%s]}}})",
    ],
)
def test_analytics_are_told_of_the_one_item_that_is_viewed(call: str) -> None:
    item = "{item_id: 'A-1', item_name: 'Oak chair', item_brand: 'Wald', price: '15.50'}"
    found = claimed(datalayer, f"<script>{call.replace('%s', item)}</script>")
    assert found["sku"] == "A-1"
    assert found["price"] == Decimal("15.5")
    assert claimed(datalayer, f"<script>{call.replace('%s', f'{item},{item}')}</script>") == {}


def test_only_assignments_that_speak_of_data_are_read() -> None:
    script = "var price = 1; name = {a: 1}; pageData = {a: 1}; window['state'] = [{a: 2}]; f({product: 1})"
    assert [(b.name, b.value) for b in assignments(script, Patience())] == [
        ("pageData", {"a": 1}),
        ("state", [{"a": 2}]),
    ]


def test_scripts_without_a_price_are_not_read() -> None:
    assert blobs(page('<script>state = {name: "x"}</script>')) == ()


@pytest.mark.parametrize("name", list(SIGNALS))
def test_no_signal_claims_anything_of_an_empty_page(name: str) -> None:
    assert list(SIGNALS[name](Document(Page("https://shop.example/", b"")))) == []
