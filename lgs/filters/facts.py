"""Faults that are facts of one fetch: no column holds what they were found by, so they stay."""

from typing import Final

FACTS: Final[dict[str, str]] = {
    "image_bomb": "the image has more pixels or scans than anything a shop shows",
    "image_blank": "the image is one plain colour",
    "image_broken": "the image's data cannot be decoded",
    "image_not_an_image": "the address gave something else: a web page, an SVG drawing, nothing",
    "image_opted_out": "the image's host reserves it from such use",
    "image_refused": "the host, its robots.txt or our own guard refused the image",
    "image_too_large": "the image has more bytes than a fetch may take",
    "image_truncated": "the image ends before its last line",
    "image_unreachable": "no answer came, or a server error",
    "opted_out": "the page or its host reserves it from such use",
    "page_cut_short": "the page was not read to its end",
}
