"""Every channel by which a page, a picture or a site may object, against a real server.

One address a channel; each has one product, and says something that forbids it, or nearly so.
"""

from dataclasses import dataclass, replace
from typing import Any

import pytest
from crawls import Run, crawl
from server import Answer, html, picture, product, serve, text

PAST, FUTURE = "25 Jun 2010 15:00:00 GMT", "25 Jun 2999 15:00:00 GMT"
PAGE, IMAGE = "/p/1", "/i/1.jpg"


@dataclass(frozen=True, slots=True)
class Case:
    """What a site says, and what may be had of it: nothing, a row, or a row with its picture."""

    gives: str  # "nothing", "row", "clean row"
    robots: str = ""
    files: tuple[tuple[str, str], ...] = ()
    headers: tuple[tuple[str, str], ...] = ()
    head: str = ""
    image_headers: tuple[tuple[str, str], ...] = ()
    link: str = f'<a href="{PAGE}">Oak chair</a>'
    said: tuple[str, str] | None = None  # what stands in the row's consent
    is_asked: bool = True  # the page is asked for, as what it says is found only there


def tag(words: str) -> tuple[tuple[str, str], ...]:
    return (("X-Robots-Tag", words),)


def meta(words: str, name: str = "robots") -> str:
    return f'<meta name="{name}" content="{words}">'


def everybody(line: str) -> str:
    return f"User-agent: *\n{line}\n"


UNASKED = Case("nothing", is_asked=False)
TDM = '[{"location": "/p/*", "tdm-reservation": %d}]'
CASES: dict[str, Case] = {
    # Words for the page, in its head and in its header.
    **{
        f"{word} in {place}": Case("nothing", **{where: make(word)})
        for word in ("noindex", "none", "noai", "noml", "nosnippet", "noarchive")
        for place, where, make in (("meta", "head", meta), ("header", "headers", tag))
    },
    "meta for us": Case("nothing", head=meta("noindex", "lgs")),
    "meta for another": Case("clean row", head=meta("noindex", "otherbot")),
    "header for us": Case("nothing", headers=tag("lgs: noindex")),
    "header for another": Case(
        "clean row",
        headers=tag("otherbot: noindex"),
        said=("x-robots-tag", "otherbot: noindex"),
    ),
    "expired meta": Case("nothing", head=meta(f"unavailable_after: {PAST}")),
    "expired header": Case("nothing", headers=tag(f"unavailable_after: {PAST}")),
    "not yet expired": Case("clean row", headers=tag(f"unavailable_after: {FUTURE}")),
    "all is allowed": Case("clean row", head=meta("index, follow"), said=("meta", "index, follow")),
    # Words for its picture, on the page.
    **{
        f"{word} in {place}": Case("row", **{where: make(word)})
        for word in ("noimageindex", "noimageai", "max-image-preview:none")
        for place, where, make in (("meta", "head", meta), ("header", "headers", tag))
    },
    # Words of the picture's own header.
    **{
        f"picture says {words}": Case("row", image_headers=headers)
        for words, headers in (
            *((word, tag(word)) for word in ("noindex", "none", "noai", "noml")),
            *((word, tag(word)) for word in ("noimageindex", "noimageai", "lgs: noai")),
            ("expired", tag(f"unavailable_after: {PAST}")),
            ("tdm", (("tdm-reservation", "1"),)),
            ("usage", (("Content-Usage", "train-ai=n"),)),
        )
    },
    "picture for others": Case("clean row", image_headers=tag("otherbot: noai")),
    "picture not yet expired": Case("clean row", image_headers=tag(f"unavailable_after: {FUTURE}")),
    # Links.
    **{
        f"rel={rel}": replace(UNASKED, link=f'<a rel="{rel}" href="{PAGE}">Oak chair</a>')
        for rel in ("nofollow", "ugc", "sponsored", "noopener NoFollow")
    },
    "rel=noopener": Case("clean row", link=f'<a rel="noopener" href="{PAGE}">Oak chair</a>'),
    # TDM reservation: file, header, meta.
    "tdm file": replace(UNASKED, files=(("/.well-known/tdmrep.json", TDM % 1),)),
    "tdm file that reserves nothing": Case(
        "clean row",
        files=(("/.well-known/tdmrep.json", TDM % 0),),
        said=("tdmrep.json", "tdm-reservation for /p/*"),
    ),
    "tdm header": Case("nothing", headers=(("TDM-Reservation", "1"),)),
    "tdm header 0": Case("clean row", headers=(("TDM-Reservation", "0"),), said=("tdm", "0")),
    "tdm meta": Case("nothing", head=meta("1", "tdm-reservation")),
    # Preferences in robots.txt and in headers.
    "content-signal": replace(UNASKED, robots=everybody("Content-Signal: search=yes, ai-train=no")),
    "content-signal yes": Case(
        "clean row",
        robots=everybody("Content-Signal: search=yes, ai-train=yes"),
        said=("content-signal", "search=yes, ai-train=yes"),
    ),
    "content-usage": replace(UNASKED, robots=everybody("Content-Usage: train-ai=n")),
    "content-usage of a path": replace(UNASKED, robots=everybody("Content-Usage: /p/ train-ai=n")),
    "content-usage of another path": Case(
        "clean row", robots=everybody("Content-Usage: /blog/ train-ai=n")
    ),
    "content-usage header": Case("nothing", headers=(("Content-Usage", "train-ai=n"),)),
    "content-usage header yes": Case(
        "clean row",
        headers=(("Content-Usage", "train-ai=y"),),
        said=("content-usage", "train-ai=y"),
    ),
    # ai.txt
    "ai.txt": replace(UNASKED, files=(("/ai.txt", everybody("Disallow: /p/")),)),
    "ai.txt for pictures": Case("row", files=(("/ai.txt", everybody("Disallow: *.jpg")),)),
    "ai.txt for others": Case("clean row", files=(("/ai.txt", "User-Agent: x\nDisallow: /\n"),)),
    # Crawlers that gather training data.
    **{
        f"no {agent}": replace(UNASKED, robots=f"User-agent: {agent}\nDisallow: /\n")
        for agent in ("GPTBot", "CCBot", "Google-Extended", "anthropic-ai", "Bytespider")
    },
    "no search engine": Case("clean row", robots="User-agent: AhrefsBot\nDisallow: /\n"),
    "some of GPTBot": Case("clean row", robots="User-agent: GPTBot\nDisallow: /private\n"),
    # robots.txt itself: the line that allowed it.
    "allowed by a line": Case(
        "clean row",
        robots="User-agent: lgs\nDisallow: /p\nAllow: /p/1\n",
        said=("robots", "allowed (line 3: Allow: /p/1)"),
    ),
    "nothing is said": Case("clean row", said=("robots", "status 404")),
}
ADDRESSES = {name: f"127.0.5.{n}" for n, name in enumerate(CASES, 1)}
# What no policy lets through: links that are not to be followed.
LINKS = {name for name, case in CASES.items() if name.startswith("rel=") and not case.is_asked}


@pytest.fixture(scope="module")
def web():
    with serve(*ADDRESSES.values()) as running:
        for number, (name, case) in enumerate(CASES.items()):
            root = running.root(ADDRESSES[name])
            page = product(
                f"Oak chair: {name}", image=root + IMAGE, head=case.head, headers=case.headers
            )
            routes: dict[str, Answer] = {
                "/": html(case.link),
                PAGE: page,
                IMAGE: replace(picture(number), headers=case.image_headers),
                **{path: text(body) for path, body in case.files},
            }
            if case.robots:
                routes["/robots.txt"] = text(case.robots)
            running.put(ADDRESSES[name], routes)
        yield running


def crawled(web, folder, policy: str) -> tuple[Run, int]:
    before = len(web.log)
    sites = [web.root(address) for address in ADDRESSES.values()]
    arguments = ("--delay", "0", "--consent", policy, "--workers", "2")
    return crawl(folder / "data", sites, *arguments), before


@pytest.fixture(scope="module")
def strict(web, tmp_path_factory) -> Run:
    return crawled(web, tmp_path_factory.mktemp("strict"), "strict")[0]


def row_of(run: Run, web, name: str) -> dict[str, Any] | None:
    site = web.site(ADDRESSES[name])
    return next((row for row in run.rows if row["site"] == site), None)


@pytest.mark.parametrize("name", CASES)
def test_a_site_gives_what_it_allows(web, strict, name):
    case, row = CASES[name], row_of(strict, web, name)
    asked = web.asked(ADDRESSES[name])
    faults = {"nothing": None, "row": ["image_opted_out"], "clean row": []}[case.gives]
    assert (row["faults"] if row else None) == faults
    assert (PAGE in asked) is case.is_asked
    assert asked.count(PAGE) <= 1
    assert asked.count(IMAGE) <= 1
    if case.said:
        assert row is not None
        assert dict(row["consent"])[case.said[0]] == case.said[1]


# What was said stands in the row although the policy leaves it aside.
EVIDENCE = {
    "noai in meta": ("meta", "noai"),
    "noindex in header": ("x-robots-tag", "noindex"),
    "tdm header": ("tdm", "1"),
    "content-signal": ("content-signal", "search=yes, ai-train=no"),
    "content-usage of a path": ("content-usage", "/p/ train-ai=n"),
    "content-usage header": ("content-usage", "train-ai=n"),
    "no GPTBot": ("robots-ai-agents", "Disallow: / for gptbot"),
}


def test_by_robots_only_all_is_had_but_what_is_not_linked_and_every_row_says_so(web, tmp_path):
    run, before = crawled(web, tmp_path, "robots-only")
    found = {name: row_of(run, web, name) for name in CASES}
    assert {name for name, row in found.items() if row is None} == LINKS
    rows = {name: row for name, row in found.items() if row is not None}
    assert {dict(row["consent"])["policy"] for row in rows.values()} == {"robots-only"}
    assert {name: row["faults"] for name, row in rows.items() if row["faults"]} == {}
    for name, (channel, words) in EVIDENCE.items():
        assert dict(rows[name]["consent"]).get(channel) == words, name
    beside = {"/ai.txt", "/.well-known/tdmrep.json"}
    assert not beside & {request.path for request in web.log[before:]}
