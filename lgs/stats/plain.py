"""Numbers and foreign text as people may see them."""

import unicodedata

# Embeddings, overrides and isolates: they would turn around what stands behind them.
BIDI_OVERRIDES = set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")


def number(value: float | None) -> str:
    """A number as people read it: thousands apart, at most two decimals."""
    if value is None:
        return "–"
    return f"{value:,.2f}" if value != int(value) else f"{int(value):,}"


def percent(share: float | None) -> str:
    """A share as per cent; small ones keep two digits that say something."""
    if share is None:
        return "–"
    return f"{100 * share:.1f} %" if share >= 0.01 or share == 0 else f"{100 * share:.2g} %"


def printable(text: str) -> str:
    """Foreign text without control, override and unpaired surrogate characters."""
    return text if text.isprintable() else "".join(c for c in text if _may_stand(c))


def _may_stand(character: str) -> bool:
    kind = unicodedata.category(character)
    return character in "\n\t" or not (kind in ("Cc", "Cs") or character in BIDI_OVERRIDES)
