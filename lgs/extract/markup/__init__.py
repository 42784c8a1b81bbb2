"""The signals that read what a page shows: its own markup, where no structured data says it."""

from lgs.extract.markup import (
    availability,
    brand,
    bullets,
    crumbs,
    description,
    images,
    numbers,
    options,
    price,
    title,
)

__all__ = [
    "availability",
    "brand",
    "bullets",
    "crumbs",
    "description",
    "images",
    "numbers",
    "options",
    "price",
    "title",
]
