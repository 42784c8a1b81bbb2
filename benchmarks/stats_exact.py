"""Our counts against naive ones in memory, to the last n-gram, word and tag.

    python benchmarks/stats_exact.py captions.txt --column caption --captions 100000 --tagged 5000

Word counts against numpy and scipy, n-grams against a Counter, parts of speech against spaCy's
tagger and attribute ruler on whole texts. Without a file, captions of `stats_ngrams.py` are taken.
"""

import argparse
from collections import Counter
from collections.abc import Iterator
from itertools import islice
from pathlib import Path

import numpy as np
import scipy.stats
import spacy
from stats_ngrams import captions as made

from lgs.stats import read_captions
from lgs.stats.ngrams import count_ngrams
from lgs.stats.pos import BATCH, UNUSED, readable, resolve_model, tag
from lgs.stats.tagged import CLASSES
from lgs.stats.words import describe, word_of, words_of


def check_words(texts: list[str]) -> None:
    """Minimum, maximum, mean, median, both skews."""
    lengths = np.array([n for text in texts if (n := len(words_of(text)))])
    found = describe(Counter(lengths.tolist()))
    theirs = {
        "min": lengths.min(),
        "max": lengths.max(),
        "mean": lengths.mean(),
        "median": np.median(lengths),
        "skew": scipy.stats.skew(lengths),
        "skew_unbiased": scipy.stats.skew(lengths, bias=False),
    }
    ours = {name: found[name] for name in theirs}
    print("words:", ours)
    assert np.allclose(list(ours.values()), [float(v) for v in theirs.values()]), theirs


def check_ngrams(texts: list[str]) -> None:
    """All counts, for some sizes of blocks and numbers of workers."""
    whole = [words_of(text) for text in texts]
    found = [
        count_ngrams(texts, top=10**9, workers=workers, block_captions=block, part_keys=keys)
        for workers, block, keys in ((1, 32_000, 4_000_000), (2, 7_001, 1_000_000))
    ]
    for size in (1, 2, 3):
        counts = Counter(gram for words in whole for gram in grams(words, size))
        for counted in found:
            assert dict(counted.ngrams[size].top) == counts
            assert counted.ngrams[size].distinct == len(counts)
            assert counted.ngrams[size].frequent == sum(n >= 10 for n in counts.values())
        print(
            f"{size}-grams: {len(counts):,} equal; ",
            [text for text, _ in counted.ngrams[size].top[:5]],
        )


def grams(words: list[str], size: int) -> Iterator[str]:
    """The n-grams of a caption as texts."""
    return (" ".join(words[i : i + size]) for i in range(len(words) - size + 1))


def check_tags(texts: list[str]) -> None:
    """Words by part of speech."""
    model = resolve_model()
    nlp = spacy.load(model, exclude=UNUSED)
    theirs: dict[str, Counter[str]] = {name: Counter() for name in CLASSES.values()}
    tokens = 0
    for doc in nlp.pipe(map(readable, texts), batch_size=BATCH):
        tokens += len(doc)
        for token in doc:
            name, word = CLASSES.get(token.pos_), word_of(token.lower_)
            if name and any(c.isalpha() for c in word):
                theirs[name][word] += 1
    for workers in (1, 2):
        assert tag(texts, model=model, workers=workers).words == theirs
    print(f"parts of speech: {tokens:,} tokens, equal", {k: len(v) for k, v in theirs.items()})


def main() -> None:
    """Compare; an AssertionError is a difference."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("file", type=Path, nargs="?")
    parser.add_argument("--column", default="caption")
    parser.add_argument("--captions", type=int, default=100_000)
    parser.add_argument("--tagged", type=int, default=5_000)
    given = parser.parse_args()
    if given.file:
        texts = list(islice(read_captions(given.file, column=given.column), given.captions))
    else:
        texts = made(0, given.captions, 1)
    check_words(texts)
    check_ngrams(texts)
    check_tags(texts[: given.tagged])


if __name__ == "__main__":
    main()
