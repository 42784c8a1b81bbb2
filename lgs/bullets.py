"""Short attribute strings of a product ("Nylon fabric", "Front zipper fastening"), and the caption
that is made of title, brand and these."""

import re
from collections.abc import Iterable, Iterator, Sequence

from lgs.taxonomy.wordlist import word_set
from lgs.taxonomy.words import words

MOST, MOST_CHARS, MOST_WORDS, LEAST_WORDS = 8, 60, 6, 2
READ_CHARS = 2000  # of a description: attributes stand near its begin, then it talks

TALK = re.compile(
    r"\b(?:ship|deliver|dispatch|return|refund|exchang|warrant|guarant|stock|availab|pric|sale\b|"
    r"discount|offer|order|buy|shop|cart|checkout|review|rating|customer|contact|click|visit|"
    r"subscri|newsletter|payment|polic|tax\b|vat\b|import dut|courier|postage|tracking|gift card|"
    r"e-?mail|phone number|http|www\.|add to|share|copyright)",
    re.IGNORECASE,
)
"""Of the sale, not of the thing; the begin of a word is enough."""

NO_KEY = re.compile(
    r"\b(?:brand|sku|model|item|part|article|style|product|code|number|no|id|ean|gtin|upc|asin|mpn|"
    r"isbn|barcode|manufacturer|vendor|category|tags?|date|condition|quantity|qty|rank|url|seller|"
    r"country|origin)\b",
    re.IGNORECASE,
)
"""Keys whose values name or file the thing instead of showing how it looks."""

ATTRIBUTE = word_set(
    "fabric material collar cuff sleeve hem neck neckline waist waistband pocket zipper zip button "
    "fastening fastener closure strap buckle sole outsole insole heel toe upper lining hood fit "
    "print pattern finish frame handle lid wheel leg seat back backrest cushion blade "
    "screen lens dial band clasp base shade cord hinge drawer shelf tabletop top edge stitching "
    "seam embroidery logo trim panel mesh padding filling rim spout grip nib case crystal stone "
    "cotton polyester wool nylon leather suede linen silk velvet denim fleece rubber plastic wood "
    "oak pine walnut bamboo metal steel brass aluminum glass ceramic porcelain marble canvas "
    "acrylic silicone viscose elastane spandex cashmere satin lace gold silver"
)
"""Nouns that a picture can show, or that say what a thing is made of."""

NO_NAME = word_set(
    "you your we our us i my they he she who how why what when if this these it its be been will "
    "can made make makes gives give show shows keep keeps add adds let lets then both well "
    "onto adjust affects uses utilizes such"
)
"""Words of a sentence that talks, not of a name."""
PIECES = re.compile(r"[\n\r•·●▪✓✔*|;]+|(?<=[.!?])\s+|\s[-–—]\s|,\s(?=with\b)")
CLAUSES = re.compile(
    r",|\b(?:and|with|featur\w+|has|have|includ\w+|plus|on|for|in|from|to|of|at|is|are|that|which|by)\b",
    re.IGNORECASE,
)
"""Where a long sentence is cut, so that "a ribbed collar" stands alone."""
LEAD = re.compile(r"^(?:(?:a|an|the|its|also|each|two|this|these)\s+)+", re.IGNORECASE)
MADE = re.compile(r"^(?:(?:is |are )?made (?:of|from|with|in)|crafted (?:of|from|in)|in)\s+", re.I)
YES, NO = word_set("yes y true ja oui si"), word_set("no n false nein non none n/a - –")


def bullets_of(
    stated: Sequence[str], description: str | None = None, *, title: str | None = None
) -> tuple[str, ...]:
    """At most eight attribute strings: what the page states first, then what it describes.

    >>> bullets_of(["Fabric: Nylon", "Collar: Classic", "Waterproof: Yes", "SKU: 4711"])
    ('Nylon fabric', 'Classic collar', 'Waterproof')
    >>> bullets_of([], "Front zipper fastening. Free shipping on all jackets. You will love it.")
    ('Front zipper fastening',)
    """
    found: dict[frozenset[str], str] = {}
    thing = frozenset(words(title or ""))
    for bullet in [*_of_stated(stated), *_of_text((description or "")[:READ_CHARS])]:
        told = frozenset(words(bullet))
        if told and not told <= thing and not any(told <= other for other in found):
            found[told] = bullet
        if len(found) == MOST:
            break
    return tuple(found.values())


def summary(title: str | None, brand: str | None, bullets: Iterable[str]) -> str | None:
    """Title, brand and attribute strings as one caption; None where there is nothing.

    >>> summary("Rain jacket", "Aria", ["Nylon fabric"])
    'Rain jacket, Aria; Nylon fabric'
    """
    named = title
    if title and brand and brand.casefold() not in title.casefold():
        named = f"{title}, {brand}"
    return "; ".join(part for part in (named, *bullets) if part) or None


def _of_stated(stated: Iterable[str]) -> Iterator[str]:
    for text in stated:
        folded = " ".join(text.split())
        key, colon, value = (part.strip() for part in folded.partition(":"))
        if TALK.search(folded) or len(value if colon else folded) > MOST_CHARS:
            continue
        if not colon:
            yield folded
        elif not NO_KEY.search(key) and (bullet := _joined(key, value)):
            yield bullet


def _joined(key: str, value: str) -> str | None:
    """ "Collar: Classic" as "Classic collar"; a yes as its key; a measure behind its key."""
    if not key or not value or value.casefold() in NO:
        return None
    if value.casefold() in YES:
        return key
    if any(c.isdigit() for c in value) and not value.endswith(")") and "%" not in value:
        return f"{key} {value}"
    last = words(key)[-1:]
    if not last or last[0] not in ATTRIBUTE or len(value.split()) >= MOST_WORDS:
        return f"{key}: {value}"
    return value if set(words(key)) <= set(words(value)) else f"{value} {key.lower()}"


def _of_text(text: str) -> Iterator[str]:
    """The short pieces of a description that name something to be seen, then parts of long ones."""
    for piece in PIECES.split(text):
        if TALK.search(piece) or piece.rstrip().endswith("?"):
            continue
        if _is_short(whole := _bare(piece)) and not ATTRIBUTE.isdisjoint(words(whole)):
            yield whole[0].upper() + whole[1:]
            continue
        for part in CLAUSES.split(piece):
            if _is_short(clean := _bare(part)) and ATTRIBUTE.intersection(words(clean)[-1:]):
                yield clean[0].upper() + clean[1:]


def _bare(piece: str) -> str:
    """A piece without marks around it and without what leads up to the thing."""
    return LEAD.sub("", MADE.sub("", piece.strip(" \t.,:!-–—")))


def _is_short(piece: str) -> bool:
    run = piece.casefold().split()
    return (
        LEAST_WORDS <= len(run) <= MOST_WORDS
        and len(piece) <= MOST_CHARS
        and NO_NAME.isdisjoint(run)
        and not re.search(r"[:\[\]()]", piece)
    )
