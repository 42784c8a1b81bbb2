import time

import pytest

from lgs.extract.decode import decode, encoding_of
from lgs.extract.document import Document
from lgs.extract.nesting import MOST_LEVELS, shallow
from lgs.model import Page

GERMAN = "<p>Größe: schöne Stühle für draußen</p>"
RUSSIAN = "<p>Деревянный стул для кухни и столовой, высота сиденья сорок пять</p>" * 5
JAPANESE = "<p>木製の椅子です。高さは四十五センチで、とても軽いです。</p>" * 5


def page(
    html: str | bytes, *headers: tuple[str, str], url: str = "https://example.com/a/b"
) -> Document:
    body = html if isinstance(html, bytes) else html.encode()
    return Document(Page(url, body, headers))


@pytest.mark.parametrize(
    ("text", "written", "declared", "meta"),
    [
        (GERMAN, "utf-8", "utf-8", None),
        (GERMAN, "utf-8", "iso-8859-1", None),
        (GERMAN, "utf-8", None, "windows-1252"),
        (GERMAN, "cp1252", "iso-8859-1", None),
        (GERMAN, "cp1252", "utf-8", "iso-8859-1"),
        (GERMAN, "utf-8-sig", "iso-8859-1", None),
        (GERMAN, "utf-16", None, None),
        (GERMAN, "utf-16-le", None, None),
        (RUSSIAN, "cp1251", "windows-1251", None),
        (RUSSIAN, "cp1251", "iso-8859-1", "windows-1251"),
        (RUSSIAN, "cp1251", "utf-8", "windows-1251"),
        (RUSSIAN, "koi8-r", None, "koi8-r"),
        (JAPANESE, "shift_jis", None, "shift_jis"),
        (JAPANESE, "euc_jp", "utf-8", "euc-jp"),
        (JAPANESE, "iso2022_jp", "iso-2022-jp", None),
    ],
)
def test_text_is_decoded_by_what_the_bytes_show(
    text: str, written: str, declared: str | None, meta: str | None
) -> None:
    head = f'<meta charset="{meta}">' if meta else ""
    content_type = f"text/html; charset={declared}" if declared else "text/html"
    assert decode((head + text).encode(written), content_type) == head + text


def test_an_undeclared_or_wrongly_declared_alphabet_is_recognised() -> None:
    assert "Деревянный" in decode(RUSSIAN.encode("cp1251"), "text/html; charset=iso-8859-1")
    assert "木製" in decode(JAPANESE.encode("shift_jis"), None)


def test_one_bad_byte_does_not_undo_utf8() -> None:
    assert encoding_of(RUSSIAN.encode() + b"\xff" + RUSSIAN.encode(), None) == "utf-8"


def test_nul_bytes_and_unknown_charsets_do_no_harm() -> None:
    assert decode(b"a\x00b", None) == "ab"
    assert decode("für".encode(), "text/html; charset=klingon") == "für"
    assert decode(b"", None) == ""


@pytest.mark.parametrize(
    ("html", "lang"),
    [
        ('<html lang="en-us">', "en-US"),
        ('<html lang="zh_hans_CN">', "zh-Hans-CN"),
        ('<html><meta property="og:locale" content="pt_BR">', "pt-BR"),
        ('<html><meta http-equiv="Content-Language" content="de">', "de"),
        ('<html lang=""><meta property="og:locale" content="fr_FR">', "fr-FR"),
        ('<html lang="{{ lang }}">', None),
        ("<html>", None),
    ],
)
def test_the_language_is_written_as_bcp_47(html: str, lang: str | None) -> None:
    assert page(html).lang == lang


@pytest.mark.parametrize(
    ("html", "canonical"),
    [
        ('<link rel="canonical" href="/p/1">', "https://example.com/p/1"),
        (
            '<link rel="Canonical nofollow" href="//www.example.com/p/1">',
            "https://www.example.com/p/1",
        ),
        (
            '<base href="https://example.com/x/"><link rel=canonical href="1">',
            "https://example.com/x/1",
        ),
        ('<meta property="og:url" content="https://example.com/p/2">', "https://example.com/p/2"),
        ('<link rel=canonical href="https://example.org/p/1">', None),
        ('<link rel=canonical href="ftp://shop.example/p/1">', None),
        ('<link rel=canonical href="http://[broken">', None),
        ("", None),
    ],
)
def test_a_canonical_url_is_absolute_and_of_the_same_site(html: str, canonical: str | None) -> None:
    assert page(html).canonical_url == canonical


def test_a_meta_element_counts_by_its_first_content_that_says_something() -> None:
    document = page(
        '<meta property="og:image" content=""><meta property="OG:image" content="a.png">'
        '<meta name="og:image" content="b.png">'
    )
    assert document.metas["og:image"] == ("", "a.png", "b.png")
    assert document.meta["og:image"] == "a.png"


def test_the_title_is_that_of_the_head_not_of_a_picture() -> None:
    document = page("<svg><title>Cart</title></svg><head><title> Oak \n chair </title></head>")
    assert document.title_text is not None
    assert (
        page("<head><title> Oak \n chair </title></head><svg><title>x</title></svg>").title_text
        == "Oak chair"
    )
    assert page("<p>").title_text is None


def test_what_is_read_once_is_kept() -> None:
    document = page("<p>")
    calls = []

    def count(d: Document) -> int:
        calls.append(d)
        return len(calls)

    assert (document.once(count), document.once(count)) == (1, 1)


def test_deep_nesting_is_cut_before_it_costs_time() -> None:
    started = time.process_time()
    document = page("<div>" * 50_000 + "deep")
    assert len(document.tree.css("div")) <= MOST_LEVELS
    assert "deep" in (document.tree.body.text() if document.tree.body else "")
    assert time.process_time() - started < 1


def test_usual_pages_are_parsed_as_they_are() -> None:
    html = "<ul>" + "<li><img><br><a href=x>y</a>" * 3000 + "</ul>" + "<div></div>" * 5000
    assert shallow(html) == html


SAYS_UTF8 = "text/html; charset=utf-8"


@pytest.mark.parametrize(
    ("body", "text"),
    [
        ("<p>€19 für ".encode() + "Crème brûlée".encode("cp1252"), "<p>€19 für Crème brûlée"),
        ("Hêtre".encode("cp1252"), "Hêtre"),
        ("“Eiche” – naturbelassen".encode("cp1252"), "“Eiche” – naturbelassen"),
        ("Крем для рук и лица, увлажняющий и питательный".encode("cp1251"), "Крем для рук"),
    ],
)
def test_a_page_that_says_utf8_keeps_its_few_letters_from_elsewhere(body: bytes, text: str) -> None:
    assert text in decode(body, SAYS_UTF8)
