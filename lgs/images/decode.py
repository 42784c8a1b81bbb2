"""Bytes to pixels by Pillow: the header is judged first, then all data is decoded, small."""

from contextlib import nullcontext
from dataclasses import dataclass
from io import BytesIO
from threading import Lock
from typing import TYPE_CHECKING

from lgs.images.errors import NotAnImage
from lgs.images.header import check_header, memory_of, reader_of

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels
    from PIL.ImageFile import ImageFile

# A progressive JPEG of 53 million pixels, a PNG of 80, one with transparency of 40, a WebP of 16.
MOST_MEMORY_BYTES = 320_000_000
# Images that take more than this are decoded one at a time, however many threads ask.
LARGE_BYTES = 64_000_000
_ONE_LARGE = Lock()
# The sides that hash, border and blankness are read from: 1/8 of a picture of 512 px.
SMALL_SIDE_PX = 64


@dataclass(frozen=True, slots=True)
class Picture:
    """A decoded image: its size after EXIF orientation; itself small, grey, and on white.

    Grey is enough for hash, border and blankness, and spares a JPEG its colour planes.
    """

    width: int
    height: int
    format: str
    mode: str  # Pillow's name of the stored colours, such as RGB, CMYK, P
    orientation: int
    animated: bool
    alpha: bool
    small: "Pixels"


def decode(body: bytes, *, most_memory_bytes: int = MOST_MEMORY_BYTES) -> Picture:
    """Decode all of an image; raises NotAnImage and nothing else.

    Pillow's file readers raise some twenty kinds of exceptions for broken files (struct.error,
    KeyError, OverflowError, its own), so all are caught; a kind left out would be a hole.
    """
    reader = reader_of(body)
    try:
        image = reader(BytesIO(body), "")
        check_header(image, body, most_memory_bytes)
        with _ONE_LARGE if memory_of(image) > LARGE_BYTES else nullcontext():
            return _loaded(image, len(body))
    except NotAnImage:
        raise
    except Exception as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        raise NotAnImage(_fault_of(error), f"Pillow says: {reason}") from error


def _loaded(image: "ImageFile", length: int) -> Picture:
    size, mode = image.size, image.mode
    stored = image.getexif().get(_ORIENTATION, 1) if image.format == "TIFF" else None
    image.draft("L", (SMALL_SIDE_PX, SMALL_SIDE_PX))  # JPEG alone: at 1/2 to 1/8, grey
    image.decodermaxblock = max(length, image.decodermaxblock)  # all at once is faster
    was_scaled = image.size != size
    image.load()
    if not was_scaled:
        size = image.size  # TIFF turns itself as it loads
    turn = image.getexif().get(_ORIENTATION, 1)
    width, height = size[::-1] if turn in _SIDEWAYS else size
    return Picture(
        width,
        height,
        image.format or "",
        mode,
        _known_turn(stored or turn),
        alpha=image.has_transparency_data,
        small=turned(_small(image), turn),
        animated=_is_animated(image),  # last: it may leave the first picture
    )


def _known_turn(turn: object) -> int:
    return turn if isinstance(turn, int) and 1 <= turn <= 8 else 1


def _is_animated(image: "ImageFile") -> bool:
    """True where more pictures follow; those of MPO and TIFF are other views and pages.

    A second picture that is broken takes nothing from the first, which is whole.
    """
    if image.format not in ("GIF", "WEBP", "PNG", "AVIF"):
        return False
    try:
        return bool(getattr(image, "is_animated", False))
    except Exception:  # as in `decode`
        return True


def _small(image: "Pixels") -> "Pixels":
    """The image in grey, on white where it is transparent, its shorter side some 64 to 128 px."""
    if image.mode in ("I", "F") or image.mode.startswith("I;16"):
        image = _eight_bits(image)
    if image.mode in ("1", "P", "PA") or "transparency" in image.info:
        image = image.convert("RGBA" if image.has_transparency_data else "RGB")
    factor = min(image.size) // SMALL_SIDE_PX
    if factor > 1:
        image = image.reduce(factor)
    return _on_white(image) if image.mode in ("RGBA", "LA") else image.convert("L")


def _on_white(image: "Pixels") -> "Pixels":
    from PIL import Image

    white = Image.new("L", image.size, 255)
    return Image.composite(image.convert("L"), white, image.getchannel("A"))


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


def turned(image: "Pixels", turn: object) -> "Pixels":
    """The picture upright, by the value of EXIF's tag 274; as it is for any other value."""
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


def _fault_of(error: Exception) -> str:
    from PIL.Image import DecompressionBombError, DecompressionBombWarning

    if isinstance(error, (DecompressionBombError, DecompressionBombWarning)):
        return "image_bomb"
    is_cut = isinstance(error, EOFError) or "truncated" in str(error).lower()
    return "image_truncated" if is_cut else "image_broken"
