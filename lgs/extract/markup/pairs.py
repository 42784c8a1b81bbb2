"""Labels and values: everything on the page that reads like "Brand: Wald", from one line or two."""

import re
from collections.abc import Iterator

from lgs.extract.document import Document
from lgs.extract.markup.lines import Line, own_lines
from lgs.extract.words import either, labels

SKU = re.compile(rf"^(?:{either(labels.SKU)})$", re.I)
MPN = re.compile(rf"^(?:{either(labels.MPN)})$", re.I)
GTIN = re.compile(rf"^(?:{either(labels.GTIN)})(?: \(.{{1,12}}\))?$", re.I)
LINE = re.compile(r"^([^:#：]{2,40}?)\s*[:：#]\s*(.{1,160})$")
LABEL_END = " :：#.\u00a0-–"
_NO_VALUE = re.compile(
    r"^\W*(?:n/?a|none|not available|no|not specified|does not apply|unknown|various|-+|—)?\W*$",
    re.I,
)


def says_nothing(value: str) -> bool:
    """Whether a value stands for none: "N/A", "-", "unknown"."""
    return _NO_VALUE.match(value) is not None


def is_number_label(key: str) -> bool:
    """Whether a label names one of the product's numbers."""
    return bool(SKU.match(key) or GTIN.match(key) or MPN.match(key))


def pairs_of(document: Document) -> tuple[tuple[str, str], ...]:
    """Everything on the page that reads like a label and its value, in order."""
    return document.once(_read)


def _read(document: Document) -> tuple[tuple[str, str], ...]:
    return tuple(_pairs(own_lines(document)))


def _pairs(lines: list[Line]) -> Iterator[tuple[str, str]]:
    for line, following in zip(lines, [*lines[1:], Line("", 0)], strict=False):
        if len(line.text) > 200:
            continue
        split = LINE.match(line.text)
        if split:
            yield split[1].strip(LABEL_END), split[2].strip()
        elif joined := _joined(line.text):
            yield joined
        elif len(line.text) <= 40 and following.text and _may_follow(following.text):
            yield line.text.strip(LABEL_END), following.text.lstrip(" :：")


def _may_follow(text: str) -> bool:
    """Whether a line may be the value of the label before it: another label is none."""
    return len(text) <= 160 and not text.endswith((":", "："))


def _joined(text: str) -> tuple[str, str] | None:
    """A label and a code on one line without a colon: "Reference AB-12"."""
    key, _, value = text.rpartition(" ")
    known = key and len(key) <= 30 and is_number_label(key)
    return (key, value) if known and any(map(str.isdigit, value)) else None
