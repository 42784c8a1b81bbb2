"""A product's fields to evidence for the nodes of one tree."""

from collections.abc import Iterator, Sequence

from lgs.taxonomy.crumbs import clean
from lgs.taxonomy.evidence import Evidence
from lgs.taxonomy.lexicon import Lexicon, Match
from lgs.taxonomy.names import nouns
from lgs.taxonomy.title import Part, parts
from lgs.taxonomy.told import told_thing
from lgs.taxonomy.wordlist import word_set
from lgs.taxonomy.words import words

ACCESSORY = word_set(
    "accessory part filter case cover holder stand mount adapter cable charger bag strap bracket "
    "hose belt bulb lid kit replacement battery remote protector skin sleeve rack guard spare "
    "attachment refill cap handle sticker decal patch magnet pin charm keychain ornament poster "
    "sign flag book manual costume toy puzzle figurine cutter spray mount program collage plow"
)
"""Heads that turn the noun before them into something else: an air conditioner's filter."""

COLORS = word_set(
    "chocolate cream orange plum rose coffee mint lemon lime cherry olive mustard wine berry "
    "peach salmon coral khaki blush charcoal sand caramel vanilla tan apple melon grape cocoa "
    "apricot honey cinnamon raspberry strawberry tomato bronze gold silver"
)
"""Things that are also colours: at the end of a title they are rarely what is sold."""

CRUMB_WEIGHT, CRUMB_FADE = 1.2, 0.65  # the deepest crumb; each wider one counts so much less
READ, DESCRIPTION_WORDS = (
    400,
    40,
)  # characters and words: a description names its thing early, then talks of others
DESCRIPTION_WEIGHT = 0.28
TOLD_WEIGHT = 0.4  # beside it, for what the description calls "this ..."


def signs(
    lexicon: Lexicon, title: str, description: str, brand: str | None, crumbs: Sequence[str]
) -> Iterator[Evidence]:
    """All evidence that the fields hold for the lexicon's tree."""
    kinds = clean(crumbs, title=title, brand=brand)
    maker = frozenset(words(brand or ""))
    around = frozenset(words(title)) | frozenset(w for c in kinds for w in words(c))
    for part in parts(title):
        yield from _in_title(lexicon, part, maker, around)
    thing = f" {' '.join(words(title))} "
    for depth, crumb in enumerate(reversed(kinds)):
        if _is_proper_name(lexicon, words(crumb), thing):
            continue
        yield from _in_crumb(lexicon, crumb, CRUMB_WEIGHT * CRUMB_FADE**depth, around)
    yield from _in_description(lexicon, description[:READ])


def _in_title(
    lexicon: Lexicon, part: Part, maker: frozenset[str], around: frozenset[str]
) -> Iterator[Evidence]:
    run = part.run
    found = [m for m in lexicon.matches(run) if not maker.issuperset(m.phrase)]
    found.sort(key=_is_color)  # stable: a colour steps back behind the nouns before it
    for nth, match in enumerate(found):
        weight = part.weight * _head_weight(run, match, nth) * _length_weight(match)
        yield Evidence(match.nodes, weight, "title")
        if nth == 0:
            yield from _wider(lexicon, run, match, around, weight, "title")
    if run[-1] not in maker | COLORS and (not found or found[0].end < len(run)):
        yield from _by_head(lexicon, run[-1], around, part.weight)


def _is_color(match: Match) -> bool:
    return len(match.phrase) == 1 and match.phrase[0] in COLORS


def _head_weight(run: tuple[str, ...], match: Match, nth: int) -> float:
    """The last noun of a part is what the thing is; those before it are what it is of."""
    if nth:
        return 0.3
    return 0.3 if ACCESSORY.intersection(run[match.end :]) else 1.0


def _length_weight(match: Match) -> float:
    return (0.9, 1.15, 1.3, 1.4, 1.45)[len(match.phrase) - 1]


def _wider(
    lexicon: Lexicon,
    run: tuple[str, ...],
    match: Match,
    around: frozenset[str],
    weight: float,
    source: str,
) -> Iterator[Evidence]:
    """Longer phrases with the same head whose other words stand elsewhere: "dress ... shirt"."""
    head = match.phrase[-1]
    for phrase, share in lexicon.scattered(head, around):
        if phrase != match.phrase and share == 1.0:
            near = SAME_RUN if set(phrase).issubset(run) else ELSEWHERE
            yield Evidence(lexicon.nodes[phrase], near * weight, source)
    if len(match.phrase) == 1 and (nodes := lexicon.with_head(head)):
        yield Evidence(nodes, 0.4 * weight, source)  # "cream" of a face or of a cow


SAME_RUN, ELSEWHERE = 1.15, 0.8
"""A longer phrase in scattered words, of its bare head: in the same run, or in other fields."""


def _by_head(
    lexicon: Lexicon, head: str, around: frozenset[str], weight: float
) -> Iterator[Evidence]:
    for phrase, share in lexicon.scattered(head, around):
        yield Evidence(lexicon.nodes[phrase], weight * share, "title")
    nodes = lexicon.with_head(head)
    if nodes:
        yield Evidence(nodes, 0.5 * weight, "title")


def _is_proper_name(lexicon: Lexicon, run: tuple[str, ...], thing: str) -> bool:
    """Whether a crumb is a name that the title repeats before its own noun: a team, a series.

    "San Diego Chargers" over "San Diego Chargers Polo" tells of no charger, "Running Shoes"
    over "Running Shoes, blue" tells of shoes.
    """
    within = thing.find(f" {' '.join(run)} ")
    last = within + len(" ".join(run)) + 2 == len(thing)
    return len(run) > 1 and within >= 0 and not last and run not in lexicon.nodes


def _in_crumb(
    lexicon: Lexicon, crumb: str, weight: float, around: frozenset[str]
) -> Iterator[Evidence]:
    """One sign a crumb: "Sweatshirts & Fleece" may be either, and the title says which."""
    nodes: dict[int, None] = {}
    exact = False
    for run in nouns(crumb):
        for match in lexicon.matches(run)[:1]:
            nodes |= dict.fromkeys(match.nodes)
            exact |= len(match.phrase) == len(run)
            yield from _wider(lexicon, run, match, around, weight, "breadcrumbs")
    if nodes:
        yield Evidence(tuple(nodes), weight * (1.0 if exact else 0.8), "breadcrumbs")


def _in_description(lexicon: Lexicon, text: str) -> Iterator[Evidence]:
    for match in lexicon.matches(words(text)[:DESCRIPTION_WORDS]):
        yield Evidence(match.nodes, DESCRIPTION_WEIGHT, "description")
    thing = told_thing(text)
    for match in lexicon.matches(thing)[:1]:
        if match.end == len(thing):
            yield Evidence(match.nodes, TOLD_WEIGHT, "description")
