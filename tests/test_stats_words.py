import time

import pytest
from scipy import stats as scipy_stats

from lgs.stats.words import LONGEST_WORD, count_words, describe, histogram, words_of

CASES = [
    ("A man, a plan.", ["a", "man", "a", "plan"]),
    ("Red - large | new", ["red", "large", "new"]),
    ("T-Shirt (100% cotton)", ["t-shirt", "100", "cotton"]),
    ("don’t $19.99", ["don’t", "19.99"]),
    ("“Café” naïve", ["café", "naïve"]),
    ("cafe\u0301", ["café"]),
    ("one\u00a0two\u2003three\u2028four", ["one", "two", "three", "four"]),
    ("zero\u200bwidth \ufeffmark", ["zerowidth", "mark"]),
    ("می\u200cخواهم", ["می\u200cخواهم"]),
    ("हिन्दी में", ["हिन्दी", "में"]),
    ("שלום, עולם!", ["שלום", "עולם"]),
    ("红色 dress ワンピース", ["红", "色", "dress", "ワンピース"]),
    ("ΟΔΟΣ STRASSE Straße", ["οδος", "strasse", "straße"]),
    ("love❤️ 🙂 👩‍👩‍👧", ["love"]),
    ("\u202eevil\u202c bell\x07 \x00 nul", ["evil", "bell", "nul"]),
    ("\ud800lone", ["lone"]),
    ("— … _ ***", []),
    ("", []),
    (" \t\r\n", []),
]


@pytest.mark.parametrize(("caption", "words"), CASES)
def test_words_stand_between_white_space_without_marks_at_their_ends(caption, words):
    assert words_of(caption) == words


HOSTILE = {
    "letters": "x" * 1_000_000,
    "han": "红" * 1_000_000,
    "marks": "a" + "\u0301\u0323" * 500_000,
    "brackets": "(" * 1_000_000,
    "bidi": "\u202e" * 1_000_000,
    "emoji": "👩‍👩‍👧 " * 200_000,
    "words": "a " * 500_000,
    "nul": "\x00" * 1_000_000,
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_megabyte_of_anything_is_counted_in_seconds(name):
    begin = time.process_time()
    words = words_of(HOSTILE[name])
    assert time.process_time() - begin < 10
    assert all(0 < len(word) <= LONGEST_WORD for word in words)


def test_the_number_of_words_of_nothing_is_zero():
    assert [count_words(c) for c in (None, "", " ", "two words")] == [0, 0, 0, 2]


def test_the_distribution_of_lengths_is_that_of_scipy():
    values = [1, 2, 2, 3, 3, 3, 4, 9, 30]
    found = describe({v: values.count(v) for v in values} | {0: 5})
    assert (found["min"], found["max"]) == (1, 30)
    assert found["mean"] == pytest.approx(sum(values) / 9)
    assert found["median"] == 3
    assert found["skew"] == pytest.approx(scipy_stats.skew(values))
    assert found["skew_unbiased"] == pytest.approx(scipy_stats.skew(values, bias=False))
    assert found["total"] == 57
    assert found["deciles"] == [1, 2, 2, 3, 3, 3, 4, 9, 30]


@pytest.mark.parametrize(
    ("lengths", "median", "skew"),
    [
        ({1: 1, 2: 1}, 1.5, 0.0),
        ({1: 2, 4: 2}, 2.5, 0.0),
        ({7: 3}, 7, None),
        ({7: 1}, 7, None),
        ({1: 1, 2: 1, 9: 1}, 2, pytest.approx(scipy_stats.skew([1, 2, 9]))),
    ],
)
def test_median_and_skew_of_few_captions(lengths, median, skew):
    found = describe(lengths)
    assert (found["median"], found["skew"]) == (median, skew)


def test_no_captions_have_no_distribution():
    assert set(describe({0: 3}).values()) == {None}


def test_the_histogram_holds_every_caption_in_few_bins():
    found = histogram([(n, 1) for n in range(1, 1001)] + [(1_000_000, 1)])
    assert found["width"] == 20
    assert sum(count for _, count in found["bins"]) == 1001
    assert found["bins"][-1] == [1_000_000, 1]
    assert len(found["bins"]) == 52


@pytest.mark.parametrize(
    ("lengths", "width", "begin", "end"),
    [
        (dict.fromkeys(range(1, 1001), 1), 20, 0, 1_000),
        (dict.fromkeys(range(1, 41), 10) | {3_000: 12}, 5, 0, 250),  # 3 % are giants
        (dict.fromkeys(range(990, 1011), 10), 1, 990, 1_040),  # all are far from 0
        (dict.fromkeys(range(990, 1011), 10) | {16: 1}, 1, 990, 1_040),
        ({89: 5_000}, 1, 89, 139),
        ({89: 5_000, 1_000_000: 60}, 1, 89, 139),
        ({8: 5, 900: 5}, 20, 0, 1_000),
        ({1: 1}, 1, 1, 51),
    ],
)
def test_neither_giants_nor_the_way_from_zero_squeeze_all_into_one_bar(lengths, width, begin, end):
    found = histogram(sorted(lengths.items()))
    assert (found["width"], found["begin"], found["end"]) == (width, begin, end)
    assert sum(count for _, count in found["bins"]) == sum(lengths.values())
