"""What the bytes of an image say, told in one decode at the smallest scale that is enough."""

from hashlib import sha256

from lgs.images.decode import MOST_PIXELS, decode
from lgs.images.errors import NotAnImage
from lgs.images.look import background_of, is_blank, phash_of
from lgs.model import Image

__all__ = ["NotAnImage", "probe"]


def probe(body: bytes, *, most_pixels: int = MOST_PIXELS) -> Image:
    """The image that the bytes hold; of an animation its first picture. Safe in any thread.

    Raises NotAnImage, and nothing else, where the bytes do not decode to a whole image. One that
    does may still have the fault `image_blank`.
    """
    picture = decode(body, most_pixels=most_pixels)
    return Image(
        width=picture.width,
        height=picture.height,
        format=picture.format,
        sha256=sha256(body).hexdigest(),
        phash=phash_of(picture.small),
        background=background_of(picture.small),
        faults=("image_blank",) if is_blank(picture.small) else (),
    )
