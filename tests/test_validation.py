import json
from dataclasses import replace
from pathlib import Path

import pyarrow as pa
import pytest
from imagehost import Host
from tables import built, row

from lgs.build import build
from lgs.config import Settings
from lgs.dataset import MANIFEST, Dataset, read_table, write_json, write_manifest, write_table
from lgs.download.options import Layout, Manners, Order, Picture
from lgs.download.run import download
from lgs.errors import LgsError
from lgs.export.write import export_dataset
from lgs.validation import validate

SETTINGS = Settings(rows_per_shard=3)
ROWS = [*(row(name) for name in ("chair", "table", "bench", "stool")), row("free", price=None)]
FIRST = Path("products/00000.parquet")


@pytest.fixture
def dataset(tmp_path):
    made = built(tmp_path, ROWS, SETTINGS)
    for name in ("parquet", "jsonl"):
        export_dataset(made, name, caption="both")
    return made


def rewrite(path: Path, table: pa.Table) -> None:
    """Another table in a shard's place, with a manifest that knows of it."""
    write_table(path, table)
    write_manifest(path.parent)


def problems_of(dataset: Dataset) -> list[str]:
    root = f"{dataset.root}/"
    return [problem.replace(root, "") for problem in validate(dataset.root).problems]


def test_a_dataset_with_its_exports_is_whole(dataset):
    verdict = validate(dataset.root)
    assert verdict.problems == ()
    # products 2, pairs 2 with 2 counts, parquet 2, jsonl 2
    assert (verdict.files, verdict.rows) == (10, 5 + 4 + 4 + 4)


def test_an_export_is_checked_by_itself_too(dataset):
    verdict = validate(dataset.export("jsonl"))
    assert (verdict.files, verdict.rows, verdict.problems) == (2, 4, ())


def no_tables(root: Path) -> None:
    (root / "note.txt").write_text("nothing else")


def no_folder(root: Path) -> None:
    root.rmdir()


def a_file(root: Path) -> None:
    root.rmdir()
    root.write_text("x")


@pytest.mark.parametrize("arrange", [no_tables, no_folder, a_file])
def test_where_there_are_no_tables_there_is_nothing_to_check(tmp_path, arrange):
    root = tmp_path / "data"
    root.mkdir()
    arrange(root)
    with pytest.raises(LgsError, match="holds no tables: name a dataset or an export folder"):
        validate(root)


def test_a_shard_that_is_missing_is_named(dataset):
    (dataset.root / FIRST).unlink()
    assert problems_of(dataset) == [f"{FIRST} is missing"]


def test_a_manifest_that_is_missing_is_named(dataset):
    (dataset.products / MANIFEST).unlink()
    assert problems_of(dataset) == ["products/_manifest is missing or cut short: write it again"]


def test_every_changed_byte_is_found(dataset):
    path = dataset.root / FIRST
    content = path.read_bytes()
    for place in range(4, len(content), len(content) // 40):
        path.write_bytes(content[:place] + bytes([content[place] ^ 0x55]) + content[place + 1 :])
        assert (
            problems_of(dataset)[0]
            == f"{FIRST} is not what was written: its sha256 differs from _manifest"
        ), place


def test_a_shard_that_was_cut_short_is_named_with_what_helps(dataset):
    path = dataset.root / FIRST
    path.write_bytes(path.read_bytes()[:-9])
    first, second = problems_of(dataset)
    assert first.startswith(f"{FIRST} is not what was written")
    assert second.startswith(f"the table {FIRST} cannot be read (")


def test_a_file_that_does_not_belong_there_is_named(dataset):
    (dataset.products / "notes.txt").write_text("x")
    assert problems_of(dataset) == [
        "products/notes.txt is not noted in _manifest: it does not belong here"
    ]


def test_a_file_that_is_being_written_is_no_problem(dataset):
    (dataset.products / "_00001.parquet.part").write_bytes(b"half")
    assert problems_of(dataset) == []


def test_a_key_that_comes_twice_is_named(dataset):
    table = read_table(dataset.root / FIRST)
    key = table["key"][0].as_py()
    rewrite(dataset.root / FIRST, pa.concat_tables([table.slice(0, 1), table]))
    assert problems_of(dataset) == [f"{FIRST}: the key {key} comes twice"]


def test_a_key_that_comes_again_in_another_shard_is_named(dataset):
    table = read_table(dataset.root / FIRST)
    rewrite(dataset.products / "00001.parquet", table)
    assert problems_of(dataset) == [
        f"products/00001.parquet: the key {table['key'][0].as_py()} comes twice"
    ]


def test_a_column_of_another_type_is_named(dataset):
    table = read_table(dataset.root / FIRST)
    place = table.schema.get_field_index("width")
    rewrite(dataset.root / FIRST, table.set_column(place, "width", table["width"].cast(pa.int64())))
    assert problems_of(dataset) == [f"{FIRST}: column width is int64, should be int32"]


def test_a_column_that_is_missing_is_named(dataset):
    table = read_table(dataset.root / FIRST)
    rewrite(dataset.root / FIRST, table.drop_columns(["brand"]))
    assert problems_of(dataset) == [f"{FIRST} lacks the column brand"]


def test_an_export_may_lack_what_is_not_promised_of_it(dataset):
    path = dataset.export("parquet") / "00000.parquet"
    rewrite(path, read_table(path).drop_columns(["brand"]))
    assert problems_of(dataset) == []
    rewrite(path, read_table(path).drop_columns(["url"]))
    assert problems_of(dataset) == ["export/parquet/00000.parquet lacks the column url"]


def test_a_pair_without_a_caption_is_named(dataset):
    path = dataset.pairs / "00000.parquet"
    table = read_table(path)
    place = table.schema.get_field_index("caption")
    nothing = pa.nulls(table.num_rows, pa.string())
    rewrite(path, table.set_column(place, "caption", nothing))
    assert problems_of(dataset) == [f"pairs/00000.parquet: {table.num_rows} rows have no caption"]


def test_a_product_may_lack_a_caption(tmp_path):
    bare = replace(row("bare"), title=None, caption=None, description=None)
    assert problems_of(built(tmp_path, [row("chair"), bare])) == []


def test_rows_that_differ_from_their_number_are_named(dataset):
    noted = json.loads((dataset.products / MANIFEST).read_text())
    noted["00000.parquet"]["rows"] = 7
    write_json(dataset.products / MANIFEST, noted)
    assert problems_of(dataset) == [f"{FIRST} has 3 rows, 7 were noted"]


def test_pairs_that_are_no_products_are_named(dataset):
    other = built(dataset.root / "other", [row("strange")], SETTINGS)
    rewrite(dataset.pairs / "00001.parquet", read_table(other.pairs / "00000.parquet"))
    assert problems_of(dataset) == [
        "pairs/00001.parquet has pairs that products/00001.parquet has not: run `lgs filter`"
    ]


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("", []),
        ("{", ["no JSON object with key, url, caption"]),
        ("[1]", ["no JSON object with key, url, caption"]),
        ('{"key": "k", "caption": "c"}', ["no JSON object with key, url, caption"]),
        ('{"key": "k", "url": "", "caption": "c"}', ["no url"]),
        ('{"key": "k", "url": "u", "caption": "c"}', []),
    ],
)
def test_every_line_of_an_export_is_a_pair(dataset, line, problem):
    path = dataset.export("jsonl") / "00001.jsonl"
    lines = path.read_text("utf-8").splitlines()
    path.write_text("".join(f"{text}\n" for text in [*lines, *([line] if line else [])]), "utf-8")
    write_manifest(path.parent)
    where = f"export/jsonl/00001.jsonl, line {len(lines) + 1}"
    found = [p for p in problems_of(dataset) if p.startswith(where)]
    assert [p.removeprefix(f"{where} ").partition(" ")[2] for p in found] == problem


def test_a_key_that_comes_twice_in_lines_is_named(dataset):
    path = dataset.export("jsonl") / "00001.jsonl"
    text = path.read_text("utf-8")
    path.write_text(text + text, "utf-8")
    write_manifest(path.parent)
    key = json.loads(text.splitlines()[0])["key"]
    assert problems_of(dataset) == [f"export/jsonl/00001.jsonl: the key {key} comes twice"]


def test_building_again_repairs_what_validation_finds(dataset):
    (dataset.root / FIRST).write_bytes(b"")
    assert problems_of(dataset)
    build(dataset, SETTINGS)
    assert problems_of(dataset) == []


@pytest.fixture(params=["webdataset", "files"])
def downloaded(request, tmp_path):
    """A folder of `lgs download`, made of URLs without captions, one of which is gone."""
    host = Host()
    source = tmp_path / "urls.txt"
    kinds = ["gone" if n == 2 else "ok" for n in range(8)]
    source.write_text("\n".join(f"{host.url}/{kind}/{n}" for n, kind in enumerate(kinds)))
    layout = Layout(output_format=request.param, number_sample_per_shard=5)
    manners = Manners("lgs/test", allow_private=True, retries=0)
    try:
        download(Order(source, tmp_path / "download", Picture(image_size=32), layout, manners))
    finally:
        host.stop()
    return tmp_path / "download"


def test_a_download_is_whole(downloaded):
    verdict = validate(downloaded)
    assert (verdict.problems, verdict.rows) == ((), 8)


def changed_image(folder: Path) -> None:
    """An image that does not decode, in a file of the same size."""
    path = next(p for p in (folder / "00000.tar", folder / "00000" / "000000.jpg") if p.is_file())
    body = bytearray(path.read_bytes())
    begin = body.index(b"\xff\xd8\xff")
    body[begin : begin + 3] = bytes(3)
    path.write_bytes(bytes(body))


def lost_image(folder: Path) -> None:
    """A table that has an image more than its shard."""
    path = folder / "00000.parquet"
    rows = read_table(path).to_pylist()
    rows[2]["status"] = "success"
    write_table(path, pa.Table.from_pylist(rows, read_table(path).schema))


@pytest.mark.parametrize(
    ("harm", "said"),
    [(changed_image, "cannot be decoded"), (lost_image, "does not hold")],
)
def test_a_download_that_is_not_what_was_written_is_named(downloaded, harm, said):
    harm(downloaded)
    problems = validate(downloaded).problems
    assert any(said in problem for problem in problems), problems
    assert any("its sha256 differs from _manifest" in problem for problem in problems)


def test_a_dataset_is_checked_with_its_download(dataset, downloaded):
    downloaded.rename(dataset.root / "download")
    assert validate(dataset.root).rows == 5 + 4 + 4 + 4 + 8
