"""The registry of export formats, and what each of them is given."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from lgs.dataset import Dataset
from lgs.registry import Registry

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Release:
    """What a release says of itself and no crawl can know; empty where the user said nothing."""

    name: str = ""
    creator: str = ""
    url: str = ""
    contact: str = ""
    license: str = "BSD-3-Clause"


@dataclass(frozen=True, slots=True)
class Part:
    """Pairs of one split out of one shard, in the order of their keys."""

    split: str | None
    shard: str
    table: "pa.Table"

    def name(self, suffix: str) -> str:
        """The file of this part: 00000.parquet, or train-00000.parquet."""
        return f"{self.split}-{self.shard}{suffix}" if self.split else f"{self.shard}{suffix}"


@dataclass(frozen=True, slots=True)
class Pairs:
    """What is exported: parts, each read when it is asked for."""

    dataset: Dataset
    read: Callable[[], Iterator[Part]]
    splits: tuple[str, ...] = ()
    order: Mapping[str, object] = field(default_factory=dict)  # how it was asked for
    release: Release = field(default_factory=Release)
    left_out: dict[str, int] = field(default_factory=dict)  # rows by reason, filled while written

    @property
    def with_images(self) -> bool:
        """True if the pixels are asked for, where a format can be without them."""
        return bool(self.order.get("with_images"))

    def parts(self) -> Iterator[Part]:
        """All parts, shard by shard."""
        return self.read()

    def leave_out(self, reason: str, rows: int = 1) -> None:
        """Count rows that could not be written, so that the user is told."""
        if rows:
            self.left_out[reason] = self.left_out.get(reason, 0) + rows


# A format writes all parts of some pairs into a folder that is empty when it begins.
Format = Callable[[Pairs, Path], None]
FORMATS: Registry[Format] = Registry("export format")
