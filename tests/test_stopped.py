import pytest

from lgs.stopped import in_words, reasons_of, site_reports
from lgs.store.place import shard_path
from lgs.store.shard import Shard
from lgs.store.tables import DEFERRED, DONE, FAILED, REFUSED, Child
from lgs.store.tally import Tally, put_tally

SHOP = "http://shop.example"


@pytest.fixture
def shard(tmp_path):
    made = Shard(shard_path(tmp_path, 7))
    made.list_site("shop.example", Child(f"{SHOP}/"), None)
    yield made
    made.close()


def end(shard: Shard, path: str, state: int, why: str | None = None) -> None:
    shard.add(1, [Child(SHOP + path)])
    query = "SELECT id FROM url WHERE url = ?"
    shard.end_url(shard.db.execute(query, (SHOP + path,)).fetchone()[0], state, 200, why)


def report(shard: Shard, max_pages: int = 100):
    shard.commit()
    (found,) = site_reports(shard.path.parent, max_pages)
    return found


def test_urls_are_counted_by_how_they_ended(shard):
    end(shard, "/", DONE)
    end(shard, "/a", DONE)
    end(shard, "/gone", FAILED, "status 404")
    end(shard, "/closed", REFUSED, "robots.txt: disallowed")
    end(shard, "/later", DEFERRED, "robots.txt: status 503")
    end(shard, "/kept", REFUSED, "reserved: ai.txt: Disallow: /")
    end(shard, "/asks", REFUSED, "noindex (meta)")
    end(shard, "/day/9", REFUSED, "put aside: nothing new behind URLs of its kind")
    shard.add(1, [Child(f"{SHOP}/left")])
    put_tally(shard, 1, Tally(1_500_000, 12.34))
    found = report(shard)
    assert found["ends"] == {
        "aside": 1,
        "asks": 1,
        "failed": 1,
        "read": 2,
        "reserved": 1,
        "robots": 2,
        "waiting": 1,
    }
    keys = ("pages", "refused", "waiting", "megabytes", "seconds", "state")
    assert [found[key] for key in keys] == [3, 5, 1, 1.5, 12.3, "not finished"]


@pytest.mark.parametrize(
    ("why", "is_left", "max_pages", "state"),
    [
        (None, False, 100, "done"),
        (None, True, 100, "not finished"),
        (None, True, 1, "budget"),
        ("budget: 5 MB", True, 100, "budget: 5 MB"),
        ("broken: status 500", True, 100, "broken: status 500"),
        ("robots.txt: status 503", False, 100, "robots.txt: status 503"),
        ("asleep: status 503", True, 100, "asleep: status 503"),
        ("asleep: status 503", False, 100, "done"),  # it slept, and nothing is left to ask
    ],
)
def test_a_site_says_why_it_stopped(shard, why, is_left, max_pages, state):
    end(shard, "/", DONE)
    if is_left:
        shard.add(1, [Child(f"{SHOP}/left")])
    shard.note_site(1, why)
    assert report(shard, max_pages)["state"] == state


def test_sites_are_counted_by_reason_and_the_commonest_comes_first():
    states = ["broken: x", "done", "robots.txt: status 503", "budget", "budget: 5 MB", "budget"]
    reasons = reasons_of([{"state": state} for state in states])
    assert reasons == {"budget": 3, "broken": 1, "done": 1, "robots.txt": 1}
    assert in_words(reasons) == (
        "6 sites: 3 at the end of their budget, 1 broken, 1 done, 1 refused by robots.txt"
    )
