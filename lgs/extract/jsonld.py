"""The signal "json-ld": schema.org data in `<script type="application/ld+json">`."""

from collections.abc import Iterator

from lgs.extract.document import Document
from lgs.extract.fragments import fragments_of
from lgs.extract.graph import Graph, bare_keys, graph_of
from lgs.extract.loosejson import loose_json
from lgs.extract.schemaorg import claims_of
from lgs.extract.signals import SIGNALS
from lgs.model import Claim

MOST_SCRIPTS = 200


@SIGNALS.add
def json_ld(document: Document) -> Iterator[Claim]:
    """What the page's JSON-LD says of its main product; each script is read alone."""
    graph, _, lost = document.once(_read)
    yield from claims_of(document, graph, "json-ld")
    yield from fragments_of(lost)


def json_ld_graph(document: Document) -> Graph:
    """All JSON-LD nodes of the page."""
    return document.once(_read)[0]


def is_repaired(document: Document) -> bool:
    """Whether a JSON-LD script of the page was broken and had to be repaired."""
    return document.once(_read)[1]


def _read(document: Document) -> tuple[Graph, bool, tuple[str, ...]]:
    """The nodes, whether a script had to be repaired, and the texts in which nothing was read."""
    texts = [s.text for s in document.scripts if "ld+json" in s.type][:MOST_SCRIPTS]
    read = [loose_json(text, pairs=bare_keys) for text in texts]
    lost = tuple(text for text, found in zip(texts, read, strict=True) if not found.values)
    graph = graph_of(v for r in read for v in r.values)
    return graph, any(r.repaired for r in read), lost
