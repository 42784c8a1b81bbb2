"""What shops write, by subject and language: data for the readers of markup, no rules."""

from collections.abc import Mapping


def either(*vocabularies: Mapping[str, str]) -> str:
    """All words of vocabularies (language tag to alternatives of a pattern) as alternatives.

    >>> either({"en": "sold out", "de": "ausverkauft|vergriffen"})
    'sold out|ausverkauft|vergriffen'
    """
    return "|".join(words for vocabulary in vocabularies for words in vocabulary.values())
