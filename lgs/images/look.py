"""How a small RGB picture looks: its perceptual hash, its border, whether it shows anything."""

from functools import cache
from math import cos, pi
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray
    from PIL.Image import Image as Pixels

    Integers = NDArray[np.int64]

HASH_SIDE = 8  # 8 x 8 = 64 bits
GREY_SIDE = 32
# One colour of a plain border: JPEG artefacts and soft shadows stay within 12 of 255.
BORDER_TOLERANCE = 12
# What JPEG makes of one plain colour differs by less; faint embossing differs by more.
BLANK_SPREAD = 6


def phash_of(picture: "Pixels") -> str:
    """The 64-bit perceptual hash as 16 hex digits; alike pictures differ in few bits.

    As Zauner (2010) and the `imagehash` package have it: grey, 32 x 32, DCT-II, the 8 x 8 lowest
    frequencies, one bit each for being above their median, the first row's first bit highest.
    In whole numbers, so that all machines get the same bits from the same pixels.
    """
    import numpy as np
    from PIL.Image import Resampling

    grey = picture.convert("L").resize((GREY_SIDE, GREY_SIDE), Resampling.BOX)
    basis = _cosines()
    waves = (basis @ np.asarray(grey, dtype=np.int64) @ basis.T).ravel()
    ordered = np.sort(waves)
    twice_median = ordered[len(ordered) // 2 - 1] + ordered[len(ordered) // 2]
    return np.packbits(2 * waves > twice_median).tobytes().hex()


def background_of(picture: "Pixels") -> float:
    """The share of the outermost pixels, 0 to 1, that are the commonest colour among them.

    1 is a cut-out on a plain ground, as catalogues have it; a photograph of a room is near 0.
    """
    import numpy as np

    pixels = np.asarray(picture, dtype=np.int64)
    border = np.concatenate([pixels[0], pixels[-1], pixels[1:-1, 0], pixels[1:-1, -1]])
    coarse = (border >> 4) @ np.array([256, 16, 1])
    commonest = int(np.bincount(coarse).argmax())
    colour = np.median(border[coarse == commonest], axis=0)
    return float((np.abs(border - colour).max(axis=1) <= BORDER_TOLERANCE).mean())


def is_blank(picture: "Pixels") -> bool:
    """True where all pixels have one colour, or nearly."""
    return all(high - low <= BLANK_SPREAD for low, high in _extrema(picture))


def _extrema(picture: "Pixels") -> list[tuple[int, int]]:
    return [band.getextrema() for band in picture.split()]  # type: ignore[misc]


@cache
def _cosines() -> "Integers":
    """The eight lowest rows of the DCT-II of 32 values, times 2**12."""
    import numpy as np

    rows = [
        [round(4096 * cos(pi * k * (2 * n + 1) / (2 * GREY_SIDE))) for n in range(GREY_SIDE)]
        for k in range(HASH_SIDE)
    ]
    return np.array(rows, dtype=np.int64)
