import pytest

from lgs.consent.directives import Wishes, wishes_of_headers, wishes_of_page, words_for_us
from lgs.extract import open_page, read_document
from lgs.model import Page


def wishes(*headers: tuple[str, str], head: str = "", strict: bool = True) -> Wishes:
    page = Page("http://a.example/", f"<html><head>{head}</head></html>".encode(), headers)
    return wishes_of_page(page, read_document(open_page(page)), strict=strict)


def meta(content: str, name: str = "robots") -> str:
    return f'<meta name="{name}" content="{content}">'


@pytest.mark.parametrize(
    ("value", "words"),
    [
        ("noindex", ("noindex",)),
        (" NoIndex , NOFOLLOW ", ("noindex", "nofollow")),
        ("otherbot: noindex, nofollow", ()),
        ("lgs: noindex, nofollow", ("noindex", "nofollow")),
        ("otherbot: noindex, lgs: nofollow", ("nofollow",)),
        ("*: noai", ("noai",)),
        ("lgsbot: noindex", ()),
        ("max-image-preview: none", ("max-image-preview:none",)),
        ("max-snippet:-1, max-image-preview:large", ("max-snippet:-1", "max-image-preview:large")),
        (
            "unavailable_after: Fri, 25 Jun 2010 15:00:00 GMT, noai",
            ("unavailable_after: fri, 25 jun 2010 15:00:00 gmt", "noai"),
        ),
        ("", ()),
    ],
)
def test_the_words_that_are_meant_for_us(value, words):
    assert words_for_us(value) == words


PAST, FUTURE = "25 Jun 2010 15:00:00 GMT", "25 Jun 2999 15:00:00 GMT"


@pytest.mark.parametrize(
    ("words", "record", "image", "links"),
    [
        ("noindex", False, False, True),
        ("none", False, False, False),
        ("noai", False, False, True),
        ("noml", False, False, True),
        ("noarchive", False, False, True),
        ("nosnippet", False, False, True),
        (f"unavailable_after: {PAST}", False, False, True),
        ("unavailable_after: 2010-06-25", False, False, True),
        ("unavailable_after: Friday, 25-Jun-10 15:00:00 UTC", False, False, True),
        ("noimageindex", True, False, True),
        ("noimageai", True, False, True),
        ("max-image-preview: none", True, False, True),
        ("nofollow", True, True, False),
        # near misses
        ("index, follow, all", True, True, True),
        (f"unavailable_after: {FUTURE}", True, True, True),
        ("unavailable_after: some day", True, True, True),
        ("max-image-preview: large, max-snippet: 0", True, True, True),
        ("noindexing", True, True, True),
        ("notranslate, noodp", True, True, True),
    ],
)
def test_what_follows_from_each_word_in_header_and_meta(words, record, image, links):
    for found in (wishes(("X-Robots-Tag", words)), wishes(head=meta(words))):
        assert (not found.no_record, not found.no_image, not found.no_links) == (
            record,
            image,
            links,
        )


@pytest.mark.parametrize(
    ("headers", "head", "allowed"),
    [
        ([("X-Robots-Tag", "otherbot: noindex")], "", True),
        ([("X-Robots-Tag", "otherbot: noindex"), ("x-robots-tag", "noindex")], "", False),
        ([("X-Robots-Tag", "index")], meta("noindex"), False),
        ([("X-Robots-Tag", "noindex")], meta("index"), False),
        ([], meta("noindex", "LGS"), False),
        ([], meta("noindex", "otherbot"), True),
        ([("tdm-reservation", "1")], "", False),
        ([("TDM-Reservation", " 1 ")], "", False),
        ([("tdm-reservation", "0")], "", True),
        ([], meta("1", "tdm-reservation"), False),
        ([("tdm-reservation", "1")], meta("0", "tdm-reservation"), True),
        ([("tdm-reservation", "0")], meta("1", "tdm-reservation"), False),
        ([("Content-Usage", "train-ai=n")], "", False),
        ([("Content-Usage", "search=y, train-ai=y")], "", True),
    ],
)
def test_any_channel_denies_and_html_supersedes_the_reservation_in_a_header(headers, head, allowed):
    assert (wishes(*headers, head=head).no_record is None) is allowed


def test_the_reason_names_the_word_and_its_channel():
    assert wishes(head=meta("noindex")).no_record == "noindex (meta)"
    assert wishes(("X-Robots-Tag", "noai")).no_image == "noai (x-robots-tag)"
    assert wishes(("tdm-reservation", "1")).no_record == "tdm-reservation"


def test_what_was_said_is_noted_whether_it_is_heeded_or_not():
    headers = [("X-Robots-Tag", "otherbot: noai"), ("X-Robots-Tag", "noindex")]
    said = (("x-robots-tag", "otherbot: noai; noindex"), ("meta", "nofollow"))
    for strict in (True, False):
        assert wishes(*headers, head=meta("nofollow"), strict=strict).said == said


def test_the_policy_of_robots_only_heeds_no_directive():
    found = wishes(("X-Robots-Tag", "none"), head=meta("noai"), strict=False)
    assert (found.no_record, found.no_image, found.no_links) == (None, None, False)


@pytest.mark.parametrize(
    ("headers", "allowed"),
    [
        ([("X-Robots-Tag", "noai")], False),
        ([("x-robots-tag", "noimageindex")], False),
        ([("X-Robots-Tag", "noindex")], False),
        ([("tdm-reservation", "1")], False),
        ([("Content-Usage", "train-ai=n")], False),
        ([("Content-Usage", "search=n")], True),
        ([("X-Robots-Tag", f"unavailable_after: {PAST}")], False),
        ([("X-Robots-Tag", f"unavailable_after: {FUTURE}")], True),
        ([("X-Robots-Tag", "otherbot: noai")], True),
        ([("X-Robots-Tag", "nofollow")], True),
        ([("Content-Type", "image/png")], True),
    ],
)
def test_the_headers_of_a_picture_count(headers, allowed):
    assert (wishes_of_headers(headers).no_image is None) is allowed
    assert wishes_of_headers(headers, strict=False).no_image is None
