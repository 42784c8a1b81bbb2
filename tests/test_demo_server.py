import re
from collections import deque
from html import unescape
from http.client import HTTPConnection
from urllib.parse import urlsplit

import pytest

from lgs.demo.server import serve
from lgs.demo.shop import FORBIDDEN, catalogue


@pytest.fixture(scope="module")
def shop():
    with serve() as running:
        yield running


def get(shop, path, method="GET"):
    connection = HTTPConnection(urlsplit(shop.url).netloc, timeout=10)
    connection.request(method, path)
    response = connection.getresponse()
    body = response.read()
    connection.close()
    return response.status, response.headers["Content-Type"], body


def links(body: bytes) -> list[str]:
    return [unescape(link) for link in re.findall(r'(?:href|src)="(/[^"]*)"', body.decode())]


def test_every_link_that_may_be_followed_leads_somewhere(shop):
    seen, queue, statuses = {"/"}, deque(["/"]), {}
    while queue:
        path = queue.popleft()
        status, kind, body = get(shop, path)
        statuses[path] = status
        for link in links(body) if kind.startswith("text/html") else ():
            if link not in seen and not link.startswith(FORBIDDEN):
                seen.add(link)
                queue.append(link)
    assert set(statuses.values()) == {200}
    assert {url for item in catalogue() for url in item.urls} <= statuses.keys()


def test_robots_forbids_what_is_linked_nevertheless(shop):
    robots = get(shop, "/robots.txt")[2].decode()
    assert [line for line in robots.splitlines() if line.startswith("Disallow")] == [
        f"Disallow: {path}" for path in FORBIDDEN
    ]
    linked = links(get(shop, "/")[2])
    assert all(any(link.startswith(path) for link in linked) for path in FORBIDDEN)
    assert get(shop, "/private/wholesale-lamp")[0] == 200


def test_the_sitemap_names_only_a_part_of_the_goods(shop):
    named = set(re.findall(r"<loc>([^<]+)</loc>", get(shop, "/sitemap.xml")[2].decode()))
    goods = {shop.url + item.url for item in catalogue()}
    assert named < goods
    assert 10 < len(named) < len(goods) - 10


@pytest.mark.parametrize(
    "path",
    [
        *("/nothing", "/product/nothing", "/product/", "/img/nothing.jpg", "/../../etc/passwd"),
        *(
            "/c/nothing",
            "/c/kitchen/mugs?page=9",
            "/c/kitchen/mugs?page=x",
            "/c/kitchen/mugs?page=0",
        ),
    ],
)
def test_what_is_not_there_is_not_found(shop, path):
    assert get(shop, path)[0] == 404


def test_a_page_asks_not_to_be_indexed(shop):
    assert b'<meta name="robots" content="noindex">' in get(shop, "/product/prototype-desk-lamp")[2]
    assert b"noindex" not in get(shop, "/product/skagen-table-lamp")[2]


def test_a_page_with_tracking_parameters_names_its_canonical_form(shop):
    tagged = get(shop, "/product/skagen-table-lamp?utm_source=home")[2].decode()
    assert f'<link rel="canonical" href="{shop.url}/product/skagen-table-lamp">' in tagged


def test_a_connection_serves_several_requests(shop):
    connection = HTTPConnection(urlsplit(shop.url).netloc, timeout=10)
    socket = None
    for path in ("/", "/about", "/nothing"):
        connection.request("GET", path)
        connection.getresponse().read()
        assert connection.sock is not None
        assert socket in (None, connection.sock)
        socket = connection.sock
    connection.close()


def test_what_was_asked_for_is_noted_with_who_asked():
    with serve() as shop:
        get(shop, "/about")
        get(shop, "/about", "HEAD")
        connection = HTTPConnection(urlsplit(shop.url).netloc, timeout=10)
        connection.request("GET", "/c/bags?page=1", headers={"User-Agent": "lgs/9"})
        connection.getresponse().read()
        connection.close()
        assert shop.requests == ["GET /about", "HEAD /about", "GET /c/bags?page=1"]
        assert "lgs/9" in shop.agents


def test_nothing_can_be_bought(shop):
    assert get(shop, "/cart/add", "POST")[0] == 405


def test_the_shop_closes_when_nobody_looks_any_more():
    with serve() as shop:
        place = urlsplit(shop.url).netloc
    with pytest.raises(ConnectionRefusedError):
        HTTPConnection(place, timeout=10).request("GET", "/")
