"""What the bundled shop answers to a path."""

from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import parse_qs, urlsplit

from lgs.demo import frame, pages
from lgs.demo.pictures import picture, plain_picture
from lgs.demo.product import product
from lgs.demo.shop import FORBIDDEN, Item, catalogue, leaves

HTML = "text/html; charset=utf-8"
SMALL_PX = 120


@dataclass(frozen=True, slots=True)
class Answer:
    """Status, media type and body of a response."""

    status: int
    kind: str
    body: bytes


def answer(target: str, root: str) -> Answer:
    """The answer to a request target ("/c/bags?page=2"); `root` is scheme, host and port."""
    parts = urlsplit(target)
    query = parse_qs(parts.query)
    page = _page(parts.path, query, root)
    if page is not None:
        return Answer(200, HTML, page.encode())
    for found in (_file(parts.path, root), _image(parts.path)):
        if found:
            return found
    return Answer(404, HTML, pages.not_found().encode())


def _page(path: str, query: dict[str, list[str]], root: str) -> str | None:
    first = path.strip("/").partition("/")[0]
    if first == "product":
        item = next((i for i in catalogue() if path in i.urls), None)
        return product(item, root) if item else None
    if first == "c":
        tree = {frame.category_url(leaf[:n]): leaf[:n] for leaf in leaves() for n in (1, 2)}
        number = query.get("page", ["1"])[0]
        found = tree.get(path.rstrip("/"))
        return pages.category(found, int(number)) if found and number.isdecimal() else None
    fixed: dict[str, Callable[[], str]] = {
        "/": pages.home,
        "/about": pages.about,
        "/journal/caring-for-cast-iron": pages.article,
        "/login": pages.login,
        "/private/wholesale-lamp": lambda: pages.wholesale(root),
        "/cart": pages.not_found,
        "/search": pages.not_found,
    }
    return fixed[path]() if path in fixed else None


def _file(path: str, root: str) -> Answer | None:
    if path == "/style.css":
        return Answer(200, "text/css", frame.STYLE.encode())
    if path == "/robots.txt":
        lines = ["User-agent: *", *(f"Disallow: {p}" for p in FORBIDDEN), ""]
        lines += [f"Sitemap: {root}/sitemap.xml", ""]
        return Answer(200, "text/plain", "\n".join(lines).encode())
    if path == "/sitemap.xml":
        return Answer(200, "application/xml", _sitemap(root).encode())
    return None


def _sitemap(root: str) -> str:
    """Every second product: the others are found through the listings alone."""
    urls = [root + item.url for item in catalogue() if not item.flaw][::2]
    entries = "".join(f"<url><loc>{url}</loc></url>" for url in urls)
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="{space}">{entries}</urlset>'


def _image(path: str) -> Answer | None:
    wanted = (
        (item, colour)
        for item in catalogue()
        for colour in item.colours
        if item.picture(colour) == path
    )
    item, colour = next(wanted, (None, ""))
    if item is None:
        return None
    if item.flaw == "image is a page":
        return Answer(200, "image/jpeg", pages.not_found().encode())
    kind = "image/png" if item.format == "png" else "image/jpeg"
    return Answer(200, kind, _bytes(item, colour))


def _bytes(item: Item, colour: str) -> bytes:
    if item.flaw == "blank image":
        return plain_picture()
    if item.flaw == "small image":
        return picture(item.drawn_as or item.slug, item.shape, colour, item.format, SMALL_PX)
    whole = picture(item.drawn_as or item.slug, item.shape, colour, item.format)
    return whole[: len(whole) // 2] if item.flaw == "cut image" else whole
