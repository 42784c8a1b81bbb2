"""Cheap running counts for the progress display; the full tables are made from the store."""

from lgs.pipelines.item import PageItem
from lgs.pipelines.work import WorkPipeline


class StatisticsPipeline(WorkPipeline):
    """Count pages, rows, clean rows and faults."""

    def process_item(self, item: PageItem) -> PageItem:
        """The item as it came."""
        running = self.work.running
        running.add_page()
        for row in item.harvest.rows:
            running.add(row)
        return item
