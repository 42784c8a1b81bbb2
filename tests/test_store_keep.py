import gzip
from datetime import UTC, datetime

import pytest

from lgs.model import Page
from lgs.store.keep import PageKeeper, record
from lgs.store.shard import Shard
from lgs.warc import pages_of

MOMENT = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)


def page(number: int, *headers: tuple[str, str], body: bytes = b"<html>\xe4</html>") -> Page:
    kind = ("Content-Type", "text/html; charset=latin-1")
    return Page(f"http://shop.example/p/{number}", body, (kind, *headers), 200, MOMENT)


@pytest.fixture
def shard(tmp_path):
    made = Shard(tmp_path / "shard-00.sqlite")
    yield made
    made.close()


def kept(tmp_path) -> list[Page]:
    return list(pages_of(tmp_path / "pages" / "shard-00.warc.gz"))


def keep(shard: Shard, *pages: Page) -> None:
    keeper = PageKeeper()
    for one in pages:
        keeper.keep(shard, one)
    keeper.close()


def test_what_was_kept_is_read_as_it_was(shard, tmp_path):
    tags = (("X-Robots-Tag", "a: noindex"), ("X-Robots-Tag", "noai"))
    pages = [page(1, *tags), page(2, body=b""), page(3, body="ツ".encode() * 100_000)]
    keep(shard, *pages)
    assert [(p.url, p.body, p.status, p.fetched_at) for p in kept(tmp_path)] == [
        (p.url, p.body, 200, MOMENT) for p in pages
    ]
    assert kept(tmp_path)[0].all_headers("x-robots-tag") == ("a: noindex", "noai")


def test_headers_of_the_transfer_that_are_no_longer_true_are_left_out(shard, tmp_path):
    keep(shard, page(1, ("Content-Encoding", "gzip"), ("Content-Length", "3"), ("X-A", "b")))
    (found,) = kept(tmp_path)
    assert (found.header("content-encoding"), found.header("x-a")) == (None, "b")
    assert found.body == page(1).body


def test_the_same_page_gives_the_same_bytes_and_each_is_a_member_of_its_own():
    assert record(page(1)) == record(page(1))
    assert gzip.decompress(record(page(1))).startswith(b"WARC/1.1\r\nWARC-Type: response\r\n")
    assert record(page(1)) != record(page(2))


def test_what_was_not_committed_is_cut_off_when_the_file_is_opened_again(shard, tmp_path):
    keep(shard, page(1))
    shard.commit()
    keep(shard, page(2))
    shard.db.execute("ROLLBACK")
    keep(shard, page(3))
    assert [p.url[-1] for p in kept(tmp_path)] == ["1", "3"]


def test_a_record_that_was_half_written_is_cut_off_too(shard, tmp_path):
    keep(shard, page(1))
    shard.commit()
    with (tmp_path / "pages" / "shard-00.warc.gz").open("ab") as out:
        out.write(record(page(2))[:50])
    keep(shard, page(3))
    assert [p.url[-1] for p in kept(tmp_path)] == ["1", "3"]


def test_a_file_that_was_taken_away_begins_anew(shard, tmp_path):
    keep(shard, page(1))
    shard.commit()
    (tmp_path / "pages" / "shard-00.warc.gz").unlink()
    keep(shard, page(2))
    assert [p.url[-1] for p in kept(tmp_path)] == ["2"]
