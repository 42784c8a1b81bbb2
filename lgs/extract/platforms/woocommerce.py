"""The signal "woocommerce": the variations that the add-to-cart form carries.

Above a threshold (30 by default) the form says `false` and asks the server for each combination;
then the page does not state which combinations there are.
"""

from collections.abc import Iterator

from lgs.extract.document import Document
from lgs.extract.ids import gtin, number
from lgs.extract.loosejson import loose_json
from lgs.extract.platforms.reading import (
    Entity,
    above,
    attribute,
    claims,
    entities,
    entity,
    in_stock,
)
from lgs.extract.price import machine_price
from lgs.extract.signals import SIGNALS
from lgs.extract.text import line
from lgs.model import Claim, Variant


@SIGNALS.add
def woocommerce(document: Document) -> Iterator[Claim]:
    """The variations of the product's form."""
    body = document.tree.body
    is_here = "woocommerce" in ((body.attributes.get("class") or "") if body else "")
    if is_here and document.mentions("availableVariations"):
        yield from claims("woocommerce", {"variants": _of_block(document)})
    if not document.mentions("data-product_variations"):
        return
    form = document.tree.css_first("form[data-product_variations]")
    stated = (form.attributes.get("data-product_variations") or "").strip() if form else ""
    if stated == "false":
        yield Claim("variants_complete", False, "woocommerce")
        return
    names = _labels(document)
    values = loose_json(stated).values
    found = [_variant(document, v, names) for v in entities(values[0] if values else ())]
    yield from claims("woocommerce", {"variants": tuple(v for v in found if v)})


def _of_block(document: Document) -> tuple[Variant, ...]:
    """The variations in the context of the block that adds to the cart with options."""
    context = entity(
        attribute(document, 'form[data-wp-context*="availableVariations"]', "data-wp-context")
    )
    names = _block_labels(document)
    found = (_variant(document, v, names) for v in entities(context.get("availableVariations")))
    return tuple(v for v in found if v)


def _block_labels(document: Document) -> dict[str, tuple[str, dict[str, str]]]:
    """For each attribute its label, and what its choices are called, by the blocks' contexts."""
    found = {}
    for node in document.tree.css('[data-wp-context*="attribute_"]'):
        values = loose_json(node.attributes.get("data-wp-context") or "").values
        context = entity(values[0]) if values else {}
        name, options = context.get("name"), entities(context.get("options"))
        if not isinstance(name, str) or not options or not _is_plain(name):
            continue
        label = document.tree.css_first(f'label[for="{name}"]')
        text = line(label.text(deep=True)) if label else None
        shown = {str(o.get("value")): line(o.get("label")) or "" for o in options}
        found[name] = (text or _spelled(name), {k: v for k, v in shown.items() if v})
    return found


def _variant(
    document: Document, stated: Entity, names: dict[str, tuple[str, dict[str, str]]]
) -> Variant | None:
    if stated.get("variation_is_active") is False or stated.get("variation_is_visible") is False:
        return None
    price = machine_price(stated.get("display_price"))
    options = []
    for key, value in entity(stated.get("attributes")).items():
        label, shown = names.get(key, (_spelled(key), {}))
        if text := line(value):  # an empty value fits any: no combination is stated
            options.append((label, shown.get(text, text)))
    picture = entity(stated.get("image"))
    source = picture.get("full_src") or picture.get("url") or picture.get("src")
    return Variant(
        options=tuple(options),
        sku=number(stated.get("sku")),
        gtin=gtin(stated.get("global_unique_id") or stated.get("gtin")),
        price=price,
        regular_price=above(machine_price(stated.get("display_regular_price")), price),
        availability=in_stock(stated.get("is_in_stock")),
        image_url=document.absolute(source) if isinstance(source, str) else None,
    )


def _labels(document: Document) -> dict[str, tuple[str, dict[str, str]]]:
    """For each attribute its label, and what the visitor reads for each of its values."""
    found = {}
    for select in document.tree.css('form[data-product_variations] select[name^="attribute"]'):
        name = select.attributes.get("name") or ""
        label = (
            document.tree.css_first(f'label[for="{select.id}"]') if _is_plain(select.id) else None
        )
        shown = {
            o.attributes.get("value") or "": line(o.text(deep=True)) or ""
            for o in select.css("option[value]")
        }
        text = line(label.text(deep=True)) if label else None
        found[name] = (
            (text or _spelled(name)).rstrip(": *"),
            {k: v for k, v in shown.items() if k and v},
        )
    return found


def _is_plain(name: str | None) -> bool:
    return name is not None and name.replace("-", "").replace("_", "").isalnum()


def _spelled(key: str) -> str:
    """An attribute's key as words.

    >>> _spelled("attribute_pa_shoe-size")
    'Shoe size'
    """
    return (
        key.removeprefix("attribute_")
        .removeprefix("pa_")
        .replace("-", " ")
        .replace("_", " ")
        .capitalize()
    )
