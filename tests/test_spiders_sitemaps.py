import gzip
import time

import pytest

from lgs.spiders.sitemaps import MAX_URLS, read_sitemap

AT = "http://shop.example/maps/s.xml"
ROOT = "http://shop.example"


@pytest.mark.parametrize(
    ("body", "sitemaps", "pages"),
    [
        ("<urlset><url><loc>http://a.example/1</loc></url></urlset>", (), ("http://a.example/1",)),
        (
            "<sitemapindex><sitemap><loc>/a.xml</loc></sitemap></sitemapindex>",
            (f"{ROOT}/a.xml",),
            (),
        ),
        ("<URLSET><URL><LOC> /1\n</LOC></URL></URLSET>", (), (f"{ROOT}/1",)),
        ("<s:urlset xmlns:s='x'><s:url><s:loc>/1</s:loc></s:url></s:urlset>", (), (f"{ROOT}/1",)),
        ("<urlset><loc><![CDATA[/1?a=1&b=2]]></loc></urlset>", (), (f"{ROOT}/1?a=1&b=2",)),
        ("<urlset><loc>/1?a=1&amp;b=2</loc></urlset>", (), (f"{ROOT}/1?a=1&b=2",)),
        ("<urlset><loc>/1</loc><loc>/1</loc><loc>/2</loc>", (), (f"{ROOT}/1", f"{ROOT}/2")),
        (
            "<urlset><url><loc>/1</loc><image:image><image:loc>/i.jpg</image:loc></image:image>"
            "</url></urlset>",
            (),
            (f"{ROOT}/1",),
        ),
        ("<urlset><loc>file:///etc/passwd</loc><loc>http://[x</loc><loc></loc></urlset>", (), ()),
        (f"{ROOT}/1\n\n  {ROOT}/2\r\n", (), (f"{ROOT}/1", f"{ROOT}/2")),
        ("<rss><channel><item><link>/1</link></item></channel></rss>", (), (f"{ROOT}/1",)),
        ('<feed><entry><link rel="alternate" href="/1"/></entry></feed>', (), (f"{ROOT}/1",)),
        ("<!doctype html><title>404</title><a href='/1'>x</a>", (), ()),
        ("", (), ()),
    ],
)
def test_what_a_sitemap_names(body, sitemaps, pages):
    for content in (body.encode(), gzip.compress(body.encode())):
        assert read_sitemap(content, AT) == (sitemaps, pages)


def test_entities_of_a_document_type_are_not_expanded():
    laughs = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))
    body = (
        f'<!DOCTYPE x [<!ENTITY l0 "http://a.example/">{laughs}]><urlset><loc>&l9;</loc></urlset>'
    )
    began = time.process_time()
    assert read_sitemap(body.encode(), AT) == ((), (f"{ROOT}/maps/&l9",))
    assert time.process_time() - began < 1


def test_no_more_urls_are_read_than_the_protocol_allows():
    body = "<urlset>" + "".join(f"<loc>/{n}</loc>" for n in range(MAX_URLS + 5)) + "</urlset>"
    pages = read_sitemap(body.encode(), AT)[1]
    assert (len(pages), pages[-1]) == (MAX_URLS, f"{ROOT}/{MAX_URLS - 1}")


@pytest.mark.parametrize(
    "body",
    [gzip.compress(b"\0" * (64 << 20)), b"\x1f\x8b broken", b"<" * 2_000_000],
    ids=["a bomb", "broken", "brackets"],
)
def test_a_bomb_and_a_broken_file_name_nothing_and_cost_little(body):
    began = time.process_time()
    assert read_sitemap(body, AT) == ((), ())
    assert time.process_time() - began < 2
