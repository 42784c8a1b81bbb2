"""One tree to another: where each end leaf leads, for people to read, mend and use elsewhere."""

from collections.abc import Iterator
from dataclasses import dataclass

from lgs.taxonomy.bridge import Bridge
from lgs.taxonomy.tree import Tree


@dataclass(frozen=True, slots=True)
class Mapped:
    """An end leaf and the likest end leaf of the other tree; () and 0 where no word is shared."""

    path: tuple[str, ...]
    other: tuple[str, ...]
    likeness: float  # 0 to 1


def mapped(tree: Tree, other: Tree) -> Iterator[Mapped]:
    """The end leaves of the first tree, in its order."""
    bridge = Bridge(tree, other)
    for leaf in tree.leaves:
        found = bridge.targets(leaf)[:1]
        path = other.nodes[found[0][0]].path if found else ()
        yield Mapped(tree.nodes[leaf].path, path, round(found[0][1], 4) if found else 0.0)
