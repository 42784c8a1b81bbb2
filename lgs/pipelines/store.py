"""The last pipeline: record, links and the page's end become durable together."""

from typing import TYPE_CHECKING

from lgs.pipelines.item import PageItem
from lgs.pipelines.work import WorkPipeline
from lgs.store.codec import row_to_text
from lgs.store.keep import PageKeeper
from lgs.urls import canonical

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


class StorePipeline(WorkPipeline):
    """Write the item into its site's shard."""

    def __init__(self, crawler: "Crawler") -> None:
        super().__init__(crawler)
        self._keeper = PageKeeper()

    def process_item(self, item: PageItem) -> PageItem:
        """The item as it came; its page is done."""
        work, harvest, ticket = self.work, item.harvest, item.ticket
        if work.settings.crawl.keep_pages:
            self._keeper.keep(ticket.site.shard, item.page)
        work.frontier.done(
            ticket,
            status=item.page.status,
            children=item.children,
            product=product_of(item) if harvest.rows else None,
            rows=[(row.key, row_to_text(row)) for row in harvest.rows],
            why=harvest.refused,
        )
        work.ended()
        return item

    def close_spider(self) -> None:
        """Close the files of kept pages."""
        self._keeper.close()


def product_of(item: PageItem) -> tuple[str, int]:
    """(group key, rank): rank 0 for the page whose own URL is the product's canonical one."""
    rows = item.harvest.rows
    return rows[0].group_key, int(canonical(item.page.url) != item.harvest.page_url)
