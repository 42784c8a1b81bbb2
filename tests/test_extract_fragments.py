from decimal import Decimal

import pytest

from lgs.extract.document import Document
from lgs.extract.jsonld import json_ld
from lgs.model import Page

BROKEN = (
    '{"@context": "https://schema.org", "@type": "Product", "name": "Oak \\"Duo\\" chair", '
    '"sku": "OC-1", "offers": {"@type": "Offer", "price": "49.50", "priceCurrency": "EUR", '
    '"availability": "https://schema.org/InStock"'
)


def claims(text: str) -> dict[str, tuple[object, str]]:
    html = f'<script type="application/ld+json">{text}</script>'
    found = json_ld(Document(Page("https://shop.example/p/1", html.encode())))
    return {claim.field: (claim.value, claim.source) for claim in found}


def test_fields_are_read_out_of_what_is_cut_off():
    found = claims(BROKEN)
    assert {source for _, source in found.values()} == {"fragments"}
    assert {name: value for name, (value, _) in found.items()} == {
        "title": 'Oak "Duo" chair',
        "sku": "OC-1",
        "price": Decimal("49.5"),
        "currency": "EUR",
        "availability": "InStock",
    }


def test_what_another_thing_says_is_not_the_product_s():
    text = BROKEN.replace('"sku": "OC-1"', '"review": {"@type": "Review", "name": "R", "x": 1}')
    assert set(claims(text)) == {"title"}


NOTHING = ['{"@type": "Organization", "name": "Shop"', "{", "", '"@type": "Product"']


@pytest.mark.parametrize("text", NOTHING)
def test_a_text_without_a_product_s_fields_gives_none(text):
    assert claims(text) == {}


def test_what_can_be_repaired_is_no_fragment():
    whole = BROKEN + "},}"
    assert {source for _, source in claims(whole).values()} == {"json-ld"}
