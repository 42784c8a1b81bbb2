# ruff: noqa: E501 - a page in one piece is easier to read than a broken line
import json
import time
from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lgs.extract import open_page, read, read_document
from lgs.extract.decode import MOST_BYTES
from lgs.extract.links import links_of
from lgs.model import Page

LD = {
    "@context": "https://schema.org",
    "@type": "Product",
    "name": "Oak chair",
    "description": "A chair of solid oak that folds flat.",
    "image": "/1.jpg",
    "offers": {"price": "49.90", "priceCurrency": "EUR", "availability": "InStock"},
}
HTML = f"""<!doctype html><html lang="en"><head><title>Oak chair | Wald</title>
<link rel="canonical" href="/p/chair"><meta name="robots" content="noindex, nofollow">
<script type="application/ld+json">{json.dumps(LD)}</script></head>
<body><h1>Oak chair</h1><p class="price">49,90 €</p><button name="add">Add to cart</button></body></html>"""
URL = "https://example.com/p/chair?utm_source=x"


def test_a_page_is_read_with_where_each_value_came_from() -> None:
    reading = read(Page(URL, HTML.encode()))
    assert reading.verdict in ("product", "listing", "other")
    assert (reading.product.title, reading.product.price, reading.product.currency) == (
        "Oak chair",
        Decimal("49.9"),
        "EUR",
    )
    assert reading.provenance["title"] == "json-ld"
    assert (reading.url, reading.canonical_url, reading.lang) == (
        URL,
        "https://example.com/p/chair",
        "en",
    )
    assert reading.directives == (("robots", "noindex, nofollow"),)
    assert reading.flags == ()


def test_what_is_odd_is_flagged() -> None:
    broken = HTML.replace('"InStock"}', '"InStock",}').replace("Oak chair", "Oak chair Ã¼ber")
    assert set(read(Page(URL, broken.encode())).flags) == {"json_repaired", "mojibake"}
    assert read(Page(URL, HTML.encode() + b" " * MOST_BYTES)).flags == ("page_cut",)


def test_an_opened_page_is_read_like_a_closed_one() -> None:
    page = Page(URL, HTML.encode())
    document = open_page(page)
    reading = read_document(document)
    assert reading == read(page)
    assert isinstance(links_of(document, reading), tuple)


HOSTILE = {
    "nested elements": b"<div>" * 50_000,
    "nested and closed": b"<div>" * 50_000 + b"</div>" * 50_000,
    "nested tables": b"<table><tr><td>" * 20_000,
    "nested spans": b"<span class=price>1 " * 30_000,
    "deep JSON": b'<script type="application/ld+json">' + b'{"@graph":[' * 10_000 + b"</script>",
    "wide JSON": b'<script type="application/ld+json">['
    + b'{"@type":"Product","name":"x"},' * 60_000
    + b"{}]</script>",
    "broken JSON": b'<script type="application/ld+json">['
    + b"{'a':'b' 'c'" * 30_000
    + b"</script>",
    "quotes": b'<script type="application/ld+json">{"a":"' + b'"' * 200_000 + b"</script>",
    "assignments": b"<script>price name " + b"data={a:" * 50_000 + b"</script>",
    "one byte": b"\xff" * (16 * 1024 * 1024),
    "NULs": b"\x00" * (16 * 1024 * 1024),
    "open brackets": b"<" * (16 * 1024 * 1024),
    "open comments": b"<!--" * (4 * 1024 * 1024),
    "ampersands": b"<title>" + b"&amp;" * 200_000,
    "scopes": b'<i itemscope itemtype="https://schema.org/Product" itemprop="name">' * 20_000,
    "digits": b"<p>" + b"1" * 100_000 + b"</p><p class=price>" + b"1,1." * 50_000,
    "a long title": b"<title>" + b"word " * 400_000,
}


@pytest.mark.parametrize("body", HOSTILE.values(), ids=HOSTILE.keys())
def test_no_page_takes_long_or_breaks_the_reading(body: bytes) -> None:
    started = time.process_time()
    reading = read(Page("https://example.com/p/1", body, (("content-type", "text/html"),)))
    assert time.process_time() - started < 2
    assert len(reading.product.title or "") <= 2000


PIECES = st.sampled_from(
    [
        b'<script type="application/ld+json">', b"</script>", b'{"@type":"Product","name":', b'"offers":[{"price":', b"<h1>", b"</h1>",
        b'<meta property="og:price:amount" content="', b'">', b'<div itemscope itemtype="http://schema.org/Product">',
        b'<b itemprop="price">', b"<script>dataLayer.push({", b"window.__STATE__ = {", b"price", b"sku", b"\x00", b"\xff\xfe",
        b'<base href="http://[">', b'<link rel=canonical href="//', b"&#x110000;", b"1.299,00 \xe2\x82\xac", b"<table><tr>", b"]}",
        b'<select name="size"><option value="1">S', b"Shopify", b"demandware data-attr-value", b"NaN", b"-", b'<html lang="', b"<img src=",
    ]
)  # fmt: skip


@settings(
    max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow], derandomize=True
)
@given(
    st.lists(PIECES | st.binary(max_size=20), max_size=40),
    st.sampled_from(["text/html", "text/html; charset=utf-16", "x"]),
)
def test_any_bytes_are_read_the_same_way_twice(pieces: list[bytes], content_type: str) -> None:
    page = Page("https://example.com/p/1", b"".join(pieces), (("Content-Type", content_type),))
    assert read(page) == read(page)
