"""`lgs crawl` and `lgs demo`."""

import time
from dataclasses import replace
from pathlib import Path
from typing import Annotated, Any

import typer

from lgs import __version__
from lgs.cli.options import (
    CORES,
    DATA,
    Config,
    Data,
    Quiet,
    Workers,
    need_folder,
    on_engine,
    say,
)
from lgs.config import Consent, Settings, load_settings
from lgs.dataset import Dataset
from lgs.engine import ONE, WHOLE, Engine
from lgs.errors import BrokenOff, LgsError, UsageError
from lgs.remote.mirror import mirror_at, opened

BUILT, TABLES = "crawl/built.json", ("products/", "pairs/")

Sites = Annotated[
    Path | None,
    typer.Option("--sites", metavar="FILE", help="A host or URL a line, # comments."),
]


@on_engine
def crawl(
    sites: Sites = None,
    warc: Annotated[
        list[Path] | None,
        typer.Option("--warc", metavar="FILE", help="Read saved pages instead of the network."),
    ] = None,
    data: Data = DATA,
    config: Config = None,
    contact: Annotated[
        str | None, typer.Option(help="URL or mail where a site's owner reaches you.")
    ] = None,
    max_pages_per_site: Annotated[
        int | None, typer.Option(min=1, help="Pages to ask a site for.", show_default="10000")
    ] = None,
    max_mb_per_site: Annotated[
        float | None,
        typer.Option(min=0, help="Megabytes to take from a site.", show_default="no limit"),
    ] = None,
    max_hours_per_site: Annotated[
        float | None,
        typer.Option(min=0, help="Hours to spend on a site.", show_default="no limit"),
    ] = None,
    delay: Annotated[
        float | None,
        typer.Option(min=0, help="Seconds between requests to a site.", show_default="1"),
    ] = None,
    images: Annotated[
        bool | None,
        typer.Option("--images/--no-images", help="Fetch and test images.", show_default="images"),
    ] = None,
    allow_private: Annotated[
        bool | None, typer.Option("--allow-private", help="Allow loopback and private addresses.")
    ] = None,
    consent: Annotated[
        Consent | None,
        typer.Option(help="Whose wishes count beside robots.txt.", show_default="strict"),
    ] = None,
    keep_pages: Annotated[
        bool | None, typer.Option("--keep-pages", help="Keep raw pages as WARC.")
    ] = None,
    keep_images: Annotated[
        bool | None, typer.Option("--keep-images", help="Keep the images' original bytes.")
    ] = None,
    workers: Workers = CORES,
    engine: Engine = ONE,
    quiet: Quiet = False,
) -> None:
    """Crawl shops: find product pages, read, test and label them, write products/ and pairs/.

    Example: lgs crawl --sites sites.txt --contact you@lab.example
    """
    settings = load_settings(
        config,
        contact=contact,
        max_pages_per_site=max_pages_per_site,
        max_mb_per_site=max_mb_per_site,
        max_hours_per_site=max_hours_per_site,
        delay_s=delay,
        images=images,
        allow_private=allow_private,
        consent=consent,
        keep_pages=keep_pages,
        keep_images=keep_images,
    )
    if bool(sites) == bool(warc):
        raise UsageError("name either --sites FILE or --warc FILE ...")
    if warc:
        if not engine.is_alone():
            raise UsageError("--warc reads files with the processes of one machine alone")
        need_folder(data, "lgs crawl --warc")
        _read_saved(Dataset(data), warc, settings, workers=workers, quiet=quiet)
    elif sites:
        with opened(data, reads=(BUILT, *TABLES), writes=(*TABLES, BUILT)):
            _crawl_sites(Dataset(data), sites, settings, engine=engine, quiet=quiet)


def _crawl_sites(
    dataset: Dataset, sites: Path, settings: Settings, *, engine: Engine, quiet: bool
) -> None:
    from lgs.build import build
    from lgs.cli.progress import CrawlProgress, print_funnel, print_sites
    from lgs.crawl import crawl as run_crawl
    from lgs.crawl_notes import begin, crawl_units, end, now
    from lgs.remote.states import bring_states
    from lgs.sites import is_private, read_sites
    from lgs.stopped import reasons_of, site_reports

    _check(settings)
    starts, odd = read_sites(sites)
    for line in odd:
        say(f"lgs: {line}")
    refused = [s for s in starts if is_private(s)] if not settings.crawl.allow_private else []
    for start in refused:
        say(f"lgs: {start.url} is a private address; it is left out (--allow-private allows it)")
    starts = [s for s in starts if s not in refused]
    if not starts:
        raise LgsError("no site is left to crawl")
    if not settings.crawl.contact and not all(is_private(s) for s in starts):
        raise UsageError(
            "a crawl needs a contact, so that a site's owner can reach you: "
            "--contact you@lab.example, or a URL"
        )
    dataset.create()
    began, started = time.monotonic(), now()
    urls, max_pages = [s.url for s in starts], settings.crawl.max_pages_per_site
    # Behind a URL, too, shards are counted one by one: other processes may have crawled some.
    is_shared = engine.share != WHOLE or mirror_at(dataset.root) is not None
    units = crawl_units(starts, settings)
    if is_shared:
        begin(dataset, units, engine.share)
    else:
        _note_start(dataset, settings, urls, started)
    with CrawlProgress(quiet=quiet) as progress:
        finished = run_crawl(
            dataset, starts, settings, engine=engine, show=progress.show, tell=progress.tell
        )
    if is_shared and not finished:
        raise KeyboardInterrupt
    if is_shared:
        whole = end(dataset, units, engine.share, started=started, max_pages=max_pages)
        _note_start(dataset, settings, urls, whole.started)
        ended, seconds, reports = whole.ended, whole.seconds, whole.sites
    else:
        ended, seconds = now(), round(time.monotonic() - began, 1)
        reports = site_reports(dataset.crawl, max_pages)
    bring_states(dataset.root)
    funnel = build(dataset, settings, engine.whole())
    dataset.note_run(
        crawl={
            "ended": ended,
            "seconds": seconds,
            "finished": finished,
            "stopped": reasons_of(reports),
            "sites": reports,
        },
        filter=funnel.public(),
    )
    if not quiet:
        print_sites(reports)
        typer.echo()
        print_funnel(funnel, dataset)
    if not finished:
        raise KeyboardInterrupt
    if not any(report["pages"] for report in reports):
        raise LgsError(f"no page could be read from any site; {_first_reason(reports)}")


def _check(settings: Settings) -> None:
    """Find what is wrong with the settings before anything is asked for or written."""
    from lgs.filters import check_options
    from lgs.labels import labeller_of

    check_options(settings.filters)
    labeller_of(settings)


def _first_reason(reports: list[dict[str, Any]]) -> str:
    return next((f"{r['site']}: {r['state']}" for r in reports), "there was none")


def _read_saved(
    dataset: Dataset, paths: list[Path], settings: Settings, *, workers: int, quiet: bool
) -> None:
    from lgs.build import build
    from lgs.cli.progress import print_funnel
    from lgs.crawl_notes import now
    from lgs.saved import read_saved_pages

    settings = replace(settings, crawl=replace(settings.crawl, images=False))
    _check(settings)
    dataset.create()
    _note_start(dataset, settings, [str(path) for path in paths], now())
    try:
        pages = read_saved_pages(dataset, paths, settings, workers=workers)
    except BrokenOff:
        build(dataset, settings)  # of the pages before the break
        raise
    say(f"{pages} saved pages read", quiet=quiet)
    funnel = build(dataset, settings)
    dataset.note_run(crawl={"ended": now(), "pages": pages}, filter=funnel.public())
    if not quiet:
        print_funnel(funnel, dataset)


def demo(
    data: Data = Path("lgs-demo"),
    port: Annotated[int, typer.Option(min=0, max=65535, help="Where the shop listens.")] = 8417,
    workers: Workers = CORES,
    quiet: Quiet = False,
) -> None:
    """Start the bundled shop on this machine and run the whole pipeline on it.

    Example: lgs demo
    """
    from lgs.cli.export import export
    from lgs.cli.label import label
    from lgs.cli.tables import filter_, stats
    from lgs.demo.server import serve

    say("the bundled shop opens on this machine; no request leaves it", quiet=quiet)
    with serve(port) as shop:
        sites = Dataset(data).create().root / "sites.txt"
        sites.write_text(f"{shop.url}\n", "utf-8")
        settings = load_settings(None, delay_s=0.0, allow_private=True, keep_images=True)
        _crawl_sites(Dataset(data), sites, settings, engine=Engine(workers), quiet=quiet)
    filter_(data=data, workers=workers, num_shards=1, quiet=True)
    label(data=data, workers=workers, num_shards=1, quiet=quiet)
    stats(data=data, workers=workers, num_shards=1, min_count=2, quiet=True)
    export(format_="parquet", data=data, num_shards=1, quiet=True)
    if not quiet:
        _say_what_is_there(Dataset(data))


def _say_what_is_there(dataset: Dataset) -> None:
    counts: dict[str, Any] = dataset.read_run().get("filter", {})
    typer.echo(f"\n{counts.get('rows')} product rows found, {counts.get('pairs')} clean pairs:")
    for folder, what in (
        (dataset.products, "every row, with its faults"),
        (dataset.pairs, "the clean image-caption pairs"),
        (dataset.export("parquet"), "ready for img2dataset and load_dataset"),
        (dataset.stats / "report.html", "the report: open it in a browser"),
    ):
        typer.echo(f"  {folder!s:<40} {what}")


def _note_start(dataset: Dataset, settings: Settings, sites: list[str], started: str) -> None:
    import platform
    from importlib.metadata import version

    versions = {
        "lgs": __version__,
        "python": platform.python_version(),
        "scrapy": version("scrapy"),
    }
    first = dataset.read_run().get("first_started") or started
    dataset.note_run(
        first_started=first,
        started=started,
        versions=versions,
        settings=settings.public(),
        sites=sites,
    )
