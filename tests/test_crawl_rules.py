"""A real crawl by the real command against real servers: what it asks for, when, and what it keeps.

Sites on several loopback addresses share one run; each test looks at its own address.
"""

import os
import signal
import sqlite3
import subprocess
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from crawls import Run, command, crawl
from server import (
    Answer,
    Request,
    Web,
    drop,
    html,
    listing,
    picture,
    product,
    raw,
    redirect,
    serve,
    shop,
    sitemap,
    text,
)

# Files beside the pages that may state a reservation: asked for where robots.txt allows it.
BESIDE = {"/.well-known/tdmrep.json", "/ai.txt"}
ADDRESSES = [f"127.0.1.{n}" for n in range(1, 60)]


@pytest.fixture(scope="module")
def web():
    with serve("127.0.0.1", *ADDRESSES) as running:
        yield running


# -- robots.txt, one address a rule ---------------------------------------------------------------

OPEN, CLOSED = "/p/open", "/p/closed"


def door(root: str, robots: Answer) -> dict[str, Answer]:
    """A site with two products that its start page links to."""
    return {
        "/robots.txt": robots,
        "/": listing(OPEN, CLOSED),
        OPEN: product("Open oak chair"),
        CLOSED: product("Closed oak chair"),
    }


def long_file() -> str:
    """Rules to the last whole line within 500 KiB: what is cut there would close everything."""
    start = f"User-agent: *\nDisallow: {CLOSED}\n"
    last = "Disallow: /"
    fill = "#" * (500 * 1024 - len(start) - len(last) - 1) + "\n"
    return f"{start}{fill}{last}nothing\nDisallow: {OPEN}\n"


# What robots.txt answers, and which of the two products may then be asked for.
ROBOTS: dict[str, tuple[Answer, set[str]]] = {
    "2.2.1 names us": (text(f"User-agent: lgs\nDisallow: {CLOSED}\n"), {OPEN}),
    "2.2.1 in capitals": (text(f"User-agent: LGS\nDisallow: {CLOSED}\n"), {OPEN}),
    "2.2.1 names another": (text("User-agent: lgsbot\nDisallow: /\n"), {OPEN, CLOSED}),
    "2.2.1 us before all": (
        text(f"User-agent: *\nDisallow: /\n\nUser-agent: lgs\nDisallow: {CLOSED}\n"),
        {OPEN},
    ),
    "2.2.1 two groups are one": (
        text(f"User-agent: lgs\nDisallow: /x\n\nUser-agent: lgs\nDisallow: {CLOSED}\n"),
        {OPEN},
    ),
    "2.2.2 longest wins": (text(f"User-agent: *\nDisallow: /p/\nAllow: {OPEN}\n"), {OPEN}),
    "2.2.2 all is closed": (text("User-agent: *\nDisallow: /\n"), set()),
    "2.2.2 allow wins a tie": (
        text(f"User-agent: *\nDisallow: {OPEN}\nAllow: {OPEN}\nDisallow: {CLOSED}\n"),
        {OPEN},
    ),
    "2.2.3 specials": (text("User-agent: * # all\nDisallow: /*sed$ # no\n"), {OPEN}),
    "2.3.1.3 404": (text("User-agent: *\nDisallow: /\n", 404), {OPEN, CLOSED}),
    "2.3.1.3 410": (text("User-agent: *\nDisallow: /\n", 410), {OPEN, CLOSED}),
    "2.3.1.3 401": (text("User-agent: *\nAllow: /\n", 401), set()),
    "2.3.1.3 403": (text("User-agent: *\nAllow: /\n", 403), set()),
    "429": (text("User-agent: *\nAllow: /\n", 429), set()),
    "2.3.1.4 500": (text("User-agent: *\nAllow: /\n", 500), set()),
    "2.3.1.4 503": (text("User-agent: *\nAllow: /\n", 503), set()),
    "2.3.1.4 dropped": (Answer(how=drop), set()),
    "2.3.1.4 cut short": (
        raw(b"HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\nUser-agent: *\nAllow: /\n"),
        set(),
    ),
    "2.3.1.5 odd lines": (
        text(f"\ufeffhello\nUser-agent: *\n<p>: x\nSitemap: http://[odd\nDisallow: {CLOSED}\n"),
        {OPEN},
    ),
    "2.5 cut at 500 KiB": (text(long_file()), {OPEN}),
    "a page instead": (html("<a href='/x'>Disallow: /</a>"), {OPEN, CLOSED}),
    "empty": (text(""), {OPEN, CLOSED}),
}
NAMES = dict(zip(ROBOTS, ADDRESSES, strict=False))
HOPS, TOO_MANY_HOPS, HOP_OUT, HOP_TO_503 = ADDRESSES[22:26]
OUTSIDE = ADDRESSES[45]  # listed by nobody


def hops(count: int, last: Answer) -> dict[str, Answer]:
    """A robots.txt that answers after `count` redirects."""
    routes = {f"/hop/{n}": redirect(f"/hop/{n + 1}", 301) for n in range(1, count)}
    return {"/robots.txt": redirect("/hop/1"), **routes, f"/hop/{count}": last}


@pytest.fixture(scope="module")
def doors(web, tmp_path_factory) -> Run:
    rules = text(f"User-agent: *\nDisallow: {CLOSED}\n")
    for name, address in NAMES.items():
        web.put(address, door(web.root(address), ROBOTS[name][0]))
    for address, robots in (
        (HOPS, hops(5, rules)),
        (TOO_MANY_HOPS, hops(6, text("User-agent: *\nDisallow: /\n"))),
        (HOP_OUT, {"/robots.txt": redirect(f"{web.root(OUTSIDE)}/robots.txt")}),
        (HOP_TO_503, hops(1, text("", 503))),
    ):
        web.put(address, {**door(web.root(address), rules), **robots})
    web.put(OUTSIDE, door("", text("")))
    sites = [web.root(address) for address in [*NAMES.values(), *ADDRESSES[22:26]]]
    data = tmp_path_factory.mktemp("doors") / "data"
    return crawl(data, sites, "--delay", "0", "--no-images", "--workers", "2")


@pytest.mark.parametrize("name", ROBOTS)
def test_robots_is_obeyed(web, doors, name):
    address = NAMES[name]
    allowed = ROBOTS[name][1]
    asked = web.asked(address)
    assert {path for path in asked if path.startswith("/p/")} == allowed
    assert asked[0] == "/robots.txt"
    if not allowed:
        assert set(asked) == {"/robots.txt"}
    assert len(doors.titles(web.site(address))) == len(allowed)


@pytest.mark.parametrize(
    ("address", "allowed"),
    [(HOPS, {OPEN}), (TOO_MANY_HOPS, {OPEN, CLOSED}), (HOP_OUT, set()), (HOP_TO_503, set())],
)
def test_robots_is_looked_for_behind_five_redirects_on_its_site(web, doors, address, allowed):
    assert {path for path in web.asked(address) if path.startswith("/p/")} == allowed
    assert web.asked(OUTSIDE) == []


def test_robots_is_asked_for_once_where_it_answers(web, doors):
    for name, address in NAMES.items():
        tries = 2 if name in ("2.3.1.4 dropped", "2.3.1.4 cut short") else 1
        assert (name, web.asked(address).count("/robots.txt")) == (name, tries)


def test_a_site_that_shuts_the_door_says_so_in_the_report(web, doors):
    assert doors.code == 0
    site = web.site(NAMES["2.3.1.4 503"])
    assert doors.state(site) | {"seconds": 0} == {
        "site": site,
        "pages": 0,
        "product_pages": 0,
        "refused": 1,
        "waiting": 0,
        "ends": {"robots": 1},
        "in_sitemaps": 0,
        "products_in_sitemaps": 0,
        "of_them_found": 0,
        "megabytes": 0.0,
        "seconds": 0,
        "state": "robots.txt: status 503",
    }


def test_a_row_says_by_which_answer_it_was_allowed(web, doors):
    said = {row["site"]: dict(row["consent"])["robots"] for row in doors.rows}
    assert said[web.site(NAMES["2.2.1 names us"])] == "allowed"
    assert said[web.site(NAMES["2.3.1.3 404"])] == "status 404"


def test_a_second_run_asks_for_no_page_and_only_shut_doors_are_tried_again(web, doors):
    before, tables = len(web.log), table_bytes(doors.data)
    sites = [web.root(address) for address in [*NAMES.values(), *ADDRESSES[22:26]]]
    again = crawl(doors.data, sites, "--delay", "0", "--no-images", "--workers", "2")
    assert again.code == 0
    asked = {(r.host, r.path) for r in web.log[before:] if not r.path.startswith("/hop/")}
    closed = "2.2.2 all is closed"  # by rules that are still fresh
    shut = {NAMES[name] for name in ROBOTS if not ROBOTS[name][1] and name != closed}
    assert asked == {(address, "/robots.txt") for address in {*shut, HOP_OUT, HOP_TO_503}}
    assert table_bytes(doors.data) == tables


def table_bytes(data: Path) -> dict[str, bytes]:
    """Every file of products/."""
    return {path.name: path.read_bytes() for path in sorted((data / "products").iterdir())}


# -- pages, links, directives ---------------------------------------------------------------------

A, B, C, D, E, F, G = ADDRESSES[26:33]
ELSEWHERE = ADDRESSES[34]


def wishes(web: Web) -> dict[str, Any]:
    """Pages that object in every way there is, and one that does not."""
    root, noai = web.root(A), (("X-Robots-Tag", "noai"),)
    other = (("X-Robots-Tag", "otherbot: noindex"),)
    both = (*other, ("X-Robots-Tag", "noindex"))
    return {
        "/": listing(*(f"/p/{n}" for n in range(9)), "/nofollow", "/plain"),
        "/p/0": product("Chair for all", image=f"{root}/i/0.jpg"),
        "/p/1": product("Chair noindex in meta", head='<meta name=robots content="noindex">'),
        "/p/2": product("Chair noindex in header", headers=(("X-Robots-Tag", "noindex"),)),
        "/p/3": product("Chair for us not", headers=(("X-Robots-Tag", "lgs: none"),)),
        "/p/4": product("Chair not for others", headers=other, image=f"{root}/i/4.jpg"),
        "/p/5": product("Chair in two headers", headers=both),
        "/p/6": product("Chair reserved", headers=(("tdm-reservation", "1"),)),
        "/p/7": product("Chair with a kept picture", image=f"{root}/i/noai.jpg"),
        "/p/8": product("Chair with the same picture", image=f"{root}/i/noai.jpg"),
        "/i/0.jpg": picture(0),
        "/i/4.jpg": picture(4),
        "/i/noai.jpg": Answer(picture(7).body, kind="image/jpeg", headers=noai),
        "/plain": html('<a href="/never/1" rel="nofollow">x</a><a rel="ugc" href="/never/2">y</a>'),
        "/nofollow": html(
            '<a href="/never/3">x</a>', head='<meta name="robots" content="index, nofollow">'
        ),
    }


# A shop that insists on its own order of parameters, where all orders are one URL to us.
SORTED, SPELLED = "/spelled?a=1&b=2", "/spelled?b=2&a=1"


def wanderings(web: Web) -> dict[str, Any]:
    """Links and redirects to everywhere."""
    out = web.root(ELSEWHERE)
    return {
        "/": listing(
            *(
                "/to-out",
                "/to-file",
                "/to-data",
                "/to-port",
                "/to-self",
                "/to-umlaut",
                "/loop/1",
                SORTED,
            ),
            *(
                f"{out}/p/linked",
                "file:///etc/hostname",
                "ftp://127.0.0.1/x",
                "/chain/0",
                "/long/0",
            ),
        ),
        "/to-out": redirect(f"{out}/p/redirected"),
        "/to-file": redirect("file:///etc/hostname"),
        "/to-data": redirect("data:text/html,x"),
        "/to-port": redirect(f"http://{B}:1/x"),
        "/to-self": redirect("/p/home"),
        SORTED: redirect(SPELLED),
        SPELLED: product("Spelled oak chair"),
        "/to-umlaut": raw(
            "HTTP/1.1 302 Found\r\nLocation: /p/süß\r\nContent-Length: 0\r\n\r\n".encode()
        ),
        "/p/s%C3%BC%C3%9F": product("Sweet oak chair"),
        "/p/home": product("Home oak chair", image=f"{web.root(B)}/i/out.jpg"),
        "/i/out.jpg": redirect("file:///etc/hostname"),
        "/loop/1": redirect("/loop/2"),
        "/loop/2": redirect("/loop/1"),
        **{f"/chain/{n}": redirect(f"/chain/{n + 1}") for n in range(10)},
        "/chain/10": product("Chained oak chair"),
        **{f"/long/{n}": redirect(f"/long/{n + 1}") for n in range(11)},
        "/long/11": product("Never reached oak chair"),
    }


def oddities(web: Web) -> dict[str, Any]:
    """Pages that are hard to read, each linked from the start page."""
    body = product("Chaise en chêne à bascule").body.decode().encode("cp1252", "xmlcharrefreplace")
    latin = "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Name: café\r\n".encode("latin-1")
    page = product("Chair with a foreign header").body
    return {
        "/": listing(*(f"/p/{n}" for n in (0, 1, 2, 4, 5, 6, 7))),
        "/p/0": Answer(body, kind="text/html"),
        "/p/1": Answer(product("Hêtre blanc").body, kind="text/html; charset=iso-8859-1"),
        "/p/2": raw(latin + b"Content-Length: %d\r\n\r\n" % len(page) + page),
        "/p/4": Answer(page.replace(b"foreign header", b"odd name"), status=404),
        "/p/5": Answer(product("Chair as text").body, kind="text/plain"),
        "/p/6": flaky(2, 500, product("Chair at the third try")),
        "/p/7": flaky(1, 503, product("Chair at the second try"), retry_after="²"),
    }


def flaky(failures: int, status: int, then: Answer, *, retry_after: str = "") -> Any:
    """A route that fails some times before it answers."""
    left = [failures]

    def answer(_: Request) -> Answer:
        left[0] -= 1
        return then if left[0] < 0 else Answer(b"", status, headers=(("Retry-After", retry_after),))

    return answer


@pytest.fixture(scope="module")
def pages(web, tmp_path_factory) -> Run:
    web.put(A, wishes(web))
    web.put(B, wanderings(web))
    web.put(C, oddities(web))
    web.put(D, {**shop(web.root(D), 12), "/p/0": Answer(b"gone", 410)})
    web.put(D, {"/p/1": product("Chair", head='<meta name="robots" content="noindex">')})
    web.put(ELSEWHERE, {"*": product("Chair of another house")})
    web.put(
        E,
        {
            "/robots.txt": text("Sitemap: /maps/index.xml\nUser-agent: *\nDisallow: /closed\n"),
            "/": html("nothing here"),
            "/maps/index.xml": Answer(
                b"<sitemapindex><sitemap><loc>/maps/1.xml.gz</loc></sitemap>"
                b"<sitemap><loc>/maps/index.xml</loc></sitemap></sitemapindex>"
            ),
            "/maps/1.xml.gz": sitemap(
                f"{web.root(E)}/p/1",
                f"{web.root(E)}/closed/p/2",
                f"{web.root(ELSEWHERE)}/p/mapped",
                packed=True,
            ),
            "/p/1": product("Mapped oak chair"),
        },
    )
    cut = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 99999\r\n\r\n"
    web.put(G, {"/": listing("/p/cut"), "/p/cut": raw(cut + product("Chair that is cut").body)})
    web.put(F, {"/": listing("/p/1"), "/p/1": product("Bare oak chair")})
    data = tmp_path_factory.mktemp("pages") / "data"
    sites = [web.root(address) for address in (A, B, C, D, E, G)]
    arguments = ("--delay", "0", "--max-pages-per-site", "40", "--workers", "2", "--keep-pages")
    return crawl(data, [*sites, web.site(F)], *arguments)


def test_a_page_that_objects_gives_no_row(web, pages):
    assert pages.titles(web.site(A)) == [
        "Chair for all",
        "Chair not for others",
        "Chair with a kept picture",
        "Chair with the same picture",
    ]
    assert {f"/p/{n}" for n in range(9)} <= set(web.asked(A))


def test_a_picture_that_objects_is_asked_for_once_and_makes_its_rows_unclean(web, pages):
    faults = {row["title"]: row["faults"] for row in pages.rows if row["site"] == web.site(A)}
    assert faults == {
        "Chair for all": [],
        "Chair not for others": [],
        "Chair with a kept picture": ["image_opted_out"],
        "Chair with the same picture": ["image_opted_out"],
    }
    assert web.asked(A).count("/i/noai.jpg") == 1


def test_links_that_are_not_to_be_followed_are_not(web, pages):
    asked = web.asked(A)
    assert {"/plain", "/nofollow"} <= set(asked)
    assert not [path for path in asked if path.startswith("/never")]


def test_nothing_leads_off_the_site(web, pages):
    assert web.asked(ELSEWHERE) == []
    reasons = ended(pages.data, f"{web.root(B)}/%")
    assert reasons[f"{web.root(B)}/to-file"] == "redirect to 'file:///etc/hostname' not followed"
    assert reasons[f"{web.root(B)}/to-data"] == "redirect to 'data:text/html,x' not followed"


def test_redirects_on_the_site_are_followed_ten_times_at_most(web, pages):
    assert pages.titles(web.site(B)) == [
        "Chained oak chair",
        "Home oak chair",
        "Spelled oak chair",
        "Sweet oak chair",
    ]
    counts = Counter(web.asked(B))
    assert (counts["/loop/1"], counts["/loop/2"], counts["/long/10"], counts["/long/11"]) == (
        1,
        1,
        1,
        0,
    )


def test_a_picture_that_leads_to_a_file_is_refused(web, pages):
    (row,) = [row for row in pages.rows if row["title"] == "Home oak chair"]
    assert row["faults"] == ["image_refused"]


def ended(data: Path, like: str) -> dict[str, str]:
    """Why URLs ended, as the crawl's state has it."""
    found = {}
    for path in sorted((data / "crawl").glob("shard-*.sqlite")):
        db = sqlite3.connect(path)
        found.update(db.execute("SELECT url, why FROM url WHERE url LIKE ?", (like,)).fetchall())
        db.close()
    return found


def test_pages_that_are_hard_to_read_lose_no_text_and_no_other_page(web, pages):
    assert pages.titles(web.site(C)) == [
        "Chair at the second try",
        "Chair at the third try",
        "Chair with a foreign header",
        "Chaise en chêne à bascule",
        "Hêtre blanc",
    ]


def test_what_failed_was_tried_three_times_and_what_is_gone_once(web, pages):
    counts = Counter(web.asked(C))
    assert [counts[f"/p/{n}"] for n in range(8)] == [1, 1, 1, 0, 1, 1, 3, 2]
    assert web.asked(G).count("/p/cut") == 3
    assert pages.titles(web.site(G)) == []


def test_sitemaps_are_read_once_and_their_products_asked_for_by_the_same_rules(web, pages):
    assert sorted(set(web.asked(E)) - BESIDE) == [
        "/",
        "/maps/1.xml.gz",
        "/maps/index.xml",
        "/p/1",
        "/robots.txt",
    ]
    assert pages.titles(web.site(E)) == ["Mapped oak chair"]


def test_a_bare_host_is_asked_by_http_where_https_does_not_answer(web, pages):
    assert pages.titles(web.site(F)) == ["Bare oak chair"]


def test_every_picture_is_asked_for_once_and_every_request_says_who_asks(web, pages):
    counts = Counter(web.asked(D))
    assert {counts[f"/i/{n}.jpg"] for n in range(2, 12)} == {1}
    agents = {request.headers["user-agent"].split("/")[0] for request in web.log}
    assert agents == {"lgs"}
    assert not any({"cookie", "referer"} & set(request.headers) for request in web.log)


def test_a_finished_crawl_run_again_asks_for_nothing(web, pages):
    before, tables = len(web.log), table_bytes(pages.data)
    again = crawl(pages.data, [web.root(a) for a in (A, B, C, D, E, G)], "--delay", "0")
    assert (again.code, web.log[before:]) == (0, [])
    assert table_bytes(pages.data) == tables


def test_kept_pages_give_the_same_rows_but_for_pictures_and_times(web, pages, tmp_path):
    files = sorted((pages.data / "crawl" / "pages").glob("*.warc.gz"))
    before = len(web.log)
    full = command(tmp_path / "saved", *(w for f in files for w in ("--warc", str(f))))
    done = subprocess.run(full, capture_output=True, text=True, timeout=60, check=False)
    assert (done.returncode, web.log[before:]) == (0, [])
    assert [stable(row) for row in Run(0, "", tmp_path / "saved").rows] == [
        stable(row) for row in pages.rows
    ]


OF_THE_FETCH = (
    *("width", "height", "sha256", "image_format", "image_phash", "image_background"),
    *("image_mode", "image_orientation", "image_animated", "image_alpha", "image_sharpness"),
)


def stable(row: dict[str, Any]) -> dict[str, Any]:
    """A row without what its picture and the moment gave it."""
    kept = {k: v for k, v in row.items() if k not in (*OF_THE_FETCH, "fetched_at", "consent")}
    return {**kept, "faults": [f for f in row["faults"] if not f.startswith("image_")]}


# -- pace and budget ------------------------------------------------------------------------------

P1, P2, P3, P4 = ADDRESSES[35:39]
DELAY_S = 0.3
TOLERANCE_S = 0.03  # the clock starts when the ticket is handed out, not when the bytes arrive


@pytest.fixture(scope="module")
def paced(web, tmp_path_factory) -> Run:
    root = web.root(P1)
    web.put(P1, {**shop(root, 3), "/sitemap.xml": sitemap(f"{root}/p/1"), "/p/1": redirect("/p/2")})
    web.put(P2, {**shop(web.root(P2), 2), "/robots.txt": text("User-agent: *\nCrawl-delay: 1\n")})
    nap = flaky(1, 503, listing("/p/0"), retry_after="2")
    web.put(P3, {**shop(web.root(P3), 1), "/": nap})
    web.put(P4, shop(web.root(P4), 20))
    data = tmp_path_factory.mktemp("paced") / "data"
    arguments = ("--delay", str(DELAY_S), "--max-pages-per-site", "4", "--workers", "1")
    return crawl(data, [web.root(a) for a in (P1, P2, P3, P4)], *arguments)


@pytest.mark.parametrize(
    ("address", "least_s", "kinds"),
    [
        (P1, DELAY_S, {"/robots.txt", "/sitemap.xml", "/", "/p/1", "/p/2", "/i/2.jpg"}),
        (P2, 1.0, {"/", "/p/0", "/p/1", "/i/0.jpg", "/i/1.jpg"}),
        (P4, DELAY_S, {"/robots.txt", "/sitemap.xml", "/"}),
    ],
)
def test_the_distance_is_kept_between_all_requests_to_a_host(web, paced, address, least_s, kinds):
    assert paced.code == 0
    asked, times = web.asked(address), web.times(address)
    assert kinds <= set(asked)
    gaps = [b - a for a, b in pairwise(times)]
    assert min(gaps) >= least_s - TOLERANCE_S


def test_a_site_that_says_retry_after_sleeps_so_long_and_then_goes_on(web, paced):
    asked, times = web.asked(P3), web.times(P3)
    first = asked.index("/")
    assert times[first + 1] - times[first] >= 2 - TOLERANCE_S
    assert paced.titles(web.site(P3)) == ["Oak stool number 0"]
    assert paced.state(web.site(P3))["state"] == "done"


def test_no_more_pages_are_asked_for_than_the_budget_has(web, paced):
    pages = [path for path in web.asked(P4) if path == "/" or path.startswith("/p/")]
    assert len(pages) == 4
    assert paced.state(web.site(P4))["state"] == "budget"


# -- ends before the end --------------------------------------------------------------------------

WHOLE = ADDRESSES[40:42]


def slow(route: Answer) -> Any:
    """The same answer, a little later: there is time to be interrupted."""

    def answer(_: Request) -> Answer:
        time.sleep(0.03)
        return route

    return answer


@pytest.fixture(scope="module")
def whole(web, tmp_path_factory) -> Run:
    for address in WHOLE:
        routes = shop(web.root(address), 60, name=f"Stool of {address}")
        web.put(address, {path: slow(route) for path, route in routes.items()})
    data = tmp_path_factory.mktemp("whole") / "data"
    return crawl(data, [web.root(a) for a in WHOLE], "--delay", "0")


def begin(web: Web, data: Path) -> subprocess.Popen[str]:
    """Start the crawl of `whole` and wait until it is in the middle."""
    data.mkdir()
    listed = data.parent / "sites.txt"
    listed.write_text("\n".join(web.root(a) for a in WHOLE))
    before = len(web.log)
    full = command(data, "--sites", str(listed), "--delay", "0", "--workers", "2")
    process = subprocess.Popen(full, stderr=subprocess.PIPE, text=True, start_new_session=True)
    deadline = time.monotonic() + 30
    while len(web.log) - before < 90 and time.monotonic() < deadline:
        time.sleep(0.01)
    return process


def finish(web: Web, data: Path) -> Run:
    return crawl(data, [web.root(a) for a in WHOLE], "--delay", "0", "--workers", "2")


def timeless(run: Run) -> list[dict[str, Any]]:
    return [{k: v for k, v in row.items() if k != "fetched_at"} for row in run.rows]


def committed(data: Path) -> set[str]:
    """The product pages that a crawl has stored."""
    return {url for url, why in ended(data, "%/p/%").items() if url in done_urls(data)}


def done_urls(data: Path) -> set[str]:
    found: set[str] = set()
    for path in sorted((data / "crawl").glob("shard-*.sqlite")):
        db = sqlite3.connect(path)
        found.update(url for (url,) in db.execute("SELECT url FROM url WHERE state = 1"))
        db.close()
    return found


def test_an_uninterrupted_crawl_has_every_product(web, whole):
    assert whole.code == 0
    assert len(whole.rows) == 120
    assert {tuple(row["faults"]) for row in whole.rows} == {()}


def test_an_interrupted_crawl_keeps_what_it_has_and_the_next_run_finishes(web, whole, tmp_path):
    process = begin(web, tmp_path / "data")
    process.send_signal(signal.SIGINT)
    said = process.communicate(timeout=60)[1]
    assert process.returncode == 130
    assert "interrupted" in said
    assert "Traceback" not in said
    kept = done_urls(tmp_path / "data")
    assert 0 < len(kept) < 122
    before = len(web.log)
    finished = finish(web, tmp_path / "data")
    assert finished.code == 0
    assert not kept & {web.root(r.host) + r.path for r in web.log[before:]}
    assert timeless(finished) == timeless(whole)


def test_a_crawl_whose_processes_are_all_killed_loses_nothing(web, whole, tmp_path):
    process = begin(web, tmp_path / "data")
    for child in descendants(process.pid):
        os.kill(child, signal.SIGKILL)
    process.communicate(timeout=30)
    kept = done_urls(tmp_path / "data")
    assert 0 < len(kept) < 122
    before = len(web.log)
    finished = finish(web, tmp_path / "data")
    assert finished.code == 0
    assert not kept & {web.root(r.host) + r.path for r in web.log[before:]}
    assert timeless(finished) == timeless(whole)


def descendants(pid: int) -> list[int]:
    """A process and all that it started, itself first."""
    found = [pid]
    for one in found:
        children = Path(f"/proc/{one}/task/{one}/children").read_text().split()
        found.extend(int(child) for child in children)
    return found


# -- what is refused before any request -----------------------------------------------------------


def test_a_private_address_is_refused_without_leave(web, tmp_path):
    before = len(web.log)
    refused = crawl(tmp_path / "data", [web.root("127.0.0.1")], allow_private=False)
    assert refused.code == 1
    assert "is a private address; it is left out (--allow-private allows it)" in refused.said
    assert refused.said.splitlines()[-1] == "lgs: no site is left to crawl"
    assert len(web.log) == before


def test_a_crawl_of_other_people_s_sites_needs_a_contact(web, tmp_path):
    before = len(web.log)
    refused = crawl(tmp_path / "data", ["shop.invalid", web.root("127.0.0.1")])
    assert refused.code == 2
    assert refused.said.startswith("lgs: a crawl needs a contact")
    assert (len(web.log), (tmp_path / "data" / "crawl").exists()) == (before, False)


# -- reservations beside the pages ----------------------------------------------------------------

SIGNAL, USAGE, AGENTS, AI_FILE, TDM_FILE, FREE = ADDRESSES[50:56]
RESERVING: dict[str, dict[str, Answer]] = {
    SIGNAL: {"/robots.txt": text("User-agent: *\nContent-Signal: search=yes, ai-train=no\n")},
    USAGE: {"/robots.txt": text("User-agent: *\nContent-Usage: /p/ train-ai=n\n")},
    AGENTS: {"/robots.txt": text("User-agent: GPTBot\nDisallow: /\n")},
    AI_FILE: {"/ai.txt": text("User-Agent: *\nDisallow: /p/\n")},
    TDM_FILE: {"/.well-known/tdmrep.json": text('[{"location": "/p/*", "tdm-reservation": 1}]')},
    FREE: {"/robots.txt": text("User-agent: *\nContent-Signal: search=yes, ai-train=yes\n")},
}


@pytest.mark.parametrize(("policy", "wanted"), [("strict", {FREE}), ("robots-only", {*RESERVING})])
def test_who_reserves_beside_the_pages_is_asked_for_no_product(web, tmp_path, policy, wanted):
    for address, files in RESERVING.items():
        web.put(address, {"/": listing("/p/1"), "/p/1": product("Oak chair"), **files})
    before = len(web.log)
    sites = [web.root(address) for address in RESERVING]
    run = crawl(tmp_path / "data", sites, "--delay", "0", "--no-images", "--consent", policy)
    assert {r.host for r in web.log[before:] if r.path == "/p/1"} == wanted
    assert {row["site"] for row in run.rows} == {web.site(address) for address in wanted}
    assert {dict(row["consent"])["policy"] for row in run.rows} == {policy}
