"""What a linear model sees of a product: words and word pairs of each field, each field apart."""

from collections import Counter
from collections.abc import Iterator
from itertools import pairwise

from lgs.taxonomy.words import words

TITLE, DESCRIPTION, CRUMBS = "t", "d", "b"
HINT = "h"  # where our own labeller puts the product: what it knows without having been taught
READ = {TITLE: (500, 30), DESCRIPTION: (1200, 120), CRUMBS: (500, 30)}
"""Characters and words that are read of each field."""

Groups = dict[str, Counter[str]]


def terms(
    title: str, description: str, crumbs: tuple[str, ...], hint: tuple[str, ...] = ()
) -> Groups:
    """The terms of each field with their counts; `hint` is a path, each of its ends is a term.

    >>> terms("Oak chairs", "", (), ("Furniture", "Chairs"))["h"]
    Counter({'h:Furniture': 1, 'h:Furniture > Chairs': 1})
    """
    texts = {TITLE: title, DESCRIPTION: description, CRUMBS: " / ".join(crumbs)}
    found = {field: Counter(_of(field, text)) for field, text in texts.items()}
    ends = (f"{HINT}:{' > '.join(hint[:depth])}" for depth in range(1, len(hint) + 1))
    return found | {HINT: Counter(ends)}


def _of(field: str, text: str) -> Iterator[str]:
    characters, count = READ[field]
    run = words(text[:characters])[:count]
    yield from (f"{field}:{word}" for word in run)
    yield from (f"{field}:{a} {b}" for a, b in pairwise(run))
