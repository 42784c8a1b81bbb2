from collections import Counter, defaultdict
from dataclasses import replace

import pyarrow.parquet as pq
import pytest
from tables import built, bytes_of, row

from lgs.classes.draw import split_of
from lgs.classes.pairs import Pairs
from lgs.classes.recipes import RECIPES, Options
from lgs.classes.subset import write_subset
from lgs.dataset import is_whole, write_table
from lgs.errors import LgsError, UsageError

SOFA, COUCH, LAMP = ("Home", "Sofas"), ("Living Room", "Couches"), ("Lighting", "Table Lamps")
RAM, OTHER = ("Animals", "Sheep", "Rams"), ("Home", "Other")


def labelled(path, count, **values):
    name = path[-1]
    return [
        row(f"{name} {n}", taxonomy=path, end_leaf=name, label_score=0.9, **values)
        for n in range(count)
    ]


@pytest.fixture
def dataset(tmp_path):
    rows = [*labelled(SOFA, 6), *labelled(COUCH, 4), *labelled(LAMP, 8), *labelled(RAM, 3),
            *labelled(OTHER, 2)]  # fmt: skip
    return built(tmp_path / "data", rows)


def made(dataset, name, **options):
    return RECIPES[name](Pairs(dataset), Options(**options))


def names(subset):
    return [(one.path[-1], one.count) for one in subset.classes]


def test_a_balanced_subset_has_the_same_number_of_images_of_each_class(dataset):
    subset = made(dataset, "balanced", classes=2, per_class=8)
    assert names(subset) == [("Sofas", 10), ("Table Lamps", 8)]
    assert Counter(found.number for found in subset.rows) == {0: 8, 1: 8}
    assert names(made(dataset, "balanced", classes=2, per_class=9)) == [("Sofas", 10)]


def test_the_long_tail_holds_every_class_but_those_whose_name_says_nothing(dataset):
    subset = made(dataset, "long_tail")
    assert names(subset) == [("Sofas", 10), ("Table Lamps", 8), ("Rams", 3)]
    assert subset.findings["uninformative"] == ["Home > Other"]
    assert names(made(dataset, "long_tail", least=4))[-1] == ("Table Lamps", 8)


def test_a_higher_threshold_keeps_synonyms_apart(dataset):
    subset = made(dataset, "long_tail", threshold=0.99)
    assert ("Couches", 4) in names(subset)


def test_labels_below_the_least_score_are_left_out(dataset):
    with pytest.raises(LgsError, match="no pair has a label that is sure enough"):
        made(dataset, "long_tail", min_score=0.95)


def test_the_overlap_has_the_synsets_that_a_class_shows_and_not_those_of_its_name(dataset):
    subset = made(dataset, "overlap", least=3)
    assert [line[2] for line in subset.tables["synsets"][1:]] == ["n02412080", "n04380533"]
    assert subset.findings["share_of_synsets"] == 0.002
    memory = ("Computers", "Memory", "Rams")
    shop = built(dataset.root.parent / "other", labelled(memory, 3) + labelled(LAMP, 3))
    only = made(shop, "overlap", least=3)
    assert [line[2] for line in only.tables["synsets"][1:]] == ["n04380533"]
    assert ["apart", "Computers > Memory > Rams", "n02412080", "sense"] in [
        line[:4] for line in only.tables["pairs"]
    ]


def test_no_split_cuts_a_product_a_picture_or_a_group_of_near_duplicates(tmp_path):
    plain = labelled(LAMP, 60)
    variants = [replace(r, group_key=plain[0].key) for r in labelled(SOFA, 40)]
    twins = [replace(r, sha256="ab" * 32) for r in labelled(COUCH, 30)]
    dataset = built(tmp_path / "data", [*plain, *variants, *twins])
    import pyarrow as pa

    keys = [r.key for r in plain[1:21]]
    near = pa.table({"key": keys, "split_group": [keys[0]] * 20})
    write_table(dataset.root / "near" / "groups.parquet", near)
    subset = made(dataset, "long_tail", splits=(0.4, 0.3, 0.3))
    splits = defaultdict(set)
    for found in subset.rows:
        splits[found.group].add(found.split)
    assert all(len(split) == 1 for split in splits.values())
    assert {len(splits)} <= set(range(30, 45))  # 39 lone lamps, one product, one picture, one group
    assert {split for found in splits.values() for split in found} == {
        "train",
        "validation",
        "test",
    }


def test_the_same_rows_give_the_same_bytes(dataset, tmp_path):
    folders = [tmp_path / "one", tmp_path / "two"]
    for folder in folders:
        write_subset(folder, made(dataset, "long_tail"), "digest")
    one, two = map(bytes_of, folders)
    assert list(one.values()) == list(two.values())
    assert all(map(is_whole, folders))


def test_what_is_written_is_what_was_made(dataset, tmp_path):
    subset = made(dataset, "balanced", classes=2, per_class=8)
    write_subset(tmp_path, subset, "digest")
    rows = pq.read_table(tmp_path / "rows.parquet").to_pylist()
    assert [(r["key"], r["class"], r["split"]) for r in rows] == [
        (found.key, found.number, found.split) for found in subset.rows
    ]
    table = pq.read_table(tmp_path / "classes.parquet").to_pylist()
    assert table[0]["members"] == ["Home > Sofas", "Living Room > Couches"]
    assert table[0]["similarity"] == 0.97
    assert (tmp_path / "merges.tsv").read_text("utf-8").splitlines()[1] == (
        "merge\tHome > Sofas\tLiving Room > Couches\t0.97\tsofa\tcouch"
    )


def test_the_written_merges_can_be_changed_and_read_back(dataset, tmp_path):
    write_subset(tmp_path, made(dataset, "long_tail"), "digest")
    review = tmp_path / "mine.tsv"
    text = (tmp_path / "merges.tsv").read_text("utf-8")
    review.write_text(text)
    assert names(made(dataset, "long_tail", review=review)) == names(made(dataset, "long_tail"))
    review.write_text(text.replace("merge\t", "apart\t"))
    assert ("Couches", 4) in names(made(dataset, "long_tail", review=review))


def test_an_unknown_similarity_is_told(dataset):
    with pytest.raises(UsageError, match="no similarity is named 'x'; there are: words, minilm"):
        made(dataset, "long_tail", similarity="x")


def test_a_dataset_without_labels_is_told(tmp_path):
    dataset = built(tmp_path / "data", [row("chair")])
    with pytest.raises(LgsError, match="run `lgs label`"):
        made(dataset, "long_tail")


def test_splits_come_near_their_shares():
    found = Counter(split_of(n / 10007, (0.8, 0.1, 0.1)) for n in range(10007))
    assert abs(found["train"] / 10007 - 0.8) < 0.02
    assert abs(found["test"] / 10007 - 0.1) < 0.02
