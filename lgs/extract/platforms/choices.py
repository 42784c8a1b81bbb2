"""Variants in state: articles whose options are spelled out or stand for a table's values."""

from collections.abc import Iterator, Mapping

from lgs.extract.document import Document
from lgs.extract.ids import gtin, number
from lgs.extract.offers import availability
from lgs.extract.platforms.amounts import price_before, price_now
from lgs.extract.platforms.reading import Entity, above
from lgs.extract.platforms.stocks import stock
from lgs.extract.platforms.values import first, lower, members, told
from lgs.extract.platforms.views import pictures
from lgs.extract.text import line
from lgs.model import Availability, Variant

# Keys without the signs between words, as `values.lower` writes them.
SKU = ("sku", "skuid", "articlenumber", "itemnumber", "productcode", "productsku", "stylecode",
       "stylecolor", "skucode", "code")  # fmt: skip
GTIN = ("gtin", "gtins", "gtin13", "ean", "ean13", "upc", "barcode")
LISTS = ("variants", "variations", "skus", "children", "simples", "variantoptions", "productitems",
         "articles", "productvariants", "products", "sizes", "items")  # fmt: skip
SINGLE = ("mastervariant", "selectedvariant", "selectedorfirstavailablevariant", "defaultvariant",
          "firstvariant", "currentvariant", "variantbyselectedoptions", "selectedsku")  # fmt: skip
_ID = ("productid", "variantid", "skuid", "merchskuid", "id")
_TABLES = ("options", "variationattributes", "configurableoptions", "productoptions", "attributes",
           "variantattributes", "optiongroups", "optiontypes", "variationaxes")  # fmt: skip
_CHOSEN = ("selectedoptions", "variationvalues", "optionsselections", "optionvalueids", "options",
           "optionvalues", "attributes", "variationattributes", "attributevalues", "choices",
           "variantoptions", "specs")  # fmt: skip
_AXES = ("color", "colour", "colorname", "colourname", "colordescription", "size", "sizename",
         "material", "flavour", "flavor", "capacity", "finish", "style", "length",
         "width")  # fmt: skip
_NUMBERED = tuple(f"option{i}" for i in range(5))
_NAME = ("name", "label", "optionname", "attributename", "title", "displayname", "attribute",
         "option", "attributefqn", "key", "id")  # fmt: skip
_VALUE = ("value", "values", "valuename", "displayvalue", "optionvalue", "valuelabel", "label")
_NAMED = ("name", "label", "displayvalue", "title")
_CODES = ("id", "code", "attributecode", "attributefqn", "key")
_CALLED = {"sizes": "Size", "colors": "Color", "colours": "Colour"}
_ALONE = frozenset({"url", "slug", "href", "handle", "description"})  # of products by themselves
_MOST_VARIANTS = 1000
_MOST_OPTIONS = 5

Table = Mapping[tuple[str, str], tuple[str, str]]


def stated_variants(document: Document, product: Entity) -> tuple[Variant, ...]:
    """The variants of the first list whose members are articles with options of their own."""
    table = _table(product, document.lang)
    for name in (*LISTS, "options"):
        listed = [lower(v) for v in members(product.get(name))][:_MOST_VARIANTS]
        master = product.get("mastervariant")
        if listed and isinstance(master, Mapping):
            listed.insert(0, lower(master))
        if name == "options":  # axes, unless each member has a price and a stock of its own
            listed = [v for v in listed if v.get("price") and stock(v)]
        made = [_variant(document, v, table, name) for v in listed]
        named = [v for v in made if v.options and (v.sku or v.price or v.gtin)]
        if len(named) > 1 and len(named) == len(made) and len({v.options for v in named}) > 1:
            return tuple(named)
    return ()


def _variant(document: Document, stated: Entity, table: Table, name: str) -> Variant:
    money = price_now(stated)
    price = money.amount if money else None
    options = tuple(_options(stated, table, document.lang))
    called = line(told(stated.get("localizedlabel") or stated.get("label") or stated.get("size")))
    if not options and name in _CALLED and called:
        options = ((_CALLED[name], called),)
    elif not options and _ALONE.isdisjoint(stated):
        said = line(first(stated, ("size", "name", "title"), document.lang), most=100)
        options = (("Option", said),) if said else ()
    urls = pictures(document, stated)
    return Variant(
        options=options,
        sku=number(first(stated, SKU[:-1]) or first(stated, (*_ID, "code"))),
        gtin=code_of(stated),
        price=price,
        regular_price=above(price_before(stated), price),
        currency=money.currency if money else None,
        availability=stock(stated) or _status(stated.get("status")),
        image_url=urls[0] if urls else None,
    )


def _status(value: object) -> Availability | None:
    """The state of an article of a list; "active" is what is not sold out there."""
    said = value.lower() if isinstance(value, str) else ""
    return "InStock" if said == "active" else availability(said)


def code_of(stated: Entity) -> str | None:
    """The first GTIN that is one."""
    values = (v[0] if isinstance(v := stated.get(k), list) and v else v for k in GTIN)
    return next(filter(None, map(gtin, values)), None)


def _table(product: Entity, lang: str | None) -> Table:
    """What (axis, value) stand for in the page's own lists of options, by name and by number."""
    made: dict[tuple[str, str], tuple[str, str]] = {}
    names: list[str] = []
    for field in _TABLES:
        stated = product.get(field)
        if isinstance(stated, list) and stated and all(isinstance(s, str) for s in stated):
            names = names or [str(s) for s in stated]
        for axis in map(lower, members(stated)):
            label = line(first(axis, ("name", "title", "label", "displayname"), lang))
            label = label or line(told(axis.get("attributedetail"), lang)) or line(axis.get("id"))
            values = next(
                (
                    axis[k]
                    for k in (
                        "values",
                        "selections",
                        "options",
                        "choices",
                        "optionvalues",
                        "variantoptions",
                    )
                    if axis.get(k)
                ),
                None,
            )
            if not label or not isinstance(values, list):
                continue
            names.append(label)
            codes = {
                label,
                *(str(axis[k]) for k in _CODES if axis.get(k)),
            }
            for value in values:
                inner = lower(value) if isinstance(value, Mapping) else {"value": value}
                shown = line(first(inner, (*_NAMED, "stringvalue", "value"), lang))
                tokens = {
                    str(inner[k])
                    for k in ("id", "value", "code", "key", "valueindex", "name", "label")
                    if isinstance(inner.get(k), str | int)
                }
                for token in tokens if shown else ():
                    made[("", token)] = (label, shown or "")
                    made |= {(c.lower(), token): (label, shown or "") for c in codes}
    made |= {(f"option{i}", ""): (name, "") for i, name in enumerate(dict.fromkeys(names), 1)}
    return made


def _options(stated: Entity, table: Table, lang: str | None) -> Iterator[tuple[str, str]]:
    """Named option values: a list of {name, value}, an object, numbers, or fields of their own."""
    for key in _CHOSEN:
        found = list(_chosen(stated.get(key), table, lang))
        if found and len(found) <= _MOST_OPTIONS:
            yield from found
            return
    numbered = [(i, line(stated.get(name))) for i, name in enumerate(_NUMBERED)]
    if any(value for _, value in numbered):
        start = 0 if numbered[0][1] else 1
        for i, value in numbered:
            if value:
                place = i + 1 - start
                yield table.get((f"option{place}", ""), (f"Option {place}", ""))[0], value
        return
    seen: set[str] = set()
    for axis in _AXES:
        value = line(told(stated.get(axis), lang), most=100)
        name = axis.removesuffix("name").removesuffix("description")
        if value and name not in seen:
            seen.add(name)
            yield name.capitalize(), value


def _chosen(listed: object, table: Table, lang: str | None) -> Iterator[tuple[str, str]]:
    if isinstance(listed, Mapping):
        for code, value in listed.items():
            shown = line(told(value, lang))
            if shown and isinstance(code, str):
                yield table.get((code.lower(), shown)) or (
                    code.capitalize() if code.islower() else code,
                    shown,
                )
        return
    for part in listed if isinstance(listed, list) else ():
        if isinstance(part, Mapping):
            inner = lower(part)
            name = line(told(next((inner[k] for k in _NAME if inner.get(k)), None), lang))
            value = line(told(next((inner[k] for k in _VALUE if inner.get(k)), None), lang))
            if name and value:
                yield table.get((name.lower(), value)) or (
                    name.capitalize() if name.islower() else name,
                    value,
                )
        elif isinstance(part, str | int) and ("", str(part)) in table:
            yield table[("", str(part))]
