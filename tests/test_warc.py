import gzip
import zlib
from datetime import UTC, datetime

import pytest

from lgs.errors import LgsError
from lgs.warc import MAX_BODY_BYTES, pages_of

HTML = b"HTTP/1.1 200 OK\r\nContent-Type: text/html; charset=utf-8\r\nX-Robots-Tag: a\r\n"


def entry(
    http: bytes, url: str = "http://shop.example/p", kind: str = "response", more: str = ""
) -> bytes:
    head = (
        f"WARC/1.0\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\n{more}"
        "WARC-Date: 2026-01-02T03:04:05Z\r\nWARC-Record-ID: <urn:uuid:1>\r\n"
        f"Content-Type: application/http; msgtype=response\r\nContent-Length: {len(http)}\r\n\r\n"
    )
    return head.encode() + http + b"\r\n\r\n"


def read(tmp_path, *entries: bytes, packed: bool = True):
    path = tmp_path / "saved.warc"
    path.write_bytes(b"".join(gzip.compress(one) if packed else one for one in entries))
    return list(pages_of(path))


@pytest.mark.parametrize("packed", [True, False])
def test_html_responses_come_in_their_order_and_nothing_else_does(tmp_path, packed):
    picture = HTML.replace(b"text/html; charset=utf-8", b"image/png") + b"\r\nx"
    pages = read(
        tmp_path,
        entry(b"", kind="warcinfo"),
        entry(HTML + b"\r\n<p>1", "http://shop.example/1?b=2&a=1#x"),
        entry(b"GET / HTTP/1.1\r\n\r\n", kind="request"),
        entry(picture, "http://shop.example/i"),
        entry(HTML.replace(b"text/html", b"application/xhtml+xml") + b"\r\n2"),
        entry(HTML.replace(b"200 OK", b"404 Not Found") + b"\r\n3"),
        entry(b"HTTP/1.1 200 OK\r\n\r\n4"),
        packed=packed,
    )
    assert [page.body for page in pages] == [b"<p>1", b"2", b"3", b"4"]
    assert [page.status for page in pages] == [200, 200, 404, 200]
    first = pages[0]
    assert first.url == "http://shop.example/1?b=2&a=1#x"  # as recorded
    assert first.header("x-robots-tag") == "a"
    assert first.fetched_at == datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert not any(page.cut_short for page in pages)


@pytest.mark.parametrize(
    ("headers", "body"),
    [
        (b"Content-Encoding: gzip\r\n", gzip.compress(b"four legs")),
        (b"Content-Encoding: deflate\r\n", zlib.compress(b"four legs")),
        (b"Transfer-Encoding: chunked\r\n", b"4\r\nfour\r\n5\r\n legs\r\n0\r\n\r\n"),
        (b"Transfer-Encoding: chunked\r\n", b"four legs"),  # decoded, but the header was left
        (b"Content-Length: 9\r\n", b"four legs"),
    ],
    ids=["gzip", "deflate", "chunked", "no longer chunked", "as it is"],
)
def test_bodies_are_given_as_they_were_before_the_transfer(tmp_path, headers, body):
    (page,) = read(tmp_path, entry(HTML + headers + b"\r\n" + body))
    assert (page.body, page.cut_short) == (b"four legs", False)


def test_a_page_that_was_cut_says_so(tmp_path):
    length = entry(HTML + b"\r\n<p>half", more="WARC-Truncated: length\r\n")
    large = entry(HTML + b"\r\n" + b" " * (MAX_BODY_BYTES + 1))
    just = entry(HTML + b"\r\n" + b" " * MAX_BODY_BYTES)
    found = read(tmp_path, length, large, just)
    assert [(len(p.body), p.cut_short) for p in found] == [
        (7, True),
        (MAX_BODY_BYTES, True),
        (MAX_BODY_BYTES, False),
    ]


@pytest.mark.parametrize("packed", [True, False])
def test_a_file_that_breaks_off_gives_what_stands_before_and_then_an_error(tmp_path, packed):
    whole, path = entry(HTML + b"\r\n<p>1"), tmp_path / "saved.warc"
    body = bytes(range(256)) * 40
    second = entry(HTML + b"\r\n" + body)
    parts = [gzip.compress(one) if packed else one for one in (whole, second)]
    path.write_bytes(b"".join(parts)[: len(parts[0]) + len(parts[1]) * 3 // 4])
    pages = pages_of(path)
    assert next(pages).body == b"<p>1"
    rest = []
    with pytest.raises(LgsError, match=r"saved\.warc"):
        rest.extend(pages)
    assert all(page.cut_short for page in rest)


@pytest.mark.parametrize("content", [b"", b"<html>no archive</html>", b"\x1f\x8bbroken"])
def test_what_is_no_warc_is_named(tmp_path, content):
    path = tmp_path / "odd.warc.gz"
    path.write_bytes(content)
    with pytest.raises(LgsError, match=r"odd\.warc\.gz"):
        list(pages_of(path))


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(LgsError, match=r"none\.warc cannot be opened: No such file"):
        list(pages_of(tmp_path / "none.warc"))


@pytest.mark.parametrize("status", ["²00", "abc", "-1"])
def test_an_odd_status_is_no_error(tmp_path, status):
    http = f"HTTP/1.1 {status} OK\r\nContent-Type: text/html\r\n\r\nx".encode()
    (page,) = read(tmp_path, entry(http))
    assert (page.body, page.status) == (b"x", 200)


@pytest.mark.parametrize(
    "url", ["http://a:b:c/", "http://[1/", "http://a.example:99999/", "a.example/p", "urn:p"]
)
def test_what_has_no_web_address_is_no_page_and_ends_nothing(tmp_path, url):
    pages = read(tmp_path, entry(HTML + b"\r\n1", url), entry(HTML + b"\r\n2"))
    assert [(page.url, page.body) for page in pages] == [("http://shop.example/p", b"2")]
