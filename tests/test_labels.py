from dataclasses import replace

import pytest
from tables import built, bytes_of, row

from lgs.config import Settings
from lgs.dataset import is_whole, read_rows, read_table
from lgs.errors import LgsError
from lgs.labels import Coverage, label_dataset, labelled, labeller_of

TREE = "Things > Seats > Chairs\nThings > Seats > Benches\nThings > Drinks > Teapots\n"
CHAIR = row("chair", title="Folding chair", breadcrumbs=("Home", "Chairs"))
BENCH = row("bench", title="Garden bench", price=None)
OTHER = row("other", title="Zzyzx 3000")
ROWS = [CHAIR, BENCH, OTHER]


@pytest.fixture
def tree(tmp_path):
    path = tmp_path / "tree.txt"
    path.write_text(TREE)
    return Settings(taxonomy=str(path))


def test_the_labels_of_products_and_pairs_are_those_of_the_tree(tmp_path, tree):
    dataset = built(tmp_path / "data", ROWS)
    coverage = label_dataset(dataset, tree, workers=1)
    assert coverage == Coverage(3, 2, (("Benches", 1), ("Chairs", 1)))
    products = {r.key: r.taxonomy for r in read_rows(dataset.products / "00000.parquet")}
    assert products == {
        CHAIR.key: ("Things", "Seats", "Chairs"),
        BENCH.key: ("Things", "Seats", "Benches"),
        OTHER.key: (),
    }
    pairs = {r.key: r.end_leaf for r in read_rows(dataset.pairs / "00000.parquet")}
    assert pairs == {CHAIR.key: "Chairs", OTHER.key: None}


def test_labelling_again_changes_no_byte(tmp_path, tree):
    dataset = built(tmp_path / "data", ROWS)
    label_dataset(dataset, tree, workers=1)
    before = bytes_of(dataset.products, dataset.pairs)
    label_dataset(dataset, tree, workers=1)
    assert bytes_of(dataset.products, dataset.pairs) == before
    assert is_whole(dataset.products)
    assert is_whole(dataset.pairs)


def test_several_processes_label_as_one_does(tmp_path, tree):
    settings = Settings(rows_per_shard=1)
    one, two = (built(tmp_path / name, ROWS, settings) for name in ("one", "two"))
    assert label_dataset(one, tree, workers=1) == label_dataset(two, tree, workers=2)
    assert bytes_of(one.products, one.pairs) == bytes_of(two.products, two.pairs)


def test_a_label_changes_nothing_else_in_the_table(tmp_path, tree):
    dataset = built(tmp_path / "data", ROWS)
    path = dataset.products / "00000.parquet"
    before = read_table(path)
    label_dataset(dataset, tree, workers=1)
    after = read_table(path)
    assert after.schema.equals(before.schema, check_metadata=True)
    made = ["taxonomy", "end_leaf", "label_source", "label_score"]
    assert after.drop_columns(made).equals(before.drop_columns(made))


def test_a_row_that_is_not_sure_enough_loses_the_label_that_it_had(tree):
    had = replace(OTHER, taxonomy=("A", "B"), end_leaf="B", label_score=0.5, label_source="title")
    assert labelled(had, labeller_of(tree)) == replace(
        had, taxonomy=(), end_leaf=None, label_score=None, label_source=None
    )


def test_a_higher_least_score_leaves_fewer_labels(tmp_path, tree):
    dataset = built(tmp_path / "data", ROWS)
    sure = label_dataset(dataset, replace(tree, min_label_score=1.0), workers=1)
    assert (sure.rows, sure.labelled) == (3, 0)


def test_an_unknown_taxonomy_is_told_and_nothing_changes(tmp_path):
    dataset = built(tmp_path / "data", ROWS)
    before = bytes_of(dataset.products, dataset.pairs)
    with pytest.raises(LgsError, match="no taxonomy 'nonesuch'"):
        label_dataset(dataset, Settings(taxonomy="nonesuch"), workers=1)
    assert bytes_of(dataset.products, dataset.pairs) == before
