"""Fields of real product pages beside other systems, by the product-extraction benchmark's rule.

    python benchmarks/fields.py FOLDER

FOLDER holds a `.warc.gz` with the pages, `gold.json` (URL to field to the list of right values)
and `peers.json` (system to URL to field to value): the pages, labels and outputs of
https://github.com/scrapinghub/product-extraction-benchmark, of which everyone has their own copy.

Per page and field a right value is a true positive, a wrong one a false positive and, where there
is a label, a false negative; no value where there is a label is a false negative. F1 of both lines
up as a Markdown table, raw and with labels corrected that lost their thousands separator: there a
price of exactly 1,000 times the label is right, for every system.
"""

import argparse
import json
import sys
from collections.abc import Callable, Mapping
from decimal import Decimal, InvalidOperation
from pathlib import Path

from lgs.extract import read
from lgs.warc import pages_of

Values = Mapping[str, str | None]
FIELDS = ("price", "availability", "sku", "brand")


def amount(text: str) -> Decimal | None:
    """A price as a number."""
    try:
        return Decimal(text)
    except InvalidOperation:
        return None


def is_right(field: str, value: str, gold: list[str], *, thousands: bool) -> bool:
    """Whether a value is one of the labels: prices as numbers, brands in any case."""
    if field == "price":
        given, labels = amount(value), [amount(label) for label in gold]
        factors = (1, 1000) if thousands else (1,)
        return given is not None and any(
            n is not None and given == f * n for n in labels for f in factors
        )
    spelled: Callable[[str], str] = str.casefold if field == "brand" else str
    return " ".join(spelled(value).split()) in [" ".join(spelled(g).split()) for g in gold]


def f1(
    field: str, gold: Mapping[str, dict], found: Mapping[str, Values], *, thousands: bool
) -> float:
    """F1 of one field over all pages."""
    right = wrong = missed = 0
    for url, labels in gold.items():
        value, wanted = found.get(url, {}).get(field), labels.get(field) or []
        if value and is_right(field, str(value), wanted, thousands=thousands):
            right += 1
        else:
            wrong, missed = wrong + bool(value), missed + bool(wanted)
    return 2 * right / (2 * right + wrong + missed or 1)


def ours(folder: Path) -> dict[str, Values]:
    """What lgs reads off the pages, by their URLs."""
    found: dict[str, Values] = {}
    for warc in sorted(folder.glob("*.warc.gz")):
        for page in pages_of(warc):
            product = read(page).product
            found[page.url] = {
                "price": str(product.price) if product.price is not None else None,
                **{name: getattr(product, name) for name in FIELDS[1:]},
            }
    return found


def main() -> int:
    """Print the table."""
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("folder", type=Path)
    folder = options.parse_args().folder
    gold = json.loads((folder / "gold.json").read_text("utf-8"))
    peers = json.loads((folder / "peers.json").read_text("utf-8"))
    systems = {"lgs": ours(folder)} | {n: peers[n] for n in sorted(peers, key=str.casefold)}
    print(f"| F1 on {len(gold)} pages | {' | '.join(systems)} |")
    print(f"|---|{'---|' * len(systems)}")
    for field, thousands in (*((f, False) for f in FIELDS), ("price", True)):
        scores = [
            f"{f1(field, gold, found, thousands=thousands):.3f}"
            if any(v.get(field) for v in found.values())
            else "-"
            for found in systems.values()
        ]
        name = f"{field}, labels corrected" if thousands else field
        print(
            f"| {name} ({sum(bool(g.get(field)) for g in gold.values())}) | {' | '.join(scores)} |"
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
