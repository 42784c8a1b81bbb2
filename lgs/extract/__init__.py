"""Reading a page: every signal makes its claims, the claims are settled, the verdict is reached.

A new signal is a function in a file of its own, registered with `@SIGNALS.add` and imported here.
"""

from lgs.extract import (  # noqa: F401  they register signals
    jsonld,
    markup,
    microdata,
    opengraph,
    pageid,
    platforms,
    rdfa,
)
from lgs.extract.decode import MOST_BYTES
from lgs.extract.document import Document
from lgs.extract.jsonld import is_repaired
from lgs.extract.markup.named import with_options
from lgs.extract.markup.price import prices_of
from lgs.extract.recognise import recognise
from lgs.extract.settle import settle
from lgs.extract.signals import SIGNALS
from lgs.extract.text import is_mojibake
from lgs.model import Claim, Page, Product, Reading

# <meta> names that tell crawlers what may be done with the page.
_DIRECTIVES = ("robots", "lgs", "tdm-reservation", "tdm-policy")


def read(page: Page) -> Reading:
    """All that is seen on a page."""
    return read_document(open_page(page))


def open_page(page: Page) -> Document:
    """The page as a document that is decoded and parsed once, by the first who needs it."""
    return Document(page)


def read_document(document: Document) -> Reading:
    """All that is seen on an opened page."""
    claims = claims_of(document)
    verdict = recognise(document, claims)
    shown = {seen.money.amount for seen in prices_of(document) if not seen.struck}
    settled = settle(with_options(document, claims), shown=shown)
    flags = (*settled.flags, *_flags(document, settled.product))
    return Reading(
        url=document.url,
        verdict=verdict.verdict,
        score=verdict.score,
        signals=verdict.signals,
        product=settled.product,
        provenance=settled.provenance,
        canonical_url=document.canonical_url,
        lang=document.lang,
        directives=_directives(document),
        flags=flags,
        losers=settled.losers,
    )


def claims_of(document: Document) -> tuple[Claim, ...]:
    """The claims of all signals, in the order of the signals."""
    return tuple(claim for _, signal in SIGNALS.items() for claim in signal(document))


def _directives(document: Document) -> tuple[tuple[str, str], ...]:
    return tuple(
        (name, content) for name in _DIRECTIVES for content in document.metas.get(name, ())
    )


def _flags(document: Document, product: Product) -> tuple[str, ...]:
    said = {
        "page_cut": len(document.page.body) > MOST_BYTES,
        "json_repaired": is_repaired(document),
        "mojibake": is_mojibake(product.title) or is_mojibake(product.description),
    }
    return tuple(name for name, is_so in said.items() if is_so)
