"""The labelled pairs of a dataset, and the groups that no split may cut."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from lgs.classes.compare import Path as ClassPath
from lgs.dataset import read_table
from lgs.errors import LgsError

COLUMNS = ["key", "group_key", "sha256", "taxonomy", "label_score"]


@dataclass(frozen=True, slots=True)
class Labelled:
    """One pair: its key, what it hangs together with, and its class."""

    key: str
    group: str
    picture: str | None  # sha256 of the image: one picture is one thing
    path: ClassPath


def labelled_rows(paths: Iterable[Path], *, min_score: float) -> Iterator[Labelled]:
    """All pairs whose label is sure enough."""
    for path in paths:
        table = read_table(path, COLUMNS)
        for key, group, picture, names, score in zip(
            *(table.column(name).to_pylist() for name in COLUMNS), strict=True
        ):
            if names and (score is None or score >= min_score):
                yield Labelled(key, group or key, picture, tuple(names))


def counts_of(paths: Sequence[Path], *, min_score: float) -> dict[ClassPath, int]:
    """How many pairs each class has; an error where none has a label."""
    found: Counter[ClassPath] = Counter()
    for path in paths:
        table = read_table(path, ["taxonomy", "label_score"])
        columns = (column.to_pylist() for column in table.columns)
        for names, score in zip(*columns, strict=True):
            if names and (score is None or score >= min_score):
                found[tuple(names)] += 1
    if not found:
        raise LgsError("no pair has a label that is sure enough: run `lgs label` and `lgs filter`")
    return dict(found)


class Bonds:
    """What hangs together: rows of one product, of one picture, of one group of near-duplicates."""

    def __init__(self) -> None:
        self._up: dict[str, str] = {}

    def root(self, name: str) -> str:
        """The least name of all that hang together with this one."""
        while (above := self._up.get(name, name)) != name:
            self._up[name] = self._up.get(above, above)
            name = above
        return name

    def bind(self, one: str, other: str) -> None:
        """Say that two hang together."""
        low, high = sorted((self.root(one), self.root(other)))
        if low != high:
            self._up[high] = low


def bonds_of(rows: Iterable[Labelled], near: Mapping[str, str]) -> Bonds:
    """The bonds of these rows; `near` gives the near-duplicate group of a key."""
    found = Bonds()
    for row in rows:
        if row.picture:
            found.bind(row.group, f"picture {row.picture}")
        if row.key in near:
            found.bind(row.group, f"near {near[row.key]}")
    return found
