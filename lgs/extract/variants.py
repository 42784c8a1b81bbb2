"""Variants that schema.org data state: purchasable combinations, each once, nothing multiplied."""

from collections.abc import Iterable, Mapping

from lgs.extract.document import Document
from lgs.extract.graph import Graph, Node, bare, listed, types
from lgs.extract.ids import gtin, number
from lgs.extract.offers import Offer, any_in_stock, lowest, offers_of
from lgs.extract.pictures import images
from lgs.extract.text import line
from lgs.model import Variant

MOST_VARIANTS = 2000
AXES = ("color", "size", "material", "pattern", "suggestedage", "suggestedgender")
_NAMES = {"color": "Color", "size": "Size", "material": "Material", "pattern": "Pattern",
          "suggestedage": "Age", "suggestedgender": "Gender"}  # fmt: skip
_GTINS = ("gtin13", "gtin14", "gtin12", "gtin8", "gtin")


def schema_variants(
    document: Document, graph: Graph, product: Node, group: Node
) -> tuple[Variant, ...]:
    """The variants of a product: of its group, else offers that are different articles."""
    nodes = graph.nodes(group.get("hasvariant")) or graph.nodes(product.get("hasvariant"))
    nodes = nodes or _siblings(graph, product)
    nodes = nodes or _models(graph, product)
    if nodes:
        axes = _axes(group, nodes)
        made = [_of_node(document, graph, node, axes) for node in nodes[:MOST_VARIANTS]]
        return tuple(v for v in made if _says_something(v))
    return _of_offers(document, graph, offers_of(graph, product, lang=document.lang))


def _siblings(graph: Graph, product: Node) -> list[Node]:
    """Product nodes that say to be variants of the same group as this one."""
    group = _group_name(product)
    if not group:
        return []
    same = [n for n in graph.roots if "product" in types(n) and _group_name(n) == group]
    return same if len(same) > 1 else []


def _group_name(node: Node) -> str | None:
    stated = node.get("inproductgroupwithid")
    for value in listed(node.get("isvariantof")):
        if isinstance(value, Mapping):
            stated = stated or value.get("productgroupid") or value.get("@id")
    return number(stated)


def _models(graph: Graph, product: Node) -> list[Node]:
    """`model` as a list of ProductModel nodes with offers: the older way to say variants."""
    found = [n for n in graph.nodes(product.get("model")) if n.get("offers") or n.get("sku")]
    return found if len(found) > 1 else []


def _axes(group: Node, nodes: Iterable[Node]) -> tuple[str, ...]:
    """The properties by which variants differ: as stated, else those that have several values."""
    stated = [bare(v) for v in listed(group.get("variesby")) if isinstance(v, str)]
    if stated:
        return tuple(dict.fromkeys(stated))
    nodes = list(nodes)
    return tuple(axis for axis in AXES if len({_option(n, axis) for n in nodes} - {None}) > 1)


def _option(node: Node, axis: str) -> str | None:
    for value in listed(node.get(axis)):
        names = ("name", "value", "@value")
        named = [value.get(n) for n in names] if isinstance(value, Mapping) else [value]
        spelled = next(filter(None, named), None)
        if text := line(spelled, most=200):
            return text
    for extra in listed(node.get("additionalproperty")):
        if isinstance(extra, Mapping) and bare(str(extra.get("name"))) == axis:
            return line(extra.get("value"), most=200)
    return None


def _of_node(document: Document, graph: Graph, node: Node, axes: Iterable[str]) -> Variant:
    offers = offers_of(graph, node, lang=document.lang)
    best = lowest(offers) or (offers[0] if offers else Offer())
    own = [node, *(o.node for o in offers[:1] if o.node)]
    options = ((_NAMES.get(a, a.capitalize()), _option(node, a)) for a in axes)
    return Variant(
        options=tuple((name, value) for name, value in options if value),
        sku=_number(own, "sku"),
        gtin=next(filter(None, (gtin(n.get(k)) for n in own for k in _GTINS)), None),
        mpn=_number(own, "mpn"),
        price=best.price,
        regular_price=best.regular_price,
        currency=best.currency,
        availability=any_in_stock(o.availability for o in offers),
        image_url=_image(document, graph, own),
        url=next(filter(None, (_url(document, n) for n in own)), None),
        title=line(node.get("name")) if isinstance(node.get("name"), str) else None,
    )


def _of_offers(document: Document, graph: Graph, offers: list[Offer]) -> tuple[Variant, ...]:
    """Offers with article numbers of their own; sellers of one article are no variants."""
    made: dict[tuple[object, ...], Variant] = {}
    for offer in offers[:MOST_VARIANTS]:
        if offer.is_range:
            continue
        item = next(iter(graph.nodes((offer.node or {}).get("itemoffered"))), {})
        merged: Node = {**item, **{k: v for k, v in (offer.node or {}).items() if v}}
        variant = Variant(
            options=tuple((_NAMES[a], v) for a in AXES if (v := _option(merged, a))),
            sku=_number([merged], "sku"),
            gtin=next(filter(None, (gtin(merged.get(k)) for k in _GTINS)), None),
            mpn=_number([merged], "mpn"),
            price=offer.price,
            regular_price=offer.regular_price,
            currency=offer.currency,
            availability=offer.availability,
            image_url=_image(document, graph, [merged]),
            url=_url(document, merged),
            title=line(merged.get("name")) if isinstance(merged.get("name"), str) else None,
        )
        key = (variant.options, variant.sku or variant.gtin or variant.mpn)
        if key == ((), None):
            return ()  # offers without a name of their own are prices, not articles
        made.setdefault(key, variant)
    return tuple(made.values()) if len(made) > 1 else ()


def _number(nodes: Iterable[Node], key: str) -> str | None:
    return next(filter(None, (number(v) for n in nodes for v in listed(n.get(key))[:1])), None)


def _url(document: Document, node: Node) -> str | None:
    url = next(iter(listed(node.get("url"))), None)
    return document.absolute(url) if isinstance(url, str) else None


def _image(document: Document, graph: Graph, nodes: Iterable[Node]) -> str | None:
    return next((urls[0] for n in nodes if (urls := images(document, graph, n))), None)


def _says_something(variant: Variant) -> bool:
    return any((variant.options, variant.sku, variant.gtin, variant.price, variant.title))
