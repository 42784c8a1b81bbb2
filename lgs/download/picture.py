"""Original bytes to the image that is written: decoded at the smallest scale, upright, sRGB."""

from hashlib import new as new_hash
from io import BytesIO
from typing import TYPE_CHECKING, Final

from lgs.download.exif import exif_text, orientation_of
from lgs.download.options import ENCODE_FORMATS, Picture
from lgs.download.outcome import Outcome
from lgs.download.shape import Shape, shape_of
from lgs.images.decode import turned
from lgs.images.errors import NotAnImage
from lgs.images.header import check_header, reader_of

if TYPE_CHECKING:
    from PIL.Image import Image as Pixels
    from PIL.ImageFile import ImageFile

MOST_MEMORY_BYTES = 320_000_000
# Decoded pixels, their copy after the colour change, and the resized image.
BYTES_PER_PIXEL = 8
# A JPEG is decoded at 1/2, 1/4 or 1/8 where that leaves this many times the size that is wanted:
# the rest of the way down is filtered (docs/images.md has what that costs in quality).
GAP = 1.5
WHITE: Final[dict[str, float | tuple[float, ...]]] = {
    "L": 255,
    "RGB": (255, 255, 255),
    "YCbCr": (255, 128, 128),
}


def write_picture(body: bytes, picture: Picture) -> tuple[Outcome, bytes]:
    """The image as it is asked for, and what is known of it; never raises for what bytes hold.

    Pillow's readers raise some twenty kinds of exceptions for broken files, so all are caught.
    """
    hashes = tuple((name, _hash(name, body)) for name in picture.hashes)
    try:
        return _written(body, picture, hashes)
    except NotAnImage as error:
        return Outcome("not_an_image", error.reason, hashes=hashes), b""
    except Exception as error:
        reason = " ".join(str(error).split())[:200] or type(error).__name__
        return Outcome("not_an_image", f"Pillow says: {reason}", hashes=hashes), b""


def _written(
    body: bytes, picture: Picture, hashes: tuple[tuple[str, str], ...]
) -> tuple[Outcome, bytes]:
    image = reader_of(body)(BytesIO(body), "")
    check_header(image, body, MOST_MEMORY_BYTES)
    turn = orientation_of(image)
    size = image.size[::-1] if turn >= 5 else image.size
    facts = {"exif": exif_text(image), "hashes": hashes, "orientation": turn}
    if unwanted := _unwanted(size, picture):
        return Outcome("unwanted", unwanted, hashes=hashes), b""
    shape = shape_of(size, picture)
    is_same = _is_kept(image, picture, shape, turn)
    pixels, icc, alpha = _pixels(image, body, picture, shape, turn, whole=is_same)
    if is_same:
        content, width, height = body, *size
    else:
        pixels = _placed(pixels, shape)
        content, (width, height) = _encoded(pixels, picture), pixels.size
    outcome = Outcome(
        width=width,
        height=height,
        original_width=size[0],
        original_height=size[1],
        icc=icc,
        alpha=alpha,
        **facts,  # type: ignore[arg-type]  # three fields of three types
    )
    return outcome, content


def _unwanted(size: tuple[int, int], picture: Picture) -> str | None:
    width, height = size
    if min(size) < picture.min_image_size:
        return f"image too small: {width} x {height} px"
    if width * height > picture.max_image_area:
        return f"image area too large: {width} x {height} px"
    if max(size) > picture.max_aspect_ratio * min(size):
        return f"aspect ratio too large: {width} x {height} px"
    return None


def _is_kept(image: "ImageFile", picture: Picture, shape: Shape, turn: int) -> bool:
    """True where the original bytes are what was asked for: nothing to resize, turn or flatten."""
    if picture.disable_all_reencoding:
        return True
    format_ = "JPEG" if image.format == "MPO" else image.format
    return (
        picture.skip_reencode
        and not shape.is_resized
        and turn == 1
        and format_ == ENCODE_FORMATS[picture.encode_format]
        and not image.has_transparency_data
    )


def _pixels(
    image: "ImageFile", body: bytes, picture: Picture, shape: Shape, turn: int, *, whole: bool
) -> tuple["Pixels", str | None, bool]:
    """The decoded pixels upright in sRGB without alpha; the profile's name; was there alpha?

    `whole` only decodes, to see that the image is no torso.
    """
    from lgs.download.colour import is_srgb, plain_colours, profile_name

    inner = shape.inner[::-1] if turn >= 5 else shape.inner
    icc = profile_name(image.info.get("icc_profile"))
    if not whole:
        # A JPEG that becomes a JPEG stays in JPEG's own colours, where sRGB is no matter of doubt.
        stays = image.mode == "RGB" and picture.encode_format == "jpg" and is_srgb(icc)
        scale = GAP if shape.is_resized else 1
        image.draft("YCbCr" if stays else None, (round(inner[0] * scale), round(inner[1] * scale)))
    if image.size[0] * image.size[1] * BYTES_PER_PIXEL > MOST_MEMORY_BYTES:
        raise NotAnImage("image_bomb", f"{image.size[0]} x {image.size[1]} px to be decoded")
    image.decodermaxblock = max(len(body), image.decodermaxblock)  # all at once is faster
    image.load()
    if whole:
        return image, icc, image.has_transparency_data
    pixels, alpha = plain_colours(image, icc, inner)
    return turned(pixels, turn), icc, alpha


def _placed(pixels: "Pixels", shape: Shape) -> "Pixels":
    """Pixels at their size, cut or set on white to the canvas."""
    from PIL import Image
    from PIL.Image import Resampling

    if pixels.size != shape.inner:
        is_smaller = shape.inner[0] < pixels.width
        kernel = Resampling.HAMMING if is_smaller else Resampling.LANCZOS
        pixels = pixels.resize(shape.inner, kernel, reducing_gap=2.0)
    if shape.canvas == shape.inner:
        return pixels
    left = (shape.canvas[0] - shape.inner[0]) // 2
    top = (shape.canvas[1] - shape.inner[1]) // 2
    canvas = Image.new(pixels.mode, shape.canvas, WHITE[pixels.mode])
    canvas.paste(pixels, (left, top))
    return canvas


def _encoded(pixels: "Pixels", picture: Picture) -> bytes:
    out = BytesIO()
    format_, quality = ENCODE_FORMATS[picture.encode_format], picture.encode_quality
    if format_ == "PNG":
        pixels.save(out, format_, compress_level=quality)
    else:
        pixels.save(out, format_, quality=quality)
    return out.getvalue()


def _hash(name: str, body: bytes) -> str:
    return new_hash(name, body, usedforsecurity=False).hexdigest()
