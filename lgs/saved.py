"""`lgs crawl --warc`: saved pages go through the same stages, without a network."""

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from pathlib import Path

from lgs.config import Settings
from lgs.dataset import Dataset
from lgs.engine import run
from lgs.filters import mark_of
from lgs.harvest import Harvest, harvest, tested
from lgs.labels import labelled, labeller_of
from lgs.model import Page
from lgs.store.codec import record_of
from lgs.store.place import shard_of, shard_path
from lgs.store.shard import Shard
from lgs.store.tables import PAGE, Child
from lgs.urls import canonical, site_of
from lgs.warc import Unbroken, pages_of

BATCH_PAGES = 32
COMMIT_BATCHES = 16


def read_saved_pages(
    dataset: Dataset, paths: Iterable[Path], settings: Settings, *, workers: int
) -> int:
    """Put the pages of WARC files into the store; gives how many. One seen before is read anew.

    The pages before a file's break are stored, then its error is raised.
    """
    dataset.crawl.mkdir(parents=True, exist_ok=True)
    dataset.built.unlink(missing_ok=True)  # a page read anew changes rows, but not their number
    pages = Unbroken(page for path in paths for page in pages_of(path))
    shelf, count = _Shelf(dataset.crawl, mark_of(settings.filters)), 0
    try:
        for number, outcome in enumerate(
            run(_batches(iter(pages)), partial(_gather, settings=settings), workers=workers)
        ):
            for harvested in outcome.get():
                shelf.put(harvested)
                count += 1
            if number % COMMIT_BATCHES == COMMIT_BATCHES - 1:
                shelf.commit()
    finally:
        shelf.close()
    pages.tell()
    return count


def _batches(pages: Iterator[Page]) -> Iterator[tuple[Page, ...]]:
    while batch := tuple(islice(pages, BATCH_PAGES)):
        yield batch


def _gather(pages: tuple[Page, ...], settings: Settings) -> list[Harvest]:
    return [_one(page, settings) for page in pages]


def _one(page: Page, settings: Settings) -> Harvest:
    policy = settings.crawl.consent
    found = harvest(page, strict=policy == "strict", consent={"policy": policy, "source": "warc"})
    found = tested(found, settings.filters)
    labeller = labeller_of(settings)
    rows = tuple(labelled(row, labeller) for row in found.rows)
    return Harvest(found.url, found.verdict, found.page_url, rows, (), found.refused)


class _Shelf:
    """The shards that saved pages belong to, opened as they are needed."""

    def __init__(self, folder: Path, tested: str) -> None:
        self._folder = folder
        self._tested = tested
        self._shards: dict[int, Shard] = {}

    def put(self, found: Harvest) -> None:
        """Write one page's record."""
        place = canonical(found.url)
        name = site_of(place)
        number = shard_of(name)
        if number not in self._shards:
            self._shards[number] = Shard(shard_path(self._folder, number))
        record = record_of(found, tested=self._tested)
        self._shards[number].put_saved_page(name, Child(place, PAGE), record)

    def commit(self) -> None:
        """Make everything so far durable."""
        for shard in self._shards.values():
            shard.commit()

    def close(self) -> None:
        """Commit and give the shards up."""
        for shard in self._shards.values():
            shard.close()
