"""The registry of export formats."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from lgs.registry import Registry

if TYPE_CHECKING:
    import pyarrow as pa

# A format writes one table of pairs, whose captions are made, into a folder under a shard's number.
Format = Callable[["pa.Table", Path, str], None]
FORMATS: Registry[Format] = Registry("export format")
