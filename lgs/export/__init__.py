"""Export formats: each one function in one file, `(pairs, folder) -> None`."""

from lgs.export import (  # noqa: F401  (they register themselves)
    coco,
    hf,
    imagefolder,
    jsonl,
    ofa,
    parquet,
    webdataset,
)
from lgs.export.formats import FORMATS

__all__ = ["FORMATS"]
