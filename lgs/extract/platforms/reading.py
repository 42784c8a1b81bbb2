"""Reading the loosely typed values of shop systems' data."""

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal

from lgs.extract.document import Document
from lgs.extract.loosejson import loose_json
from lgs.extract.price import machine_price
from lgs.extract.text import line
from lgs.model import Availability, Claim, Value

Entity = Mapping[str, object]
_WORDS = re.compile(r"\w+")


def entity(value: object) -> Entity:
    """An object, or an empty one in the place of what is none."""
    return value if isinstance(value, Mapping) else {}


def entities(value: object) -> list[Entity]:
    """The objects of a list or of an object's values."""
    items = value.values() if isinstance(value, Mapping) else value
    return (
        [v for v in items if isinstance(v, Mapping)]
        if isinstance(items, Sequence | type({}.values()))
        else []
    )


def hundredths(value: object) -> Decimal | None:
    """A price in integer hundredths; a decimal string is a price as it stands."""
    if isinstance(value, int) and not isinstance(value, bool):
        return machine_price(Decimal(value).scaleb(-2)) if abs(value) < 10**15 else None
    return machine_price(value)


def in_stock(value: object) -> Availability | None:
    """A yes or no as availability."""
    return ("InStock" if value else "OutOfStock") if isinstance(value, bool) else None


def above(regular: Decimal | None, price: Decimal | None) -> Decimal | None:
    """A regular price, where it is above the price to pay now."""
    return regular if regular and price and regular > price else None


def attribute(document: Document, selector: str, name: str) -> object:
    """The JSON of the first element's attribute."""
    node = document.tree.css_first(selector)
    text = node.attributes.get(name) if node else None
    values = loose_json(text).values if text else ()
    return values[0] if values else None


def names_page(document: Document, name: object) -> float:
    """How much of a product's name stands in the page's title or main heading, 0 to 1."""
    words = set(_WORDS.findall((line(name) or "").lower()))
    return len(words & document.once(_page_words)) / len(words) if words else 0.0


def claims(source: str, fields: Mapping[str, Value | None]) -> Iterator[Claim]:
    """The fields that say something, as claims of one source."""
    for name, value in fields.items():
        if value not in (None, "", ()):
            yield Claim(name, value, source)


def _page_words(document: Document) -> frozenset[str]:
    heading = document.tree.css_first("h1")
    said = (
        document.meta.get("og:title"),
        document.title_text,
        line(heading.text(deep=True)) if heading else None,
    )
    return frozenset(_WORDS.findall(" ".join(filter(None, said)).lower()))
