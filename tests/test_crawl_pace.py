"""How a real crawl treats sites that are slow, strained, broken, shut or large, and what it says.

Loopback is spared all that; here it is asked for (setting `pace_loopback`).
"""

import time
from collections import Counter
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest
from crawls import Run, crawl
from server import Answer, Door, html, listing, product, redirect, serve, shop, sitemap, text

SLOW, STRAINED, SHARED, BROKEN, SHUT, LARGE, STAYS_SHUT = (f"127.0.3.{n}" for n in range(1, 8))
LONG, NIGHT, MAPPED = (f"127.0.3.{n}" for n in range(11, 14))
ANSWER_S, DELAY_S, GAP_S = 0.4, 0.2, 0.25
NOISE_S = 0.05


@pytest.fixture(scope="module")
def web():
    addresses = (SLOW, STRAINED, SHARED, BROKEN, SHUT, LARGE, STAYS_SHUT, LONG, NIGHT, MAPPED)
    with pytest.MonkeyPatch.context() as patch, serve(*addresses) as running:
        patch.setattr(Door, "timeout", 30)  # kept connections outlive the longest rest here
        yield running


@pytest.fixture(scope="module")
def neighbour():
    """A second site at the same address, on another port."""
    with serve(SHARED) as running:
        running.put(SHARED, shop(running.root(SHARED), 6))
        yield running


def late(answer: Answer):
    def give(_):
        time.sleep(ANSWER_S)
        return answer

    return give


def first(count: int, answer: Answer, then: Answer):
    """So many times one answer, then another."""
    left = [count]

    def give(_):
        left[0] -= 1
        return answer if left[0] >= 0 else then

    return give


SETTINGS = f"""
[crawl]
delay_s = {DELAY_S}
images = false
pace_loopback = true
rest_factor = 5
requests_per_address_s = {1 / GAP_S}
breaker_rest_s = 1
robots_retries_s = [0.5, 1]
max_mb_per_site = 0.1
"""


@pytest.fixture(scope="module")
def paced(web, neighbour, tmp_path_factory) -> Run:
    pages = {f"/p/{n}": product(f"Oak chair number {n}") for n in range(12)}
    web.put(SLOW, {path: late(page) for path, page in pages.items() if path < "/p/3"})
    web.put(SLOW, {"/": late(listing("/p/0", "/p/2", "/p/10"))})
    busy = first(2, Answer(b"", 429), listing("/p/0", "/p/1", "/p/2", "/p/3"))
    web.put(STRAINED, {**pages, "/": busy})
    web.put(SHARED, shop(web.root(SHARED), 6))
    web.put(BROKEN, {"/": listing(*pages), **dict.fromkeys(pages, Answer(b"", 500))})
    for address, tries in ((SHUT, 2), (STAYS_SHUT, 99)):
        robots = first(tries, Answer(b"", 503), text("User-agent: *\nDisallow: /p/1\n"))
        web.put(address, {**pages, "/": listing("/p/0", "/p/1"), "/robots.txt": robots})
    heavy = {path: product(f"Heavy chair {path}", body="<p>oak</p>" * 4000) for path in pages}
    web.put(LARGE, {"/": listing(*heavy), **heavy})
    folder = tmp_path_factory.mktemp("paced")
    (folder / "settings.toml").write_text(SETTINGS)
    addresses = (SLOW, STRAINED, SHARED, BROKEN, SHUT, LARGE, STAYS_SHUT)
    sites = [*(web.root(address) for address in addresses), neighbour.root(SHARED)]
    return crawl(
        folder / "data", sites, "--config", str(folder / "settings.toml"), "--workers", "1"
    )


def test_a_slow_site_rests_five_times_as_long_as_its_answers(web, paced):
    assert paced.code == 0
    times = web.times(SLOW)
    after = web.asked(SLOW).index("/")  # robots.txt and what is beside it answer at once
    gaps = [b - a for a, b in pairwise(times[after:])]
    assert len(gaps) >= 3
    # The first slow answer counts for three tenths, as it follows quick ones.
    assert min(gaps[1:]) >= ANSWER_S + 5 * ANSWER_S * 0.5 - NOISE_S


def test_a_site_that_said_not_now_is_asked_less_often_afterwards(web, paced):
    asked, times = web.asked(STRAINED), web.times(STRAINED)
    assert asked.count("/") == 3
    last = len(asked) - 1 - asked[::-1].index("/")
    gaps = [b - a for a, b in pairwise(times[last:])]
    assert gaps[0] >= 3 * DELAY_S
    assert gaps == sorted(gaps, reverse=True) or max(gaps) - min(gaps) < 1
    assert len(paced.titles(web.site(STRAINED))) == 4


def test_two_sites_of_one_address_together_keep_its_ceiling(web, neighbour, paced):
    times = sorted([*web.times(SHARED), *neighbour.times(SHARED)])
    assert {len(paced.titles(one.site(SHARED))) for one in (web, neighbour)} == {6}
    span = times[-1] - times[0]
    assert len(times) - 1 <= span / GAP_S + 1
    # What is under way may come a little later than it was sent: never four in less than two gaps.
    assert min(b - a for a, b in zip(times, times[3:], strict=False)) >= 2 * GAP_S - NOISE_S


def test_a_site_that_only_fails_is_left_after_seven_failures_in_a_row(web, paced):
    asked = [path for path in web.asked(BROKEN) if path.startswith("/p/")]
    assert len(asked) == 7
    state = paced.state(web.site(BROKEN))
    assert (state["state"], state["waiting"] > 0) == ("broken: status 500", True)


def test_a_robots_that_was_shut_is_asked_again_and_then_obeyed(web, paced):
    counts = Counter(web.asked(SHUT))
    assert (counts["/robots.txt"], counts["/p/0"], counts["/p/1"]) == (3, 1, 0)
    assert paced.titles(web.site(SHUT)) == ["Oak chair number 0"]
    assert paced.state(web.site(SHUT))["state"] == "done"


def test_a_robots_that_stays_shut_is_asked_as_often_as_was_said_and_nothing_else(web, paced):
    assert web.asked(STAYS_SHUT) == ["/robots.txt"] * 3
    assert paced.state(web.site(STAYS_SHUT))["state"] == "robots.txt: status 503"


def test_a_site_ends_with_its_budget_of_bytes(web, paced):
    state = paced.state(web.site(LARGE))
    assert state["state"] == "budget: 0.1 MB"
    assert 0.1 <= state["megabytes"] < 0.2
    assert 2 <= len(paced.titles(web.site(LARGE))) < 12


def test_the_run_says_how_many_sites_stopped_for_which_reason(paced):
    assert paced.run["crawl"]["stopped"] == {"done": 5, "broken": 1, "budget": 1, "robots.txt": 1}


# -- hours, visiting times, coverage --------------------------------------------------------------

HOURS = 0.002


@pytest.fixture(scope="module")
def timed(web, tmp_path_factory) -> Run:
    web.put(LONG, {"/": listing(*(f"/p/{n}" for n in range(90))), "*": html("nothing")})
    begins = datetime.now(UTC) + timedelta(hours=2)
    hours = f"{begins:%H%M}-{begins + timedelta(hours=1):%H%M}"
    robots = text(f"User-agent: *\nVisit-time: {hours}\n")
    web.put(NIGHT, {**shop(web.root(NIGHT), 3), "/robots.txt": robots})
    web.put(
        MAPPED,
        {
            "/": listing("/p/1"),
            "/robots.txt": text("User-agent: *\nDisallow: /p/closed\nSitemap: /map.xml\n"),
            "/map.xml": sitemap(
                *(f"{web.root(MAPPED)}/{path}" for path in ("about", "p/1", "p/old", "p/closed")),
                *(f"{web.root(MAPPED)}/{path}" for path in ("p/gone", "oak-chair-of-the-year")),
            ),
            "/about": html("We are a shop."),
            "/p/1": product("Oak chair number 1"),
            "/p/old": redirect("/p/new"),
            "/p/new": product("Oak chair number 2"),
            "/oak-chair-of-the-year": product("Oak chair of the year"),
        },
    )
    sites = [web.root(address) for address in (LONG, NIGHT, MAPPED)]
    data = tmp_path_factory.mktemp("timed") / "data"
    arguments = ("--delay", "0.2", "--no-images", "--max-hours-per-site", str(HOURS))
    return crawl(data, sites, *arguments, "--workers", "1")


def test_a_site_ends_with_its_budget_of_hours(web, timed):
    assert timed.code == 0
    state = timed.state(web.site(LONG))
    assert state["state"] == f"budget: {HOURS:g} hours"
    assert state["seconds"] >= HOURS * 3600
    times = web.times(LONG)
    assert times[-1] - times[0] <= HOURS * 3600 + NOISE_S
    assert state["waiting"] > 0


def test_outside_its_visiting_hours_no_page_of_a_site_is_asked_for(web, timed):
    assert set(web.asked(NIGHT)) == {"/robots.txt", "/ai.txt", "/.well-known/tdmrep.json"}
    state = timed.state(web.site(NIGHT))
    assert state["state"].startswith("asleep: robots.txt allows visits from")
    assert (state["pages"], state["waiting"]) == (0, 2)


def test_the_end_says_how_many_products_of_the_sitemap_were_found(web, timed):
    state = timed.state(web.site(MAPPED))
    found = {key: state[key] for key in ("in_sitemaps", "products_in_sitemaps", "of_them_found")}
    # Of the six that are named, /about is none; /p/old is found by its new name.
    assert found == {"in_sitemaps": 6, "products_in_sitemaps": 5, "of_them_found": 3}
    assert state["ends"] == {"failed": 1, "read": 7, "robots": 1}
    assert state["state"] == "done"


def test_a_second_run_keeps_what_a_site_has_spent(web, timed):
    before = len(web.log)
    sites = [web.root(address) for address in (LONG, NIGHT, MAPPED)]
    again = crawl(
        timed.data, sites, "--delay", "0.2", "--no-images", "--max-hours-per-site", "0.002"
    )
    assert again.code == 0
    assert web.log[before:] == []
    assert again.state(web.site(LONG))["state"] == f"budget: {HOURS:g} hours"
    assert again.state(web.site(NIGHT))["state"].startswith("asleep:")
