import pytest

from lgs.consent.robots import FRESH_S, Robots
from lgs.store.frontier import (
    BACKOFF_S,
    LONGEST_BACKOFF_S,
    LONGEST_PAGE_BACKOFF_S,
    LONGEST_SLEEP_S,
    NEAR_BREAKER,
    Frontier,
    Limits,
    Site,
    Ticket,
)
from lgs.store.pace import LONGEST_PACE_S, Breaker
from lgs.store.shard import Shard
from lgs.store.tables import PAGE, ROBOTS, SITEMAP, Child, Record

ONE, TWO = "one.example", "two.example"
NEVER_OPENS = Breaker(failures=1000)
WALL = 1_000_000.0
OPEN = Robots("rules", b"User-agent: *\nDisallow: /closed\n")


class Yard:
    """A frontier over one shard, with clocks that stand still until they are moved."""

    def __init__(self, folder, *paths, limits=None, robots=OPEN, sites=(ONE,), fallback=None):
        self.shard = Shard(folder / "shard-00.sqlite")
        self.shard.unlist_sites()
        for site in sites:
            self.shard.list_site(site, Child(f"http://{site}/", priority=50), fallback)
        self.now, self.is_closed = 0.0, False
        self.frontier = Frontier([self.shard], limits or Limits(), now=0.0, wall=WALL)
        if robots:
            for site in sites:
                self.frontier.doors.keep(self.shard, f"http://{site}/", robots, WALL)
        for site in sites:
            self.frontier.add(
                self.frontier.sites[site], [Child(f"http://{site}{p}") for p in paths]
            )

    def close(self) -> None:
        if not self.is_closed:
            self.frontier.close()
        self.is_closed = True

    @property
    def site(self) -> Site:
        return self.frontier.sites[ONE]

    def take(self, after_s: float = 0.0) -> Ticket | None:
        self.now += after_s
        return self.frontier.take(self.now, WALL + self.now)

    def fail(self, ticket: Ticket, **how) -> None:
        given = {"status": 500, "why": "status 500"} | how
        self.frontier.failed(ticket, self.now, WALL + self.now, **given)

    def finish(self, after_s: float = 1.0) -> list[str]:
        """Take and end all that is left; the paths in their order."""
        paths = []
        while not self.frontier.is_finished() and len(paths) < 100:
            if ticket := self.take(after_s):
                paths.append(path(ticket))
                self.frontier.done(ticket, status=200)
        return paths

    def why(self, site: str = ONE) -> str | None:
        return self.shard.db.execute("SELECT why FROM site WHERE name = ?", (site,)).fetchone()[0]

    def states(self) -> dict[str, tuple[int, str | None]]:
        rows = self.shard.db.execute("SELECT url, state, why FROM url").fetchall()
        return {url.removeprefix(f"http://{ONE}"): (state, why) for url, state, why in rows}


@pytest.fixture
def yard(tmp_path):
    made = []

    def make(*paths, **how) -> Yard:
        made.append(Yard(tmp_path, *paths, **how))
        return made[-1]

    yield make
    for one in made:
        one.close()


def path(ticket: Ticket | None) -> str:
    assert ticket is not None
    return ticket.url.partition("example")[2]


def test_a_site_is_asked_again_after_its_delay_and_not_before(yard):
    place = yard("/a", limits=Limits(delay_s=2.0))
    first = place.take()
    assert path(first) == "/"
    place.frontier.done(first, status=200)
    assert place.take(1.99) is None
    assert place.frontier.next_moment() == pytest.approx(2.0)
    assert path(place.take(0.01)) == "/a"


def test_one_request_is_under_way_at_a_site_unless_more_are_allowed(yard, tmp_path):
    place = yard("/a", "/b", limits=Limits(delay_s=0.0, concurrency=2))
    assert [path(place.take()), path(place.take()), place.take()] == ["/", "/a", None]
    assert place.frontier.next_moment() is None  # only an answer can tell


def test_a_second_request_waits_for_the_first_answer(yard):
    place = yard("/a", limits=Limits(delay_s=1.0))
    first = place.take()
    assert place.take(100) is None
    place.frontier.done(first, status=200)
    assert path(place.take()) == "/a"


def test_sites_do_not_wait_for_each_other(yard):
    place = yard("/a", sites=(ONE, TWO), limits=Limits(delay_s=5.0))
    assert {place.take().site.name, place.take().site.name} == {ONE, TWO}
    assert place.take() is None


@pytest.mark.parametrize(
    ("lines", "delay_s"),
    [("Crawl-delay: 7", 7.0), ("Request-rate: 1/9", 9.0), ("Crawl-delay: 0.5", 2.0)],
)
def test_a_longer_distance_that_robots_asks_for_is_kept(yard, lines, delay_s):
    robots = Robots("rules", f"User-agent: *\n{lines}\n".encode())
    place = yard("/a", robots=robots, limits=Limits(delay_s=2.0))
    place.frontier.done(place.take(), status=200)
    assert place.take(delay_s - 0.01) is None
    assert path(place.take(0.01)) == "/a"


def test_a_site_that_asks_for_too_long_a_distance_is_left_alone(yard):
    robots = Robots("rules", b"User-agent: *\nCrawl-delay: 61\n")
    place = yard(robots=robots, limits=Limits(max_delay_s=60.0))
    assert place.take() is None
    assert place.frontier.is_finished()
    assert place.why() == "robots.txt asks for 61 s between requests"


# -- robots.txt -----------------------------------------------------------------------------------


def test_an_unknown_robots_is_asked_for_first_and_alone(yard):
    place = yard("/a", robots=None, limits=Limits(delay_s=0.0, concurrency=8))
    ticket = place.take()
    assert (ticket.kind, ticket.url) == (ROBOTS, f"http://{ONE}/robots.txt")
    assert place.take() is None
    place.frontier.answered(ticket, OPEN, WALL, no_answer=False)
    assert [path(place.take()), path(place.take())] == ["/", "/a"]


def test_every_origin_of_a_site_has_a_robots_of_its_own(yard):
    place = yard(limits=Limits(delay_s=0.0))
    place.frontier.add(place.site, [Child(f"https://www.{ONE}/x"), Child(f"http://{ONE}:81/y")])
    place.frontier.done(place.take(), status=200)
    for start in (f"https://www.{ONE}", f"http://{ONE}:81"):
        ticket = place.take()
        assert ticket.url == f"{start}/robots.txt"
        place.frontier.answered(ticket, OPEN, WALL, no_answer=False)
        place.frontier.done(place.take(), status=200)
    assert place.take() is None
    assert place.frontier.is_finished()


@pytest.mark.parametrize(
    ("age_s", "kind"), [(FRESH_S - 10, PAGE), (FRESH_S, ROBOTS), (FRESH_S + 9, ROBOTS)]
)
def test_a_robots_is_believed_for_a_day(yard, age_s, kind):
    place = yard(limits=Limits(delay_s=0.0))
    assert place.take(age_s).kind == kind


def test_a_url_that_robots_disallows_is_never_handed_out(yard):
    place = yard("/closed/1", "/a", "/closed/2")
    assert place.finish() == ["/", "/a"]
    states = place.states()
    assert states["/closed/1"] == states["/closed/2"] == (3, "robots.txt: disallowed")


def test_where_robots_could_not_be_read_urls_wait_for_another_run(yard, tmp_path):
    place = yard("/a", robots=Robots("deny", why="status 503"))
    assert place.take() is None
    assert place.frontier.is_finished()
    assert place.states()["/a"] == (4, "robots.txt: status 503")
    place.close()
    again = Yard(tmp_path, robots=None)
    assert again.take().kind == ROBOTS  # who shut the door is asked again
    again.close()


def test_where_https_does_not_answer_the_fallback_is_asked(yard):
    place = yard(robots=None, fallback=f"http://{ONE}:81/", limits=Limits(delay_s=0.0))
    shut = Robots("deny", why="no answer")
    place.frontier.answered(place.take(), shut, WALL, no_answer=True)
    assert place.take().url == f"http://{ONE}:81/robots.txt"


def test_where_it_answers_the_fallback_is_not_asked(yard):
    place = yard(robots=None, fallback=f"http://{ONE}:81/", limits=Limits(delay_s=0.0))
    place.frontier.answered(place.take(), Robots("deny", why="x"), WALL, no_answer=False)
    assert place.take() is None
    assert place.frontier.is_finished()
    assert place.why() == "robots.txt: x"


# -- order, budget, failures ----------------------------------------------------------------------


def test_better_urls_come_first_and_equals_in_their_order(yard):
    place = yard("/a", "/b")
    place.frontier.add(place.site, [Child(f"http://{ONE}/best", priority=60)])
    assert place.finish() == ["/best", "/", "/a", "/b"]


def test_a_better_url_that_is_found_meanwhile_comes_before_those_read_ahead(yard):
    place = yard(*(f"/{n}" for n in range(5)))
    first = place.take()
    better = Child(f"http://{ONE}/better", priority=9)
    place.frontier.done(first, status=200, children=[better])
    assert place.finish() == ["/better", "/0", "/1", "/2", "/3", "/4"]


def test_a_url_is_handed_out_once_however_often_it_is_found(yard):
    place = yard("/a", "/a")
    ticket = place.take()
    place.frontier.done(ticket, status=200, children=[Child(ticket.url), Child(f"{ticket.url}a")])
    assert place.finish() == ["/a"]


def test_a_budget_counts_pages_and_not_sitemaps_or_refused_ones(yard):
    place = yard("/closed/1", "/a", "/b", "/c", limits=Limits(max_pages=3, delay_s=0.0))
    place.frontier.add(place.site, [Child(f"http://{ONE}/s.xml", SITEMAP, 60)])
    assert place.finish() == ["/s.xml", "/", "/a", "/b"]
    assert place.why() == "budget"


def test_a_budget_is_not_overdrawn_by_what_is_under_way(yard):
    place = yard("/a", "/b", "/c", limits=Limits(max_pages=2, delay_s=0.0, concurrency=8))
    tickets = [place.take(), place.take()]
    assert place.take() is None
    for ticket in tickets:
        place.frontier.done(ticket, status=200)
    assert place.take() is None
    assert place.frontier.is_finished()


def test_a_restart_counts_the_budget_as_the_run_did(yard, tmp_path):
    """Read, refused by its own directive, gone: three pages; tried again: none."""
    limits = Limits(max_pages=4, delay_s=0.0)
    place = yard("/a", "/b", "/c", "/d", "/e", limits=limits)
    place.frontier.done(place.take(), status=200)
    place.frontier.done(place.take(), status=200, why="noindex (meta)")
    place.frontier.gone(place.take(), status=404, why="status 404")
    place.fail(place.take())
    assert (place.site.pages, place.shard.pages_done(place.site.id)) == (3, 3)
    place.now += 60
    assert path(place.take()) == "/d"
    place.close()
    again = Yard(tmp_path, limits=limits)
    assert len(again.finish()) == 1
    assert not again.shard.has_work(4)
    again.close()


def test_what_failed_is_tried_again_behind_the_others_three_times_in_all(yard):
    place = yard("/a", limits=Limits(delay_s=0.0))
    place.fail(place.take())
    order = []
    while ticket := place.take(100):
        order.append(path(ticket))
        if path(ticket) == "/":
            place.fail(ticket)
        else:
            place.frontier.done(ticket, status=200)
    assert sorted(order) == ["/", "/", "/a"]
    assert order[-1] == "/" or order.index("/a") < 2
    assert place.states()["/"] == (2, "status 500")
    assert place.frontier.is_finished()


@pytest.mark.parametrize(
    ("status", "longest_s"),
    [(503, LONGEST_BACKOFF_S), (None, LONGEST_BACKOFF_S), (500, LONGEST_PAGE_BACKOFF_S)],
)
def test_a_site_rests_longer_after_each_failure_in_a_row(yard, status, longest_s):
    limits = Limits(delay_s=0.0, max_attempts=1, breaker=NEVER_OPENS)
    place = yard(*(f"/{n}" for n in range(9)), limits=limits)
    for n in range(7):
        rest_s = min(BACKOFF_S * 2**n, longest_s)
        place.fail(place.take(1000), status=status, why="x")
        assert place.take(rest_s - 0.01) is None
    place.frontier.done(place.take(1000), status=200)
    place.fail(place.take(), status=status, why="x")
    assert place.take(BACKOFF_S - 0.01) is None
    assert place.take(0.01) is not None


@pytest.mark.parametrize(
    ("asked_s", "sleep_s"), [(0.0, 0.0), (5.0, 5.0), (3600.0, 3600.0), (1e9, LONGEST_SLEEP_S)]
)
def test_a_site_sleeps_as_long_as_it_asks_but_no_longer_than_an_hour(yard, asked_s, sleep_s):
    place = yard(limits=Limits(delay_s=0.0))
    place.fail(place.take(), status=503, why="status 503", retry_after_s=asked_s)
    if sleep_s:
        assert place.take(sleep_s - 0.1) is None
        assert place.why() == "asleep: status 503"
    ticket = place.take(0.2)
    assert path(ticket) == "/"
    place.frontier.done(ticket, status=200)
    assert place.why() is None


def test_a_site_sleeps_on_through_a_restart(yard, tmp_path):
    place = yard(limits=Limits(delay_s=0.0))
    place.fail(place.take(), status=503, why="status 503", retry_after_s=100)
    place.close()
    shard = Shard(tmp_path / "shard-00.sqlite")
    awake = Frontier([shard], Limits(), now=5.0, wall=WALL + 60)
    assert awake.next_moment() == pytest.approx(45.0)
    awake.close()


def test_a_site_that_only_fails_rests_three_times_and_is_left_for_a_later_run(yard):
    limits = Limits(delay_s=0.0, max_attempts=1, breaker=Breaker(5, rest_s=300.0, trips=3))
    place = yard(*(f"/{n}" for n in range(30)), limits=limits)
    for _ in range(5):
        place.fail(place.take(100))
    for failures in (5, 6):
        assert place.why() == f"asleep: {failures} failures in a row, status 500"
        assert place.take(299.9) is None
        place.fail(place.take(0.2))
    assert place.take(1000) is None
    assert place.frontier.is_finished()
    assert place.why() == "broken: status 500"
    assert sum(state == 0 for state, _ in place.states().values()) == 31 - 7


def test_nobody_waits_for_the_rest_of_a_site_of_which_nothing_is_left_to_ask(yard):
    limits = Limits(delay_s=0.0, max_attempts=1, breaker=Breaker(1, rest_s=300.0, trips=9))
    place = yard("/a", limits=limits)
    place.fail(place.take())
    assert not place.frontier.is_finished()
    place.fail(place.take(300))
    assert place.take(1) is None
    assert place.frontier.is_finished()


def test_an_answer_between_failures_closes_the_breaker(yard):
    limits = Limits(delay_s=0.0, max_attempts=1, breaker=Breaker(2, rest_s=300.0, trips=2))
    place = yard(*(f"/{n}" for n in range(30)), limits=limits)
    for _ in range(4):
        place.fail(place.take(100))
        place.fail(place.take(100))
        assert place.take(200) is None
        place.frontier.done(place.take(100), status=200)
        assert place.why() is None
    assert place.site.closed is None


def test_a_site_on_loopback_is_left_after_twelve_failures_and_does_not_rest_for_minutes(yard):
    near = "127.0.0.9:80"
    limits = Limits(delay_s=0.0, max_attempts=1)
    place = yard(*(f"/{n}" for n in range(30)), sites=(near,), limits=limits)
    for _ in range(NEAR_BREAKER.failures):
        place.fail(place.take(LONGEST_BACKOFF_S))
    assert place.take(1000) is None
    assert place.frontier.is_finished()
    assert place.why(near) == "broken: status 500"


def test_a_closed_site_is_asked_for_nothing_more(yard):
    place = yard("/a", sites=(ONE, TWO), limits=Limits(delay_s=0.0))
    place.frontier.close_site(place.site, "enough")
    names = set()
    while ticket := place.take():
        names.add(ticket.site.name)
        place.frontier.done(ticket, status=200)
    assert names == {TWO}
    assert place.frontier.is_finished()


# -- durability -----------------------------------------------------------------------------------


def test_record_links_and_end_of_a_page_become_durable_together(yard, tmp_path):
    place = yard()
    place.frontier.commit()
    ticket = place.take()
    record = Record(f"http://{ONE}/", "g" * 32, 0, "i", (("k" * 32, "{}"),))
    place.frontier.done(ticket, status=200, children=[Child(f"{ticket.url}b")], record=record)
    assert looked_at(tmp_path) == (1, 0, 0)
    place.frontier.commit_if_due(0.19)
    assert looked_at(tmp_path) == (1, 0, 0)
    place.frontier.commit_if_due(0.2)
    assert looked_at(tmp_path) == (2, 1, 1)


def looked_at(folder) -> tuple[int, int, int]:
    """What another process sees: URLs, ended URLs, rows."""
    from lgs.store.place import read_only

    db = read_only(folder / "shard-00.sqlite")
    counts = tuple(
        db.execute(f"SELECT count(*) FROM {what}").fetchone()[0]
        for what in ("url", "url WHERE state != 0", "row")
    )
    db.close()
    return counts


def test_what_was_under_way_at_the_end_is_asked_for_again(yard, tmp_path):
    place = yard("/a")
    place.frontier.done(place.take(), status=200)
    assert path(place.take(10)) == "/a"
    place.close()
    again = Yard(tmp_path)
    assert again.finish() == ["/a"]
    again.close()


# -- pace, budgets, hours -------------------------------------------------------------------------


def hear(place: Yard, spent_s: float = 0.1, size: int = 1000, status: int = 200) -> None:
    place.frontier.heard(place.site, place.now, spent_s=spent_s, size=size, status=status)


def test_a_site_that_answers_slowly_is_asked_more_seldom(yard):
    place = yard("/a", "/b", limits=Limits(delay_s=1.0, rest_factor=5.0))
    ticket = place.take()
    place.now += 2.0
    hear(place, spent_s=2.0)
    place.frontier.done(ticket, status=200)
    assert place.take(9.99) is None
    assert path(place.take(0.01)) == "/a"


@pytest.mark.parametrize("site", ["127.0.0.9:80", "[::1]:80", "localhost:8000"])
def test_loopback_is_spared_the_adaptive_pace_unless_it_is_asked_for(yard, site):
    for limits, delay_s in (
        (Limits(delay_s=1.0, rest_factor=5.0), 1.0),
        (Limits(delay_s=1.0, rest_factor=5.0, pace_loopback=True), 10.0),
    ):
        place = yard(sites=(site,), limits=limits)
        near = place.frontier.sites[site]
        place.frontier.heard(near, 0.0, spent_s=2.0, size=1, status=200)
        assert near.delay_s == delay_s
        place.close()


def test_without_a_delay_no_site_is_slowed_down(yard):
    place = yard("/a", limits=Limits(delay_s=0.0, rest_factor=5.0))
    hear(place, spent_s=9.0)
    hear(place, status=429)
    assert place.site.delay_s == 0.0


def test_a_site_that_was_strained_is_asked_seldom_after_a_restart_too(yard, tmp_path):
    limits = Limits(delay_s=1.0, rest_factor=5.0)
    place = yard("/a", limits=limits)
    for _ in range(9):
        hear(place, status=429)
    place.close()
    again = Yard(tmp_path, limits=limits)
    assert again.site.delay_s == LONGEST_PACE_S
    again.close()


def test_sites_of_one_address_share_its_rate(yard):
    limits = Limits(delay_s=1.0, address_gap_s=0.25)
    place = yard(sites=(ONE, TWO, "three.example"), limits=limits)
    for site in place.frontier.sites.values():
        place.frontier.met_at(site, "192.0.2.7")
    first = place.take()
    assert place.take() is None
    assert place.frontier.next_moment() == pytest.approx(0.25)
    second, third = place.take(0.25), place.take(0.25)
    assert {first.site.name, second.site.name, third.site.name} == set(place.frontier.sites)


def test_sites_of_other_addresses_do_not_wait(yard):
    place = yard(sites=(ONE, TWO), limits=Limits(delay_s=1.0, address_gap_s=5.0))
    for name, address in ((ONE, "192.0.2.7"), (TWO, "127.0.0.1")):
        place.frontier.met_at(place.frontier.sites[name], address)
    assert {place.take().site.name, place.take().site.name} == {ONE, TWO}
    assert place.frontier.sites[TWO].address is None  # loopback has no ceiling


@pytest.mark.parametrize(
    ("limits", "why"),
    [
        (Limits(delay_s=0.0, max_mb=0.002), "budget: 0.002 MB"),
        (Limits(delay_s=0.0, max_hours=0.01), "budget: 0.01 hours"),
    ],
)
def test_a_site_ends_with_its_bytes_and_its_hours_over_all_runs(yard, tmp_path, limits, why):
    place = yard("/a", "/b", "/c", limits=limits)
    ticket = place.take()
    hear(place, size=1000)
    place.frontier.done(ticket, status=200)
    place.now += 20
    place.frontier.commit_if_due(place.now)
    assert place.take() is not None
    hear(place, size=10)
    place.close()
    again = Yard(tmp_path, limits=limits)
    ticket = again.take()
    assert ticket is not None
    again.now += 20
    hear(again, size=1000)
    again.frontier.done(ticket, status=200)
    assert again.take() is None
    assert again.frontier.is_finished()
    assert again.why() == why
    again.close()


HOURS = Robots("rules", b"User-agent: *\nVisit-time: 0600-0845\n")
SIX = 6 * 3600.0


@pytest.mark.parametrize(
    ("wall", "wait_s"), [(SIX - 600, 600), (SIX, 0), (SIX + 9900, 0), (SIX + 9960, 76440)]
)
def test_a_site_is_visited_in_its_hours(yard, wall, wait_s):
    place = yard("/a", limits=Limits(delay_s=0.0))
    place.frontier.doors.keep(place.shard, f"http://{ONE}/", HOURS, wall)
    ticket = place.frontier.take(0.0, wall)
    if not wait_s:
        assert path(ticket) == "/"
        return
    assert ticket is None
    assert place.why() == "asleep: robots.txt allows visits from 06:00 to 08:45 UTC"
    assert place.frontier.next_moment() == pytest.approx(wait_s)
    # A run waits for an hour at most; a later one goes on.
    assert place.frontier.is_finished() is (wait_s > LONGEST_SLEEP_S)
    ticket = place.frontier.take(wait_s, wall + wait_s)
    place.frontier.done(ticket, status=200)
    assert place.why() is None


def test_a_site_that_sleeps_sleeps_on_in_the_next_run_and_says_why(yard, tmp_path):
    place = yard("/a", limits=Limits(delay_s=0.0))
    place.frontier.doors.keep(place.shard, f"http://{ONE}/", HOURS, SIX + 9960)
    assert place.frontier.take(0.0, SIX + 9960) is None
    place.close()
    again = Yard(tmp_path, limits=Limits(delay_s=0.0))
    assert again.why() == "asleep: robots.txt allows visits from 06:00 to 08:45 UTC"
    again.close()


SHUT = Robots("deny", why="status 503", undefined=True)


def test_a_shut_robots_is_asked_for_again_where_the_run_waits_for_it(yard):
    limits = Limits(delay_s=0.0, robots_retries_s=(60.0, 300.0))
    place = yard("/a", robots=None, limits=limits)
    for wait_s in limits.robots_retries_s:
        place.frontier.answered(place.take(), SHUT, WALL, no_answer=False)
        assert place.take() is None
        assert place.why() == "robots.txt: status 503"
        assert not place.frontier.is_finished()
        assert place.take(wait_s - 1) is None
        place.now += 1
    ticket = place.take()
    assert ticket.kind == ROBOTS
    place.frontier.answered(ticket, OPEN, WALL, no_answer=False)
    assert place.finish() == ["/", "/a"]
    assert place.why() is None


def test_a_robots_that_stays_shut_ends_the_site_after_the_last_retry(yard):
    place = yard("/a", robots=None, limits=Limits(delay_s=0.0, robots_retries_s=(60.0,)))
    for _ in range(2):
        place.frontier.answered(place.take(60), SHUT, WALL, no_answer=False)
        assert place.take() is None
    assert place.frontier.is_finished()
    assert place.why() == "robots.txt: status 503"


@pytest.mark.parametrize("status", [401, 403])
def test_who_refuses_is_not_asked_again_in_the_same_run(yard, status):
    place = yard("/a", robots=None, limits=Limits(delay_s=0.0, robots_retries_s=(60.0,)))
    refusal = Robots("deny", why=f"status {status}")
    place.frontier.answered(place.take(), refusal, WALL, no_answer=False)
    assert place.take(1000) is None
    assert place.frontier.is_finished()


def test_an_index_of_endless_sitemaps_ends(yard, monkeypatch):
    monkeypatch.setattr("lgs.store.frontier.MAX_SITEMAPS", 3)
    place = yard(limits=Limits(delay_s=0.0))
    maps = [Child(f"http://{ONE}/map-{n}.xml", SITEMAP, 60) for n in range(9)]
    place.frontier.add(place.site, maps)
    assert place.finish() == ["/map-0.xml", "/map-1.xml", "/map-2.xml", "/"]
    assert place.states()["/map-3.xml"] == (3, "more than 3 sitemaps")
