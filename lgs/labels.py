"""Rows get their labels: one product in the crawl, all tables of a dataset in `lgs label`."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path

from lgs.config import Settings
from lgs.dataset import Dataset, read_rows, read_table, shards, write_manifest, write_table
from lgs.engine import run
from lgs.model import Row
from lgs.schema import table_of
from lgs.taxonomy.label import MIN_SCORE, Labeller, load_labeller


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many rows have a label, and which leaves they have."""

    rows: int
    labelled: int
    leaves: tuple[tuple[str, int], ...]  # commonest first


@lru_cache(2)
def _labeller(taxonomy: str, min_score: float | None) -> Labeller:
    return load_labeller(taxonomy, MIN_SCORE if min_score is None else min_score)


def labeller_of(settings: Settings) -> Labeller:
    """The labeller that the settings name; built once a process."""
    return _labeller(settings.taxonomy, settings.min_label_score)


def label_dataset(dataset: Dataset, settings: Settings, *, workers: int) -> Coverage:
    """Label `products/` and `pairs/` anew; a shard whose labels are right stays as it is."""
    labeller_of(settings)  # an odd taxonomy is found before any process starts
    paths = [*dataset.need_products(), *shards(dataset.pairs)]
    for outcome in run(paths, partial(_label_shard, settings=settings), workers=workers):
        outcome.get()
    for folder in (dataset.products, dataset.pairs):
        if shards(folder):
            write_manifest(folder)
    return coverage_of(dataset.need_products())


def coverage_of(paths: Iterable[Path]) -> Coverage:
    """The labels that tables hold."""
    leaves: Counter[str | None] = Counter()
    for path in paths:
        leaves.update(read_table(path, ["end_leaf"]).column(0).to_pylist())
    rows = leaves.total()
    unlabelled = leaves.pop(None, 0)
    ranked = sorted(((leaf or "", n) for leaf, n in leaves.items()), key=lambda e: (-e[1], e[0]))
    return Coverage(rows, rows - unlabelled, tuple(ranked))


def _label_shard(path: Path, settings: Settings) -> None:
    table = read_table(path)
    rows = read_rows(path)
    labeller = labeller_of(settings)
    new = table_of((labelled(row, labeller) for row in rows), table.schema.remove_metadata())
    new = new.replace_schema_metadata(table.schema.metadata)
    if not new.equals(table):
        write_table(path, new)


def labelled(row: Row, labeller: Labeller) -> Row:
    """The row with the taxonomy path that its words speak for, or with none."""
    label = labeller.label(row.title, row.description, row.brand, row.breadcrumbs)
    return replace(
        row,
        taxonomy=label.path,
        end_leaf=label.path[-1] if label.path else None,
        label_score=label.score if label.path else None,
        label_source=label.source if label.path else None,
    )
