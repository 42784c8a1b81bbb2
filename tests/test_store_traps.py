import pytest

from lgs.store.traps import BARREN_PAGES, FIRST_CREDIT, PRODUCT_CREDIT, Traps, kind_of

SHOP = "http://shop.example"


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("/calendar?day=1", "/calendar?day=-17", True),
        ("/calendar?day=1", "/calendar?month=1", False),
        ("/s/00c0ffee00c0ffee/start", "/s/deadbeef01234567/start", True),
        ("/s/00c0ffee00c0ffee/start", "/s/00c0ffee00c0ffee/help", False),
        ("/blog/the-first-post", "/blog/another-one", True),
        ("/blog/the-first-post", "/about/the-first-post", False),
        ("/p/1", "/p/2222", True),
        ("/chairs", "/tables", False),
        ("/facade", "/decade", False),
    ],
)
def test_urls_of_one_shape_are_one_kind(one, other, same):
    assert (kind_of(SHOP + one) == kind_of(SHOP + other)) is same


def note(traps: Traps, url: str, *, new: bool = False, leads_on: bool = False) -> None:
    traps.note(SHOP + url, is_new_product=new, leads_on=leads_on)


def test_a_kind_is_put_aside_after_fifty_barren_pages_in_a_row_and_not_before():
    traps = Traps()
    for day in range(BARREN_PAGES - 1):
        note(traps, f"/calendar?day={day}")
    assert not traps.is_aside(f"{SHOP}/calendar?day=900")
    note(traps, "/calendar?day=901")
    assert traps.is_aside(f"{SHOP}/calendar?day=900")
    assert not traps.is_aside(f"{SHOP}/p/900")


@pytest.mark.parametrize("fruit", [{"new": True}, {"leads_on": True}])
def test_one_fruitful_page_begins_the_count_anew(fruit):
    traps = Traps()
    for number in range(3 * BARREN_PAGES):
        note(traps, f"/c/{number}", **(fruit if number % BARREN_PAGES == 0 else {}))
    assert not traps.is_aside(f"{SHOP}/c/1")


def test_a_maze_that_leads_only_into_itself_does_not_count():
    traps = Traps()
    assert not traps.counts(f"{SHOP}/s/00c0ffee/product", on=f"{SHOP}/s/00c0ffe1/product")
    assert traps.counts(f"{SHOP}/s/00c0ffee/product", on=f"{SHOP}/s/00c0ffe1/start")


def test_leading_to_a_kind_counts_until_its_credit_is_used_up_and_new_products_renew_it():
    traps = Traps()

    def counts() -> bool:
        return traps.counts(f"{SHOP}/p/1", on=f"{SHOP}/c/1")

    assert [counts() for _ in range(FIRST_CREDIT + 1)] == [True] * FIRST_CREDIT + [False]
    note(traps, "/p/2", new=True)
    assert [counts() for _ in range(PRODUCT_CREDIT + 1)] == [True] * PRODUCT_CREDIT + [False]
