"""Text filters: faults that the words and numbers of one row show.

A price without a currency is no fault: many shops print a bare number, and a pair needs none.
"""

from lgs.filters.options import Filter
from lgs.filters.words import marks_in, words_of
from lgs.model import Row
from lgs.registry import Registry

TEXT: Registry[Filter] = Registry("text filter")

# What templates, themes and error pages put where a name should be; compared as a whole.
PLACEHOLDERS = frozenset(
    {
        *("404", "404 not found", "error", "forbidden", "access denied", "attention required!"),
        *("not found", "page not found", "just a moment", "loading", "coming soon", "lorem ipsum"),
        *("n/a", "nan", "none", "null", "undefined", "unknown", "untitled", "no name", "no title"),
        *("product", "product name", "product title", "title", "default title", "placeholder"),
        *("sample", "sample product", "test", "test product"),
    }
)


@TEXT.add
def no_title(row: Row) -> bool:
    """Reject products without a name: the caption would be about anything."""
    return not (row.title or "").strip()


@TEXT.add
def title_unclean(row: Row) -> bool:
    """Reject titles with controls, tags, entities, unfilled templates or wrongly decoded bytes."""
    return marks_in(row.title or "") > 0 or any(c in "\t\n" for c in row.title or "")


@TEXT.add
def title_too_short(row: Row, *, least_letters: int = 2) -> bool:
    """Reject names such as "-" and "1"; a book may be called "It", an umbrella 雨伞."""
    title = row.title or ""
    return bool(title.strip()) and sum(c.isalnum() for c in title) < least_letters


@TEXT.add
def title_too_long(row: Row, *, most_letters: int = 300) -> bool:
    """Reject names that are a whole description (marketplaces cap theirs at 80 to 200)."""
    return len(row.title or "") > most_letters


@TEXT.add
def title_is_placeholder(row: Row) -> bool:
    """Reject what stands where a name should be: "Untitled", "undefined", "404 Not Found"."""
    return " ".join((row.title or "").casefold().split()).strip(" .…") in PLACEHOLDERS


@TEXT.add
def no_price(row: Row) -> bool:
    """Reject rows without a price above zero: what has none is an article or a call for one."""
    return row.price is None or not row.price.is_finite() or row.price <= 0


@TEXT.add
def no_image_url(row: Row) -> bool:
    """Reject rows without a picture: there is no pair."""
    return not row.url


@TEXT.add
def caption_too_short(row: Row, *, least_words: int = 3) -> bool:
    """Reject captions that say too little (3 words as COYO and DataComp have it)."""
    words = words_of(row.caption or "")
    return sum(any(c.isalpha() for c in word) for word in words) < least_words


@TEXT.add
def caption_unclean(row: Row, *, most_marks: int = 2) -> bool:
    """Reject captions full of tags, entities or wrongly decoded bytes; one or two may be meant."""
    return marks_in(row.caption or "") > most_marks


@TEXT.add
def caption_repeats_itself(row: Row, *, most_share: float = 0.5) -> bool:
    """Reject captions most of whose runs of three words came before: stuffed keywords, loops.

    Half is left free: pages that print a short and a long description often say all twice.
    """
    words = words_of(row.caption or "")
    runs = [*zip(words, words[1:], words[2:], strict=False)]
    return len(runs) - len(set(runs)) > most_share * len(runs)
