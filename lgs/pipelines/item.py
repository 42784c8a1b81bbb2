"""What goes through the pipelines: one page is one item."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from lgs.harvest import Harvest
from lgs.model import Page
from lgs.store.tables import Child

if TYPE_CHECKING:
    from lgs.store.frontier import Ticket


@dataclass(frozen=True, slots=True)
class PageItem:
    """A page that was read, and the URLs that it gave."""

    ticket: "Ticket"
    page: Page
    harvest: Harvest
    children: tuple[Child, ...]
