import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgs.errors import UsageError
from lgs.export.captions import caption_maker
from lgs.export.templates import FIELDS, PROMPTS, fields_of, maker_of

CHAIR = {
    "title": "Oak chair",
    "brand": "Arbor",
    "end_leaf": "Chairs",
    "taxonomy": ["Furniture", "Chairs"],
    "bullets": ["Solid oak", "60 cm"],
}
NAMELESS = CHAIR | {"brand": None}
UNLABELLED = CHAIR | {"end_leaf": None}


@pytest.mark.parametrize(
    ("name", "row", "caption"),
    [
        ("prompt-1", CHAIR, "a photo of Arbor Chairs Oak chair, e-commerce"),
        ("prompt-1", NAMELESS, "a photo of Chairs Oak chair, e-commerce"),
        ("prompt-1", UNLABELLED, "a photo of Arbor Oak chair, e-commerce"),
        ("prompt-1", CHAIR | {"title": None}, None),
        ("prompt-2", CHAIR, "an e-commerce photo of Oak chair, Chairs, Arbor"),
        ("prompt-2", UNLABELLED, "an e-commerce photo of Oak chair, Arbor"),
        ("prompt-2", NAMELESS | {"end_leaf": None}, "an e-commerce photo of Oak chair"),
        ("prompt-3", CHAIR, "a product photo of Oak chair, a kind of Chairs"),
        ("prompt-3", UNLABELLED, None),
        ("prompt-4", CHAIR, "Arbor Oak chair, Chairs"),
        ("prompt-4", NAMELESS | {"end_leaf": None}, "Oak chair"),
    ],
)
def test_a_prompt_is_a_whole_sentence_whatever_is_missing(name, row, caption):
    make, columns = caption_maker(name)
    assert make({column: row[column] for column in columns}) == caption


def test_there_are_the_four_prompts():
    assert list(PROMPTS) == ["prompt-1", "prompt-2", "prompt-3", "prompt-4"]


@pytest.mark.parametrize(
    ("template", "caption"),
    [
        ("{title} by {brand}", "Oak chair by Arbor"),
        ("{taxonomy}: {title}", "Furniture > Chairs: Oak chair"),
        ("{title} ({bullets})", "Oak chair (Solid oak, 60 cm)"),
        ("{{{title}}}", "{Oak chair}"),
    ],
)
def test_a_template_is_filled_with_the_columns(template, caption):
    assert maker_of(template)(CHAIR) == caption


def test_a_row_that_lacks_a_named_field_has_no_caption():
    assert maker_of("{title} by {brand}")(NAMELESS) is None
    assert maker_of("{title} {brand?}")(NAMELESS) == "Oak chair"


@pytest.mark.parametrize(
    ("template", "message"),
    [
        ("{name}", "no field is named 'name' in the caption template; there are: .*title"),
        ("{title.__class__}", "no field is named 'title.__class__'"),
        ("{title!r}", "no field is named 'title!r'"),
        ("{title:>9}", "no field is named 'title:>9'"),
        ("{}", "no field is named ''"),
        ("{faults}", "no field is named 'faults'"),
        ("{title", "cannot be read"),
        ("title}", "cannot be read"),
        ("{{title}}", "names no field"),
    ],
)
def test_an_odd_template_is_answered_in_a_sentence(template, message):
    with pytest.raises(UsageError, match=message):
        maker_of(template)


def test_a_name_that_is_none_is_answered_with_what_there_is():
    with pytest.raises(UsageError, match=r"there are: both, .*prompt-4.*templates such as"):
        caption_maker("prompt-5")


@given(st.text(max_size=40))
def test_any_text_is_a_template_or_a_plain_error(text):
    try:
        fields = fields_of(text)
    except UsageError:
        return
    assert set(fields) <= set(FIELDS)
