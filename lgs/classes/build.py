"""A subset as a stage: tables are counted and read as units, their classes compared at the end."""

from lgs.classes.pairs import Pairs
from lgs.classes.recipes import RECIPES, Options
from lgs.classes.subset import write_subset
from lgs.dataset import Dataset
from lgs.engine import ONE, Engine
from lgs.stage import Facts


def build_subset(
    dataset: Dataset, name: str, options: Options, digest: str, *, engine: Engine = ONE
) -> Facts:
    """Write DIR/classes/NAME; gives its report, and its classes as [images, name, merged names]."""
    subset = RECIPES[name.replace("-", "_")](Pairs(dataset, engine), options)
    write_subset(dataset.root / "classes" / name, subset, digest)
    classes = [[one.count, one.path[-1], [path[-1] for path in one.members[1:]]]
               for one in subset.classes]  # fmt: skip
    return {"report": subset.report(), "classes": classes}
