"""Image filters: faults that the image columns of one row show; they run where width is known."""

import re
from urllib.parse import unquote, urlsplit

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


# Names of files that are a shop's sign. All words of a name must be among these, and one of the
# first: "/logo-header@2x.png" is one, "hoodie-with-logo.jpg" and "icon-lamp.jpg" are goods.
_SIGNS = frozenset({"logo", "logos", "logotype", "icon", "icons", "favicon", "ico", "sprite"})
_BESIDE = frozenset(
    {
        *("app", "apple", "brand", "company", "default", "desktop", "footer", "google", "header"),
        *("home", "img", "image", "main", "mobile", "new", "og", "share", "shop", "site", "social"),
        *("small", "large", "square", "store", "touch", "web", "website", "transparent"),
        *("precomposed", "final", "retina"),
    }
)
_SIZE = re.compile(r"v?\d+(?:x\d*)?x?|px")  # 512x512, 2x, v3


@IMAGE.add
def logo_or_icon(row: Row) -> bool:
    """Reject the shop's own sign in the place of a picture, by the name of its file.

    A sign under another name is found where many products show it (placeholder_image); goods that
    are called a logo or an icon may show one.
    """
    if _SIGNS.intersection(re.split(r"\W+", (row.title or "").lower())):
        return False
    try:
        name = unquote(urlsplit(row.url or "").path).rpartition("/")[2]
    except ValueError:
        return False
    stem = name.rpartition(".")[0] or name
    words = [w for w in re.split(r"[\W_]+", stem.lower()) if w and not _SIZE.fullmatch(w)]
    return bool(_SIGNS.intersection(words)) and _SIGNS.union(_BESIDE).issuperset(words)
