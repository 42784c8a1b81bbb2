from decimal import Decimal

import pytest

from lgs.extract.document import Document
from lgs.extract.recognise import recognise
from lgs.model import Claim, Page

CHAIR = "<title>Oak chair | Shop</title><main><img src=/a.jpg><h1>Oak chair</h1>"
BUY = (
    "<p class=price>£19.99</p><form action=/cart/add><input name=qty>"
    "<button>Add to cart</button></form>"
)


def card(i: int, more: str = "") -> str:
    return f"<li class=item><a href=/p/{i}><img src=/{i}.jpg>Chair {i}</a><b>£{i}.00</b>{more}</li>"


def cards(n: int, more: str = "") -> str:
    return "<ul>" + "".join(card(i, more) for i in range(1, n + 1)) + "</ul>"


def seen(html: str, *, url: str = "https://shop.example/x", status: int = 200, claims=()):
    return recognise(Document(Page(url, html.encode(), status=status)), claims)


def stated(source: str, name: str = "Oak chair") -> tuple[Claim, ...]:
    return (Claim("title", name, source), Claim("price", Decimal(5), source))


def test_a_page_without_any_structured_data_is_recognised_by_what_it_shows():
    found = seen(CHAIR + BUY)
    assert (found.verdict, found.score) == ("product", sum(found.signals.values()))
    assert found.signals == {"add-to-cart": 2, "price-by-heading": 2, "gallery": 1, "quantity": 1}


def test_every_kind_of_structured_data_has_its_points():
    og = "<meta property=og:type content=product><meta property=product:price:amount content=5>"
    html = og + "<title>Oak chair</title><h1>Oak chair</h1>"
    found = seen(html, claims=(*stated("json-ld"), *stated("microdata"), *stated("state")))
    assert found.verdict == "product"
    assert found.signals == {"json-ld": 5, "microdata": 4, "state": 3, "og:type": 2, "og:price": 3}


def test_product_data_of_another_name_does_not_make_a_category_a_product():
    html = "<title>Chairs</title><h1>Chairs</h1>" + cards(8)
    assert seen(html, claims=stated("json-ld", "Oak armchair 5")).verdict == "listing"
    assert seen(CHAIR, claims=stated("json-ld")).verdict == "product"


OTHERS = [
    ("<title>Chairs</title><h1>Chairs</h1>" + cards(3), "listing"),
    ("<title>Chairs</title><h1>Chairs</h1>" + cards(12, "<button>Add to cart</button>"), "listing"),
    ("<title>Chairs</title><h1>Chairs</h1>" + cards(1), "other"),
    ("<title>News</title><h1>News</h1><p>We are open.</p>", "other"),
    (CHAIR + BUY + "<section><h2>Related products</h2>" + cards(8) + "</section>", "product"),
    (
        "<body class='archive tax-product_cat'><h1>Oak</h1><p class=price>£5.00</p>" + cards(2),
        "listing",
    ),
    ("<title>Your cart</title><h1>Shopping cart</h1><p>Total £19.99</p>" + cards(2), "other"),
]


@pytest.mark.parametrize(("html", "verdict"), OTHERS)
def test_listings_are_told_from_products_and_from_other_pages(html, verdict):
    assert seen(html).verdict == verdict


VETOES = [
    ({"status": 404}, CHAIR + BUY, "status"),
    ({}, CHAIR.replace("Oak chair", "Page not found") + BUY, "not-found"),
    ({"url": "https://shop.example/oak-chair/reviews/add/"}, CHAIR + BUY, "service-path"),
    (
        {},
        '<script type=application/ld+json>{"@type": "Article"}</script>' + CHAIR,
        "article",
    ),
]


@pytest.mark.parametrize(("how", "html", "veto"), VETOES)
def test_a_veto_outweighs_all_points_and_is_named(how, html, veto):
    found = seen(html, claims=stated("json-ld"), **how)
    assert found.verdict == "other"
    assert found.signals[veto] == 0


def test_the_url_gives_one_point_and_decides_nothing():
    url = "https://shop.example/product/oak-chair"
    assert seen("<title>Oak chair</title><h1>Oak chair</h1>", url=url).verdict == "other"
    assert seen(CHAIR + BUY, url=url).signals["url"] == 1


def test_a_start_page_needs_more_than_a_control_and_a_price():
    assert seen(CHAIR + BUY, url="https://shop.example/").verdict == "other"
    assert (
        seen(CHAIR + BUY, url="https://shop.example/", claims=stated("json-ld")).verdict
        == "product"
    )


def test_an_empty_page_is_something_else():
    assert seen("").verdict == "other"


NOT_THERE = ["Page not found", "Seite nicht gefunden", "Page introuvable", "Sidan hittades inte",
             "Stránka nebyla nalezena", "Страница не найдена", "找不到頁面"]  # fmt: skip
SERVICES = ["Warenkorb", "Mon panier", "Iniciar sesión", "Twój koszyk", "Varukorg", "Корзина"]


@pytest.mark.parametrize("heading", [*NOT_THERE, *SERVICES])
def test_a_page_that_is_not_there_or_only_serves_is_no_product(heading):
    html = f"<title>{heading}</title><h1>{heading}</h1><img src=/a.jpg><p class=price>£5.00</p>"
    assert seen(html).verdict == "other"


def test_a_thing_that_is_called_like_a_service_is_a_product_where_it_is_sold():
    named = CHAIR.replace("Oak chair", "Kontakt grill")
    assert seen(named + BUY).verdict == "product"
