"""A subset as a stage: one unit, since every class is compared with every other."""

from functools import partial
from pathlib import Path

from lgs import __version__
from lgs.classes.recipes import RECIPES, Options
from lgs.classes.subset import write_subset
from lgs.dataset import Dataset, read_manifest
from lgs.engine import ONE, Engine
from lgs.stage import Facts, Unit, token_of, work_through

NEAR = "near/groups.parquet"


def build_subset(
    dataset: Dataset, name: str, options: Options, digest: str, *, engine: Engine = ONE
) -> Facts:
    """Write DIR/classes/NAME; gives its report, and its classes as [images, name, merged names]."""
    paths = dataset.need_pairs()
    near = dataset.root / NEAR
    inputs = [near if near.is_file() else None, options.review]
    token = token_of(__version__, digest, options.public(), read_manifest(dataset.pairs), *inputs)
    reads = (*(f"pairs/{path.name}" for path in paths), NEAR)
    unit = Unit(f"classes-{name}", token, reads=reads)
    write = partial(_write, name=name, options=options, digest=digest)
    return work_through(dataset.root, "classes", [unit], write, engine)[0]


def _write(root: Path, _unit: Unit, name: str, options: Options, digest: str) -> Facts:
    subset = RECIPES[name.replace("-", "_")](Dataset(root), options)
    folder = root / "classes" / name
    write_subset(folder, subset, digest)
    classes = [[one.count, one.path[-1], [path[-1] for path in one.members[1:]]]
               for one in subset.classes]  # fmt: skip
    wrote = sorted(path.relative_to(root).as_posix() for path in folder.iterdir())
    return {"report": subset.report(), "classes": classes, "wrote": wrote}
