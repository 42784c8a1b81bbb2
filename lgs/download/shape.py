"""Sizes of the image that is written, by img2dataset's resize modes; (width, height) in px."""

from dataclasses import dataclass

from lgs.download.options import Picture

Size = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Shape:
    """The whole picture is scaled to `inner`, then cut or set on white to `canvas`."""

    inner: Size
    canvas: Size
    is_resized: bool


def shape_of(size: Size, picture: Picture) -> Shape:
    """What an image of that size becomes.

    >>> shape_of((800, 400), Picture(image_size=256, resize_mode="border"))
    Shape(inner=(256, 128), canvas=(256, 256), is_resized=True)
    >>> shape_of((800, 400), Picture(image_size=256, resize_mode="keep_ratio")).canvas
    (512, 256)
    """
    side, mode = picture.image_size, picture.resize_mode
    by_short = mode in ("keep_ratio", "center_crop")
    decisive = min(size) if by_short else max(size)
    if mode == "no" or (picture.resize_only_if_bigger and decisive <= side):
        return Shape(size, size, is_resized=False)
    inner = _scaled(size, side, decisive)
    canvas = (side, side) if mode in ("border", "center_crop") else inner
    return Shape(inner, canvas, is_resized=(inner != size or canvas != size))


def _scaled(size: Size, side: int, decisive: int) -> Size:
    width, height = (max(1, (2 * length * side + decisive) // (2 * decisive)) for length in size)
    return width, height
