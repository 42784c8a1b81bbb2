"""How alike two things are by their words: our list of synonyms, heads, and what stands before."""

from functools import cache
from importlib import resources

from lgs.classes.things import Thing
from lgs.taxonomy.wordlist import word_set
from lgs.taxonomy.words import words

SAME, SYNONYM, CONTEXT = 1.0, 0.97, 0.95
"""The same words; the same after synonyms; the same but for a word that stands in the path."""
LONGEST = 4  # words of a synonym

SIDES = word_set(
    "man woman boy girl kid child baby adult senior dog cat bird horse fish hard soft hot cold wet "
    "dry left right front rear back upper lower inner outer indoor outdoor alto tenor soprano bass "
    "baritone wired wireless acoustic electric red white black green blue yellow brown pink winter "
    "summer spring autumn short long big small large mini male female day night "
    "lead salt water oil gas manual automatic digital analog analogue round square flat new used "
    "floor wall ceiling table desk"
)
"""Words that part one thing from its sister when only one of two has them."""
NUMBERS = word_set("one two three four five six seven eight nine ten single double triple dual "
                   "half full multi quad")  # fmt: skip
NEGATIONS = ("non", "un", "anti")
WITHOUT = word_set("free less without no not")


def alike(a: Thing, b: Thing, around_a: frozenset[str], around_b: frozenset[str]) -> float:
    """How alike two things are, 0 to 1; `around` are the words of the names above each.

    >>> none = frozenset()
    >>> alike(("couch",), ("sofa",), none, none)
    0.97
    >>> alike(("dog", "bed"), ("bed",), none, frozenset({"dog"}))
    0.95
    >>> alike(("canopy", "bed"), ("bed", "canopy"), none, none)
    0.0
    """
    if "".join(a) == "".join(b):
        return SAME
    left, right = meant(a), meant(b)
    if "".join(left) == "".join(right):
        return SYNONYM
    return CONTEXT if _same_within(left, right, around_a, around_b) else 0.0


def _same_within(a: Thing, b: Thing, around_a: frozenset[str], around_b: frozenset[str]) -> bool:
    """The same head, and the words that only one has before it stand in the other's path."""
    more_a, more_b = set(a) - set(b), set(b) - set(a)
    if a[-1] != b[-1] or (more_a and more_b):
        return False
    return more_a <= around_b and more_b <= around_a


def opposed(a: Thing, b: Thing) -> bool:
    """Whether a word that only one of them has makes it the other's counterpart, not its like."""
    only = [set(a) - set(b), set(b) - set(a)]
    if any(words_ & (SIDES | NUMBERS | WITHOUT) for words_ in only):
        return True
    return any(
        word.startswith(mark) and word[len(mark) :] in other
        for mark in NEGATIONS
        for mine, other in (only, only[::-1])
        for word in mine
    )


@cache
def meant(thing: Thing) -> Thing:
    """The thing with each known synonym replaced by the first of its group, longest first."""
    found: list[str] = []
    place = 0
    while place < len(thing):
        ends = range(min(len(thing), place + LONGEST), place, -1)
        end = next((e for e in ends if thing[place:e] in _firsts()), place + 1)
        found += _firsts().get(thing[place:end], thing[place:end])
        place = end
    return tuple(found)


@cache
def _firsts() -> dict[Thing, Thing]:
    """Each phrase of our list and the first of its group."""
    text = resources.files("lgs.classes").joinpath("same.txt").read_text("utf-8")
    found: dict[Thing, Thing] = {}
    for line in text.splitlines():
        if line.strip() and not line.startswith("#"):
            group = [words(part) for part in line.split(",")]
            found |= dict.fromkeys(group, group[0])
    return found
