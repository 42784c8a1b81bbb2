from decimal import Decimal

import pytest

from lgs.extract.merge import merged
from lgs.extract.settle import settle
from lgs.model import Claim, Product, Value, Variant

RED = Variant(options=(("Color", "Red"),), sku="R", price=Decimal(20), currency="EUR")
BLUE = Variant(options=(("Color", "Blue"),), sku="B", price=Decimal(30), currency="EUR")


def product(*claims: tuple[str, Value, str], shown: tuple[int, ...] = ()) -> Product:
    return settle([Claim(*c) for c in claims], shown={Decimal(p) for p in shown}).product


def test_the_most_trusted_claim_wins_and_the_losers_are_kept() -> None:
    claims = [Claim("brand", "Forest", "opengraph"), Claim("brand", "Wald", "json-ld")]
    settled = settle(claims)
    assert settled.product == Product(brand="Wald")
    assert settled.provenance == {"brand": "json-ld"}
    assert settled.losers == (claims[0],)


def test_nothing_claimed_is_nothing_known() -> None:
    settled = settle([])
    assert (settled.product, dict(settled.provenance), settled.losers, settled.flags) == (
        Product(),
        {},
        (),
        (),
    )


def test_money_stays_together() -> None:
    assert product(
        ("price", Decimal(10), "json-ld"),
        ("currency", "USD", "shopify"),
        ("currency", "EUR", "json-ld"),
        ("regular_price", Decimal(15), "opengraph"),
    ) == Product(price=Decimal(10), currency="EUR")


def test_a_regular_price_is_above_the_price() -> None:
    assert (
        product(
            ("price", Decimal(10), "json-ld"), ("regular_price", Decimal(9), "json-ld")
        ).regular_price
        is None
    )
    assert product(("regular_price", Decimal(9), "json-ld")).regular_price is None


def test_a_stated_price_that_the_page_strikes_out_is_the_regular_one() -> None:
    found = product(
        ("price", Decimal(20), "json-ld"),
        ("price", Decimal(15), "markup_price"),
        ("regular_price", Decimal(20), "markup_price"),
    )
    assert (found.price, found.regular_price) == (Decimal(15), Decimal(20))


@pytest.mark.parametrize(("shown", "price"), [((15,), 15), ((15, 12), 12)])
def test_a_shared_price_counts_where_the_page_shows_it(shown: tuple[int, ...], price: int) -> None:
    claims = (("price", Decimal(12), "opengraph"), ("price", Decimal(15), "markup_price"))
    assert product(*claims, shown=shown).price == price


@pytest.mark.parametrize(
    ("visible", "flags"), [("20.15", ()), ("21", ("price_conflict",)), ("15", ("price_conflict",))]
)
def test_a_price_that_differs_from_the_visible_one_is_flagged(
    visible: str, flags: tuple[str, ...]
) -> None:
    claims = [
        Claim("price", Decimal(20), "json-ld"),
        Claim("price", Decimal(visible), "markup_price"),
    ]
    assert settle(claims).flags == flags


def test_a_description_describes() -> None:
    whole = "A chair of solid oak that folds flat and fits behind a door."
    title = ("title", "Oak chair", "json-ld")
    assert (
        product(
            title,
            ("description", "Oak chair", "json-ld"),
            ("description", whole, "markup_description"),
        ).description
        == whole
    )
    assert (
        product(
            title,
            ("description", "A chair of solid oak that…", "json-ld"),
            ("description", whole, "opengraph"),
        ).description
        == whole
    )
    assert (
        product(title, ("description", "Buy Oak chair online at Wald", "json-ld")).description
        is None
    )
    assert (
        product(
            title,
            ("description", whole, "json-ld"),
            ("description", "Another text of the page.", "markup_description"),
        ).description
        == whole
    )


def test_breadcrumbs_end_before_the_product_and_have_steps() -> None:
    title = ("title", "Oak chair", "json-ld")
    assert product(
        title, ("breadcrumbs", ("Home", "Chairs", "OAK  chair"), "json-ld")
    ).breadcrumbs == ("Home", "Chairs")
    found = product(
        title,
        ("breadcrumbs", ("Home",), "json-ld"),
        ("breadcrumbs", ("Home", "Chairs"), "markup_breadcrumbs"),
    )
    assert found.breadcrumbs == ("Home", "Chairs")
    found = product(
        title,
        ("breadcrumbs", ("Chairs", "Oak"), "microdata"),
        ("breadcrumbs", ("Home", "Chairs", "Wood", "Oak"), "markup_breadcrumbs"),
    )
    assert found.breadcrumbs == ("Home", "Chairs", "Wood", "Oak")
    found = product(
        title,
        ("breadcrumbs", ("Seats", "Oak"), "microdata"),
        ("breadcrumbs", ("Home", "Chairs", "Oak"), "markup_breadcrumbs"),
    )
    assert found.breadcrumbs == ("Seats", "Oak")
    assert product(title, ("breadcrumbs", ("Oak chair",), "json-ld")).breadcrumbs == ()


def test_a_single_image_takes_the_gallery_that_holds_it() -> None:
    claims = (("image_urls", ("b",), "json-ld"), ("image_urls", ("a", "b", "c"), "markup_images"))
    assert product(*claims).image_urls == ("b", "a", "c")
    assert product(("image_urls", ("x",), "json-ld"), claims[1]).image_urls == ("x",)


def test_an_article_number_has_no_words_behind_it() -> None:
    assert product(("sku", "A-1 in stock", "markup_ids"), ("sku", "A-1", "json-ld")).sku == "A-1"
    assert product(("sku", "A-2", "markup_ids"), ("sku", "A-1", "json-ld")).sku == "A-2"


def test_with_variants_the_price_is_the_lowest_that_can_be_paid() -> None:
    sold = Variant(
        options=(("Color", "Grey"),), price=Decimal(5), currency="EUR", availability="OutOfStock"
    )
    settled = settle(
        [Claim("variants", (BLUE, RED, sold), "json-ld"), Claim("price", Decimal(99), "json-ld")]
    )
    assert (settled.product.price, settled.product.currency) == (Decimal(20), "EUR")
    assert settle([Claim("variants", (RED, BLUE), "json-ld")]).provenance["price"] == "json-ld"


def test_a_product_is_in_stock_if_any_variant_is() -> None:
    def state(*states: object) -> object:
        made = tuple(
            Variant(options=(("Size", str(i)),), availability=s) for i, s in enumerate(states)
        )  # type: ignore[arg-type]
        return product(("variants", made, "json-ld")).availability

    assert state("OutOfStock", "InStock") == "InStock"
    assert state("OutOfStock", "OutOfStock") == "OutOfStock"
    assert state("OutOfStock", None) is None


def test_a_single_variant_is_the_product_itself() -> None:
    found = product(("variants", (RED,), "shopify"), ("price", Decimal(25), "json-ld"))
    assert (found.variants, found.sku, found.price) == ((), "R", Decimal(25))


def test_nothing_stands_twice_and_gaps_are_filled() -> None:
    bare = Variant(options=(("color", "red"),), image_url="r.jpg", price=Decimal(99))
    assert merged([Claim("variants", (RED, BLUE, RED), "json-ld")]) == (RED, BLUE)
    both = merged(
        [Claim("variants", (RED, BLUE), "shopify"), Claim("variants", (bare,), "markup_variants")]
    )
    assert [v.price for v in both] == [Decimal(20), Decimal(30)]
    named = Variant(options=(("Colour", "red"),), image_url="r.jpg")
    filled = merged(
        [Claim("variants", (RED, BLUE), "shopify"), Claim("variants", (named, BLUE), "json-ld")]
    )
    assert [v.image_url for v in filled] == ["r.jpg", None]


def test_no_source_adds_variants_to_another_s() -> None:
    third = Variant(options=(("Color", "Grey"),), sku="G")
    assert (
        len(
            merged(
                [
                    Claim("variants", (RED, BLUE), "shopify"),
                    Claim("variants", (RED, BLUE, third), "json-ld"),
                ]
            )
        )
        == 2
    )


def test_an_option_that_says_default_is_none() -> None:
    plain = Variant(options=(("Title", "Default Title"),), sku="R")
    assert merged([Claim("variants", (plain,), "shopify")]) == (Variant(sku="R"),)


def test_the_page_s_own_text_goes_before_a_teaser_for_machines() -> None:
    teaser, whole = "A simple chair made of oak.", "A chair of solid oak that folds flat. " * 4
    found = product(
        ("description", teaser, "json-ld"), ("description", whole, "markup_description")
    )
    assert found.description == whole
    nearly = "A simple chair made of solid oak wood."
    found = product(
        ("description", teaser, "json-ld"), ("description", nearly, "markup_description")
    )
    assert found.description == teaser


def test_variant_prices_in_cents_are_told_by_the_product_s_price() -> None:
    cents = tuple(
        Variant(options=(("Size", s),), price=Decimal(p)) for s, p in (("S", 1999), ("M", 2999))
    )
    found = product(("variants", cents, "state"), ("price", Decimal("19.99"), "json-ld"))
    assert [v.price for v in found.variants] == [Decimal("19.99"), Decimal("29.99")]
    found = product(("variants", cents, "state"), ("price", Decimal(1999), "json-ld"))
    assert [v.price for v in found.variants] == [Decimal(1999), Decimal(2999)]


def test_an_advert_is_passed_over_but_not_where_the_page_describes() -> None:
    text = "Order the oak chair today: free delivery on every folding chair."
    assert product(("description", text, "opengraph")).description is None
    assert product(("description", text, "markup_description")).description == text


def test_a_former_price_in_another_unit_is_none() -> None:
    claims = (
        ("price", Decimal(180), "json-ld"),
        ("price", Decimal(18000), "state"),
        ("regular_price", Decimal(24000), "state"),
        ("price", Decimal(180), "markup_price"),
        ("regular_price", Decimal(240), "markup_price"),
    )
    assert product(*claims).regular_price == Decimal(240)


def test_an_image_without_the_size_that_is_asked_for_goes_before_a_smaller_one() -> None:
    bare, other = "https://shop.example/oak.jpg", "https://shop.example/ash.jpg"
    small = f"{bare}?width=400"
    assert product(("image_urls", (small,), "markup"), ("image_urls", (bare,), "opengraph")) == (
        Product(image_urls=(bare,))
    )
    # a version or another file is not a size
    for first in (f"{bare}?v=2", other):
        claims = (("image_urls", (first,), "markup"), ("image_urls", (bare,), "opengraph"))
        assert product(*claims).image_urls == (first,)


@pytest.mark.parametrize(
    ("source", "shown", "wanted"),
    [
        ("json-ld", "markup_sold_out", "OutOfStock"),
        ("json-ld", "markup_availability", "InStock"),
        ("shopify", "markup_sold_out", "InStock"),
    ],
)
def test_only_what_is_written_for_machines_gives_way_to_what_visitors_read(
    source: str, shown: str, wanted: str
) -> None:
    claims = (("availability", "InStock", source), ("availability", "OutOfStock", shown))
    assert product(*claims).availability == wanted
