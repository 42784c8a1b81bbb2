"""How a crawl shows itself: a live table on a terminal, nothing on a pipe; tables at the end."""

from types import TracebackType
from typing import Any

from rich.console import Console, Group
from rich.live import Live
from rich.table import Table
from rich.text import Text

from lgs.build import Funnel
from lgs.crawl import Progress
from lgs.dataset import Dataset
from lgs.stopped import in_words, reasons_of

COMMONEST_FAULTS = 6
MOST_SITES = 40


class CrawlProgress:
    """Shows sites, pages, products, pairs and faults while a crawl runs, on stderr."""

    def __init__(self, *, quiet: bool) -> None:
        self._console = Console(stderr=True)
        self._quiet = quiet
        self._live = Live(console=self._console, refresh_per_second=4, transient=True)

    def __enter__(self) -> "CrawlProgress":
        if self._console.is_terminal and not self._quiet:
            self._live.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._live.stop()

    def show(self, progress: Progress) -> None:
        """Show how far the crawl is."""
        if self._live.is_started:
            self._live.update(_picture(progress))

    def tell(self, sentence: str) -> None:
        """A sentence that stays on the screen."""
        if not self._quiet:
            self._console.print(Text(f"lgs: {sentence}"), soft_wrap=True)


def _picture(progress: Progress) -> Group:
    running = progress.running
    table = Table(box=None, pad_edge=False)
    for name in ("sites done", "requests", "pages read", "products", "rows", "clean pairs"):
        table.add_column(name, justify="right")
    table.add_row(
        f"{progress.sites_done}/{progress.sites}",
        str(progress.requests),
        str(running.pages),
        str(running.products),
        str(running.rows),
        str(running.pairs),
    )
    faults = running.faults.most_common(COMMONEST_FAULTS)
    words = ", ".join(f"{name} {count}" for name, count in faults) or "none so far"
    return Group(table, Text(f"faults: {words}", style="dim"))


def print_sites(reports: list[dict[str, Any]]) -> None:
    """For each site: what was got, and why it stopped."""
    table = Table("site", box=None, pad_edge=False)
    for name in ("pages", "product pages", "of sitemap", "refused"):
        table.add_column(name, justify="right")
    table.add_column("state")
    for report in reports[:MOST_SITES]:
        table.add_row(
            Text(report["site"]),
            str(report["pages"]),
            str(report["product_pages"]),
            _share_of_sitemap(report),
            str(report["refused"]),
            Text(report["state"]),
        )
    console = Console()
    console.print(table)
    if len(reports) > MOST_SITES:
        console.print(f"… and {len(reports) - MOST_SITES} more sites, in run.json")
    if len(reports) > 1:
        console.print(in_words(reasons_of(reports)), soft_wrap=True)


def _share_of_sitemap(report: dict[str, Any]) -> str:
    """Which share of the products that the sitemaps name was found."""
    named, found = report["products_in_sitemaps"], report["of_them_found"]
    return f"{found / named:.0%}" if named else "-"


def print_funnel(funnel: Funnel, dataset: Dataset) -> None:
    """How many rows each fault rejected."""
    table = Table("fault", box=None, pad_edge=False)
    table.add_column("rows", justify="right")
    table.add_column("alone", justify="right")
    for name, count in funnel.faults.items():
        table.add_row(name, str(count), str(funnel.alone.get(name, 0)))
    console = Console()
    console.print(
        f"{funnel.rows} rows, {funnel.pairs} clean pairs in {dataset.pairs}", soft_wrap=True
    )
    if funnel.faults:
        console.print(table)
