import json
import tarfile
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from pages import product_page
from release import kept_dataset, pictured
from tables import built, row, store

from lgs.build import build
from lgs.config import CrawlSettings, Settings
from lgs.consent.robots import Robots
from lgs.dataset import Dataset, file_sha256, read_rows, read_table, shards
from lgs.errors import LgsError, UsageError
from lgs.export import FORMATS
from lgs.export.manifest import tree
from lgs.export.write import Choice, export_dataset
from lgs.forget import UNFINISHED, Report, forget, next_version
from lgs.model import Page
from lgs.store.coverage import note_mapped
from lgs.store.keep import PageKeeper
from lgs.store.place import read_only, shard_files, shard_of, shard_path
from lgs.store.shard import Shard
from lgs.store.shut import judged
from lgs.store.tables import Child
from lgs.store.tally import Tally, put_tally
from lgs.tombstones import FILE, Traces, forgotten, read_forgotten, wish_of
from lgs.validation import validate
from lgs.warc import pages_of

SETTINGS = Settings(rows_per_shard=5, crawl=CrawlSettings(contact="owner@lab.example"))
COUNT = 40


@pytest.fixture
def dataset(tmp_path) -> Dataset:
    return kept_dataset(tmp_path / "goods", COUNT)


def take(dataset: Dataset, **named: str) -> Report:
    return forget(dataset, [wish_of(kind, value) for kind, value in named.items()], SETTINGS)


def column(folder: Path, name: str) -> list:
    return [v for path in shards(folder) for v in read_table(path, [name])[name].to_pylist()]


def states(root: Path) -> dict[str, tuple[int, str]]:
    """When each finished file was written, and what is in it."""
    return {
        p.relative_to(root).as_posix(): (p.stat().st_mtime_ns, file_sha256(p)) for p in tree(root)
    }


@pytest.mark.parametrize(
    ("kind", "value", "form"),
    [
        ("site", "www.shop.co.uk", "shop.co.uk"),
        ("site", "https://shop.example/a?b", "shop.example"),
        ("site", "127.0.0.1:8000", "127.0.0.1:8000"),
        ("url", "HTTPS://Shop.example/p?utm_source=x#top", "https://shop.example/p"),
        ("key", "AB" * 16, "ab" * 16),
        ("sha256", "0f" * 32, "0f" * 32),
    ],
)
def test_what_is_named_is_brought_into_the_form_that_is_compared(kind, value, form):
    assert wish_of(kind, value).value == form


@pytest.mark.parametrize(
    ("kind", "value", "message"),
    [
        ("site", "a shop", "--site names a host"),
        ("site", "", "--site names a host"),
        ("url", "shop.example/p", "--url names an http or https URL"),
        ("key", "12", "--key names 32 hex digits, not '12'"),
        ("sha256", "ab" * 16, "--sha256 names 64 hex digits"),
    ],
)
def test_what_is_no_such_thing_is_answered(kind, value, message):
    with pytest.raises(UsageError, match=message):
        wish_of(kind, value)


PAGE = "https://shop.example/p"
CHAIR = Traces("ab" * 16, PAGE, "shop.example", ("https://cdn.example/c.jpg",), "0f" * 32)


@pytest.mark.parametrize(
    ("kind", "value", "is_covered"),
    [
        ("site", "shop.example", True),
        ("site", "cdn.example", True),  # its pictures are its own
        ("site", "op.example", False),
        ("url", PAGE, True),
        ("url", PAGE + "?utm_source=x", True),
        ("url", PAGE + "/2", False),
        ("url", "https://cdn.example/c.jpg", True),
        ("key", "ab" * 16, True),
        ("key", "ac" * 16, False),
        ("sha256", "0f" * 32, True),
        ("sha256", "0e" * 32, False),
    ],
)
def test_a_wish_covers_what_it_names_and_nothing_beside(kind, value, is_covered):
    assert forgotten([wish_of(kind, value)]).covers(CHAIR) is is_covered


@pytest.mark.parametrize("line", ["{", "[]", '{"kind": "shop", "value": "x"}', '{"kind": "key"}'])
def test_a_list_of_the_forgotten_that_is_broken_stops_the_work(dataset, line):
    (dataset.root / FILE).write_text(line + "\n")
    with pytest.raises(LgsError, match=r"forgotten\.jsonl, line 1 is no object with kind"):
        read_forgotten(dataset.root)


# -- what goes -------------------------------------------------------------------------------------


def test_a_site_goes_from_every_table_export_and_store(dataset):
    for format_ in sorted(FORMATS):
        export_dataset(dataset, format_, choice=Choice(with_images=True))
    mine = {
        r.key for p in shards(dataset.products) for r in read_rows(p) if r.site == "shop-3.example"
    }
    report = take(dataset, site="shop-3.example")
    assert (report.products, report.pairs, report.stored_rows) == (len(mine), len(mine), len(mine))
    assert len(mine) == COUNT // 5
    assert report.kept_images == len(mine)
    assert set(report.exports) == set(FORMATS)
    for path in dataset.root.rglob("*"):
        if path.is_file() and path.name not in ("run.json", FILE) and path.suffix != ".lock":
            content = path.read_bytes()
            if path.suffix in (".parquet", ".tar"):
                continue  # compressed or read below
            assert b"shop-3.example" not in content, path
    for folder in (dataset.products, dataset.pairs, dataset.export("parquet")):
        assert not mine & set(column(folder, "key"))
    for path in dataset.export("webdataset").glob("*.tar"):
        with tarfile.open(path) as tar:
            assert not mine & {name.partition(".")[0] for name in tar.getnames()}
    assert validate(dataset.root).problems == ()


@pytest.mark.parametrize("kind", ["key", "url", "sha256"])
def test_one_row_goes_by_its_key_its_page_or_its_image(dataset, kind):
    chosen = read_rows(shards(dataset.pairs)[2])[1]
    value = {"key": chosen.key, "url": chosen.page_url, "sha256": chosen.sha256}[kind]
    export_dataset(dataset, "hf")
    report = take(dataset, **{kind: value})
    assert (report.products, report.pairs, report.exports) == (1, 1, {"hf": 1})
    assert chosen.key not in column(dataset.products, "key")
    assert len(column(dataset.products, "key")) == COUNT - 1


def test_only_the_shards_concerned_are_written_again(dataset):
    for format_ in sorted(FORMATS):
        export_dataset(dataset, format_)
    before = states(dataset.root)
    chosen = read_rows(shards(dataset.pairs)[2])[1]
    report = take(dataset, key=chosen.key)
    after = states(dataset.root)
    changed = {name for name in before if after.get(name) != before[name]}
    store_name = f"crawl/shard-{shard_of(chosen.site):02d}.sqlite"
    expected = {
        "products/00002.parquet",
        "pairs/00002.parquet",
        "pairs/00002_stats.json",
        "export/parquet/00002.parquet",
        "export/jsonl/00002.jsonl",
        "export/coco/captions.json",
        "export/ofa-tsv/caption_train.tsv",
        "export/hf/data/train-00000-of-00001.parquet",
        "export/hf/README.md",
        "export/hf/croissant.json",
        "export/hf/LICENSE",
    }
    tars = {n for n in changed if n.startswith(("export/webdataset", "export/imagefolder"))}
    kept = {n for n in changed if n.startswith("crawl/images/")}
    assert len(kept) == 1
    assert {n for n in changed if not n.startswith("crawl/")} - tars <= expected | {"run.json"}
    assert expected - {"export/hf/LICENSE"} <= changed
    assert len({n.rpartition(".")[0] for n in tars if "webdataset" in n}) == 1
    assert store_name in report.files


def test_the_version_goes_up_and_the_card_says_so(dataset):
    folder, _ = export_dataset(dataset, "hf")
    report = take(dataset, site="shop-1.example")
    assert report.version == dataset.read_run()["dataset_version"] == "2.0.0"
    assert json.loads((folder / "croissant.json").read_text())["version"] == "2.0.0"
    text = (folder / "README.md").read_text()
    assert f"{COUNT - 8} image-caption pairs from 4 online shops, version 2.0.0" in text
    counts = dataset.read_run()["filter"]
    assert (counts["rows"], counts["pairs"]) == (COUNT + 1 - 8, COUNT - 8)
    assert next_version("7.1.2") == "8.0.0"


def test_to_forget_again_finds_nothing_and_leaves_the_version(dataset):
    take(dataset, site="shop-1.example")
    before = states(dataset.products)
    report = take(dataset, site="shop-1.example")
    assert (report.products, report.files, report.version) == (0, [], "2.0.0")
    assert states(dataset.products) == before
    assert len((dataset.root / FILE).read_text().splitlines()) == 1


def test_statistics_that_show_the_rows_go_too(dataset):
    dataset.stats.mkdir()
    (dataset.stats / "report.html").write_text("shop-1.example")
    assert "stats/" in take(dataset, site="shop-1.example").files
    assert not dataset.stats.exists()


def test_a_row_of_a_forgotten_site_in_near_tables_goes(dataset):
    near = dataset.root / "near" / "images.parquet"
    near.parent.mkdir()
    table = read_table(shards(dataset.products)[0], ["key", "sha256"])
    pq.write_table(table, near)
    key = table["key"][0].as_py()
    take(dataset, key=key)
    assert key not in read_table(near)["key"].to_pylist()


# -- what stays out --------------------------------------------------------------------------------


def test_a_build_changes_nothing_after_a_row_was_forgotten(dataset):
    take(dataset, site="shop-2.example")
    before = states(dataset.products)
    build(dataset, SETTINGS)
    assert states(dataset.products) == before


def test_rows_of_what_was_forgotten_do_not_come_back_with_a_build(dataset):
    gone, _ = pictured(3)
    take(dataset, site="shop-2.example", key=gone.key)
    other = row("again", site="elsewhere.example", sha256=gone.sha256)
    store(dataset, [row("new", site="shop-2.example"), gone, other, row("kept")])
    build(dataset, SETTINGS)
    keys = set(column(dataset.products, "key"))
    assert row("kept").key in keys
    assert other.key in keys  # its picture was not forgotten, a key was
    assert not {row("new", site="shop-2.example").key, gone.key} & keys
    take(dataset, sha256=gone.sha256)
    store(dataset, [other])
    build(dataset, SETTINGS)
    assert other.key not in set(column(dataset.products, "key"))


def test_the_store_takes_no_url_and_no_row_of_what_was_forgotten(dataset):
    take(dataset, site="shop-2.example", url="https://shop.example/p/secret")
    shard = Shard(shard_path(dataset.crawl, shard_of("shop.example")))
    shard.list_site("shop.example", Child("https://shop.example/"), None)
    (site,) = shard.db.execute("SELECT id FROM site WHERE name = 'shop.example'").fetchone()
    found = [Child(f"https://shop.example/p/{name}") for name in ("secret", "open")]
    assert shard.add(site, found) == 1
    assert shard.add(site, [Child("https://shop-2.example/p/x")]) == 0
    shard.close()


def test_kept_pages_of_what_was_forgotten_are_cut_out_of_their_file(tmp_path):
    dataset = built(tmp_path, [row("chair"), row("table"), row("stool")], SETTINGS)
    shard = Shard(shard_path(dataset.crawl, shard_of("shop.example")))
    keeper = PageKeeper()
    for name in ("chair", "table", "stool"):
        keeper.keep(shard, Page(f"https://shop.example/p/{name}", product_page(name)))
    keeper.close()
    shard.close()
    report = take(dataset, key=row("table").key)
    (path,) = (dataset.crawl / "pages").glob("*.warc.gz")
    assert report.kept_pages == 1
    left = [page.url for page in pages_of(path)]
    assert left == ["https://shop.example/p/chair", "https://shop.example/p/stool"]
    shard = Shard(shard_path(dataset.crawl, shard_of("shop.example")))
    assert shard.kept_bytes() == path.stat().st_size
    shard.close()


def test_of_a_forgotten_site_the_store_keeps_nothing(dataset):
    shard = Shard(shard_path(dataset.crawl, shard_of("shop-4.example")))
    place = "https://shop-4.example"
    (site,) = shard.db.execute("SELECT id FROM site WHERE name = 'shop-4.example'").fetchone()
    judged(shard, place, Robots("deny", why="status 503", undefined=True), 0.0)
    shard.put_file_beside(place, "/ai.txt", b"")
    put_tally(shard, site, Tally(address="192.0.2.4"))
    child = Child(f"{place}/p/named", mapped=True)
    shard.add(site, [child])
    note_mapped(shard, site, [child])
    shard.close()
    take(dataset, site="shop-4.example")
    for path in shard_files(dataset.crawl):
        db = read_only(path)
        assert db.execute("SELECT count(*) FROM mapped").fetchone() == (0,)
        assert "192.0.2.4" not in str(db.execute("SELECT * FROM tally").fetchall())
        for table in ("site", "url", "row", "robots", "shut", "beside"):
            rows = db.execute(f"SELECT * FROM {table}").fetchall()
            assert "shop-4.example" not in str(rows)
        db.close()


def test_a_command_that_was_cut_short_is_finished_by_the_same_command(dataset):
    export_dataset(dataset, "imagefolder")
    chosen = next(r for p in shards(dataset.pairs) for r in read_rows(p) if r.end_leaf)
    aside = dataset.root / "aside"
    dataset.export("imagefolder").rename(aside)
    take(dataset, key=chosen.key)
    aside.rename(dataset.export("imagefolder"))
    (dataset.root / UNFINISHED).write_text(json.dumps([chosen.key]))  # cut short before exports
    report = take(dataset, key=chosen.key)
    assert report.exports == {"imagefolder": 1}
    assert not (dataset.root / UNFINISHED).exists()


@pytest.mark.parametrize("number", [0, COUNT // 2, COUNT - 1])
def test_a_captions_json_stays_as_it_would_be_written_without_the_row(dataset, number):
    folder, _ = export_dataset(dataset, "coco")
    chosen = column(dataset.pairs, "key")[number]
    whole = json.loads((folder / "captions.json").read_text())
    take(dataset, key=chosen)
    found = json.loads((folder / "captions.json").read_text())
    for name in ("images", "annotations"):
        assert found[name] == [entry for entry in whole[name] if entry["key"] != chosen]
    assert len(found["images"]) == COUNT - 1


def test_when_all_goes_files_stay_that_can_be_read(dataset):
    for format_ in sorted(FORMATS):
        export_dataset(dataset, format_, choice=Choice(with_images=True))
    for number in range(5):
        take(dataset, site=f"shop-{number}.example")
    found = json.loads((dataset.export("coco") / "captions.json").read_text())
    assert (found["images"], found["annotations"]) == ([], [])
    assert column(dataset.products, "key") == column(dataset.export("hf") / "data", "key") == []
    assert validate(dataset.root).problems == ()
