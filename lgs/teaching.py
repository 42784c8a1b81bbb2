"""What `lgs label` learns before it labels: from a dataset, a file of rows, or a user's labels."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from hashlib import sha256
from itertools import islice
from pathlib import Path

from lgs.bands import Band, Judged, judged_bands
from lgs.dataset import Dataset, read_table
from lgs.errors import LgsError
from lgs.labels import GIVEN, given_of
from lgs.taxonomy.examples import Labelled, read_labelled
from lgs.taxonomy.label import Given
from lgs.taxonomy.learn import LEARNT_FROM, learn
from lgs.taxonomy.offline import given, numbered
from lgs.taxonomy.trained import TrainedLabeller, taught
from lgs.taxonomy.tree import load_tree

STUDENT, MODEL = "student.json", "model"
HELD_OUT_OF = 10  # one of ten labelled products is kept aside to see how well the others teach


@dataclass(frozen=True, slots=True)
class _Told:
    """A product as `learn` wants it."""

    title: str | None
    description: str | None
    brand: str | None
    breadcrumbs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Training:
    """What a model was trained on, and how well it did on products kept aside."""

    products: int
    paths: int
    outside: int  # products whose path is not in the tree that was asked for
    held_out: int
    right: float  # share of the held-out products with just the right path
    bands: tuple[Band, ...]


def learn_from_dataset(dataset: Dataset, folder: Path) -> Path:
    """Teach a student by a dataset's own products, one row of each product group."""
    return _learnt(_of_groups(dataset.need_products()), folder)


def learn_from_lines(lines: Iterable[str], folder: Path) -> Path:
    """Teach a student by JSON lines, equal ones once."""
    products = (given(line, number) for number, line in numbered(lines))
    return _learnt(dict.fromkeys(islice(products, LEARNT_FROM)), folder)


def train_from_file(file: Path, taxonomy: str | None, folder: Path) -> tuple[Path, Training]:
    """Train a model on a user's labels; where a tree is named, on the paths that it has."""
    every = read_labelled(file)
    kept = every if taxonomy is None else _inside(every, taxonomy, file)
    aside = [product for product in kept if _is_held_out(product)]
    others = [product for product in kept if not _is_held_out(product)]
    judged = _judged(others, aside) if aside and others else ()
    taught(kept).save(folder / MODEL)
    right = sum(one.right for one in judged) / len(judged) if judged else 0.0
    paths = len({product.path for product in kept})
    training = Training(
        len(kept), paths, len(every) - len(kept), len(judged), right, judged_bands(judged)
    )
    return folder / MODEL, training


def _learnt(products: Iterable[Given], folder: Path) -> Path:
    learn(_Told(*product) for product in products).save(folder / STUDENT)
    return folder / STUDENT


def _of_groups(paths: Sequence[Path]) -> Iterator[Given]:
    """The products of tables, the first row of each group; at most as many as are learnt from."""
    seen: set[str] = set()
    for path in paths:
        table = read_table(path, [*GIVEN, "group_key"])
        groups = table.column("group_key").to_pylist()
        for group, product in zip(groups, given_of(table), strict=True):
            if group not in seen:
                yield product
                seen.add(group)
            if len(seen) >= LEARNT_FROM:
                return


def _inside(products: Sequence[Labelled], taxonomy: str, file: Path) -> list[Labelled]:
    there = {node.path for node in load_tree(taxonomy).nodes}
    kept = [product for product in products if product.path in there]
    if len({product.path for product in kept}) < 2:
        path = " > ".join(products[0].path)
        raise LgsError(f"{file} has no two paths of the taxonomy {taxonomy}; its first is {path!r}")
    return kept


def _is_held_out(product: Labelled) -> bool:
    """By the title alone, so that equal products stand on one side."""
    return sha256(product.title.encode()).digest()[0] % HELD_OUT_OF == 0


def _judged(others: Sequence[Labelled], aside: Sequence[Labelled]) -> list[Judged]:
    labeller = TrainedLabeller(taught(others), min_score=0.0)
    given = [(p.title, p.description, p.brand, p.breadcrumbs) for p in aside]
    return [
        Judged(label.score or 0.0, label.path == product.path)
        for label, product in zip(labeller.label_all(given), aside, strict=True)
    ]
