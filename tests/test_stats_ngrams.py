import random
import resource
from collections import Counter

import numpy as np
import pytest

from lgs.errors import LgsError
from lgs.stats.ngrams import Ngrams, count_ngrams
from lgs.stats.parts import parts_of
from lgs.stats.vocabulary import blocks_of
from lgs.stats.words import words_of

ODD = ["Café,", "—", "(x)", "红色", "a-b", "a!b", "🙂", "\x01", "10%", "", "nul\x00",
       *(f"a{space}b" for space in "\t\x0b\x0c\r\x1c\x1d\x1e\x1f\x85\u2028\u3000")]  # fmt: skip


def generated(seed: int) -> list[str]:
    """Captions from a few to many words, with empty and odd ones."""
    draw = random.Random(seed)
    words = [f"w{i}" for i in range(draw.choice([1, 3, 40, 900]))] + ODD
    weights = [1 / (1 + i) for i in range(len(words))]
    count = draw.choice([1, 2, 3, 50, 300])
    return [" ".join(draw.choices(words, weights, k=draw.randrange(0, 30))) for _ in range(count)]


def by_hand(captions: list[str], size: int, min_count: int) -> Ngrams:
    """The same by a Counter of all n-grams in memory."""
    counts: Counter[str] = Counter()
    for caption in captions:
        words = words_of(caption)
        counts.update(" ".join(words[i : i + size]) for i in range(len(words) - size + 1))
    ranked = sorted(counts.items(), key=lambda e: (-e[1], e[0]))
    frequent = sum(count >= min_count for count in counts.values())
    return Ngrams(counts.total(), len(counts), frequent, tuple(ranked))


@pytest.mark.parametrize("seed", range(12))
@pytest.mark.parametrize(
    ("block_captions", "part_keys"), [(17, 90), (170, 500), (32_000, 4_000_000)]
)
def test_every_ngram_is_counted_as_by_hand(seed, block_captions, part_keys):
    captions = generated(seed)
    found = count_ngrams(
        captions, min_count=3, top=10**6, block_captions=block_captions, part_keys=part_keys
    )
    assert found.ngrams == {size: by_hand(captions, size, 3) for size in (1, 2, 3)}
    assert found.lengths == Counter(len(words_of(c)) for c in captions)


@pytest.mark.parametrize("workers", [2, 3])
def test_any_number_of_workers_counts_the_same(workers):
    captions = [c for seed in range(20) for c in generated(seed)]
    alone = count_ngrams(captions, min_count=3, top=200)
    assert count_ngrams(captions, min_count=3, top=200, workers=workers, block_captions=99) == alone


def test_equally_common_ngrams_are_named_by_their_text():
    found = count_ngrams(["b a b", "c a", "a! a"], top=3).ngrams
    assert found[1].top == (("a", 4), ("b", 2), ("c", 1))
    assert found[2].top == (("a a", 1), ("a b", 1), ("b a", 1))


def test_ngrams_do_not_cross_captions():
    assert count_ngrams(["one", "two", "three"]).ngrams[2] == Ngrams()


def test_no_captions_have_no_ngrams():
    assert count_ngrams([]).ngrams == {1: Ngrams(), 2: Ngrams(), 3: Ngrams()}


def test_a_second_count_does_not_know_the_words_of_the_first():
    assert count_ngrams(["a b"]) != count_ngrams(["c d"])
    assert count_ngrams(["c d"]).ngrams[1].top == (("c", 1), ("d", 1))


@pytest.mark.parametrize("bits", [5, 20, 22, 25, 31])
def test_every_key_fits_into_64_bits_and_every_word_begins_one_part(bits):
    uses = np.array([0, *[1_000, 1, 1] * 7])
    for size in (2, 3):
        parts = parts_of(size, uses, bits=bits, part_keys=1_500)
        assert [w for p in parts for w in range(p.first, p.end)] == list(range(1, 22))
        for part in parts:
            largest = (part.end - 1 - part.first + 1) << bits * (size - 1)
            assert largest <= 1 << 64


def test_a_full_disk_is_said_in_a_sentence(tmp_path):
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, before[1]))
    try:
        with pytest.raises(LgsError, match=r"no space is left in .* set TMPDIR") as error:
            count_ngrams([f"a{i} b{i}" for i in range(10_000)], folder=tmp_path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert str(tmp_path) in str(error.value)
    assert list(tmp_path.iterdir()) == []


def test_more_words_than_keys_can_tell_apart_are_an_error():
    with pytest.raises(LgsError, match="too many to count"):
        parts_of(3, np.array([0, 1]), bits=32, part_keys=10)


def test_a_block_is_short_in_captions_and_in_characters():
    assert [len(u) for u in blocks_of(["a"] * 25, size=10)] == [10, 10, 5]
    assert [len(u) for u in blocks_of(["x" * 30_000_000] * 5, size=10)] == [2, 2, 1]
    assert list(blocks_of([], size=10)) == []
