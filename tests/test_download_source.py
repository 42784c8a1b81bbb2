import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lgs.cli.spelling import respelt
from lgs.download import journal
from lgs.download.hosts import seconds_of
from lgs.download.options import Layout, Manners, Order, Picture, checked
from lgs.download.outcome import Outcome
from lgs.download.report import need_floor, report_of
from lgs.download.source import RECORDED, Source
from lgs.download.wishes import objection
from lgs.errors import BelowFloor, LgsError, UsageError

ROWS = [
    {"url": "http://a.example/1", "caption": "Röd stol, 'ek'", "price": "10"},
    {"url": "http://a.example/2", "caption": "", "price": "20"},
    {"url": "http://a.example/3", "caption": "Lamp", "price": "30"},
]


def written(folder, name):
    path = folder / name
    form = name.removesuffix(".gz").rpartition(".")[2]
    if form == "parquet":
        pq.write_table(pa.Table.from_pylist(ROWS), path)
        return path
    if form == "jsonl":
        text = "\n".join(json.dumps(row) for row in ROWS)
    elif form == "txt":
        text = "\n".join(row["url"] for row in ROWS) + "\n\n"
    else:
        mark = "\t" if form == "tsv" else ","
        lines = [mark.join(ROWS[0])]
        lines += [mark.join(f'"{value}"' for value in row.values()) for row in ROWS]
        text = "\ufeff" + "\r\n".join(lines)
    if name.endswith(".gz"):
        path.write_bytes(gzip.compress(text.encode()))
    else:
        path.write_bytes(text.encode())
    return path


FILES = ["a.parquet", "a.jsonl", "a.csv", "a.tsv", "a.csv.gz", "a.jsonl.gz"]


@pytest.mark.parametrize("name", FILES)
def test_every_format_gives_the_same_rows_in_shards(tmp_path, name):
    layout = Layout(number_sample_per_shard=2, save_additional_columns=("price",))
    source = Source(written(tmp_path, name), layout)
    tables = list(source.shards())
    assert [table.num_rows for table in tables] == [2, 1]
    assert tables[0].column_names == ["price", "caption", "url"]
    found = [row for table in tables for row in table.to_pylist()]
    assert found == [{name: row[name] for name in ("price", "caption", "url")} for row in ROWS]
    assert [url for part in source.urls() for url in part] == [row["url"] for row in ROWS]


def test_lines_of_text_are_urls(tmp_path):
    tables = list(Source(written(tmp_path, "a.txt"), Layout()).shards())
    assert tables[0].to_pylist() == [{"url": row["url"]} for row in ROWS]


def test_each_file_of_a_folder_begins_a_shard(tmp_path):
    for name in ("b.parquet", "a.parquet"):
        written(tmp_path, name)
    (tmp_path / "_manifest").write_text("{}")
    tables = list(Source(tmp_path, Layout(number_sample_per_shard=2)).shards())
    assert [table.num_rows for table in tables] == [2, 1, 2, 1]


NAMES = [
    (("URL", "TEXT"), {}, {"caption": "TEXT", "url": "URL"}),
    (("url", "alt_text", "sha256"), {}, {"caption": "alt_text", "url": "url", RECORDED: "sha256"}),
    (("key", "url"), {}, {"uid": "key", "url": "url"}),
    (("link", "url"), {"url_col": "link"}, {"url": "link"}),
    (("url", "md"), {"verify_hash": ("md", "md5")}, {"url": "url", RECORDED: "md"}),
]


@pytest.mark.parametrize(("names", "options", "wanted"), NAMES)
def test_columns_are_found_by_the_names_that_released_sets_have(tmp_path, names, options, wanted):
    pq.write_table(pa.table({name: ["x"] for name in names}), tmp_path / "a.parquet")
    assert dict(Source(tmp_path / "a.parquet", Layout(**options)).columns.wanted) == wanted


WRONG = [
    ({"url_col": "nothing"}, "no column 'nothing'; it has: url, caption, price"),
    ({"save_additional_columns": ("colour",)}, "no column 'colour'"),
    ({"save_additional_columns": ("status",)}, "'status' cannot be saved"),
]


@pytest.mark.parametrize(("options", "message"), WRONG)
def test_columns_that_are_not_there_are_named(tmp_path, options, message):
    with pytest.raises(UsageError, match=message):
        Source(written(tmp_path, "a.parquet"), Layout(**options))


@pytest.mark.parametrize("name", ["a.parquet", "a.jsonl", "a.csv.gz"])
def test_a_file_that_is_not_what_it_is_called_is_named(tmp_path, name):
    (tmp_path / name).write_bytes(b"\x93\xff{not this")
    with pytest.raises(LgsError, match=r"cannot be read as \w+"):
        list(Source(tmp_path / name, Layout()).shards())


def test_what_is_no_table_is_named(tmp_path):
    (tmp_path / "a.doc").write_text("x")
    for path in (tmp_path / "a.doc", tmp_path):
        with pytest.raises(UsageError, match="is no table: it may be parquet"):
            Source(path, Layout())
    with pytest.raises(LgsError, match="is not there"):
        Source(tmp_path / "b.txt", Layout())


ARGUMENTS = [
    (["--image_size", "64", "a_b"], ["--image-size", "64", "a_b"]),
    (["--url_list=a_b.txt"], ["--url-list=a_b.txt"]),
    (["--skip_reencode=False", "--quiet"], ["--no-skip-reencode", "--quiet"]),
    (["--skip_reencode", "true"], ["--skip-reencode"]),
    (["--skip-reencode", "truely"], ["--skip-reencode", "truely"]),
    (["-q", "--", "--a_b"], ["-q", "--", "--a_b"]),
]


@pytest.mark.parametrize(("given", "wanted"), ARGUMENTS)
def test_options_may_be_spelt_as_img2dataset_has_them(given, wanted):
    assert respelt(given, {"--skip-reencode"}) == wanted


def test_a_journal_gives_back_what_was_put_in_the_first_of_each_row(tmp_path):
    path = tmp_path / "_j"
    outcome = Outcome(width=3, hashes=(("md5", "a"), ("sha256", "b")), alpha=False, exif="{}")
    journal.append(path, 4, outcome, b"image")
    journal.append(path, 2, Outcome("gone", "status 404"), b"")
    journal.append(path, 4, Outcome("gone", "later"), b"")
    found = journal.read(path)
    assert {row: entry.outcome for row, entry in found.items()} == {
        4: outcome,
        2: Outcome("gone", "status 404"),
    }
    assert journal.image_of(path, found[4]) == b"image"


def test_a_journal_cut_anywhere_keeps_all_whole_records_and_takes_more(tmp_path):
    path = tmp_path / "_j"
    ends = []
    for row in range(3):
        journal.append(path, row, Outcome(width=row), b"image")
        ends.append(path.stat().st_size)
    content = path.read_bytes()
    for cut in range(len(content)):
        path.write_bytes(content[:cut])
        whole = sum(end <= cut for end in ends)
        journal.mend(path)
        journal.append(path, 9, Outcome(width=9), b"more")
        assert sorted(journal.read(path)) == [*range(whole), 9]
        path.unlink()


def test_a_damaged_record_and_what_follows_it_is_not_believed(tmp_path):
    path = tmp_path / "_j"
    for row in range(3):
        journal.append(path, row, Outcome(width=row), b"image")
    content = bytearray(path.read_bytes())
    content[content.index(b"image", len(content) // 3)] ^= 1
    path.write_bytes(content)
    journal.mend(path, whole=True)
    assert sorted(journal.read(path)) == [0]


WAITS = [("30", 30.0), (" 0 ", 0.0), ("", None), (None, None), ("-5", None), ("1.5", None)]


@pytest.mark.parametrize(("text", "seconds"), WAITS)
def test_retry_after_is_a_number_of_seconds(text, seconds):
    assert seconds_of(text) == seconds


def test_retry_after_may_be_a_date():
    now = datetime.now(UTC)
    assert 50 < seconds_of(format_datetime(now + timedelta(minutes=1), usegmt=True)) <= 60
    assert seconds_of(format_datetime(now - timedelta(hours=1), usegmt=True)) == 0


OBJECTIONS = [
    ([("X-Robots-Tag", "noai")], {}, True),
    ([("x-robots-tag", "noimageindex, follow")], {}, True),
    ([("X-Robots-Tag", "otherbot: noai")], {}, False),
    ([("X-Robots-Tag", "mybot: noai")], {}, False),
    ([("X-Robots-Tag", "mybot: noai")], {"user_agent_token": "MyBot"}, True),
    ([("X-Robots-Tag", "lgs: noindex")], {}, True),
    ([("TDM-Reservation", "1")], {}, True),
    ([("TDM-Reservation", "0")], {}, False),
    ([("X-Robots-Tag", "noindex")], {"disallowed_header_directives": ("noai",)}, False),
    ([("X-Robots-Tag", "NoAI")], {"disallowed_header_directives": ("noai",)}, True),
    ([("X-Robots-Tag", "noai")], {"disallowed_header_directives": ()}, False),
    ([("Content-Type", "noai")], {}, False),
]


@pytest.mark.parametrize(("headers", "options", "objects"), OBJECTIONS)
def test_headers_opt_out_for_us(headers, options, objects):
    assert bool(objection(tuple(headers), Manners("lgs", **options))) is objects


BAD_OPTIONS = [
    ({"resize_mode": "stretch"}, "--resize-mode is one of no, border"),
    ({"encode_format": "gif"}, "--encode-format is one of jpg, png, webp; not 'gif'"),
    ({"encode_format": "png", "encode_quality": 95}, "of png is 0 to 9, not 95"),
]


@pytest.mark.parametrize(("options", "message"), BAD_OPTIONS)
def test_options_say_what_they_may_be(tmp_path, options, message):
    order = Order(tmp_path, tmp_path, Picture(), Layout(), Manners("lgs"))
    with pytest.raises(UsageError, match=message):
        checked(replace(order, picture=Picture(**options)))


def test_a_floor_is_met_or_named():
    stats = {"status_dict": {"success": 9, "transient": 1}, "hashes_checked": 4}
    note = {"rows": 10, "stats": stats | {"hashes_mismatched": 1}, "files": {"a": "b"}}
    report = report_of([note], requests=10, seconds=1.0)
    assert (report.success_rate, report.mismatch_rate) == (0.9, 0.25)
    need_floor(report, 0.9)
    with pytest.raises(BelowFloor, match=r"9 of 10 images were had \(90.0%\).*run it again"):
        need_floor(report, 0.91)
