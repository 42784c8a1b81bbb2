"""Saved pages: reading WARC files (ISO 28500, Common Crawl's too)."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from lgs.errors import BrokenOff, LgsError
from lgs.model import Page
from lgs.urls import is_web

HTML_TYPES = ("text/html", "application/xhtml+xml")
MAX_BODY_BYTES = 16 * 1024 * 1024  # as in a crawl: what is larger is no product page


def pages_of(path: Path) -> Iterator[Page]:
    """Every HTML response of a WARC file in its order, under its WARC-Target-URI as recorded.

    What was recorded under no web address (RFC 3986: a port that is no number) is no page.
    A file that breaks off gives the pages before the break, then an LgsError.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    with _opened(path) as stream:
        try:
            records = 0
            for record in ArchiveIterator(stream):
                records += 1
                if record.rec_headers.get_header("Content-Length") is None:
                    raise BrokenOff(f"{path} is cut short: it ends in the head of a record")
                if record.rec_type == "response" and record.http_headers and _is_html(record):
                    page = _page(record)
                    if is_web(page.url):
                        yield page
                    if _is_broken_off(record):
                        raise BrokenOff(f"{path} is cut short: it ends in a record")
            if not records:
                raise LgsError(f"{path} holds no whole WARC record")
        except (ArchiveLoadFailed, EOFError, OSError) as error:
            raise BrokenOff(f"{path} cannot be read as a WARC file: {error}") from error
        except AttributeError as error:  # what warcio raises where a record's head lacks its URL
            raise BrokenOff(f"{path} is cut short: it ends in the head of a record") from error


class Unbroken:
    """Pages up to the first error, which is kept until all before it were worked upon."""

    def __init__(self, pages: Iterable[Page]) -> None:
        self._pages = pages
        self._error: LgsError | None = None

    def __iter__(self) -> Iterator[Page]:
        try:
            yield from self._pages
        except LgsError as error:
            self._error = error

    def tell(self) -> None:
        """Raise the error that ended the pages, if one did."""
        if self._error is not None:
            raise self._error


def _opened(path: Path):  # type: ignore[no-untyped-def]
    try:
        return path.open("rb")
    except OSError as error:
        raise LgsError(f"{path} cannot be opened: {error.strerror}") from error


def _is_html(record) -> bool:  # type: ignore[no-untyped-def]
    kind = record.http_headers.get_header("Content-Type") or "text/html"
    return kind.partition(";")[0].strip().lower() in HTML_TYPES


def _page(record) -> Page:  # type: ignore[no-untyped-def]
    body = record.content_stream().read(MAX_BODY_BYTES + 1)
    headers = tuple((str(k), str(v)) for k, v in record.http_headers.headers)
    return Page(
        url=record.rec_headers.get_header("WARC-Target-URI") or "",
        body=body[:MAX_BODY_BYTES],
        headers=headers,
        status=_status(record.http_headers.get_statuscode()),
        fetched_at=_moment(record.rec_headers.get_header("WARC-Date")),
        cut_short=len(body) > MAX_BODY_BYTES
        or record.rec_headers.get_header("WARC-Truncated") is not None  # ISO 28500, section 5.13
        or _is_broken_off(record),
    )


def _is_broken_off(record) -> bool:  # type: ignore[no-untyped-def]
    """True if the file ended before the record had all the bytes that its head promises."""
    while record.raw_stream.read(1 << 16):
        pass
    return getattr(record.raw_stream, "limit", 0) > 0


def _status(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 200


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text or "")
    except ValueError:
        return None
