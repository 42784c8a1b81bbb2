"""What the spider and the pipelines of one process share."""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lgs.config import Settings
from lgs.stats.running import Running
from lgs.store.frontier import Frontier

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from lgs.spiders.courtesy import Courtesy


@dataclass(slots=True)
class Work:
    """One process's part of a crawl."""

    settings: Settings
    frontier: Frontier
    folder: Path  # the dataset's crawl/
    running: Running = field(default_factory=Running)
    requests: int = 0
    reason: str | None = None  # why the spider closed
    turned_at: float | None = None  # when the event loop turned last (monotonic)
    reading: str | None = None  # the URL of the page that is being read
    courtesy: "Courtesy | None" = None
    ended: Callable[[], None] = lambda: None  # a page's record is in the store


class WorkPipeline:
    """A pipeline that knows the process's work; Scrapy builds it."""

    def __init__(self, crawler: "Crawler") -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: "Crawler") -> Any:
        """As Scrapy builds its components."""
        return cls(crawler)

    @property
    def work(self) -> Work:
        """The work of the spider that runs."""
        found: Work = self.crawler.spider.work  # type: ignore[union-attr]
        return found
