# ruff: noqa: E501 - a page in one piece is easier to read than a broken line
"""Pages that look like a product's own and are none, and product pages that look like lists."""

import pytest

from lgs.extract import read
from lgs.model import Page

BUY = (
    "<form action=/cart/add method=post><input name=qty value=1><button>Add to cart</button></form>"
)
TEXT = (
    "<p>Light from the left if you write with the right hand, and dim it before you sleep.</p>" * 6
)


def card(i: int) -> str:
    return (
        f'<li class=tile><a href=/products/p{i}><img src=/img/p{i}.jpg alt="Thing {i}"></a><h3><a href=/products/p{i}>Thing number {i}</a></h3>'
        f"<span class=price>€{i}9.00</span><button>Add to cart</button></li>"
    )


def cards(n: int) -> str:
    return "<ul class=grid>" + "".join(card(i) for i in range(1, n + 1)) + "</ul>"


def one(name: str = "Desk lamp", level: int = 3) -> str:
    """A product shown on another page: its picture, its linked name, its price, its button."""
    return (
        f"<div class=embed><a href=/products/lamp><img src=/lamp.jpg></a><h{level}><a href=/products/lamp>{name}</a></h{level}>"
        f"<span class=price>€49.00</span>{BUY}</div>"
    )


PAGES = {
    # name: (path, verdict, title, body)
    "a category of one product": ("/collections/lamps", "listing", "Lamps", f"<h1>Lamps</h1><p>1 product</p>{cards(1)}"),
    "a category of one product whose link holds all": (
        "/collections/lamps", "listing", "Lamps",
        "<h1>Lamps</h1><p>Showing the single result</p><div class=products><div class=product><a href=/products/p1><img src=/1.jpg><h2>Desk lamp</h2>"
        "<span class=price>€19.00</span></a><a href='?add-to-cart=1' class='button add_to_cart_button'>Add to cart</a></div></div>"),
    "a category of one product that can be sorted": (
        "/c/lamps", "listing", "Lampen", f"<h1>Lampen</h1><select name=sortierung class=sort><option>Preis<option>Name</select>{cards(1)}"),
    "a category of one in German": ("/c/lampen", "listing", "Lampen", f"<h1>Lampen</h1><p>1 Artikel</p>{cards(1)}"),
    "a category that adds to the cart in each card": (
        "/c/lamps", "listing", "Lamps",
        "<h1>Lamps</h1><div>" + "".join(f"<div class=col><a href=/p/{i}><img src=/{i}.jpg></a><a href=/p/{i}>Lamp {i}</a><span>€{i}0.00</span>{BUY}</div>" for i in range(1, 9)) + "</div>"),
    "a search with one hit": ("/search?q=lamp", "listing", "1 result for lamp", f'<h1>Search: lamp</h1><p>1 result</p>{cards(1)}'),
    "a search without a hit": ("/search?q=zzz", "other", "No results", f'<h1>No results for "zzz"</h1><h2>Popular products</h2>{cards(4)}'),
    "a search without a hit in German": ("/suche?q=zzz", "other", "Suche", f"<h1>Keine Treffer für „zzz“</h1><h2>Beliebt</h2>{cards(4)}"),
    "a bundle": (
        "/products/desk-set", "product", "Desk set",
        "<div class=product><div class=gallery><img src=/set.jpg></div><h1>Desk set</h1><p class=price>€149.00</p><div><h3>This set contains</h3><ul>"
        + "".join(f"<li><a href=/products/p{i}><img src=/p{i}.jpg></a><a href=/products/p{i}>Part {i}</a><span class=price>€{i}5.00</span></li>" for i in range(1, 5))
        + f"</ul></div>{BUY}</div>"),
    "a group of products that are sold together": (
        "/product/cups", "product", "Cups and saucers",
        "<div class=product><img src=/cups.jpg><h1>Cups and saucers</h1><p class=price>€9.00 – €29.00</p><form class='cart grouped_form' action=/cart/add method=post><table>"
        "<tr><td><input name='quantity[1]'></td><td><a href=/product/cup>Cup</a></td><td>€9.00</td></tr><tr><td><input name='quantity[2]'></td><td><a href=/product/saucer>Saucer</a></td><td>€29.00</td></tr></table>"
        "<button type=submit>Add to cart</button></form></div>"),
    "a configurator": (
        "/products/shelf", "product", "Shelf made to measure",
        "<div><h1>Shelf made to measure</h1><img src=/shelf.jpg><div class=price>from €89.00</div><form action=/cart/add method=post><label>Width<input type=number name=width></label>"
        "<select name=wood><option>Oak<option>Ash</select><button>Add to basket</button></form></div>"),
    "a gift card": (
        "/products/gift-card", "product", "Gift card",
        "<div class=product><img src=/gift.jpg><h1>Gift card</h1><p class=price>€25.00</p><form action=/cart/add method=post><select name=id><option>€25.00<option>€50.00</select><button>Add to cart</button></form></div>"),
    "a text that shows a product": ("/journal/desks", "other", "How to light a desk", f"<article><h1>How to light a desk</h1><time>3 March</time>{TEXT}{one()}{TEXT}</article>"),
    "a text that shows a product under a larger heading": ("/journal/desks", "other", "How to light a desk", f"<div><h1>How to light a desk</h1>{TEXT}{one(level=2)}{TEXT}</div>"),
    "a story of a product that sells it": ("/pages/story", "other", "The story of our lamp", f"<h1>The story of our lamp</h1>{TEXT}<section>{one('Lamp Ida')}</section>"),
    "a product that is gone": ("/products/gone", "other", "Shop", f"<h1>This product is no longer available</h1><p>Similar products:</p>{cards(6)}"),
    "a product that is gone, said sorry for": ("/products/gone", "other", "Sorry", f"<h1>Sorry, this item is gone</h1><h2>Similar products</h2>{cards(4)}"),
    "a product that is gone in German": ("/p/weg", "other", "Shop", f"<h1>Dieser Artikel ist leider nicht mehr verfügbar</h1><h2>Ähnliche Artikel</h2>{cards(4)}"),
    "a product that is gone in French": ("/p/x", "other", "Boutique", f"<h1>Ce produit n'est plus disponible</h1><h2>Produits similaires</h2>{cards(4)}"),
    "a product that is gone in Spanish": ("/p/x", "other", "Tienda", f"<h1>Este producto ya no está disponible</h1>{cards(4)}"),
    "a page that cannot be found": ("/p/weg", "other", "Shop", f"<h1>We couldn&#39;t find that page</h1><h2>You may also like</h2>{cards(4)}"),
    "a product beside many others": ("/products/oak", "product", "Oak chair", f"<div><img src=/chair.jpg><h1>Oak chair</h1><p class=price>€49.50</p>{BUY}</div><h2>You may also like</h2>{cards(12)}"),
    "a product with one accessory": ("/products/oak", "product", "Oak chair", f"<div><img src=/chair.jpg><h1>Oak chair</h1><p class=price>€149.50</p>{BUY}{one('Oak oil')}</div>"),
    "news that something is sold out": (
        "/news/oak", "other", "Oak chair", f"<div><img src=/chair.jpg><h1>The oak chair is sold out</h1><p>Sold out</p>{TEXT}</div>"),
    "a product that links to itself": (
        "/products/oak", "product", "Oak chair", f"<h1>Oak chair</h1><div><img src=/chair.jpg><h2><a href=/products/oak>Oak chair, oiled</a></h2><p class=price>€149.50</p>{BUY}</div>"),
}  # fmt: skip


@pytest.mark.parametrize("name", PAGES)
def test_a_page_is_told_by_what_it_is_for(name: str) -> None:
    path, verdict, title, body = PAGES[name]
    html = f"<html lang=en><head><meta charset=utf-8><title>{title} | Shop</title></head><body><header><nav><a href=/c/a>A</a></nav></header><main>{body}</main></body></html>"
    assert read(Page(f"https://shop.example{path}", html.encode())).verdict == verdict


def test_the_price_of_a_product_that_a_page_only_shows_is_not_its_own() -> None:
    html = f"<title>Oak chair</title><main><h1>Oak chair</h1><img src=/chair.jpg><p class=price>€149.50</p>{BUY}{one('Oak oil')}</main>"
    found = read(Page("https://shop.example/products/oak", html.encode())).product
    assert (found.title, str(found.price), found.image_urls) == (
        "Oak chair",
        "149.5",
        ("https://shop.example/chair.jpg",),
    )
