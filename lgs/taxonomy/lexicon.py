"""Every noun phrase of a tree and the nodes it may mean; finds them in running words."""

from collections.abc import Iterable, Iterator, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass

from lgs.taxonomy.names import nouns
from lgs.taxonomy.tree import Tree
from lgs.taxonomy.words import words

Phrase = tuple[str, ...]

LONGEST = 5  # words; longer names than this are met in no title
COMMON_HEAD = 60  # a head shared by more phrases than this ("set", "bag") points nowhere alone


@dataclass(frozen=True, slots=True)
class Match:
    """A known phrase in a run of words: where it stands, and the nodes it may mean."""

    start: int
    end: int
    phrase: Phrase
    nodes: tuple[int, ...]


class Lexicon:
    """The phrases of one tree, by themselves and by their last word."""

    def __init__(self, tree: Tree) -> None:
        found: dict[Phrase, dict[int, None]] = {}
        for place, node in enumerate(tree.nodes):
            for phrase in _phrases(node.path[-1], node.synonyms):
                found.setdefault(phrase, {})[place] = None
        for phrase in [p for p in found if len(p) == 2]:
            found.setdefault(("".join(phrase),), found[phrase])  # "t shirt" is also "tshirt"
        self.nodes = {phrase: tuple(places) for phrase, places in found.items()}
        self._ends = frozenset(phrase[-1] for phrase in self.nodes)
        self.headed: dict[str, list[Phrase]] = {}
        for phrase in self.nodes:
            if len(phrase) > 1:
                self.headed.setdefault(phrase[-1], []).append(phrase)

    def matches(self, run: Sequence[str]) -> list[Match]:
        """Known phrases from the end of the run to its begin, the longest at each place.

        From the end, because the head of an English compound is its last noun:
        "ice cream maker" is a maker before it is ice cream.
        """
        found = []
        end = len(run)
        while end > 0:
            match = self._ending_at(run, end)
            if match:
                found.append(match)
            end = match.start if match else end - 1
        return found

    def _ending_at(self, run: Sequence[str], end: int) -> Match | None:
        if run[end - 1] not in self._ends:
            return None  # most words end no phrase, and need not be put together
        for start in range(max(0, end - LONGEST), end):
            phrase = tuple(run[start:end])
            if phrase in self.nodes:
                return Match(start, end, phrase, self.nodes[phrase])
        return None

    def scattered(self, head: str, around: AbstractSet[str]) -> Iterator[tuple[Phrase, float]]:
        """Longer phrases with this head, and the share of their other words that stand around."""
        for phrase in self.headed.get(head, ()):
            share = sum(word in around for word in phrase[:-1]) / (len(phrase) - 1)
            if share:
                yield phrase, share

    def with_head(self, head: str) -> tuple[int, ...]:
        """Nodes with a phrase that ends in this word; none where there are too many."""
        phrases = self.headed.get(head, ())
        if len(phrases) > COMMON_HEAD:
            return ()
        return tuple(dict.fromkeys(place for p in phrases for place in self.nodes[p]))


def _phrases(name: str, synonyms: Iterable[str]) -> Iterator[Phrase]:
    whole = words(name)
    yield from (p for p in (whole, *nouns(name)) if p)
    yield from (p for p in map(words, synonyms) if p)
