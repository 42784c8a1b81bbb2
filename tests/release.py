"""A dataset with kept images and everything that a release tells of, for the tests of exports."""

from hashlib import sha256
from io import BytesIO
from pathlib import Path

from PIL import Image
from tables import built, row

from lgs.config import CrawlSettings, Settings
from lgs.dataset import Dataset
from lgs.export.images import place_of
from lgs.model import Row

FORMATS = ("JPEG", "PNG", "WEBP", "MPO")
LEAVES = ("Chairs", "Boots / Shoes", None)


def picture(number: int, image_format: str = "JPEG") -> bytes:
    """The bytes of a small picture that no other number has."""
    out = BytesIO()
    Image.new("RGB", (40, 30), (number * 37 % 256, number * 11 % 256, 90)).save(out, image_format)
    return out.getvalue()


def pictured(number: int, image_format: str = "JPEG", **values: object) -> tuple[Row, bytes]:
    """A clean row, and the bytes of its picture."""
    image = picture(number, image_format)
    leaf = LEAVES[number % len(LEAVES)]
    made = row(
        f"thing {number}",
        site=f"shop-{number % 5}.example",
        sha256=sha256(image).hexdigest(),
        image_format=image_format,
        lang="en-GB",
        taxonomy=("Goods", leaf) if leaf else (),
        end_leaf=leaf,
        brand="Lindqvist",
        consent={"robots": "allowed"},
        provenance={"title": "json-ld"},
        **values,
    )
    return made, image


def keep(dataset: Dataset, image: bytes) -> None:
    """Keep an image as a crawl with --keep-images does."""
    place = place_of(dataset, sha256(image).hexdigest())
    place.parent.mkdir(parents=True, exist_ok=True)
    place.write_bytes(image)


def kept_dataset(
    root: Path, count: int = 12, *, formats: tuple[str, ...] = FORMATS, rows_per_shard: int = 5
) -> Dataset:
    """A dataset of `count` pairs whose images were kept, with a run.json."""
    pairs = [pictured(n, formats[n % len(formats)]) for n in range(count)]
    settings = Settings(
        rows_per_shard=rows_per_shard, crawl=CrawlSettings(contact="owner@lab.example")
    )
    dataset = built(root, [one for one, _ in pairs], settings)
    for _, image in pairs:
        keep(dataset, image)
    dataset.note_run(
        first_started="2026-03-01T10:00:00+00:00",
        versions={"lgs": "0.1.0"},
        settings=settings.public(),
        crawl={"ended": "2026-03-02T11:00:00+00:00", "sites": []},
        filter={"rows": count + 1, "pairs": count, "faults": {"no_price": 1}, "alone": {}},
    )
    return dataset
