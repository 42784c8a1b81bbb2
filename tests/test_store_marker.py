from lgs.store.marker import Marker
from lgs.store.place import shard_path
from lgs.store.shard import Shard
from lgs.store.tables import FAILED, PENDING, Child

URL = "http://shop.example/p/1"


def with_page(folder) -> Shard:
    shard = Shard(shard_path(folder, 0))
    shard.list_site("shop.example", Child(URL), None)
    shard.commit()
    return shard


def died(shard: Shard, page: int) -> None:
    """The process ends while it reads a page: the marker stays, nothing else is written."""
    shard.marker.begin(page)
    shard.close()


def test_a_page_at_which_three_processes_died_is_not_asked_for_again(tmp_path):
    for attempt in (1, 2, 3):
        died(with_page(tmp_path), 1)
        shard = Shard(shard_path(tmp_path, 0))
        assert shard.suspect(max_attempts=3) == URL
        state, attempts = shard.db.execute("SELECT state, attempts FROM url").fetchone()
        assert (state, attempts) == (PENDING if attempt < 3 else FAILED, attempt)
        shard.close()


def test_a_page_that_was_read_to_its_end_is_no_suspect(tmp_path):
    shard = with_page(tmp_path)
    shard.marker.begin(1)
    shard.marker.end()
    shard.close()
    again = Shard(shard_path(tmp_path, 0))
    assert again.suspect(max_attempts=3) is None
    assert again.db.execute("SELECT attempts FROM url").fetchone() == (0,)
    again.close()


def test_a_page_that_is_done_is_no_suspect(tmp_path):
    shard = with_page(tmp_path)
    shard.end_url(1, 1)
    died(shard, 1)
    again = Shard(shard_path(tmp_path, 0))
    assert again.suspect(max_attempts=3) is None
    again.close()


def test_a_new_marker_has_nothing_left_behind(tmp_path):
    marker = Marker(tmp_path / "m")
    assert marker.left_behind() is None
    marker.close()
