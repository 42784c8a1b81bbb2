"""The versions of one picture that an element's attributes state, and which of them is largest."""

import json
import re
from collections.abc import Iterator, Mapping
from urllib.parse import parse_qs

# Attributes that name a version of the picture, the largest first.
LARGE = (
    "data-zoom-image", "data-large_image", "data-large-image", "data-zoom", "data-zoom-src",
    "data-zoomsrc", "data-full", "data-full-src", "data-full-image", "data-fullsize",
    "data-original-src", "data-hires", "data-high-res-src", "data-old-hires",
    "data-image-large-src", "data-large", "data-large-src", "data-big", "data-bigimage",
    "data-magnify-src", "data-cloudzoom-image", "data-src-large", "data-super-large-img-src",
    "data-image-full", "data-zoom-img", "data-highres", "data-magnifier-src", "data-img-original",
    "data-full-image-url", "data-src-l",
)  # fmt: skip
SETS = ("data-srcset", "srcset", "data-lazy-srcset")
_LARGE_NAMES = frozenset(LARGE)
_CANDIDATE = re.compile(r"(\S+?)(?:\s+([\d.]+)([wx]))?\s*(?:,\s+|,(?=https?:|/)|$)")
_ADDRESS = re.compile(r"^(?:https?:)?//?[^\s]+\.(?:jpe?g|png|webp|avif|gif)(?:$|[?#!])", re.I)
_TEMPLATE = re.compile(r"\{|%7B|\|\w+\||\[\w+\]|<%|\$\w+\$\.", re.I)
_SERVICE = re.compile(
    r"/(?:_next/image|_vercel/image|\.netlify/images|_gatsby/image/[^?]{0,200})/?\?"
)
_MOST_JSON = 20_000  # characters of an attribute
_MOST_LEVELS = 5
_WIDTHS = re.compile(r"\d{2,5}")

Attributes = Mapping[str, str | None]


def large(attrs: Attributes) -> str:
    """The version of an image that an attribute names, alone or in a list of versions by size."""
    return named(attrs) or _listed(attrs)


def named(attrs: Attributes) -> str:
    """The version that an attribute of its own names."""
    if _LARGE_NAMES.isdisjoint(attrs):
        return ""
    stated = (next((attrs[name] for name in LARGE if attrs.get(name)), None) or "").strip()
    return "" if stated.isalnum() else stated  # "true" only says that there is one


def of_set(candidates: str) -> str:
    """The largest candidate of a srcset.

    >>> of_set("/a-100.jpg 100w, /a-900.jpg 900w")
    '/a-900.jpg'
    """
    best, size = "", -1.0
    for url, number, _ in _CANDIDATE.findall(candidates):
        if url and (value := _float(number)) > size:
            best, size = url, value
    return best


def filled(url: str, attrs: Attributes) -> str:
    """An address with a place for a width, which the largest of the widths beside it takes.

    >>> filled("/a_{width}x.jpg", {"data-widths": "[180, 1080]"})
    '/a_1080x.jpg'
    """
    if "{width}" not in url:
        return url
    widths = [int(w) for w in _WIDTHS.findall(attrs.get("data-widths") or "")]
    return url.replace("{width}", str(max(widths))) if widths else url


def original(url: str) -> str:
    """The picture that an image service of a web framework is asked to make smaller.

    Sources: Next.js (`/_next/image?url=`), Vercel (`/_vercel/image?url=`), Netlify
    (`/.netlify/images?url=`), Gatsby (`/_gatsby/image/...?u=`).

    >>> original("/_next/image?url=%2Foak.jpg&w=640&q=75"), original("/oak.jpg?url=1")
    ('/oak.jpg', '/oak.jpg?url=1')
    """
    match = _SERVICE.search(url)
    asked = parse_qs(url[match.end() :]) if match else {}
    return next((values[0] for k in ("url", "u") if (values := asked.get(k))), url)


def is_template(url: str) -> bool:
    """Whether a script fills in a part of an address.

    >>> is_template("/image/w|vw|/front.jpg"), is_template("/image/w900/front.jpg")
    (True, False)
    """
    return _TEMPLATE.search(url) is not None


def _listed(attrs: Attributes) -> str:
    """The largest picture of an attribute that is JSON: addresses and sizes in any order."""
    best, size = "", -1.0
    for name, value in attrs.items():
        if not value or value[:1] not in "{[" or not name.startswith("data-"):
            continue
        if len(value) > _MOST_JSON or "." not in value:
            continue
        try:
            stated = json.loads(value)
        except (ValueError, RecursionError):
            continue
        for url, width in _sized(stated, 0.0, _MOST_LEVELS):
            if width >= size:  # without sizes the last is the largest, as in a srcset
                best, size = url, width
    return best


def _sized(value: object, width: float, levels: int) -> Iterator[tuple[str, float]]:
    """Addresses with the largest number beside each; a list of pictures gives its first alone."""
    if isinstance(value, str):
        if _ADDRESS.match(value):
            yield value, width
    elif levels <= 0:
        return
    elif isinstance(value, list):
        for part in value[:1]:
            yield from _sized(part, width, levels - 1)
    elif isinstance(value, Mapping):
        own = max(_numbers(value.values()), default=width)
        for key, part in value.items():
            if isinstance(key, str) and _ADDRESS.match(key):
                yield key, max(_numbers([part]), default=width)
            else:
                beside = max(_numbers([part]), default=own)
                yield from _sized(part, beside, levels - 1)


def _numbers(values: object) -> Iterator[float]:
    """The plain numbers among values and in their lists and objects, one level down."""
    for value in values if isinstance(values, list | type({}.values())) else ():
        inner = value[:2] if isinstance(value, list) else [value]
        inner = list(value.values()) if isinstance(value, Mapping) else inner
        # beyond a hundred thousand pixels a number is none of pixels
        yield from (float(v) for v in inner if isinstance(v, int | float) and 1 < v < 100_000)


def _float(number: str) -> float:
    try:
        return float(number or 1)
    except ValueError:
        return 0.0
