"""Why each site of a crawl stopped, with counts."""

import sqlite3
from collections import Counter
from pathlib import Path
from typing import Any

from lgs.store.coverage import coverage_of
from lgs.store.place import read_only, shard_files
from lgs.store.tables import ALIAS, DEFERRED, DONE, FAILED, PAGE, PENDING, REFUSED

ENDS = {PENDING: "waiting", DONE: "read", FAILED: "failed", DEFERRED: "robots", ALIAS: "alias"}
# How the reasons of refused URLs begin, and the name that they are counted under.
REFUSALS = (
    ("robots.txt:", "robots"),
    ("reserved:", "reserved"),
    ("put aside:", "aside"),
    ("more than", "aside"),
    ("forgotten", "forgotten"),
)
# How the states of sites begin, the name that they are counted under, and its words.
REASONS = (
    ("done", "done"),
    ("budget", "at the end of their budget"),
    ("robots.txt", "refused by robots.txt"),
    ("reserved", "reserved"),
    ("asleep", "asleep"),
    ("broken", "broken"),
    ("not finished", "not finished"),
)


def site_reports(folder: Path, max_pages: int) -> list[dict[str, Any]]:
    """For each site of the last run in a crawl's folder: what it gave, and why it stopped."""
    reports = [r for path in shard_files(folder) for r in shard_report(path, max_pages)]
    return sorted(reports, key=lambda report: str(report["site"]))


def shard_report(path: Path, max_pages: int) -> list[dict[str, Any]]:
    """The same for the sites of one shard."""
    db = read_only(path)
    sites = db.execute("SELECT id, name, why FROM site WHERE listed").fetchall()
    reports = [_report(db, number, name, why, max_pages) for number, name, why in sites]
    db.close()
    return reports


def reasons_of(reports: list[dict[str, Any]]) -> dict[str, int]:
    """How many sites stopped for which reason.

    >>> reasons_of([{"state": "done"}, {"state": "broken: status 500"}, {"state": "done"}])
    {'done': 2, 'broken': 1}
    """
    counts = Counter(
        next((name for name, _ in REASONS if report["state"].startswith(name)), "other")
        for report in reports
    )
    return dict(counts.most_common())


def in_words(reasons: dict[str, int]) -> str:
    """The counts as one line.

    >>> in_words({"done": 2, "robots.txt": 1})
    '3 sites: 2 done, 1 refused by robots.txt'
    """
    words = dict(REASONS)
    parts = (f"{count} {words.get(name, name)}" for name, count in reasons.items())
    return f"{sum(reasons.values())} sites: {', '.join(parts)}"


def _report(
    db: sqlite3.Connection, site: int, name: str, why: str | None, max_pages: int
) -> dict[str, Any]:
    pages, ends = _pages(db, site), _ends(db, site)
    query = "SELECT count(*) FROM url u JOIN product p ON p.url = u.id WHERE u.site = ?"
    (products,) = db.execute(query, (site,)).fetchone()
    covered = coverage_of(db, site)
    query = "SELECT bytes, seconds FROM tally WHERE site = ?"
    size, seconds = db.execute(query, (site,)).fetchone() or (0, 0.0)
    return {
        "site": name,
        "pages": pages,
        "product_pages": products,
        "refused": sum(n for end, n in ends.items() if end in (*dict(REFUSALS).values(), "asks")),
        "waiting": ends["waiting"],
        "ends": {end: count for end, count in sorted(ends.items()) if count},
        "in_sitemaps": covered.urls,
        "products_in_sitemaps": covered.products,
        "of_them_found": covered.found,
        "megabytes": round(size / 1e6, 1),
        "seconds": round(seconds, 1),
        "state": _state(why, pages >= max_pages, ends["waiting"]),
    }


def _state(why: str | None, is_spent: bool, waiting: int) -> str:
    if why and (waiting or not why.startswith("asleep")):
        return why
    return ("budget" if is_spent else "not finished") if waiting else "done"


def _pages(db: sqlite3.Connection, site: int) -> int:
    query = "SELECT count(*) FROM url WHERE site = ? AND kind = ? AND state IN (?, ?)"
    return int(db.execute(query, (site, PAGE, DONE, FAILED)).fetchone()[0])


def _ends(db: sqlite3.Connection, site: int) -> Counter[str]:
    """How many of a site's URLs ended how; `asks` are pages whose own directives refuse."""
    counts: Counter[str] = Counter()
    query = "SELECT state, count(*) FROM url WHERE site = ? AND state != ? GROUP BY state"
    for state, count in db.execute(query, (site, REFUSED)):
        counts[ENDS[state]] += count
    query = "SELECT why, count(*) FROM url WHERE site = ? AND state = ? GROUP BY why"
    for why, count in db.execute(query, (site, REFUSED)):
        counts[_refusal(why or "")] += count
    return counts


def _refusal(why: str) -> str:
    return next((end for word, end in REFUSALS if why.startswith(word)), "asks")
