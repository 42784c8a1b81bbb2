"""Axes of drop-down lists."""

from collections.abc import Iterator

from lgs.extract.markup.axes import (
    NO_AXIS,
    Axis,
    Value,
    in_reach,
    label_of,
    may_choose,
    spelled_out,
    value_of,
)
from lgs.extract.markup.scene import Scene

_MOST_VALUES = 100


def selects(scene: Scene) -> Iterator[Axis]:
    """The axes of the product's drop-down lists, in page order."""
    outline = scene.outline
    for element in outline.tagged("select"):
        if not may_choose(scene, element) or not in_reach(scene, element):
            continue
        options = [e for e in outline.inside(element) if e.tag == "option"]
        values = tuple(
            filter(
                None,
                (
                    value_of(outline.text(o), o, "value" in o.attrs and not o.get("value"))
                    for o in options
                ),
            )
        )
        name = label_of(scene, element)
        if 0 < len(values) <= _MOST_VALUES and not _counts(values) and not NO_AXIS.search(name):
            yield spelled_out(Axis(name, values))


def _counts(values: tuple[Value, ...]) -> bool:
    """Whether the values only count 1, 2, 3: a quantity."""
    names = [value.name for value in values]
    return len(names) > 2 and names[:3] in (["1", "2", "3"], ["0", "1", "2"])
