"""Sitemaps (sitemaps.org): XML index and urlset, plain text, RSS and Atom, plain or gzipped."""

import re

from lgs.entities import unescape
from lgs.net.inflate import BadEncoding, TooLarge, gunzip
from lgs.urls import absolute

MAX_BYTES = 50 * 1024 * 1024  # the protocol's own limit for an uncompressed file
MAX_URLS = 50_000  # the protocol's own limit for one file

# No XML parser: sitemaps are often broken, and a parser would have to be kept from expanding
# entities. Entities of a DTD stay as they are and give URLs that nobody has.
_LOC = re.compile(rb"<(?:\w+:)?loc\b[^>]*>\s*(?:<!\[CDATA\[)?\s*([^<\]]+)", re.IGNORECASE)
_ROOT = re.compile(rb"<(?:\w+:)?(urlset|sitemapindex)\b", re.IGNORECASE)
_FEED_LINK = re.compile(rb"<link\b[^>]*>\s*([^<\s]+)\s*</link>", re.IGNORECASE)
_ATOM_LINK = re.compile(rb"<link\b[^>]*\bhref=[\"']([^\"'<>]+)", re.IGNORECASE)
_IMAGE_LOC = re.compile(rb"<(?:image|video|news):\w+[^>]*>[^<]*", re.IGNORECASE)


def read_sitemap(body: bytes, url: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(further sitemaps, pages) that a sitemap names, absolute, each once, in order.

    >>> read_sitemap(b"<urlset><url><loc>http://a.example/1</loc></url></urlset>", "http://a.example/")
    ((), ('http://a.example/1',))
    """
    if body[:2] == b"\x1f\x8b":
        try:
            body = gunzip(body, MAX_BYTES)
        except (TooLarge, BadEncoding):
            return (), ()
    found = _absolute(_places(body), url)
    root = _ROOT.search(body[:4096])
    is_index = root is not None and root[1].lower() == b"sitemapindex"
    return (found, ()) if is_index else ((), found)


def _places(body: bytes) -> list[bytes]:
    head = body[:4096].lower()
    if _ROOT.search(head):
        return _LOC.findall(_IMAGE_LOC.sub(b"", body))
    if b"<rss" in head or b"<feed" in head:
        return _FEED_LINK.findall(body) + _ATOM_LINK.findall(body)
    if b"<" in head:
        return []
    return body.split()


def _absolute(places: list[bytes], base: str) -> tuple[str, ...]:
    urls = (absolute(base, unescape(p.decode("utf-8", "replace"))) for p in places[:MAX_URLS])
    return tuple(dict.fromkeys(url for url in urls if url))
