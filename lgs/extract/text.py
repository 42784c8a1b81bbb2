"""Text made plain: entities, invisible characters, white space, HTML fragments, broken decoding."""

import re
from unicodedata import normalize

from lgs.entities import unescape

MOST_TITLE = 2000  # characters; the contract's limit
MOST_BLOCK = 50_000  # characters of a description; beyond this it is another document

# Control characters but white space; soft hyphen; zero-width; bidirectional marks, embeddings,
# overrides and isolates (UAX 9); invisible operators; byte order, interlinear and object marks.
_INVISIBLE = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffc\ud800-\udfff\ue000-\uf8ff]"
)
# A joiner is spelling between letters of Arabic and Indic scripts, and in emoji; elsewhere noise.
_JOINER = re.compile(r"(?<![^\x00-\u05ff])[\u200c\u200d]|[\u200c\u200d](?![^\x00-\u05ff])")
_SPACE = re.compile(r"\s+")
_LINE_SPACE = re.compile(r"[^\S\n]+")
_LINES = re.compile(r" ?\n ?")
_PARAGRAPHS = re.compile(r"\n{3,}")
_TAG = re.compile(r"<[/!?]?[a-zA-Z!?-][^<>]{0,2000}>")
_DROPPED = re.compile(
    r"<(script|style|template|noscript|svg|iframe|head|title)\b[^>]{0,2000}>.{0,200000}?</\1\s*>|<!--.{0,200000}?-->",
    re.I | re.S,
)
_BREAK = re.compile(r"<(?:br|li|tr|dt|dd|option|figcaption)\b[^>]{0,2000}>", re.I)
_BLOCK = re.compile(
    r"</?(?:p|div|section|article|ul|ol|dl|table|h[1-6]|blockquote|pre|hr|header|footer|figure|main|aside|form"
    r"|fieldset|tbody|thead|details|summary)\b[^>]{0,2000}>",
    re.I,
)
_CELL = re.compile(r"</t[dh]\s*>", re.I)
# UTF-8 read as Windows-1252 or Latin-1: a lead byte's letter, then continuation bytes' signs.
_MOJIBAKE = re.compile(
    "[\u00c2-\u00df][\u0080-\u00bf\u0152\u0153\u0160\u0161\u0178\u017d\u017e\u0192\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|\u00e2[\u0080\u20ac][\u0080-\u00bf\u0152-\u0178\u02c6\u02dc\u2013-\u203a\u20ac\u2122]"
    "|[\u00d0\u00d1][\u0080-\u00bf\u2013-\u203a][\u00d0\u00d1]"
)
_REPLACED = "\ufffd"


def line(value: object, *, most: int = MOST_TITLE) -> str | None:
    """A value as one line of plain text; None where nothing is left.

    >>> line("  Caf\\u0065\\u0301 &amp;amp; bar\\u202e ")
    'Café & bar'
    """
    if not isinstance(value, str | int | float) or isinstance(value, bool):
        return None
    text = str(value)
    if text.isascii() and text.isalnum():
        return text[:most]
    text = _visible(unescaped(text[: 8 * most]))
    if "<" in text and _TAG.search(text):
        text = _TAG.sub(" ", _DROPPED.sub(" ", text))
    return _SPACE.sub(" ", text).strip()[:most].rstrip() or None


def block(value: object, *, most: int = MOST_BLOCK) -> str | None:
    """Plain text or an HTML fragment as text that keeps its lines and paragraphs.

    >>> block("<p>Oak &amp;amp; ash</p><ul><li>two</li><li>three</li></ul>")
    'Oak & ash\\n\\ntwo\\nthree'
    """
    if not isinstance(value, str):
        return None
    text = value[: 8 * most]
    if "&lt;" in text and not _TAG.search(text):
        text = unescape(text)
        left = 1
    else:
        left = 2
    text = without_tags(text) if "<" in text else text
    return folded(_visible(unescaped(text, times=left)))[:most].rstrip() or None


def without_tags(fragment: str) -> str:
    """An HTML fragment's text; blocks are parted by empty lines, items by line ends."""
    if not _TAG.search(fragment):
        return fragment
    fragment = _DROPPED.sub(" ", fragment)
    if _BLOCK.search(fragment):  # then line ends in the source are no line ends of the text
        fragment = _SPACE.sub(" ", fragment)
    fragment = _CELL.sub(" ", _BREAK.sub("\n", fragment))
    return _TAG.sub("", _BLOCK.sub("\n\n", fragment))


def folded(text: str) -> str:
    """White space folded; at most one empty line between paragraphs."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _LINES.sub("\n", _LINE_SPACE.sub(" ", text))
    return _PARAGRAPHS.sub("\n\n", text).strip()


def unescaped(text: str, *, times: int = 2) -> str:
    """Entities decoded, at most twice: shops escape what was escaped already."""
    for _ in range(times):
        if "&" not in text:
            break
        text = unescape(text)
    return text


def is_mojibake(text: str | None) -> bool:
    """Whether text was decoded wrongly somewhere before it reached us.

    >>> is_mojibake("CafÃ© crÃ¨me"), is_mojibake("CAFÉ CRÈME ÂGÉ")
    (True, False)
    """
    if not text or text.isascii():
        return False
    return text.count(_REPLACED) > 0 or _MOJIBAKE.search(text) is not None


def _visible(text: str) -> str:
    if text.isascii():
        return _INVISIBLE.sub("", text)
    text = normalize("NFC", text)
    if "\u200c" in text or "\u200d" in text:
        text = _JOINER.sub("", text)
    return _INVISIBLE.sub("", text)
