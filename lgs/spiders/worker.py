"""One process of a crawl: `python -m lgs.spiders.worker`, its orders as JSON on standard input.

It reports once a second as a JSON line on standard output, and ends cleanly on SIGTERM: nothing
more is asked for, what is under way is stored. When its starter is gone, it ends at once; nothing
is lost by that.
"""

import faulthandler
import json
import logging
import os
import sqlite3
import sys
import threading
import time
from pathlib import Path
from typing import Any

from lgs.config import CrawlSettings, Settings, settings_from
from lgs.errors import LgsError
from lgs.lean import collect_seldom
from lgs.pipelines.work import Work
from lgs.store.frontier import Frontier, Limits
from lgs.store.pace import Breaker
from lgs.store.place import shard_path
from lgs.store.shard import Shard

REPORT_S = 0.5
SYNC_S = 1.0  # what a power cut may take; a sync of 4 ms in every group commit would be in the way


def main() -> None:
    """Do what is ordered; an error that no new start would mend is told to the starter."""
    logging.raiseExceptions = False  # a full disk must not fill the screen
    try:
        _work(json.loads(sys.stdin.readline()))
    except (LgsError, sqlite3.Error, OSError) as error:
        logging.getLogger(__name__).exception("this process ends")
        sys.stdout.write(json.dumps({"error": str(error), "final": True}) + "\n")
        raise SystemExit(1) from None


def _work(orders: dict[str, Any]) -> None:
    """Crawl, report."""
    settings = settings_from(orders["settings"])
    folder = Path(orders["folder"])
    _log_to(folder / "worker.log")
    threading.Thread(target=_end_with_starter, daemon=True).start()
    shards = [Shard(shard_path(folder, number)) for number in orders["shards"]]
    for shard in shards:
        if url := shard.suspect(max_attempts=settings.crawl.max_attempts):
            logging.getLogger(__name__).warning("the last process died while it read %s", url)
            _tell(f"the last process died while it read {url}")
    work = Work(settings, _frontier(shards, settings, orders["processes"]), folder)
    collect_seldom()
    threading.Thread(target=_report, args=(work,), daemon=True).start()
    threading.Thread(target=_sync, args=(shards,), daemon=True).start()
    try:
        crawl(work)
    finally:
        work.frontier.commit()
        _say(work)
        ended_well = work.reason == "shutdown" or work.frontier.is_finished()
        work.frontier.close()
    if not ended_well:
        raise SystemExit("the spider ended before its sites were finished")


def crawl(work: Work) -> None:
    """Run the spider until its sites are finished or the process is told to stop."""
    from scrapy.crawler import AsyncCrawlerProcess

    from lgs.spiders.settings import scrapy_settings
    from lgs.spiders.shop import ShopSpider

    process = AsyncCrawlerProcess(scrapy_settings(work.settings))
    process.crawl(ShopSpider, work=work)
    process.start()


def _log_to(path: Path) -> None:
    """Warnings and errors of this process go to a file beside the shards."""
    log = logging.FileHandler(path, delay=True)
    log.setLevel(logging.WARNING)
    log.setFormatter(logging.Formatter("%(asctime)s %(process)d %(name)s %(message)s"))
    logging.getLogger().addHandler(log)
    # Where a process stood still (its starter sends SIGABRT) or a library's C code broke.
    faulthandler.enable(path.with_name("worker.trace").open("a"))


def _frontier(shards: list[Shard], settings: Settings, processes: int) -> Frontier:
    crawl = settings.crawl
    limits = Limits(
        max_pages=crawl.max_pages_per_site,
        delay_s=crawl.delay_s,
        max_delay_s=crawl.max_delay_s,
        # Without a delay the site is ours to load (a test, an intranet): then it is used well.
        concurrency=crawl.concurrency_per_site if crawl.delay_s else 8,
        max_attempts=crawl.max_attempts,
        strict=crawl.consent == "strict",
        max_mb=crawl.max_mb_per_site,
        max_hours=crawl.max_hours_per_site,
        rest_factor=crawl.rest_factor,
        # Sites of one address may be in several processes: each takes its part of the rate.
        address_gap_s=processes / crawl.requests_per_address_s if _has_ceiling(crawl) else 0.0,
        breaker=Breaker(rest_s=crawl.breaker_rest_s),
        pace_loopback=crawl.pace_loopback,
        robots_retries_s=crawl.robots_retries_s,
    )
    return Frontier(shards, limits, now=time.monotonic(), wall=time.time())


def _has_ceiling(crawl: CrawlSettings) -> bool:
    return crawl.delay_s > 0 and crawl.requests_per_address_s > 0


def _sync(shards: list[Shard]) -> None:
    """Every second what was committed goes to the disk itself, beside the crawl's own thread."""
    while True:
        time.sleep(SYNC_S)
        for shard in shards:
            shard.sync()


def _report(work: Work) -> None:
    while True:
        time.sleep(REPORT_S)
        _say(work)


def _tell(sentence: str) -> None:
    """A sentence for the screen."""
    sys.stdout.write(json.dumps({"told": sentence}) + "\n")
    sys.stdout.flush()


def _say(work: Work) -> None:
    sites = list(work.frontier.sites.values())
    counts = {
        "stood_s": time.monotonic() - work.turned_at if work.turned_at else 0.0,
        "reading": work.reading,
        "requests": work.requests,
        "sites": len(sites),
        "sites_done": sum(not site.in_heap and not site.under_way_ids for site in sites),
        **work.running.snapshot(),
    }
    sys.stdout.write(json.dumps(counts) + "\n")
    sys.stdout.flush()


def _end_with_starter() -> None:
    """Standard input ends when the starter is gone, however it went."""
    sys.stdin.read()
    os._exit(1)


if __name__ == "__main__":
    main()
