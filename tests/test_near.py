from itertools import pairwise

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from lgs.dataset import Dataset, read_table
from lgs.errors import UsageError
from lgs.near.bits import distance, from_hex, spread
from lgs.near.index import add, read_index
from lgs.near.rows import group_dataset
from lgs.near.search import near_between, near_pairs
from lgs.near.split import shares_from, split_of
from lgs.near.unions import Unions


def random_hashes(count: int, seed: int) -> np.ndarray:
    return np.random.default_rng(seed).integers(0, 2**64, count, dtype=np.uint64)


def with_neighbours(hashes: np.ndarray, count: int, seed: int, most: int = 8) -> np.ndarray:
    """The hashes, and so many copies of some with 1 to `most` bits changed; each once."""
    rng = np.random.default_rng(seed)
    found = hashes[rng.integers(0, len(hashes), count)].copy()
    for place in range(count):
        for bit in rng.choice(64, rng.integers(1, most + 1), replace=False):
            found[place] ^= np.uint64(1) << np.uint64(bit)
    return np.unique(np.concatenate([hashes, found]))


def brute(hashes: np.ndarray, most: int) -> set[tuple[int, int]]:
    found = set()
    for place in range(len(hashes)):
        near = np.flatnonzero(distance(hashes[place + 1 :], hashes[place]) <= most)
        found.update((place, int(n) + place + 1) for n in near)
    return found


def pairs_of(pieces) -> set[tuple[int, int]]:
    return {
        pair for left, right in pieces for pair in zip(left.tolist(), right.tolist(), strict=True)
    }


def symmetric() -> np.ndarray:
    """Half of all bits hardly ever set, as hashes of symmetric pictures are."""
    wide = random_hashes(12_000, 5)
    rare = random_hashes(12_000, 6) & random_hashes(12_000, 7) & random_hashes(12_000, 8)
    mask = np.uint64(0x55555555AAAAAAAA)
    return np.unique(wide & mask | rare & random_hashes(12_000, 9) & ~mask)


def crowd() -> np.ndarray:
    """Thousands that agree in all but 20 bits: buckets that blocks of bits do not divide."""
    low = np.random.default_rng(3).choice(1 << 20, 4_000, replace=False).astype(np.uint64)
    return np.unique(np.concatenate([low << np.uint64(22), random_hashes(2_000, 4)]))


SETS = {
    "random": with_neighbours(random_hashes(9_000, 0), 3_000, 1),
    "few": with_neighbours(random_hashes(300, 0), 300, 1),
    "symmetric": with_neighbours(symmetric(), 2_000, 2),
    "crowd": crowd(),
    "dense": np.arange(2_200, dtype=np.uint64),
    "blank and its neighbours": with_neighbours(np.zeros(1, np.uint64), 2_600, 3, most=4),
    "one": np.array([7], np.uint64),
    "none": np.array([], np.uint64),
}


@pytest.mark.parametrize("name", SETS)
def test_the_search_finds_just_what_comparing_all_with_all_finds(name):
    hashes = SETS[name]
    assert pairs_of(near_pairs(hashes)) == brute(hashes, 6)


@pytest.mark.parametrize("most", [0, 1, 3, 6, 8])
def test_the_search_is_exact_for_other_distances_too(most):
    hashes = SETS["random"]
    assert pairs_of(near_pairs(hashes, most=most)) == brute(hashes, most)


def test_any_number_of_threads_finds_the_same():
    hashes = SETS["symmetric"]
    assert pairs_of(near_pairs(hashes, threads=1)) == pairs_of(near_pairs(hashes, threads=5))


def test_other_orders_of_bits_keep_every_distance():
    hashes = SETS["symmetric"]
    ordered, bits = spread(hashes)
    assert bits == 64
    other = np.roll(hashes, 1)
    assert (distance(hashes, other) == distance(ordered, np.roll(ordered, 1))).all()


def test_old_and_new_are_compared_with_each_other_only():
    old, new = SETS["random"][::2], SETS["random"][1::2]
    everything = np.concatenate([old, new])
    expected = {(a, b - len(old)) for a, b in brute(everything, 6) if a < len(old) <= b}
    assert pairs_of(near_between(old, new)) == expected


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("random", [0, 6_000]),
        ("random", [0, 3_000, 6_000]),
        ("symmetric", [0, 3_000, 6_000]),
        ("symmetric", [0, 5_900, 5_950, 6_000]),
        ("crowd", [0, 5_900, 5_950, 6_000]),
    ],
)
def test_an_index_that_grew_has_the_pairs_of_one_made_at_once(tmp_path, name, parts):
    hashes = np.random.default_rng(0).permutation(SETS[name])[:6_000]
    for first, last in pairwise(parts):
        add(tmp_path, hashes[first:last])
    index = read_index(tmp_path)
    assert sorted(index.hashes.tolist()) == sorted(hashes.tolist())
    expected = {tuple(sorted((int(hashes[a]), int(hashes[b])))) for a, b in brute(hashes, 6)}
    assert {tuple(pair) for pair in index.pairs.tolist()} == expected


def test_adding_what_is_there_changes_nothing(tmp_path):
    add(tmp_path, SETS["few"])
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    add(tmp_path, SETS["few"][:50])
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


def test_groups_are_chains_of_pairs():
    unions = Unions(8)
    unions.join(np.array([1, 3, 5]), np.array([2, 2, 6]))
    unions.join(np.array([7]), np.array([3]))
    assert unions.groups().tolist() == [0, 1, 1, 1, 4, 5, 5, 1]


def test_a_long_chain_is_one_group():
    unions, count = Unions(10_000), 10_000
    order = np.random.default_rng(0).permutation(count)
    unions.join(order[:-1], order[1:])
    assert set(unions.groups().tolist()) == {0}


SHARES = {"train": 0.8, "val": 0.1, "test": 0.1}


def test_splits_have_their_shares_and_do_not_change_when_others_join():
    names = [f"{n:032x}" for n in range(20_000)]
    found = [split_of(name, SHARES) for name in names]
    for name, share in SHARES.items():
        assert found.count(name) / len(found) == pytest.approx(share, abs=0.01)
    assert found[::7] == [split_of(name, SHARES) for name in names[::7]]
    assert found != [split_of(name, SHARES, seed=1) for name in names]


@pytest.mark.parametrize("text", ["train", "train=0", "train=0.9,test=x", "=1", "a=-1", "a=nan"])
def test_shares_that_are_none_are_named(text):
    with pytest.raises(UsageError, match="shares are written like"):
        shares_from(text)


ROWS = [
    # key, product, hash
    ("01", "01", "ffffffff00000000"),
    ("02", "02", "ffffffff0000003f"),  # six bits from 01
    ("03", "03", "ffffffff0000007f"),  # one from 02
    ("04", "03", "00ff00ff00ff00ff"),  # the same product as 03
    ("05", "05", "0f0f0f0f0f0f0f0f"),  # alone
    ("06", "06", None),
    ("07", "07", None),
    ("08", "08", "0000000000000003"),  # says nothing
    ("09", "09", "0000000000000001"),
    ("10", "10", "0000000000000001"),
]


def dataset_of(folder, rows) -> Dataset:
    (folder / "products").mkdir(exist_ok=True)
    names = ("key", "group_key", "image_phash")
    columns = {
        name: pa.array(values, pa.string())
        for name, values in zip(names, zip(*rows, strict=True), strict=True)
    }
    half = len(rows) // 2
    table = pa.table(columns)
    pq.write_table(table.slice(half), folder / "products" / "00000.parquet")
    pq.write_table(table.slice(0, half), folder / "products" / "00001.parquet")
    return Dataset(folder)


def test_rows_are_grouped_by_near_images_and_splits_by_products_too(tmp_path):
    found = group_dataset(dataset_of(tmp_path, ROWS), shares=SHARES)
    rows = read_table(found.table).to_pylist()
    assert [(r["key"], r["image_group"], r["split_group"]) for r in rows] == [
        ("01", "01", "01"),
        ("02", "01", "01"),
        ("03", "01", "01"),
        ("04", "04", "01"),
        ("05", "05", "05"),
        ("06", "06", "06"),
        ("07", "07", "07"),
        ("08", "08", "08"),
        ("09", "09", "09"),
        ("10", "09", "09"),
    ]
    assert (found.rows, found.images, found.image_groups) == (10, 8, 5)
    assert found.rows_in_shared_groups == 5
    assert all(r["split"] == split_of(r["split_group"], SHARES) for r in rows)


def test_no_group_falls_into_two_splits(tmp_path):
    hashes = np.random.default_rng(0).permutation(SETS["symmetric"])[:6_000]
    rows = [(f"{n:032x}", f"{n // 3:032x}", f"{int(h):016x}") for n, h in enumerate(hashes)]
    found = group_dataset(dataset_of(tmp_path, rows), shares=SHARES)
    table = read_table(found.table).to_pylist()
    assert min(found.splits.values()) > 0
    for column in ("image_group", "split_group"):
        splits = {}
        for row in table:
            splits.setdefault(row[column], set()).add(row["split"])
        assert {len(names) for names in splits.values()} == {1}
    split = {row["key"]: row["split"] for row in table}
    near = [(rows[a], rows[b]) for a, b in brute(hashes, 6)]
    assert near
    assert all(split[a[0]] == split[b[0]] for a, b in near)
    assert len({(row[1], split[row[0]]) for row in rows}) == 2_000


def test_images_that_left_the_dataset_join_no_others(tmp_path):
    group_dataset(dataset_of(tmp_path, ROWS))
    rest = [row for row in ROWS if row[0] != "02"]
    found = group_dataset(dataset_of(tmp_path, rest))
    groups = {r["key"]: r["image_group"] for r in read_table(found.table).to_pylist()}
    assert (groups["01"], groups["03"]) == ("01", "03")


def test_hex_is_read_highest_digit_first():
    assert from_hex(["8000000000000001", "0" * 16]).tolist() == [2**63 + 1, 0]
