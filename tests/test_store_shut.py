import pytest

from lgs.consent.robots import DAY_S, Robots
from lgs.store.shard import Shard
from lgs.store.shut import LEAST_DAYS, LONG_S, judged

SHOP = "http://shop.example"
START = 1_700_000_000.0  # 2023-11-14
SHUT = Robots("deny", why="status 503", undefined=True)
RULES = Robots("rules", b"User-agent: *\nDisallow: /closed\n", "status 200")


@pytest.fixture
def shard(tmp_path):
    made = Shard(tmp_path / "shard-00.sqlite")
    yield made
    made.close()


def ask(shard: Shard, *days: float, answer: Robots = SHUT) -> Robots:
    """The same answer on several days; what counts of the last."""
    for day in days:
        found = judged(shard, SHOP, answer, START + day * DAY_S)
        shard.put_robots(SHOP, found.outcome, found.body, START + day * DAY_S, found.why)
    return found


def test_an_answer_counts_as_it_is(shard):
    for answer in (RULES, Robots("allow", why="status 404"), Robots("deny", why="status 403")):
        assert ask(shard, 0, 10, 20, 30, 40, 50, answer=answer) == answer


def test_a_shut_robots_denies_for_thirty_days(shard):
    assert ask(shard, 0, 5, 10, 15, 20, 29.9) == SHUT


def test_after_thirty_days_it_is_as_if_the_file_were_missing(shard):
    found = ask(shard, 0, 5, 10, 15, 30)
    assert found == Robots("allow", b"", "unreachable since 2023-11-14 (status 503)")
    assert found.says == found.why
    assert ask(shard, 31) == found  # and so it stays


def test_after_thirty_days_an_older_copy_counts_where_there_is_one(shard):
    ask(shard, 0, answer=RULES)
    found = ask(shard, 3, 9, 15, 21, 33)
    assert found.allows(f"{SHOP}/open")
    assert not found.allows(f"{SHOP}/closed")
    assert found.says == (
        "allowed; unreachable since 2023-11-17 (status 503), an older copy counts"
    )
    assert ask(shard, 40).body == RULES.body


def test_an_answer_between_ends_the_silence(shard):
    ask(shard, 0, 5, 10, 15)
    ask(shard, 20, answer=RULES)
    assert ask(shard, 25, 30, 35, 40, 45) == SHUT


def test_two_bad_moments_a_month_apart_are_no_month(shard):
    assert ask(shard, 0, 31) == SHUT
    days = [n * 31 for n in range(LEAST_DAYS)]
    assert ask(shard, *days[2:-1]) == SHUT
    assert ask(shard, days[-1]).outcome == "allow"


def test_many_asks_in_one_day_count_once(shard):
    assert ask(shard, 0, *(n / 100 for n in range(90)), LONG_S / DAY_S) == SHUT


def test_what_was_counted_outlives_the_process(tmp_path):
    outcomes = []
    for day in (0, 7, 14, 21, 30):
        shard = Shard(tmp_path / "shard-00.sqlite")  # of the next run
        outcomes.append(ask(shard, day).outcome)
        shard.close()
    assert outcomes == ["deny"] * 4 + ["allow"]
