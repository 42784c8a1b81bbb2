import pytest

from lgs.extract.document import Document
from lgs.extract.markup.options import markup_variants
from lgs.model import Page, Variant


def found(inside: str) -> dict:
    html = (
        "<body><main><img src=/a.jpg><h1>Shirt</h1><form action=/cart/add>"
        f"{inside}<button>Add to cart</button></form></main>"
    )
    document = Document(Page("https://shop.example/p/1", html.encode()))
    return {claim.field: claim.value for claim in markup_variants(document)}


def sizes(*names: str, name: str = "Size") -> tuple[Variant, ...]:
    return tuple(Variant(options=((name, value),)) for value in names)


SIZE = (
    "<label for=s>Size</label><select id=s name=size>"
    "<option value=''>Choose<option>S<option>M<option>L</select>"
)
ONE_AXIS = [
    SIZE,
    "<fieldset><legend>Size</legend>"
    + "".join(f"<label><input type=radio name=o value={v}>{v}</label>" for v in "SML")
    + "</fieldset>",
    "<label for=s>Size:</label><select id=s>"
    "<option>S<option>M (3 in stock)<option>L (12 in stock)</select>",
    SIZE + "<label for=q>Qty</label><select id=q name=qty><option>1<option>2<option>3</select>",
]


@pytest.mark.parametrize("inside", ONE_AXIS)
def test_one_axis_of_visible_values_states_its_variants(inside):
    assert found(inside) == {"variants": sizes("S", "M", "L"), "variants_complete": True}


def test_two_axes_are_never_multiplied():
    colour = "<label for=c>Colour</label><select id=c name=colour><option>Red<option>Blue</select>"
    assert found(SIZE + colour) == {"variants_complete": False}


def test_a_value_that_is_sold_out_says_so():
    inside = "<label for=s>Size</label><select id=s><option>S<option disabled>M - sold out</select>"
    small, medium = found(inside)["variants"]
    assert (small.availability, medium.availability) == (None, "OutOfStock")
    assert medium.options == (("Size", "M"),)


NO_AXIS = [
    "<select name=quantity><option>1<option>2</select>",
    "<label for=x>Sort by</label><select id=x name=sort><option>Price<option>Name</select>",
    "<label for=s>Size</label><select id=s><option>One size</select>",
    "<select name=n><option>1<option>2<option>3</select>",
]


@pytest.mark.parametrize("inside", NO_AXIS)
def test_what_chooses_something_else_is_no_axis(inside):
    assert found(inside) == {}


def test_what_is_hidden_in_a_label_is_no_part_of_the_value():
    radio = (
        "<input type=radio name=o id=o{0}><label for=o{0}>{0}"
        "<span class=visually-hidden>Sold out</span></label>"
    )
    inside = f"<fieldset><legend>Size</legend>{''.join(map(radio.format, 'SM'))}</fieldset>"
    assert found(inside)["variants"] == sizes("S", "M")


def priced(*values: str, price: str = "$20.00") -> dict:
    options = "".join(f"<option>{value}</option>" for value in values)
    inside = f"<p class=price>{price}</p><label for=s>Size</label><select id=s>{options}</select>"
    return found(inside)


SURCHARGES = [
    (("S", "M (+$2.00)", "L (+$3.50)"), ["20", "22", "23.5"]),
    (("S", "M [+$2.00]", "L +$3.50"), ["20", "22", "23.5"]),
    (("S", "M (-$2.00)", "L (+$3.00)"), ["20", "18", "23"]),
    (("S - $20.00", "M - $22.00", "L - $23.50"), ["20", "22", "23.5"]),
    (("S ($20.00)", "M ($22.00)", "L ($23.50)"), ["20", "22", "23.5"]),
    (("S", "M", "L"), [None, None, None]),
    (("S", "M (sold out)", "L"), [None, None, None]),
]


@pytest.mark.parametrize(("values", "wanted"), SURCHARGES)
def test_a_value_costs_what_its_note_says(values, wanted):
    made = priced(*values)["variants"]
    assert [v.options[0][1] for v in made] == ["S", "M", "L"]
    assert [v.price if v.price is None else format(v.price, "f") for v in made] == wanted


def test_a_price_that_cannot_be_told_is_none_and_not_the_base():
    values = ("S", "M $2.00", "L (-$25.00)")  # a price or a difference; less than nothing
    assert [v.price for v in priced(*values)["variants"]] == [20, None, None]


UNTOLD = [
    ("S $1.00", "M $2.00"),  # the page shows neither: differences without their sign
    ("S - $19.00", "M - $21.00"),
]


@pytest.mark.parametrize("values", UNTOLD)
def test_values_none_of_whose_prices_can_be_told_are_no_variants(values):
    assert priced(*values) == {"variants_complete": False}


SWATCHES = [
    "<div class=swatches><span>Size: </span>"
    + "".join(f"<button type=button class=swatch aria-label={v}></button>" for v in "SML")
    + "</div>",
    "<div><h4>Size</h4><ul class=size-options>"
    + "".join(f"<li data-value={v}>{v}</li>" for v in "SML")
    + "</ul></div>",
    "<div class=variant-group role=radiogroup aria-label=Size>"
    + "".join(f"<div class=variant-button role=radio>{v}</div>" for v in "SML")
    + "</div>",
    "<table><tr><th>Size<th>Price<th></tr>"
    + "".join(f"<tr><td>{v}<td>1 pc<td><input type=radio name=v value=1{v}></tr>" for v in "SML")
    + "</table>",
]


@pytest.mark.parametrize("inside", SWATCHES)
def test_swatches_and_rows_with_a_radio_button_are_values(inside):
    assert found(inside) == {"variants": sizes("S", "M", "L"), "variants_complete": True}


def test_a_row_s_price_is_the_variant_s():
    rows = "".join(
        f"<tr><td>{v}<td>${p}<td><input type=radio name=v value=1{v}></tr>"
        for v, p in (("S", "20.00"), ("M", "22.00"))
    )
    made = found(f"<p class=price>$20.00</p><table>{rows}</table>")["variants"]
    assert [str(v.price) for v in made] == ["20", "22"]


NO_SWATCHES = [
    "<div class=swatches><a class=swatch href=/p/2 title=Red></a>"
    "<a class=swatch href=/p/3 title=Blue></a></div>",  # products with pages of their own
    "<ul class=tabs><li data-value=1>Description</li><li data-value=2>Reviews</li></ul>",
    "<div class=swatches><button class=swatch aria-label=Red></button></div>",
    "<table><tr><td><a href=/p/2>Table</a><td><input type=radio name=v value=1></tr>"
    "<tr><td><a href=/p/3>Chair</a><td><input type=radio name=v value=2></tr></table>",
]


@pytest.mark.parametrize("inside", NO_SWATCHES[:3])
def test_links_tabs_and_a_single_swatch_are_no_axis(inside):
    assert found(inside) == {}


def test_a_price_before_a_list_is_not_its_name_and_sold_out_no_part_of_a_value():
    html = (
        "<title>急須</title><body><main><img src=/k.jpg><h1>急須</h1><p>価格 7,480円</p>"
        "<form action=/cart/add><select name=inventory_id><option value=1>黒"
        "<option value=2>赤 売り切れ</select><input type=submit value=カートに入れる></form></main>"
    )
    page = Document(Page("https://shop.example/p/1", f"<meta charset=utf-8>{html}".encode()))
    made = next(c.value for c in markup_variants(page) if c.field == "variants")
    assert [(v.options, v.availability) for v in made] == [
        ((("inventory", "黒"),), None),
        ((("inventory", "赤"),), "OutOfStock"),
    ]


@pytest.mark.parametrize("label", ["Deliver every", "Subscribe", "Оценка", "Your rating", "Ocena"])
def test_how_often_and_how_good_are_no_options(label):
    select = f"<label for=x>{label}</label><select id=x><option>4<option>6<option>8</select>"
    assert "variants" not in found(select)


def test_the_chosen_value_below_its_label_is_not_the_label():
    radio = "<li><label><input type=radio name=group[2] title={0}><i>{0}</i></label></li>"
    radios = "".join(map(radio.format, ("White", "Black")))
    inside = f"<div><span>Color:\n      White  </span><ul>{radios}</ul></div>"
    assert found(inside)["variants"] == sizes("White", "Black", name="Color")


def test_a_dash_goes_with_its_note_only():
    select = "<label for=x>Size</label><select id=x><option>40<option>41 -<option>42 - $5.00"
    made = found(f"<p class=price>$20.00</p>{select}</select>")["variants"]
    assert [dict(v.options)["Size"] for v in made] == ["40", "41 -", "42"]
