"""The product's pictures in page order, each in the largest version that the page states."""

import re
from collections.abc import Iterable, Iterator
from urllib.parse import unquote, urlsplit

from lgs.extract.document import Document
from lgs.extract.markup.outline import Element
from lgs.extract.markup.scene import Scene, scene_of
from lgs.extract.markup.zones import Hint, Zone
from lgs.extract.signals import SIGNALS
from lgs.extract.versions import LARGE, SETS, filled, is_template, large, named, of_set, original
from lgs.model import Claim
from lgs.urls import absolute

_PLAIN = (
    "data-src", "data-lazy-src", "data-lazy", "data-original", "data-echo", "data-image",
    "data-defer-src", "data-img", "data-url", "data-flickity-lazyload", "src",
)  # fmt: skip
_PICTURE = re.compile(r"\.(?:jpe?g|png|webp|avif|gif|jfif|tiff?|bmp)(?:$|[?&#/:;])", re.I)
# File and folder names that are no picture of a product: the first where they begin a name only
# ("/logo.png", not "hoodie-with-logo.jpg"), the others anywhere.
_NO_PRODUCT = re.compile(
    r"/(?:logos?|icons?|ico|paypal|visa|mastercard|maestro|amex|klarna|payments?|flags?|avatars?"
    r"|stars?|rating|badges?"
    r"|captcha|banners?|arrows?|cart|facebook|twitter|pinterest|instagram|whatsapp|trusted|ssl"
    r"|favicon|swatch(?:es)?"
    r"|emoji|qr[-_]?code|energy[-_]?label|size[-_]?(?:chart|guide)|free[-_]shipping|btn|button"
    r"|sprites?|ui)(?:[/_.@-]|\d|$)"
    r"|[-_](?:icon|sprite|banner)\.\w+$|(?:add[-_]?to[-_]?(?:cart|basket|bag)|show[-_]?larger"
    r"|click[-_]?to[-_]?enlarge|close[-_]?label|[-_]btn[-_]|tick\.\w+$)",
    re.I,
)
_PLACEHOLDER = re.compile(
    r"(?:[/_.-])(?:placeholder|no[-_]?(?:image|photo|img|picture)|noimg|nophoto|blank|spacer"
    r"|pixel|transparent|loading"
    r"|loader|spinner|dummy|1x1|default[-_](?:image|product)|image[-_]coming|preload|sold[-_]?out"
    r"|missing|unavailable|coming[-_]soon"
    r"|lazy)(?:[/_.@-]|\d|$)",
    re.I,
)
_VECTOR = re.compile(r"\.svgz?(?:$|[?#])", re.I)
# What sizes look like in a file's name: the same picture in two sizes is one picture.
_SIZE = re.compile(
    r"[-_.@]?(?:\d{2,4}x\d{0,4}|x\d{2,4}|\d(?:\.\d)?x|w\d{2,4}|(?:small|medium|large"
    r"|thumb(?:nail)?s?|big"
    r"|zoom|mini|full|home|cart|default|original|orig|preview|product|main|detail|xl|grande"
    r"|scaled)s?)(?=$|[-_./@])",
    re.I,
)
_MAKER = re.compile(r"/(?:brands?|manufacturers?|marken?|hersteller|marques?|marcas?)/", re.I)
_FEW_ELEMENTS = 8  # in what shows a maker's name and logo
_HOLDERS = frozenset({"a", "div", "li", "span", "button"})  # whose attributes name a picture
# Where scripts look for the picture that is to be an element's background.
_BACKGROUNDS = frozenset({"data-original", "data-bg", "data-background-image"})
_NAMING = _BACKGROUNDS | frozenset(LARGE)
_SMALLEST_PX = 60  # a side below this is an icon
_MOST = 60


@SIGNALS.add
def markup_images(document: Document) -> Iterator[Claim]:
    """All pictures of the product's gallery, in page order."""
    urls = gallery(document)
    if urls:
        yield Claim("image_urls", urls, "markup_images")


def gallery(document: Document) -> tuple[str, ...]:
    """Absolute URLs of the gallery; without a gallery by name, of the pictures near the heading."""
    return document.once(_read)


def _read(document: Document) -> tuple[str, ...]:
    scene, base_url = scene_of(document), document.base_url
    found = [e for e in _pictures(scene) if scene.is_own(e)]
    named = [e for e in found if _in_gallery(scene, e)]
    near = [e for e in named if scene.within(e)] or named
    chosen = (
        _led(scene, near)
        or [e for e in found if scene.within(e) and _before_text(scene, e)][:_MOST]
    )
    return _unlike(filter(None, (largest(scene, e, base_url) for e in chosen)))


def _led(scene: Scene, chosen: list[Element]) -> list[Element]:
    """The pictures with the shown one in front, where thumbnails of it and others go before it.

    A thumbnail states no larger version; the picture that can be enlarged stands for all of them.
    """
    lead = next((e for e in chosen if e.tag == "img" and large(e.attrs)), None)
    if lead is None or lead is chosen[0] or not _is_thumbnail(scene, chosen[0]):
        return chosen
    return [lead, *(e for e in chosen if e is not lead)]


def _is_thumbnail(scene: Scene, element: Element) -> bool:
    if element.tag != "img" or any(e.tag == "a" for e in scene.outline.ancestors(element, most=2)):
        return False
    return not any(element.get(name) for name in SETS) and not large(element.attrs)


def _pictures(scene: Scene) -> Iterator[Element]:
    for element in scene.outline.elements:
        if element.tag == "img":
            if scene.is_own(element) and not _is_icon(scene, element):
                yield element
        elif element.tag in _HOLDERS and element.attrs and _is_bare(scene, element):
            yield element


def _is_bare(scene: Scene, element: Element) -> bool:
    """Whether an element names a picture in its attributes and holds none."""
    if (
        _NAMING.isdisjoint(element.attrs)
        or not _version(element)
        or element.end - element.start >= 20
    ):
        return False
    return all(e.tag != "img" for e in scene.outline.inside(element))


def _version(element: Element) -> str:
    """The picture that an element without one names: a large version, or its background."""
    if stated := named(element.attrs):
        return stated
    if _BACKGROUNDS.isdisjoint(element.attrs):
        return ""
    url = next((u for name in sorted(_BACKGROUNDS) if (u := element.get(name))), "")
    return url if _PICTURE.search(url) else ""


def _is_icon(scene: Scene, element: Element) -> bool:
    if element.hints & Hint.ICON or element.zone & Zone.NOSCRIPT:
        return True
    if element.attrs.get("itemprop") == "logo" or element.get("role") == "presentation":
        return True
    if any(0 < _pixels(element.get(side)) < _SMALLEST_PX for side in ("width", "height")):
        return not _in_gallery(scene, element)  # a thumbnail stands for a larger one
    around = list(scene.outline.ancestors(element, most=3))
    if any(e.tag == "a" and _MAKER.search(e.get("href")) for e in around):
        return True
    small = [e for e in around if e.end - e.start < _FEW_ELEMENTS]
    return any(e.hints & Hint.ICON for e in around[:2]) or any(e.hints & Hint.BRAND for e in small)


def _pixels(value: str) -> int:
    digits = value.removesuffix("px")
    return int(digits) if digits.isdecimal() and len(digits) < 6 else 0


def _in_gallery(scene: Scene, element: Element) -> bool:
    if (
        element.attrs.get("itemprop") == "image"
        or element.hints & Hint.GALLERY
        or large(element.attrs)
    ):
        return True
    return any(
        around.hints & Hint.GALLERY
        for around in scene.outline.ancestors(element, most=7)
        if around.tag not in {"body", "main"}
    )


def _before_text(scene: Scene, element: Element) -> bool:
    """Whether a picture is not one inside the description's text."""
    return not any(
        around.hints & Hint.DESCRIPTION
        and around.tag not in {"body", "main"}
        and not (scene.heading and around.start <= scene.heading.start < around.end)
        for around in scene.outline.ancestors(element, most=8)
    )


def largest(scene: Scene, element: Element, base_url: str) -> str | None:
    """The largest version of a picture that its element, its link or its sources state."""
    around = list(scene.outline.ancestors(element, most=3))
    link = next((e for e in around if e.tag == "a"), None)
    parent = around[0] if around else None
    stated = [
        large(element.attrs) if element.tag == "img" else _version(element),
        named(link.attrs) if link else "",
        link.get("href") if link and _PICTURE.search(_path(link.get("href"))) else "",
    ]
    stated += [u for e in around[:2] if _PICTURE.search(u := e.get("data-href"))]
    # what has a large version of its own is shown to be looked at, whatever its file is called
    for option in stated:
        if url := clean(option, base_url, is_certain=True):
            return url
    options = [
        *(of_set(element.get(name)) for name in SETS),
    ]
    if parent is not None and parent.tag == "picture":
        sources = [e for e in scene.outline.children(parent) if e.tag == "source"]
        options += [of_set(e.get("srcset") or e.get("data-srcset")) for e in sources]
    elif parent is not None:
        options.append(named(parent.attrs))
    options += [filled(element.get(name), element.attrs) for name in _PLAIN]
    return next((url for o in options if (url := clean(o, base_url))), None)


def _path(url: str) -> str:
    return url.split("#", 1)[0]


def clean(url: str, base_url: str, *, is_certain: bool = False) -> str | None:
    """An absolute picture URL, or None for what is no product picture by its name."""
    url = url.strip()
    if "?" in url:
        url = original(url)
    if not url or url.startswith(("data:", "blob:", "#", "javascript:")) or is_template(url):
        return None
    found = absolute(base_url, url)
    if found is None:
        return None
    parts = urlsplit(found)
    if _VECTOR.search(parts.path):
        return None
    names = "/" + "/".join(unquote(parts.path).rsplit("/", 3)[-3:])
    if _PLACEHOLDER.search(names) or (not is_certain and _NO_PRODUCT.search(names)):
        return None
    return found.replace(" ", "%20")


def _unlike(urls: Iterable[str]) -> tuple[str, ...]:
    """Each picture once: the first URL of those that differ only in a size."""
    kept: dict[str, str] = {}
    for url in urls:
        parts = urlsplit(url)
        kept.setdefault(_SIZE.sub("", unquote(parts.path)) + _asked(parts.query), url)
    return tuple(kept.values())[:_MOST]


_SIZE_QUERY = re.compile(
    r"(?:^|&)(?:w|h|width|height|size|sw|sh|wid|hei|quality|q|v|fit|\$?\w*\$)=?[\w.%]*", re.I
)


def _asked(query: str) -> str:
    return _SIZE_QUERY.sub("", query)
