import json
from decimal import Decimal

import pyarrow.parquet as pq
import pytest
from tables import built, bytes_of, row

from lgs.build import build
from lgs.config import Settings
from lgs.dataset import files
from lgs.errors import LgsError, UsageError
from lgs.export.captions import CAPTIONS
from lgs.export.write import export_dataset

CHAIR = row(
    "Chair",
    brand="Lindqvist",
    description="Four legs.\n\nFolds flat.",
    price=Decimal("19.90"),
    taxonomy=("Furniture", "Chairs"),
    bullets=("Solid oak", "60 cm"),
    variant={"Color": "Red"},
)
BENCH = row("Lindqvist bench", brand="Lindqvist", description=None, price=Decimal("1200"))
ROWS = [CHAIR, BENCH, row("stool"), row("free", price=None)]

# What each --caption says of the chair and of the bench, whose title names its brand.
CAPTION = {
    "both": ("Chair of oak. Four legs. Folds flat.", "Lindqvist bench of oak"),
    "title": ("Chair of oak, Lindqvist", "Lindqvist bench of oak"),
    "description": ("Four legs. Folds flat.", None),
    "taxonomy": ("Furniture > Chairs", None),
    "bullets": ("Chair of oak, Lindqvist; Solid oak; 60 cm", "Lindqvist bench of oak"),
}


@pytest.fixture
def dataset(tmp_path):
    return built(tmp_path, ROWS, Settings(rows_per_shard=2))


def captions_in(folder) -> dict[str, str]:
    table = pq.read_table(folder, columns=["key", "caption"])
    return dict(zip(table["key"].to_pylist(), table["caption"].to_pylist(), strict=True))


def test_parquet_is_read_by_others_with_key_url_and_caption(dataset):
    folder, count = export_dataset(dataset, "parquet", caption="both")
    assert (folder, count) == (dataset.root / "export" / "parquet", 3)
    found = [pq.ParquetFile(path).read(["key", "url", "caption"]) for path in files(folder)]
    assert sorted(r["key"] for t in found for r in t.to_pylist()) == sorted(
        r.key for r in ROWS if r.price
    )
    chair = next(r for t in found for r in t.to_pylist() if r["key"] == CHAIR.key)
    assert chair == {"key": CHAIR.key, "url": CHAIR.url, "caption": CHAIR.caption}


def test_only_tables_lie_in_an_export_that_img2dataset_reads_as_a_whole(dataset):
    folder, _ = export_dataset(dataset, "parquet", caption="both")
    assert {p.suffix for p in files(folder)} == {".parquet"}
    assert not list(folder.glob("*.json"))


def test_json_lines_hold_every_column_as_plain_values(dataset):
    folder, count = export_dataset(dataset, "jsonl", caption="both")
    lines = [json.loads(t) for p in files(folder) for t in p.read_text("utf-8").splitlines()]
    assert count == len(lines) == 3
    chair = next(line for line in lines if line["key"] == CHAIR.key)
    bench = next(line for line in lines if line["key"] == BENCH.key)
    assert (chair["price"], bench["price"]) == ("19.9", "1200")
    assert (chair["variant"], bench["variant"]) == ({"Color": "Red"}, {})
    assert chair["bullets"] == ["Solid oak", "60 cm"]
    assert bench["description"] is None
    assert "faults" not in chair


def test_every_caption_is_tried_here():
    assert set(CAPTIONS) == set(CAPTION)


@pytest.mark.parametrize("name", CAPTION)
def test_a_caption_is_made_of_what_it_is_named_for(dataset, name):
    folder, _ = export_dataset(dataset, "parquet", caption=name)
    found = captions_in(folder)
    assert (found.get(CHAIR.key), found.get(BENCH.key)) == CAPTION[name]


def test_a_pair_that_has_no_such_caption_is_left_out_of_the_count(dataset):
    assert export_dataset(dataset, "parquet", caption="taxonomy")[1] == 1


@pytest.mark.parametrize("name", ["parquet", "jsonl"])
def test_shards_of_an_earlier_export_go(dataset, name):
    folder, _ = export_dataset(dataset, name, caption="both")
    assert len(files(folder)) == 2
    build(dataset, Settings())
    export_dataset(dataset, name, caption="both")
    assert [p.stem for p in files(folder)] == ["00000"]


@pytest.mark.parametrize("name", ["parquet", "jsonl", "coco"])
@pytest.mark.parametrize("caption", ["both", "bullets"])
def test_an_export_is_written_twice_with_the_same_bytes(dataset, name, caption):
    folder, _ = export_dataset(dataset, name, caption=caption)
    before = bytes_of(folder)
    export_dataset(dataset, name, caption=caption)
    assert bytes_of(folder) == before


@pytest.mark.parametrize(
    ("format_", "caption", "message"),
    [
        ("xml", "both", "no export format is named 'xml'; there are: .*jsonl.*parquet"),
        ("jsonl", "poem", "no caption is named 'poem'; there are: both, bullets, description"),
    ],
)
def test_an_unknown_name_is_answered_before_anything_is_written(dataset, format_, caption, message):
    with pytest.raises(UsageError, match=message):
        export_dataset(dataset, format_, caption=caption)
    assert not (dataset.root / "export").exists()


def test_without_pairs_nothing_is_made(tmp_path):
    empty = built(tmp_path, ROWS)
    for path in empty.pairs.iterdir():
        path.unlink()
    with pytest.raises(LgsError, match="run `lgs filter` first"):
        export_dataset(empty, "jsonl", caption="both")
    assert not (tmp_path / "export").exists()
