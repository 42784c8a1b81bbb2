"""Image filters: faults that the image columns of one row show; they run where width is known."""

from lgs.filters.options import Filter
from lgs.model import Row
from lgs.registry import Registry

IMAGE: Registry[Filter] = Registry("image filter")


@IMAGE.add
def too_small(row: Row, *, least_side_px: int = 200) -> bool:
    """Reject thumbnails: they teach nothing about detail (200 as COYO and DataComp have it).

    Small shops show their pictures at 250 to 300 px, which must pass.
    """
    return min(row.width or 0, row.height or 0) < least_side_px


@IMAGE.add
def odd_aspect(row: Row, *, most_ratio: float = 3.0) -> bool:
    """Reject banners and strips: a square crop shows a part of nothing (3.0 as COYO has it)."""
    short, long = sorted((row.width or 0, row.height or 0))
    return long > most_ratio * short
