import json
import shutil
from dataclasses import replace
from io import StringIO

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from rich.console import Console

from lgs.count_units import statistics_of
from lgs.dataset import Dataset
from lgs.engine import Engine
from lgs.errors import LgsError
from lgs.model import Row
from lgs.schema import pairs_schema, products_schema, table_of
from lgs.stats.tables import corpus_tables, dataset_tables

BASE = Row(
    "0", "https://a.example/p", "a.example", "0",
    title="Red Mug", description="A red mug for tea.", caption="Red Mug. A red mug for tea.",
    width=400, height=600, image_format="JPEG", image_background=0.9, lang="en",
    taxonomy=("Home", "Kitchen", "Mugs"), end_leaf="Mugs", bullets=("red glaze", "steel"),
)  # fmt: skip
CLEAN = [
    replace(BASE, key="1"),
    replace(BASE, key="2", site="b.example", width=1000, height=1000, image_background=0.899),
    replace(BASE, key="3", site="b.example", lang="de", taxonomy=(), end_leaf=None, bullets=()),
    replace(BASE, key="4", width=None, height=None, image_format=None, image_background=None,
            lang=None),
    replace(BASE, key="5", width=900, height=300, image_format="PNG", image_background=1.0,
            description=None, caption="Red Mug"),
]  # fmt: skip
REJECTED = [
    replace(BASE, key="6", faults=("too_small",)),
    replace(BASE, key="7", faults=("no_price", "too_small")),
    replace(BASE, key="8", site="c.example", faults=("no_price",)),
]


@pytest.fixture
def dataset(tmp_path):
    """Two shards of pairs and one of products, with several row groups."""
    data = Dataset(tmp_path / "data")
    write(data.pairs / "0.parquet", CLEAN[:2])
    write(data.pairs / "1.parquet", CLEAN[2:], row_group_size=1)
    write(data.products / "0.parquet", CLEAN + REJECTED, row_group_size=3)
    return data


def write(path, rows, **options):
    path.parent.mkdir(parents=True, exist_ok=True)
    schema = products_schema() if path.parent.name == "products" else pairs_schema()
    pq.write_table(table_of(rows, schema), path, **options)


def anew(dataset, folder, **options):
    """The statistics of the same tables where nothing was counted before."""
    shutil.copytree(dataset.root, folder, ignore=shutil.ignore_patterns("stats"))
    return statistics_of(Dataset(folder), **options)


@pytest.fixture
def found(dataset):
    return statistics_of(dataset, funnel={"pages": 20, "product pages": 9}, pos_sample=10)


def test_the_captions_of_the_pairs_are_counted(found):
    assert (found["captions"], found["words"]["max"], found["words"]["min"]) == (5, 7, 2)
    assert found["pos_sample"]["other_languages"] == {"de": 1}


def test_every_kind_of_text_has_its_own_table(found):
    rows = {name: (t["rows"], t["missing"], t["mean"]) for name, t in found["texts"].items()}
    assert rows == {
        "title": (5, 0, 2),
        "description": (4, 1, 5),
        "both": (5, 0, 6),
        "taxonomy": (4, 1, 3),
        "bullets": (4, 1, 3),
    }


def test_captions_are_told_apart_by_language_and_by_site(found):
    tables = {
        name: [(t["value"], t["rows"], t["mean"], t["deciles"][4]) for t in groups]
        for name, groups in found["words_by"].items()
    }
    assert tables == {
        "lang": [("en", 3, pytest.approx(16 / 3), 7), ("", 1, 7, 7), ("de", 1, 7, 7)],
        "site": [("a.example", 3, pytest.approx(16 / 3), 7), ("b.example", 2, 7, 7)],
    }


def test_images_are_counted_by_size_aspect_format_and_background(found):
    images = found["images"]
    assert images["rows"] == 4
    assert {side: images[side]["deciles"][4] for side in ("width", "height", "least_side")} == {
        "width": 400,
        "height": 600,
        "least_side": 400,
    }
    assert [entry for entry in images["aspect"] if entry[1]] == [
        ["0.5–0.67", 2],
        ["0.95–1.05", 1],
        ["≥2", 1],
    ]
    assert images["formats"] == [("JPEG", 3), ("PNG", 1)]
    background = images["background"]
    assert (background["rows"], background["plain"]) == (4, 0.75)
    assert background["tenths"] == [0] * 8 + [1, 3]


def test_the_commonest_leaves_and_their_share(found):
    assert found["leaves"] == {
        "distinct": 1,
        "labelled": 4,
        "labelled_share": 0.8,
        "top": [("Mugs", 4)],
        "top_share": 1.0,
    }


def test_faults_are_counted_with_alone_and_first(found):
    assert found["faults"] == {
        "stages": [
            ["pages", 20],
            ["product pages", 9],
            ["rows", 8],
            ["clean rows", 5],
            ["pairs", 5],
        ],
        "rows": 8,
        "clean": 5,
        "faults": [
            {"name": "no_price", "rows": 2, "alone": 1, "first": 2},
            {"name": "too_small", "rows": 2, "alone": 1, "first": 1},
        ],
    }


def test_sites_stand_in_the_order_of_their_pairs(found):
    assert found["sites"] == {
        "distinct": 3,
        "top": [
            {"site": "a.example", "rows": 5, "clean": 3, "pairs": 3},
            {"site": "b.example", "rows": 2, "clean": 2, "pairs": 2},
            {"site": "c.example", "rows": 1, "clean": 0, "pairs": 0},
        ],
    }
    assert found["languages"] == [("en", 3), ("de", 1)]


def test_any_number_of_workers_counts_the_same(dataset, tmp_path):
    """Without parts of speech: spaCy takes long to start in another process."""
    alone = statistics_of(dataset, pos_sample=0)
    assert anew(dataset, tmp_path / "two", engine=Engine(2), pos_sample=0) == alone


def test_a_dataset_without_rows_has_statistics(tmp_path):
    data = Dataset(tmp_path)
    write(data.pairs / "0.parquet", [])
    write(data.products / "0.parquet", [])
    found = statistics_of(data)
    assert (found["captions"], found["images"]["rows"], found["leaves"]["top_share"]) == (
        0,
        0,
        None,
    )
    assert found["pos_sample"]["of"] == 0
    assert rendered(dataset_tables(found))


def test_a_table_that_lacks_a_column_is_named(dataset):
    pq.write_table(pa.table({"caption": ["a"], "lang": ["en"]}), dataset.pairs / "1.parquet")
    with pytest.raises(LgsError, match=r"1\.parquet has no column 'bullets'"):
        statistics_of(dataset)


def test_a_table_that_is_cut_short_is_named(dataset):
    path = dataset.products / "0.parquet"
    path.write_bytes(path.read_bytes()[:-9])
    with pytest.raises(LgsError, match=r"0\.parquet cannot be read"):
        statistics_of(dataset)


def rendered(tables) -> str:
    console = Console(width=140, record=True, color_system=None, file=StringIO())
    for table in tables:
        console.print(table)
    return console.export_text()


def test_the_terminal_shows_the_dataset(found):
    text = rendered(dataset_tables(found))
    assert [line.split()[1:4] for line in text.splitlines() if line.startswith("│ de ")] == [
        ["de", "│", "1"]
    ]
    for piece in (
        "a.example",
        "by language",
        "by site",
        "too_small",
        "Mugs",
        "plain background: 75.0 %",
        "pages 20",
    ):
        assert piece in text


def test_two_corpora_stand_beside_each_other(found):
    other = found | {"captions": 25_014, "pos": {}, "model": None}
    text = rendered(corpus_tables({"ours": found, "other": other}))
    assert [
        line.split()[1:5:2] for line in text.splitlines() if line.startswith(("│ ours", "│ oth"))
    ][:2] == [["ours", "5"], ["other", "25,014"]]
    assert "adjectives" in text


def test_foreign_text_is_no_markup_and_moves_no_cursor(found):
    name = "[bold red]x[/] \x1b[2J\u202e"
    sites = {"distinct": 1, "top": [{"site": name, "rows": 1, "clean": 1, "pairs": 1}]}
    text = rendered(dataset_tables(found | {"sites": sites}))
    assert "[bold red]x[/] [2J" in text
    assert not set("\x1b\u202e") & set(text)


def stamps(dataset):
    return {p: p.stat().st_mtime_ns for p in dataset.counts.rglob("*.*") if p.is_file()}


def test_a_rerun_takes_what_was_counted_and_says_the_same(dataset):
    fresh = statistics_of(dataset, pos_sample=10)
    before = stamps(dataset)
    assert json.dumps(statistics_of(dataset, pos_sample=10)) == json.dumps(fresh)
    after = stamps(dataset)
    assert {p.name for p in after if after[p] != before.get(p)} == {"shards.json"}


@pytest.mark.parametrize("options", [{}, {"min_count": 1}, {"pos_sample": 2}, {"top": 3}])
def test_after_a_change_of_thresholds_the_counts_are_those_of_a_fresh_run(
    dataset, tmp_path, options
):
    statistics_of(dataset, pos_sample=10)
    write(dataset.pairs / "1.parquet", CLEAN[2:4])
    write(dataset.products / "0.parquet", [*CLEAN, REJECTED[0]])
    chosen = {"pos_sample": 10} | options
    found = statistics_of(dataset, **chosen)
    assert json.dumps(found) == json.dumps(anew(dataset, tmp_path / "new", **chosen))


def test_counts_kept_of_tables_that_are_gone_or_cut_short_are_not_used(dataset):
    fresh = statistics_of(dataset, pos_sample=10)
    for path in dataset.counts.rglob("*.*"):
        if path.is_file() and path.name != "shards.json":
            path.write_bytes(path.read_bytes()[:-20])
    assert statistics_of(dataset, pos_sample=10) == fresh
    assert len(list(dataset.counts.glob("count_pairs-*.json"))) == 2
    (dataset.pairs / "1.parquet").unlink()
    statistics_of(dataset, pos_sample=10)
    assert len(list(dataset.counts.glob("count_pairs-*.json"))) == 1
    assert len(list((dataset.counts / "speech").glob("*.parquet"))) == 1


def test_what_was_tagged_stays_where_nothing_is_to_be_tagged(dataset):
    statistics_of(dataset, pos_sample=10)
    before = stamps(dataset)
    statistics_of(dataset, pos_sample=0)
    assert {path for path in before if path.parent.name == "speech"} <= set(stamps(dataset))
