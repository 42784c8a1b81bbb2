import pytest

from lgs.store.traps import BARREN_PAGES, Traps, kind_of


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
    shop = "http://shop.example"
    assert (kind_of(shop + one) == kind_of(shop + other)) is same


def test_a_kind_is_put_aside_after_a_hundred_barren_pages_in_a_row_and_not_before():
    traps = Traps()
    for day in range(BARREN_PAGES - 1):
        traps.note(f"http://shop.example/calendar?day={day}", fruitful=False)
    assert not traps.is_aside("http://shop.example/calendar?day=900")
    traps.note("http://shop.example/calendar?day=901", fruitful=False)
    assert traps.is_aside("http://shop.example/calendar?day=900")
    assert not traps.is_aside("http://shop.example/p/900")


def test_a_maze_that_leads_only_into_itself_is_not_fruitful():
    traps = Traps()
    shop = "http://shop.example/s/00c0ffee00c0ffee"
    assert not traps.counts(f"{shop}/product", on=f"{shop}1/product")
    assert traps.counts(f"{shop}/product", on=f"{shop}/start")
    for _ in range(20):
        traps.note(f"{shop}/product", fruitful=False)
    assert not traps.counts(f"{shop}/product", on=f"{shop}/start")


def test_one_fruitful_page_begins_the_count_anew():
    traps = Traps()
    for number in range(3 * BARREN_PAGES):
        traps.note(f"http://shop.example/c/{number}", fruitful=number % BARREN_PAGES == 0)
    assert not traps.is_aside("http://shop.example/c/1")
