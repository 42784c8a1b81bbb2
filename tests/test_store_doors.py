import pytest

from lgs.consent.robots import FRESH_S, Robots
from lgs.store.doors import Doors
from lgs.store.shard import Shard

SHOP = "http://shop.example"
RULES = Robots("rules", b"User-agent: *\nDisallow: /closed\n", "status 200")


@pytest.fixture
def shard(tmp_path):
    made = Shard(tmp_path / "shard-00.sqlite")
    yield made
    made.close()


def test_nothing_is_known_of_who_was_not_asked(shard):
    assert Doors().known(shard, f"{SHOP}/p", 0.0) is None


@pytest.mark.parametrize(
    ("url", "is_known"),
    [
        (f"{SHOP}/p?x#y", True),
        ("HTTP://SHOP.example:80/", True),
        ("https://shop.example/", False),
        ("http://www.shop.example/", False),
        ("http://shop.example:81/", False),
    ],
)
def test_an_answer_counts_for_its_scheme_host_and_port(shard, url, is_known):
    doors = Doors()
    doors.keep(shard, f"{SHOP}/robots.txt", RULES, 0.0)
    assert (doors.known(shard, url, 0.0) == RULES) is is_known


@pytest.mark.parametrize(("age_s", "is_known"), [(0, True), (FRESH_S - 1, True), (FRESH_S, False)])
def test_an_answer_is_believed_for_a_day_in_this_run_and_the_next(shard, age_s, is_known):
    doors = Doors()
    doors.keep(shard, SHOP, RULES, 100.0)
    for one in (doors, Doors()):
        assert (one.known(shard, SHOP, 100.0 + age_s) == RULES) is is_known


@pytest.mark.parametrize("outcome", ["rules", "allow", "deny"])
def test_who_shut_the_door_is_asked_again_in_the_next_run_only(shard, outcome):
    doors, answer = Doors(), Robots(outcome, b"", "status x")
    doors.keep(shard, SHOP, answer, 0.0)
    assert doors.known(shard, SHOP, 1.0) == answer
    assert (Doors().known(shard, SHOP, 1.0) is None) is (outcome == "deny")


def test_a_newer_answer_takes_the_place_of_the_older(shard):
    doors, newer = Doors(), Robots("allow", b"", "status 404")
    doors.keep(shard, SHOP, RULES, 0.0)
    doors.keep(shard, SHOP, newer, FRESH_S)
    assert doors.known(shard, SHOP, FRESH_S + 1) == newer
    assert Doors().known(shard, SHOP, FRESH_S + 1) == newer
