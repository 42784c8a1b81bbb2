from collections import defaultdict

import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st
from tables import built, row

from lgs.config import Settings
from lgs.dataset import read_table, shards, write_table
from lgs.errors import UsageError
from lgs.export.choose import rows_where
from lgs.export.splits import clusters, split_from
from lgs.export.write import Choice, export_dataset

TABLE = pa.table(
    {
        "key": ["a", "b", "c"],
        "end_leaf": ["Athletic shoes", "Boots", None],
        "price": pa.array([10, 20, None], pa.decimal128(18, 4)),
        "taxonomy": [["Shoes"], ["Shoes", "Boots"], []],
        "variant": pa.array([[("Color", "Red")], [], []], pa.map_(pa.string(), pa.string())),
    }
)


@pytest.mark.parametrize(
    ("condition", "keys"),
    [
        ("end_leaf = 'Athletic shoes'", ["a"]),
        ("price >= 15", ["b"]),
        ("end_leaf is null", ["c"]),
        ("variant['Color'] = 'Red'", ["a"]),
        ("list_contains(taxonomy, 'Shoes')", ["a", "b"]),
        ("false", []),
    ],
)
def test_a_condition_chooses_rows_and_changes_nothing_in_them(condition, keys):
    found = rows_where(TABLE, condition)
    assert found["key"].to_pylist() == keys
    assert found.schema.equals(TABLE.schema)


@pytest.mark.parametrize(
    ("condition", "said"),
    [
        ("leaf = 'x'", 'Referenced column "leaf" not found'),
        ("end_leaf =", "syntax error"),
        ("end_leaf", "Could not convert string"),
        ("true; drop table x", "does not hold"),
        ("true) or (true", "syntax error"),
        ("(select count(*) from read_csv('/etc/passwd')) > 0", "Cannot access file"),
        ("(select count(*) from read_blob('/etc/*')) > 0", "Cannot access file|disabled"),
        ("(select count(*) from 'https://shop.example/x.csv') > 0", "Cannot access file"),
        ("exists (from '/etc/passwd')", "does not exist"),
        ("getenv('HOME') <> ''", "getenv does not exist"),
    ],
)
def test_a_condition_that_does_not_hold_is_answered_in_one_sentence(condition, said):
    with pytest.raises(UsageError, match=said) as caught:
        rows_where(TABLE, condition)
    assert "\n" not in str(caught.value)
    assert str(caught.value).startswith(f"the condition {condition!r} does not hold: ")


@pytest.mark.parametrize(
    "text",
    ["", "train", "train=0.5", "train=0.5,test=0.6", "train=1,test=0", "a=0.5,a=0.5", "a b=1"],
)
def test_shares_that_are_none_are_answered(text):
    with pytest.raises(UsageError, match="--split"):
        split_from(text)


def test_shares_are_kept_to_over_many_names():
    split = split_from("train=0.8,validation=0.1,test=0.1")
    found = [split.of(f"{n:032x}") for n in range(10_000)]
    shares = [found.count(name) / 10_000 for name in split.names]
    assert shares == pytest.approx([0.8, 0.1, 0.1], abs=0.02)


@given(st.lists(st.tuples(st.sampled_from("abcdef"), st.sampled_from(["x", "y", "z", None]))))
def test_rows_that_share_a_word_are_in_one_cluster(rows):
    found = clusters([[a for a, _ in rows], [b for _, b in rows]]).tolist()
    for here, (a, b) in zip(found, rows, strict=True):
        for there, (c, d) in zip(found, rows, strict=True):
            if a == c or (b == d and b is not None):
                assert here == there


def test_a_chain_of_shared_words_is_one_cluster_and_nothing_else_is():
    count = 500
    left = [str(n // 2) for n in range(count)]
    right = [str((n + 1) // 2) for n in range(count)]
    assert set(clusters([left, right]).tolist()) == {0}
    assert clusters([["a", "b", "c"], [None, None, "x"]]).tolist() == [0, 1, 2]


@pytest.fixture
def dataset(tmp_path):
    groups = [row(f"g{n}") for n in range(60)]
    variants = [row(f"v{n}", group_key=groups[n % 60].key) for n in range(120)]
    shared = [row(f"s{n}", site=f"s{n % 9}.example", sha256=f"{n % 20:064x}") for n in range(60)]
    return built(tmp_path, [*groups, *variants, *shared], Settings(rows_per_shard=50))


def splits_in(folder, column: str) -> dict[str, set[str]]:
    found = defaultdict(set)
    for path in shards(folder):
        split = path.name.partition("-")[0]
        for word in read_table(path, [column])[column].to_pylist():
            found[word].add(split)
    return found


@pytest.mark.parametrize("column", ["group_key", "sha256"])
def test_no_product_and_no_image_is_in_two_splits(dataset, column):
    choice = Choice(split="train=0.6,test=0.4")
    folder, count = export_dataset(dataset, "parquet", choice=choice)
    found = splits_in(folder, column)
    assert all(len(splits) == 1 for splits in found.values())
    assert set.union(*found.values()) == {"train", "test"}
    assert count == sum(read_table(p, ["key"]).num_rows for p in shards(dataset.pairs))


def test_no_near_duplicate_is_in_two_splits(dataset):
    keys = [k for p in shards(dataset.pairs) for k in read_table(p, ["key"])["key"].to_pylist()]
    near = pa.table({"key": keys, "near_group": [str(n % 7) for n in range(len(keys))]})
    write_table(dataset.root / "near" / "images.parquet", near)
    folder, _ = export_dataset(dataset, "parquet", choice=Choice(split="train=0.5,test=0.5"))
    found = splits_in(folder, "key")
    by_group = defaultdict(set)
    for number, key in enumerate(keys):
        by_group[number % 7] |= found[key]
    assert all(len(splits) == 1 for splits in by_group.values())


def test_a_site_is_in_one_split_where_that_is_asked_for(dataset):
    choice = Choice(split="train=0.5,test=0.5", split_by="site")
    folder, _ = export_dataset(dataset, "jsonl", choice=choice)
    assert {p.name.partition("-")[0] for p in folder.glob("*.jsonl")} == {"train", "test"}
    folder, _ = export_dataset(dataset, "parquet", choice=choice)
    assert all(len(splits) == 1 for splits in splits_in(folder, "site").values())


def test_an_unknown_unit_of_splitting_is_answered(dataset):
    choice = Choice(split="train=0.5,test=0.5", split_by="row")
    with pytest.raises(UsageError, match="--split-by is group or site, not 'row'"):
        export_dataset(dataset, "parquet", choice=choice)


def test_a_condition_that_chooses_nothing_leaves_files_that_can_be_read(dataset):
    folder, count = export_dataset(dataset, "parquet", choice=Choice(where="price > 1e6"))
    assert count == 0
    assert all(read_table(path).num_rows == 0 for path in shards(folder))
