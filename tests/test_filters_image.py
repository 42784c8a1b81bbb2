from dataclasses import replace

import pytest

from lgs.filters import IMAGE, faults_of_image
from lgs.model import Row


def pictured(width: int | None, height: int | None, url: str | None = None) -> Row:
    return Row(key="", page_url="", site="", group_key="", width=width, height=height, url=url)


def named(name: str) -> tuple[int, int, str]:
    return (800, 800, f"https://shop.example/media/logo/{name}?v=logo")


CASES = [
    ("too_small", (199, 800), True),
    ("too_small", (800, 199), True),
    ("too_small", (200, 200), False),
    ("odd_aspect", (901, 300), True),
    ("odd_aspect", (300, 901), True),
    ("odd_aspect", (900, 300), False),
    ("logo_or_icon", named("logo.png"), True),
    ("logo_or_icon", named("Shop_Logo-512x512.webp"), True),
    ("logo_or_icon", named("apple-touch-icon.png"), True),
    ("logo_or_icon", named("site%20logo@2x.jpg"), True),
    ("logo_or_icon", named("favicon"), True),
    ("logo_or_icon", named("hoodie-with-logo.jpg"), False),
    ("logo_or_icon", named("icon-lamp.jpg"), False),
    ("logo_or_icon", named("iconic.jpg"), False),
    ("logo_or_icon", named("main.jpg"), False),
    ("logo_or_icon", named(""), False),
    ("logo_or_icon", (800, 800, "https://[broken/logo.png"), False),
    ("logo_or_icon", (800, 800, None), False),
]


@pytest.mark.parametrize(("name", "size", "fires"), CASES)
def test_an_image_filter_finds_its_fault_and_lets_near_misses_pass(name, size, fires):
    assert IMAGE[name](pictured(*size)) is fires


def test_every_image_filter_stands_in_the_table_with_a_fault_and_a_near_miss():
    fired = {(name, fires) for name, _, fires in CASES}
    assert fired == {(name, fires) for name in IMAGE for fires in (True, False)}


def test_a_row_without_a_fetched_image_is_not_judged_by_it():
    assert faults_of_image(pictured(None, None), {}) == ()


def test_a_row_may_have_several_image_faults():
    assert faults_of_image(pictured(20, 600), {}) == ("odd_aspect", "too_small")


def test_goods_that_are_called_a_logo_may_show_one():
    sign = replace(pictured(*named("logo.jpg")), title="Set of three logo stickers")
    assert not IMAGE["logo_or_icon"](sign)
    assert IMAGE["logo_or_icon"](replace(sign, title="Logopedics chair"))
