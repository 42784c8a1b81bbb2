"""Word lists written as running text, which a person can read and edit."""


def word_set(text: str, *, between: str | None = None) -> frozenset[str]:
    """The words of a text; `between` is what parts them where white space does not.

    >>> sorted(word_set("red green"))
    ['green', 'red']
    """
    return frozenset(word.strip() for word in text.split(between))
