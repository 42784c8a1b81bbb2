"""What was counted of tagged captions, and how sure the shares are."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np

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


def tagged_of(
    found: Sequence[tuple[str, str] | None],
    of_token: "np.ndarray",
    tokens: "np.ndarray",
    times: "np.ndarray",
) -> Tagged:
    """The counts of captions that come one after the other.

    `found` has class and word of each different token, None where it is not counted; `of_token`
    says for each token which of those it is; `tokens` and `times` say for each caption how many
    tokens it has and how often it stands there. All are whole numbers: int64.
    """
    import numpy as np

    counts = Tagged(captions=int(times.sum()), tokens=int((tokens * times).sum()))
    counts.token_squares = int((tokens * tokens * times).sum())
    caption = np.repeat(np.arange(len(tokens)), tokens)
    uses = np.zeros(len(found), np.int64)
    np.add.at(uses, of_token, times[caption])
    for entry, number in zip(found, uses.tolist(), strict=True):
        if entry is not None:
            counts.words[entry[0]][entry[1]] += number
    for name in CLASSES.values():
        is_one = np.array([e is not None and e[0] == name for e in found], bool)
        own = np.bincount(caption[is_one[of_token]], minlength=len(tokens))
        if own.any():
            counts.squares[name] = int((own * own * times).sum())
            counts.products[name] = int((own * tokens * times).sum())
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
