from decimal import Decimal

import pytest

from lgs.model import Product, Reading, Variant
from lgs.rows import rows_of

URL = "https://shop.example/p/oak-chair"


def prices_of(*stated: str | None) -> list[Decimal | None]:
    """The prices of the rows of a product for 20 whose variants state these."""
    variants = tuple(
        Variant(options=(("Size", str(i)),), price=Decimal(price) if price else None)
        for i, price in enumerate(stated)
    )
    product = Product(title="Oak chair", price=Decimal(20), variants=variants)
    rows = rows_of(Reading(URL, "product", 9, {}, product, {}))
    return [row.price for row in sorted(rows, key=lambda row: row.variant["Size"])]


PRICES = [
    ((None, None), [20, 20]),  # the page has one price for all
    (("20", "22"), [20, 22]),
    (("20", None), [20, None]),  # the second costs something else, which is not said
]


@pytest.mark.parametrize(("stated", "wanted"), PRICES)
def test_the_price_of_the_product_stands_for_all_variants_or_for_none(stated, wanted):
    assert prices_of(*stated) == wanted
