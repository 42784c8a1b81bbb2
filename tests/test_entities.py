import pytest

from lgs.entities import unescape
from lgs.extract import read
from lgs.model import Page
from lgs.spiders.sitemaps import read_sitemap


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("caf&eacute; &amp; bar", "café & bar"),
        ("&#0000000038;", "&"),
        ("&#x000026", "&"),
        ("&#" + "9" * 5000 + ";", "\ufffd"),
        ("&#X" + "f" * 5000, "\ufffd"),
        ("&#1114112;", "\ufffd"),
        ("no reference &# 9", "no reference &# 9"),
    ],
)
def test_references_are_read_and_endless_ones_are_no_error(text, wanted):
    assert unescape(text) == wanted


def test_an_endless_reference_breaks_no_page_and_no_sitemap():
    endless = "&#" + "9" * 5000 + ";"
    page = (
        f'<script type="application/ld+json">{{"@type":"Product","name":"Oak {endless}"}}</script>'
    )
    assert read(Page("https://a.example/p/1", page.encode())).product.title == "Oak \ufffd"
    listed = (
        f"<urlset><loc>https://a.example/{endless}</loc><loc>https://a.example/p</loc></urlset>"
    )
    assert "https://a.example/p" in read_sitemap(listed.encode(), "https://a.example/s.xml")[1]
