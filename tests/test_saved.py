from datetime import UTC, datetime
from pathlib import Path

import pytest
from pages import about_page, product_page, write_warc
from tables import bytes_of

from lgs.build import build
from lgs.config import CrawlSettings, Settings
from lgs.dataset import Dataset, read_rows
from lgs.errors import LgsError
from lgs.extract.decode import MOST_BYTES
from lgs.harvest import harvest
from lgs.model import Page
from lgs.saved import read_saved_pages

SETTINGS = Settings(crawl=CrawlSettings(images=False))
NAMES = ("oak chair", "oak table", "oak bench", "oak stool")
PAGES = {f"https://shop.example/p/{n.partition(' ')[2]}": product_page(n) for n in NAMES}


def dataset_of(folder: Path, *warcs: Path, workers: int = 1) -> Dataset:
    dataset = Dataset(folder)
    read_saved_pages(dataset, warcs, SETTINGS, workers=workers)
    build(dataset, SETTINGS)
    return dataset


def titles(dataset: Dataset) -> list[str | None]:
    return sorted(str(r.title) for r in read_rows(dataset.products / "00000.parquet"))


@pytest.mark.parametrize("name", ["pages.warc", "pages.warc.gz"])
def test_saved_pages_become_rows_with_their_own_time(tmp_path, name):
    warc = write_warc(tmp_path / name, {**PAGES, "https://shop.example/about": about_page()})
    dataset = dataset_of(tmp_path / "data", warc)
    rows = read_rows(dataset.products / "00000.parquet")
    assert titles(dataset) == sorted(NAMES)
    assert {r.page_url for r in rows} == set(PAGES)
    assert {r.fetched_at for r in rows} == {datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)}
    assert {r.consent["source"] for r in rows} == {"warc"}
    assert {r.faults for r in rows} == {()}
    assert all(r.end_leaf for r in rows)


def test_pages_are_counted_whether_or_not_they_sell_something(tmp_path):
    warc = write_warc(tmp_path / "p.warc", {**PAGES, "https://shop.example/about": about_page()})
    assert read_saved_pages(Dataset(tmp_path / "d"), [warc], SETTINGS, workers=1) == 5


def test_the_same_pages_give_the_same_bytes_however_they_are_packed(tmp_path):
    urls = list(PAGES)
    whole = write_warc(tmp_path / "whole.warc", PAGES)
    first = write_warc(tmp_path / "first.warc.gz", {u: PAGES[u] for u in urls[2:]})
    second = write_warc(tmp_path / "second.warc", {u: PAGES[u] for u in reversed(urls[:2])})
    one = dataset_of(tmp_path / "one", whole)
    two = dataset_of(tmp_path / "two", first, second, workers=2)
    assert bytes_of(one.products, one.pairs) == bytes_of(two.products, two.pairs)


def test_a_page_read_again_takes_the_place_of_what_it_was(tmp_path):
    url = "https://shop.example/p/chair"
    dataset_of(tmp_path / "d", write_warc(tmp_path / "a.warc", {url: product_page("old chair")}))
    new = write_warc(tmp_path / "b.warc", {url: product_page("new chair")})
    assert titles(dataset_of(tmp_path / "d", new)) == ["new chair"]


@pytest.mark.parametrize(
    ("status", "kind", "rows"),
    [
        ("200 OK", "text/html; charset=utf-8", 4),
        ("200 OK", "application/xhtml+xml", 4),
        ("404 Not Found", "text/html", 0),
        ("200 OK", "application/pdf", 0),
    ],
)
def test_only_html_that_was_found_gives_rows(tmp_path, status, kind, rows):
    warc = write_warc(tmp_path / "p.warc", PAGES, status=status, kind=kind)
    dataset = dataset_of(tmp_path / "d", warc)
    assert len(read_rows(dataset.products / "00000.parquet")) == rows


def test_a_page_that_objects_gives_no_row(tmp_path):
    page = product_page("oak chair", more='<meta name="robots" content="noindex">')
    warc = write_warc(tmp_path / "p.warc", {"https://shop.example/p": page})
    assert titles(dataset_of(tmp_path / "d", warc)) == []


def test_a_page_that_its_writer_cut_has_the_fault(tmp_path):
    warc = write_warc(tmp_path / "p.warc", PAGES, fields={"WARC-Truncated": "length"})
    rows = read_rows(dataset_of(tmp_path / "d", warc).products / "00000.parquet")
    assert {r.faults for r in rows} == {("page_cut_short",)}


@pytest.mark.parametrize("name", ["p.warc", "p.warc.gz"])
def test_what_stands_before_the_break_of_a_file_is_kept(tmp_path, name):
    warc = write_warc(tmp_path / name, PAGES)
    warc.write_bytes(warc.read_bytes()[:-150])
    dataset = Dataset(tmp_path / "d")
    with pytest.raises(LgsError, match=f"{name} is cut short: it ends in a record"):
        read_saved_pages(dataset, [warc], SETTINGS, workers=1)
    build(dataset, SETTINGS)
    found = {r.title: r.faults for r in read_rows(dataset.products / "00000.parquet")}
    assert {t: f for t, f in found.items() if t != "oak stool"} == dict.fromkeys(NAMES[:3], ())
    assert found.get("oak stool") in (None, ("page_cut_short",))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "holds no whole WARC record"),
        (b"<html>a page</html>\n", "cannot be read as a WARC file"),
        (b"\x1f\x8b\x08\x00\x00", "holds no whole WARC record"),
        (b"WARC/1.0\r\nWARC-Type: response\r\n", "is cut short: it ends in the head of a record"),
    ],
)
def test_what_is_no_warc_file_is_said_to_be_none(tmp_path, content, message):
    warc = tmp_path / "p.warc"
    warc.write_bytes(content)
    with pytest.raises(LgsError, match=message):
        read_saved_pages(Dataset(tmp_path / "d"), [warc], SETTINGS, workers=1)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(LgsError, match=r"none\.warc cannot be opened: No such file"):
        read_saved_pages(Dataset(tmp_path), [tmp_path / "none.warc"], SETTINGS, workers=1)


def test_a_page_longer_than_what_is_read_has_the_fault():
    body = product_page("oak chair") + b" " * MOST_BYTES
    (row,) = harvest(Page("https://shop.example/p", body)).rows
    assert row.faults == ("page_cut_short",)
