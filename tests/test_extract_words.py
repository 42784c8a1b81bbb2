import re

import pytest

from lgs.extract.words import either

CASES = [
    ("sold out|sale", "SALE", "SALE"),
    ("sold out|sale", "Sold  out", None),
    ("re?d|red wine", "red wine", "red"),
    ("a(?:b|c)|[xy]|a\\|d", "a|d", "a|d"),
    ("a(?:b|c)|[x|y]", "AC", "AC"),
    ("stra(?:ß|ss)e", "STRASSE", "STRASSE"),
    ("иркутск|ир", "ИР", "ИР"),
    ("skip", "ſKIP", "ſKIP"),
]


@pytest.mark.parametrize(("words", "text", "found"), CASES)
def test_alternatives_by_their_first_letters_find_what_a_plain_pattern_finds(words, text, found):
    plain = re.search(words, text, re.I)
    grouped = re.search(either({"en": words}), text, re.I)
    assert (grouped and grouped[0]) == (plain and plain[0]) == found
