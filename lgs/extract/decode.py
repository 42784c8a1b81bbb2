"""A page's bytes as text: what the bytes themselves show counts more than what is declared.

The order is the HTML standard's (byte order mark, HTTP header, meta), but a declaration that the
bytes contradict is passed over: servers declare Latin-1 for everything.
"""

import re
from collections.abc import Iterator

from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

MOST_BYTES = 8 * 1024 * 1024  # no shop's page is longer; what matters stands before
_SAMPLE = 256 * 1024  # bytes that are looked at to judge an encoding
_GUESS_SAMPLE = 6 * 1024  # bytes that the detector gets: it is slow
_NOT_ASCII = re.compile(rb"[\x80-\xff]")
_UTF8_CHARACTER = re.compile(
    rb"[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}"
)
_HIGH_RUN = re.compile(rb"[^\n<>]{0,80}[\x80-\xff][^\n<>]{0,80}")
# Encodings that read any bytes at all: that they read a page proves nothing.
_SINGLE_BYTE = re.compile(r"^(?:iso-?8859|latin|cp\d{3,4}$|windows-|koi8|mac|ascii|us-ascii)", re.I)
_SERVER_DEFAULT = frozenset({"cp1252", "iso8859-1", "latin-1", "ascii"})
_ESCAPED = frozenset({"iso2022_jp", "iso2022-jp", "hz", "utf-16", "utf-16-le", "utf-16-be"})


# UTF-8 with single bytes of cp1252 in it: the name that `encoding_of` gives to it.
SPRINKLED = "utf-8+cp1252"
FEW_BYTES = 40  # above 127 on a page
_FOREIGN_WORD = re.compile(rb"[\x80-\xff]{4}")
_SPRINKLED = re.compile(_UTF8_CHARACTER.pattern + rb"|[\x80-\xff]")


def decode(body: bytes, content_type: str | None) -> str:
    """The text of a page, without NUL characters; bytes that no reading explains become U+FFFD."""
    body = body[:MOST_BYTES]
    if (text := _plain_utf8(body, content_type)) is not None:
        return text
    marked, mark = read_bom(body)
    if marked and mark:
        return _text(body[len(mark) :], marked)
    return _text(body, encoding_of(body, content_type))


def _plain_utf8(body: bytes, content_type: str | None) -> str | None:
    """The text of the usual page at once: valid UTF-8 without a mark, NULs or escape sequences."""
    if body[:2] in (b"\xfe\xff", b"\xff\xfe", b"\xef\xbb") or b"\x1b" in body or b"\x00" in body:
        return None
    if "hz" in (content_type or "").lower():  # the one other encoding that is written in ASCII
        return None
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError:
        return None


def encoding_of(body: bytes, content_type: str | None) -> str:
    """The name of the encoding that explains the bytes best."""
    sample = body[:_SAMPLE]
    if wide := _wide(sample):
        return wide
    declared = list(dict.fromkeys(_declared(sample, content_type)))
    if escaped := next((name for name in declared if name in _ESCAPED), None):
        # of UTF-16 a page without a mark shows NULs, so it was found above; HTML says: read UTF-8
        return "utf-8" if escaped.startswith("utf-16") else escaped
    if not _NOT_ASCII.search(body) or _is_utf8(sample if _NOT_ASCII.search(sample) else body):
        return "utf-8"
    others = [name for name in declared if name != "utf-8"]
    if not others and declared and _is_sprinkled(sample):
        return SPRINKLED
    return _other(body, others)


def _is_sprinkled(sample: bytes) -> bool:
    """A page that says UTF-8 and is, but for a few letters that came from elsewhere in Latin-1.

    With so few of them a statistical detector tosses a coin. Four in a row are a word of another
    script.
    """
    rest = _UTF8_CHARACTER.sub(b" ", sample)
    stray = len(_NOT_ASCII.findall(rest))
    good = len(_UTF8_CHARACTER.findall(sample))
    return (stray <= FEW_BYTES or good > stray) and not _FOREIGN_WORD.search(rest)


def _other(body: bytes, declared: list[str]) -> str:
    """The encoding of bytes that are not UTF-8."""
    runs = _runs(body)
    for name in declared:
        if name not in _SERVER_DEFAULT and not _SINGLE_BYTE.match(name) and _reads(runs, name):
            return name
    single = [name for name in declared if _SINGLE_BYTE.match(name)]
    if telling := [name for name in single if name not in _SERVER_DEFAULT]:
        return telling[0]
    if single and not _foreign(runs):
        return single[0]
    return _guess(runs) or next(iter(declared), "cp1252")


def _declared(sample: bytes, content_type: str | None) -> Iterator[str]:
    if stated := http_content_type_encoding(content_type):
        yield resolve_encoding(stated) or stated
    if stated := html_body_declared_encoding(sample[:4096]):
        yield resolve_encoding(stated) or stated


def _wide(sample: bytes) -> str | None:
    """UTF-16 without a mark: every other byte of Western text is NUL."""
    head = sample[:1024]
    if len(head) < 16 or head.count(0) * 4 < len(head):
        return None
    even, odd = head[::2].count(0), head[1::2].count(0)
    if max(even, odd) < 3 * min(even, odd) + 8 or max(even, odd) * 4 < len(head):
        return None
    return "utf-16-be" if even > odd else "utf-16-le"


def _is_utf8(sample: bytes) -> bool:
    """Valid UTF-8, but for a cut at the end and a stray byte in two hundred characters."""
    try:
        sample.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(sample) and error.start > 0:
            return True
    else:
        return True
    good = len(_UTF8_CHARACTER.findall(sample))
    stray = len(_NOT_ASCII.findall(_UTF8_CHARACTER.sub(b"", sample)))
    return good > 0 and stray * 200 <= good * 2 + 200 and stray * 4 <= good


def _runs(body: bytes) -> bytes:
    """The stretches around bytes above 127, up to the size of a sample."""
    found, size = [], 0
    for match in _HIGH_RUN.finditer(body, 0, 4 * _SAMPLE):
        found.append(match.group())
        size += len(found[-1])
        if size > _GUESS_SAMPLE:
            break
    return b"\n".join(found)


def _reads(runs: bytes, name: str) -> bool:
    """Whether an encoding reads (nearly) all of the bytes; runs may be cut inside a character."""
    try:
        text = runs.decode(name, "replace")
    except (LookupError, ValueError):
        return False
    return text.count("\ufffd") * 20 <= len(text)


def _foreign(runs: bytes) -> bool:
    """Whether most letters are above 127, as in no text of Western Europe."""
    high = len(_NOT_ASCII.findall(runs))
    letters = len(re.findall(rb"[A-Za-z]", runs))
    return high > letters


def _guess(runs: bytes) -> str | None:
    """What a statistical detector makes of the bytes."""
    from charset_normalizer import from_bytes

    best = from_bytes(runs, steps=3, chunk_size=1024).best()
    return best.encoding if best else None


def _text(body: bytes, encoding: str) -> str:
    if encoding == SPRINKLED:
        return _SPRINKLED.sub(_latin, body).decode("utf-8", "replace").replace("\x00", "")
    try:
        text = body.decode(encoding, "replace")
    except (LookupError, ValueError):  # a name that Python has no reading for
        text = body.decode("utf-8", "replace")
    return text.replace("\x00", "") if "\x00" in text else text


def _latin(match: re.Match[bytes]) -> bytes:
    """A UTF-8 character as it is, a byte of cp1252 as UTF-8."""
    found = match.group()
    return found if len(found) > 1 else found.decode("cp1252", "replace").encode()
