"""Indices of N, one after the other, leave what one run leaves."""

import shutil
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from commands import lgs
from stages import LATER, LOOSE, TABLES, bytes_below, crawl_words, report_of, rows_of, run, shops

from lgs.engine import Share
from lgs.engine.share import share_from
from lgs.errors import UsageError

SHOPS, PRODUCTS = 5, 4


@pytest.fixture(scope="module")
def crawled(tmp_path_factory) -> tuple[Path, Path]:
    """One run's crawl, and that of four indices one after the other."""
    folder = tmp_path_factory.mktemp("shares")
    with shops("127.4.1", SHOPS, PRODUCTS) as web:
        words = crawl_words(folder, web, folder / "one")
        assert run(*words)
        asked = {host: sorted(web.asked(host)) for host in web.hosts}
        web.log.clear()
        words = crawl_words(folder, web, folder / "many")
        ended = [run(*words, "--shard-index", i, "--num-shards", 4) for i in range(4)]
        assert ended[-1]  # all are done then, or sooner where the last have no site
        assert ended == sorted(ended)
        assert {host: sorted(web.asked(host)) for host in web.hosts} == asked
        web.log.clear()
        assert run(*words, "--shard-index", 2, "--num-shards", 5)
        assert not web.log  # with another N nothing is asked again
    return folder / "one", folder / "many"


@pytest.fixture(scope="module")
def one(crawled, tmp_path_factory) -> Path:
    """All later stages by one process."""
    data = tmp_path_factory.mktemp("one") / "data"
    shutil.copytree(crawled[0], data)
    for words in LATER:
        assert run(*words, "--data", data)
    return data


def test_a_crawl_by_indices_finds_the_same_rows_and_reports_as_one(crawled):
    one, many = crawled
    assert len(rows_of(one)) == SHOPS * PRODUCTS
    assert rows_of(many) == rows_of(one)
    assert rows_of(many, "pairs") == rows_of(one, "pairs")
    assert report_of(many) == report_of(one)
    assert len(report_of(many)["crawl"]["sites"]) == SHOPS


def test_sixteen_indices_one_after_the_other_leave_the_bytes_of_one_run(crawled, one, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(crawled[0], data)
    for words in LATER:
        ended = [
            run(*words, "--data", data, "--shard-index", i, "--num-shards", 16) for i in range(16)
        ]
        assert True in ended, words
        assert bytes_below(data, "products", "pairs") or words
    assert bytes_below(data) == bytes_below(one)
    assert report_of(data) == report_of(one)


def test_another_n_half_way_does_nothing_again_that_is_done(crawled, one, tmp_path):
    data = tmp_path / "data"
    shutil.copytree(crawled[0], data)
    for words in LATER[:-1]:
        ended = [
            run(*words, "--data", data, "--shard-index", i, "--num-shards", 5) for i in range(2)
        ]
        notes = {path: path.stat().st_mtime_ns for path in (data / "_notes").rglob("*.json")}
        ended += [
            run(*words, "--data", data, "--shard-index", i, "--num-shards", 3) for i in range(3)
        ]
        assert True in ended, words
        kept = {path: path.stat().st_mtime_ns for path in notes if path.exists()}
        assert kept.items() <= notes.items()
    names = [name for name in bytes_below(one, *TABLES) if not name.startswith("export/hf/")]
    found = bytes_below(data)
    assert {name: found.get(name) for name in names} == {n: bytes_below(one)[n] for n in names}


@pytest.mark.parametrize(
    "words", [("long-tail",), ("balanced", "--classes", "1", "--per-class", "9", "--seed", "3")]
)
def test_four_indices_leave_the_classes_of_one_process_and_so_do_two_workers(one, tmp_path, words):
    for name in ("one", "two", "four"):
        shutil.copytree(one, tmp_path / name)
        shutil.rmtree(tmp_path / name / "classes")
    assert run("classes", *words, "--data", tmp_path / "one")
    assert run("classes", *words, "--data", tmp_path / "two", "--workers", 2)
    words = ("classes", *words, "--data", tmp_path / "four", "--num-shards", 4, "--shard-index")
    ended = [run(*words, index) for index in range(4)]
    assert (ended[0], ended[3]) == (False, True)
    whole = bytes_below(tmp_path / "one", "classes")
    assert len(pq.read_table(tmp_path / "one" / "classes" / words[1] / "rows.parquet")) >= 9
    assert bytes_below(tmp_path / "two", "classes") == whole
    assert bytes_below(tmp_path / "four", "classes") == whole
    assert report_of(tmp_path / "four") == report_of(tmp_path / "one")


def test_other_thresholds_by_indices_too(crawled, tmp_path):
    (tmp_path / "loose.toml").write_text(LOOSE)
    for name in ("a", "b"):
        shutil.copytree(crawled[0], tmp_path / name)
    words = ("filter", "--config", tmp_path / "loose.toml")
    run(*words, "--data", tmp_path / "a")
    for i in range(3):
        run(*words, "--data", tmp_path / "b", "--shard-index", i, "--num-shards", 3)
    assert bytes_below(tmp_path / "a") == bytes_below(tmp_path / "b")
    assert report_of(tmp_path / "a") == report_of(tmp_path / "b")
    assert not list((tmp_path / "b").rglob("_tested*"))


def test_an_index_that_waits_for_others_says_so_and_is_no_error(crawled, tmp_path, monkeypatch):
    shutil.copytree(crawled[0], tmp_path / "data")
    monkeypatch.setitem(__import__("commands").SHELL, "SLURM_ARRAY_TASK_ID", "3")
    monkeypatch.setitem(__import__("commands").SHELL, "SLURM_ARRAY_TASK_COUNT", "64")
    monkeypatch.setitem(__import__("commands").SHELL, "SLURM_ARRAY_TASK_MIN", "1")
    done = lgs("label", "--data", tmp_path / "data", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (0, "")
    assert "index 2 of 64, as SLURM_ARRAY_TASK_ID says" in done.stderr
    assert "label: 0 of 4 units are done; other indices have yet to do 00000" in done.stderr


@pytest.mark.parametrize(
    ("index", "number", "environment", "share"),
    [
        (None, None, {}, Share(0, 1)),
        (2, 4, {"RANK": "1", "WORLD_SIZE": "9"}, Share(2, 4)),
        (None, None, {"RANK": "1", "WORLD_SIZE": "9"}, Share(1, 9)),
        (None, 3, {"JOB_COMPLETION_INDEX": "2"}, Share(2, 3)),
        (None, None, {"JOB_COMPLETION_INDEX": "2"}, Share(0, 1)),  # of how many, nobody said
        (None, 1, {"RANK": "1", "WORLD_SIZE": "9"}, Share(0, 1)),
    ],
)
def test_the_share_is_what_options_say_and_else_the_scheduler(index, number, environment, share):
    assert share_from(index, number, environment)[0] == share


@pytest.mark.parametrize(("index", "number"), [(4, 4), (1, None), (None, 4)])
def test_a_share_that_cannot_be_is_refused(index, number):
    with pytest.raises(UsageError):
        share_from(index, number, {})


def test_every_unit_belongs_to_just_one_index():
    for number in (1, 2, 7, 16):
        for unit in ("00000", "crawl-63", "whole"):
            owners = [Share(index, number).owns(unit) for index in range(number)]
            assert owners.count(True) == 1
