# ruff: noqa: E501 - a table of odd bytes
"""Any bytes as a page: generated and mutated pages read one after the other, errors and the slowest.

    python benchmarks/mutated_pages.py --pages 100000 --seed 1

The seeds are pages of the bundled demo shop, those of the tests in the shapes of many shop systems,
and small pages with every kind of data that is read. Each page is one of them with one to eight
mutations, or bytes out of nothing; it is read, its links are found, its rows made and tested. Prints
one line of figures; a page that raises is written to the folder given with `--keep` and makes exit code 1.
"""

import argparse
import random
import re
import sys
import time
import traceback
from collections.abc import Callable
from pathlib import Path

from lgs.demo.shop import catalogue
from lgs.demo.site import answer
from lgs.harvest import harvest, tested
from lgs.model import Page

URL = "https://shop.example/p/oak-chair"
SLOW_S = 2.0
MOST = 400_000  # bytes of a mutated page
TOKENS = [
    *(b"<", b">", b"</", b'"', b"'", b"&", b"&#x0;", b"\x00", b"\xff\xfe", b"\xef\xbb\xbf", b"{", b"["),
    *(b"}", b"]", b"\\u", b"\\", b",", b":", b"null", b"1e999", b"-", b"0" * 400, b"9" * 5000),
    *(b"<div>", b"<table><tr><td>", b"<script>", b"</script>", b"<!--", b"-->", b"<svg>", b"<h1>"),
    *(b"<select>", b"<option>", b"<template>", b'<script type="application/ld+json">', b"<p class=price>"),
    *(b'{"@type":"Product","name":"x","offers":', b'"@id":"#a"', b"__NUXT__=(function(a){return {"),
    *(b'self.__next_f.push([1,"', b'<script id="__NUXT_DATA__" type="application/json">[[',),
    *(b" itemscope itemtype=http://schema.org/Product ", b" itemprop=price ", b" itemref=a id=a "),
    *(b"\xd9\xa1\xd9\xa2,\xd9\xa3", "１２３４€".encode(), b"$1,2,3.4.5", b"2 for 5", b"<base href='//['>"),
    *(b"<link rel=canonical href=http://[::1>", b"<meta charset=utf-7>", b"<meta charset=x-user-defined>"),
]  # fmt: skip
# A value in JSON or of an attribute, and what may stand in its place.
VALUE = re.compile(
    rb'"[^"<>\n]{0,80}"|-?\b\d+(?:\.\d+)?\b|\bnull\b|\btrue\b|\[[^\[\]<>]{0,60}\]|\{[^{}<>]{0,80}\}'
)
ODD_VALUES = [
    *(b"1e999", b"-1e999", b"NaN", b"Infinity", b"-0.0", b"null", b"true", b"[]", b"{}", b"[null]", b"[[]]", b"[{}]"),
    *(b"9" * 5000, b'"' + b"9" * 5000 + b'"', b'"http://[x"', b'"//[/"', b'"http://a:b:c/"', b'"javascript:"'),
    *(b'"\\ud800"', b'"\\u0000"', b'"%zz%"', b'"?a=\x00"', b'""', b'"-"', b'"1,2,3.4.5"', b'"0x10"', b'"1_000"'),
    *(b'{"a":null}', b'{"@type":[null,{}],"name":[{"@value":[]}]}', '"٣٤,٥"'.encode(), '"１２"'.encode()),
    *('"²"'.encode(), '"Ⅷ"'.encode()),
]  # fmt: skip
SHAPES = Path(__file__).parent.parent / "tests" / "storefronts"
PAGES = [
    b'<title>Oak</title><script>window.__APOLLO_STATE__={"Product:1":{"name":"Oak","sku":"O","media":'
    b'[{"url":"/media/a.jpg"}],"price":{"gross":{"amount":5,"currency":"EUR"}},"options":[{"id":"c",'
    b'"values":[{"id":1,"name":"Red"}]}],"variants":[{"__ref":"V:1"},{"__ref":"V:2"}]},"V:1":{"sku":"1",'
    b'"optionsSelections":[1],"stock":2},"V:2":{"sku":"2","options":{"c":"Blue"},"price":{"centAmount":7}}};'
    b'</script><div data-page="{&quot;name&quot;:&quot;Oak&quot;,&quot;price&quot;:5,&quot;sku&quot;:&quot;O'
    b'&quot;,&quot;images&quot;:[]}"></div><img itemprop=image data-z=\'{"/a.jpg":[9,9]}\' src=/a.jpg>',
    b'<html lang=de><title>Oak</title><h1>Oak</h1><script type="application/ld+json">{"@graph":[{'
    b'"@type":"ProductGroup","name":"Oak","hasVariant":[{"@type":"Product","sku":"1","size":"S",'
    b'"offers":{"price":"1.234,56","priceCurrency":"EUR"}}]}]}</script>',
    b"<h1>Oak</h1><script>window.__NUXT__=(function(a,b){return {data:[{name:a,price:b,sku:a}]}}"
    b'("Oak",5));</script><script>self.__next_f.push([1,"1:{\\"name\\":\\"Oak\\",\\"price\\":5}"])'
    b"</script>",
    b'<title>Oak</title><h1>Oak</h1><script id="__NUXT_DATA__" type="application/json">[["Reactive"'
    b',1],{"name":2,"price":3,"sku":2,"me":0},"Oak",5]</script>',
    b"<body class=single-product><h1>Oak</h1><form class=variations_form data-product_variations='"
    b'[{"attributes":{"attribute_pa_size":"s"},"display_price":5,"sku":"a"}]\'><table><tr><td>'
    b"<label for=s>Size</label><select id=s name=attribute_pa_size><option value=s>S</select></table>"
    b"<button>Add to cart</button></form><p class=price><del>$6</del> <ins>$5<sup>99</sup></ins></p>",
    b'<div itemscope itemtype="http://schema.org/Product"><h1 itemprop=name>Oak</h1><div itemprop='
    b'offers itemscope itemtype="http://schema.org/Offer"><meta itemprop=price content=5></div></div>',
]


def seeds() -> list[bytes]:
    """The pages that mutations start from."""
    root = "http://127.0.0.1:1"
    shapes = [path.read_bytes() for path in sorted(SHAPES.glob("*.html"))]
    return [*PAGES, *shapes, *(answer(item.url, root).body for item in catalogue()[:20])]


def cut(page: bytearray, rng: random.Random) -> None:
    """Take a stretch out."""
    start = rng.randrange(len(page) + 1)
    del page[start : start + rng.choice((1, 10, 1000))]


def insert(page: bytearray, rng: random.Random) -> None:
    """Put something in that readers care about."""
    start = rng.randrange(len(page) + 1)
    page[start:start] = rng.choice(TOKENS) * rng.choice((1, 1, 1, 2, 30, 600))


def flip(page: bytearray, rng: random.Random) -> None:
    """Change single bytes."""
    for _ in range(rng.choice((1, 20))):
        if page:
            page[rng.randrange(len(page))] = rng.randrange(256)


def double(page: bytearray, rng: random.Random) -> None:
    """Repeat a stretch many times."""
    start = rng.randrange(len(page) + 1)
    piece = page[start : start + rng.choice((5, 50, 500))]
    page[start:start] = piece * rng.choice((2, 20, 200))


def swap(page: bytearray, rng: random.Random) -> None:
    """Move a stretch elsewhere."""
    start, end = rng.randrange(len(page) + 1), rng.randrange(len(page) + 1)
    piece = page[start : start + 200]
    del page[start : start + 200]
    page[end:end] = piece


def end_early(page: bytearray, rng: random.Random) -> None:
    """Cut the page's end off."""
    del page[rng.randrange(len(page) + 1) :]


def exchange(page: bytearray, rng: random.Random) -> None:
    """Put odd values in the place of some."""
    values = list(VALUE.finditer(bytes(page)))
    chosen = rng.sample(values, min(len(values), rng.choice((1, 2, 5, 20))))
    for value in sorted(chosen, key=lambda value: -value.start()):
        page[value.start() : value.end()] = rng.choice(ODD_VALUES)


MUTATIONS: list[Callable[[bytearray, random.Random], None]] = [
    cut, insert, insert, flip, double, swap, end_early, exchange, exchange, exchange,
]  # fmt: skip


def mutated(rng: random.Random, pages: list[bytes]) -> bytes:
    """One page to read."""
    if rng.random() < 0.05:
        return b"".join(rng.choice(TOKENS) for _ in range(rng.randrange(1, 400)))
    if rng.random() < 0.02:
        return rng.randbytes(rng.randrange(5000))
    page = bytearray(rng.choice(pages))
    for _ in range(rng.randrange(1, 9)):
        rng.choice(MUTATIONS)(page, rng)
        del page[MOST:]
    return bytes(page)


def main() -> int:
    """Read the pages, then print the figures."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--pages", type=int, default=10_000)
    options.add_argument("--seed", type=int, default=1)
    options.add_argument("--keep", type=Path, help="folder for pages that fail or are slow")
    asked = options.parse_args()
    rng, pages = random.Random(asked.seed), seeds()
    errors, slow, slowest, size = 0, 0, 0.0, 0
    begun = time.process_time()
    for number in range(asked.pages):
        body = mutated(rng, pages)
        size += len(body)
        start = time.process_time()
        fault = ""
        try:
            tested(harvest(Page(URL, body)), {})
        except Exception:  # whatever it is, it is what is looked for
            fault, errors = "error", errors + 1
            print(traceback.format_exc(limit=-4), file=sys.stderr)
        took = time.process_time() - start
        slowest = max(slowest, took)
        if took > SLOW_S:
            fault, slow = fault or "slow", slow + 1
        if fault and asked.keep:
            asked.keep.mkdir(parents=True, exist_ok=True)
            (asked.keep / f"{fault}-{asked.seed}-{number}.html").write_bytes(body)
    took = time.process_time() - begun
    print(
        f"pages {asked.pages}, mean {size / asked.pages / 1024:.0f} KiB, errors {errors}, "
        f"over {SLOW_S:.0f} s {slow}, slowest {slowest:.2f} s, {asked.pages / took:.0f} pages a CPU second"
    )
    return int(bool(errors or slow))


if __name__ == "__main__":
    sys.exit(main())
