"""The signal "page-id": the number by which the shop's own address and page know the product.

It is the least trusted article number: it stands where no other is stated.
"""

import re
from collections.abc import Iterator
from urllib.parse import parse_qsl, urlsplit

from lgs.extract.document import Document
from lgs.extract.signals import SIGNALS
from lgs.model import Claim

# No year, size or part of a decimal number, no date written YYYYMMDD.
_IN_PATH = re.compile(r"(?<![\d.])(?!(?:19|20)\d{6}(?!\d))\d{5,12}(?!\d|\.\d)")
_NAMES = re.compile(
    r"^(?:p?id|(?:product|prod|item|goods|article|sku|idsku)[_-]?(?:id|no|code)?)$", re.I
)


@SIGNALS.add
def page_id(document: Document) -> Iterator[Claim]:
    """A number of the page's address that the page itself uses as a value."""
    found = _candidates(document.canonical_url or document.url)
    stated = next((number for number in found if _is_used(document, number)), None)
    if stated:
        yield Claim("sku", stated, "page-id")


def _candidates(url: str) -> list[str]:
    """Numbers of the query by their names, then of the last steps of the path, the last first."""
    parts = urlsplit(url)
    named = [
        v for k, v in parse_qsl(parts.query) if _NAMES.match(k) and re.fullmatch(r"\d{3,12}", v)
    ]
    steps = [step for step in parts.path.split("/") if step][-2:]
    return [*named, *(n for step in reversed(steps) for n in reversed(_IN_PATH.findall(step)))]


def _is_used(document: Document, number: str) -> bool:
    """Whether the page has the number as a value of an attribute, a field or a script."""
    text, place = document.text, -1
    while (place := text.find(number, place + 1)) >= 0:
        before = text[max(0, place - 3) : place].rstrip("\"' ")[-1:]
        after = text[place + len(number) : place + len(number) + 1]
        if before in ("=", ":") and after and after in "\"',;} \n\r\t":
            return True
    return False
