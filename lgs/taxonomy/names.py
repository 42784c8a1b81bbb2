"""A node's name to the nouns it stands for: "Bookcases & Shelves" are two things."""

import re

from lgs.taxonomy.singular import singular
from lgs.taxonomy.words import WORD, plain, words

JOINTS = re.compile(r"\s*(?:,|&|/|\+|\band\b|\bor\b)\s*", re.IGNORECASE)
ASIDE = re.compile(r"\([^)]*\)|\s[-–—]\s.*$")


def nouns(name: str) -> tuple[tuple[str, ...], ...]:
    """The noun phrases joined in a name, each as words.

    A singular part before a longer last one is its modifier and takes its head; a plural part
    is a noun of its own (number agreement). A lone last noun shares the first one's modifier.

    >>> nouns("Broom & Mop Handles")
    (('broom', 'handle'), ('mop', 'handle'))
    >>> nouns("Hoists, Cranes & Trolleys")
    (('hoist',), ('crane',), ('trolley',))
    >>> nouns("Bike Tires and Tubes")
    (('bike', 'tire'), ('bike', 'tube'))
    """
    parts = [p for p in JOINTS.split(ASIDE.sub("", name)) if words(p)]
    if not parts:
        return ()
    first, last = words(parts[0]), words(parts[-1])
    phrases = [
        words(p) + last[-1:] if len(last) > 1 and _is_singular(p) else words(p) for p in parts[:-1]
    ]
    if len(parts) > 1 and len(first) > 1 and len(last) == 1:
        last = first[:-1] + last
    return tuple(dict.fromkeys([*phrases, last]))


def _is_singular(part: str) -> bool:
    last: str = WORD.findall(plain(part))[-1]
    return singular(last) == last
