"""One shard of a crawl: one SQLite file, one owner, everything of a page in one transaction.

A process that is killed at any moment loses at most the pages of its open transaction, and those
are still waiting in the file: they are fetched again. WAL with synchronous=NORMAL survives the
death of the process; a power cut may take what was committed since the last `sync`, never the file.
"""

import os
import sqlite3
from pathlib import Path

from lgs.consent.robots import Outcome
from lgs.errors import LgsError
from lgs.store.marker import Marker
from lgs.store.place import own
from lgs.store.tables import (
    DEFERRED,
    DONE,
    FAILED,
    FORMAT,
    PENDING,
    SITEMAP,
    TABLES,
    Child,
    Record,
    fingerprint,
)
from lgs.tombstones import read_forgotten


class Shard:
    """An open shard; this process is its only owner until it is closed or dies."""

    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True)
        self.path = path
        self.forgotten = read_forgotten(path.parent.parent)
        self._lock = own(path.with_suffix(".lock"))
        self.marker = Marker(path.with_suffix(".reading"))
        self.commits = self._synced = 0
        self.db = sqlite3.connect(path, isolation_level=None)
        try:
            self._prepare()
        except sqlite3.OperationalError as error:  # a full disk, a folder that is not ours
            raise LgsError(f"{path} cannot be written: {error}") from error
        except sqlite3.DatabaseError as error:
            raise LgsError(
                f"{path} is no crawl state that lgs can read ({error}); "
                "move the folder away and crawl again"
            ) from error

    def _prepare(self) -> None:
        self.db.execute("PRAGMA journal_mode=WAL")
        self.db.execute("PRAGMA synchronous=NORMAL")
        self.db.execute("PRAGMA wal_autocheckpoint=4000")
        found = self.db.execute("PRAGMA user_version").fetchone()[0]
        if found not in (0, FORMAT):
            raise LgsError(f"{self.path} was written by another version of lgs (format {found})")
        self.db.executescript(TABLES + f"PRAGMA user_version={FORMAT};")

    def begin(self) -> None:
        """Open a transaction where none is open."""
        if not self.db.in_transaction:
            self.db.execute("BEGIN IMMEDIATE")

    def commit(self) -> None:
        """Make everything so far durable."""
        if self.db.in_transaction:
            self.db.execute("COMMIT")
            self.commits += 1

    def sync(self) -> None:
        """What is committed goes to the disk itself, so that a power cut cannot take it.

        From another thread than the owner's. SQLite's own sync (synchronous=FULL) would wait in
        every commit; the log that it appends to is sound up to its last whole transaction.
        """
        if self.commits == self._synced:
            return
        self._synced = self.commits
        try:
            log = os.open(f"{self.path}-wal", os.O_RDONLY)
        except FileNotFoundError:  # closed: all is in the file itself
            return
        try:
            os.fdatasync(log)
        finally:
            os.close(log)

    def close(self) -> None:
        """Commit and give the shard up."""
        self.commit()
        self.db.close()
        self.marker.close()
        os.close(self._lock)

    # -- sites ------------------------------------------------------------------------------------

    def unlist_sites(self) -> None:
        """Begin a run without sites; what they gathered is kept, what was deferred may go on.

        Who sleeps sleeps on.
        """
        self.begin()
        self.db.execute(
            "UPDATE site SET listed = 0, why = CASE WHEN why LIKE 'asleep:%' THEN why END"
        )
        self.db.execute("UPDATE url SET state = ? WHERE state = ?", (PENDING, DEFERRED))

    def list_site(self, name: str, start: Child, fallback: str | None) -> None:
        """Make this a site of the present run, with its start page."""
        self.begin()
        self.db.execute("INSERT OR IGNORE INTO site(name) VALUES (?)", (name,))
        self.db.execute("UPDATE site SET listed = 1, fallback = ? WHERE name = ?", (fallback, name))
        found = self.db.execute("SELECT id FROM site WHERE name = ?", (name,)).fetchone()
        self.add(found[0], [start])

    def listed_sites(self) -> list[tuple[int, str, str | None, float]]:
        """This run's sites: (id, name, fallback, asleep until, in seconds since 1970)."""
        query = "SELECT id, name, fallback, asleep_until FROM site WHERE listed ORDER BY id"
        return self.db.execute(query).fetchall()

    def has_work(self, max_pages: int) -> bool:
        """True if a listed site has URLs waiting and pages left in its budget."""
        query = (
            "SELECT s.id FROM site s WHERE s.listed AND EXISTS "
            "(SELECT 1 FROM url u WHERE u.site = s.id AND u.state = 0)"
        )
        sites = self.db.execute(query).fetchall()
        return any(self.pages_done(number) < max_pages for (number,) in sites)

    def pages_done(self, site: int) -> int:
        """How many pages of a site were asked for and need no more.

        A page that robots.txt refused has no status; one whose own directives refused it has.
        """
        query = (
            "SELECT count(*) FROM url WHERE site = ? AND kind = 0 "
            "AND (state IN (1, 2) OR state = 3 AND status IS NOT NULL)"
        )
        return int(self.db.execute(query, (site,)).fetchone()[0])

    def sitemaps_done(self, site: int) -> int:
        """How many sitemaps of a site were asked for and need no more."""
        query = "SELECT count(*) FROM url WHERE site = ? AND kind = ? AND state IN (?, ?)"
        return int(self.db.execute(query, (site, SITEMAP, DONE, FAILED)).fetchone()[0])

    def undefer(self, site: int, origin: str) -> None:
        """What was deferred of an origin waits again."""
        self.begin()
        self.db.execute(
            "UPDATE url SET state = ?, why = NULL WHERE site = ? AND state = ? "
            "AND (url = ? OR substr(url, 1, ?) = ?)",
            (PENDING, site, DEFERRED, origin, len(origin) + 1, origin + "/"),
        )

    def note_site(self, site: int, why: str | None, asleep_until: float = 0) -> None:
        """Keep why a site stopped, and until when (seconds since 1970) it sleeps."""
        self.begin()
        self.db.execute(
            "UPDATE site SET why = ?, asleep_until = ? WHERE id = ?", (why, asleep_until, site)
        )

    def note_awake(self, site: int) -> None:
        """A site that slept answers again; other reasons to stop stay."""
        self.begin()
        self.db.execute(
            "UPDATE site SET why = NULL, asleep_until = 0 WHERE id = ? AND why LIKE 'asleep:%'",
            (site,),
        )

    # -- the frontier -----------------------------------------------------------------------------

    def add(self, site: int, children: list[Child]) -> int:
        """Put URLs into the frontier, each once for ever; how many were new.

        What was forgotten is not put there.
        """
        self.begin()
        before = self.db.total_changes
        self.db.executemany(
            "INSERT OR IGNORE INTO url(site, print, url, kind, priority, depth, hops) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [
                (site, fingerprint(c.url), c.url, c.kind, c.priority, c.depth, c.hops)
                for c in children
                if not self.forgotten.forbids(c.url)
            ],
        )
        return self.db.total_changes - before

    def waiting(self, site: int, limit: int) -> list[tuple[int, str, int, int, int, int, int]]:
        """The next URLs of a site: (id, url, kind, priority, depth, hops, attempts)."""
        return self.db.execute(
            "SELECT id, url, kind, priority, depth, hops, attempts FROM url "
            "WHERE site = ? AND state = 0 ORDER BY priority DESC, id LIMIT ?",
            (site, limit),
        ).fetchall()

    def end_url(
        self, url: int, state: int, status: int | None = None, why: str | None = None
    ) -> None:
        """Note how a URL ended."""
        self.begin()
        self.db.execute(
            "UPDATE url SET state = ?, status = ?, why = ? WHERE id = ?", (state, status, why, url)
        )

    def try_again(self, url: int, status: int | None, why: str) -> None:
        """Leave a URL waiting behind the others, one attempt the poorer."""
        self.begin()
        self.db.execute(
            "UPDATE url SET attempts = attempts + 1, priority = priority - 20, status = ?, why = ? "
            "WHERE id = ?",
            (status, why, url),
        )

    def suspect(self, *, max_attempts: int) -> str | None:
        """Count the page that was being read when the last process died; gives its URL.

        A page at which a process died so often is not asked for any more.
        """
        url = self.marker.left_behind()
        self.marker.end()
        query = "SELECT url, attempts FROM url WHERE id = ? AND state = 0"
        found = self.db.execute(query, (url,)).fetchone()
        if url is None or found is None:
            return None
        why = "the process died while it read this page"
        self.try_again(url, None, why)
        if found[1] + 1 >= max_attempts:
            self.end_url(url, FAILED, None, f"{why}, {max_attempts} times")
        self.commit()
        return str(found[0])

    # -- records ----------------------------------------------------------------------------------

    def has_product(self, record: Record) -> bool:
        """True if a page of the site has stated this product already."""
        query = "SELECT 1 FROM product WHERE group_key = ? LIMIT 1"
        return self.db.execute(query, (record.group_key,)).fetchone() is not None

    def put_product(self, url: int, record: Record) -> None:
        """Keep the rows of a product page in the place of those that it had."""
        self.begin()
        self.db.execute("DELETE FROM row WHERE url = ?", (url,))
        self.db.execute(
            "INSERT OR REPLACE INTO product VALUES (?, ?, ?, ?)",
            (url, record.group_key, record.rank, record.identity),
        )
        self.db.executemany(
            "INSERT OR REPLACE INTO row VALUES (?, ?, ?)",
            [(key, url, text) for key, text in record.rows if self._may_keep(record, key, text)],
        )

    def _may_keep(self, record: Record, key: str, text: str) -> bool:
        gone = self.forgotten
        if not gone:
            return True
        named = key in gone.keys or any(digest in text for digest in gone.hashes)
        return not named and not gone.forbids(record.page_url)

    def put_saved_page(self, site: str, page: Child, record: Record | None) -> None:
        """Keep the record of a page that no crawl fetched."""
        if self.forgotten.forbids(page.url):
            return
        self.list_site(site, page, None)
        query = "SELECT id FROM url WHERE print = ?"
        (url,) = self.db.execute(query, (fingerprint(page.url),)).fetchone()
        if record:
            self.put_product(url, record)
        self.end_url(url, DONE, 200)

    def image(self, url: str) -> str | None:
        """What is known of an image URL."""
        query = "SELECT content FROM image WHERE print = ?"
        found = self.db.execute(query, (fingerprint(url),)).fetchone()
        return found[0] if found else None

    def put_image(self, url: str, content: str) -> None:
        """Keep what is known of an image URL."""
        self.begin()
        self.db.execute("INSERT OR REPLACE INTO image VALUES (?, ?)", (fingerprint(url), content))

    def kept_bytes(self) -> int:
        """How long the file of kept pages is, as far as it is committed."""
        found = self.db.execute("SELECT bytes FROM kept").fetchone()
        return int(found[0]) if found else 0

    def note_kept(self, size: int) -> None:
        """Note how long the file of kept pages is now."""
        self.begin()
        self.db.execute("INSERT OR REPLACE INTO kept VALUES (1, ?)", (size,))

    # -- robots -----------------------------------------------------------------------------------

    def robots(self, origin: str) -> tuple[Outcome, bytes, float, str] | None:
        """What robots.txt of an origin said: (outcome, body, fetched at, why)."""
        query = "SELECT outcome, body, fetched_at, why FROM robots WHERE origin = ?"
        found: tuple[Outcome, bytes, float, str] | None
        found = self.db.execute(query, (origin,)).fetchone()
        return found

    def files_beside(self, origin: str) -> dict[str, bytes]:
        """The files of an origin that state reservations, by their paths."""
        query = "SELECT name, body FROM beside WHERE origin = ?"
        return dict(self.db.execute(query, (origin,)).fetchall())

    def put_file_beside(self, origin: str, name: str, body: bytes) -> None:
        """Keep a file of an origin that states reservations."""
        self.begin()
        self.db.execute("INSERT OR REPLACE INTO beside VALUES (?, ?, ?)", (origin, name, body))

    def put_robots(self, origin: str, outcome: Outcome, body: bytes, at: float, why: str) -> None:
        """Keep what robots.txt of an origin said."""
        self.begin()
        self.db.execute(
            "INSERT OR REPLACE INTO robots VALUES (?, ?, ?, ?, ?)", (origin, outcome, body, at, why)
        )
