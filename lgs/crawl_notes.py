"""A crawl that many processes share reports as one: each notes its shards, the last adds up."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from lgs.config import Settings
from lgs.crawl import shard_name
from lgs.dataset import Dataset
from lgs.engine import Share
from lgs.sites import Start
from lgs.stage import Unit, drop_note, need_all, note, read_notes, token_of
from lgs.stopped import shard_report
from lgs.store.place import shard_of, shard_path

STAGE = "crawl"


@dataclass(frozen=True, slots=True)
class Whole:
    """What all processes of a crawl did together; moments as ISO 8601."""

    started: str
    ended: str
    seconds: float  # from the first start to the last end
    sites: list[dict[str, Any]]


def crawl_units(starts: Sequence[Start], settings: Settings) -> list[Unit]:
    """The shards that hold the sites of a run."""
    by_shard: dict[int, list[str]] = {}
    for start in starts:
        by_shard.setdefault(shard_of(start.site), []).append(start.url)
    decisive = settings.public()["crawl"]
    return [
        Unit(shard_name(number), token_of(sorted(by_shard[number]), decisive))
        for number in sorted(by_shard)
    ]


def begin(dataset: Dataset, units: Sequence[Unit], share: Share) -> None:
    """What this process is about to crawl is not done, whatever an earlier run noted."""
    for unit in units:
        if share.owns(unit.name):
            drop_note(dataset.root, STAGE, unit)


def end(
    dataset: Dataset, units: Sequence[Unit], share: Share, *, started: str, max_pages: int
) -> Whole:
    """Note this process's shards; what all did together, or Awaited while others are at work."""
    for unit in units:
        if share.owns(unit.name):
            path = shard_path(dataset.crawl, int(unit.name.rpartition("-")[2]))
            facts = {"started": started, "ended": now(), "sites": shard_report(path, max_pages)}
            note(dataset.root, STAGE, unit, facts)
    done = read_notes(dataset.root, STAGE, units)
    need_all(STAGE, units, done)
    first = min(facts["started"] for facts in done.values())
    last = max(facts["ended"] for facts in done.values())
    span = datetime.fromisoformat(last) - datetime.fromisoformat(first)
    sites = [site for facts in done.values() for site in facts["sites"]]
    sites.sort(key=lambda site: str(site["site"]))
    return Whole(first, last, span.total_seconds(), sites)


def now() -> str:
    """This moment, in whole seconds."""
    return datetime.now(UTC).isoformat(timespec="seconds")
