"""The labelled pairs of a dataset, read table by table as units on the engine.

Which classes there are is known when all tables are counted; then each table gives the rows that
the chosen ones may take.
"""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from lgs import __version__
from lgs.classes.compare import Path as ClassPath
from lgs.classes.rows import Labelled, count_labels, take_rows
from lgs.dataset import Dataset, read_manifest
from lgs.engine import ONE, Engine
from lgs.errors import LgsError
from lgs.stage import Facts, Unit, drop_notes, token_of, work_through

COUNTS, ROWS = "classes", "classes-rows"  # the stages; rows are noted until they are drawn from


@dataclass(frozen=True, slots=True)
class Pairs:
    """A dataset's pairs, and who reads them."""

    dataset: Dataset
    engine: Engine = ONE

    def counts(self, min_score: float) -> dict[ClassPath, int]:
        """How many pairs each class has; an error where none has a label that is sure enough."""
        count = partial(_count, min_score=min_score)
        found: Counter[ClassPath] = Counter()
        for facts in self._through(COUNTS, count, self.engine, min_score):
            found.update({tuple(path): number for path, number in facts["classes"]})
        if not found:
            raise LgsError(
                "no pair has a label that is sure enough: run `lgs label` and `lgs filter`"
            )
        return dict(found)

    def rows(self, numbers: Mapping[ClassPath, int], min_score: float) -> Iterator[Labelled]:
        """The pairs of the classes that have a number. What others counted is there by then."""
        take = partial(_take, numbers=numbers, min_score=min_score)
        chosen = sorted(numbers.items())
        for facts in self._through(ROWS, take, self.engine.whole(), min_score, chosen):
            yield from (Labelled(*row) for row in zip(*facts["rows"], strict=True))
        if not self.engine.is_alone():
            drop_notes(self.dataset.root, ROWS)

    def _through(
        self, stage: str, function: Callable[[Path, Unit], Facts], engine: Engine, *asked: object
    ) -> Sequence[Facts]:
        noted = read_manifest(self.dataset.pairs)
        units = [
            Unit(
                path.stem,
                token_of(__version__, noted.get(path.name) or path, *asked),
                reads=(f"pairs/{path.name}",),
            )
            for path in self.dataset.need_pairs()
        ]
        return work_through(self.dataset.root, stage, units, function, engine)


def _count(root: Path, unit: Unit, min_score: float) -> Facts:
    counts = count_labels(root / unit.reads[0], min_score=min_score)
    return {"classes": [[list(path), number] for path, number in counts.items()]}


def _take(root: Path, unit: Unit, numbers: Mapping[ClassPath, int], min_score: float) -> Facts:
    return {"rows": take_rows(root / unit.reads[0], numbers, min_score=min_score)}
