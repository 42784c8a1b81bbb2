"""A tree of any size as menus: the root's, then that of each node that holds too many leaves."""

from collections.abc import Sequence
from functools import cached_property

from lgs.taxonomy.tree import Tree

ENTRIES = 150  # a menu that a small model still reads to its end


class Menus:
    """What may be chosen at each step on the way from the root to an end leaf."""

    def __init__(self, tree: Tree, *, entries: int = ENTRIES) -> None:
        self._tree, self._entries = tree, entries

    def below(self, place: int) -> tuple[int, ...]:
        """The nodes to choose from under a node (-1: the root): as deep as fits into one menu."""
        menu = self._children.get(place, ())
        while len(wider := self._opened(menu)) <= self._entries and wider != menu:
            menu = wider
        return menu

    def is_leaf(self, place: int) -> bool:
        """Whether nothing is below this node."""
        return place not in self._children

    def _opened(self, menu: Sequence[int]) -> tuple[int, ...]:
        """Each inner node replaced by what is right below it."""
        return tuple(n for place in menu for n in self._children.get(place, (place,)))

    @cached_property
    def _children(self) -> dict[int, tuple[int, ...]]:
        found: dict[int, list[int]] = {}
        for place, node in enumerate(self._tree.nodes):
            found.setdefault(node.parent, []).append(place)
        return {parent: tuple(children) for parent, children in found.items()}
