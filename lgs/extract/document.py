"""One page, decoded and parsed once; everything that reads a page reads this."""

from functools import cached_property

from selectolax.lexbor import LexborHTMLParser

from lgs.model import Page


class Document:
    """A page's text and tree, made on first use and kept: one decode and one parse a page."""

    def __init__(self, page: Page) -> None:
        self.page = page
        self.url = page.url

    @cached_property
    def text(self) -> str:
        """The page's HTML as text."""
        return self.page.body.decode("utf-8", "replace")

    @cached_property
    def tree(self) -> LexborHTMLParser:
        """The parsed page."""
        return LexborHTMLParser(self.text)
