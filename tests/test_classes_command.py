"""`lgs classes` as a person calls it."""

import json

import pytest
from tables import built, row
from typer.testing import CliRunner

from lgs.cli.app import app
from lgs.errors import UsageError


@pytest.fixture
def dataset(tmp_path):
    rows = [
        row(f"{leaf} {n}", taxonomy=("Home", leaf), end_leaf=leaf, label_score=0.9)
        for leaf, count in (("Sofas", 3), ("Couches", 2), ("Rugs", 4))
        for n in range(count)
    ]
    return built(tmp_path / "data", rows)


def lgs(*words):
    result = CliRunner().invoke(app, ["classes", *map(str, words)])
    if result.exception and not isinstance(result.exception, SystemExit):
        raise result.exception
    assert result.exit_code == 0, result.output
    return result.stdout


def test_a_balanced_subset_is_told_with_what_it_lacks(dataset):
    out = lgs("balanced", "--data", dataset.root, "--classes", 3, "--per-class", 4)
    assert out.splitlines()[0].startswith("2 classes, 8 images: ")
    assert "only 2 classes have 4 images each, not 3" in out
    assert "       5  Sofas  (with Couches)" in out
    folder = dataset.root / "classes" / "balanced"
    assert sorted(p.name for p in folder.iterdir() if p.name[0] != "_") == [
        "classes.parquet", "classes.tsv", "merges.tsv", "report.json", "rows.parquet",
    ]  # fmt: skip


def test_the_report_is_json_and_stays_in_the_run(dataset):
    report = json.loads(lgs("long-tail", "--data", dataset.root, "--json"))
    assert (report["classes"], report["images"]) == (2, 9)
    assert report["options"]["threshold"] == 0.92
    assert dataset.read_run()["classes_long_tail"] == report


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("wide",), "no recipe is named 'wide'; there are: balanced, long-tail, overlap"),
        (("balanced", "--splits", "a,b"), "three shares like 0.8,0.1,0.1"),
        (("balanced", "--splits", "0.8,0.1,0.2"), "add up to 1"),
        (("balanced", "--similarity", "x"), "no similarity is named"),
    ],
)
def test_wrong_use_is_told(dataset, words, said):
    with pytest.raises(UsageError, match=said):
        lgs(*words, "--data", dataset.root)
