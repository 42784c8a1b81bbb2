"""Text to comparable words: lower case, no accents, singular, without words that say nothing."""

import re
import unicodedata
from functools import lru_cache

from lgs.taxonomy.singular import singular
from lgs.taxonomy.wordlist import word_set

WORD = re.compile(r"[a-z0-9]+")
POSSESSIVE = re.compile(r"['’`´]s?\b")
NEGATION = re.compile(r"\bnon[- ](?=[a-z])")  # non-fiction is no fiction
EMPTY_WORDS = word_set(
    "a an and or the of to on at by as is it its your our my this that these those you we "
    "for him her new sale free genuine original official quality best top-rated premium"
)
"""Words that no node is named for; "for", "with" and "in" stay, they cut a title into parts."""


FIRST_MARK = "\u0300"  # no character before it combines; asking each is slow
REMEMBERED = 2048  # texts: crumbs return with other products, titles are read for two trees


@lru_cache(REMEMBERED)
def plain(text: str) -> str:
    """Lower case, without accents and possessive endings; "non-x" in one word."""
    folded = text.casefold()
    if not folded.isascii():
        marks = unicodedata.normalize("NFKD", folded)
        folded = "".join([c for c in marks if c < FIRST_MARK or not unicodedata.combining(c)])
    return NEGATION.sub("non", POSSESSIVE.sub("", folded))


@lru_cache(REMEMBERED)
def words(text: str) -> tuple[str, ...]:
    """The words of a text in order.

    >>> words("Women's Crème-Coloured T-Shirts")
    ('woman', 'creme', 'colored', 't', 'shirt')
    """
    return tuple([singular(w) for w in WORD.findall(plain(text)) if w not in EMPTY_WORDS])
