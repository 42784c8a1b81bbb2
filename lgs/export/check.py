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
        rows = read_table(path.with_suffix(".parquet"), ["key", "caption", "sha256"]).to_pylist()
        with tarfile.open(path) as tar:
            samples = _samples(tar)
    except (LgsError, tarfile.TarError, OSError, EOFError) as error:
        yield f"{path} cannot be read with its table: {error}"
        return
    if list(samples) != [row["key"] for row in rows]:
        yield f"{path} does not hold the {len(rows)} rows of its table in their order"
        return
    for row in rows:
        yield from _sample(f"{path}, {row['key']}", samples[row["key"]], row)


def _samples(tar: tarfile.TarFile) -> dict[str, dict[str, bytes]]:
    found: dict[str, dict[str, bytes]] = {}
    for one in tar:
        content = tar.extractfile(one)
        key, _, extension = one.name.partition(".")
        found.setdefault(key, {})[extension] = content.read() if content else b""
    return found


def _sample(where: str, files: dict[str, bytes], row: dict[str, Any]) -> Problems:
    images = sorted(set(files) & IMAGES)
    if len(images) != 1 or not {"txt", "json"} <= set(files):
        yield f"{where} has {', '.join(sorted(files))}, should be an image, txt and json"
        return
    if files["txt"].decode("utf-8", "replace") != (row["caption"] or ""):
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
