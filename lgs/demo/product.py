"""The page of one product."""

from html import escape

from lgs.demo.cards import cards, money
from lgs.demo.frame import crumbs, frame
from lgs.demo.markup import head_of, prop, scope
from lgs.demo.shop import CURRENCY, Item, catalogue


def product(item: Item, root: str) -> str:
    """A product's page; `root` is the shop's scheme, host and port."""
    robots = '<meta name="robots" content="noindex">' if item.flaw == "noindex" else ""
    # Of two addresses, neither is called the canonical one: that is the flaw.
    canonical = (
        f'<link rel="canonical" href="{root}{item.url}">' if item.flaw != "two addresses" else ""
    )
    others = [other for other in catalogue() if other.path == item.path and not other.flaw]
    others = [other for other in others if other.slug != item.slug][:3]
    related = f"<h2>You may also like</h2>{cards(others)}" if others else ""
    return frame(
        item.name,
        f"{crumbs(item.path)}{_details(item)}{related}",
        head=f"{robots}{canonical}{head_of(item, root)}",
    )


def _details(item: Item) -> str:
    bullets = "".join(f"<li>{escape(bullet)}</li>" for bullet in item.bullets)
    features = f'<ul class="features">{bullets}</ul>' if bullets else ""
    heading = f"<h1{prop(item, 'name')}>{escape(item.name)}</h1>" if item.name else ""
    picture = f'<img src="{item.picture()}" alt="{escape(item.name)}" width="600" height="600"'
    return f"""<div class="product"{scope(item, "Product")}>
<div class="gallery">{picture}{prop(item, "image")}></div>
<div class="summary">
{heading}
<p class="brand-name">by <span{prop(item, "brand")}>{escape(item.brand)}</span></p>
{_price(item)}
{_form(item)}
<div class="description"{prop(item, "description")}><p>{escape(item.text)}</p></div>
{features}
<p class="sku">Article <span{prop(item, "sku")}>{item.sku}</span></p>
</div>
</div>"""


def _price(item: Item) -> str:
    if item.flaw == "no price":
        return '<p class="price">Call us for a price</p>'
    machine = ""
    if item.markup == "microdata":
        machine = (
            f'<meta itemprop="price" content="{item.price}">'
            f'<meta itemprop="priceCurrency" content="{CURRENCY}">'
            '<link itemprop="availability" href="https://schema.org/InStock">'
        )
    return (
        f'<div{scope(item, "Offer", "offers")}><p class="price">{money(item)}</p>{machine}'
        '<p class="stock">In stock, leaves us tomorrow</p></div>'
    )


def _form(item: Item) -> str:
    if item.flaw == "no price":
        return '<p><a href="/about">Ask for an offer</a></p>'
    choices = "".join(
        f'<label>{name} <select name="{name.lower()}">{_values(item, name)}</select></label>'
        for name in (item.options[0] if item.options else ())
    )
    return (
        f'<form method="post" action="/cart/add">{choices}'
        f'<input type="hidden" name="id" value="{item.sku}"><button>Add to cart</button></form>'
    )


def _values(item: Item, name: str) -> str:
    values = dict.fromkeys(options[name] for options in item.options)
    return "".join(f'<option value="{value}">{value}</option>' for value in values)
