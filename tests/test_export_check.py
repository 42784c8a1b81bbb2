"""`lgs validate` on every export format: whole ones pass, and each fault is found and named."""

import json
import tarfile
from io import BytesIO
from pathlib import Path

import pytest
from release import kept_dataset

from lgs.dataset import Dataset, read_table, write_json
from lgs.export import FORMATS
from lgs.export.check import REQUIRED
from lgs.export.columns import write_plain
from lgs.export.hf import rewrite
from lgs.export.manifest import note_files, tree
from lgs.export.write import Choice, export_dataset
from lgs.validation import validate


@pytest.fixture
def dataset(tmp_path) -> Dataset:
    return kept_dataset(tmp_path / "goods", 8, formats=("JPEG",))


def exported(dataset: Dataset, format_: str) -> Path:
    return export_dataset(dataset, format_, choice=Choice(with_images=True))[0]


def problems_of(folder: Path) -> list[str]:
    """What is wrong, once the manifest knows of the change: the checks themselves must find it."""
    note_files(folder)
    return [problem.replace(f"{folder}/", "") for problem in validate(folder).problems]


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_an_export_as_it_was_written_is_whole(dataset, format_):
    folder = exported(dataset, format_)
    assert validate(folder).problems == ()
    assert validate(folder).files == len(tree(folder))


@pytest.mark.parametrize("format_", sorted(FORMATS))
def test_a_changed_byte_is_found_in_every_file(dataset, format_):
    folder = exported(dataset, format_)
    for path in tree(folder):
        content = path.read_bytes()
        path.write_bytes(content[:-3] + bytes([content[-3] ^ 0x20]) + content[-2:])
        assert any("is not what was written" in problem for problem in validate(folder).problems)
        path.write_bytes(content)


def test_a_file_that_is_missing_below_the_folder_is_named(dataset):
    folder = exported(dataset, "hf")
    (folder / "data" / "train-00000-of-00001.parquet").unlink()
    problems = validate(folder).problems
    assert f"{folder}/data/train-00000-of-00001.parquet is missing" in problems


def changed_tar(path: Path, change) -> None:
    """Write a tar again with each (name, content) as `change` gives it, or without it."""
    with tarfile.open(path) as tar:
        files = [(m.name, tar.extractfile(m).read()) for m in tar.getmembers()]
    with tarfile.open(path, "w") as out:
        for number, (name, content) in enumerate(files):
            if (pair := change(number, name, content)) is not None:
                head = tarfile.TarInfo(pair[0])
                head.size = len(pair[1])
                out.addfile(head, BytesIO(pair[1]))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda n, name, c: None if n < 3 else (name, c), "does not hold the 8 rows of its table"),
        (lambda n, name, c: None if n == 1 else (name, c), "has jpg, json, should be an image"),
        (lambda n, name, c: (name, b"x" if n == 1 else c), ".txt is not the caption of the table"),
        (lambda n, name, c: (name, c[:-40] if n == 0 else c), "is not the image that was crawled"),
        (lambda n, name, c: (name, c[:100] if n == 0 else c), "cannot be decoded"),
    ],
)
def test_a_tar_that_is_not_its_table_is_named(dataset, change, problem):
    folder = exported(dataset, "webdataset")
    changed_tar(folder / "train-jpg-000000.tar", change)
    assert any(problem in found for found in problems_of(folder)), problems_of(folder)


def test_a_tar_that_was_cut_short_is_named(dataset):
    folder = exported(dataset, "webdataset")
    path = folder / "train-jpg-000000.tar"
    path.write_bytes(path.read_bytes()[:700])
    assert problems_of(folder)[-1].startswith("train-jpg-000000.tar ")


@pytest.mark.parametrize("name", [*REQUIRED, "rai:dataBiases"])
def test_croissant_that_lacks_what_is_required_is_named(dataset, name):
    folder = exported(dataset, "hf")
    path = folder / "croissant.json"
    found = json.loads(path.read_text())
    del found[name]
    write_json(path, found)
    assert any(p.startswith(f"croissant.json lacks {name}") for p in problems_of(folder))


def test_croissant_whose_hashes_are_others_is_named(dataset):
    folder = exported(dataset, "hf")
    path = next((folder / "data").iterdir())
    rewrite(path, read_table(path).slice(1), with_images=True)
    problem = f"croissant.json: the sha256 of data/{path.name} is another one"
    assert problem in problems_of(folder)


def test_an_image_in_a_table_that_is_another_one_is_named(dataset):
    folder = exported(dataset, "hf")
    path = next((folder / "data").iterdir())
    table = read_table(path)
    place = table.schema.get_field_index("image")
    images = table["image"].to_pylist()
    images[0] = images[1]
    import pyarrow as pa

    field = table.schema.field(place)
    write_plain(path, table.set_column(place, field, pa.array(images, field.type)))
    assert any("is not the image that was crawled" in found for found in problems_of(folder))


@pytest.mark.parametrize(
    ("line", "problem"),
    [
        ("k\th\tc\tl", "has 4 cells, should have 5"),
        ("k\th\tc\tl\t!!", "has no image in base64"),
        ("k\th\tc\tl\tAAAA", "cannot be decoded"),
    ],
)
def test_a_line_of_ofa_that_is_none_is_named(dataset, line, problem):
    folder = exported(dataset, "ofa-tsv")
    path = folder / "caption_train.tsv"
    path.write_text(path.read_text() + line + "\n")
    assert any(f"caption_train.tsv, line 9 {problem}" in p for p in problems_of(folder))


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (lambda f: f["images"].pop(), "captions.json: the caption of image 8 has no image"),
        (lambda f: f["images"].append(f["images"][0]), "captions.json: an image comes twice"),
        (lambda f: f.pop("images"), "captions.json lacks images and annotations"),
    ],
)
def test_a_captions_json_that_does_not_hang_together_is_named(dataset, change, problem):
    folder = exported(dataset, "coco")
    found = json.loads((folder / "captions.json").read_text())
    change(found)
    write_json(folder / "captions.json", found)
    assert any(p.startswith(problem) for p in problems_of(folder))


def test_a_picture_in_a_class_folder_that_is_none_is_named(dataset):
    folder = exported(dataset, "imagefolder")
    path = next(p for p in tree(folder) if p.suffix == ".jpg")
    path.write_bytes(b"<html>")
    (problem,) = problems_of(folder)
    assert problem.startswith(f"{path.relative_to(folder)} cannot be decoded")
