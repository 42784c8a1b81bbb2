"""What a word is, and how many of them captions have.

A word is what stands between white space, lower-cased, in NFC, without what is no letter or digit
at its ends ("(Red," is `red`, "t-shirt" and "$19.99" are `t-shirt` and `19.99`). What holds no
letter or digit ("-", "★") is no word. Han characters and Hiragana, which stand without white space,
are one word each (UAX #29 breaks there too); Thai, Lao and Khmer are not divided. So the counts of
English captions are those by white space but for lone punctuation: comparable to the paper's.
"""

import math
import re
from collections.abc import Iterable, Mapping
from unicodedata import category, normalize

LONGEST_WORD = 100  # characters; a longer word is cut: a base64 blob must not fill the vocabulary
BINS = 50  # of a histogram
FAR = (
    4  # times the third quartile: a falling exponential, a long tail already, has 4 in 1,000 there
)
MOST_TOKENS = 500_000  # kept with their words: about 100 MB
_READ = 4 * LONGEST_WORD  # NFC of a long run of combining marks takes time by its square
_UNSPACED = re.compile(
    "[\u3005-\u3007\u3041-\u309f\u3400-\u4dbf\u4e00-\u9fff\U00020000-\U0003ffff]"
)
_JOINERS = "\u200c\u200d"  # format characters that spell words in Persian and in Indic scripts


def tokens_of(caption: str) -> list[str]:
    """What stands between white space, lower-cased; `word_of` makes a word of each, or none.

    >>> tokens_of("Red - T-Shirt, 100% Cotton")
    ['red', '-', 't-shirt,', '100%', 'cotton']
    """
    text = caption.lower()
    if not text.isascii():
        text = _UNSPACED.sub(r" \g<0> ", text)
    return text.split()


def word_of(token: str) -> str:
    """The word in a token of `tokens_of`; empty where there is none. A word's word is that word.

    >>> [word_of(t) for t in ("(red)", "100%", "--", "caf\\u00e9!")]
    ['red', '100', '', 'café']
    """
    if token.isascii() and token.isalnum():
        return token[:LONGEST_WORD]
    kept = normalize("NFC", "".join(c for c in token[:_READ] if not _is_unseen(c)))
    first = next((i for i, c in enumerate(kept) if _is_solid(c)), len(kept))
    kept = kept[first : first + LONGEST_WORD]
    end = max((i for i, c in enumerate(kept, 1) if _is_solid(c)), default=0)
    while end < len(kept) and category(kept[end])[0] == "M":  # a vowel sign belongs to its letter
        end += 1
    return kept[:end]


class _Words(dict[str, str]):
    """The word of every token that was asked for: most come again."""

    def __missing__(self, token: str) -> str:
        if len(self) >= MOST_TOKENS:
            self.clear()
        self[token] = word = word_of(token)
        return word


_WORDS = _Words()


def words_of(caption: str) -> list[str]:
    """All words of a caption, in order.

    >>> words_of("A man, a plan - a canal.")
    ['a', 'man', 'a', 'plan', 'a', 'canal']
    """
    return [word for token in tokens_of(caption) if (word := word_in(token))]


def word_in(token: str) -> str:
    """`word_of`, remembered."""
    return _WORDS[token[:_READ]]


def count_words(caption: str | None) -> int:
    """How many words a caption has."""
    return len(words_of(caption)) if caption else 0


def describe(lengths: Mapping[int, int]) -> dict[str, object]:
    """The distribution of word counts, given as {words in a caption: captions}.

    Captions without a word (0) are left out. `skew` is the biased m3 / m2^(3/2) (Fisher-Pearson g1,
    SciPy's default), `skew_unbiased` is G1 = g1 sqrt(n(n-1)) / (n-2).
    A decile is the least count that at least that share of the captions does not exceed.
    """
    counts = sorted((n, c) for n, c in lengths.items() if n > 0 and c > 0)
    if not counts:
        return dict.fromkeys(("min", "max", "mean", "median", "skew", "skew_unbiased"))
    captions = sum(c for _, c in counts)
    mean = sum(n * c for n, c in counts) / captions
    g1 = _skew(counts, captions, mean)
    return {
        "min": counts[0][0],
        "max": counts[-1][0],
        "mean": mean,
        "median": _median(counts, captions),
        "skew": g1,
        "skew_unbiased": _unbiased(g1, captions),
        "total": sum(n * c for n, c in counts),
        "deciles": [_quantile(counts, captions, tenth, 10) for tenth in range(1, 10)],
        "histogram": histogram(counts),
    }


def histogram(counts: Iterable[tuple[int, int]], *, bins: int = BINS) -> dict[str, object]:
    """Counts in bins of equal width, as [least value, captions]; empty bins are left out.

    The width is 1, 2 or 5 times a power of ten, and such that `bins` bins hold what is between
    `begin` and `end`: that is 98 of 100, but from the least of those not further than FAR times
    the third quartile. So a few giants do not squeeze all others into one bar, nor does the way
    from 0 where all are far away.
    """
    counts = list(counts)
    total = sum(c for _, c in counts)
    low, third, high = (_quantile(counts, total, part, 100) for part in (1, 75, 99))
    high = min(high, low + FAR * (third - low))
    low = low if low > high / 2 else 0
    width = _round_up((high - low + 1) / bins)
    begin = low // width * width
    filled: dict[int, int] = {}
    for value, count in counts:
        least = value // width * width
        filled[least] = filled.get(least, 0) + count
    return {
        "width": width,
        "begin": begin,
        "end": begin + (bins + (begin < low)) * width,
        "bins": [[least, filled[least]] for least in sorted(filled)],
    }


def _round_up(value: float) -> int:
    """The least of 1, 2, 5, 10, 20, 50 ... that is not below the value."""
    ten = 1
    while 10 * ten < value:
        ten *= 10
    return next(width for width in (ten, 2 * ten, 5 * ten, 10 * ten) if width >= value)


def _is_solid(character: str) -> bool:
    return category(character)[0] in "LN"


def _is_unseen(character: str) -> bool:
    return category(character) in ("Cc", "Cf", "Cs") and character not in _JOINERS


def _quantile(counts: list[tuple[int, int]], captions: int, part: int, parts: int) -> int:
    needed, seen = -(-captions * part // parts), 0
    for value, count in counts:
        seen += count
        if seen >= needed:
            return value
    return 0


def _median(counts: list[tuple[int, int]], captions: int) -> float:
    """The middle value, or the mean of the two in the middle."""
    low = _quantile(counts, captions, 1, 2)
    if captions % 2:
        return low
    high = _quantile(counts, captions, captions // 2 + 1, captions)
    return low if low == high else (low + high) / 2


def _skew(counts: list[tuple[int, int]], captions: int, mean: float) -> float | None:
    """g1; None where all captions have the same length: there is none."""
    second, third = (math.fsum(c * (n - mean) ** k for n, c in counts) / captions for k in (2, 3))
    return third / second**1.5 if second else None


def _unbiased(g1: float | None, captions: int) -> float | None:
    if g1 is None or captions < 3:
        return None
    return g1 * math.sqrt(captions * (captions - 1)) / (captions - 2)
