"""Export formats: each one function in one file, `(shards of pairs, folder, caption) -> None`."""

from lgs.export import jsonl, parquet  # noqa: F401  (they register themselves)
from lgs.export.formats import FORMATS

__all__ = ["FORMATS"]
