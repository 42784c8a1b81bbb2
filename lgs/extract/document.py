"""One page, decoded and parsed once; everything that reads a page reads this."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import TypeVar, cast
from urllib.parse import urljoin

from selectolax.lexbor import LexborHTMLParser, LexborNode

from lgs.extract.decode import decode
from lgs.extract.nesting import shallow
from lgs.extract.text import line
from lgs.model import Page
from lgs.urls import is_web, site_of

T = TypeVar("T")
# BCP 47, loosely: a language, then at most a script and a region that we keep.
_LANGUAGE = re.compile(
    r"^([A-Za-z]{2,3})(?:[-_]([A-Za-z]{4}))?(?:[-_]([A-Za-z]{2}|\d{3}))?(?=$|[-_.@;, ])"
)
# All that is looked for by its tag or name, in one search: each search walks the whole tree.
_LANDMARKS = """
    meta[content], script:not([src]), link[rel][href], base[href], h1,
    [class*="crumb" i], [id*="crumb" i], [aria-label*="breadcrumb" i], [class*="pag" i],
    [id*="pag" i], [itemtype], [typeof]
"""
_NO_LANGUAGE = frozenset({"und", "mul", "zxx"})


@dataclass(frozen=True, slots=True)
class Script:
    """A script element without a source: what it is and what stands between its tags."""

    type: str  # lower case, "" where none is stated
    id: str
    text: str


class Document:
    """A page's text and tree, made on first use and kept: one decode and one parse a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.url = page.url
        self._once: dict[object, object] = {}

    def once(self, read: Callable[["Document"], T]) -> T:
        """What a function reads off this page, read the first time only."""
        if read not in self._once:
            self._once[read] = read(self)
        return cast(T, self._once[read])

    @cached_property
    def text(self) -> str:
        """The page's HTML as text."""
        return decode(self.page.body, self.page.header("content-type"))

    def mentions(self, word: str) -> bool:
        """Whether an ASCII word stands anywhere in the page; bytes are searched fastest."""
        body = self.page.body
        return word.encode("ascii") in body or (b"\x00" in body[:200] and word in self.text)

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed page."""
        return LexborHTMLParser(shallow(self.text))

    @cached_property
    def landmarks(self) -> tuple[LexborNode, ...]:
        """Metas, scripts, links of the head, main headings, trails and pagers, each once."""
        return tuple({node.mem_id: node for node in self.tree.css(_LANDMARKS)}.values())

    def _landmarks(self, tag: str) -> list[tuple[LexborNode, dict[str, str | None]]]:
        return [(node, node.attributes) for node in self.landmarks if node.tag == tag]

    @cached_property
    def metas(self) -> Mapping[str, tuple[str, ...]]:
        """All contents of each `<meta>` by its lower-case name, property or http-equiv."""
        found: dict[str, list[str]] = {}
        for _, attrs in self._landmarks("meta"):
            if "content" not in attrs:
                continue
            content = line(attrs.get("content")) or ""
            names = {
                (attrs.get(a) or "").strip().lower() for a in ("property", "name", "http-equiv")
            }
            for name in sorted(names - {""}):
                found.setdefault(name, []).append(content)
        return {name: tuple(contents) for name, contents in found.items()}

    @cached_property
    def meta(self) -> Mapping[str, str]:
        """The first content that is not empty of each `<meta>`, by lower-case name or property."""
        firsts = ((name, next(filter(None, all_), None)) for name, all_ in self.metas.items())
        return {name: content for name, content in firsts if content}

    @cached_property
    def scripts(self) -> tuple[Script, ...]:
        """All script elements that carry text of their own, in order."""
        found = []
        for node, attrs in self._landmarks("script"):
            if "src" in attrs:
                continue
            kind = (attrs.get("type") or "").strip().lower()
            found.append(Script(kind, attrs.get("id") or "", node.text(deep=True) or ""))
        return tuple(found)

    @cached_property
    def base_url(self) -> str:
        """What relative URLs on the page are relative to."""
        stated = [attrs["href"] for _, attrs in self._landmarks("base") if "href" in attrs]
        return (self._absolute(stated[0], self.url) if stated else None) or self.url

    def absolute(self, reference: str | None) -> str | None:
        """A reference on the page as an absolute http(s) URL, or None."""
        return self._absolute(reference, self.base_url)

    @staticmethod
    def _absolute(reference: str | None, base: str) -> str | None:
        reference = re.sub(r"[\t\r\n]+", "", reference or "").strip()
        if not reference:
            return None
        try:
            url = urljoin(base, reference)
        except ValueError:
            return None
        return url.replace(" ", "%20") if is_web(url) else None

    @cached_property
    def lang(self) -> str | None:
        """The page's language as BCP 47, from `<html lang>`, og:locale or content-language."""
        html = self.tree.root.attributes if self.tree.root else {}
        said = (
            html.get("lang"),
            html.get("xml:lang"),
            self.meta.get("og:locale"),
            self.meta.get("content-language"),
            self.page.header("content-language"),
        )
        return next(filter(None, map(language, said)), None)

    @cached_property
    def canonical_url(self) -> str | None:
        """The URL the page states for itself, where it lies on the same site."""
        stated = self.linked("canonical")[:1]
        for reference in (*stated, self.meta.get("og:url")):
            url = self.absolute(reference)
            if url and _is_same_site(url, self.url):
                return url
        return None

    def linked(self, relation: str) -> list[str]:
        """The references of the `<link>` elements that state a relation, in order."""
        return [
            attrs["href"] or ""
            for _, attrs in self._landmarks("link")
            if "href" in attrs and relation in (attrs.get("rel") or "").lower().split()
        ]

    @cached_property
    def title_text(self) -> str | None:
        """The `<title>` of the page's head."""
        node = self.tree.css_first("head > title") or self.tree.css_first("title")
        return line(node.text(deep=True)) if node else None


def _is_same_site(a: str, b: str) -> bool:
    """Whether two URLs belong to one site; the same host is told at once."""
    return a.split("/", 3)[2] == b.split("/", 3)[2] or site_of(a) == site_of(b)


def language(said: str | None) -> str | None:
    """A language tag as BCP 47 writes it; None where it is none.

    >>> language("pt_BR.utf8"), language("zh-hans-cn"), language("{{ lang }}")
    ('pt-BR', 'zh-Hans-CN', None)
    """
    match = _LANGUAGE.match((said or "").strip())
    if not match or match[1].lower() in _NO_LANGUAGE:
        return None
    script, region = (match[2] or "").title(), (match[3] or "").upper()
    return "-".join(filter(None, (match[1].lower(), script, region)))
