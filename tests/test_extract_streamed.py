"""The data that React Router streams into its pages."""

import json

import pytest

from lgs.extract.streamed import streamed_values


def pushed(*lines: str) -> list[str]:
    return [
        f"window.__reactRouterContext.streamController.enqueue({json.dumps(x)});" for x in lines
    ]


def values(*lines: str) -> list[object]:
    return list(streamed_values(pushed(*lines)))


FLAT = [
    ('[{"_1":2},"name","Oak"]', {"name": "Oak"}),
    ('[{"_1":2},"sizes",[3,-5],"S"]', {"sizes": ["S", None]}),
    ('[{"_1":-7,"_2":3},"a","b",true]', {"a": None, "b": True}),
    ('[{"_1":2},"day",["D",1700000000000]]', {"day": None}),
    ('[{"_1":2},"at",["U","https://a.example/"]]', {"at": "https://a.example/"}),
    ('[["N",{"_1":2}],"name","Oak"]', {"name": "Oak"}),
    ('[{"_1":2},"later",["P",2]]', {"later": None}),
    ('[{"_9":2},"name","Oak"]', {}),
    ('["Oak"]', "Oak"),
]


@pytest.mark.parametrize(("line", "wanted"), FLAT)
def test_flat_lists_are_read_as_turbo_stream_means_them(line: str, wanted: object) -> None:
    assert values(line) == [wanted]


def test_what_is_awaited_points_into_what_came_before() -> None:
    assert values('[{"_1":2},"name","Oak"]\n', 'P3:[{"_1":4},"Ash"]\n') == [
        {"name": "Oak"},
        {"name": "Ash"},
    ]


def test_a_line_may_come_in_pieces() -> None:
    assert values('[{"_1":2},"na', 'me","Oak"]\n') == [{"name": "Oak"}]


def test_a_value_may_hold_itself() -> None:
    (found,) = values('[{"_1":0},"self"]')
    assert isinstance(found, dict)
    assert found["self"] is found


@pytest.mark.parametrize("line", ["", "[", "{}", "P1:", "[]", "null", "x[1]"])
def test_what_is_no_line_gives_nothing(line: str) -> None:
    assert values(line) == []
