"""How a small grey picture looks: its perceptual hash, its border, whether it shows anything."""

from functools import cache
from math import cos, pi
from typing import TYPE_CHECKING, cast

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image as Pixels

    Integers = NDArray[np.int64]

HASH_SIDE = 8  # 8 x 8 = 64 bits
GREY_SIDE = 32
SHARP_SIDE = 64
# A tenth of the mean wave: half the bits that differ after scaling and re-encoding stay put.
MARGIN_PARTS = 10
# One colour of a plain border: JPEG artefacts and soft shadows stay within 12 of 255 around it.
BORDER_LEVELS = 25
# What JPEG makes of one plain colour differs by less; faint embossing differs by more.
BLANK_SPREAD = 6


def phash_of(picture: "Pixels") -> str:
    """The 64-bit perceptual hash as 16 hex digits; alike pictures differ in few bits.

    As Zauner (2010) and the `imagehash` package have it: 32 x 32, DCT-II, the 8 x 8 lowest
    frequencies, one bit each for being above their median, the first row's first bit highest.
    But a bit needs a margin: a cut-out is often symmetric, so that half of its waves are nearly
    zero, and bare noise would decide their bits (28 of 64 between two formats of one picture).
    In whole numbers, so that all machines get the same bits from the same pixels.
    """
    import numpy as np
    from PIL.Image import Resampling

    pixels = np.asarray(picture.resize((GREY_SIDE, GREY_SIDE), Resampling.LANCZOS), dtype=np.int64)
    basis = _cosines()
    waves = (basis @ pixels @ basis.T).ravel()
    low, high = np.sort(waves)[31:33]
    margin = np.abs(waves[1:]).sum() // (63 * MARGIN_PARTS)  # the first wave is the mean grey
    return np.packbits(2 * waves > low + high + 2 * margin).tobytes().hex()


def background_of(picture: "Pixels") -> float:
    """The largest share of the outermost pixels, 0 to 1, that have nearly one brightness.

    1 is a cut-out on a plain ground, as catalogues have it; a photograph of a room has little.
    """
    import numpy as np

    pixels = np.asarray(picture)
    border = np.concatenate([pixels[0], pixels[-1], pixels[1:-1, 0], pixels[1:-1, -1]])
    levels = np.bincount(border, minlength=256)
    alike = np.convolve(levels, np.ones(BORDER_LEVELS, dtype=np.int64))
    return float(alike.max() / len(border))


def sharpness_of(picture: "Pixels") -> float:
    """How much neighbouring pixels differ, in grey levels; blur brings it towards 0.

    The standard deviation of the Laplacian at 64 x 64 px, the size at which cleanvision looks for
    blur: a picture of a few pixels that was blown up shows there, one that is a little soft not.
    """
    import numpy as np
    from PIL.Image import Resampling

    side = (SHARP_SIDE, SHARP_SIDE)
    small = picture if picture.size == side else picture.resize(side, Resampling.BOX)
    grey = np.asarray(small, dtype=np.int16)
    inner = grey[1:-1, 1:-1]
    around = grey[:-2, 1:-1] + grey[2:, 1:-1] + grey[1:-1, :-2] + grey[1:-1, 2:]
    return round(float(np.std(around - 4 * inner, dtype=np.float64)), 3)


def is_blank(picture: "Pixels") -> bool:
    """True where all pixels have one brightness, or nearly."""
    low, high = cast("tuple[int, int]", picture.getextrema())
    return high - low <= BLANK_SPREAD


@cache
def _cosines() -> "Integers":
    """The eight lowest rows of the DCT-II of 32 values, times 2**12."""
    import numpy as np

    rows = [
        [round(4096 * cos(pi * k * (2 * n + 1) / (2 * GREY_SIDE))) for n in range(GREY_SIDE)]
        for k in range(HASH_SIDE)
    ]
    return np.array(rows, dtype=np.int64)
