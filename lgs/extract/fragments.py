"""The source "fragments": single fields out of JSON-LD that no repair makes readable.

The last step of the ladder and the least trusted: a text cut off in the middle, or broken by a
template, still says `"price": "19.99"`. Only the first product of such a script is looked at.
"""

import re
from collections.abc import Iterable, Iterator

from lgs.extract.currency import code
from lgs.extract.ids import gtin, number
from lgs.extract.offers import availability
from lgs.extract.price import machine_price
from lgs.extract.text import block, line
from lgs.model import Claim, Value

_PRODUCT = re.compile(r'"@type"\s*:\s*\[?\s*"(?:https?://schema\.org/)?Product(?:Group)?"', re.I)
_ELSE = re.compile(r'"@type"\s*:\s*"(?!Product|Offer|AggregateOffer|Brand|ImageObject)', re.I)
_FIELD = re.compile(
    r'"(name|description|sku|mpn|gtin\d{0,2}|price|lowPrice|priceCurrency|availability)"\s*:\s*'
    r'(?:"((?:[^"\\]|\\.){0,20000})"|(\d[\d.]{0,20}))',
    re.I,
)
_MOST = 200_000  # characters of a script


def fragments_of(texts: Iterable[str]) -> Iterator[Claim]:
    """Fields of the first product in JSON-LD texts that are beyond repair."""
    for text in texts:
        start = _PRODUCT.search(text)
        if not start:
            continue
        stated = _stated(text[start.start() : start.start() + _MOST])
        for name, value in _fields(stated):
            if value is not None:
                yield Claim(name, value, "fragments")
        return


def _stated(text: str) -> dict[str, str]:
    """The first value of each field, up to where the text speaks of another thing."""
    end = _ELSE.search(text, 1)
    found: dict[str, str] = {}
    for match in _FIELD.finditer(text, 0, end.start() if end else len(text)):
        found.setdefault(match[1].lower(), match[2] or match[3] or "")
    return found


def _fields(stated: dict[str, str]) -> Iterator[tuple[str, Value | None]]:
    price = machine_price(stated.get("price")) or machine_price(stated.get("lowprice"))
    yield "title", line(_plain(stated.get("name")))
    yield "description", block(_plain(stated.get("description")))
    yield "price", price
    yield "currency", code(stated.get("pricecurrency")) if price else None
    yield "availability", availability(stated.get("availability"))
    yield "sku", number(stated.get("sku"))
    yield "mpn", number(stated.get("mpn"))
    codes = (gtin(value) for name, value in stated.items() if name.startswith("gtin"))
    yield "gtin", next(filter(None, codes), None)


_ESCAPE = re.compile(r"\\(?:u([0-9a-fA-F]{4})|(.))", re.S)


def _plain(text: str | None) -> str | None:
    """A JSON string's text."""

    def spelled(match: re.Match[str]) -> str:
        if match[1]:
            return chr(int(match[1], 16))
        return {"n": "\n", "t": " ", "r": "\n", "b": "", "f": ""}.get(match[2], match[2])

    return _ESCAPE.sub(spelled, text) if text else None
