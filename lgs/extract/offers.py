"""Offers of schema.org data: what a product costs, in what state, and where offers are variants."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal

from lgs.extract.currency import code, currency_of
from lgs.extract.graph import Graph, Node, bare, listed, types
from lgs.extract.price import markup_price
from lgs.extract.stockwords import said_of_stock
from lgs.extract.text import line
from lgs.model import Availability

MOST_OFFERS = 2000
_LONGEST_STATE = 60  # characters; a longer text tells more than a state
_IN: Availability = "InStock"
_OUT: Availability = "OutOfStock"
_STATES = dict.fromkeys(
    (
        "instock", "limitedavailability", "onlineonly", "instoreonly", "preorder", "presale",
        "backorder", "madetoorder", "available", "availablefororder", "yes", "true", "1",
        "lowstock", "lastitems", "vorrätig", "auflager", "sofortlieferbar", "inlinea",
        "onbackorder", "backordered", "limitedstock", "limited", "partiallyoutofstock",
        "instockonline", "availableonline", "onlinestockavailable", "instoreavailability",
        "forsale", "orderable", "purchasable", "onorder", "onrequest", "ondemand",
    ),
    _IN,
) | dict.fromkeys(
    (
        "outofstock", "soldout", "discontinued", "reserved", "unavailable", "notavailable", "oos",
        "no", "false", "0", "oosn", "ausverkauft", "nichtvorrätig", "markassold", "sold",
        "notinstock", "nostock", "temporarilyoutofstock", "temporarilyunavailable", "notforsale",
        "notorderable", "outofprint", "endoflife", "comingsoon",
    ),
    _OUT,
)  # fmt: skip
# Prices that are no price to pay now (schema.org/PriceTypeEnumeration, UN/CEFACT 5387).
_REGULAR_TYPES = frozenset(
    {"listprice", "strikethroughprice", "msrp", "srp", "suggestedretailprice", "regularprice"}
)
_OTHER_TYPES = frozenset(
    {
        "minimumadvertisedprice",
        "invoiceprice",
        "downpayment",
        "installment",
        "subscription",
        "unitprice",
    }
)
_OTHER_SPECS = frozenset(
    {"unitpricespecification", "deliverychargespecification", "paymentchargespecification"}
)


@dataclass(frozen=True, slots=True)
class Offer:
    """One offer as stated."""

    price: Decimal | None = None
    regular_price: Decimal | None = None
    currency: str | None = None
    availability: Availability | None = None
    node: Node | None = None
    is_range: bool = False  # an AggregateOffer's low end


def availability(value: object) -> Availability | None:
    """A stated availability as one of two.

    >>> availability("http://schema.org/PreOrder"), availability("Sold out"), availability("soon")
    ('InStock', 'OutOfStock', None)
    """
    if isinstance(value, bool):
        return "InStock" if value else "OutOfStock"
    if isinstance(value, dict):
        value = value.get("@id") or value.get("name") or value.get("url")
    if isinstance(value, list) and value:
        return availability(value[0]) if not isinstance(value[0], list) else None
    spelled = line(value, most=200)
    if not spelled:
        return None
    name = spelled.rstrip("/").rpartition("/")[2] if "schema.org/" in spelled else bare(spelled)
    known = _STATES.get(re.sub(r"[\W_]+", "", name).lower())
    # some write there what visitors read: "Na sklade"
    return known or (said_of_stock(spelled) if len(spelled) <= _LONGEST_STATE else None)


def offers_of(graph: Graph, product: Node, *, lang: str | None = None) -> list[Offer]:
    """All offers of a product, those inside an AggregateOffer instead of it."""
    found: list[Offer] = []
    stated = [*listed(product.get("offers")), *listed(product.get("offer"))]
    stated = stated or _elsewhere(graph, product)
    for node in _flat(graph, graph.nodes(stated)):
        found.append(_offer(graph, node, product, lang))
        if len(found) >= MOST_OFFERS:
            break
    if found and not any(o.price for o in found):  # sellers are listed, their prices summed up
        found += [
            _offer(graph, node, product, lang)
            for node in graph.nodes(stated)
            if node.get("offers") and node.get("lowprice")
        ]
    if not found and any(k in product for k in ("price", "pricecurrency", "lowprice")):
        found.append(_offer(graph, product, product, lang))
    return found


def _elsewhere(graph: Graph, product: Node) -> list[object]:
    """Offers that stand by themselves and say by its @id that they offer this product."""
    name = product.get("@id")
    if not name:
        return []
    references = (
        (offer, value.get("@id") if isinstance(value, dict) else value)
        for offer in graph.of_type("offer", "aggregateoffer")
        for value in listed(offer.get("itemoffered"))
    )
    return [offer for offer, said in references if said == name]


def lowest(offers: Iterable[Offer]) -> Offer | None:
    """The offer with the lowest price to pay now; those that can be bought go before the others."""
    priced = [o for o in offers if o.price is not None]
    open_ = [o for o in priced if o.availability != "OutOfStock"]
    return min(open_ or priced, key=lambda o: o.price or Decimal(0), default=None)


def any_in_stock(states: Iterable[Availability | None]) -> Availability | None:
    """In stock if anything is; out of stock only where that is said."""
    said = [s for s in states if s]
    return "InStock" if "InStock" in said else said[0] if said else None


def _flat(graph: Graph, nodes: list[Node]) -> Iterator[Node]:
    """Offers; of an AggregateOffer that lists its offers, those."""
    for node in nodes:
        yield from graph.nodes(node.get("offers")) or [node]


def _offer(graph: Graph, node: Node, product: Node, lang: str | None) -> Offer:
    specs = graph.nodes(node.get("pricespecification"))
    money = _currency(node, lang) or next(filter(None, (_currency(s, lang) for s in specs)), None)
    money = money or _currency(product, lang)
    price = _price(node.get("price"), lang, money)
    regular = None
    for spec in specs:
        kind = bare(line(spec.get("pricetype"), most=200) or "")
        amount = _price(spec.get("price"), lang, money) or _price(spec.get("minprice"), lang, money)
        if amount is None:
            continue
        if kind in _REGULAR_TYPES:
            regular = regular or amount
        elif price is None and kind not in _OTHER_TYPES and not _is_other(spec):
            price = amount
    is_range = price is None and node.get("lowprice") is not None
    if is_range:
        price = _price(node.get("lowprice"), lang, money)
    if regular is not None and (price is None or regular <= price):
        price, regular = (price or regular), None
    state = availability(node.get("availability")) or availability(product.get("availability"))
    return Offer(price, regular, money, state, node, is_range)


def _is_other(spec: Node) -> bool:
    """A price for a unit ("per 100 g"), delivery or a payment; a unit of pieces is the price."""
    if not types(spec) & _OTHER_SPECS:
        return False
    return bool(types(spec) - {"unitpricespecification"} & _OTHER_SPECS) or any(
        spec.get(k) for k in ("referencequantity", "billingduration", "billingincrement")
    )


def _price(value: object, lang: str | None, currency: str | None) -> Decimal | None:
    first = next(iter(listed(value)), None)
    if isinstance(first, dict):
        first = first.get("@value") or first.get("price") or first.get("value")
    return markup_price(first, lang=lang, currency=currency)


def _currency(node: Node, lang: str | None) -> str | None:
    for key in ("pricecurrency", "currency"):
        for value in listed(node.get(key))[:1]:
            spelled = line(value, most=20)
            if spelled:
                return code(spelled) or currency_of(spelled, lang=lang)
    return None
