"""EXIF as text: the tags of the image and of the camera, under exifread's names; no places."""

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels

ORIENTATION = 0x0112
CAMERA = 0x8769  # EXIF 2.32: the tag that leads to the camera's own tags
POINTERS = (CAMERA, 0x8825, 0xA005)  # to the camera's, the place's, the interoperability tags
MOST_CHARS = 200


def orientation_of(image: "Pixels") -> int:
    """How the stored picture must be turned to stand upright: 1 (not at all) to 8."""
    if image.format == "TIFF":  # turns itself as it loads
        return 1
    turn = image.getexif().get(ORIENTATION, 1)
    return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1


def exif_text(image: "Pixels") -> str:
    """A JSON object of tag names to texts, as img2dataset's `exif` column has it.

    Where the picture was taken (the GPS tags) is left out: no dataset of goods needs it.
    """
    found = image.getexif()
    if not len(found):
        return "{}"
    from PIL.ExifTags import TAGS

    parts = (("Image", dict(found)), ("EXIF", dict(found.get_ifd(CAMERA))))
    words = {
        f"{part} {TAGS[tag]}": str(value).strip("\0 ")[:MOST_CHARS]
        for part, tags in parts
        for tag, value in sorted(tags.items())
        if tag in TAGS and tag not in POINTERS and not isinstance(value, (bytes, dict))
    }
    return json.dumps(words, ensure_ascii=False)
