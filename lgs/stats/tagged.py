"""What was counted of tagged captions, and how sure the shares are."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

CLASSES = {"NOUN": "common_noun", "PROPN": "proper_noun", "ADJ": "adjective", "VERB": "verb"}


@dataclass(frozen=True, slots=True)
class Spoken:
    """One tagged caption: how many tokens it has, and its words of each class, in their order."""

    tokens: int
    words: Mapping[str, Sequence[str]]


@dataclass(slots=True)
class Tagged:
    """Counts, all of them sums of whole numbers: adding up in any order gives the same.

    `squares` and `products` are the sums over captions of y*y and x*y by class, where y is the
    caption's tokens of the class and x all its tokens; they give the standard error of a share.
    """

    words: dict[str, Counter[str]] = field(
        default_factory=lambda: {c: Counter() for c in CLASSES.values()}
    )
    captions: int = 0
    tokens: int = 0
    token_squares: int = 0
    squares: Counter[str] = field(default_factory=Counter)
    products: Counter[str] = field(default_factory=Counter)

    def add(self, other: "Tagged") -> None:
        """Take in another's counts."""
        for name, words in other.words.items():
            self.words[name].update(words)
        self.captions += other.captions
        self.tokens += other.tokens
        self.token_squares += other.token_squares
        self.squares.update(other.squares)
        self.products.update(other.products)


def tagged_of(found: Iterable[tuple[Spoken, int]]) -> Tagged:
    """The counts of captions, each with how often it stands there."""
    counts = Tagged()
    for spoken, times in found:
        counts.captions += times
        counts.tokens += times * spoken.tokens
        counts.token_squares += times * spoken.tokens**2
        for name, words in spoken.words.items():
            own = counts.words[name]
            for word in words:
                own[word] += times
            if words:
                counts.squares[name] += times * len(words) ** 2
                counts.products[name] += times * len(words) * spoken.tokens
    return counts


def share_of(counts: Tagged, name: str) -> tuple[float | None, float | None]:
    """A class's share of all tokens and its standard error, captions being the sampled clusters.

    The ratio estimator's linearised variance: n/(n-1) sum((y - r x)^2) / (sum x)^2.
    """
    number = counts.words[name].total()
    if not counts.tokens:
        return None, None
    share = number / counts.tokens
    if counts.captions < 2:
        return share, None
    spread = (
        counts.squares[name] - 2 * share * counts.products[name] + share**2 * counts.token_squares
    )
    factor = counts.captions / (counts.captions - 1)
    return share, (factor * max(spread, 0.0)) ** 0.5 / counts.tokens
