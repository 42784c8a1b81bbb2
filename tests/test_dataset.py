import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from socket import gethostname

import pyarrow.parquet as pq
import pytest

from lgs.dataset import (
    MANIFEST,
    Dataset,
    end_tables,
    file_sha256,
    files,
    is_whole,
    read_manifest,
    read_rows,
    read_table,
    rows_in,
    shards,
    sweep,
    write_bytes,
    write_json,
    write_manifest,
    write_table,
)
from lgs.errors import LgsError
from lgs.model import Row
from lgs.schema import products_schema, table_of

BLANK = Row(key="", page_url="https://shop.example/p", site="shop.example", group_key="")
ROWS = [replace(BLANK, key=f"{n:032x}", group_key=f"{n:032x}", title=f"No {n}") for n in range(5)]


def write(folder: Path, rows: list[Row], per_shard: int = 2) -> list[int]:
    parts = [rows[n : n + per_shard] for n in range(0, len(rows) or 1, per_shard)]
    tables = [table_of(part, products_schema()) for part in parts]
    for number, table in enumerate(tables):
        write_table(folder / f"{number:05d}.parquet", table.replace_schema_metadata({"a": "b"}))
    end_tables(folder, len(tables))
    return [table.num_rows for table in tables]


def test_rows_are_cut_into_shards_and_come_back(tmp_path):
    assert write(tmp_path, ROWS) == [2, 2, 1]
    found = shards(tmp_path)
    assert [p.name for p in found] == ["00000.parquet", "00001.parquet", "00002.parquet"]
    assert [row for path in found for row in read_rows(path)] == ROWS


def test_no_rows_are_one_empty_shard(tmp_path):
    assert write(tmp_path, []) == [0]
    assert read_rows(tmp_path / "00000.parquet") == []


def test_shards_of_an_earlier_run_go_when_there_are_fewer_now(tmp_path):
    write(tmp_path, ROWS)
    write(tmp_path, ROWS[:2])
    assert [p.name for p in files(tmp_path)] == ["00000.parquet"]
    assert is_whole(tmp_path)


def test_a_table_is_written_twice_with_the_same_bytes(tmp_path):
    for name in ("one", "two"):
        write(tmp_path / name, ROWS)
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / n).iterdir()} for n in ("one", "two"))
    assert one == two


def test_a_table_is_written_as_the_hub_likes_it(tmp_path):
    write(tmp_path, ROWS)
    file = pq.ParquetFile(tmp_path / "00000.parquet")
    column = file.metadata.row_group(0).column(0)
    assert column.compression == "ZSTD"
    assert column.has_offset_index
    assert file.schema_arrow.metadata == {b"a": b"b"}


def test_a_file_is_whole_or_not_there(tmp_path):
    (tmp_path / "there.json").write_text("old")
    beside = f"_there.json.{gethostname()}-{os.getpid()}.part"
    (tmp_path / beside).mkdir()  # nothing can be written beside it
    with pytest.raises(LgsError, match=r"there\.json cannot be written: Is a directory"):
        write_bytes(tmp_path / "there.json", b"new")
    assert (tmp_path / "there.json").read_text() == "old"


def test_what_was_being_written_when_a_run_was_killed_counts_for_nothing(tmp_path):
    write(tmp_path, ROWS)
    (tmp_path / "_00003.parquet.part").write_bytes(b"half")
    assert len(shards(tmp_path)) == 3
    assert is_whole(tmp_path)


@pytest.mark.parametrize("share", [0, 0.3, 0.9, 0.999])
def test_a_shard_that_was_cut_short_is_named(tmp_path, share):
    write(tmp_path, ROWS)
    path = tmp_path / "00001.parquet"
    content = path.read_bytes()
    path.write_bytes(content[: int(len(content) * share)])
    with pytest.raises(LgsError, match=r"00001\.parquet cannot be read .*run the command"):
        read_rows(path)


def test_the_manifest_notes_rows_and_hash_of_every_file(tmp_path):
    write(tmp_path, ROWS)
    noted = read_manifest(tmp_path)
    assert {name: entry["rows"] for name, entry in noted.items()} == {
        "00000.parquet": 2,
        "00001.parquet": 2,
        "00002.parquet": 1,
    }
    path = tmp_path / "00002.parquet"
    assert noted[path.name]["sha256"] == file_sha256(path)


@pytest.mark.parametrize("content", [None, "", '{"00000.parq', "[1]"])
def test_a_manifest_that_is_no_manifest_notes_nothing(tmp_path, content):
    if content is not None:
        (tmp_path / MANIFEST).write_text(content)
    assert read_manifest(tmp_path) == {}
    assert not is_whole(tmp_path)


def damage_nothing(folder: Path) -> None:
    (folder / ".hidden").write_text("x")


def damage_byte(folder: Path) -> None:
    path = folder / "00001.parquet"
    content = bytearray(path.read_bytes())
    content[len(content) // 2] ^= 1
    path.write_bytes(content)


def damage_missing(folder: Path) -> None:
    (folder / "00001.parquet").unlink()


def damage_extra(folder: Path) -> None:
    (folder / "00009.parquet").write_bytes(b"x")


@pytest.mark.parametrize(
    ("damage", "whole"),
    [(damage_nothing, True), (damage_byte, False), (damage_missing, False), (damage_extra, False)],
)
def test_a_folder_is_whole_if_its_files_are_just_those_that_were_noted(tmp_path, damage, whole):
    write(tmp_path, ROWS)
    damage(tmp_path)
    assert is_whole(tmp_path) is whole


def test_rows_are_counted_by_a_footer_or_by_lines(tmp_path):
    write(tmp_path, ROWS)
    (tmp_path / "a.jsonl").write_text("{}\n{}\n")
    (tmp_path / "a.json").write_text("{}\n")
    counts = [rows_in(tmp_path / name) for name in ("00000.parquet", "a.jsonl", "a.json")]
    assert counts == [2, 2, None]


def test_notes_of_a_run_stay_beside_each_other(tmp_path):
    dataset = Dataset(tmp_path)
    dataset.note_run(sites=["a.example"], filter={"rows": 1})
    dataset.note_run(filter={"rows": 2})
    assert dataset.read_run() == {"sites": ["a.example"], "filter": {"rows": 2}}


@pytest.mark.parametrize("content", ["", "{", "[]", "\x00"])
def test_a_run_note_that_was_cut_short_is_none(tmp_path, content):
    (tmp_path / "run.json").write_text(content)
    assert Dataset(tmp_path).read_run() == {}


def test_json_is_written_for_people_and_twice_the_same(tmp_path):
    for name in ("a", "b"):
        write_json(tmp_path / name, {"wörter": 1, "a": [1]})
    assert (tmp_path / "a").read_bytes() == (tmp_path / "b").read_bytes()
    assert "wörter" in (tmp_path / "a").read_text("utf-8")
    assert json.loads((tmp_path / "a").read_text("utf-8")) == {"wörter": 1, "a": [1]}


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/lgs-data"])
def test_a_folder_that_cannot_be_written_is_named(tmp_path, place):
    (tmp_path / "file").write_text("no folder")
    with pytest.raises(
        LgsError, match=r"the folder .* cannot be written: .*; --data names another"
    ):
        Dataset(tmp_path / place).create()


def test_a_folder_is_made_and_left_empty(tmp_path):
    root = Dataset(tmp_path / "a" / "b").create().root
    assert list(root.iterdir()) == []


def test_what_is_not_there_yet_is_said_with_the_command_that_makes_it(tmp_path):
    with pytest.raises(LgsError, match=r"products holds no table yet: run `lgs crawl --sites"):
        Dataset(tmp_path).need_products()
    with pytest.raises(LgsError, match=r"pairs holds no table yet: run `lgs filter`"):
        Dataset(tmp_path).need_pairs()


def test_a_manifest_may_be_written_again_when_a_file_changed(tmp_path):
    write(tmp_path, ROWS)
    damage_extra(tmp_path)
    (tmp_path / "00009.parquet").unlink()
    (tmp_path / "x.json").write_text("{}")
    assert not is_whole(tmp_path)
    write_manifest(tmp_path)
    assert is_whole(tmp_path)


def test_a_table_without_rows_has_no_row_group_and_is_read_back(tmp_path):
    empty = products_schema().empty_table()
    write_table(tmp_path / "00000.parquet", empty)
    assert pq.read_metadata(tmp_path / "00000.parquet").num_row_groups == 0
    assert read_table(tmp_path / "00000.parquet").equals(empty)


def test_what_killed_processes_left_half_written_goes_and_what_others_write_stays(tmp_path):
    ended = subprocess.Popen([sys.executable, "-c", ""])
    ended.wait()
    host = gethostname()
    gone = f"_a.parquet.{host}-{ended.pid}.part"
    stay = [f"_a.parquet.{host}-{os.getpid()}.part", f"_a.parquet.other-{ended.pid}.part", "a.part"]
    for name in (gone, *stay):
        (tmp_path / name).write_bytes(b"half")
    sweep(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted(stay)
