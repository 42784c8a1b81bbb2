"""schema.org nodes as claims: which node is the page's product, and what it says of each field."""

import re
from collections.abc import Iterable, Iterator, Mapping

from lgs.extract.document import Document
from lgs.extract.graph import PRODUCTS, Graph, Node, listed, types
from lgs.extract.ids import gtin, isbn, number
from lgs.extract.offers import any_in_stock, lowest, offers_of
from lgs.extract.pictures import images
from lgs.extract.text import block, line
from lgs.extract.variants import schema_variants
from lgs.model import Claim, Value
from lgs.urls import canonical

MOST_BULLETS = 50
MOST_STEPS = 12
_OFFERS = frozenset({"offer", "aggregateoffer"})
_WORDS = re.compile(r"\w+")
_GTINS = ("gtin13", "gtin14", "gtin12", "gtin8", "gtin", "ean", "ean13", "upc", "barcode")


def main_product(document: Document, graph: Graph) -> Node | None:
    """The one product node that the page is about, by its URL, name and offers."""
    nodes = [n for n in graph.roots if types(n) & PRODUCTS]
    nodes = nodes or [
        n
        for offer in graph.of_type("offer")
        for n in graph.nodes(offer.get("itemoffered"))
        if types(n) & PRODUCTS
    ]
    nodes = nodes or _variant_groups(graph)
    if len(nodes) < 2:
        return nodes[0] if nodes else None
    here = {_path(u) for u in (document.url, document.canonical_url) if u}
    names = [document.meta.get("og:title"), document.title_text, _heading(document)]
    wanted = _bag(" ".join(filter(None, names)))
    return max(nodes[:200], key=lambda n: _rank(n, here, wanted))


def product_nodes(graph: Graph) -> list[Node]:
    """All nodes that are a product of their own, those of lists and relations too."""
    return graph.of_type(*PRODUCTS)


def claims_of(document: Document, graph: Graph, source: str) -> Iterator[Claim]:
    """All that one syntax says of the page's product."""
    product = main_product(document, graph)
    if product is not None:
        for name, value in _fields(document, graph, product):
            if value not in (None, "", ()):
                yield Claim(name, value, source)
        if _counts_offers(graph, product):
            yield Claim("availability", "InStock", "offer-count")
    elif not graph.of_type(*PRODUCTS):
        yield from _lone_offer(document, graph, source)
    if crumbs := breadcrumbs(graph):
        yield Claim("breadcrumbs", crumbs, source)


def _lone_offer(document: Document, graph: Graph, source: str) -> Iterator[Claim]:
    """What the page's only offer says, where a theme marks up the price and no product."""
    nodes = [n for n in graph.roots if types(n) & _OFFERS]
    offers = offers_of(graph, {"offers": nodes}, lang=document.lang) if len(nodes) == 1 else []
    if len(offers) == 1 and offers[0].price:
        said = offers[0]
        fields: dict[str, Value | None] = {
            "price": said.price,
            "regular_price": said.regular_price,
            "currency": said.currency,
            "availability": said.availability,
        }
        for name, value in fields.items():
            if value is not None:
                yield Claim(name, value, source)


def _fields(document: Document, graph: Graph, product: Node) -> Iterator[tuple[str, Value | None]]:
    group = _group(graph, product)
    variants = schema_variants(document, graph, product, group)
    offers = offers_of(graph, product, lang=document.lang)
    if not offers and group is not product:
        offers = offers_of(graph, group, lang=document.lang)
    best = lowest(offers)
    yield "title", line(_first(product, "name") or _first(group, "name") or product.get("title"))
    yield "description", block(_first(product, "description") or _first(group, "description"))
    yield "image_urls", images(document, graph, product) or images(document, graph, group)
    if best:
        yield "price", best.price
        yield "regular_price", best.regular_price
    yield (
        "currency",
        next((o.currency for o in [*filter(None, [best]), *offers] if o.currency), None),
    )
    yield "availability", any_in_stock(o.availability for o in offers)
    yield "brand", name_of(graph, product, "brand") or name_of(graph, product, "manufacturer")
    nodes = [product, *(o.node for o in offers if o.node is not None and len(offers) == 1)]
    yield "sku", _sku(nodes)
    yield "gtin", _gtin(nodes)
    yield "mpn", next(filter(None, (number(_first(n, "mpn")) for n in nodes)), None)
    yield "bullets", tuple(_bullets(graph, product))
    if variants:
        yield "variants", variants


def _counts_offers(graph: Graph, product: Node) -> bool:
    """Whether it is said how many offers there are: it can be had, if nobody says otherwise."""
    counts = (str(_first(n, "offercount") or "") for n in graph.nodes(product.get("offers")))
    return any(count.isdecimal() and count.strip("0") for count in counts)


def name_of(graph: Graph, node: Node, key: str) -> str | None:
    """The name of what a property points to: a node's name, or the text itself."""
    for value in listed(node.get(key)):
        resolved = graph.resolve(value)
        if isinstance(resolved, Mapping):
            resolved = _first(resolved, "name") or _first(resolved, "brand")
        name = line(resolved, most=200) if isinstance(resolved, str) else None
        if name and not name.startswith(("http://", "https://")) and number(name):
            return name
    return None


def breadcrumbs(graph: Graph) -> tuple[str, ...]:
    """The names of the longest BreadcrumbList, by position."""
    trails = []
    for node in graph.of_type("breadcrumblist", "breadcrumb"):
        items = graph.nodes(node.get("itemlistelement"))
        placed = sorted(enumerate(items), key=lambda pair: _position(pair[1], pair[0]))
        names = [_crumb(graph, item) for _, item in placed]
        trails.append(tuple(n for n in names if n))
    return max(trails, key=len, default=()) or _older_trail(graph)


def _older_trail(graph: Graph) -> tuple[str, ...]:
    """The trail of data-vocabulary.org: an item a step, beside or inside the one before it."""
    steps = graph.of_type("breadcrumb")[:MOST_STEPS]
    names = (line(_first(step, "title"), most=300) for step in steps)
    return tuple(dict.fromkeys(name for name in names if name))


def _crumb(graph: Graph, item: Node) -> str | None:
    inner = graph.resolve(item.get("item"))
    name = _first(item, "name") or (_first(inner, "name") if isinstance(inner, Mapping) else None)
    return line(name or _first(item, "title"), most=300)


def _position(item: Node, place: int) -> tuple[float, int]:
    try:
        return float(str(item.get("position"))), place
    except ValueError:
        return float(place + 1), place


def _group(graph: Graph, product: Node) -> Node:
    """The group a product belongs to, where the page describes it."""
    for node in graph.nodes(product.get("isvariantof")):
        if node.get("hasvariant") or node.get("name"):
            return node
    return product


def _variant_groups(graph: Graph) -> list[Node]:
    return [n for n in graph.asides if "productgroup" in types(n)][:1]


def _rank(node: Node, here: set[str], wanted: frozenset[str]) -> tuple[int, float, int, int]:
    stated = [node.get("url"), node.get("@id"), node.get("mainentityofpage")]
    urls = [u.get("@id") if isinstance(u, Mapping) else u for u in stated]
    at_home = any(isinstance(u, str) and u.startswith("http") and _path(u) in here for u in urls)
    name = _bag(line(_first(node, "name")) or "")
    agreement = len(name & wanted) / len(name) if name else 0.0
    offered = bool(node.get("offers") or node.get("hasvariant"))
    return int(at_home), round(agreement, 1), int(offered), len(node)


def _heading(document: Document) -> str | None:
    node = document.tree.css_first("h1")
    return line(node.text(deep=True)) if node else None


def _bag(text: str) -> frozenset[str]:
    return frozenset(_WORDS.findall(text.lower()))


def _path(url: str) -> str:
    try:
        return canonical(url).partition("://")[2].rstrip("/")
    except ValueError:
        return url


def _first(node: Node, key: str) -> object:
    """The first value of a property; of a language-tagged value its text."""
    stated = (v.get("@value") if isinstance(v, Mapping) else v for v in listed(node.get(key)))
    return next((v for v in stated if isinstance(v, str | int | float)), None)


def _sku(nodes: Iterable[Node]) -> str | None:
    for node in nodes:
        if sku := number(_first(node, "sku")):
            return sku
    for node in nodes:
        for key in ("productid", "identifier"):
            kind, colon, rest = str(_first(node, key) or "").rpartition(":")
            if (not colon or kind.lower() == "sku") and (sku := number(rest)):
                return sku
    return None


def _gtin(nodes: Iterable[Node]) -> str | None:
    for node in nodes:
        for key in _GTINS:
            if found := gtin(_first(node, key)):
                return found
        if found := isbn(_first(node, "isbn")):
            return found
        kind, colon, rest = str(_first(node, "productid") or "").partition(":")
        if colon and (found := gtin(rest) if kind.lower() != "isbn" else isbn(rest)):
            return found
    return None


def _bullets(graph: Graph, product: Node) -> Iterator[str]:
    """What additionalProperty, material, color and the like state, as short strings."""
    seen = set()
    pairs = [
        (line(_first(n, "name"), most=80), line(_first(n, "value"), most=200))
        for n in graph.nodes(product.get("additionalproperty"))[:MOST_BULLETS]
    ]
    for name, value in pairs:
        if name and value and (text := f"{name}: {value}") not in seen:
            seen.add(text)
            yield text
