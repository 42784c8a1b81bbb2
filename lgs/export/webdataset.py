"""WebDataset tars: KEY.jpg, KEY.txt and KEY.json of every pair, and a table beside each tar.

A reader takes the names of the fields from the first samples, and gives nothing where a later one
has another (datasets, threads 7055 and 6880): so a tar holds images of one extension only, and
README.md names a configuration for each extension.
"""

import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from lgs.dataset import write_bytes, write_table
from lgs.export.formats import FORMATS, Pairs
from lgs.export.images import Sample, samples
from lgs.export.jsonl import json_line
from lgs.schema import pairs_schema

MOST_SAMPLES = 10_000  # as img2dataset has it
MOST_BYTES = 1_000_000_000  # a reader shuffles tars, not what is inside


@FORMATS.add
def webdataset(pairs: Pairs, folder: Path) -> None:
    """Tars of at most 10,000 pairs or 1 GB, a series for each split and extension."""
    series: dict[tuple[str, str], Series] = {}
    for sample in samples(pairs):
        name = (sample.split or "train", sample.extension)
        if name not in series:
            series[name] = Series(folder, "-".join(name))
        series[name].add(sample)
    for one in series.values():
        one.close()
    write_bytes(folder / "README.md", card(sorted(series)).encode())


@dataclass(slots=True)
class Series:
    """The tars of one split and one extension, one of them open."""

    folder: Path
    stem: str
    number: int = 0
    size: int = 0
    rows: list[dict[str, Any]] = field(default_factory=list)
    tar: tarfile.TarFile | None = None

    @property
    def path(self) -> Path:
        """The tar that is being written."""
        return self.folder / f"{self.stem}-{self.number:06d}.tar"

    def add(self, sample: Sample) -> None:
        """Put a pair into the open tar; a full one is closed before."""
        if len(self.rows) == MOST_SAMPLES or (
            self.rows and self.size + len(sample.image) > MOST_BYTES
        ):
            self.close()
        if self.tar is None:
            self.tar = tarfile.open(self.path, "w", format=tarfile.USTAR_FORMAT)  # noqa: SIM115
        for name, content in members(sample):
            self.tar.addfile(member(name, len(content)), BytesIO(content))
        self.size += len(sample.image)
        self.rows.append(sample.row)

    def close(self) -> None:
        """End the open tar and write its table."""
        import pyarrow as pa

        if self.tar is None:
            return
        self.tar.close()
        table = pa.Table.from_pylist(self.rows, pairs_schema())
        write_table(self.path.with_suffix(".parquet"), table)
        self.tar, self.rows, self.size, self.number = None, [], 0, self.number + 1


def members(sample: Sample) -> Iterator[tuple[str, bytes]]:
    """The files of one pair, always all three."""
    key = sample.row["key"]
    yield sample.name, sample.image
    yield f"{key}.txt", (sample.row["caption"] or "").encode()
    yield f"{key}.json", json_line(sample.row).encode()


def member(name: str, size: int) -> tarfile.TarInfo:
    """The head of a file in a tar, without a clock or an owner: the same bytes every time."""
    head = tarfile.TarInfo(name)
    head.size, head.mode = size, 0o644
    return head


def card(series: list[tuple[str, str]]) -> str:
    """The head of README.md by which `datasets` finds the tars: a configuration an extension."""
    lines = ["---", "configs:"]
    for extension in sorted({extension for _, extension in series}):
        lines += [f"- config_name: {extension}", "  data_files:"]
        for split in (split for split, other in series if other == extension):
            lines += [f"  - split: {split}", f"    path: {split}-{extension}-*.tar"]
    names = ", ".join(sorted({extension for _, extension in series}))
    lines += ["---", "", "# Image-caption pairs in WebDataset tars", ""]
    lines += [f"A series of tars for each image format ({names}): a sample is KEY.{{image}},"]
    lines += ["KEY.txt (the caption) and KEY.json (all columns); the table beside a tar holds"]
    return "\n".join([*lines, "the same rows.", ""])
