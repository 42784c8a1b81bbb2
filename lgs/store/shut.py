"""robots.txt that stays unreachable, over days and runs (RFC 9309, section 2.3.1.4).

As long as it gives no answer, or one of 429 and 5xx, everything is disallowed. After 30 days the
last copy that was ever read counts again; where there is none, it is as if the file were missing.
"""

from datetime import UTC, datetime

from lgs.consent.robots import DAY_S, UNREACHABLE, Robots
from lgs.store.shard import Shard

LONG_S = 30 * DAY_S  # the RFC's own example of a reasonably long time
LEAST_DAYS = 5  # on which it was asked for: two bad moments a month apart are no month


def judged(shard: Shard, origin: str, robots: Robots, wall: float) -> Robots:
    """What counts of an answer, which is written down; `wall` in seconds since 1970."""
    if not robots.undefined:
        _forget(shard, origin)
        return robots
    since, days, copy = _note(shard, origin, wall)
    if wall - since < LONG_S or days < LEAST_DAYS:
        return robots
    words = f"{UNREACHABLE} {datetime.fromtimestamp(since, UTC):%Y-%m-%d} ({robots.why})"
    if copy is None:
        return Robots("allow", b"", words)
    return Robots("rules", copy, f"{words}, an older copy counts")


def _note(shard: Shard, origin: str, wall: float) -> tuple[float, int, bytes | None]:
    """Count the day; gives since when, on how many days, and the copy from before."""
    query = "SELECT since, days, counted_at, copy FROM shut WHERE origin = ?"
    found = shard.db.execute(query, (origin,)).fetchone()
    if found is None:
        kept = shard.robots(origin)
        since, days, copy = wall, 1, kept[1] if kept and kept[0] == "rules" else None
    elif wall - found[2] >= DAY_S:
        since, days, copy = found[0], found[1] + 1, found[3]
    else:
        return found[0], found[1], found[3]
    shard.begin()
    shard.db.execute(
        "INSERT OR REPLACE INTO shut VALUES (?, ?, ?, ?, ?)", (origin, since, days, wall, copy)
    )
    return since, days, copy


def _forget(shard: Shard, origin: str) -> None:
    """It answers: nothing of the silence counts any more."""
    if shard.db.execute("SELECT 1 FROM shut WHERE origin = ?", (origin,)).fetchone():
        shard.begin()
        shard.db.execute("DELETE FROM shut WHERE origin = ?", (origin,))
