import threading

import pytest

from lgs.errors import LgsError
from lgs.remote.lease import CLOCKS_S, LEASE_S, Lost, newest, place_of, take
from lgs.remote.store import Store

SHARD = "crawl/shard-07"


@pytest.fixture(params=["memory", "file"])
def store(request, tmp_path) -> Store:
    place = {"memory": f"memory://leases{tmp_path}", "file": f"file://{tmp_path}/set"}
    return Store(place[request.param], rest_s=0.01)


class Clock:
    """A clock that goes on when somebody sleeps."""

    def __init__(self) -> None:
        self.now = 1e9

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


def test_of_many_who_take_a_shard_at_once_one_has_it(store):
    taken, refused = [], []
    begin = threading.Barrier(8)

    def one() -> None:
        begin.wait()
        try:
            taken.append(take(store, SHARD))
        except LgsError:
            refused.append(1)

    threads = [threading.Thread(target=one) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert (len(taken), len(refused)) == (1, 7)
    assert taken[0].token == newest(store, SHARD) == 1


def test_a_released_shard_is_free_at_once_and_its_token_grows(store):
    first = take(store, SHARD)
    first.release()
    assert take(store, SHARD).token == first.token + 1


def test_a_lost_owner_s_shard_is_free_when_its_lease_has_expired_on_every_clock(store):
    clock = Clock()
    first = take(store, SHARD, clock=clock)
    with pytest.raises(LgsError, match="no site may have two owners"):
        take(store, SHARD, clock=clock, sleep=clock.sleep, wait_s=LEASE_S)
    second = take(store, SHARD, clock=clock, sleep=clock.sleep, wait_s=LEASE_S)
    assert clock.now >= first.expires + CLOCKS_S
    assert second.token == 2


def test_a_lease_that_is_renewed_stays_and_one_that_was_taken_is_told(store):
    clock = Clock()
    mine = take(store, SHARD, clock=clock)
    for _ in range(3):
        clock.now += LEASE_S / 2
        mine = mine.renewed(clock=clock)
    with pytest.raises(LgsError, match="being worked on"):
        take(store, SHARD, clock=clock)
    clock.now = mine.expires + CLOCKS_S
    take(store, SHARD, clock=clock)
    with pytest.raises(Lost):
        mine.renewed(clock=clock)


def test_an_owner_behind_its_time_learns_that_another_has_the_shard(store):
    clock = Clock()
    mine = take(store, SHARD, clock=clock)
    store.create(place_of(SHARD, 2), b'{"owner": "another", "expires": 9e9}')
    with pytest.raises(Lost, match="another process has taken"):
        mine.renewed(clock=clock)


def test_a_lease_that_is_being_written_holds(store):
    clock = Clock()
    store.create(place_of(SHARD, 1), b"")
    with pytest.raises(LgsError, match="being worked on by another process"):
        take(store, SHARD, clock=clock, sleep=clock.sleep, wait_s=LEASE_S / 2)
    assert take(store, SHARD, clock=clock, sleep=clock.sleep, wait_s=2 * LEASE_S).token == 2
