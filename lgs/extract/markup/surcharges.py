"""What the values of an option cost: "M (+$2.00)" adds to the base, "Small - $25.00" is the price.

A note with a sign before its amount is a difference (OpenCart, Magento, Drupal and others write
"(+$2.00)"); one without is the price itself, which is believed where every value has one: where
only some have, it may be a difference whose sign the shop leaves out.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from lgs.extract.price import visible_price

# The sign of a difference touches the amount, its currency, or the bracket that opens the note.
_PLUS = re.compile(
    r"^\W*?(?:\+|\b(?:add|plus|zzgl\.?|aufpreis|supplément|más|più|доплата)\b)", re.I
)
_MINUS = re.compile(r"^\s*[(\[]\s*[-−–]|^\s*[-−–](?=[^\s])")
_AMOUNT = re.compile(r"\d")


def prices_stated(
    notes: Sequence[str], base: Decimal | None, *, lang: str | None, currency: str | None
) -> tuple[Decimal | None, ...] | None:
    """The price of each value by its note; None where notes speak of prices that cannot be told.

    A value without a note costs the base. Without any note nothing is stated: all are None.

    >>> prices_stated(["", "(+2.00)"], Decimal(20), lang="en", currency="USD")
    (Decimal('20'), Decimal('22'))
    >>> prices_stated(["", "(2.00)"], Decimal(20), lang="en", currency="USD") is None
    True
    """
    said = [note if _AMOUNT.search(note) else "" for note in notes]
    if not any(said):
        return tuple(None for _ in said)
    amounts = [visible_price(n, lang=lang, currency=currency) if n else None for n in said]
    if all(a is not None and not _sign(n) for a, n in zip(amounts, said, strict=True)):
        return tuple(a.amount for a in amounts if a)
    if base is None:
        return None
    made: list[Decimal] = []
    for note, money in zip(said, amounts, strict=True):
        sign = _sign(note)
        if note and (money is None or not sign):
            return None
        price = base + sign * money.amount if money else base
        if price <= 0:
            return None
        made.append(price)
    return tuple(made)


def _sign(note: str) -> int:
    """1 for what is added, -1 for what is taken off, 0 for a price of its own."""
    return 1 if _PLUS.search(note) else -1 if _MINUS.search(note) else 0
