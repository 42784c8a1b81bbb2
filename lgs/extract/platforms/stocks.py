"""Whether state says that an article can be had: yes and no, words, numbers left."""

from collections.abc import Mapping

from lgs.extract.offers import availability
from lgs.extract.platforms.reading import Entity
from lgs.extract.platforms.values import lower
from lgs.model import Availability

# Keys without the signs between words, as `values.lower` writes them.
_STATE = (
    "availability", "stockstatus", "instock", "isinstock", "isonstock", "available", "isavailable",
    "availableforsale", "salable", "issaleable", "issalable", "orderable", "isorderable",
    "purchasable", "ispurchasable", "buyable", "isbuyable", "soldout", "outofstock", "isoutofstock",
    "issoldout", "unavailable", "inventorystatus", "availabilitystatus", "stocklevelstatus",
    "stock", "inventory", "stockinfo", "inventoryinfo",
)  # fmt: skip
_LEFT = ("availablequantity", "quantityavailable", "stockquantity", "stocklevel", "instockquantity",
         "inventoryquantity", "ats", "stock", "stockcount", "qtyinstock", "onlinestockavailable",
         "qtyavailable", "quantityinstock", "stocknumber")  # fmt: skip
_INNER = ("status", "stockstatus", "value", "availability", "code", "stocklevelstatus", "name")


def stock(stated: Entity, levels: int = 2) -> Availability | None:
    """What the first key that speaks of it says; an object is asked the same once more."""
    for name in _STATE:
        value = stated.get(name)
        says_no = "out" in name or name == "unavailable"
        if isinstance(value, bool):
            return "InStock" if value != says_no else "OutOfStock"
        if isinstance(value, str) and not says_no and (told := availability(value)):
            return told
        if isinstance(value, Mapping) and levels:
            inner = lower(value)
            said = (availability(inner.get(k)) for k in _INNER if isinstance(inner.get(k), str))
            if told := next(filter(None, said), None) or stock(inner, levels - 1):
                return told
    left = next((n for k in _LEFT if isinstance(n := stated.get(k), int | float)), None)
    if left is None or isinstance(left, bool):
        return None
    return "InStock" if left > 0 else "OutOfStock"
