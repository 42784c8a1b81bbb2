import time

from selectolax.lexbor import LexborHTMLParser

from lgs.extract.document import Document
from lgs.extract.markup.outline import lay_flat, outline_of
from lgs.extract.markup.zones import Hint, Zone, hints, words
from lgs.model import Page


def outlined(html: str):
    return outline_of(Document(Page("https://shop.example/p/1", html.encode())))


def test_blocks_part_lines_and_inline_tags_do_not():
    outline = outlined("<div>Price</div><div>$<span>19</span>.<b>99</b></div>")
    assert outline.text(outline.elements[0]).split("\n") == ["Price", "", "$19.99"]


def test_a_subtree_is_a_slice_of_the_elements():
    outline = outlined("<ul id=a><li>1<b>2</b></li><li>3</li></ul><p>4")
    listed = next(e for e in outline.elements if e.tag == "ul")
    assert [e.tag for e in outline.inside(listed)] == ["li", "b", "li"]
    assert [e.tag for e in outline.children(listed)] == ["li", "li"]


def test_scripts_and_templates_are_not_seen():
    outline = outlined("<p>a</p><script>1</script><template><p>b</p></template><style>c</style>")
    assert outline.text(outline.elements[0]) == "a"


def test_own_text_leaves_out_the_children():
    outline = outlined("<p>Brand: <b>Acme</b> Inc.</p>")
    paragraph = next(e for e in outline.elements if e.tag == "p")
    assert outline.own_text(paragraph) == "Brand:  Inc."


def test_depth_costs_no_stack_and_no_square_time():
    tree = LexborHTMLParser("<div>" * 5_000 + "x")
    start = time.process_time()
    outline = lay_flat(tree)
    assert len(outline.elements) == 5_001
    assert time.process_time() - start < 1


def test_class_names_are_read_as_words():
    assert words("ProductPrice--old #main_price") == " product price old main price "


ZONES = [
    ("related-products", Zone.RELATED),
    ("unrelated", 0),
    ("upsell", Zone.RELATED),
    ("site-footer", Zone.CHROME),
    ("footer", Zone.CHROME),
    ("has-sidebar", 0),
    ("old-price", Zone.STRUCK | Hint.PRICE),
    ("gold-price", Hint.PRICE),
    ("modal", Zone.POPUP),
    ("breadcrumb-item", Hint.CRUMBS),
    ("h4ck3d-9f8e7d6c5b4a", 0),
]


def test_names_open_zones_and_near_names_do_not():
    zones = Zone.RELATED | Zone.CHROME | Zone.STRUCK | Zone.POPUP | Hint.PRICE | Hint.CRUMBS
    assert {name: hints(name) & zones for name, _ in ZONES} == dict(ZONES)


def test_zones_are_inherited_and_end_with_their_element():
    outline = outlined("<aside><p>a</p></aside><p>b</p><p style='display: none'>c</p>")
    assert [e.zone for e in outline.elements if e.tag == "p"] == [Zone.CHROME, 0, Zone.HIDDEN]
