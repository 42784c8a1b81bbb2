"""Article numbers: which are what they claim to be."""

import re

from stdnum import ean

from lgs.extract.text import line

MOST_NUMBER = 100  # characters
_NOTHING = re.compile(
    r"(?:n/?a|none|null|nil|undefined|unknown|false|true|default|sku|mpn|gtin|-+|\.+|0+|\{\{.*|\[.*|%.*%)",
    re.I,
)
_GTIN_LENGTHS = frozenset({8, 12, 13, 14})


def number(value: object) -> str | None:
    """An article number as one short line; None for what stands in for none.

    >>> number(" AB-12 "), number("N/A"), number(4711)
    ('AB-12', None, '4711')
    """
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    found = line(value, most=MOST_NUMBER + 1)
    return None if not found or len(found) > MOST_NUMBER or _NOTHING.fullmatch(found) else found


def gtin(value: object) -> str | None:
    """A GTIN-8, -12, -13 or -14 with a right check digit, digits only.

    >>> gtin("4006381333931"), gtin("4006381333932"), gtin("978-3-16-148410-0")
    ('4006381333931', None, '9783161484100')
    """
    found = number(value)
    digits = re.sub(r"[\s-]", "", found or "")
    if not (digits.isascii() and digits.isdigit()) or len(digits) not in _GTIN_LENGTHS:
        return None
    if not digits.strip("0"):
        return None
    return digits if ean.is_valid(digits) else None


def isbn(value: object) -> str | None:
    """An ISBN-10 or -13 as the GTIN it stands for."""
    from stdnum import isbn as isbns

    spelled = re.sub(r"(?i)^\s*isbn[:\s-]*", "", number(value) or "")
    return str(isbns.to_isbn13(isbns.compact(spelled))) if isbns.is_valid(spelled) else None
