import json

import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lgs.errors import LgsError
from lgs.stats.corpus import read_captions

CAPTIONS = ["A red mug.", "", "Zwölf blaue Stühle\u2028und mehr", "x"]


def write_text(path):
    path.write_text("\n".join(CAPTIONS) + "\n", "utf-8")


def write_json_lines(path):
    path.write_text("\n\n".join(json.dumps({"caption": c or None}) for c in CAPTIONS), "utf-8")


def write_parquet(path):
    pq.write_table(pa.table({"n": [1, 2, 3, 4], "caption": [c or None for c in CAPTIONS]}), path)


def write_coco(path):
    entries = [{"id": i, "image_id": 7, "caption": c} for i, c in enumerate(CAPTIONS)]
    path.write_text(json.dumps({"images": [], "annotations": entries}), "utf-8")


def write_list(path):
    path.write_text(json.dumps(CAPTIONS), "utf-8")


@pytest.mark.parametrize(
    ("name", "write"),
    [
        ("c.txt", write_text),
        ("c.tsv", write_text),
        ("c.jsonl", write_json_lines),
        ("c.parquet", write_parquet),
        ("coco.json", write_coco),
        ("list.JSON", write_list),
    ],
)
def test_every_form_gives_the_captions_in_order(tmp_path, name, write):
    write(tmp_path / name)
    assert list(read_captions(tmp_path / name)) == CAPTIONS


def test_another_column_can_be_named(tmp_path):
    pq.write_table(pa.table({"title": pa.array(["a"], pa.large_string())}), tmp_path / "c.parquet")
    (tmp_path / "c.jsonl").write_text('{"title": "a", "caption": "b"}')
    for name in ("c.parquet", "c.jsonl"):
        assert list(read_captions(tmp_path / name, column="title")) == ["a"]


def test_bytes_that_are_no_utf8_do_not_end_the_reading(tmp_path):
    (tmp_path / "c.txt").write_bytes(b"caf\xe9\r\nok\n")
    assert list(read_captions(tmp_path / "c.txt")) == ["caf\ufffd", "ok"]


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("a.jsonl", b'{"caption": "x"}\n{"title": "y"}', "line 2: no text .* is: title"),
        ("b.jsonl", b'{"caption": "x"}\n{oops', "line 2: this is no JSON"),
        ("c.jsonl", b'{"caption": 3}', "no text named 'caption'"),
        ("d.jsonl", b"[" * 100_000, "line 1: this is no JSON"),
        ("e.json", b'{"captions": []}', 'no list named "annotations"'),
        ("f.json", b'{"caption": "x"}\n{"caption": "y"}', "ending .jsonl"),
        ("g.json", b'{"annotations": [{"id": 1}]}', "entry 0: no text .* is: id"),
        ("h.parquet", b"PAR1 no", "cannot be read as Parquet"),
    ],
)  # fmt: skip
def test_a_file_that_is_not_what_it_should_be_is_named_with_the_reason(
    tmp_path, name, content, message
):
    (tmp_path / name).write_bytes(content)
    with pytest.raises(LgsError, match=message) as error:
        list(read_captions(tmp_path / name))
    assert name in str(error.value)


def test_a_missing_column_is_named_with_those_that_are_there(tmp_path):
    pq.write_table(pa.table({"n": [1], "text": ["a"]}), tmp_path / "c.parquet")
    with pytest.raises(LgsError, match="no text column 'caption'; it has: text"):
        list(read_captions(tmp_path / "c.parquet"))


def test_a_missing_file_is_an_error_at_once(tmp_path):
    with pytest.raises(LgsError, match="there is no file"):
        read_captions(tmp_path / "none.txt")
