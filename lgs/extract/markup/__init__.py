"""The signals that read what a page shows: its own markup, where no structured data says it."""

from lgs.extract.markup import (
    availability,
    crumbs,
    description,
    images,
    options,
    price,
    specs,
    title,
)

__all__ = ["availability", "crumbs", "description", "images", "options", "price", "specs", "title"]
