import json
import random
from dataclasses import replace
from pathlib import Path

import pytest
from tables import built, built_with_funnel, bytes_of, row, store

from lgs.build import Funnel, build, filter_dataset
from lgs.config import Settings
from lgs.dataset import Dataset, is_whole, read_rows, read_table, shards
from lgs.engine import Engine
from lgs.errors import UsageError
from lgs.filters import mark_of, refilter
from lgs.schema import pairs_schema, products_schema

CLEAN = [row("chair"), row("table"), row("bench"), row("stool", site="other.example")]
NAMELESS = row("nameless", title=None, caption="Made by hand of oak.")
PRICELESS = row("priceless", price=None)
SMALL = row("small", width=120, height=90)
BOTH = row("both", price=None, title=None, caption="Made by hand of oak.")
CUT = row("cut", width=None, height=None, sha256=None, faults=("image_truncated",))
ALL = [*CLEAN, NAMELESS, PRICELESS, SMALL, BOTH, CUT]
STRICT = Settings(filters={"too_small": {"least_side_px": 500}})
LOOSE = Settings(filters={"too_small": {"least_side_px": 50}, "no_price": {"enabled": False}})


def rows_in(folder: Path) -> list:
    return [one for path in shards(folder) for one in read_rows(path)]


def test_the_funnel_counts_every_fault_and_those_that_stand_alone(tmp_path):
    _, funnel = built_with_funnel(tmp_path, ALL, Settings())
    assert funnel == Funnel(
        rows=9,
        pairs=4,
        faults={"no_price": 2, "no_title": 2, "image_truncated": 1, "too_small": 1},
        alone={"image_truncated": 1, "no_price": 1, "no_title": 1, "too_small": 1},
    )
    assert list(funnel.faults) == ["no_price", "no_title", "image_truncated", "too_small"]


def test_products_hold_every_row_by_key_and_pairs_only_the_clean_ones(tmp_path):
    dataset = built(tmp_path, ALL)
    products, pairs = rows_in(dataset.products), rows_in(dataset.pairs)
    assert [p.key for p in products] == sorted(r.key for r in ALL)
    assert [p.key for p in pairs] == sorted(r.key for r in CLEAN)
    assert {p.key: p.faults for p in products if p.faults} == {
        NAMELESS.key: ("no_title",),
        PRICELESS.key: ("no_price",),
        SMALL.key: ("too_small",),
        BOTH.key: ("no_price", "no_title"),
        CUT.key: ("image_truncated",),
    }


def test_tables_have_the_columns_of_the_contract_and_say_under_which_settings(tmp_path):
    dataset = built(tmp_path, CLEAN)
    tables = (
        (dataset.products, products_schema()),
        (dataset.pairs, pairs_schema()),
    )
    for folder, schema in tables:
        table = read_table(folder / "00000.parquet")
        assert table.schema.equals(schema)
        words = {k.decode(): v.decode() for k, v in table.schema.metadata.items()}
        assert words["lgs_settings"] == Settings().digest()
        assert words["lgs_version"]


def test_the_counts_of_a_shard_of_pairs_stand_beside_it_as_img2dataset_has_them(tmp_path):
    dataset = built(tmp_path, [*CLEAN, SMALL])
    assert json.loads((dataset.pairs / "00000_stats.json").read_text()) == {
        "count": 5,
        "successes": 4,
        "status_dict": {"success": 4, "too_small": 1},
    }


def test_the_same_rows_give_the_same_bytes_in_any_order_of_arrival(tmp_path):
    made = []
    for number in range(3):
        mixed = random.Random(number).sample(ALL, len(ALL))
        dataset = built(tmp_path / str(number), mixed, Settings(rows_per_shard=4))
        made.append(bytes_of(dataset.products, dataset.pairs))
    assert made[0] == made[1] == made[2]
    assert "products/00002.parquet" in made[0]


def test_a_pair_that_another_product_has_too_stays_with_the_smaller_key(tmp_path):
    one = row("twin")
    other = replace(row("twin two"), caption=one.caption, sha256=one.sha256, title=one.title)
    near = replace(row("twin three"), caption=one.caption, title=one.title)
    dataset = built(tmp_path, [other, one, near])
    faults = {p.key: p.faults for p in rows_in(dataset.products)}
    assert faults == {
        min(one.key, other.key): (),
        max(one.key, other.key): ("duplicate",),
        near.key: (),
    }


@pytest.mark.parametrize(("products", "fault"), [(30, ()), (31, ("placeholder_image",))])
def test_an_image_that_many_products_show_is_a_stand_in(tmp_path, products, fault):
    rows = [row(f"thing {n}", sha256="ab" * 32) for n in range(products)]
    dataset = built(tmp_path, rows)
    assert {p.faults for p in rows_in(dataset.products)} == {fault}


@pytest.mark.parametrize(("products", "fault"), [(10, ()), (11, ("boilerplate_caption",))])
def test_a_caption_that_many_products_share_tells_none_from_another(tmp_path, products, fault):
    rows = [row(f"thing {n}", caption="The best in all the town") for n in range(products)]
    dataset = built(tmp_path, rows)
    assert {p.faults for p in rows_in(dataset.products)} == {fault}


def test_rows_with_faults_of_their_own_are_nobodys_twins(tmp_path):
    broken = replace(row("twin"), price=None)
    whole = replace(row("twin two"), caption=broken.caption, sha256=broken.sha256)
    dataset = built(tmp_path, [broken, whole])
    assert [p.key for p in rows_in(dataset.pairs)] == [whole.key]


def test_what_is_right_is_not_written_again(tmp_path):
    dataset = built(tmp_path, ALL)
    before = (dataset.products / "00000.parquet").stat()
    assert build(dataset, Settings()).pairs == 4
    after = (dataset.products / "00000.parquet").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)


def damaged(folder: Path) -> None:
    path = folder / "00001.parquet"
    path.write_bytes(path.read_bytes()[:100])


def missing(folder: Path) -> None:
    (folder / "00001.parquet").unlink()


def without_manifest(folder: Path) -> None:
    (folder / "_manifest").unlink()


@pytest.mark.parametrize("damage", [damaged, missing, without_manifest])
@pytest.mark.parametrize("which", ["products", "pairs"])
def test_what_was_damaged_is_built_again_to_the_same_bytes(tmp_path, damage, which):
    settings = Settings(rows_per_shard=4)
    dataset = built(tmp_path, ALL, settings)
    before = bytes_of(dataset.products, dataset.pairs)
    damage(tmp_path / which)
    build(dataset, settings)
    assert bytes_of(dataset.products, dataset.pairs) == before


def test_new_pages_are_built_in(tmp_path):
    dataset = built(tmp_path, CLEAN)
    store(dataset, [row("late")])
    assert build(dataset, Settings()).rows == 5
    assert row("late").key in {p.key for p in rows_in(dataset.products)}


@pytest.mark.parametrize("settings", [STRICT, LOOSE], ids=["strict", "loose"])
def test_filtering_with_other_thresholds_gives_what_the_crawl_would_have_given(tmp_path, settings):
    filtered = built(tmp_path / "filtered", ALL)
    funnel = filter_dataset(filtered, settings)
    crawled, straight = built_with_funnel(tmp_path / "crawled", ALL, settings)
    assert funnel == straight
    assert bytes_of(filtered.pairs) == bytes_of(crawled.pairs)
    assert funnel != filter_dataset(filtered, Settings())


def test_filtering_again_with_the_first_thresholds_gives_the_first_pairs(tmp_path):
    dataset = built(tmp_path, ALL)
    before = bytes_of(dataset.products, dataset.pairs)
    filter_dataset(dataset, STRICT)
    filter_dataset(dataset, Settings())
    assert bytes_of(dataset.products, dataset.pairs) == before


def test_a_row_that_passes_by_looser_thresholds_lacks_the_image_that_was_not_fetched(tmp_path):
    poor = replace(PRICELESS, width=None, height=None, sha256=None)
    dataset = built(tmp_path, [poor])
    assert filter_dataset(dataset, LOOSE).faults == {"image_not_fetched": 1}
    no_images = replace(LOOSE, crawl=replace(LOOSE.crawl, images=False))
    assert filter_dataset(dataset, no_images).pairs == 1


def test_a_shard_of_pairs_without_a_shard_of_products_goes(tmp_path):
    dataset = built(tmp_path, ALL, Settings(rows_per_shard=4))
    assert len(shards(dataset.pairs)) == 3
    build(dataset, Settings())  # the shards' size decides no row, but it is asked for
    assert len(shards(dataset.products)) == len(shards(dataset.pairs)) == 1
    assert not (dataset.pairs / "00002_stats.json").exists()
    assert is_whole(dataset.pairs)


def test_an_empty_store_gives_empty_tables(tmp_path):
    dataset, funnel = built_with_funnel(tmp_path, [], Settings())
    assert funnel == Funnel(0, 0, {}, {})
    assert read_table(dataset.pairs / "00000.parquet").num_rows == 0


def test_an_unknown_filter_is_found_before_anything_is_written(tmp_path):
    dataset = Dataset(tmp_path)
    store(dataset, CLEAN)
    with pytest.raises(UsageError, match="no filter is named 'nonesuch'"):
        build(dataset, Settings(filters={"nonesuch": {}}))
    assert not dataset.products.exists()


def test_rows_tested_in_the_crawl_give_the_tables_that_a_new_test_gives(tmp_path):
    filters = {"too_small": {"least_side_px": 500}}
    settings = Settings(filters=filters, rows_per_shard=4)
    anew = built(tmp_path / "anew", ALL, settings)
    tested = Dataset(tmp_path / "tested")
    store(tested, (refilter(one, filters) for one in ALL), mark=mark_of(filters))
    build(tested, settings)
    assert bytes_of(tested.products, tested.pairs) == bytes_of(anew.products, anew.pairs)


def test_rows_tested_by_other_thresholds_are_tested_again(tmp_path):
    dataset = Dataset(tmp_path)
    store(dataset, ALL, mark=mark_of({}))
    build(dataset, STRICT)
    assert {p.faults for p in rows_in(dataset.products) if p.key == CLEAN[0].key} == {
        ("too_small",)
    }


def test_pairs_are_the_same_bytes_whether_found_anew_or_taken_from_the_tables(tmp_path):
    dataset = built(tmp_path, ALL, Settings(rows_per_shard=4))
    before = bytes_of(dataset.pairs)
    filter_dataset(dataset, STRICT)
    assert bytes_of(dataset.pairs) != before
    filter_dataset(dataset, Settings(rows_per_shard=4))
    assert bytes_of(dataset.pairs) == before


def test_many_processes_build_the_bytes_of_one(tmp_path, monkeypatch):
    settings = Settings(rows_per_shard=4)
    one = built(tmp_path / "one", ALL, settings)
    many = Dataset(tmp_path / "many")
    store(many, ALL)
    monkeypatch.setattr("lgs.products.SMALL_BYTES", 0)
    build(many, settings, Engine(workers=2))
    assert bytes_of(many.products, many.pairs) == bytes_of(one.products, one.pairs)
