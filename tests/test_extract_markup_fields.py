from decimal import Decimal

import pytest

from lgs.extract.document import Document
from lgs.extract.markup import (
    availability,
    brand,
    bullets,
    crumbs,
    description,
    images,
    numbers,
    price,
    title,
)
from lgs.model import Page

URL = "https://shop.example/p/oak-chair"


def claims(signal, html: str, url: str = URL) -> dict:
    """What a signal claims for a page."""
    document = Document(Page(url, f"<!doctype html><meta charset=utf-8>{html}".encode()))
    return {claim.field: claim.value for claim in signal(document)}


def page(inside: str, after: str = "") -> str:
    """A product page with a heading, an image and a buy control around what is tested."""
    return (
        "<title>Oak chair | Shop</title><body><nav><a href=/>Home</a></nav><main>"
        f"<div class=product><img src=/chair.jpg><h1>Oak chair</h1>{inside}"
        f"<form action=/cart/add><button>Add to cart</button></form></div>{after}</main>"
    )


TITLES = [
    ("<title>X | Shop</title><h1>Oak chair</h1>", "Oak chair"),
    ("<title>Oak chair – red | Shop</title>", "Oak chair – red"),
    ("<title>Oak chair</title>", "Oak chair"),
    ("<h1>Oak chair <small>SKU: 123</small></h1>", "Oak chair"),
    (
        "<title>Oak chair</title><div class=related><h1>Pine chair</h1></div><h1>Oak chair</h1>",
        "Oak chair",
    ),
    ("<title>Oak chair</title><h1>Product details</h1>", "Oak chair"),
    ("<title>Home</title>", None),
]


@pytest.mark.parametrize(("html", "wanted"), TITLES)
def test_the_title_is_the_main_heading_or_the_page_title_without_the_site(html, wanted):
    assert claims(title.markup_title, html).get("title") == wanted


PRICES = [
    (
        "<h3 class=mode_hidden>$ <b>450.00</b></h3><label>Oak<i>+ $ <b>50.40</b></i></label>",
        "450",
        None,
        None,
    ),
    ("<div class='hidden-xs'><p class=price>£5.99</p></div>", "5.99", None, "GBP"),
    ("<div class='d-none d-md-block'><p class=price>£5.99</p></div>", "5.99", None, "GBP"),
    ("<div class='hidden lg:flex'><p class=price>£5.99</p></div>", "5.99", None, "GBP"),
    ("<div class='hidden'><p class=price>£5.99</p></div>", None, None, None),
    ("<p class=price>Typical price: $29.95</p><p class=price>$24.95</p>", "24.95", "29.95", None),
    ("<p class=price>£19.99</p>", "19.99", None, "GBP"),
    ("<p class=price><del>£30.00</del> <ins>£19.99</ins></p>", "19.99", "30", "GBP"),
    (
        "<span class=old-price>€30,00</span><span class=special-price>€19,99</span>",
        "19.99",
        "30",
        "EUR",
    ),
    ("<div>Was £30.00</div><div class=price>£19.99</div>", "19.99", "30", "GBP"),
    ("<p class=price>£19.99</p><p>or 3 payments of £6.66 per month</p>", "19.99", None, "GBP"),
    ("<p>Free shipping over £50.00</p><p class=price>£19.99</p>", "19.99", None, "GBP"),
    ("<p class=price>£19.99</p><p class=unit-price>£2.00 / 100g</p>", "19.99", None, "GBP"),
    ("<p class=price>£19.99</p><p>Ex Tax: £16.66</p>", "19.99", None, "GBP"),
    ("<p class=price>£<span>19</span><sup>99</sup></p>", "19.99", None, "GBP"),
    ("<span class=price-old>£19.99</span>", "19.99", None, "GBP"),
    ("<p>Weight 19.99 kg</p>", None, None, None),
    ("<p>Call us for a price</p>", None, None, None),
]


@pytest.mark.parametrize(("inside", "now", "before", "currency"), PRICES)
def test_the_price_to_pay_now_is_taken_and_the_struck_out_one_is_regular(
    inside, now, before, currency
):
    found = claims(price.markup_price, page(inside))
    wanted = {
        "price": now and Decimal(now),
        "regular_price": before and Decimal(before),
        "currency": currency,
    }
    assert found == {name: value for name, value in wanted.items() if value}


def test_prices_of_related_products_are_never_taken():
    related = "<section><h2>You may also like</h2><p class=price>£5.00</p></section>"
    assert claims(price.markup_price, page("<p>No price today</p>", related)) == {}


def test_the_dollar_is_the_one_that_the_scripts_work_with():
    html = page("<p class=price>$19.99</p>", "<script>var currency = 'CAD';</script>")
    assert claims(price.markup_price, html)["currency"] == "CAD"
    assert "currency" not in claims(price.markup_price, page("<p class=price>$19.99</p>"))


STOCK = [
    ("<p class=stock>In stock</p>", "InStock"),
    ("<p class=stock>Sold out</p>", "OutOfStock"),
    ("<p>Auf Lager</p>", "InStock"),
    ("<p class=availability>Nicht lieferbar</p>", "OutOfStock"),
    ("<p>Нет в наличии</p>", "OutOfStock"),
    ("<select><option>M</option><option>L - sold out</option></select>", "InStock"),
    ("<p>Gift vouchers are currently unavailable</p>", "InStock"),
]


@pytest.mark.parametrize(("inside", "wanted"), STOCK)
def test_availability_is_what_the_page_says_else_what_the_control_shows(inside, wanted):
    assert claims(availability.markup_availability, page(inside)) == {"availability": wanted}


def test_a_locked_control_is_no_proof_of_stock():
    html = "<h1>Oak chair</h1><img src=a.jpg><button name=add disabled>Add to cart</button>"
    assert claims(availability.markup_availability, html) == {}


IMAGES = [
    ('<img src=/s.jpg data-zoom-image="/l.jpg">', ["/l.jpg"]),
    (
        "<img src=/t1.jpg><img src=/t2.jpg>"
        """<img src=/m.jpg data-dynamic='{"/m_300.jpg":[300,300],"/m_900.jpg":[900,900]}'>""",
        ["/m_900.jpg", "/t1.jpg", "/t2.jpg"],
    ),
    ("<a href=/brands/wald><img src=/w.jpg></a><img src=/a.jpg>", ["/a.jpg"]),
    ("<p class=manufacturer><img src=/w.jpg></p><img src=/a.jpg>", ["/a.jpg"]),
    ("<img src=/skin/showlarger.gif><img src=/zoom_btn_in.gif><img src=/a.jpg>", ["/a.jpg"]),
    ('<img data-src="/w|vw|/a.jpg" src=/w220/a.jpg>', ["/w220/a.jpg"]),
    ('<img data-src="/a_{width}x.jpg" data-widths="[180, 1080]">', ["/a_1080x.jpg"]),
    ("<a href=/l.jpg><img src=/s.jpg></a>", ["/l.jpg"]),
    ("<a href=/page><img src=/s.jpg></a>", ["/s.jpg"]),
    ('<img src=/s.jpg srcset="/m.jpg 400w, /l.jpg 900w">', ["/l.jpg"]),
    ("<img src='data:image/gif;base64,R0' data-src=/s.jpg>", ["/s.jpg"]),
    ("<picture><source srcset=/l.webp><img src=/s.jpg></picture>", ["/l.webp"]),
    ("<img src=/a.jpg><img src=/b.jpg>", ["/a.jpg", "/b.jpg"]),
    ("<img src=/a-100x100.jpg><img src=/a-600x600.jpg>", ["/a-100x100.jpg"]),
    ("<img src=/placeholder.png><img src=/a.jpg>", ["/a.jpg"]),
    ("<img src=/logo.png><img src=/cap-with-logo.jpg>", ["/cap-with-logo.jpg"]),
    ("<img src=/icons/heart.png width=16><img src=/a.jpg>", ["/a.jpg"]),
]


@pytest.mark.parametrize(("pictures", "wanted"), IMAGES)
def test_each_picture_of_the_gallery_is_listed_once_in_its_largest_version(pictures, wanted):
    html = f"<body><main><div class=product-gallery>{pictures}</div><h1>Oak chair</h1></main>"
    urls = claims(images.markup_images, html)["image_urls"]
    assert urls == tuple(f"https://shop.example{path}" for path in wanted)


DESCRIPTION = "A chair made of solid oak, with a seat of woven cord and room for two."
BLOCKS = [
    f"<div id=description><p>{DESCRIPTION}</p></div>",
    f"<h2>Product description</h2><p>{DESCRIPTION}</p>"
    "<h2>Delivery</h2><p>We ship on Mondays and Fridays only, all year.</p>",
    f"<ul><li><a href=#t1>Beschreibung</a></li></ul><div id=t1><p>{DESCRIPTION}</p></div>",
    f"<div class=product-description><p>{DESCRIPTION}</p><p>Free shipping on all orders</p></div>",
    f"<div class=short-description>{DESCRIPTION[:40]}</div>"
    f"<div class=description>{DESCRIPTION}</div>",
    f"<div><p>{DESCRIPTION} </p>"
    "<p>It is delivered in one piece and needs no tools at all.</p></div>",
]


BLOCKS.insert(
    0,
    "<div><div class='tab label' id=a>Details</div>"
    f"<div><p>{DESCRIPTION}</p></div><div class='tab label' id=b>More information</div>"
    "<div>Made in the north, sold in the south, and loved in between.</div></div>",
)


@pytest.mark.parametrize("block", BLOCKS[:6])
def test_the_description_is_the_block_that_is_called_so(block):
    assert claims(description.markup_description, page("", block)) == {"description": DESCRIPTION}


def test_a_description_has_no_lines_of_numbers_and_a_tab_s_label_heads_no_other_tabs():
    block = (
        f"<div class=description><p>SKU: AB-12</p><p>{DESCRIPTION}</p><p>EAN:</p>"
        "<p>Show more</p><p>Mehr anzeigen</p></div>"
        "<div><a href=#><i>Description</i></a><a href=#><i>Extras</i>(0)</a> <a>Videos</a></div>"
    )
    assert claims(description.markup_description, page("", block)) == {"description": DESCRIPTION}


def test_without_a_block_by_name_the_paragraphs_by_the_heading_are_taken():
    found = claims(description.markup_description, page(BLOCKS[6]))
    assert found["description"].startswith(DESCRIPTION)


def test_paragraphs_are_kept_and_the_sources_line_ends_are_not():
    html = page(
        "", "<div class=description><p>Solid\noak, waxed by hand.</p><p>Two seats.</p></div>"
    )
    found = claims(description.markup_description, html)["description"]
    assert found == "Solid oak, waxed by hand.\n\nTwo seats."


def test_sentences_go_before_a_longer_list_of_what_it_has():
    names = ("Processor", "Memory", "Graphics", "Operating system", "Optical drive", "Screen")
    pairs = "".join(
        f"<p>{n}: made by one and sold by another, {i} GHz</p>" for i, n in enumerate(names)
    )
    loose = "<p>3.2 GHz 8-core processor of the newest kind, with boosts up to 4.2 GHz</p>" * 8
    told = f"{DESCRIPTION} It takes no tools and it lasts a lifetime."
    block = f"<div class=description><p>{told}</p></div><div class=long-description>{pairs}{loose}"
    assert claims(description.markup_description, page("", block)) == {"description": told}


def test_a_long_disclaimer_is_no_description():
    disclaimer = (
        "Colours may vary from what screens show, and pictures are for illustration purposes. " * 5
    )
    block = f"<div class=description><p>{DESCRIPTION}</p><p>{disclaimer}</p></div>"
    assert claims(description.markup_description, page("", block)) == {"description": DESCRIPTION}


TRAILS = [
    (
        "<ol class=breadcrumb><li><a href=/>Home</a><li><a href=/c>Chairs</a><li>Oak chair</ol>",
        ("Home", "Chairs"),
    ),
    (
        "<div class=breadcrumbs><a href=/>Home</a> &gt; <a href=/c>Chairs</a> &gt; Oak chair</div>",
        ("Home", "Chairs"),
    ),
    (
        "<nav aria-label=Breadcrumb><a href=/>Home</a> / <a href=/c>Wood / metal</a></nav>",
        ("Home", "Wood / metal"),
    ),
    ("<p><a href=/>Home</a> › <a href=/c>Chairs</a></p>", ("Home", "Chairs")),
    ("<div class=breadcrumb>You are here: <a href=/>Home</a></div>", ("Home",)),
    ("<p><a href=/>Home</a> <a href=/c>Chairs</a></p>", None),
    (
        "<div class=breadcrumbs><p style='display:none'>[1, 2]</p><a href=/>Home</a> &gt; "
        "<a href=/c>Chairs</a></div>",
        ("Home", "Chairs"),
    ),
    (
        "<div class=breadcrumb><a href=/ title='Return to Home'><i></i></a> &gt; "
        "<a href=/c>Chairs</a></div>",
        ("Home", "Chairs"),
    ),
    ("<ul><li><a href=/>Start</a><li><a href=/c>Chairs</a><li>Oak chair</ul>", ("Start", "Chairs")),
    ("<ul><li><a href=/>Start</a><li><a href=/c>Chairs</a><li><a href=/o>Oak</a></ul>", None),
    ("<ul><li><a href=/b>Blog</a><li><a href=/c>Chairs</a><li>Oak</ul>", None),
    ("<ul class=menu><li><a href=/c>Chairs</a><li><a href=/t>Tables</a></ul>", None),
]


@pytest.mark.parametrize(("trail", "wanted"), TRAILS)
def test_breadcrumbs_run_from_the_root_without_the_product(trail, wanted):
    html = f"<body>{trail}<h1>Oak chair</h1>"
    assert claims(crumbs.markup_breadcrumbs, html).get("breadcrumbs") == wanted


LABELS = [
    ("<p>SKU: AB-12</p>", {"sku": "AB-12"}),
    ("<dl><dt>Artikelnummer</dt><dd>778-1</dd></dl>", {"sku": "778-1"}),
    ("<table><tr><th>EAN</th><td>4006381333931</td></tr></table>", {"gtin": "4006381333931"}),
    ("<table><tr><th>EAN</th><td>4006381333930</td></tr></table>", {}),
    ("<p>MPN: X100</p>", {"mpn": "X100"}),
    (
        "<table><tr><th>Item model number</th><td>WX-17K</td></tr>"
        "<tr><th>ASIN</th><td>B0C1234567</td></tr></table>",
        {"mpn": "WX-17K", "sku": "B0C1234567"},
    ),
    ("<p>Reference AB-12</p>", {"sku": "AB-12"}),
    ("<p>Model: our best one so far, really</p>", {}),
]


@pytest.mark.parametrize(("inside", "wanted"), LABELS)
def test_numbers_are_read_by_their_labels(inside, wanted):
    assert claims(numbers.markup_ids, page(inside)) == wanted


BRANDS = [
    ("<p>Brand: Acme</p>", "Acme"),
    ("<dl><dt>Hersteller</dt><dd>Acme GmbH</dd></dl>", "Acme GmbH"),
    ("<p>Brand: <a href=/acme><img src=/m.png alt=Acme></a></p>", "Acme"),
    ("<p class=product-brand>Acme</p>", "Acme"),
    ("<p>Brand: n/a</p>", None),
    ("<p class=brand>5.11 Outdoors</p>", "5.11 Outdoors"),
    ("<dl><dt>Hersteller</dt><dt>Gewicht:</dt><dd>2 kg</dd></dl>", None),
    ("<p>Verlag: Wald, 2013</p>", "Wald"),
    ("<p class=brand>12.05.2024</p>", None),
    ("<p class=brand>12/04 (Fri)</p>", None),
    ("<p class=byline>by Ann Wald</p>", None),
    ("<a id=bylineInfo href=/stores/wald>Visit the Wald &amp; Wiese Store</a>", "Wald & Wiese"),
    ("<div class=brand><a href=/wald>Shop all Wald</a></div>", "Wald"),
    ("<div class=brand>by Wald</div>", "Wald"),
    ("<div class=brand><img src=/m.png title='Wald logo'></div>", "Wald"),
    ("<div class=brand><a href=/><img src=/m.png alt='Back to homepage'></a></div>", None),
    ("<p>Brand: Visit the Wald Store</p>", "Wald"),
]


@pytest.mark.parametrize(("inside", "wanted"), BRANDS)
def test_the_brand_is_read_by_its_label_or_logo(inside, wanted):
    assert claims(brand.markup_brand, page(inside)).get("brand") == wanted


def test_bullets_are_short_attributes_without_numbers_of_the_trade():
    table = (
        "<table><tr><td>Material</td><td>Oak</td></tr><tr><td>SKU</td><td>1-2</td></tr>"
        "<tr><td>Delivery time</td><td>3 days</td></tr></table>"
    )
    assert claims(bullets.markup_bullets, page(table)) == {"bullets": ("Material: Oak",)}
