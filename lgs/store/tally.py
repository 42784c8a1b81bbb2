"""What a site has cost so far, and how it fares, over all runs of a crawl."""

from dataclasses import dataclass

from lgs.store.shard import Shard


@dataclass(frozen=True, slots=True)
class Tally:
    """Kept with every group commit."""

    bytes: int = 0  # of all answers, decompressed
    seconds: float = 0.0  # while it was crawled, its rests too
    strain_s: float = 0.0  # see lgs.store.pace
    address: str | None = None  # under which it was met last


def tally_of(shard: Shard, site: int) -> Tally:
    """What is known of a site."""
    query = "SELECT bytes, seconds, strain_s, address FROM tally WHERE site = ?"
    found = shard.db.execute(query, (site,)).fetchone()
    return Tally(*found) if found else Tally()


def put_tally(shard: Shard, site: int, tally: Tally) -> None:
    """Keep what is known of a site."""
    shard.begin()
    shard.db.execute(
        "INSERT OR REPLACE INTO tally VALUES (?, ?, ?, ?, ?)",
        (site, tally.bytes, tally.seconds, tally.strain_s, tally.address),
    )
