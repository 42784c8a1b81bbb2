"""What the rules of recognition look at, and what several of them ask."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from lgs.extract.document import Document
from lgs.extract.markup.cards import is_price
from lgs.extract.markup.outline import Element
from lgs.extract.markup.price import prices_of
from lgs.extract.markup.scene import Scene
from lgs.model import Claim

MANY_CARDS = 6
FEW_CARDS = 3


@dataclass(frozen=True, slots=True)
class Evidence:
    """What the rules look at."""

    document: Document
    scene: Scene
    claims: Sequence[Claim]
    types: frozenset[str]  # what JSON-LD says the page's things are

    def claimed(self, source: str, *fields: str) -> str | None:
        """The first claim for one of the fields by a source whose name begins so."""
        for claim in self.claims:
            if claim.field in fields and claim.source.replace("_", "-").startswith(source):
                return str(claim.value)
        return None


_TYPE = re.compile(r'"@type"\s*:\s*(?:\[\s*)?"(?:https?://schema\.org/)?(\w+)"')
_WORD = re.compile(r"\w+")


def types_of(document: Document) -> frozenset[str]:
    """What the page's JSON-LD says that its things are."""
    found: set[str] = set()
    for script in document.scripts:
        if "ld+json" in script.type:
            found.update(_TYPE.findall(script.text))
    return frozenset(found)


def _words(text: str | None) -> frozenset[str]:
    return frozenset(_WORD.findall((text or "").casefold()))


def names_the_page(seen: Evidence, name: str | None) -> bool:
    """Whether a product's name is what the page itself is called."""
    own = _words(name)
    heading = seen.scene.outline.text(seen.scene.heading) if seen.scene.heading else ""
    called = [heading, seen.document.meta.get("og:title"), seen.document.title_text]
    return bool(own) and any(2 * len(own & _words(text)) > len(own) for text in called)


_OG_PRODUCT = re.compile(r"^(?:og:)?product(?:\.item)?$|:product$", re.I)


def og_type(seen: Evidence) -> int:
    """Points for a page that calls itself a product where it is shared."""
    return 2 if _OG_PRODUCT.match(seen.document.meta.get("og:type", "").strip()) else 0


def og_price(seen: Evidence) -> int:
    """Points for a price where the page is shared."""
    meta = seen.document.meta
    return 3 if meta.get("product:price:amount") or meta.get("og:price:amount") else 0


def add_to_cart(seen: Evidence) -> int:
    """Points for a control that sells, beside a heading."""
    return 2 if seen.scene.buy is not None and seen.scene.heading is not None else 0


def price_by_heading(seen: Evidence) -> int:
    """A price of the product's own, in the region of a heading that is no card's."""
    if seen.scene.heading is None:
        return 0
    own = [s for s in prices_of(seen.document) if s.score >= 3 and seen.scene.within(s.element)]
    return 2 if own else 0


def priced_cards(scene: Scene) -> list[Element]:
    """The cards of other products that show a price."""
    texts = scene.outline.texts
    return [c for c in scene.cards if any(map(is_price, texts[c.first : c.last]))]
