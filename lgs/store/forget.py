"""Takes pages, rows and kept bytes back from one shard of a crawl."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lgs.store.codec import row_from_text
from lgs.store.shard import Shard
from lgs.store.tables import REFUSED, fingerprint
from lgs.tombstones import Forgotten, Traces

WHY = "forgotten"
BLOCK = 1 << 20


@dataclass(slots=True)
class Taken:
    """What was taken back from shards."""

    rows: int = 0
    pages: int = 0  # URLs that will not be asked for again
    kept_pages: int = 0
    keys: set[str] = field(default_factory=set)
    hashes: set[str] = field(default_factory=set)


def take_back(shard: Shard, gone: Forgotten, taken: Taken) -> bool:
    """Delete what is covered; True if anything was. The caller closes the shard."""
    before = (taken.rows, taken.pages)
    shard.begin()
    places = _rows(shard, gone, taken)
    _pages(shard, gone, taken)
    _sites(shard, gone)
    shard.commit()
    kept = _kept_pages(shard, gone, places)
    taken.kept_pages += kept
    return (taken.rows, taken.pages) != before or kept > 0


def _rows(shard: Shard, gone: Forgotten, taken: Taken) -> set[str]:
    """Delete the rows; gives the URLs of the pages that they stood on, but for a mere picture."""
    query = "SELECT r.key, r.url, r.content, u.url FROM row r JOIN url u ON u.id = r.url"
    places = set()
    pages = Forgotten(gone.sites, gone.urls, gone.keys)
    for key, page, text, place in shard.db.execute(query).fetchall():
        traces = Traces.of(row_from_text(text))
        if not gone.covers(traces):
            continue
        shard.db.execute("DELETE FROM row WHERE key = ? AND url = ?", (key, page))
        for url in traces.image_urls:
            shard.db.execute("DELETE FROM image WHERE print = ?", (fingerprint(url),))
        taken.rows += 1
        taken.keys.add(key)
        taken.hashes |= {traces.sha256} if traces.sha256 else set()
        if pages.covers(Traces(key, traces.page_url, traces.site)):
            places.add(place)
    return places


def _pages(shard: Shard, gone: Forgotten, taken: Taken) -> None:
    """URLs that are forgotten themselves end, and stay known so that no link brings them back."""
    for url in sorted(gone.urls):
        found = shard.db.execute(
            "UPDATE url SET state = ?, why = ? WHERE print = ? AND why IS NOT ?",
            (REFUSED, WHY, fingerprint(url), WHY),
        )
        taken.pages += found.rowcount


def _sites(shard: Shard, gone: Forgotten) -> None:
    """Of a forgotten site nothing stays: neither its URLs nor what its files said."""
    for name in sorted(gone.sites):
        found = shard.db.execute("SELECT id FROM site WHERE name = ?", (name,)).fetchone()
        if not found:
            continue
        mine = "(SELECT id FROM url WHERE site = ?)"
        shard.db.execute(f"DELETE FROM product WHERE url IN {mine}", found)  # noqa: S608  # our own
        shard.db.execute(f"DELETE FROM row WHERE url IN {mine}", found)  # noqa: S608
        for table in ("mapped", "tally", "url"):
            shard.db.execute(f"DELETE FROM {table} WHERE site = ?", found)  # noqa: S608
        shard.db.execute("DELETE FROM site WHERE id = ?", found)
    beside = ("robots", "shut", "beside")
    query = " UNION ".join(f"SELECT origin FROM {table}" for table in beside)  # noqa: S608
    for (origin,) in shard.db.execute(query).fetchall():
        if gone.sites and gone.forbids(origin + "/"):
            for table in beside:
                shard.db.execute(f"DELETE FROM {table} WHERE origin = ?", (origin,))  # noqa: S608


def _kept_pages(shard: Shard, gone: Forgotten, places: set[str]) -> int:
    """Write the file of kept pages again without those that go."""
    path = shard.path.parent / "pages" / f"{shard.path.stem}.warc.gz"
    if not path.is_file():
        return 0
    beside = path.with_name(f"_{path.name}.part")
    dropped = 0
    with beside.open("wb") as out:
        for url, member in _members(path, shard.kept_bytes()):
            if url in places or gone.forbids(url):
                dropped += 1
            else:
                out.write(member)
        size = out.tell()
    if not dropped:
        beside.unlink()
        return 0
    beside.replace(path)
    shard.note_kept(size)
    shard.commit()
    return dropped


def _members(path: Path, limit: int) -> Iterator[tuple[str, bytes]]:
    """(target URL, bytes as they stand) of each gzip member, as far as the file is committed."""
    rest = path.read_bytes()[:limit]
    while rest:
        unpacker = zlib.decompressobj(31)
        text = unpacker.decompress(rest)
        if not unpacker.eof:
            return
        size = len(rest) - len(unpacker.unused_data)
        yield _target(text), rest[:size]
        rest = rest[size:]


def _target(record: bytes) -> str:
    head = record.partition(b"\r\n\r\n")[0].decode("utf-8", "replace")
    for line in head.split("\r\n"):
        if line.startswith("WARC-Target-URI:"):
            return line.partition(":")[2].strip()
    return ""
