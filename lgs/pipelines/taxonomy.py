"""Label every product with a taxonomy path."""

from dataclasses import replace
from functools import cached_property

from lgs.labels import labelled, labeller_of
from lgs.pipelines.item import PageItem
from lgs.pipelines.work import WorkPipeline
from lgs.taxonomy.label import Labeller


class TaxonomyPipeline(WorkPipeline):
    """Put path, end leaf, score and source into every row."""

    @cached_property
    def _labeller(self) -> Labeller:
        return labeller_of(self.work.settings)

    def process_item(self, item: PageItem) -> PageItem:
        """The item with labelled rows."""
        if not item.harvest.rows:
            return item
        rows = tuple(labelled(row, self._labeller) for row in item.harvest.rows)
        return replace(item, harvest=replace(item.harvest, rows=rows))
