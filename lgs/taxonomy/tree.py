"""A taxonomy: named nodes in a tree, read from our own file or from a file the user names."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from importlib import resources
from pathlib import Path

from lgs.errors import LgsError
from lgs.taxonomy.readers import Entry, read_entries

BUNDLED = ("default",)


@dataclass(frozen=True, slots=True)
class Node:
    """One node: its path from the root, other words for it, its parent's place (-1: none)."""

    path: tuple[str, ...]
    synonyms: tuple[str, ...] = ()
    parent: int = -1


@dataclass(frozen=True)
class Tree:
    """Nodes in the order of their file, each after its parent."""

    name: str
    nodes: tuple[Node, ...]

    @cached_property
    def leaves(self) -> tuple[int, ...]:
        """Places of the end leaves."""
        parents = {node.parent for node in self.nodes}
        return tuple(i for i in range(len(self.nodes)) if i not in parents)

    @cached_property
    def lineages(self) -> tuple[tuple[int, ...], ...]:
        """For every node the places of its ancestors, the root first, itself not among them."""
        found: list[tuple[int, ...]] = []
        for node in self.nodes:
            found.append((*found[node.parent], node.parent) if node.parent >= 0 else ())
        return tuple(found)

    def root(self, node: int) -> int:
        """The place of the top level that a node is or hangs on."""
        return (*self.lineages[node], node)[0]


def load_tree(name_or_path: str = "default") -> Tree:
    """A bundled tree by its name, or one from a file (Google's, Shopify's, plain paths, ours)."""
    if name_or_path in BUNDLED:
        file = resources.files("lgs.taxonomy").joinpath(f"{name_or_path}.txt")
        return make_tree(name_or_path, read_entries(file.read_text("utf-8")))
    return make_tree(name_or_path, read_entries(_read(name_or_path)))


def _read(path: str) -> str:
    try:
        return Path(path).read_text("utf-8-sig")
    except FileNotFoundError:
        names = ", ".join(BUNDLED)
        raise LgsError(
            f"no taxonomy {path!r}: it is neither a bundled tree ({names}) nor a file"
        ) from None
    except UnicodeDecodeError:
        raise LgsError(f"taxonomy file {path!r} is not UTF-8 text") from None
    except OSError as error:
        raise LgsError(f"taxonomy file {path!r} cannot be read: {error.strerror}") from None


def make_tree(name: str, entries: Iterable[Entry]) -> Tree:
    """A tree of these entries; parents that have no entry of their own are added."""
    synonyms: dict[tuple[str, ...], tuple[str, ...]] = {}
    for path, others in entries:
        for depth in range(1, len(path)):
            synonyms.setdefault(path[:depth], ())
        synonyms[path] = (*synonyms.get(path, ()), *others)
    if len(synonyms) < 2:
        raise LgsError(
            f"taxonomy {name!r} holds no tree: "
            "it needs lines like 'A > B > C', or Shopify's JSON with categories"
        )
    places = {path: place for place, path in enumerate(synonyms)}
    nodes = (Node(path, more, places.get(path[:-1], -1)) for path, more in synonyms.items())
    return Tree(name, tuple(nodes))
