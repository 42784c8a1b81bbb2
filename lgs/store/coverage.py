"""Which URLs a site's sitemaps name, so that the end of a crawl can say how many were found."""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass

from lgs.store.shard import Shard
from lgs.store.tables import Child, fingerprint


@dataclass(frozen=True, slots=True)
class Coverage:
    """A site's sitemaps against what was found."""

    urls: int = 0
    products: int = 0  # that look like products there, or turned out to be some
    found: int = 0  # of those, with a row


def note_mapped(shard: Shard, site: int, children: Iterable[Child]) -> None:
    """Keep which of the URLs, which are in the frontier, a sitemap names."""
    named = [(site, c.mapped, fingerprint(c.url)) for c in children if c.mapped is not None]
    if named:
        shard.begin()
        shard.db.executemany(
            "INSERT OR IGNORE INTO mapped SELECT ?, id, ? FROM url WHERE print = ?", named
        )


def pass_on(shard: Shard, site: int, url: int, child: Child) -> None:
    """A URL turned out to be another name of one in the frontier, which is named in its place."""
    gone = "DELETE FROM mapped WHERE site = ? AND url = ? RETURNING as_product"
    query = "SELECT 1 FROM mapped WHERE site = ? AND url = ?"
    if shard.db.execute(query, (site, url)).fetchone() is None:
        return
    shard.begin()
    (looks,) = shard.db.execute(gone, (site, url)).fetchone()
    shard.db.execute(
        "INSERT OR IGNORE INTO mapped SELECT ?, id, ? FROM url WHERE print = ?",
        (site, looks, fingerprint(child.url)),
    )


def coverage_of(db: sqlite3.Connection, site: int) -> Coverage:
    """How much of what a site's sitemaps name was found."""
    query = (
        "SELECT count(*), coalesce(sum(m.as_product OR p.url IS NOT NULL), 0), count(p.url) "
        "FROM mapped m LEFT JOIN product p ON p.url = m.url WHERE m.site = ?"
    )
    return Coverage(*db.execute(query, (site,)).fetchone())
