"""The shop's pictures, drawn in code: the same bytes for the same name with the same Pillow."""

import random
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from lgs.demo.pencil import COLOURS, Colour, Pencil
from lgs.demo.shapes import SHAPES

if TYPE_CHECKING:
    from PIL.Image import Image

GROUNDS: tuple[Colour, ...] = ((255, 255, 255), (246, 243, 238), (232, 238, 242))
SIDE_PX = 600
FINE = 2  # drawn at twice the size, then reduced: smooth edges


@lru_cache(maxsize=256)
def picture(
    name: str, shape: str, colour: str, format_: str = "jpg", side_px: int = SIDE_PX
) -> bytes:
    """A product's picture as the bytes of a JPEG, or of a PNG without ground."""
    from PIL import Image

    # The same product in another colour is the same thing: what differs stands in its name.
    dice = random.Random(name)  # noqa: S311
    ground = dice.choice(GROUNDS)
    clear = format_ == "png"
    size = (SIDE_PX * FINE, SIDE_PX * FINE)
    image = Image.new("RGBA", size, (*ground, 0 if clear else 255))
    if not clear:
        Pencil(image, ground).oval(18, 83, 82, 93, light=0.92)
    SHAPES[shape](Pencil(image, COLOURS[colour]), dice)
    image = image.resize((side_px, side_px), Image.Resampling.LANCZOS)
    return _bytes(image if clear else image.convert("RGB"), format_)


def plain_picture(format_: str = "jpg") -> bytes:
    """A picture that shows nothing."""
    from PIL import Image

    return _bytes(Image.new("RGB", (SIDE_PX, SIDE_PX), "white"), format_)


def _bytes(image: "Image", format_: str) -> bytes:
    out = BytesIO()
    image.save(out, {"jpg": "JPEG", "png": "PNG"}[format_], quality=88)
    return out.getvalue()
