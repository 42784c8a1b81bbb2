import pytest

from lgs.filters.words import marks_in, words_of

WORDS = [
    ("Men's T-Shirt", ["men's", "t", "shirt"]),
    ("'quoted' rock 'n' roll ''", ["quoted", "rock", "n", "roll"]),
    ("纯棉 shirt", ["纯", "棉", "shirt"]),
    ("", []),
    ("— 100 % —", ["100"]),
]


@pytest.mark.parametrize(("text", "words"), WORDS)
def test_words_are_found_in_any_script(text, words):
    assert list(words_of(text)) == words


MARKS = [
    ("Grün, señor, façade, naïve, Łódź, ÐÑ ab", 0),
    ("&eacute;&nosuchthing;&#x27;", 2),
    ("<td>1</td><td class='x'>2</td>", 4),
    ("<table-runner> and <T>", 0),
    ("a\tb\nc", 0),
    ("ðŸ˜€", 1),
    ("[object Object] ${name} {% if %} %%GLOBAL_Name%%", 4),
    ("100%%, $5 {per piece}", 0),
]


@pytest.mark.parametrize(("text", "count"), MARKS)
def test_marks_of_unclean_text_are_counted(text, count):
    assert marks_in(text) == count
