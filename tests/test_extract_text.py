import pytest

from lgs.extract.advert import is_description
from lgs.extract.text import MOST_TITLE, block, is_mojibake, line


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("  Oak \n chair\t", "Oak chair"),
        ("Tom &amp;amp; Co", "Tom & Co"),
        ("Tom &amp;amp;amp; Co", "Tom &amp; Co"),
        ("Cafe\u0301", "Café"),
        ("a\u200bb\u202ec\u2066d\ufeff", "abcd"),
        ("a\x00b\x07c", "abc"),
        ("soft\u00adhyphen", "softhyphen"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("<b>Oak</b> chair", "Oak chair"),
        ("5 < 6 > 4", "5 < 6 > 4"),
        ("<script>alert(1)</script>Oak", "Oak"),
        (4711, "4711"),
        ("", None),
        (" \u200b ", None),
        (None, None),
        (True, None),
        (["x"], None),
    ],
)
def test_a_line_is_plain_text(value: object, text: str | None) -> None:
    assert line(value) == text


def test_a_title_has_at_most_its_limit() -> None:
    assert len(line("word " * 1000) or "") <= MOST_TITLE


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("One.\n\n\n\nTwo.\r\nThree.", "One.\n\nTwo.\nThree."),
        ("<p>One.</p><p>Two.<br>Three.</p>", "One.\n\nTwo.\nThree."),
        ("<ul><li>a</li><li>b</li></ul>", "a\nb"),
        ("&lt;p&gt;One.&lt;/p&gt;&lt;p&gt;Two.&lt;/p&gt;", "One.\n\nTwo."),
        ("<table><tr><td>Height</td><td>4 cm</td></tr></table>", "Height 4 cm"),
        ("<style>p {color: red}</style>One<!-- no -->", "One"),
        ("plain &nbsp; text", "plain text"),
        ("<p></p>", None),
        (None, None),
    ],
)
def test_a_block_keeps_its_paragraphs_and_loses_its_tags(value: object, text: str | None) -> None:
    assert block(value) == text


@pytest.mark.parametrize("text", ["CafÃ©", "itâ€™s", "Ð¡ÑÑÐ»", "a\ufffdb", "Ã¼ber"])
def test_text_decoded_wrongly_is_found(text: str) -> None:
    assert is_mojibake(text)


@pytest.mark.parametrize(
    "text", ["Café", "it’s", "Стул", "ÂGÉ", "São Paulo – £5", None, "", "Ærø Å"]
)
def test_right_text_is_no_mojibake(text: str | None) -> None:
    assert not is_mojibake(text)


@pytest.mark.parametrize(
    ("text", "is_one"),
    [
        ("A chair of solid oak that folds flat.", True),
        ("This chair was made for shops and ships at sea.", True),
        ("Buy the oak chair online at Example. Free delivery on all orders.", False),
        ("Jetzt Eichenstuhl günstig kaufen!", False),
        ("Oak chair", False),
        ("OAK CHAIR DELUXE", False),
        ("Jeans", False),
    ],
)
def test_an_advert_or_the_name_again_is_no_description(text: str, is_one: bool) -> None:
    assert is_description(text, "Oak Chair Deluxe") is is_one
