import gzip

import pytest
from server import Answer, drop, html, redirect, serve, text

from lgs.errors import LgsError
from lgs.net.single import fetch_page

HERE, THERE = "127.0.2.1", "127.0.2.2"
RULES = text("User-agent: *\nDisallow: /closed\n")


@pytest.fixture(scope="module")
def running():
    with serve(HERE, THERE) as web:
        yield web


@pytest.fixture
def web(running):
    running.hosts.clear()
    running.log.clear()
    return running


def fetch(web, path="/p", **routes: Answer):
    given = {f"/{name.replace('_', '.')}": route for name, route in routes.items()}
    root = web.put(HERE, {"/p": html("<h1>Chair</h1>"), **given})
    web.put(THERE, {"/p": html("elsewhere")})
    return fetch_page(root + path, allow_private=True, contact="a@b.invalid")


def test_a_page_comes_with_its_url_status_headers_and_moment(web):
    body = gzip.compress(b"<h1>Chair</h1>")
    page = fetch(web, p=Answer(body, headers=(("Content-Encoding", "gzip"), ("X-A", "b"))))
    assert (page.url, page.status, page.body) == (f"{web.root(HERE)}/p", 200, b"<h1>Chair</h1>")
    assert page.header("x-a") == "b"
    assert page.fetched_at is not None
    assert web.asked(HERE) == ["/robots.txt", "/p"]
    assert web.log[0].headers["user-agent"].endswith("(+a@b.invalid)")


def test_a_page_that_is_missing_is_a_page_too(web):
    assert fetch(web, "/none").status == 404


@pytest.mark.parametrize(
    ("robots", "is_allowed"),
    [
        (RULES, False),
        (text("", 404), True),
        (text("", 403), False),
        (text("", 503), False),
        (text("User-agent: *\nDisallow: /close$\n"), True),
    ],
)
def test_robots_is_obeyed(web, robots, is_allowed):
    if is_allowed:
        assert fetch(web, "/closed", closed=html("x"), robots_txt=robots).status == 200
        return
    with pytest.raises(LgsError, match=r"/closed is disallowed by the robots\.txt of"):
        fetch(web, "/closed", closed=html("x"), robots_txt=robots)
    assert web.asked(HERE) == ["/robots.txt"]


@pytest.mark.parametrize("path", ["/closed", "/p"])
def test_redirects_of_robots_are_followed_and_allow_nothing_by_themselves(web, path):
    routes = {"robots_txt": redirect("/rules", 301), "rules": RULES, "closed": html("x")}
    if path == "/p":
        assert fetch(web, path, **routes).status == 200
    else:
        with pytest.raises(LgsError, match="disallowed"):
            fetch(web, path, **routes)
    assert web.asked(HERE)[:2] == ["/robots.txt", "/rules"]


def test_robots_that_leads_to_another_site_allows_nothing(web):
    with pytest.raises(LgsError, match="disallowed"):
        fetch(web, robots_txt=redirect(f"http://{THERE}:{web.port}/robots.txt"))
    assert web.asked(THERE) == []


def test_where_robots_does_not_answer_nothing_more_is_asked(web):
    with pytest.raises(LgsError, match="cannot be fetched"):
        fetch(web, robots_txt=Answer(how=drop))
    assert web.asked(HERE) == ["/robots.txt"]


def test_redirects_on_the_site_are_followed_each_by_the_rules(web):
    assert fetch(web, "/old", old=redirect("/p"), robots_txt=RULES).url == f"{web.root(HERE)}/p"
    with pytest.raises(LgsError, match="disallowed"):
        fetch(web, "/old", old=redirect("/closed"), robots_txt=RULES)
    assert "/closed" not in web.asked(HERE)


@pytest.mark.parametrize("target", ["http://127.0.2.2:{port}/p", "file:///etc/hostname"])
def test_redirects_off_the_site_are_not_followed(web, target):
    with pytest.raises(LgsError, match="redirects to another site"):
        fetch(web, "/old", old=redirect(target.format(port=web.port)))
    assert web.asked(THERE) == []


def test_a_loop_of_redirects_ends(web):
    with pytest.raises(LgsError, match="redirects more than 10 times"):
        fetch(web, "/loop", loop=redirect("/loop"))
    assert web.asked(HERE).count("/loop") == 11


def test_a_private_address_is_refused_without_leave(web):
    with pytest.raises(LgsError, match=r"cannot be fetched: 127\.0\.2\.1 is not a public address"):
        fetch_page(f"{web.root(HERE)}/p", allow_private=False, contact="")
    assert web.log == []
