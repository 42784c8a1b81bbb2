"""Rows get their labels: one product in the crawl, all tables of a dataset in `lgs label`."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from pathlib import Path
from typing import TYPE_CHECKING

from lgs import __version__
from lgs.config import Settings
from lgs.dataset import (
    Dataset,
    file_sha256,
    read_table,
    shards,
    write_manifest,
    write_table,
)
from lgs.engine import Engine, run
from lgs.model import Label, Row
from lgs.schema import products_schema
from lgs.stage import Facts, Unit, token_of, work_through
from lgs.taxonomy.label import MIN_SCORE, Given, Labeller, Labels, load_labeller
from lgs.taxonomy.linear import load_model
from lgs.taxonomy.llm import LlmLabeller, LlmSettings
from lgs.taxonomy.offline import Numbered, answers
from lgs.taxonomy.student import load_student
from lgs.taxonomy.trained import TrainedLabeller
from lgs.taxonomy.tree import load_tree

if TYPE_CHECKING:
    import pyarrow as pa

GIVEN = ("title", "description", "brand", "breadcrumbs")
READ_CHARS = 2000  # of a description; no labeller reads further
LINES = 4000  # of a file that are labelled at once: small enough to stream, large for a process


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many rows have a label, and which leaves they have."""

    rows: int
    labelled: int
    leaves: tuple[tuple[str, int], ...]  # commonest first


@dataclass(frozen=True, slots=True)
class Teaching:
    """What a labeller has been taught beside its tree: files, so that every process finds them."""

    student: Path | None = None
    model: Path | None = None
    llm: LlmSettings | None = None

    def token(self) -> list[object]:
        """What tells it from another teaching: the files' bytes, the model asked."""
        files = [path for path in (self.student, self.model) if path]
        every = [f for path in files for f in (sorted(path.iterdir()) if path.is_dir() else [path])]
        asked = [self.llm.url, self.llm.model] if self.llm else []
        return [*(file_sha256(path) for path in every), *asked]


PLAIN = Teaching()


@lru_cache(2)
def labels_of(taxonomy: str, min_score: float | None, teaching: Teaching) -> Labels:
    """The labeller of these settings; built once a process."""
    least = MIN_SCORE if min_score is None else min_score
    if teaching.llm:
        return LlmLabeller(load_tree(taxonomy), teaching.llm, min_score=least)
    if teaching.model:
        return TrainedLabeller(load_model(teaching.model), min_score=least)
    student = load_student(teaching.student) if teaching.student else None
    return load_labeller(taxonomy, min_score, student)


@lru_cache(2)
def _labeller(taxonomy: str, min_score: float | None) -> Labeller:
    return load_labeller(taxonomy, min_score)


def labeller_of(settings: Settings) -> Labeller:
    """The crawl's labeller, which the settings name; built once a process."""
    return _labeller(settings.taxonomy, settings.min_label_score)


def label_dataset(
    dataset: Dataset,
    settings: Settings,
    *,
    workers: int = 1,
    teaching: Teaching = PLAIN,
    engine: Engine | None = None,
) -> Coverage:
    """Label `products/` and `pairs/` anew; a shard whose labels are right stays as it is."""
    labels_of(settings.taxonomy, settings.min_label_score, teaching)  # what is odd is found now
    engine = engine or Engine(1 if teaching.llm else workers)
    names = dict.fromkeys(p.name for p in [*dataset.need_products(), *shards(dataset.pairs)])
    tree = Path(settings.taxonomy) if Path(settings.taxonomy).is_file() else settings.taxonomy
    token = token_of(__version__, tree, settings.min_label_score, teaching.token())
    units = []
    for name in names:
        both = (d / name for d in (dataset.products, dataset.pairs) if (d / name).is_file())
        paths = tuple(path.relative_to(dataset.root).as_posix() for path in both)
        units.append(Unit(Path(name).stem, token, reads=paths, writes=paths))
    label = partial(_label_tables, settings=settings, teaching=teaching)
    work_through(dataset.root, "label", units, label, engine)
    for folder in (dataset.products, dataset.pairs):
        if shards(folder):
            write_manifest(folder)
    return coverage_of(dataset.need_products())


def label_lines(
    lines: Iterable[Numbered], settings: Settings, *, workers: int, teaching: Teaching = PLAIN
) -> Iterator[str]:
    """One answer for each line, in order; a file of a few thousand lines needs one process."""
    label = partial(_label_lines, settings=settings, teaching=teaching)
    for outcome in run(_parts(lines), label, workers=1 if teaching.llm else workers):
        yield from outcome.get()


def coverage_of(paths: Iterable[Path]) -> Coverage:
    """The labels that tables hold."""
    leaves: Counter[str | None] = Counter()
    for path in paths:
        leaves.update(read_table(path, ["end_leaf"]).column(0).to_pylist())
    rows = leaves.total()
    unlabelled = leaves.pop(None, 0)
    ranked = sorted(((leaf or "", n) for leaf, n in leaves.items()), key=lambda e: (-e[1], e[0]))
    return Coverage(rows, rows - unlabelled, tuple(ranked))


def given_of(table: "pa.Table") -> Iterator[Given]:
    """What the rows of a table say of their products."""
    import pyarrow.compute as pc

    columns = {name: table.column(name) for name in GIVEN}
    columns["description"] = pc.utf8_slice_codeunits(columns["description"], 0, READ_CHARS)
    crumbs = (tuple(found or ()) for found in columns.pop("breadcrumbs").to_pylist())
    return zip(*(column.to_pylist() for column in columns.values()), crumbs, strict=True)


def _label_tables(root: Path, unit: Unit, settings: Settings, teaching: Teaching) -> Facts:
    """Label a shard of products and the pairs made of it; equal products are asked once."""
    labels = labels_of(settings.taxonomy, settings.min_label_score, teaching)
    found: dict[Given, Label] = {}
    for path in (root / name for name in unit.writes):
        table = read_table(path)
        products = list(given_of(table))
        asked = [product for product in dict.fromkeys(products) if product not in found]
        found.update(zip(asked, labels.label_all(asked), strict=True))
        new = _with_labels(table, [found[product] for product in products])
        if not new.equals(table):
            write_table(path, new)
    return {}


def _with_labels(table: "pa.Table", labels: Sequence[Label]) -> "pa.Table":
    import pyarrow as pa

    columns = {
        "taxonomy": [list(label.path) for label in labels],
        "end_leaf": [label.path[-1] if label.path else None for label in labels],
        "label_source": [label.source if label.path else None for label in labels],
        "label_score": [label.score if label.path else None for label in labels],
    }
    for name, values in columns.items():
        kind = products_schema().field(name)
        place = table.schema.get_field_index(name)
        table = table.set_column(place, kind, pa.array(values, kind.type))
    return table


def _label_lines(lines: Sequence[Numbered], settings: Settings, teaching: Teaching) -> list[str]:
    return answers(lines, labels_of(settings.taxonomy, settings.min_label_score, teaching))


def _parts(lines: Iterable[Numbered]) -> Iterator[list[Numbered]]:
    part: list[Numbered] = []
    for line in lines:
        part.append(line)
        if len(part) == LINES:
            yield part
            part = []
    if part:
        yield part


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
