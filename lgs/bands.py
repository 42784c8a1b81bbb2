"""Scores in bands: how many rows each holds, and how many of them are right."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from lgs.dataset import read_table

EDGES = (0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.0)  # the low end of each band


@dataclass(frozen=True, slots=True)
class Judged:
    """A label's score and whether it was right."""

    score: float
    right: bool


@dataclass(frozen=True, slots=True)
class Band:
    """The rows from one score up to the next band's; shares of 0 to 1."""

    least: float
    rows: int
    coverage: float  # share of all rows that this band and the surer ones hold
    expected: float  # mean score: the share that should be right
    right: float | None = None  # the share that is, where somebody knows


def score_bands(paths: Iterable[Path]) -> tuple[Band, ...]:
    """The bands of the labels that tables hold, the surest first; empty ones are left out."""
    import numpy as np

    counts = np.zeros(len(EDGES), np.int64)
    sums = np.zeros(len(EDGES))
    total = 0
    for path in paths:
        column = read_table(path, ["label_score"]).column(0)
        total += len(column)
        scores = column.drop_null().to_numpy().astype(np.float64)
        place = len(EDGES) - np.searchsorted(EDGES[::-1], scores, side="right")
        counts += np.bincount(place, minlength=len(EDGES))
        sums += np.bincount(place, scores, minlength=len(EDGES))
    rights = [None] * len(EDGES)
    return _bands(counts.tolist(), sums.tolist(), rights, total)


def judged_bands(judged: Sequence[Judged]) -> tuple[Band, ...]:
    """The same for labels whose truth is known."""
    counts, sums, rights = [0] * len(EDGES), [0.0] * len(EDGES), [0] * len(EDGES)
    for one in judged:
        place = next(n for n, edge in enumerate(EDGES) if one.score >= edge)
        counts[place] += 1
        sums[place] += one.score
        rights[place] += one.right
    return _bands(counts, sums, rights, len(judged))


def _bands(
    counts: Sequence[int], sums: Sequence[float], rights: Sequence[int | None], total: int
) -> tuple[Band, ...]:
    found, above = [], 0
    for edge, rows, scores, right in zip(EDGES, counts, sums, rights, strict=True):
        above += rows
        if rows:
            known = None if right is None else round(right / rows, 3)
            found.append(Band(edge, rows, round(above / total, 3), round(scores / rows, 3), known))
    return tuple(found)
