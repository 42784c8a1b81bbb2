"""Crawl online shops and build clean image-caption datasets."""

__version__ = "0.1.0"
