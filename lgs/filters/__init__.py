"""Tests that a row must pass to be a clean pair; each is named for the fault it finds.

A new filter is one function in one file: `text.py` for what the words of one row show, `image.py`
for what its image columns show, `dataset.py` for what only all rows together show.
"""

import json
from dataclasses import replace
from hashlib import sha256

from lgs import __version__
from lgs.filters import options as _options
from lgs.filters.facts import FACTS
from lgs.filters.image import IMAGE
from lgs.filters.options import Options, failed
from lgs.filters.text import TEXT
from lgs.model import Row

__all__ = [
    "FACTS",
    "IMAGE",
    "TEXT",
    "Options",
    "check_options",
    "faults_of_image",
    "faults_of_text",
    "mark_of",
    "refilter",
]


def check_options(options: Options) -> Options:
    """The options as they are, if every filter, option and type is known; else a UsageError."""
    if not options:
        return options
    from lgs.filters.dataset import DATASET  # numpy, which nothing else here needs

    return _options.checked(options, TEXT, IMAGE, DATASET)


def faults_of_text(row: Row, options: Options) -> tuple[str, ...]:
    """The names of the text filters that the row fails, sorted; `options` as
    `check_options` let them through.

    >>> faults_of_text(Row(key="", page_url="", site="", group_key="", title="Oak chair"), {})
    ('caption_too_short', 'no_image_url', 'no_price')
    """
    return failed(TEXT, row, options)


def faults_of_image(row: Row, options: Options) -> tuple[str, ...]:
    """The names of the image filters that the row fails, sorted; none while no image is known."""
    return failed(IMAGE, row, options) if row.width is not None else ()


def refilter(row: Row, options: Options) -> Row:
    """The row with its faults found anew; those that are facts of the fetch stay.

    Faults of `lgs.filters.dataset` go: they depend on the other rows and are added after this.
    """
    facts = (fault for fault in row.faults if fault in FACTS)
    found = {*facts, *faults_of_text(row, options), *faults_of_image(row, options)}
    return replace(row, faults=tuple(sorted(found)))


def mark_of(options: Options) -> str:
    """16 hex digits that change with the options and with the program: equal marks, equal faults.

    A row that carries the mark of today's options need not be tested again.
    """
    text = json.dumps([__version__, options], sort_keys=True, default=str)
    return sha256(text.encode()).hexdigest()[:16]
