import json

import pytest

from lgs.errors import LgsError
from lgs.taxonomy.label import load_labeller
from lgs.taxonomy.offline import answers, numbered

LABELLER = load_labeller()


def labelled(lines):
    return answers(list(numbered(lines)), LABELLER)


NOTHING = {"taxonomy": [], "end_leaf": None, "label_score": None, "label_source": None}


def test_each_row_has_one_answer_in_the_same_order():
    rows = [
        {"title": "Aria"},
        {"title": "Oak table lamp", "description": None, "brand": "Aria", "breadcrumbs": []},
    ]
    nothing, lamp = map(json.loads, labelled(map(json.dumps, rows)))
    assert nothing == NOTHING
    assert list(lamp) == ["taxonomy", "end_leaf", "label_score", "label_source"]
    assert (lamp["end_leaf"], lamp["label_source"]) == ("Table Lamps", "title")
    assert lamp["taxonomy"][-1] == lamp["end_leaf"]


def test_an_empty_line_is_passed_over():
    assert len(list(labelled(["\n", '{"title": "Hat"}\n', ""]))) == 1


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("{", "line 2 is not JSON"),
        ('{"title": ' + "9" * 5000 + "}", "line 2 is not JSON"),
        ('["Hat"]', "line 2 must be a JSON object"),
        ('{"title": 3}', "line 2: title must be a string, not 3"),
        ('{"title": "Hat", "breadcrumbs": "Hats"}', "line 2: breadcrumbs must be a list"),
        ('{"title": "Hat", "breadcrumbs": [1]}', "line 2: breadcrumbs must be a list"),
    ],
)
def test_a_broken_line_is_named_by_its_number(line, words):
    with pytest.raises(LgsError, match=words):
        labelled(['{"title": "Hat"}', line])
