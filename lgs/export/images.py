"""Pairs together with the bytes of their images, as the crawl kept them."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lgs.dataset import Dataset
from lgs.errors import LgsError
from lgs.export.formats import Pairs

# Pillow's name of a format to the extension that readers know; MPO is a JPEG with a second picture.
EXTENSIONS = {
    "JPEG": "jpg",
    "MPO": "jpg",
    "PNG": "png",
    "WEBP": "webp",
    "GIF": "gif",
    "AVIF": "avif",
    "BMP": "bmp",
    "TIFF": "tiff",
}
NOT_KEPT = "the image's bytes were not kept"


@dataclass(frozen=True, slots=True)
class Sample:
    """A pair and its image: original bytes, and an extension without a dot."""

    split: str | None
    row: dict[str, Any]
    image: bytes
    extension: str

    @property
    def name(self) -> str:
        """The image's file: the key has no dot in it, so that readers cut the name rightly."""
        return f"{self.row['key']}.{self.extension}"


def extension_of(image_format: str | None) -> str:
    """The extension of an image format.

    >>> extension_of("MPO"), extension_of("PNG")
    ('jpg', 'png')
    """
    return EXTENSIONS.get(image_format or "JPEG", (image_format or "").lower())


def place_of(dataset: Dataset, sha256: str) -> Path:
    """Where a crawl with --keep-images keeps the bytes of that hash."""
    return dataset.crawl / "images" / sha256[:2] / sha256


def kept_bytes(dataset: Dataset, sha256: str | None) -> bytes | None:
    """The kept bytes of an image, or None."""
    place = place_of(dataset, sha256) if sha256 else None
    return place.read_bytes() if place and place.is_file() else None


def need_kept(pairs: Pairs, found: bool) -> None:
    """An error where no image of the pairs was kept."""
    if not found:
        raise LgsError(
            f"{pairs.dataset.crawl / 'images'} holds no image of these pairs, and they are asked "
            "for: crawl with --keep-images, or let `lgs download` fetch the images into tars"
        )


def samples(pairs: Pairs) -> Iterator[Sample]:
    """All pairs whose image was kept, in their order; an error where none was."""
    found = False
    for part in pairs.parts():
        for row in part.table.to_pylist():
            image = kept_bytes(pairs.dataset, row["sha256"])
            if image is None:
                pairs.leave_out(NOT_KEPT)
                continue
            found = True
            yield Sample(part.split, row, image, extension_of(row["image_format"]))
    need_kept(pairs, found)
