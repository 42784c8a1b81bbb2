"""What a description calls its thing: "celebrate with this distressed trucker hat!"."""

import re

from lgs.taxonomy.words import plain, words

THIS = re.compile(
    r"\b(?:this|these)((?:[ -][a-z0-9'-]+){1,8}?)"
    r"(?=[.,!?;:()]|$| (?:is|are|was|were|ha[sd]|have|will|can|features?|comes?|makes?|offers?|"
    r"provides?|includes?|brings?|gives?|from|by|with|in|for|that|which|and|to|on|at|as|of)\b)"
)
"""From "this" to the verb, preposition or mark behind the noun phrase; eight words at most."""


def told_thing(description: str) -> tuple[str, ...]:
    """The words after the first "this" or "these" that a noun phrase may be; () where none is.

    >>> told_thing("Be warm in these knitted wool socks from our mill.")
    ('knitted', 'wool', 'sock')
    >>> told_thing("This is made of oak.")
    ()
    """
    found = THIS.search(plain(description))
    return words(found.group(1)) if found else ()
