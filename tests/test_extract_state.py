"""State as the shop systems of headless storefronts keep it, each in an invented product's page."""

import html
import json
from decimal import Decimal
from typing import Any

import pytest

from lgs.extract import read
from lgs.extract.document import Document
from lgs.extract.platforms.amounts import price_before, price_now
from lgs.extract.platforms.state import state
from lgs.extract.platforms.stocks import stock
from lgs.extract.platforms.values import lower, members
from lgs.extract.platforms.views import pictures
from lgs.extract.price import Money
from lgs.model import Page, Variant

IMG = "https://img.shop.example/"


def page(stated: object, name: str, *, lang: str = "en") -> Page:
    text = json.dumps(stated)
    body = (
        f"<!doctype html><html lang={lang}><meta charset=utf-8><title>{name} | Shop</title><body>"
        f'<div id="__next"></div><script id="__NEXT_DATA__" type="application/json">{text}</script>'
    )
    return Page(f"https://shop.example/p/{name.lower().replace(' ', '-')}", body.encode())


def claimed(stated: object, name: str, *, lang: str = "en") -> dict[str, Any]:
    return {c.field: c.value for c in state(Document(page(stated, name, lang=lang)))}


def cents(amount: int) -> dict[str, object]:
    return {"value": {"currencyCode": "EUR", "centAmount": amount, "fractionDigits": 2}}


CONNECTIONS = {  # Shopify's storefront API
    "title": "Merino Beanie",
    "vendor": "Peak",
    "descriptionHtml": "<p>Soft merino, ribbed.</p>",
    "options": [{"name": "Color", "values": ["Moss", "Rust"]}],
    "images": {"edges": [{"node": {"url": IMG + "1.jpg"}}, {"node": {"url": IMG + "2.jpg"}}]},
    "variants": {
        "nodes": [
            {
                "sku": f"MB-{color}",
                "availableForSale": color == "Moss",
                "selectedOptions": [{"name": "Color", "value": color}],
                "image": {"url": f"{IMG}{color}.jpg"},
                "price": {"amount": "32.0", "currencyCode": "USD"},
                "compareAtPrice": {"amount": "40.0", "currencyCode": "USD"},
            }
            for color in ("Moss", "Rust")
        ]
    },
}
MASTER = {  # commercetools: names by language, a master and further variants, whole cents
    "key": "oak-lamp",
    "name": {"de": "Eichenlampe", "en": "Oak Lamp"},
    "description": {"en": "A lamp turned from one piece of oak."},
    "masterVariant": {
        "sku": "OL-N",
        "prices": [cents(7900)],
        "images": [{"url": IMG + "n.jpg", "dimensions": {"w": 1200, "h": 1200}}],
        "attributes": [{"name": "color", "value": {"key": "nat", "label": "Natural"}}],
        "availability": {"isOnStock": True, "availableQuantity": 4},
    },
    "variants": [
        {
            "sku": "OL-B",
            "prices": [cents(8450)],
            "images": [{"url": IMG + "b.jpg"}],
            "attributes": [{"name": "color", "value": {"key": "blk", "label": "Black"}}],
            "availability": {"isOnStock": False, "availableQuantity": 0},
        }
    ],
}
CODES = {  # Salesforce: options by codes whose names stand in a table, pictures by view
    "id": "255M",
    "name": "Charcoal Suit",
    "brand": "Avenue",
    "currency": "GBP",
    "price": 299.99,
    "longDescription": "Single pleat wool suit, lined.",
    "imageGroups": [
        {"viewType": "small", "images": [{"link": IMG + "s.jpg"}]},
        {"viewType": "large", "images": [{"link": IMG + "l.jpg"}]},
    ],
    "inventory": {"orderable": True, "ats": 10},
    "variationAttributes": [
        {"id": "size", "name": "Size", "values": [{"value": "038", "name": "38"}]},
        {"id": "color", "name": "Colour", "values": [{"value": "CHW", "name": "Charcoal"},
                                                     {"value": "NVY", "name": "Navy"}]},
    ],
    "variants": [
        {"productId": "7M", "price": 299.99, "orderable": True,
         "variationValues": {"color": "CHW", "size": "038"}},
        {"productId": "8M", "price": 309.99, "orderable": False,
         "variationValues": {"color": "NVY", "size": "038"}},
    ],
}  # fmt: skip
NUMBERS = {  # a site builder: options by numbers
    "name": "Oak Tray",
    "price": 45,
    "comparePrice": 60,
    "currency": "USD",
    "isInStock": True,
    "media": [{"url": "abc_1.jpg", "fullUrl": IMG + "abc_1.jpg", "mediaType": "PHOTO"}],
    "options": [
        {"title": "Size", "selections": [{"id": 1, "value": "S"}, {"id": 2, "value": "L"}]}
    ],
    "productItems": [
        {"sku": "OT-S", "optionsSelections": [1], "price": 45, "inventory": {"status": "in_stock"}},
        {"sku": "OT-L", "optionsSelections": [2], "price": 55,
         "inventory": {"status": "out_of_stock"}},
    ],
}  # fmt: skip
SIZES = {  # a sports shop: one colour's page, its sizes beside its pictures
    "fullTitle": "Ridge Runner Trail Shoes",
    "brand": "Halden",
    "styleColor": "DX1-100",
    "description": "A light trail shoe with a grippy sole.",
    "prices": {"currency": "EUR", "currentPrice": 89.99, "initialPrice": 119.99},
    "contentImages": [
        {"cardType": "image", "properties": {"portrait": {"url": IMG + "a.jpg"}}},
        {"cardType": "video", "properties": {"video": {"url": IMG + "v.mp4"}}},
        {"cardType": "image", "properties": {"portrait": {"url": IMG + "b.jpg"}}},
    ],
    "sizes": [
        {"label": "EU 41", "localizedLabel": "41", "status": "ACTIVE", "skuId": "s1",
         "gtins": ["4006381333931"]},
        {"label": "EU 42", "localizedLabel": "42", "status": "OOS", "skuId": "s2"},
    ],
}  # fmt: skip
CACHE = {  # Apollo: what belongs together stands apart and is pointed to
    "ROOT_QUERY": {'product({"slug":"linen-shirt"})': {"__ref": "Product:77"}},
    "Product:77": {
        "id": "77",
        "name": "Linen Shirt",
        "description": "Washed linen, horn buttons.",
        "brand": {"__ref": "Brand:5"},
        'media({"first":2})': [{"__ref": "Image:1"}, {"__ref": "Image:2"}],
        "variants": [{"__ref": "Variant:1"}, {"__ref": "Variant:2"}],
        "pricing": {"priceRange": {"start": {"gross": {"amount": 59, "currency": "GBP"}}}},
    },
    "Brand:5": {"name": "Tide"},
    "Image:1": {"url": IMG + "1.jpg"},
    "Image:2": {"url": IMG + "2.jpg"},
    "Variant:1": {
        "sku": "LS-S",
        "quantityAvailable": 3,
        "pricing": {"price": {"gross": {"amount": 59, "currency": "GBP"}}},
        "attributes": [{"attribute": {"name": "Size"}, "values": [{"name": "S"}]}],
    },
    "Variant:2": {
        "sku": "LS-M",
        "quantityAvailable": 0,
        "pricing": {"price": {"gross": {"amount": 62, "currency": "GBP"}}},
        "attributes": [{"attribute": {"name": "Size"}, "values": [{"name": "M"}]}],
    },
}


def test_connections_are_lists_and_the_chosen_variant_speaks_for_its_product() -> None:
    found = claimed({"selected": 1, "product": CONNECTIONS}, "Merino Beanie")
    assert found.pop("variants") == tuple(
        Variant(
            options=(("Color", color),),
            sku=f"MB-{color}",
            price=Decimal(32),
            regular_price=Decimal(40),
            currency="USD",
            availability=state_,
            image_url=f"{IMG}{color}.jpg",
        )
        for color, state_ in (("Moss", "InStock"), ("Rust", "OutOfStock"))
    )
    assert found == {
        "title": "Merino Beanie",
        "description": "Soft merino, ribbed.",
        "image_urls": (IMG + "1.jpg", IMG + "2.jpg"),
        "brand": "Peak",
    }


def test_a_master_variant_is_a_variant_and_names_are_in_the_page_s_language() -> None:
    found = claimed({"product": MASTER}, "Oak Lamp")
    assert [(v.options, v.sku, v.price, v.availability) for v in found["variants"]] == [
        ((("Color", "Natural"),), "OL-N", Decimal(79), "InStock"),
        ((("Color", "Black"),), "OL-B", Decimal("84.5"), "OutOfStock"),
    ]
    assert (found["title"], found["sku"], found["price"]) == ("Oak Lamp", "OL-N", Decimal(79))
    assert found["image_urls"] == (IMG + "n.jpg",)
    assert claimed({"product": MASTER}, "Eichenlampe", lang="de")["title"] == "Eichenlampe"


def test_codes_and_numbers_of_options_are_spelled_by_their_tables() -> None:
    found = claimed({"data": CODES}, "Charcoal Suit")
    assert [(v.options, v.sku, v.availability) for v in found["variants"]] == [
        ((("Colour", "Charcoal"), ("Size", "38")), "7M", "InStock"),
        ((("Colour", "Navy"), ("Size", "38")), "8M", "OutOfStock"),
    ]
    assert found["image_urls"] == (IMG + "l.jpg",)
    found = claimed({"product": NUMBERS}, "Oak Tray")
    assert [(v.options, v.sku, v.price, v.availability) for v in found["variants"]] == [
        ((("Size", "S"),), "OT-S", Decimal(45), "InStock"),
        ((("Size", "L"),), "OT-L", Decimal(55), "OutOfStock"),
    ]
    assert (found["regular_price"], found["image_urls"]) == (Decimal(60), (IMG + "abc_1.jpg",))


def test_sizes_are_variants_and_films_no_pictures() -> None:
    found = claimed({"a": {"b": SIZES}}, "Ridge Runner Trail Shoes")
    assert found["variants"] == (
        Variant(options=(("Size", "41"),), sku="s1", gtin="4006381333931", availability="InStock"),
        Variant(options=(("Size", "42"),), sku="s2", availability="OutOfStock"),
    )
    assert found["image_urls"] == (IMG + "a.jpg", IMG + "b.jpg")
    assert (found["price"], found["regular_price"], found["currency"], found["sku"]) == (
        Decimal("89.99"), Decimal("119.99"), "EUR", "DX1-100",
    )  # fmt: skip


def test_a_name_may_stand_beside_its_forms() -> None:
    stated = {"id": "1", "titles": {"raw": "Oak Lamp", "highlighted": []}, "price": 5, "images": []}
    assert claimed({"offer": stated}, "Oak Lamp")["title"] == "Oak Lamp"


def test_what_a_cache_points_to_is_put_in_place() -> None:
    found = claimed(CACHE, "Linen Shirt")
    assert [(v.options, v.sku, v.price, v.availability) for v in found["variants"]] == [
        ((("Size", "S"),), "LS-S", Decimal(59), "InStock"),
        ((("Size", "M"),), "LS-M", Decimal(62), "OutOfStock"),
    ]
    assert (found["brand"], found["price"], found["currency"]) == ("Tide", Decimal(59), "GBP")
    assert found["image_urls"] == (IMG + "1.jpg", IMG + "2.jpg")


def test_a_cache_that_points_to_itself_ends() -> None:
    turning = {
        "Product:1": {"name": "Oak Lamp", "price": 5, "sku": "A", "self": {"__ref": "Product:1"}}
    }
    assert claimed(turning, "Oak Lamp")["price"] == Decimal(5)


def test_what_is_nested_without_end_is_cut_off() -> None:
    deep: object = {"__ref": "Product:1"}
    for _ in range(300):
        deep = [deep]
    stated = {"name": "Oak Lamp", "price": 5, "sku": "A", "b": {"__ref": "x"}, "images": deep}
    assert claimed({"Product:1": stated}, "Oak Lamp")["price"] == Decimal(5)


PRICES = [
    ({"price": 12.5, "currency": "EUR"}, "12.5", "EUR", None),
    ({"price": {"amount": 24900, "currency": "SEK", "precision": 2}}, "249", "SEK", None),
    ({"price": {"value": 24900, "currency": "JPY", "precision": 0}}, "24900", "JPY", None),
    ({"price": {"centAmount": 1299, "currencyCode": "USD"}}, "12.99", "USD", None),
    ({"priceInCents": 1299}, "12.99", None, None),
    ({"price": {"formatted": "1.299,00 €"}}, "1299", "EUR", None),
    ({"price": {"regular": {"value": 30}, "sale": {"value": 20}}}, "20", None, None),
    ({"price": 20, "compare_at_price": 30}, "20", None, "30"),
    (
        {"price_range": {"minimum_price": {"final_price": {"value": 9, "currency": "USD"},
                                           "regular_price": {"value": 12, "currency": "USD"}}}},
        "9", "USD", "12",
    ),
    (
        {"prices": [{"priceTypeName": "ORIGINAL", "grossAmount": 7990},
                    {"priceTypeName": "DEFAULT", "grossAmount": 6990,
                     "currency": {"code": "EUR"}}]},
        "69.9", "EUR", "79.9",
    ),
    ({"price": "450.00 SEK"}, "450", "SEK", None),
    ({"price": None, "prices": []}, None, None, None),
]  # fmt: skip


@pytest.mark.parametrize(("stated", "now", "currency", "before"), PRICES)
def test_prices_are_read_in_each_shape(
    stated: dict[str, object], now: str | None, currency: str | None, before: str | None
) -> None:
    found = price_now(lower(stated))
    assert found == (Money(Decimal(now), currency) if now else None)
    former = price_before(lower(stated))
    assert (former if found and former and former > found.amount else None) == (
        Decimal(before) if before else None
    )


@pytest.mark.parametrize(
    ("stated", "said"),
    [
        ({"inStock": True}, "InStock"),
        ({"soldOut": True}, "OutOfStock"),
        ({"availability": {"isOnStock": False}}, "OutOfStock"),
        ({"stock": {"status": "IN_STOCK"}}, "InStock"),
        ({"stockStatus": "OUT_OF_STOCK"}, "OutOfStock"),
        ({"stock": 0}, "OutOfStock"),
        ({"inventory": {"quantity": 1, "orderable": True}}, "InStock"),
        ({"quantity": 1}, None),
        ({}, None),
    ],
)
def test_stock_is_said_by_words_by_yes_and_no_and_by_numbers(
    stated: dict[str, object], said: str | None
) -> None:
    assert stock(lower(stated)) == said


VIEWS = [
    ({"images": ["/media/a.jpg", "/media/b.jpg"]}, ("a.jpg", "b.jpg")),
    ({"image": {"src": "/media/a.jpg"}}, ("a.jpg",)),
    ({"images": {"front": "/media/a.jpg", "back": "/media/b.jpg"}}, ("a.jpg", "b.jpg")),
    ({"images": [{"small": "/media/s.jpg", "zoom": "/media/z.jpg"}]}, ("z.jpg",)),
    ({"images": [], "featured_image": "/media/a.jpg"}, ("a.jpg",)),
    ({"images": ["a.svg", "about", {"alt": "no address"}]}, ()),
]


@pytest.mark.parametrize(("stated", "wanted"), VIEWS)
def test_pictures_are_read_in_each_shape(
    stated: dict[str, object], wanted: tuple[str, ...]
) -> None:
    document = Document(Page("https://shop.example/p/1", b""))
    urls = tuple(f"https://shop.example/media/{name}" for name in wanted)
    assert pictures(document, lower(stated)) == urls


def test_what_is_no_list_has_no_members() -> None:
    assert [members(v) for v in (None, "ab", 5, {"nodes": 5}, [1, "a"])] == [[]] * 5


def test_a_page_that_its_script_makes_is_a_product_page_by_its_state() -> None:
    found = read(page({"a": {"b": SIZES}}, "Ridge Runner Trail Shoes"))
    assert (found.verdict, found.product.title) == ("product", "Ridge Runner Trail Shoes")


def test_the_state_s_name_goes_before_what_the_page_title_adds_to_it() -> None:
    stated = page({"a": {"b": SIZES}}, "Ridge Runner Trail Shoes. Halden EU")
    assert read(stated).product.title == "Ridge Runner Trail Shoes"


ATTRIBUTE = {
    "component": "Product/Show",
    "props": {"product": {"name": "Ash Stool", "sku": "AS-5", "price": "79.00", "currency": "EUR"}},
}


@pytest.mark.parametrize(
    "body",
    [
        f'<div id=app data-page="{html.escape(json.dumps(ATTRIBUTE))}"></div>',
        f"<div data-props='{json.dumps(ATTRIBUTE)}'></div>",
        f'<product-page :product="{html.escape(json.dumps(ATTRIBUTE))}"></product-page>',
    ],
)
def test_state_may_stand_in_an_attribute(body: str) -> None:
    found = state(
        Document(Page("https://shop.example/p", f"<title>Ash Stool</title>{body}".encode()))
    )
    assert {c.field: c.value for c in found} == {
        "title": "Ash Stool",
        "sku": "AS-5",
        "price": Decimal(79),
        "currency": "EUR",
    }


def test_a_list_of_variants_may_stand_alone() -> None:
    stated = [
        {"sku": "T-1", "price_number": 12990, "available": True, "option0": "Red", "option1": "M"},
        {
            "sku": "T-2",
            "price_number": 13990,
            "available": False,
            "option0": "Blue",
            "option1": "M",
        },
    ]
    body = f'<title>Mug</title><div data-variants="{html.escape(json.dumps(stated))}"></div>'
    (claim,) = state(Document(Page("https://shop.example/p", body.encode())))
    assert claim.value == (
        Variant(
            options=(("Option 1", "Red"), ("Option 2", "M")),
            sku="T-1",
            price=Decimal(12990),
            availability="InStock",
        ),
        Variant(
            options=(("Option 1", "Blue"), ("Option 2", "M")),
            sku="T-2",
            price=Decimal(13990),
            availability="OutOfStock",
        ),
    )


def test_articles_without_options_are_told_by_their_names() -> None:
    items = [{"name": n, "sku": f"L-{n}", "stock": s} for n, s in (("One Size", 5), ("Large", 0))]
    stated = {"name": "Linen Scarf", "sku": "L", "price": "450.00 SEK", "items": items}
    found = claimed({"product": stated}, "Linen Scarf")
    assert [(v.options, v.availability) for v in found["variants"]] == [
        ((("Option", "One Size"),), "InStock"),
        ((("Option", "Large"),), "OutOfStock"),
    ]
    products = [{**item, "url": "/p"} for item in items]
    assert "variants" not in claimed({"product": {**stated, "items": products}}, "Linen Scarf")
