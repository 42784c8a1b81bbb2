"""Raw pages kept as WARC 1.1 (ISO 28500), one gzip member a page."""

import os
import zlib
from datetime import UTC, datetime
from typing import IO
from uuid import NAMESPACE_URL, uuid5

from lgs.model import Page
from lgs.store.shard import Shard

# The body is stored as it was decoded from the transfer, so these would no longer be true.
DROPPED = ("content-encoding", "transfer-encoding", "content-length", "connection")


class PageKeeper:
    """Appends pages to one file a shard; what was not committed is cut off when it is opened."""

    def __init__(self) -> None:
        self._files: dict[str, IO[bytes]] = {}

    def keep(self, shard: Shard, page: Page) -> None:
        """Append a page; it is part of the shard's open transaction."""
        name = str(shard.path)
        if name not in self._files:
            self._files[name] = _opened(shard)
        out = self._files[name]
        out.write(record(page))
        out.flush()
        shard.note_kept(out.tell())

    def close(self) -> None:
        """Close all files."""
        for out in self._files.values():
            out.close()


def record(page: Page) -> bytes:
    """One WARC response record as a gzip member; the same page gives the same bytes."""
    moment = (page.fetched_at or datetime.fromtimestamp(0, UTC)).strftime("%Y-%m-%dT%H:%M:%SZ")
    headers = [(k, v) for k, v in page.headers if k.lower() not in DROPPED]
    lines = [f"HTTP/1.1 {page.status} OK", *(f"{k}: {v}" for k, v in headers)]
    lines.append(f"Content-Length: {len(page.body)}")
    http = "\r\n".join(lines).encode("utf-8", "replace") + b"\r\n\r\n" + page.body
    head = (
        "WARC/1.1\r\nWARC-Type: response\r\n"
        f"WARC-Target-URI: {page.url}\r\nWARC-Date: {moment}\r\n"
        f"WARC-Record-ID: <urn:uuid:{uuid5(NAMESPACE_URL, moment + page.url)}>\r\n"
        "Content-Type: application/http; msgtype=response\r\n"
        f"Content-Length: {len(http)}\r\n\r\n"
    )
    packer = zlib.compressobj(6, zlib.DEFLATED, 31)
    return packer.compress(head.encode() + http + b"\r\n\r\n") + packer.flush()


def _opened(shard: Shard) -> IO[bytes]:
    place = shard.path.parent / "pages" / f"{shard.path.stem}.warc.gz"
    place.parent.mkdir(parents=True, exist_ok=True)
    out = place.open("ab")
    size = out.seek(0, os.SEEK_END)  # less than is committed where somebody took the file away
    os.ftruncate(out.fileno(), min(size, shard.kept_bytes()))
    out.seek(0, os.SEEK_END)
    return out
