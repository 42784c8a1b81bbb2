"""Nodes of schema.org data in one form, whatever the syntax: keys and types in lower case, bare."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import lru_cache

from lgs.extract.loosejson import MOST_LEVELS, MOST_NODES

Node = Mapping[str, object]

# Things that are named beside the main thing, never it.
ASIDE = frozenset(
    """isrelatedto issimilarto isaccessoryorsparepartfor isconsumablefor itemlistelement
    itemreviewed review reviews hasvariant isvariantof hasmodel model predecessorof successorof
    mentions about offers itemoffered haspart ispartof addon contains""".split()  # noqa: SIM905
)
PRODUCTS = frozenset(
    """product productgroup individualproduct productmodel someproducts productcollection car
    vehicle motorcycle motorizedbicycle book audiobook drug dietarysupplement""".split()  # noqa: SIM905
)


@lru_cache(8192)
def bare(name: str) -> str:
    """A key or type without vocabulary: "http://schema.org/Product" and "schema:Product" alike.

    >>> bare("https://schema.org/Product"), bare("schema:sku"), bare("@Type")
    ('product', 'sku', '@type')
    """
    name = name.strip()
    for separator in ("/", "#"):
        if "://" in name and separator in name:
            name = name.rstrip(separator).rpartition(separator)[2]
    return name.removeprefix("schema:").removeprefix("s:").lower()


def bare_keys(pairs: list[tuple[str, object]]) -> dict[str, object]:
    """An object with bare keys; of two that become alike the first that says something stays."""
    made: dict[str, object] = {}
    for key, value in pairs:
        short = bare(key)
        if made.get(short) in (None, "", []):
            made[short] = value
    return made


def types(node: Node) -> frozenset[str]:
    """The bare types of a node."""
    stated = [*listed(node.get("@type") or node.get("type")), *listed(node.get("additionaltype"))]
    return frozenset(bare(t) for t in stated if isinstance(t, str))


def listed(value: object) -> list[object]:
    """A value as a list: what is no list is a list of one, nothing is an empty one."""
    if value is None or value == "":
        return []
    if isinstance(value, Mapping) and set(value) in ({"@list"}, {"@set"}):
        value = next(iter(value.values()))
    return list(value) if isinstance(value, list | tuple) else [value]


@dataclass(slots=True)
class Graph:
    """All nodes of a page in one syntax."""

    roots: list[Node] = field(default_factory=list)  # typed, in order, none that stand aside
    asides: list[Node] = field(default_factory=list)  # typed, below a property of ASIDE
    by_id: dict[str, Node] = field(default_factory=dict)

    def resolve(self, value: object) -> object:
        """The node that a reference {"@id": ...} stands for."""
        if isinstance(value, Mapping) and "@id" in value and set(value) <= {"@id", "@type"}:
            return self.by_id.get(str(value["@id"]), value)
        return value

    def nodes(self, value: object) -> list[Node]:
        """The nodes among the values of a property, references resolved."""
        found = (self.resolve(v) for v in listed(value))
        return [v for v in found if isinstance(v, Mapping)]

    def of_type(self, *names: str) -> list[Node]:
        """The roots, then the asides, of any of the types."""
        wanted = frozenset(names)
        return [n for n in (*self.roots, *self.asides) if types(n) & wanted]


def graph_of(values: Iterable[object]) -> Graph:
    """The nodes of values in page order; what is too deep or too much is left out."""
    graph = Graph()
    for node, aside in _walk(values):
        name = node.get("@id")
        if isinstance(name, str) and len(node) > max(1, len(graph.by_id.get(name, ()))):
            graph.by_id[name] = node  # the fullest description of a thing stands for it
        if types(node):
            (graph.asides if aside else graph.roots).append(node)
    return graph


def _walk(values: Iterable[object]) -> Iterator[tuple[Node, bool]]:
    """Every object with whether it stands aside; in order, without recursion."""
    stack: list[tuple[object, int, bool]] = [(v, 0, False) for v in reversed(list(values))]
    count = 0
    while stack and count < MOST_NODES:
        value, depth, aside = stack.pop()
        count += 1
        if depth > MOST_LEVELS:
            continue
        if isinstance(value, Mapping):
            yield value, aside
            inner = [
                (v, depth + 1, aside or key in ASIDE)
                for key, v in value.items()
                if isinstance(v, dict | list)
            ]
            stack.extend(reversed(inner))
        elif isinstance(value, list):
            stack.extend(
                (v, depth + 1, aside) for v in reversed(value) if isinstance(v, dict | list)
            )
