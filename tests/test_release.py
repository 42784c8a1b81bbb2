import json
import re
import tarfile
from base64 import b64decode
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from PIL import Image
from release import kept_dataset

import lgs.export.hf as hf_module
import lgs.export.webdataset as tars
from lgs.dataset import Dataset, read_table, shards
from lgs.errors import LgsError, UsageError
from lgs.export import FORMATS
from lgs.export.croissant import CROISSANT, RAI
from lgs.export.formats import Release
from lgs.export.manifest import read_order, tree
from lgs.export.write import Choice, export_dataset

COUNT = 24


@pytest.fixture
def dataset(tmp_path) -> Dataset:
    return kept_dataset(tmp_path / "goods", COUNT)


def released(dataset: Dataset, format_: str, **choice) -> Path:
    return export_dataset(dataset, format_, choice=Choice(**choice))[0]


def pairs_of(dataset: Dataset) -> list[dict]:
    return [r for path in shards(dataset.pairs) for r in read_table(path).to_pylist()]


def contents(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


@pytest.mark.parametrize("split", [None, "train=0.7,test=0.3"])
@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_two_exports_have_the_same_bytes(dataset, format_, split):
    choice = {"split": split, "with_images": True, "caption": "prompt-1"}
    before = contents(released(dataset, format_, **choice))
    assert contents(released(dataset, format_, **choice)) == before
    assert not list((dataset.root / "export").glob("_*"))


# -- the Hub ---------------------------------------------------------------------------------------


@pytest.mark.parametrize("with_images", [False, True])
def test_datasets_loads_a_release_without_a_word(dataset, tmp_path, monkeypatch, with_images):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    folder = released(dataset, "hf", split="train=0.7,test=0.3", with_images=with_images)
    found = datasets.load_dataset(str(folder), cache_dir=str(tmp_path / "cache"))
    assert list(found) == ["train", "test"]
    rows = {r["key"]: r for split in found.values() for r in split}
    assert set(rows) == {pair["key"] for pair in pairs_of(dataset)}
    for pair in pairs_of(dataset):
        row = rows[pair["key"]]
        assert (row["caption"], row["price"]) == (pair["caption"], pair["price"])
        assert row["consent"] == [{"key": "robots", "value": "allowed"}]
        if with_images:
            assert row["image"].size == (40, 30)


def test_a_data_file_alone_says_that_its_image_is_one(dataset, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    folder = released(dataset, "hf", with_images=True)
    files = str(folder / "data" / "train-00000-of-00001.parquet")
    found = datasets.load_dataset(
        "parquet", data_files=files, split="train", cache_dir=str(tmp_path / "cache")
    )
    assert isinstance(found.features["image"], datasets.Image)
    assert found[0]["image"].size == (40, 30)


@pytest.mark.parametrize("with_images", [False, True])
def test_mlcroissant_validates_a_release_and_reads_its_records(dataset, with_images, monkeypatch):
    mlcroissant = pytest.importorskip("mlcroissant")
    monkeypatch.setattr(hf_module, "MOST_FILE_BYTES", 3_000)  # so that there are several files
    folder = released(dataset, "hf", with_images=with_images)
    found = mlcroissant.Dataset(jsonld=str(folder / "croissant.json"))
    assert found.metadata.ctx.issues.report() == ""
    records = list(found.records("pairs"))
    captions = {r["pairs/key"].decode(): r["pairs/caption"].decode() for r in records}
    assert captions == {pair["key"]: pair["caption"] for pair in pairs_of(dataset)}
    if with_images:
        assert {r["pairs/image"].size for r in records} == {(40, 30)}


def test_croissant_has_all_that_the_specification_requires(dataset):
    folder = released(dataset, "hf", release=Release(creator="A lab", url="https://lab.example/d"))
    found = json.loads((folder / "croissant.json").read_text("utf-8"))
    assert found["conformsTo"] == [CROISSANT, RAI]
    assert found["creator"]["name"] == "A lab"
    assert (found["url"], found["datePublished"]) == ("https://lab.example/d", "2026-03-02")
    assert found["license"] == "https://opensource.org/license/bsd-3-clause"
    for file in found["distribution"][:-1]:
        content = (folder / file["contentUrl"]).read_bytes()
        assert file["sha256"] == sha256(content).hexdigest()
        assert file["contentSize"] == f"{len(content)} B"
    told = [name for name in found if name.startswith("rai:")]
    assert len(told) == 14
    assert all(found[name] or name == "rai:dataCollectionTimeframe" for name in told)


def test_data_files_are_named_and_cut_as_the_hub_has_it(dataset, monkeypatch):
    monkeypatch.setattr(hf_module, "MOST_FILE_BYTES", 2_000)
    monkeypatch.setattr(hf_module, "IMAGE_GROUP_ROWS", 2)
    folder = released(dataset, "hf", with_images=True)
    names = [path.name for path in sorted((folder / "data").iterdir())]
    assert len(names) > 2
    assert names == [f"train-{n:05d}-of-{len(names):05d}.parquet" for n in range(len(names))]
    footers = [pq.read_metadata(folder / "data" / name) for name in names]
    groups = [f.row_group(n) for f in footers for n in range(f.num_row_groups)]
    assert sum(f.num_rows for f in footers) == COUNT
    assert all(1 <= group.num_rows <= 2 for group in groups)
    assert {group.column(1).compression for group in groups} == {"ZSTD"}
    assert all(group.column(1).has_offset_index for group in groups)


def test_pixels_are_in_a_release_only_where_they_are_asked_for(dataset):
    folder = released(dataset, "hf")
    assert "image" not in pq.read_schema(folder / "data" / "train-00000-of-00001.parquet").names
    assert "not redistributed" in (folder / "README.md").read_text("utf-8")
    folder = released(dataset, "hf", with_images=True)
    assert "keeps the terms of the shop" in (folder / "README.md").read_text("utf-8")


def test_a_card_tells_what_ran_and_which_command_counted_it(dataset):
    choice = {"where": "price > 1", "caption": "prompt-4", "split": "train=0.5,test=0.5"}
    text = (released(dataset, "hf", **choice) / "README.md").read_text("utf-8")
    for words in (
        f"{COUNT} image-caption pairs from 5 online shops, version 1.0.0, 2026-03-02",
        "| `no_price` | 1 | 4.0 % | 0 |",
        "`lgs filter`",
        "`lgs export --format hf`",
        "Only pairs with `price > 1`.",
        "was made by `--caption prompt-4`",
        "owner@lab.example, naming the site",
        "`lgs forget`",
        "license: bsd-3-clause",
        'size_categories:\n- "n<1K"',
    ):
        assert words in text


def test_foreign_words_in_a_card_are_words(dataset):
    hostile = "<script>alert(1)</script> | [x](javascript:1) `y`"
    stats = {"captions": 1, "words": {}, "ngrams": {}, "leaves": {"top": [[hostile, 3]]}}
    dataset.stats.mkdir()
    (dataset.stats / "stats.json").write_text(json.dumps(stats))
    text = (released(dataset, "hf") / "README.md").read_text("utf-8")
    assert "<script>" not in text
    line = next(line for line in text.splitlines() if "alert" in line)
    assert len(re.findall(r"(?<!\\)\|", line)) == 3
    assert not re.search(r"(?<!\\)[\[`]", line)


@pytest.mark.parametrize(
    ("name", "words", "hub"),
    [
        ("BSD-3-Clause", "Redistribution and use in source and binary forms", "bsd-3-clause"),
        ("CC-BY-4.0", "https://creativecommons.org/licenses/by/4.0/legalcode", "cc-by-4.0"),
    ],
)
def test_a_licence_is_of_the_links_and_says_so(dataset, name, words, hub):
    folder = released(dataset, "hf", release=Release(license=name, creator="A lab"))
    text = (folder / "LICENSE").read_text("utf-8")
    assert words in text
    assert "Copyright (c) 2026, A lab" in text
    assert "keep their own terms" in text
    assert f"\nlicense: {hub}\n" in (folder / "README.md").read_text("utf-8")


def test_an_unknown_licence_is_answered_before_anything_is_written(dataset):
    with pytest.raises(UsageError, match="no licence is named 'WTFPL'; there are: BSD-3-Clause"):
        released(dataset, "hf", release=Release(license="WTFPL"))
    assert not dataset.export("hf").exists()


# -- formats with images ---------------------------------------------------------------------------


def test_webdataset_reads_every_pair_of_every_tar(dataset):
    webdataset = pytest.importorskip("webdataset")
    folder = released(dataset, "webdataset")
    found = {}
    for path in sorted(folder.glob("*.tar")):
        for sample in webdataset.WebDataset(str(path), shardshuffle=False).decode("pil"):
            image = next(v for k, v in sample.items() if k in ("jpg", "png", "webp"))
            found[sample["__key__"]] = (sample["txt"], sample["json"]["url"], image.size)
    assert found == {r["key"]: (r["caption"], r["url"], (40, 30)) for r in pairs_of(dataset)}


def test_datasets_reads_every_kind_of_tar_by_the_names_in_the_card(dataset, tmp_path, monkeypatch):
    monkeypatch.setenv("HF_HUB_OFFLINE", "1")
    datasets = pytest.importorskip("datasets")
    folder = released(dataset, "webdataset")
    rows = 0
    for name in ("jpg", "png", "webp"):
        found = datasets.load_dataset(str(folder), name, cache_dir=str(tmp_path / "cache"))
        assert all(row[name].size == (40, 30) for row in found["train"])
        rows += found["train"].num_rows
    assert rows == COUNT


def test_a_sample_is_always_image_text_and_table_in_the_order_of_keys(dataset, monkeypatch):
    monkeypatch.setattr(tars, "MOST_SAMPLES", 3)
    folder = released(dataset, "webdataset")
    paths = sorted(folder.glob("train-jpg-*.tar"))
    assert [p.name for p in paths] == [f"train-jpg-{n:06d}.tar" for n in range(4)]
    for path in paths:
        with tarfile.open(path) as tar:
            names = tar.getnames()
            assert {m.mtime for m in tar.getmembers()} == {0}
        keys = read_table(path.with_suffix(".parquet"))["key"].to_pylist()
        assert names == [f"{k}.{e}" for k in keys for e in ("jpg", "txt", "json")]
        assert keys == sorted(keys)


def test_a_captions_json_is_read_by_pycocotools(dataset, capsys):
    from pycocotools import coco

    folder = released(dataset, "coco", with_images=True, caption="title")
    found = coco.COCO(str(folder / "captions.json"))
    assert len(found.getImgIds()) == COUNT
    for pair in pairs_of(dataset):
        image = next(i for i in found.dataset["images"] if i["key"] == pair["key"])
        (caption,) = found.loadAnns(found.getAnnIds(imgIds=[image["id"]]))
        assert caption["caption"] == f"{pair['title']}, Lindqvist"
        assert (
            sha256((folder / "images" / image["file_name"]).read_bytes()).hexdigest()
            == pair["sha256"]
        )


def test_class_folders_are_read_as_torchvision_reads_them(dataset):
    folder = released(dataset, "imagefolder")
    classes = sorted(entry.name for entry in folder.iterdir() if entry.is_dir())
    assert classes[1] == "Chairs"
    assert classes[0].startswith("Boots _ Shoes-")
    samples = [(p.name, c) for c in classes for p in sorted((folder / c).iterdir())]
    labelled = {r["key"]: r for r in pairs_of(dataset) if r["end_leaf"]}
    assert {name.partition(".")[0] for name, _ in samples} == set(labelled)
    for name, class_ in samples:
        with Image.open(folder / class_ / name) as picture:
            assert picture.size == (40, 30)
    left = read_order(folder)["left_out"]
    assert left == {"the pair has no end leaf (`lgs label`)": COUNT - len(labelled)}


def test_ofa_lines_are_read_as_ofa_reads_them(dataset):
    lines = (released(dataset, "ofa-tsv") / "caption_train.tsv").read_bytes().decode().split("\n")
    assert lines.pop() == ""
    pairs = {pair["key"]: pair for pair in pairs_of(dataset)}
    for line in lines:
        uniq_id, image_id, caption, labels, image = line.split("\t")
        pair = pairs.pop(uniq_id)
        assert (caption, labels) == (pair["caption"], "&&".join(pair["taxonomy"]))
        assert sha256(b64decode(image)).hexdigest() == image_id == pair["sha256"]
        with Image.open(BytesIO(b64decode(image))) as picture:
            assert picture.size == (40, 30)
    assert pairs == {}


@pytest.mark.parametrize("format_", ["webdataset", "imagefolder", "ofa-tsv", "hf", "coco"])
def test_without_kept_images_a_sentence_names_what_keeps_them(dataset, format_):
    for path in (dataset.crawl / "images").rglob("*"):
        path.is_file() and path.unlink()
    with pytest.raises(LgsError, match="--keep-images, or let `lgs download` fetch"):
        released(dataset, format_, with_images=True)
    assert not (dataset.root / "export" / format_).exists()
    assert not list((dataset.root / "export").glob("_*"))


def test_a_pair_whose_image_was_not_kept_is_left_out_and_counted(dataset):
    next(p for p in (dataset.crawl / "images").rglob("*") if p.is_file()).unlink()
    for format_ in ("webdataset", "hf"):
        folder, rows = export_dataset(dataset, format_, choice=Choice(with_images=True))
        assert rows == COUNT - 1
        assert read_order(folder)["left_out"] == {"the image's bytes were not kept": 1}


def test_duckdb_reads_the_parquet_of_an_export(dataset):
    duckdb = pytest.importorskip("duckdb")
    folder = released(dataset, "parquet")
    found = duckdb.sql(
        f"SELECT count(*), count(DISTINCT key), min(consent[1].value) FROM '{folder}/*.parquet'"
    )
    assert found.fetchall() == [(COUNT, COUNT, "allowed")]


def test_polars_reads_the_tables_and_the_lines_of_an_export(dataset):
    import polars

    expected = {r["key"]: (r["caption"], r["price"], "allowed") for r in pairs_of(dataset)}
    for format_, files in (("parquet", "*.parquet"), ("hf", "data/*.parquet")):
        folder = released(dataset, format_)
        found = polars.scan_parquet(folder / files).collect()
        consent = found["consent"].list.first().struct.field("value")
        rows = zip(found["key"], found["caption"], found["price"], consent, strict=True)
        assert {key: tuple(words) for key, *words in rows} == expected
    lines = polars.scan_ndjson(released(dataset, "jsonl") / "*.jsonl").collect()
    assert dict(zip(lines["key"], lines["caption"], strict=True)) == {
        key: caption for key, (caption, *_) in expected.items()
    }


def test_every_file_of_an_export_is_noted(dataset):
    for format_ in sorted(FORMATS):
        folder = released(dataset, format_, with_images=True)
        noted = json.loads((folder / "_manifest").read_text())
        assert sorted(noted) == [p.relative_to(folder).as_posix() for p in tree(folder)]
