"""What `lgs validate` asks of exports: tars equal their tables, images decode, papers are complete.

Each check yields sentences that name the place; a file that is as it should be yields none.
"""

import json
import tarfile
from base64 import b64decode
from binascii import Error as NotBase64
from collections.abc import Callable, Iterator, Mapping
from hashlib import sha256
from io import BytesIO
from itertools import groupby, zip_longest
from pathlib import Path
from typing import Any

from lgs.dataset import read_table, rows_in
from lgs.errors import LgsError
from lgs.export.images import EXTENSIONS

Problems = Iterator[str]
IMAGES = frozenset({*EXTENSIONS.values(), "jpeg"})

# Croissant 1.1, "Dataset-level information", required.
REQUIRED = (
    *("@context", "@type", "conformsTo", "name", "description", "license", "url", "creator"),
    *("datePublished", "distribution"),
)
# What the responsible-AI vocabulary 1.0 has and a reviewer asks for.
RESPONSIBLE = (
    *("dataCollection", "dataCollectionType", "dataCollectionMissingData"),
    *("dataCollectionRawData", "dataCollectionTimeframe", "dataPreprocessingProtocol"),
    *("dataAnnotationProtocol", "machineAnnotationTools", "personalSensitiveInformation"),
    *("dataBiases", "dataLimitations", "dataUseCases", "dataSocialImpact"),
    "dataReleaseMaintenancePlan",
)


def check_file(path: Path) -> Problems:
    """What is wrong inside one file of an export, by its kind."""
    if path.name == "croissant.json":
        yield from _croissant(path)
    elif path.suffix == ".json" and path.name.startswith("captions"):
        yield from _coco(path)
    elif path.suffix in CHECKS:
        yield from CHECKS[path.suffix](path)
    elif path.suffix.lstrip(".").lower() in IMAGES:
        yield from _image(str(path), path.read_bytes(), None)


def check_download(path: Path) -> Problems:
    """What is wrong inside one file of a folder that `lgs download` wrote."""
    if path.suffix == ".tar":
        yield from _tar(path)
    elif path.suffix == ".parquet" and path.with_suffix("").is_dir():
        yield from _image_folder(path)
    elif path.suffix.lstrip(".").lower() in IMAGES:
        yield from _image(str(path), path.read_bytes(), None)


def _image_folder(path: Path) -> Problems:
    """A folder beside a table must hold image, text and facts of each row that has an image."""
    folder = path.with_suffix("")
    try:
        keys = [row["key"] for row in _rows_with_image(path)]
    except LgsError:
        return  # that it cannot be read is told where its rows are counted
    names = [file.name for file in folder.iterdir()]
    if len(names) != 3 * len(keys) or {name.partition(".")[0] for name in names} != set(keys):
        yield f"{folder} does not hold image, txt and json of the {len(keys)} images of its table"


def _rows_with_image(path: Path) -> list[dict[str, Any]]:
    """Key, caption and sha256 of a table's rows; of a download's only those that have an image.

    Its sha256 is of the bytes that were fetched, not of those that were written.
    """
    table = read_table(path)
    names = [name for name in ("key", "caption", "sha256", "status") if name in table.column_names]
    rows: list[dict[str, Any]] = table.select(names).to_pylist()
    if "status" not in names:
        return rows
    return [row | {"sha256": None} for row in rows if row["status"] == "success"]


def _image(where: str, content: bytes, digest: str | None) -> Problems:
    """An image must be the one that was hashed, and all of it must decode."""
    from PIL import Image

    if digest is not None and sha256(content).hexdigest() != digest:
        yield f"{where} is not the image that was crawled: its sha256 is not {digest}"
    try:
        with Image.open(BytesIO(content)) as picture:
            picture.load()
    except Exception as error:  # foreign bytes: Pillow raises what its codecs raise
        yield f"{where} cannot be decoded: {error}"


def _image_column(path: Path) -> Problems:
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        source = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError):
        return  # that it cannot be read is told where its rows are counted
    if not {"image", "key", "sha256"} <= set(source.schema_arrow.names):
        return
    for batch in source.iter_batches(100, columns=["image", "key", "sha256"]):
        for row in batch.to_pylist():
            if not row["image"]:
                yield f"{path}: the row {row['key']} has no image"
            else:
                where = f"{path}, {row['image']['path']}"
                yield from _image(where, row["image"]["bytes"], row["sha256"])


def _tar(path: Path) -> Problems:
    """A tar's samples must be the rows of the table beside it, in their order."""
    try:
        rows = _rows_with_image(path.with_suffix(".parquet"))
        with tarfile.open(path) as tar:
            yield from _in_order(path, _samples(tar), rows)
    except (LgsError, tarfile.TarError, OSError, EOFError) as error:
        yield f"{path} cannot be read with its table: {error}"


def _in_order(
    path: Path, samples: Iterator[tuple[str, dict[str, bytes]]], rows: list[dict[str, Any]]
) -> Problems:
    for sample, row in zip_longest(samples, rows):
        if sample is None or row is None or sample[0] != row["key"]:
            yield f"{path} does not hold the {len(rows)} rows of its table in their order"
            return
        yield from _sample(f"{path}, {row['key']}", sample[1], row)


def _samples(tar: tarfile.TarFile) -> Iterator[tuple[str, dict[str, bytes]]]:
    """Key and files of one sample after the other; only one is held in memory."""
    for key, members in groupby(tar, lambda member: member.name.partition(".")[0]):
        yield key, {member.name.partition(".")[2]: _content(tar, member) for member in members}
        tar.members = []  # type: ignore[attr-defined]  # or it keeps every head it read


def _content(tar: tarfile.TarFile, member: tarfile.TarInfo) -> bytes:
    content = tar.extractfile(member)
    return content.read() if content else b""


def _sample(where: str, files: dict[str, bytes], row: dict[str, Any]) -> Problems:
    images = sorted(set(files) & IMAGES)
    if len(images) != 1 or not {"txt", "json"} <= set(files):
        yield f"{where} has {', '.join(sorted(files))}, should be an image, txt and json"
        return
    if files["txt"].decode("utf-8", "replace") != str(row.get("caption") or ""):
        yield f"{where}.txt is not the caption of the table"
    yield from _image(f"{where}.{images[0]}", files[images[0]], row["sha256"])


def _tsv(path: Path) -> Problems:
    with path.open(encoding="utf-8", errors="replace", newline="\n") as lines:
        for number, line in enumerate(lines, 1):
            cells = line.rstrip("\n").split("\t")
            where = f"{path}, line {number}"
            if len(cells) != 5:
                yield f"{where} has {len(cells)} cells, should have 5"
                continue
            try:
                image = b64decode(cells[4], validate=True)
            except NotBase64:
                yield f"{where} has no image in base64"
                continue
            yield from _image(where, image, cells[1])


def _coco(path: Path) -> Problems:
    found = _json(path)
    try:
        images = [entry["id"] for entry in found["images"]]
        shown = [entry["image_id"] for entry in found["annotations"]]
        keys = {entry["key"] for entry in found["images"]}
    except (KeyError, TypeError):
        yield f"{path} lacks images and annotations as COCO has them"
        return
    if len(set(images)) != len(images) or len(keys) != len(images):
        yield f"{path}: an image comes twice"
    if strange := sorted(set(shown) - set(images)):
        yield f"{path}: the caption of image {strange[0]} has no image"


def _croissant(path: Path) -> Problems:
    found = _json(path)
    if not isinstance(found, dict):
        yield f"{path} is no JSON object"
        return
    for name in REQUIRED:
        if not found.get(name):
            yield f"{path} lacks {name}, which Croissant 1.1 requires"
    for name in RESPONSIBLE:
        if f"rai:{name}" not in found:
            yield f"{path} lacks rai:{name}"
    files = [f for f in found.get("distribution") or () if f.get("@type") == "cr:FileObject"]
    for file in files:
        yield from _distributed(path, file)
    listed = {file.get("contentUrl") for file in files}
    for data in sorted((path.parent / "data").glob("*.parquet")):
        if data.relative_to(path.parent).as_posix() not in listed:
            yield f"{path} does not list {data.name}"
    for name in ("README.md", "LICENSE"):
        if not (path.parent / name).is_file():
            yield f"{path.parent / name} is missing"
    yield from _read_by_mlcroissant(path)


def _distributed(path: Path, file: dict[str, Any]) -> Problems:
    place = path.parent / str(file.get("contentUrl"))
    if not place.is_file():
        yield f"{path} lists {file.get('contentUrl')}, which is missing"
    elif sha256(place.read_bytes()).hexdigest() != file.get("sha256"):
        yield f"{path}: the sha256 of {file['contentUrl']} is another one"


def _read_by_mlcroissant(path: Path) -> Problems:
    """Where MLCommons' own reader is installed, it must find no error and read a record."""
    try:
        import mlcroissant  # type: ignore[import-untyped, import-not-found, unused-ignore]
    except ImportError:
        return
    try:
        dataset = mlcroissant.Dataset(jsonld=str(path))
        if any(rows_in(data) for data in (path.parent / "data").glob("*.parquet")):
            next(iter(dataset.records("pairs")))
    except Exception as error:  # what its operations raise is not documented
        yield f"{path} is not read by mlcroissant: {' '.join(str(error).split())[:300]}"


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text("utf-8"))
    except (OSError, ValueError):
        return None


CHECKS: Mapping[str, Callable[[Path], Problems]] = {
    ".parquet": _image_column,
    ".tar": _tar,
    ".tsv": _tsv,
}
