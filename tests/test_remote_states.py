"""A shard's state behind a URL: who may go on from what."""

import sqlite3
import time
from pathlib import Path

import pytest

from lgs.remote import lease, states
from lgs.remote.lease import Lost, place_of
from lgs.remote.mirror import URL, Mirror, mirror_at
from lgs.remote.states import bring_states, holding
from lgs.remote.store import Store
from lgs.store.place import shard_path
from lgs.store.shard import Shard
from lgs.store.tables import Child

NUMBER = 7


@pytest.fixture(autouse=True)
def hurry(monkeypatch):
    """Leases and checkpoints of a test's length."""
    for module in (lease, states):
        monkeypatch.setattr(module, "LEASE_S", 3.0)
        monkeypatch.setattr(module, "CLOCKS_S", 0.5)
    monkeypatch.setattr(states, "STOP_S", 0.5)
    monkeypatch.setattr(states, "RENEW_S", 0.2)
    monkeypatch.setattr(states, "CHECKPOINT_S", 0.2)


def machine(folder: Path, name: str) -> Mirror:
    """The local copy of one machine."""
    root = folder / name
    (root / "crawl").mkdir(parents=True, exist_ok=True)
    (root / URL).write_text(f"file://{folder}/store")
    found = mirror_at(root)
    assert found
    return found


def put(mirror: Mirror, url: str) -> None:
    """Crawl a little: one URL more in the shard."""
    shard = Shard(shard_path(mirror.root / "crawl", NUMBER))
    shard.list_site("shop.example", Child(url), None)
    shard.close()


def urls(mirror: Mirror) -> list[str]:
    db = sqlite3.connect(shard_path(mirror.root / "crawl", NUMBER))
    found = [url for (url,) in db.execute("SELECT url FROM url ORDER BY url")]
    db.close()
    return found


def states_in(mirror: Mirror) -> list[str]:
    return list(mirror.store.tags(f"crawl/shard-{NUMBER:02d}/state"))


def test_another_machine_goes_on_from_the_last_checkpoint(tmp_path):
    one, two = machine(tmp_path, "one"), machine(tmp_path, "two")
    with holding(one.root, [NUMBER]):
        put(one, "https://shop.example/a")
    with holding(two.root, [NUMBER]):
        assert urls(two) == ["https://shop.example/a"]
        put(two, "https://shop.example/b")
    bring_states(one.root)
    assert urls(one) == ["https://shop.example/a", "https://shop.example/b"]
    assert [name.rpartition("/")[2][:10] for name in states_in(one)] == ["0000000002"]


def test_what_a_late_owner_still_stores_is_never_read(tmp_path):
    one, two = machine(tmp_path, "one"), machine(tmp_path, "two")
    with holding(one.root, [NUMBER]):
        put(one, "https://shop.example/a")
    with holding(two.root, [NUMBER]):
        put(two, "https://shop.example/b")
    late = shard_path(one.root / "crawl", NUMBER)
    name = f"crawl/{late.stem}/state/{1:010d}-{99:08d}.sqlite"
    one.store.upload(late, name)
    bring_states(one.root)
    assert urls(one) == ["https://shop.example/a", "https://shop.example/b"]


def test_a_process_started_again_on_its_machine_keeps_what_no_checkpoint_has(tmp_path):
    one = machine(tmp_path, "one")
    with holding(one.root, [NUMBER]):
        put(one, "https://shop.example/a")
    with pytest.raises(RuntimeError, match="before the next checkpoint"):
        cut_short(one)
    with holding(one.root, [NUMBER]):
        assert urls(one) == ["https://shop.example/a", "https://shop.example/b"]


def cut_short(mirror: Mirror) -> None:
    with holding(mirror.root, [NUMBER]):
        put(mirror, "https://shop.example/b")
        raise RuntimeError("it ends before the next checkpoint")


def test_a_slow_checkpoint_costs_no_lease(tmp_path, monkeypatch):
    one = machine(tmp_path, "one")
    upload = Store.upload

    def slowly(self: Store, path: Path, name: str) -> None:
        time.sleep(4.0)  # longer than a lease
        upload(self, path, name)

    monkeypatch.setattr(Store, "upload", slowly)
    watch(one, 5.0)
    assert states_in(one)


def watch(mirror: Mirror, seconds: float, *, taken: bool = False) -> None:
    """Hold the shard and look whether it is still ours; another may take it meanwhile."""
    with holding(mirror.root, [NUMBER]) as check:
        put(mirror, "https://shop.example/a")
        if taken:
            content = b'{"owner": "another", "expires": 9e9}'
            assert mirror.store.create(place_of(f"crawl/shard-{NUMBER:02d}", 2), content)
        deadline = time.monotonic() + seconds
        while time.monotonic() < deadline:
            check()
            time.sleep(0.02)


def test_an_owner_whose_shard_another_has_taken_stops(tmp_path):
    with pytest.raises(Lost, match="another process has taken"):
        watch(machine(tmp_path, "one"), 10.0, taken=True)


def test_an_owner_that_cannot_renew_stops_before_its_lease_ends(tmp_path, monkeypatch):
    monkeypatch.setattr(states, "RENEW_S", 60.0)
    began = time.time()
    with pytest.raises(Lost, match="could not be renewed"):
        watch(machine(tmp_path, "one"), 10.0)
    assert time.time() - began < 3.0
