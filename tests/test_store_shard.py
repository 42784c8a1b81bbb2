import os
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from lgs.errors import LgsError
from lgs.store.place import SHARDS, read_only, shard_files, shard_of, shard_path
from lgs.store.shard import Shard
from lgs.store.tables import DEFERRED, DONE, FAILED, FORMAT, REFUSED, SITEMAP, Child, Record
from lgs.store.winners import winning_rows

SHOP = "http://shop.example"


@pytest.fixture
def shard(tmp_path):
    made = Shard(shard_path(tmp_path, 7))
    made.list_site("shop.example", Child(f"{SHOP}/", priority=50), None)
    yield made
    made.close()


def number_of(shard: Shard, path: str) -> int:
    query = "SELECT id FROM url WHERE url = ?"
    return int(shard.db.execute(query, (SHOP + path,)).fetchone()[0])


def put(shard: Shard, path: str, key: str, *, rank: int = 0, identity: str = "", text: str = ""):
    shard.add(1, [Child(SHOP + path)])
    record = Record(f"{SHOP}/own", key, rank, identity or key, ((key, text or path),))
    shard.put_product(number_of(shard, path), record)


def test_a_site_has_one_shard_for_ever():
    assert [shard_of(site) for site in ("shop.example", "a.com", "127.0.0.1:8000")] == [39, 37, 24]
    assert {shard_of(f"{n}.example") for n in range(2000)} == set(range(SHARDS))


def test_a_shard_has_one_owner_until_it_is_closed(tmp_path):
    first = Shard(shard_path(tmp_path, 1))
    with pytest.raises(LgsError, match="another lgs crawl is at work on"):
        Shard(shard_path(tmp_path, 1))
    first.close()
    Shard(shard_path(tmp_path, 1)).close()


KILLED = """
import os, signal, sys
from pathlib import Path
from lgs.store.shard import Shard
from lgs.store.tables import Child
shard = Shard(Path(sys.argv[1]))
shard.list_site("shop.example", Child("http://shop.example/"), None)
shard.add(1, [Child("http://shop.example/committed")])
shard.commit()
shard.add(1, [Child("http://shop.example/lost")])
os.kill(os.getpid(), signal.SIGKILL)
"""


def test_a_killed_owner_loses_its_open_transaction_and_its_lock_and_nothing_else(tmp_path):
    path = shard_path(tmp_path, 2)
    done = subprocess.run([sys.executable, "-c", KILLED, str(path)], check=False)
    assert done.returncode == -signal.SIGKILL
    shard = Shard(path)
    assert [row[1] for row in shard.waiting(1, 9)] == [f"{SHOP}/", f"{SHOP}/committed"]
    assert shard.db.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    shard.close()


def test_what_is_no_state_and_what_another_version_wrote_is_named(tmp_path):
    odd = shard_path(tmp_path, 3)
    odd.write_bytes(b"this is no database, whatever its name says" * 40)
    with pytest.raises(LgsError, match="move the folder away and crawl again"):
        Shard(odd)
    other = shard_path(tmp_path, 4)
    db = sqlite3.connect(other)
    db.execute(f"PRAGMA user_version={FORMAT + 1}")
    db.close()
    with pytest.raises(LgsError, match=f"another version of lgs .format {FORMAT + 1}"):
        Shard(other)
    assert shard_files(tmp_path) == [odd, other]


def test_urls_are_kept_once_and_come_by_priority_then_age(shard):
    new = [Child(f"{SHOP}/a"), Child(f"{SHOP}/b", priority=60), Child(f"{SHOP}/a", priority=99)]
    assert shard.add(1, new) == 2
    assert shard.add(1, new) == 0
    assert [row[1].removeprefix(SHOP) for row in shard.waiting(1, 9)] == ["/b", "/", "/a"]
    assert [row[1].removeprefix(SHOP) for row in shard.waiting(1, 1)] == ["/b"]
    assert shard.waiting(2, 9) == []


def test_a_url_that_ended_waits_no_more_and_one_that_is_tried_again_comes_later(shard):
    shard.add(1, [Child(f"{SHOP}/a", priority=40)])
    shard.try_again(number_of(shard, "/"), 500, "status 500")
    ((_, first, *_), (_, second, *_, attempts)) = shard.waiting(1, 9)
    assert (first, second, attempts) == (f"{SHOP}/a", f"{SHOP}/", 1)
    shard.end_url(number_of(shard, "/a"), DONE, 200)
    assert [row[1] for row in shard.waiting(1, 9)] == [f"{SHOP}/"]


@pytest.mark.parametrize(
    ("state", "status", "kind", "counted"),
    [
        (DONE, 200, 0, 1),
        (FAILED, None, 0, 1),
        (REFUSED, 200, 0, 1),  # by its own directive: it was asked for
        (REFUSED, None, 0, 0),  # by robots.txt
        (DEFERRED, None, 0, 0),
        (DONE, 200, SITEMAP, 0),
    ],
)
def test_only_pages_that_were_asked_for_count_for_the_budget(shard, state, status, kind, counted):
    shard.add(1, [Child(f"{SHOP}/x", kind)])
    shard.end_url(number_of(shard, "/x"), state, status, None)
    assert shard.pages_done(1) == counted
    assert shard.has_work(counted + 1)
    assert shard.has_work(counted) is False


def test_a_new_run_lists_its_own_sites_and_takes_up_what_was_deferred(shard):
    shard.add(1, [Child(f"{SHOP}/late"), Child(f"{SHOP}/refused")])
    shard.end_url(number_of(shard, "/late"), DEFERRED)
    shard.end_url(number_of(shard, "/refused"), REFUSED)
    shard.end_url(number_of(shard, "/"), DONE, 200)
    shard.note_site(1, "robots.txt: status 503")
    shard.unlist_sites()
    assert (shard.listed_sites(), shard.has_work(9)) == ([], False)
    shard.list_site("shop.example", Child(f"{SHOP}/"), "http://x.example/")
    assert shard.listed_sites() == [(1, "shop.example", "http://x.example/", 0.0)]
    assert [row[1] for row in shard.waiting(1, 9)] == [f"{SHOP}/late"]


def test_a_site_that_answers_again_is_not_asleep_and_other_reasons_stay(shard):
    why = "SELECT why, asleep_until FROM site"
    shard.note_site(1, "asleep: status 503", 99.0)
    shard.note_awake(1)
    assert shard.db.execute(why).fetchone() == (None, 0.0)
    shard.note_site(1, "budget")
    shard.note_awake(1)
    assert shard.db.execute(why).fetchone() == ("budget", 0.0)


def test_a_page_that_is_read_anew_replaces_its_rows(shard):
    put(shard, "/p", "b")
    put(shard, "/p", "a")
    assert list(winning_rows(shard.db)) == [("a", "/p")]


@pytest.mark.parametrize("order", [("/a", "/b"), ("/b", "/a")])
def test_of_pages_with_one_product_the_canonical_wins_then_the_smaller_url(shard, order):
    for path in order:
        put(shard, path, "k", rank=1)
    assert list(winning_rows(shard.db)) == [("k", "/a")]
    put(shard, "/z", "k", rank=0)
    assert list(winning_rows(shard.db)) == [("k", "/z")]


def test_pages_that_say_the_same_under_other_names_are_one_and_others_are_not(shard):
    put(shard, "/a", "k2", identity="same")
    put(shard, "/b", "k1", identity="same")
    put(shard, "/c", "k3", identity="other")
    assert list(winning_rows(shard.db)) == [("k2", "/a"), ("k3", "/c")]


def test_images_robots_and_kept_sizes_come_back(shard):
    assert (shard.image(f"{SHOP}/i"), shard.robots(SHOP), shard.kept_bytes()) == (None, None, 0)
    shard.put_image(f"{SHOP}/i", "{}")
    shard.put_robots(SHOP, "rules", b"\xff", 5.0, "status 200")
    shard.note_kept(10)
    shard.note_kept(12)
    shard.commit()
    assert shard.image(f"{SHOP}/i") == "{}"
    assert shard.robots(SHOP) == ("rules", b"\xff", 5.0, "status 200")
    assert shard.kept_bytes() == 12


def test_a_shard_can_be_looked_at_beside_its_owner_but_not_changed(shard):
    shard.commit()
    db = read_only(shard.path)
    assert db.execute("SELECT count(*) FROM url").fetchone() == (1,)
    with pytest.raises(sqlite3.OperationalError, match="readonly"):
        db.execute("DELETE FROM url")
    db.close()


def test_what_was_committed_goes_to_the_disk_itself_once(shard, monkeypatch):
    synced, real = [], os.fdatasync

    def noted(handle: int) -> None:
        synced.append(Path(f"/proc/self/fd/{handle}").readlink().name)
        real(handle)

    monkeypatch.setattr(os, "fdatasync", noted)
    shard.commit()
    for _ in range(2):
        shard.sync()
        assert synced == ["shard-07.sqlite-wal"]
    shard.add(1, [Child(f"{SHOP}/more")])
    shard.sync()
    assert len(synced) == 1  # nothing new is committed
    shard.commit()
    shard.sync()
    assert len(synced) == 2
