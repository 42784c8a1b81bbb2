"""Bytes to pixels by Pillow: the header is judged first, then all data is decoded, small."""

import warnings
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import TYPE_CHECKING

from lgs.images.errors import NotAnImage

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels
    from PIL.ImageFile import ImageFile

# 50 million pixels: what a medium format camera gives, and 150 MB once decoded.
MOST_PIXELS = 50_000_000
# A progressive JPEG has some ten scans; thousands of empty ones cost a pass over all pixels each.
MOST_SCANS = 200
# The sides that hash, border and blankness are read from: 1/8 of a picture of 512 px.
SMALL_SIDE_PX = 64

# What browsers show, and TIFF; nothing that starts another program (EPS) or holds pages (PDF).
# JPEG covers MPO (several JPEGs in one file, as phones write), of which the first counts.
FORMATS = ("JPEG", "PNG", "WEBP", "GIF", "AVIF", "BMP", "TIFF")


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded image: its size after EXIF orientation, and itself small, in RGB, on white."""

    width: int
    height: int
    format: str
    small: "Pixels"


def decode(body: bytes, *, most_pixels: int = MOST_PIXELS) -> Picture:
    """Decode all of an image; raises NotAnImage and nothing else.

    Pillow's file readers raise some twenty kinds of exceptions for broken files (struct.error,
    KeyError, OverflowError, its own), so all are caught; a kind of its own would be a new hole.
    """
    image = _opened(body)
    try:
        _check_header(image, body, most_pixels)
        size = image.size
        image.draft(None, (SMALL_SIDE_PX, SMALL_SIDE_PX))  # JPEG alone: 1/2 to 1/8 of its size
        image.decodermaxblock = max(len(body), image.decodermaxblock)  # one call, a tenth faster
        was_scaled = image.size != size
        image.load()
        if not was_scaled:
            size = image.size  # TIFF turns itself as it loads
        turn = image.getexif().get(_ORIENTATION, 1)
        width, height = size[::-1] if turn in _SIDEWAYS else size
        return Picture(width, height, image.format or "", _turned(_small(image), turn))
    except NotAnImage:
        raise
    except Exception as error:
        is_cut = "truncated" in str(error) or isinstance(error, EOFError)
        fault = "image_truncated" if is_cut else "image_broken"
        raise NotAnImage(fault, _told(image.format, error)) from error


def _opened(body: bytes) -> "ImageFile":
    """The file behind its header. Not Image.open: it warns and judges by process-wide settings."""
    for accepts, factory in _readers():
        if accepts(body[:16]) is True:  # Pillow answers with a text where a library is missing
            try:
                return factory(BytesIO(body), "")
            except Exception as error:  # see decode
                fault = "image_bomb" if _is_bomb(error) else "image_not_an_image"
                raise NotAnImage(fault, _told("the header", error)) from error
    start = body[:16].decode("latin-1").strip()
    raise NotAnImage("image_not_an_image", f"{len(body)} bytes that begin with {start!r}")


def _check_header(image: "ImageFile", body: bytes, most_pixels: int) -> None:
    width, height = image.size
    if width * height > most_pixels:
        raise NotAnImage("image_bomb", f"{width} x {height} px; at most {most_pixels} are decoded")
    if width < 1 or height < 1:
        raise NotAnImage("image_not_an_image", f"{width} x {height} px")
    if image.format in ("JPEG", "MPO") and body.count(b"\xff\xda") > MOST_SCANS:
        raise NotAnImage("image_bomb", f"a JPEG of more than {MOST_SCANS} scans")


def _small(image: "Pixels") -> "Pixels":
    """The image in RGB, on white where it is transparent, reduced to some 64 to 128 px a side."""
    from PIL import Image

    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        image = _eight_bits(image)
    if image.mode in ("1", "P", "PA") or "transparency" in image.info:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    factor = min(image.size) // SMALL_SIDE_PX
    if factor > 1:
        image = image.reduce(factor)
    if image.mode in ("RGBA", "LA", "RGBa", "La"):
        image = image.convert("RGBA")
        white = Image.new("RGBA", image.size, (255, 255, 255, 255))
        image = Image.alpha_composite(white, image)
    return image.convert("RGB")


def _eight_bits(image: "Pixels") -> "Pixels":
    """Grey values of 16 and more bits spread over 0 to 255, black to white as they are used."""
    numbers = image.convert("F")
    low, high = numbers.getextrema()
    if not isinstance(low, float) or not isinstance(high, float) or not high > low:
        return numbers.convert("L")
    scale = 255 / (high - low)
    return numbers.point(lambda value: value * scale - low * scale).convert("L")


# EXIF 2.32, tag 274: how the stored picture must be turned to stand upright.
_ORIENTATION = 0x0112
_SIDEWAYS = (5, 6, 7, 8)


def _turned(image: "Pixels", turn: object) -> "Pixels":
    from PIL.Image import Transpose

    turns = {
        2: Transpose.FLIP_LEFT_RIGHT,
        3: Transpose.ROTATE_180,
        4: Transpose.FLIP_TOP_BOTTOM,
        5: Transpose.TRANSPOSE,
        6: Transpose.ROTATE_270,
        7: Transpose.TRANSVERSE,
        8: Transpose.ROTATE_90,
    }
    return image.transpose(turns[turn]) if isinstance(turn, int) and turn in turns else image


def _is_bomb(error: Exception) -> bool:
    from PIL.Image import DecompressionBombError, DecompressionBombWarning

    return isinstance(error, (DecompressionBombError, DecompressionBombWarning))


def _told(what: str | None, error: Exception) -> str:
    reason = " ".join(str(error).split())[:200]
    return f"{what} cannot be decoded: {reason or type(error).__name__}"


_Reader = tuple[Callable[[bytes], object], Callable[[BytesIO, str], "ImageFile"]]


@cache
def _readers() -> tuple[_Reader, ...]:
    """Pillow's readers of the allowed formats, by what their first bytes look like."""
    from importlib import import_module

    from PIL import Image

    for name in FORMATS:
        import_module(f"PIL.{_MODULES.get(name, name.title())}ImagePlugin")
    # What Pillow finds odd in a file is a matter of that file, never a line on the terminal.
    warnings.filterwarnings("ignore", module=r"PIL\.")
    found = ((Image.OPEN[name][1], Image.OPEN[name][0]) for name in FORMATS)
    return tuple((accepts, factory) for accepts, factory in found if accepts)


_MODULES = {"WEBP": "WebP"}
