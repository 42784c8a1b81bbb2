"""Statistics of captions and of whole datasets, as tables, JSON and one HTML page."""

from lgs.stats.captions import Caption, caption_statistics
from lgs.stats.corpus import read_captions
from lgs.stats.running import Running

__all__ = ["Caption", "Running", "caption_statistics", "read_captions"]
