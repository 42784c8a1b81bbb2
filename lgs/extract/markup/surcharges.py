"""What the values of an option cost: "M (+$2.00)" adds to the base, "Small - $25.00" is the price.

A note with a sign before its amount is a difference (OpenCart, Magento, Drupal and others write
"(+$2.00)"); one without is the price itself, which is believed where every value has one and the
page shows one of them: where only some have, it may be a difference whose sign the shop leaves out.
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
    """The price of each value by its note; None where none of the notes can be told.

    A value without a note costs the base, one whose note cannot be told has None. Without any
    note nothing is stated: all are None.

    >>> prices_stated(["", "(+2.00)", "3.00"], Decimal(20), lang="en", currency="USD")
    (Decimal('20'), Decimal('22'), None)
    >>> prices_stated(["20.00", "25.00"], Decimal(20), lang="en", currency="USD")
    (Decimal('20'), Decimal('25'))
    """
    said = [note if _AMOUNT.search(note) else "" for note in notes]
    if not any(said):
        return tuple(None for _ in said)
    amounts = [_amount(note, lang, currency) for note in said]
    if all(amount and not _sign(note) for amount, note in zip(amounts, said, strict=True)):
        # one of them is what the page shows; else these are differences without their sign
        return tuple(amounts) if base is None or base in amounts else None
    if base is None:
        return None
    return tuple(_priced(n, a, base) for n, a in zip(said, amounts, strict=True))


def _amount(note: str, lang: str | None, currency: str | None) -> Decimal | None:
    money = visible_price(note, lang=lang, currency=currency) if note else None
    return money.amount if money else None


def _priced(note: str, amount: Decimal | None, base: Decimal) -> Decimal | None:
    if not note:
        return base
    price = base + _sign(note) * amount if amount and _sign(note) else None
    return price if price is not None and price > 0 else None


def _sign(note: str) -> int:
    """1 for what is added, -1 for what is taken off, 0 for a price of its own."""
    return 1 if _PLUS.search(note) else -1 if _MINUS.search(note) else 0
