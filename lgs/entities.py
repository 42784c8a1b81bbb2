"""HTML's character references as characters, whatever stands in them."""

import html
import re

# The last code point has seven digits. The library makes a number of them all, zeros in front too,
# and raises where they are more than Python reads (4,300).
_ENDLESS = re.compile(r"&#[xX]?[0-9a-fA-F]{33,};?")


def unescape(text: str) -> str:
    """The text with its references read; one of too many digits is U+FFFD.

    >>> unescape("caf&eacute; &#38; bar"), unescape("&#" + "9" * 5000 + ";")
    ('café & bar', '\\ufffd')
    """
    return html.unescape(_ENDLESS.sub("\ufffd", text) if "&#" in text else text)
