# ruff: noqa: E501 - a page in one piece is easier to read than a broken line
"""Structured data as the shop systems' own templates write it, read as a whole page."""

import json
from decimal import Decimal

import pytest

from lgs.extract import read
from lgs.model import Page, Product

URL = "https://shop.example/oak-chair"
OFFER = {"@type": "Offer", "priceCurrency": "EUR", "url": URL}


def product_of(body: str, head: str = "") -> Product:
    html = f"<html lang=en><head><meta charset=utf-8><title>Oak chair | Shop</title>{head}</head><body>{body}</body></html>"
    return read(Page(URL, html.encode())).product


def stated(data: object) -> Product:
    return product_of(
        f'<h1>Oak chair</h1><script type="application/ld+json">{json.dumps(data)}</script>'
    )


def thing(**fields: object) -> dict[str, object]:
    return {"@context": "https://schema.org/", "@type": "Product", "name": "Oak chair", **fields}


JSON_LD = {
    "woocommerce": thing(
        sku=4711,
        offers=[{"@type": "Offer", "availability": "http://schema.org/InStock",
                 "priceSpecification": [
                     {"@type": "UnitPriceSpecification", "price": "49.50", "priceCurrency": "EUR", "valueAddedTaxIncluded": False, "validThrough": "2030-12-31"},
                     {"@type": "UnitPriceSpecification", "price": "60.00", "priceCurrency": "EUR", "priceType": "https://schema.org/ListPrice"}]}]),
    "bigcommerce": thing(
        sku="4711", brand={"@type": "https://schema.org/Brand", "name": "Wald"},
        offers={**OFFER, "availability": "https://schema.org/InStock", "itemCondition": "https://schema.org/NewCondition",
                "priceSpecification": [{"@type": "PriceSpecification", "price": "49.5", "priceCurrency": "EUR", "valueAddedTaxIncluded": "true"}]}),
    "prestashop": thing(
        sku="4711", mpn="4711", brand={"@type": "Brand", "name": "Wald"}, weight={"@context": "https://schema.org", "@type": "QuantitativeValue", "value": "3", "unitCode": "kg"},
        offers={**OFFER, "price": "49.5", "sku": "4711", "image": ["https://shop.example/1.jpg"], "availability": "https://schema.org/InStock", "seller": {"@type": "Organization", "name": "Shop"}}),
    "wix": thing(
        sku="4711", image=[{"@type": "ImageObject", "contentUrl": "https://static.example/a.jpg", "height": "900", "thumbnail": {"@type": "ImageObject", "contentUrl": "https://static.example/t.jpg"}}],
        Offers={"@type": "Offer", "url": URL, "priceCurrency": "EUR", "price": "49.5", "Availability": "https://schema.org/InStock"}),
    "squarespace": {"name": "Oak chair — Shop", "brand": "Wald", "offers": {"price": 49.50, "priceCurrency": "EUR", "url": URL, "availability": "InStock", "sku": "4711", "@type": "Offer"}, "@context": "http://schema.org", "@type": "Product"},
    "salesforce": thing(sku="4711", offers={"url": {}, "@type": "Offer", "priceCurrency": "EUR", "price": "49.50", "availability": "http://schema.org/InStock"}),
    "hybris": thing(sku="4711", brand="Wald", aggregateRating={"@type": "AggregateRating"}, review=[], offers={"@type": "Offer", "price": 49.5, "priceCurrency": "EUR", "availability": "InStock"}),
    "vtex": thing(
        sku="4711", brand={"@type": "Brand", "name": "Wald"}, mpn="1",
        offers={"@type": "AggregateOffer", "lowPrice": 49.5, "highPrice": 49.5, "priceCurrency": "EUR", "offerCount": 2,
                "offers": [{**OFFER, "price": 49.5, "sku": "4711", "availability": "http://schema.org/InStock", "seller": {"@type": "Organization", "name": s}} for s in ("A", "B")]}),
    "lightspeed": thing(sku="4711", productID="77", brand={"@type": "Brand", "name": "Wald"}, offers={**OFFER, "price": "49.50", "availability": "https://schema.org/InStock", "priceValidUntil": "2030-01-01"}),
    "nopcommerce": thing(sku="4711", gtin="4006381333931", image=["https://shop.example/1.jpg"], brand=[{"@type": "Brand", "name": "Wald"}], offers={**OFFER, "price": "49.50", "availability": "https://schema.org/InStock"}, review=[]),
    "spree": thing(**{"@id": f"{URL}_1"}, sku="4711", offers={**OFFER, "price": 49.5, "availability": "InStock"}),
    "saleor": thing(sku="4711", offers={"@type": "AggregateOffer", "lowPrice": 49.5, "highPrice": 60, "priceCurrency": "EUR", "availability": "https://schema.org/InStock"}),
    "graph": {"@context": "https://schema.org", "@graph": [
        {"@type": "WebPage", "@id": URL, "mainEntity": {"@id": f"{URL}#product"}},
        {"@type": ["Product"], "@id": f"{URL}#product", "name": "Oak chair", "sku": "4711", "offers": {"@id": "#o"}},
        {"@type": "Offer", "@id": "#o", "price": "49.50", "priceCurrency": "EUR", "availability": "https://schema.org/InStock"}]},
}  # fmt: skip


@pytest.mark.parametrize("system", JSON_LD)
def test_the_json_ld_of_shop_systems_is_read(system: str) -> None:
    found = stated(JSON_LD[system])
    assert (found.price, found.currency, found.availability, found.sku, found.variants) == (
        Decimal("49.5"), "EUR", "InStock", "4711", ())  # fmt: skip
    assert found.brand in ("Wald", None)
    assert found.title == "Oak chair" or system == "squarespace"


def test_a_list_price_beside_the_sale_price_is_the_regular_one() -> None:
    assert stated(JSON_LD["woocommerce"]).regular_price == Decimal(60)


def test_the_picture_of_an_image_object_is_not_its_thumbnail() -> None:
    assert stated(JSON_LD["wix"]).image_urls == ("https://static.example/a.jpg",)


GROUP = {
    "@context": "http://schema.org/", "@type": "ProductGroup", "@id": "/products/oak#product", "name": "Oak chair", "productGroupID": "9",
    "hasVariant": [
        {"@type": "Product", "@id": f"/products/oak?variant={i}#variant", "name": f"Oak chair - {c}", "sku": f"S{i}", "image": f"https://shop.example/{i}.jpg",
         "offers": {"@type": "Offer", "availability": f"http://schema.org/{s}", "price": p, "priceCurrency": "EUR", "url": f"{URL}?variant={i}"}}
        for i, c, p, s in ((1, "Red", "49.50", "InStock"), (2, "Blue", "55.00", "OutOfStock"))],
}  # fmt: skip


def test_the_product_group_of_a_shopify_theme_gives_its_variants() -> None:
    found = stated(GROUP)
    assert found.price == Decimal("49.5")
    assert [(v.sku, v.price, v.availability) for v in found.variants] == [
        ("S1", Decimal("49.5"), "InStock"),
        ("S2", Decimal(55), "OutOfStock"),
    ]


def test_offers_of_several_articles_are_variants_and_of_several_sellers_are_not() -> None:
    offers = JSON_LD["vtex"]["offers"]
    assert isinstance(offers, dict)
    several = [{**OFFER, "price": p, "sku": s} for s, p in (("A", 49.5), ("B", 55))]
    found = stated(thing(offers={**offers, "offers": several}))
    assert [(v.sku, v.price) for v in found.variants] == [
        ("A", Decimal("49.5")),
        ("B", Decimal(55)),
    ]
    assert stated(JSON_LD["vtex"]).variants == ()


MARKUP = {
    "shopware": """<div itemscope itemtype="https://schema.org/Product"><h1 itemprop="name">Oak chair</h1>
<meta itemprop="gtin13" content="4006381333931"><div itemprop="brand" itemscope itemtype="https://schema.org/Brand"><meta itemprop="name" content="Wald"></div>
<div itemprop="offers" itemscope itemtype="https://schema.org/Offer"><meta itemprop="priceCurrency" content="EUR"><meta itemprop="price" content="49.5"><p class="product-detail-price">€49.50*</p>
<link itemprop="availability" href="https://schema.org/InStock"></div><span class="product-detail-ordernumber" itemprop="sku">4711</span><button>Add to shopping cart</button></div>""",
    "magento": """<div class="product-info-main" itemscope itemtype="http://schema.org/Product"><h1><span itemprop="name">Oak chair</span></h1>
<div class="price-box" itemprop="offers" itemscope itemtype="http://schema.org/Offer"><span data-price-amount="49.5" data-price-type="finalPrice" class="price-wrapper"><span class="price">€49.50</span></span><meta itemprop="price" content="49.5"><meta itemprop="priceCurrency" content="EUR"></div>
<div class="stock available" title="Availability"><span>In stock</span></div><div class="product attribute sku"><strong class="type">SKU</strong><div class="value" itemprop="sku">4711</div></div><button id="product-addtocart-button">Add to Cart</button></div>""",
    "opencart": """<div id="content"><h1>Oak chair</h1><ul class="list-unstyled"><li>Brand: <a href="/wald">Wald</a></li><li>Product Code: 4711</li><li>Availability: In Stock</li></ul>
<ul class="list-unstyled"><li><h2>€49.50</h2></li><li>Ex Tax: €40.00</li></ul><button type="button" id="button-cart">Add to Cart</button></div>""",
    "odoo": """<section itemscope itemtype="http://schema.org/Product" id="product_detail"><h1 itemprop="name">Oak chair</h1><form action="/shop/cart/update" method="POST">
<div itemprop="offers" itemscope itemtype="http://schema.org/Offer" class="product_price"><h3><span class="oe_price">€<span class="oe_currency_value">49.50</span></span><span itemprop="price" style="display:none;">49.5</span><span itemprop="priceCurrency" style="display:none;">EUR</span></h3></div>
<a role="button" id="add_to_cart" href="#">Add to Cart</a></form><p>Internal Reference: x</p><p>SKU: 4711</p></section>""",
    "drupal": """<h1>Oak chair</h1><div class="field field--name-price field__item">€49.50</div><form class="commerce-order-item-add-to-cart-form"><div class="field--name-sku"><span>SKU</span>: 4711</div><input type="submit" value="Add to cart"></form>""",
    "oscar": """<h1>Oak chair</h1><p class="price_color">€49.50</p><p class="instock availability"><i class="icon-ok"></i> In stock</p><form action="/basket/add/1/"><button>Add to basket</button></form>
<h2>Product Information</h2><table><tr><th>UPC</th><td>4711</td></tr><tr><th>Price (excl. tax)</th><td>€40.00</td></tr></table>""",
    "split cents": """<h1>Oak chair</h1><p>SKU: 4711</p><div class="price">€49<sup>50</sup></div><form action="/cart/add"><button>Add to cart</button></form>""",
    "split cents in words": """<h1>Oak chair</h1><p>SKU: 4711</p><div class="product-price"><span class="whole">49</span><span class="decimal">,</span><span class="fraction">50</span> <span class="symbol">€</span></div><form action="/cart/add"><button>Add to cart</button></form>""",
    "from": """<h1>Oak chair</h1><p>SKU: 4711</p><div class="price">From €49.50</div><form action="/cart/add"><button>Add to cart</button></form>""",
    "range": """<h1>Oak chair</h1><p>SKU: 4711</p><p class="price"><span>€49.50</span> – <span>€60.00</span></p><form action="/cart/add"><button>Add to cart</button></form>""",
    "tax twins": """<h1>Oak chair</h1><p>SKU: 4711</p><div class="price"><span class="price-excluding-tax">€40.00 excl. VAT</span> <span class="price-including-tax">€49.50 incl. VAT</span></div><form action="/cart/add"><button>Add to cart</button></form>""",
    "per unit": """<h1>Oak chair</h1><p>SKU: 4711</p><div class="price">€49.50</div><div class="base-price">(€16.50 / 1 kg)</div><form action="/cart/add"><button>Add to cart</button></form>""",
    "member": """<h1>Oak chair</h1><p>SKU: 4711</p><div class="member-price">Members: €45.00</div><div class="price">€49.50</div><form action="/cart/add"><button>Add to cart</button></form>""",
    "instalments": """<h1>Oak chair</h1><p>SKU: 4711</p><div class="price">€49.50</div><div class="price-instalments">or 3 x €16.50</div><form action="/cart/add"><button>Add to cart</button></form>""",
}  # fmt: skip


@pytest.mark.parametrize("system", MARKUP)
def test_the_markup_of_shop_systems_is_read(system: str) -> None:
    found = product_of(f"<img src=/chair.jpg>{MARKUP[system]}")
    assert (found.title, found.price, found.currency, found.sku) == (
        "Oak chair", Decimal("49.5"), "EUR", "4711")  # fmt: skip
    assert found.availability == "InStock"


META = [
    ("in stock", "InStock"), ("instock", "InStock"), ("InStock", "InStock"), ("available for order", "InStock"),
    ("https://schema.org/InStock", "InStock"), ("http://schema.org/LimitedAvailability/", "InStock"),
    ("preorder", "InStock"), ("pre-order", "InStock"), ("backorder", "InStock"), ("oos", "OutOfStock"),
    ("out of stock", "OutOfStock"), ("outofstock", "OutOfStock"), ("Out_Of_Stock", "OutOfStock"), ("discontinued", "OutOfStock"),
    ("schema.org/SoldOut", "OutOfStock"), ("pending", None), ("soon", None),
]  # fmt: skip


@pytest.mark.parametrize(("content", "wanted"), META)
def test_a_meta_element_tells_the_stock_in_any_spelling(content: str, wanted: str | None) -> None:
    head = f'<meta property="og:title" content="Oak chair"><meta property="product:availability" content="{content}">'
    assert product_of("<p>Oak chair</p>", head).availability == wanted
