import pytest

from lgs.store.coverage import Coverage, coverage_of, note_mapped, pass_on
from lgs.store.shard import Shard
from lgs.store.tables import Child, Record

SHOP = "http://shop.example"


@pytest.fixture
def shard(tmp_path):
    made = Shard(tmp_path / "shard-00.sqlite")
    made.list_site("shop.example", Child(f"{SHOP}/"), None)
    yield made
    made.close()


def put(shard: Shard, *children: Child) -> None:
    shard.add(1, list(children))
    note_mapped(shard, 1, children)


def number(shard: Shard, path: str) -> int:
    query = "SELECT id FROM url WHERE url = ?"
    return int(shard.db.execute(query, (SHOP + path,)).fetchone()[0])


def found(shard: Shard, path: str) -> None:
    shard.put_product(number(shard, path), Record(SHOP + path, path, 0, path, ((path, "{}"),)))


def test_what_no_sitemap_names_does_not_count(shard):
    put(shard, Child(f"{SHOP}/p/1"))
    found(shard, "/p/1")
    assert coverage_of(shard.db, 1) == Coverage(0, 0, 0)


def test_products_are_those_that_look_like_one_or_turned_out_to_be_one(shard):
    put(
        shard,
        Child(f"{SHOP}/p/1", mapped=True),
        Child(f"{SHOP}/p/2", mapped=True),
        Child(f"{SHOP}/about", mapped=False),
        Child(f"{SHOP}/a-fine-chair", mapped=False),
    )
    found(shard, "/p/1")
    found(shard, "/a-fine-chair")
    assert coverage_of(shard.db, 1) == Coverage(urls=4, products=3, found=2)
    assert coverage_of(shard.db, 2) == Coverage()


def test_a_url_that_was_known_before_its_sitemap_was_read_counts_too(shard):
    put(shard, Child(f"{SHOP}/p/1"))
    put(shard, Child(f"{SHOP}/p/1", mapped=True))
    put(shard, Child(f"{SHOP}/p/1", mapped=True))
    assert coverage_of(shard.db, 1) == Coverage(1, 1, 0)


def test_where_a_name_leads_to_another_that_one_counts(shard):
    put(shard, Child(f"{SHOP}/old/1", mapped=True), Child(f"{SHOP}/old/2", mapped=True))
    new = Child(f"{SHOP}/p/1")
    shard.add(1, [new])
    pass_on(shard, 1, number(shard, "/old/1"), new)
    pass_on(shard, 1, number(shard, "/old/2"), new)
    found(shard, "/p/1")
    assert coverage_of(shard.db, 1) == Coverage(1, 1, 1)
    pass_on(shard, 1, number(shard, "/"), Child(f"{SHOP}/old/1"))  # of no sitemap: nothing to do
    assert coverage_of(shard.db, 1) == Coverage(1, 1, 1)
