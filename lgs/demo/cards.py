"""How the goods of the shop look in a listing."""

from html import escape

from lgs.demo.shop import Item


def cards(items: list[Item], *, follow: str = "") -> str:
    """A grid of goods; `follow` is put behind each link."""
    entries = "".join(
        f'<li><a class="card" href="{url}{follow}">'
        f'<img src="{item.picture()}" alt="{escape(item.name)}" width="210" height="210">'
        f'<h3>{escape(item.name or "Lamp")}</h3><span class="price">{money(item)}</span></a></li>'
        for item in items
        for url in item.urls
    )
    return f'<ul class="grid products">{entries}</ul>' if items else ""


def money(item: Item) -> str:
    """The price as a person reads it, the former one struck out before it."""
    if item.flaw == "no price":
        return "on request"
    before = f"<del>€{item.was}</del> " if item.was else ""
    return f"{before}<span>€{item.price}</span>"
