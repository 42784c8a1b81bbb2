"""Time and memory of exact n-gram counts on generated captions of about 90 words.

    python benchmarks/stats_ngrams.py 100000 --workers 2

The text is made of phrases of one to four words; phrases and words follow a power law without an
end, so that vocabulary and n-grams go on growing as those of shops do (vocabulary by about N^0.6).
"""

import argparse
import resource
import time
from collections.abc import Iterator
from pathlib import Path
from tempfile import NamedTemporaryFile

import numpy as np

from lgs.stats.corpus import read_captions
from lgs.stats.ngrams import count_ngrams

PHRASES_A_CAPTION = 36  # of 2.5 words
SYLLABLES = [a + b for a in "bdfgklmnprstvz" for b in "aeiou"]


def word(rank: int) -> str:
    """A word for a rank: the rank's digits to the base of 70, as syllables."""
    spelt = SYLLABLES[rank % 70]
    while rank := rank // 70:
        spelt += SYLLABLES[rank % 70]
    return spelt


def captions(count: int, seed: int, *, block: int = 2_000) -> Iterator[str]:
    """Captions, the same for the same seed."""
    random = np.random.default_rng(seed)
    for start in range(0, count, block):
        size = min(block, count - start)
        uniform = 1 - random.random((size, PHRASES_A_CAPTION))
        phrases = np.minimum(300 * uniform ** (-1 / 0.3), 2.0**60).astype(np.int64)
        for row in phrases.tolist():
            yield " ".join(" ".join(phrase(number)) for number in row)


def phrase(number: int) -> list[str]:
    """The words of a phrase: drawn by a power law, always the same for its number."""
    state = number * 0x9E3779B97F4A7C15 % (1 << 64)
    words = []
    for _ in range(1 + (state >> 33) % 4):
        state = (state * 6364136223846793005 + 1442695040888963407) % (1 << 64)
        uniform = ((state >> 24) + 1) / (1 << 40)
        words.append(word(int(5 * uniform ** (-1 / 0.35))))
    return words


def peak_mb(who: int) -> float:
    """Peak resident memory in MB."""
    return resource.getrusage(who).ru_maxrss / 1024


def main() -> None:
    """Write the captions to a file, count them, print one line."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("captions", type=int)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument("--seed", type=int, default=1)
    given = parser.parse_args()
    with NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        for caption in captions(given.captions, given.seed):
            file.write(caption + "\n")
        file.flush()
        begin = time.perf_counter()
        counted = count_ngrams(read_captions(Path(file.name)), workers=given.workers)
        seconds = time.perf_counter() - begin
    own, children = (peak_mb(w) for w in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    for size, found in counted.ngrams.items():
        print(
            f"{size}-grams: {found.total:,} distinct {found.distinct:,} frequent {found.frequent:,}"
        )
    print(
        f"{given.captions:,} captions, {given.workers} workers: {seconds:.1f} s, "
        f"{given.captions / seconds:,.0f} captions/s, "
        f"peak {own:,.0f} MB here, {children:,.0f} MB in the largest child"
    )


if __name__ == "__main__":
    main()
