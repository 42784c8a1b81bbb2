"""The crawl's own counts, kept while it runs: cheap to add to, easy to write and to merge."""

from collections import Counter
from collections.abc import Mapping
from typing import Any

from lgs.model import Row

COUNTS = ("pages", "rows", "products", "pairs", "words")


class Running:
    """Pages, rows, clean rows ("pairs"), faults and words so far.

    >>> running = Running()
    >>> running.add_page()
    >>> running.add(Row("k", "https://shop.example/p", "shop.example", "k", caption="A red shirt"))
    >>> running.snapshot()["pairs"], running.snapshot()["words"]
    (1, 3)
    """

    def __init__(self) -> None:
        self.pages = self.rows = self.products = self.pairs = self.words = 0
        self.faults: Counter[str] = Counter()
        self._group = ""

    def add_page(self, *, pages: int = 1) -> None:
        """Count a page that was read."""
        self.pages += pages

    def add(self, row: Row) -> None:
        """Count a row; words by white space, which is quick and close to what `lgs stats` counts.

        A product with variants is counted by its rows' group, at the first row that has its key or
        follows rows of another group (rows of one page come together).
        """
        self.rows += 1
        if row.group_key != self._group:
            self._group = row.group_key
            self.products += 1
        if row.faults:
            self.faults.update(row.faults)
            return
        self.pairs += 1
        if row.caption:
            self.words += len(row.caption.split())

    def merge(self, other: "Running") -> "Running":
        """Both together, as a new one."""
        both = Running()
        for name in COUNTS:
            setattr(both, name, getattr(self, name) + getattr(other, name))
        both.faults = self.faults + other.faults
        return both

    def snapshot(self) -> dict[str, Any]:
        """The counts as JSON has them; faults commonest first."""
        faults = dict(sorted(self.faults.items(), key=lambda e: (-e[1], e[0])))
        return {name: getattr(self, name) for name in COUNTS} | {"faults": faults}

    @classmethod
    def restored(cls, snapshot: Mapping[str, Any]) -> "Running":
        """From a snapshot: what was counted before a crawl was interrupted."""
        running = cls()
        for name in COUNTS:
            setattr(running, name, int(snapshot.get(name, 0)))
        running.faults = Counter(snapshot.get("faults", {}))
        return running
