from dataclasses import replace

import pytest

from lgs.model import Link
from lgs.spiders.children import (
    MAX_DEPTH,
    MAX_SITEMAP_DEPTH,
    MAX_URL_CHARS,
    children_of_page,
    children_of_sitemap,
    redirected,
)
from lgs.store.frontier import Site, Ticket
from lgs.store.pace import Pace
from lgs.store.shard import Shard
from lgs.store.tables import PAGE, SITEMAP, Child

SHOP = "http://www.shop.com"


@pytest.fixture
def ticket(tmp_path):
    shard = Shard(tmp_path / "shard-00.sqlite")
    site = Site(1, "shop.com", shard, None, Pace(1.0), 0)
    yield lambda depth=0, kind=PAGE, hops=0: Ticket(site, 1, f"{SHOP}/", kind, 7, depth, hops, 0)
    shard.close()


def urls(children) -> list[str]:
    return [child.url.removeprefix(SHOP) for child in children]


def test_links_of_a_page_are_canonical_on_the_site_and_each_once(ticket):
    links = [
        Link(f"{SHOP}/a?utm_source=x"),
        Link(f"{SHOP}/a"),
        Link("http://shop.com/b"),
        Link("http://other.com/c"),
        Link("http://shop.com.other.net/d"),
        Link(f"{SHOP}/e", nofollow=True),
        Link(f"{SHOP}/cart"),
        Link(f"{SHOP}/picture.jpg"),
    ]
    assert urls(children_of_page(links, ticket())) == ["/a", "http://shop.com/b"]


def test_products_come_first_then_the_way_to_more_then_the_rest(ticket):
    kinds = ("other", "listing", "next", "product")
    children = children_of_page([Link(f"{SHOP}/{k}", k) for k in kinds], ticket())
    ranked = sorted(children, key=lambda child: -child.priority)
    assert urls(ranked) == ["/product", "/next", "/listing", "/other"]
    assert {child.kind for child in children} == {PAGE}


def test_what_is_deep_comes_later_and_what_is_too_deep_never(ticket):
    link = [Link(f"{SHOP}/a", "product")]
    (near,), (far,) = children_of_page(link, ticket(1)), children_of_page(link, ticket(4))
    assert (near.depth, far.depth, near.priority - far.priority) == (2, 5, 3)
    assert len(children_of_page(link, ticket(MAX_DEPTH - 1))) == 1
    assert children_of_page(link, ticket(MAX_DEPTH)) == ()


@pytest.mark.parametrize(
    ("path", "kept"),
    [
        ("/a/b/a/c/a/", False),
        ("/a/a/a", False),
        ("/shop/en/shop/en/shop/en/p", False),
        ("/a/a/b", True),
        ("/a/b/c?x=/a/a/a", True),
        ("/aa/a/aaa/a", True),
        ("/" + "x" * MAX_URL_CHARS, False),
        ("/" + "x" * 1500, True),
    ],
)
def test_a_path_that_repeats_itself_or_is_endless_is_a_trap(ticket, path, kept):
    assert bool(children_of_page([Link(SHOP + path)], ticket())) is kept


def test_a_sitemap_gives_pages_and_further_sitemaps_of_its_site(ticket):
    maps = [f"{SHOP}/2.xml", "http://other.com/3.xml"]
    pages = [f"{SHOP}/p/1", f"{SHOP}/p/1", "http://other.com/p/2", f"{SHOP}/cart"]
    children = children_of_sitemap(maps, pages, ticket(1, SITEMAP))
    assert [(c.url.removeprefix(SHOP), c.kind, c.depth) for c in children] == [
        ("/2.xml", SITEMAP, 2),
        ("/p/1", PAGE, 2),
    ]


def test_a_sitemap_says_which_of_its_pages_look_like_products(ticket):
    pages = [f"{SHOP}{path}" for path in ("/", "/p/1", "/about-oak", "/oak-chair")]
    for name, wanted in (
        ("/sitemap.xml", [False, True, False, False]),
        ("/sitemap_products_1.xml", [False, True, True, True]),
    ):
        named = replace(ticket(1, SITEMAP), url=SHOP + name)
        assert [c.mapped for c in children_of_sitemap([], pages, named)] == wanted


def test_an_index_within_an_index_ends_somewhere(ticket):
    one = [f"{SHOP}/x.xml"]
    assert len(children_of_sitemap(one, [], ticket(MAX_SITEMAP_DEPTH - 1, SITEMAP))) == 1
    assert children_of_sitemap(one, [], ticket(MAX_SITEMAP_DEPTH, SITEMAP)) == ()


def test_a_redirect_is_followed_on_the_site_with_its_ticket_s_rank(ticket):
    found = redirected("http://shop.com/b?b=1&a=2#x", ticket(3, SITEMAP, 2))
    assert found == (Child("http://shop.com/b?a=2&b=1", SITEMAP, 7, 3, 3),)
    assert redirected("http://other.com/", ticket()) == ()
    assert redirected("http://shop.com.other.net/", ticket()) == ()


@pytest.mark.parametrize("url", ["http://a:b:c/", "http://a:99999/", "http://[1/", "mailto:a@b"])
def test_what_is_no_address_costs_a_page_nothing_else(ticket, url):
    good = Link(f"{SHOP}/p/1", "product")
    assert [c.url for c in children_of_page([Link(url, "product"), good], ticket())] == [good.url]
    assert [c.url for c in children_of_sitemap([url], [url, good.url], ticket())] == [good.url]
