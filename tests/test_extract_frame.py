import time

import pytest

from lgs.extract import open_page, read_document
from lgs.extract.links import links_of
from lgs.extract.markup.scene import scene_of
from lgs.model import Page

MENU = "<nav><ul><li><a href=/c/a>A</a><li><a href=/c/b>B</a></ul></nav>"
MAIN = "<main><h1>Oak chair</h1><p class=price>$20.00</p><button>Add to cart</button></main>"


def opened(body: str):
    html = f"<title>Oak chair | Shop</title><body>{body}"
    return open_page(Page("https://shop.example/p/oak-chair", html.encode()))


def test_a_menu_is_not_walked_and_its_links_are_found():
    document = opened(MENU + MAIN)
    assert [e.tag for e, _ in scene_of(document).outline.stubs] == ["nav"]
    assert not scene_of(document).outline.tagged("li")
    links = links_of(document, read_document(document))
    assert [(link.url, link.kind) for link in links] == [
        ("https://shop.example/c/a", "listing"),
        ("https://shop.example/c/b", "listing"),
    ]


WALKED = [
    ("<nav class=breadcrumb><a href=/>Home</a><a href=/c/a>A</a></nav>" + MAIN, ("Home", "A")),
    ("<nav><ul class=breadcrumbs><li>Home<li>A</ul></nav>" + MAIN, ("Home", "A")),
    ("<header><div><a href=/>Home</a> › <a href=/c/a>A</a></div></header>" + MAIN, ("Home", "A")),
    (MENU + MAIN, ()),
]


@pytest.mark.parametrize(("body", "trail"), WALKED)
def test_a_trail_in_the_frame_is_read(body: str, trail: tuple[str, ...]):
    assert read_document(opened(body)).product.breadcrumbs == trail


def test_a_heading_in_the_frame_is_found_where_no_other_is():
    document = opened("<header><h2>Oak chair</h2></header><p>Solid oak.</p>")
    heading = scene_of(document).heading
    assert heading is not None
    assert scene_of(document).outline.text(heading) == "Oak chair"


def test_what_stands_around_the_heading_is_walked_whatever_it_is_called():
    product = read_document(opened(f"{MENU}<div class='drawer'>{MAIN}</div>")).product
    assert (product.title, str(product.price)) == ("Oak chair", "20")


def test_the_pager_of_a_footer_leads_on():
    document = opened(f"{MAIN}<footer><ul class=pagination><li><a href=?page=2>2</a></ul></footer>")
    links = links_of(document, read_document(document))
    assert [link.kind for link in links] == ["next"]


def test_trails_within_trails_cost_no_square_time():
    deep = "<div class=breadcrumb>" * 500 + "</div>" * 500
    start = time.process_time()
    scene_of(opened(deep * 60 + MAIN))
    assert time.process_time() - start < 2
