"""What was counted of tagged captions, and how sure the shares are."""

from collections import Counter
from dataclasses import dataclass, field

CLASSES = {"NOUN": "common_noun", "PROPN": "proper_noun", "ADJ": "adjective", "VERB": "verb"}


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

    def add_caption(self, found: list[tuple[str, str] | None], times: int) -> None:
        """Take in a caption that stands there so often; `found` is class and word of each token."""
        tokens = len(found)
        seen: Counter[str] = Counter()
        for entry in found:
            if entry is not None:
                name, word = entry
                seen[name] += 1
                self.words[name][word] += times
        self.captions += times
        self.tokens += tokens * times
        self.token_squares += tokens * tokens * times
        for name, number in seen.items():
            self.squares[name] += number * number * times
            self.products[name] += number * tokens * times


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
