import time
from decimal import Decimal

from lgs.extract.document import Document
from lgs.extract.rdfa import rdfa
from lgs.model import Page

# a prefix of its own, a relation with `rel`, and a property whose subject is said by `about`
FULL = """
<html prefix="s: http://schema.org/"><title>Oak chair</title><body>
<div about="#chair" typeof="s:Product">
  <h1 property="s:name">Oak chair</h1>
  <img rel="s:image" src="/2.jpg"><img rel="s:image" src="/1.jpg">
  <div rel="s:offers"><p typeof="s:Offer">
    <span property="s:price" content="49.90">€49.90</span>
    <meta property="s:priceCurrency" content="EUR">
    <link rel="s:availability" href="http://schema.org/InStock"></p></div>
</div>
<p about="#chair" property="s:sku" typeof="">C-7</p>
</body></html>
"""


def claimed(html: str) -> dict[str, object]:
    page = Page("https://shop.example/p/chair", html.encode())
    return {claim.field: claim.value for claim in rdfa(Document(page))}


def test_the_whole_of_rdfa_is_read_where_its_simple_form_says_too_little():
    assert claimed(FULL) == {
        "title": "Oak chair",
        "image_urls": ("https://shop.example/2.jpg", "https://shop.example/1.jpg"),
        "price": Decimal("49.9"),
        "currency": "EUR",
        "availability": "InStock",
        "sku": "C-7",
    }


def test_microdata_of_the_same_page_is_enough():
    item = (
        '<div itemscope itemtype="http://schema.org/Product"><b itemprop=name>Oak chair</b></div>'
    )
    assert claimed(FULL.replace("</body>", f"{item}</body>")) == {}


def test_things_that_are_no_product_are_not_read():
    assert claimed(FULL.replace("s:Product", "s:Person").replace("s:Offer", "s:Thing")) == {}


def test_broken_rdfa_says_nothing_and_raises_nothing():
    wrong = 'prefix="s: : x http://[" about="[::" property="[s:name] :" href="//["'
    broken = f'<a typeof="Product" {wrong}>x'
    assert claimed(broken) in ({}, {"title": "x"})


def test_a_large_page_of_rdfa_takes_no_long_time():
    start = time.process_time()
    claimed('<div typeof="Product"><b property="x:y">z</b></div>' * 40_000)
    assert time.process_time() - start < 5
