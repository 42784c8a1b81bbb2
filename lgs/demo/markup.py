"""How a product page tells machines what it sells: JSON-LD, microdata, OpenGraph, or not at all."""

import json
from html import escape

from lgs.demo.shop import CURRENCY, NAME, Item

IN_STOCK = "https://schema.org/InStock"


def head_of(item: Item, root: str) -> str:
    """What goes into the head of a product's page; `root` is the shop's scheme, host and port."""
    if item.markup == "json-ld":
        return _script(_group(item, root) if item.options else _product(item, root))
    if item.markup == "opengraph":
        return _opengraph(item, root)
    return ""


def prop(item: Item, name: str) -> str:
    """The microdata attribute of an element of the page, on pages that have microdata."""
    return f' itemprop="{name}"' if item.markup == "microdata" else ""


def scope(item: Item, kind: str, name: str = "") -> str:
    """The microdata attributes that begin an object."""
    if item.markup != "microdata":
        return ""
    role = prop(item, name) if name else ""
    return f'{role} itemscope itemtype="https://schema.org/{kind}"'


def _script(data: object) -> str:
    # "</" would end the script element.
    text = json.dumps(data, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{text}</script>'


def _product(item: Item, root: str) -> dict[str, object]:
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": item.name,
        "description": item.text,
        "image": [root + item.picture()],
        "sku": item.sku,
        "brand": {"@type": "Brand", "name": item.brand},
    }
    if not item.name:
        del data["name"]
    data["offers"] = _offer(item, root + item.url)
    return data


def _group(item: Item, root: str) -> dict[str, object]:
    return {
        "@context": "https://schema.org",
        "@type": "ProductGroup",
        "name": item.name,
        "description": item.text,
        "productGroupID": item.sku,
        "brand": {"@type": "Brand", "name": item.brand},
        "url": root + item.url,
        "variesBy": [f"https://schema.org/{name.lower()}" for name in item.options[0]],
        "hasVariant": [_variant(item, root, options) for options in item.options],
    }


def _variant(item: Item, root: str, options: dict[str, str]) -> dict[str, object]:
    code = "-".join(value[:3].upper() for value in options.values())
    return {
        "@type": "Product",
        "name": f"{item.name} - {' / '.join(options.values())}",
        "sku": f"{item.sku}-{code}",
        "image": root + item.picture(options["Color"]),
        **{name.lower(): value for name, value in options.items()},
        "offers": _offer(item, f"{root}{item.url}?variant={code.lower()}"),
    }


def _offer(item: Item, url: str) -> dict[str, object]:
    return {
        "@type": "Offer",
        "price": "" if item.flaw == "no price" else item.price,
        "priceCurrency": CURRENCY,
        "availability": IN_STOCK,
        "url": url,
    }


def _opengraph(item: Item, root: str) -> str:
    tags = {
        "og:type": "product",
        "og:site_name": NAME,
        "og:title": item.name,
        "og:description": item.text,
        "og:url": root + item.url,
        "og:image": root + item.picture(),
        "product:price:amount": item.price,
        "product:price:currency": CURRENCY,
        "product:availability": "in stock",
        "product:brand": item.brand,
    }
    return "\n".join(
        f'<meta property="{name}" content="{escape(text)}">' for name, text in tags.items()
    )
