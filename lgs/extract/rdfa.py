"""The signal "rdfa": RDFa of a product, where a page says nothing of it in a commoner syntax.

RDFa Lite, as shops write it, is read by the reader of microdata. Where that finds no product with
a name and an offer, extruct reads the whole of RDFa (prefixes, `about`, `rel`, chaining). It builds
a graph of triples, which takes half a second for a large page, so that it is given only what stands
in typed elements.
"""

from collections.abc import Iterator, Mapping
from html import escape

from selectolax.lexbor import LexborNode

from lgs.extract.document import Document
from lgs.extract.graph import PRODUCTS, Graph, bare, graph_of
from lgs.extract.jsonld import json_ld_graph
from lgs.extract.microdata import RDFA, items_of, microdata_graph, tells
from lgs.extract.schemaorg import claims_of
from lgs.extract.signals import SIGNALS
from lgs.model import Claim

MOST_CHARACTERS = 150_000  # of typed elements; extruct reads some 500,000 a second
MOST_LEVELS = 60
_INHERITED = ("prefix", "vocab", "about", "resource")  # what elements around say of those inside


@SIGNALS.add
def rdfa(document: Document) -> Iterator[Claim]:
    """What the page's RDFa says of its main product."""
    yield from claims_of(document, document.once(rdfa_graph), "rdfa")


def rdfa_graph(document: Document) -> Graph:
    """All RDFa nodes of the page; empty where another syntax tells of a product."""
    others = (json_ld_graph(document), document.once(microdata_graph))
    if any(graph.of_type(*PRODUCTS) for graph in others):
        return Graph()
    if not document.mentions('typeof="') and not document.mentions("typeof='"):
        return Graph()  # the bare word stands in every other script
    if not tells(document, RDFA):
        return Graph()
    lite = graph_of(items_of(document, RDFA))
    if any(node.get("name") and node.get("offers") for node in lite.of_type(*PRODUCTS)):
        return lite
    return max(lite, graph_of(_read(document)), key=_said)


def _said(graph: Graph) -> int:
    """How many properties the fullest product has."""
    return max(map(len, graph.of_type(*PRODUCTS)), default=0)


def _read(document: Document) -> list[object]:
    """What extruct finds in the typed elements, in the form of JSON-LD with bare keys."""
    fragment = "".join(_framed(node) for node in _outermost(document.tree.css("[typeof]")))
    if len(fragment) > MOST_CHARACTERS:
        return []
    from extruct.rdfa import RDFaExtractor

    html = f"<html><body>{fragment}</body></html>"
    try:
        found = RDFaExtractor().extract(html, base_url=document.base_url)
    except Exception:  # foreign bytes: rdflib, its plug-ins and the DOM raise whatever they like
        return []
    nodes = [node for node in found if isinstance(node, Mapping)]
    described = {str(node.get("@id")) for node in nodes}
    made: list[dict[str, object]] = [_plain(node, described, html) for node in nodes]
    made.sort(key=lambda node: _place(html, node.get("name")))
    return list(made)


def _outermost(nodes: list[LexborNode]) -> Iterator[LexborNode]:
    """The nodes that stand in none of the others."""
    inside: set[int] = set()
    for node in nodes:
        if node.mem_id not in inside:
            inside.update(below.mem_id for below in node.css("[typeof]"))
            yield node


def _framed(node: LexborNode) -> str:
    """An element's HTML within elements that say what those around it say."""
    html = node.html or ""
    around = node.parent
    for _ in range(MOST_LEVELS):
        if around is None:
            break
        attrs = around.attributes
        said = [f'{name}="{escape(attrs[name] or "")}"' for name in _INHERITED if name in attrs]
        if said:
            html = f"<div {' '.join(said)}>{html}</div>"
        around = around.parent
    return html


def _plain(node: Mapping[str, object], described: set[str], html: str) -> dict[str, object]:
    made: dict[str, object] = {}
    for key, values in node.items():
        if key.startswith("@"):
            made[key] = values
        elif isinstance(values, list):
            plain = [_value(value, described) for value in values]
            # triples have no order: the page's is the one in which the values stand
            made[bare(key)] = sorted(plain, key=lambda value: _place(html, value))
    return made


def _value(value: object, described: set[str]) -> object:
    """A literal as text, a reference to what is not described as its address."""
    if not isinstance(value, Mapping):
        return value
    if "@value" in value:
        return value["@value"]
    name = value.get("@id")
    return name if isinstance(name, str) and name not in described else dict(value)


def _place(html: str, value: object) -> tuple[int, str]:
    first = value[0] if isinstance(value, list) and value else value
    if not isinstance(first, str):
        return len(html), ""
    place = html.find(first.rpartition("/")[2] if "://" in first else first)
    return place if place >= 0 else len(html), first
