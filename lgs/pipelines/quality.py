"""Text tests, before anything more is asked of the site: a bad row's image is not fetched."""

from dataclasses import replace

from lgs.harvest import tested
from lgs.pipelines.item import PageItem
from lgs.pipelines.work import Work, WorkPipeline


class QualityPipeline(WorkPipeline):
    """Give every row the names of its text faults."""

    def process_item(self, item: PageItem) -> PageItem:
        """The item with tested rows."""
        if not item.harvest.rows:
            return item
        work: Work = self.work
        return replace(item, harvest=tested(item.harvest, work.settings.filters))
