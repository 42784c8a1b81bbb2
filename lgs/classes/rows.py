"""The labelled pairs of a dataset, and the groups that no split may cut."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lgs.classes.compare import Path as ClassPath
from lgs.dataset import read_table


@dataclass(frozen=True, slots=True)
class Labelled:
    """One pair: its key, what it hangs together with, and the number of its class."""

    key: str
    group: str
    picture: str | None  # sha256 of the image: one picture is one thing
    number: int


def count_labels(path: Path, *, min_score: float) -> Counter[ClassPath]:
    """How many pairs of a table each class has, of labels that are sure enough."""
    return Counter(names for names in _labels(path, min_score) if names)


def take_rows(path: Path, numbers: Mapping[ClassPath, int], *, min_score: float) -> list[list[Any]]:
    """Keys, groups, pictures and numbers of the pairs whose class has a number."""
    import pyarrow as pa

    own = [numbers.get(names) for names in _labels(path, min_score)]
    places = [place for place, number in enumerate(own) if number is not None]
    taken = read_table(path, ["key", "group_key", "sha256"]).take(pa.array(places, pa.int64()))
    keys, groups, pictures = (column.to_pylist() for column in taken.columns)
    groups = [group or key for group, key in zip(groups, keys, strict=True)]
    return [keys, groups, pictures, [own[place] for place in places]]


def _labels(path: Path, min_score: float) -> Iterator[ClassPath]:
    """The class of each pair; empty where there is none, or none that is sure enough."""
    table = read_table(path, ["taxonomy", "label_score"])
    for names, score in zip(*(column.to_pylist() for column in table.columns), strict=True):
        yield tuple(names) if names and (score is None or score >= min_score) else ()


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
