"""Saved pages: reading WARC files (ISO 28500, Common Crawl's too)."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from lgs.errors import LgsError
from lgs.model import Page

HTML_TYPES = ("text/html", "application/xhtml+xml")
MAX_BODY_BYTES = 16 * 1024 * 1024  # as in a crawl: what is larger is no product page


def pages_of(path: Path) -> Iterator[Page]:
    """Every HTML response of a WARC file in its order, under its WARC-Target-URI as recorded."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    with _opened(path) as stream:
        try:
            for record in ArchiveIterator(stream, no_record_parse=False):
                if record.rec_type == "response" and record.http_headers and _is_html(record):
                    yield _page(record)
        except (ArchiveLoadFailed, EOFError, OSError) as error:
            raise LgsError(f"{path} cannot be read as a WARC file: {error}") from error


def _opened(path: Path):  # type: ignore[no-untyped-def]
    try:
        return path.open("rb")
    except OSError as error:
        raise LgsError(f"{path} cannot be opened: {error.strerror}") from error


def _is_html(record) -> bool:  # type: ignore[no-untyped-def]
    kind = record.http_headers.get_header("Content-Type") or "text/html"
    return kind.partition(";")[0].strip().lower() in HTML_TYPES


def _page(record) -> Page:  # type: ignore[no-untyped-def]
    headers = tuple((str(k), str(v)) for k, v in record.http_headers.headers)
    return Page(
        url=record.rec_headers.get_header("WARC-Target-URI") or "",
        body=record.content_stream().read(MAX_BODY_BYTES),
        headers=headers,
        status=_status(record.http_headers.get_statuscode()),
        fetched_at=_moment(record.rec_headers.get_header("WARC-Date")),
    )


def _status(text: str | None) -> int:
    return int(text) if text and text.isdigit() else 200


def _moment(text: str | None) -> datetime | None:
    try:
        return datetime.fromisoformat(text or "")
    except ValueError:
        return None
