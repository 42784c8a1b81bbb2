import pytest

from lgs.errors import UsageError
from lgs.registry import Registry


@pytest.fixture
def shapes():
    found = Registry("shape")

    @found.add
    def round_() -> str:
        return "o"

    @found.add
    def angular() -> str:
        return "v"

    return found


def test_a_function_is_found_by_its_own_name(shapes):
    assert shapes["angular"]() == "v"


def test_an_underscore_that_keeps_a_word_free_is_no_part_of_the_name(shapes):
    assert shapes["round"]() == "o"
    with pytest.raises(UsageError):
        shapes["round_"]


def test_an_unknown_name_is_answered_with_those_that_there_are(shapes):
    with pytest.raises(UsageError, match=r"no shape is named 'square'; there are: angular, round"):
        shapes["square"]


def test_names_come_in_the_order_in_which_they_were_added(shapes):
    assert list(shapes) == [name for name, _ in shapes.items()] == ["round", "angular"]


def test_the_decorated_function_stays_what_it_was(shapes):
    def flat() -> str:
        return "-"

    assert shapes.add(flat) is flat
    assert ("flat", flat) in shapes.items()
