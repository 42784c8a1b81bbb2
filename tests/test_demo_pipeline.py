"""The whole of it on the bundled shop, by the commands that a user types."""

import json
from collections import Counter
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from commands import Done, lgs, shell
from tables import bytes_of

from lgs import __version__
from lgs.dataset import Dataset, read_rows, shards
from lgs.demo.server import serve
from lgs.demo.shop import FORBIDDEN, expected
from lgs.filters import mark_of, refilter
from lgs.model import Row
from lgs.store.codec import row_and_mark
from lgs.store.place import read_only, shard_files
from lgs.store.winners import winning_rows


@pytest.fixture(scope="module")
def demo(tmp_path_factory) -> tuple[Dataset, Done]:
    """`lgs demo` in an empty folder."""
    folder = tmp_path_factory.mktemp("demo")
    done = lgs("demo", "--port", "0", cwd=folder)
    assert done.returncode == 0, done.stderr
    return Dataset(folder / "lgs-demo"), done


@pytest.fixture(scope="module")
def dataset(demo) -> Dataset:
    return demo[0]


@pytest.fixture(scope="module")
def rows(dataset) -> list[Row]:
    return [row for path in shards(dataset.products) for row in read_rows(path)]


@pytest.fixture(scope="module")
def crawl(tmp_path_factory):
    """The four commands of the README in an empty folder, and once more, and what was asked for."""
    folder = tmp_path_factory.mktemp("crawl")
    with serve() as shop:
        (folder / "sites.txt").write_text(f"# ours\n\n{shop.url.replace('://', '://me:s3cret@')}\n")
        line = (
            "lgs crawl --sites sites.txt --allow-private --delay 0 --contact me@lab.example"
            " && lgs filter && lgs stats && lgs export --format parquet"
        )
        first = shell(line, folder)
        asked = list(shop.requests)
        agents = set(shop.agents)
        dataset = Dataset(folder / "lgs-data")
        before = bytes_of(dataset.products, dataset.pairs, dataset.export("parquet"))
        second = shell(line, folder)
        again = shop.requests[len(asked) :]
    after = bytes_of(dataset.products, dataset.pairs, dataset.export("parquet"))
    return {
        **{"dataset": dataset, "first": first, "second": second, "asked": asked, "again": again},
        **{"before": before, "after": after, "agents": agents},
    }


def test_the_crawl_finds_what_the_shop_sells(rows):
    hoped = expected()
    faults = Counter(fault for row in rows for fault in row.faults)
    clean = [row for row in rows if not row.faults]
    assert dict(faults) == dict(hoped.faults)
    assert len({row.group_key for row in rows}) == hoped.products
    assert (len(rows), len(clean)) == (hoped.rows, hoped.clean)
    assert tuple(sorted({str(row.title) for row in clean})) == hoped.titles


def test_pairs_are_the_clean_rows(dataset, rows):
    pairs = [row.key for path in shards(dataset.pairs) for row in read_rows(path)]
    assert pairs == [row.key for row in rows if not row.faults]
    assert [row.key for row in rows] == sorted(row.key for row in rows)


def test_every_clean_row_says_what_it_is_and_where_it_came_from(rows):
    for row in (row for row in rows if not row.faults):
        assert row.url in row.image_urls or row.variant
        assert row.caption.startswith(row.title)
        assert (row.currency, row.lang) == ("EUR", "en")
        assert min(row.width, row.height) >= 200
        assert len(row.sha256) == 64
        assert len(row.image_phash) == 16
        assert row.end_leaf == row.taxonomy[-1]
        assert row.provenance["title"]
        assert row.consent["robots"]
        assert row.fetched_at is not None


def test_the_demo_tells_what_there_is_now(demo, rows):
    dataset, done = demo
    clean = sum(not row.faults for row in rows)
    assert f"{len(rows)} product rows found, {clean} clean pairs:" in done.stdout
    for place in (dataset.products, dataset.pairs, dataset.stats / "report.html"):
        assert f"lgs-demo/{place.relative_to(dataset.root)}" in done.stdout
        assert place.exists()
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(
    "command",
    [
        ("filter", "--data", "lgs-demo"),
        ("label", "--data", "lgs-demo"),
        ("stats", "--data", "lgs-demo", "--quiet"),
        ("export", "--format", "parquet", "--data", "lgs-demo"),
        ("export", "--format", "jsonl", "--data", "lgs-demo"),
        ("validate", "lgs-demo"),
    ],
    ids=lambda words: words[0],
)
def test_a_command_run_again_changes_no_byte_of_the_tables(dataset, command):
    before = bytes_of(dataset.products, dataset.pairs)
    done = lgs(*command, cwd=dataset.root.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert bytes_of(dataset.products, dataset.pairs) == before


def test_everything_is_whole_in_the_end(dataset):
    done = lgs("validate", "lgs-demo", "--json", cwd=dataset.root.parent)
    assert json.loads(done.stdout)["problems"] == []


def test_run_json_holds_versions_settings_sites_times_and_counts(dataset, rows):
    run = dataset.read_run()
    assert run["versions"]["lgs"] == __version__
    assert run["versions"].keys() >= {"python", "scrapy"}
    assert run["settings"]["crawl"]["max_pages_per_site"] == 10_000
    assert [site.partition(":")[0] for site in run["sites"]] == ["http"]
    assert run["first_started"] <= run["started"] <= run["crawl"]["ended"]
    assert run["crawl"]["finished"] is True
    (site,) = run["crawl"]["sites"]
    assert (site["state"], site["waiting"]) == ("done", 0)
    assert site["refused"] == len(FORBIDDEN)
    assert (run["filter"]["rows"], run["filter"]["pairs"]) == (
        len(rows),
        sum(not row.faults for row in rows),
    )
    assert run["label"]["labelled"] == sum(row.end_leaf is not None for row in rows)


def test_stats_json_has_what_the_contract_names(dataset):
    found = json.loads((dataset.stats / "stats.json").read_text("utf-8"))
    assert found["captions"] == expected().clean
    assert found["words"].keys() >= {"min", "max", "mean", "median", "skew"}
    assert found["ngrams"].keys() == {"1", "2", "3"}
    for ngrams in found["ngrams"].values():
        assert ngrams.keys() >= {"distinct", "frequent", "top"}
    assert found["pos"].keys() == {"common_noun", "proper_noun", "adjective", "verb"}
    for words in found["pos"].values():
        assert words.keys() >= {"frequent", "top"}
    assert "3.8" in found["model"]


def test_the_report_names_the_counts(dataset):
    page = (dataset.stats / "report.html").read_text("utf-8")
    for fault in expected().faults:
        assert fault in page
    for count in (expected().rows, expected().clean):
        assert f">{count}<" in page


def test_four_commands_make_a_dataset_in_an_empty_folder(crawl):
    assert (crawl["first"].returncode, crawl["first"].stderr) == (0, "")
    assert f"{expected().clean} pairs in lgs-data/export/parquet" in crawl["first"].stdout
    table = pq.read_table(
        crawl["dataset"].export("parquet") / "00000.parquet", columns=["key", "url", "caption"]
    )
    assert table.num_rows == expected().clean


def test_the_same_commands_again_change_nothing_and_ask_for_no_page(crawl):
    assert (crawl["second"].returncode, crawl["second"].stderr) == (0, "")
    assert [path for path in crawl["again"] if path != "GET /robots.txt"] == []
    assert crawl["after"] == crawl["before"]


def test_nothing_that_robots_txt_forbids_was_asked_for(crawl):
    assert crawl["asked"][0] == "GET /robots.txt"
    paths = [request.partition(" ")[2] for request in crawl["asked"]]
    assert [path for path in paths if path.startswith(FORBIDDEN)] == []


def test_no_address_was_asked_for_twice(crawl):
    assert [path for path, count in Counter(crawl["asked"]).items() if count > 1] == []


def test_every_request_says_who_asks_and_how_to_reach_them(crawl):
    (agent,) = crawl["agents"]
    assert agent.startswith(f"lgs/{__version__}")
    assert "me@lab.example" in agent


def test_a_password_in_a_start_address_is_written_nowhere(crawl):
    root: Path = crawl["dataset"].root
    for path in root.rglob("*"):
        if path.is_file():
            assert b"s3cret" not in path.read_bytes(), path
    assert "s3cret" not in crawl["first"].stdout


def test_two_crawls_of_the_same_shop_find_the_same(crawl, rows):
    """But for the time and the port; with the port, which of two twins has the smaller key."""
    other = [row for path in shards(crawl["dataset"].products) for row in read_rows(path)]

    def told(row: Row) -> tuple[object, ...]:
        variant = tuple(sorted(row.variant.items()))
        return (str(row.title), variant, row.sha256 or "", row.price or 0, row.caption)

    assert sorted(map(told, other), key=str) == sorted(map(told, rows), key=str)
    assert sorted(row.faults for row in other) == sorted(row.faults for row in rows)


def test_titles_have_no_control_characters(rows):
    titles = {str(row.title) for row in rows if row.title}
    assert {t for t in titles if not t.isprintable()} == set()


def test_what_the_crawl_stored_needs_no_second_test(dataset):
    stored = [
        row_and_mark(text)
        for path in shard_files(dataset.crawl)
        for _, text in winning_rows(read_only(path))
    ]
    assert len(stored) == 62
    assert {mark for _, mark in stored} == {mark_of({})}
    assert [refilter(row, {}).faults for row, _ in stored] == [row.faults for row, _ in stored]
