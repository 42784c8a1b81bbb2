"""The last pipeline: record, links and the page's end become durable together."""

from functools import cached_property
from typing import TYPE_CHECKING

from lgs.filters import mark_of
from lgs.pipelines.item import PageItem
from lgs.pipelines.work import WorkPipeline
from lgs.store.codec import record_of
from lgs.store.keep import PageKeeper

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class StorePipeline(WorkPipeline):
    """Write the item into its site's shard."""

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._keeper = PageKeeper()

    @cached_property
    def _tested(self) -> str:
        return mark_of(self.work.settings.filters)

    def process_item(self, item: PageItem) -> PageItem:
        """The item as it came; its page is done."""
        work, harvest, ticket = self.work, item.harvest, item.ticket
        if work.settings.crawl.keep_pages:
            self._keeper.keep(ticket.site.shard, item.page)
        work.frontier.done(
            ticket,
            status=item.page.status,
            children=item.children,
            record=record_of(harvest, tested=self._tested),
            why=harvest.refused,
        )
        work.ended()
        return item

    def close_spider(self) -> None:
        """Close the files of kept pages."""
        self._keeper.close()
