"""The images that schema.org nodes name."""

from collections.abc import Mapping

from lgs.extract.document import Document
from lgs.extract.graph import Graph, Node, listed
from lgs.extract.versions import is_template

MOST_IMAGES = 100


def images(document: Document, graph: Graph, node: Node) -> tuple[str, ...]:
    """The images of a node, absolute, each once, in order."""
    found: dict[str, None] = {}
    stated = [*listed(node.get("image")), *listed(node.get("images")), *listed(node.get("photo"))]
    for value in stated[:MOST_IMAGES]:
        resolved = graph.resolve(value)
        if isinstance(resolved, Mapping):
            keys = ("contenturl", "url", "src", "@id", "image")
            urls = [u for k in keys for u in listed(resolved.get(k)) if isinstance(u, str)][:1]
        else:
            urls = [resolved] if isinstance(resolved, str) else []
        for url in urls:
            if not is_template(url) and (absolute := document.absolute(url)):
                found.setdefault(absolute)
    return tuple(found)
