"""What the bytes of an image say, told in one decode at the smallest scale that is enough."""

from hashlib import sha256

from lgs.images.decode import MOST_MEMORY_BYTES, decode
from lgs.images.errors import NotAnImage
from lgs.images.look import background_of, is_blank, phash_of, sharpness_of
from lgs.model import Image

__all__ = ["NotAnImage", "probe"]


def probe(body: bytes, *, most_memory_bytes: int = MOST_MEMORY_BYTES) -> Image:
    """The image that the bytes hold; of an animation its first picture. Safe in any thread.

    An image that would take more memory to decode is refused by its header alone.
    Raises NotAnImage, and nothing else, where the bytes do not decode to a whole image. One that
    does may still have the fault `image_blank`.
    """
    picture = decode(body, most_memory_bytes=most_memory_bytes)
    return Image(
        width=picture.width,
        height=picture.height,
        format=picture.format,
        sha256=sha256(body).hexdigest(),
        phash=phash_of(picture.small),
        background=background_of(picture.small),
        faults=("image_blank",) if is_blank(picture.small) else (),
        mode=picture.mode,
        orientation=picture.orientation,
        animated=picture.animated,
        alpha=picture.alpha,
        sharpness=sharpness_of(picture.small),
    )
