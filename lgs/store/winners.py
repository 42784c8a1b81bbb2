"""Which page's rows stand for a product that several pages state."""

import sqlite3
from collections.abc import Iterator


def winning_rows(db: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """(key, text) of all rows in the order of their keys, each key once.

    Where several pages state the same product (by canonical URL, then by all that they say), the
    page whose own URL is the canonical one wins, then the smaller URL: never the one that came
    first, so that the order of arrival decides nothing.
    """
    db.execute("CREATE TEMP TABLE IF NOT EXISTS winner(url INTEGER PRIMARY KEY)")
    db.execute("DELETE FROM winner")
    db.execute(
        "INSERT INTO winner SELECT id FROM (SELECT id, row_number() OVER "
        "(PARTITION BY identity ORDER BY rank, place) AS n FROM ("
        "SELECT p.url AS id, p.identity, p.rank, u.url AS place, row_number() OVER "
        "(PARTITION BY p.group_key ORDER BY p.rank, u.url) AS n "
        "FROM product p JOIN url u ON u.id = p.url) WHERE n = 1) WHERE n = 1"
    )
    last = None
    rows = db.execute(
        "SELECT r.key, r.content FROM row r JOIN winner w ON w.url = r.url "
        "JOIN product p ON p.url = r.url JOIN url u ON u.id = r.url "
        "ORDER BY r.key, p.rank, u.url"
    )
    for key, text in rows:
        if key != last:
            yield key, text
        last = key
