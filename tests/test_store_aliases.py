import pytest

from lgs.store.aliases import ENOUGH, Aliases

SHOP = "http://shop.example"


def learned(*pages: tuple[str, str]) -> Aliases:
    aliases = Aliases()
    for url, canonical in pages:
        aliases.learn(SHOP + url, SHOP + canonical)
    return aliases


DROPPED = [(f"/p-{n}?path=20", f"/p-{n}") for n in range(ENOUGH)]


@pytest.mark.parametrize(
    ("url", "short"),
    [
        ("/p-0?path=33", "/p-0"),
        ("/p-0?path=33&color=red", "/p-0?path=33&color=red"),
        ("/p-9?path=33", "/p-9?path=33"),
        ("/p-0", "/p-0"),
    ],
)
def test_a_parameter_that_product_pages_drop_is_dropped_from_their_urls_only(url, short):
    assert learned(*DROPPED).short(SHOP + url) == SHOP + short


def test_fewer_pages_than_enough_prove_nothing():
    assert learned(*DROPPED[1:]).short(f"{SHOP}/p-1?path=3") == f"{SHOP}/p-1?path=3"


def test_a_parameter_that_one_product_page_keeps_means_something():
    aliases = learned(*DROPPED, ("/q?path=1", "/q?path=1"))
    assert aliases.short(f"{SHOP}/p-0?path=3") == f"{SHOP}/p-0?path=3"


def test_products_told_apart_by_a_parameter_stay_apart_and_listings_stay_as_they_are():
    pages = [
        (f"/index.php?id={n}&path=1&rt=product", f"/index.php?id={n}&rt=product") for n in "abc"
    ]
    aliases = learned(*pages)
    assert (
        aliases.short(f"{SHOP}/index.php?id=d&path=7&rt=product")
        == f"{SHOP}/index.php?id=d&rt=product"
    )
    listing = f"{SHOP}/index.php?path=7&rt=category"
    assert aliases.short(listing) == listing
