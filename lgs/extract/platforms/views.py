"""Pictures in state: lists of addresses, of objects, of objects of views, of groups by size."""

import re
from collections.abc import Iterator, Mapping

from lgs.extract.document import Document
from lgs.extract.platforms.reading import Entity
from lgs.extract.platforms.values import lower, members

_FIELDS = (
    "images", "media", "gallery", "galleryimages", "productimages", "contentimages", "imagegroups",
    "pictures", "photos", "mediagallery", "mediagalleryentries", "assets", "visuals", "imagelist",
    "imageset", "imageurls", "image", "mainimage", "featuredimage", "primaryimage", "imageurl",
    "picture", "thumbnail",
)  # fmt: skip
# The largest version that an object of a picture names, and what it calls its plain one.
_LARGE = (
    "zoom", "zoomurl", "original", "originalsrc", "originalurl", "full", "fullurl", "fullsize",
    "hires", "highres", "xlarge", "large", "largeurl", "largeimage", "externalurllarge", "url",
    "src", "link", "href", "imageurl", "secureurl", "contenturl", "location", "path", "image",
    "sourceurl", "fullsrc", "transformedsrc", "medium", "default", "desktop", "portrait",
    "squarish", "preview", "small",
)  # fmt: skip
_GROUPS = ("viewtype", "imagetype", "size", "sizename")
_BIG = ("hi-res", "hires", "zoom", "xlarge", "large", "original", "pdp")
_PICTURE = re.compile(
    r"\.(?:jpe?g|png|webp|avif|gif|jfif)(?:$|[?#/:;!])|/images?/|/media/|/is/", re.I
)
_NO_PICTURE = re.compile(r"\.(?:svg|mp4|webm|m3u8|mov|glb|usdz|html?)(?:$|[?#])|youtu|vimeo", re.I)
MOST_PICTURES = 60
_MOST_LEVELS = 4


def pictures(document: Document, stated: Entity) -> tuple[str, ...]:
    """The pictures of the first field that names some, absolute, each once."""
    for name in _FIELDS:
        if not stated.get(name):
            continue
        found = [document.absolute(u) for u in _addresses(stated.get(name))]
        if urls := tuple(dict.fromkeys(u for u in found if u))[:MOST_PICTURES]:
            return urls
    return ()


def _addresses(value: object) -> Iterator[str]:
    if isinstance(value, Mapping) and not members(value):
        single = _address(value)
        views = [] if single else [u for v in value.values() if (u := _address(v))]
        yield from [single] if single else views
        return
    listed: list[object] = value if isinstance(value, list) else [*members(value)] or [value]
    groups = [
        lower(v) for v in listed if isinstance(v, Mapping) and isinstance(v.get("images"), list)
    ]
    if groups:
        listed = _best(groups)
    for part in listed:
        if address := _address(part):
            yield address


def _best(groups: list[Entity]) -> list[object]:
    """Of groups of the same pictures in other sizes, or of other colours, the first large one."""

    def rank(group: Entity) -> int:
        said = next((str(group[k]).lower() for k in _GROUPS if group.get(k)), "")
        return next((i for i, big in enumerate(_BIG) if big in said), len(_BIG))

    images = min(groups, key=rank).get("images")
    return images if isinstance(images, list) else []


def _address(value: object, levels: int = _MOST_LEVELS) -> str | None:
    """The address of one picture: a text, or the largest that an object names."""
    if isinstance(value, str):
        is_web = value.startswith(("http://", "https://", "/")) and " " not in value
        sure = is_web and _PICTURE.search(value) and not _NO_PICTURE.search(value)
        return (
            value if sure or (is_web and "//" in value and not _NO_PICTURE.search(value)) else None
        )
    if isinstance(value, list):
        return _address(value[0], levels - 1) if value and levels else None
    if not isinstance(value, Mapping) or not levels:
        return None
    inner = lower(value)
    if isinstance(node := inner.get("node"), Mapping):
        inner = lower(node)
    kind = str(
        inner.get("mediatype") or inner.get("mediacontenttype") or inner.get("cardtype") or ""
    )
    if "video" in kind.lower() or "model" in kind.lower():
        return None
    named = (_address(inner[k], levels - 1) for k in _LARGE if inner.get(k))
    others = (_address(v, levels - 1) for v in inner.values() if isinstance(v, Mapping))
    return next(filter(None, named), None) or next(filter(None, others), None)
