import time

import pytest

from lgs.extract.document import Document
from lgs.extract.links import links_of, url_prior
from lgs.model import Link, Page, Product, Reading

BASE = "https://shop.example/c/chairs"


def links(html: str, *, url: str = BASE, directives=()) -> tuple[Link, ...]:
    reading = Reading(url, "listing", 0, {}, Product(), {}, directives=directives)
    return links_of(Document(Page(url, html.encode())), reading)


def test_links_are_absolute_without_fragment_in_order_and_once():
    html = (
        "<a href=/b#x>b</a><a href='a?x=1&amp;y=2'>a</a>"
        "<a href=//cdn.example/z>z</a><a href=/b>b</a>"
    )
    assert [link.url for link in links(html)] == [
        "https://shop.example/b",
        "https://shop.example/c/a?x=1&y=2",
        "https://cdn.example/z",
    ]


def test_what_is_no_page_is_no_link():
    html = (
        "<a href='#top'>a</a><a href='javascript:void(0)'>b</a><a href='mailto:a@b.c'>c</a>"
        "<a href=/manual.pdf>d</a><a href='ftp://shop.example/x'>e</a><iframe src=/f></iframe>"
        "<a href='http://[bad'>g</a><a>h</a><a href='https://www.facebook.com/shop'>i</a>"
    )
    assert links(html) == ()


def test_references_are_relative_to_the_stated_base():
    assert (
        links("<base href='https://shop.example/new/'><a href=x>x</a>")[0].url
        == "https://shop.example/new/x"
    )


def test_areas_of_an_image_map_are_links():
    assert links("<map><area href=/x></map>") == (Link("https://shop.example/x"),)


KINDS = [
    ("<a href=/product/oak-chair>Oak chair</a>", "product"),
    ("<div><img src=a.jpg><a href=/oak-chair>Oak chair</a><b>£19.99</b></div>", "product"),
    ("<div><a href=/oak-chair>Oak chair</a><b>£19.99</b></div>", "other"),
    ("<a href=/collections/chairs/products/oak>Oak</a>", "product"),
    ("<a href=/category/chairs>Chairs</a>", "listing"),
    ("<nav><a href=/chairs>Chairs</a></nav>", "listing"),
    ("<a href='/c/chairs?page=2' rel=next>2</a>", "next"),
    ("<link rel=next href='/c/chairs?page=2'>", "next"),
    ("<ul class=pagination><li><a href='/c/chairs?page=2'>2</a></ul>", "next"),
    ("<a href='/c/chairs?page=2'>Weiter</a>", "next"),
    ("<a href=/next-day-delivery>Next</a>", "other"),
    ("<a href=/cart>Cart</a>", "other"),
    ("<nav><a href=/login>Sign in</a></nav>", "other"),
    ("<a href=/oak>Oak</a>", "other"),
]


@pytest.mark.parametrize(("html", "kind"), KINDS)
def test_a_links_kind_is_told_by_its_place_and_its_address(html, kind):
    assert [link.kind for link in links(html)] == [kind]


def test_nofollow_is_of_the_link_or_of_the_whole_page():
    html = "<a href=/a rel='noopener nofollow'>a</a><a href=/b rel=ugc>b</a><a href=/c>c</a>"
    assert [link.nofollow for link in links(html)] == [True, True, False]
    assert [link.nofollow for link in links(html, directives=(("robots", "index, nofollow"),))] == [
        True
    ] * 3
    assert [link.nofollow for link in links("<meta name=robots content=none><a href=/c>c</a>")] == [
        True
    ]


PRIORS = [
    ("https://shop.example/product/oak-chair-with-two-seats", 3),
    ("https://shop.example/p/oak", 2),
    ("https://shop.example/oak-chair-p-12345", 3),
    ("https://shop.example/index.php?product_id=5", 2),
    ("https://shop.example/oak", 0),
    ("https://shop.example/oak-chair-with-seats", 1),
    ("https://shop.example/category/chairs", -2),
    ("https://shop.example/chairs?page=2", -2),
    ("https://shop.example/category/books_12/", -2),
    ("https://shop.example/catalogue/oak_12/", 2),
    ("https://shop.example/account/login", -5),
    ("https://shop.example/product/oak/reviews/add/", -5),
    ("https://shop.example/cartoons", 0),
    ("https://shop.example/image.JPG", -9),
    ("https://www.instagram.com/shop", -9),
]


def test_a_url_alone_orders_the_queue():
    assert {url: url_prior(url) for url, _ in PRIORS} == dict(PRIORS)


def test_a_page_of_200_links_takes_milliseconds():
    card = (
        "<li class=card><a href=/item/{0}><img src=/{0}.jpg>Chair {0}</a><b>£{0}.00</b><p>"
        + "x" * 200
    )
    html = "<ul>" + "".join(card.format(i) for i in range(1, 201)) + "</ul>"
    document = Document(Page(BASE, html.encode()))
    reading = Reading(BASE, "listing", 0, {}, Product(), {})
    start = time.process_time()
    assert [link.kind for link in links_of(document, reading)] == ["product"] * 200
    assert time.process_time() - start < 0.2  # some 10 ms; the rest is for slow machines
