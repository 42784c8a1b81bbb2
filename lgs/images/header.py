"""The header of an image: its format by its first bytes, and what decoding it would take."""

import warnings
from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from lgs.images.errors import NotAnImage

if TYPE_CHECKING:
    from PIL.ImageFile import ImageFile

# What browsers show, and TIFF; nothing that starts another program (EPS) or holds pages (PDF).
# JPEG covers MPO (several JPEGs in one file, as phones write), of which the first counts.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "BMP", "TIFF")
_MODULES = {"WEBP": "WebP"}

# A progressive JPEG has some ten scans; thousands of empty ones cost a pass over all pixels each.
MOST_SCANS = 200

Reader = Callable[[BytesIO, str], "ImageFile"]
_Accepts = Callable[[bytes], object]


def reader_of(body: bytes) -> Reader:
    """Pillow's reader of the file's format; NotAnImage where it is none that is allowed.

    Not Image.open: it judges by process-wide settings, and warns.
    """
    for accepts, reader in _readers():
        if accepts(body[:16]) is True:  # Pillow answers with a text where a library is missing
            return reader
    start = body[:16].decode("latin-1").strip()
    raise NotAnImage("image_not_an_image", f"{len(body)} bytes that begin with {start!r}")


def memory_of(image: "ImageFile") -> int:
    """The bytes of memory at the peak of decoding, by the header; measured for each format."""
    width, height = image.size
    return width * height * _bytes_per_pixel(image)


def check_header(image: "ImageFile", body: bytes, most_memory_bytes: int) -> None:
    """Raise NotAnImage for what must not be decoded."""
    width, height = image.size
    if width < 1 or height < 1:
        raise NotAnImage("image_broken", f"{width} x {height} px")
    if (needed := memory_of(image)) > most_memory_bytes:
        what = f"{width} x {height} px of {image.format} take {needed} bytes to decode"
        raise NotAnImage("image_bomb", f"{what}; at most {most_memory_bytes} are given")
    if _is_jpeg(image) and body.count(b"\xff\xda") > MOST_SCANS:
        raise NotAnImage("image_bomb", f"a JPEG of more than {MOST_SCANS} scans")


def _bytes_per_pixel(image: "ImageFile") -> int:
    if _is_jpeg(image):  # decoded small, but all waves of a progressive one are kept at once
        return 6 if "progressive" in image.info else 2
    if image.format in ("WEBP", "AVIF"):  # their decoders keep several copies
        return 19 if image.format == "WEBP" else 14
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):  # stretched to 8 bits
        return 13
    # Pillow keeps RGB in 4 bytes; reducing what is transparent takes a second copy.
    return 4 if image.mode in ("L", "RGB", "CMYK", "YCbCr") else 8


def _is_jpeg(image: "ImageFile") -> bool:
    return image.format in ("JPEG", "MPO")


@cache
def _readers() -> tuple[tuple[_Accepts, Reader], ...]:
    """Pillow's readers of the allowed formats, by what their first bytes look like."""
    from importlib import import_module

    from PIL import Image

    for name in FORMATS:
        import_module(f"PIL.{_MODULES.get(name, name.title())}ImagePlugin")
    # What Pillow finds odd in a file is a matter of that file, never a line on the terminal.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    found = (Image.OPEN[name] for name in FORMATS)
    return tuple((accepts, reader) for reader, accepts in found if accepts)
