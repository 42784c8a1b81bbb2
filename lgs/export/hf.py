"""A release folder for the Hub: data files, card, Croissant, licence.

Names and sizes as the Hub's documentation has them: data/train-00000-of-00042.parquet, files of at
most 500 MB, row groups far under the 286 MiB at which the viewer gives up, 100 rows a group where
images are inside.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lgs.dataset import ROW_GROUP_ROWS, Dataset, write_bytes, write_json
from lgs.export.card import card
from lgs.export.columns import without_maps
from lgs.export.croissant import croissant
from lgs.export.facts import Story, facts_of, name_of
from lgs.export.features import image_type, in_metadata
from lgs.export.formats import FORMATS, Pairs, Release
from lgs.export.images import NOT_KEPT, extension_of, kept_bytes, need_kept
from lgs.export.licences import licence_of, licence_text

if TYPE_CHECKING:
    import pyarrow as pa
    import pyarrow.parquet as pq

MOST_FILE_BYTES = 500_000_000
MOST_GROUP_BYTES = 100_000_000
IMAGE_GROUP_ROWS = 100


@FORMATS.add
def hf(pairs: Pairs, folder: Path) -> None:
    """data/, README.md, croissant.json and LICENSE; pixels only with --with-images."""
    licence_of(pairs.release.license)
    series: dict[str, Series] = {}
    for part in pairs.parts():
        split = part.split or "train"
        if split not in series:
            series[split] = Series(folder / "data", split, with_images=pairs.with_images)
        for table in _tables(pairs, part.table):
            series[split].add(table)
    for one in series.values():
        one.close()
    if pairs.with_images:
        need_kept(pairs, any(one.rows for one in series.values()))
    write_papers(pairs.dataset, folder, pairs.release, pairs.order)


def write_papers(
    dataset: Dataset, folder: Path, release: Release, order: Mapping[str, Any]
) -> None:
    """Write card, Croissant and licence from what is in the folder and in the dataset."""
    story = Story(
        name_of(dataset, release),
        release,
        facts_of(folder),
        dataset.read_run(),
        _stats(dataset),
        dict(order),
    )
    text = licence_text(release.license, year=story.date[:4], holder=story.creator)
    write_bytes(folder / "LICENSE", text.encode())
    write_bytes(folder / "README.md", card(story).encode())
    write_json(folder / "croissant.json", croissant(story))


@dataclass(slots=True)
class Series:
    """The data files of one split, one of them open; named `-of-` when their number is known."""

    folder: Path
    split: str
    with_images: bool
    number: int = 0
    size: int = 0
    rows: int = 0
    writer: "pq.ParquetWriter | None" = None

    def add(self, table: "pa.Table") -> None:
        """Append rows; a file that would grow too large is closed before."""
        if self.writer is not None and self.size + table.nbytes > MOST_FILE_BYTES:
            self._end()
        if self.writer is None:
            self.writer = self._opened(table.schema)
        if table.num_rows:  # `datasets` fails on an empty row group, and reads a file without any
            rows = _group_rows(table, with_images=self.with_images)
            self.writer.write_table(table, row_group_size=rows)
        self.size += table.nbytes
        self.rows += table.num_rows

    def close(self) -> None:
        """End the last file and give all their names."""
        self._end()
        for number in range(self.number):
            name = f"{self.split}-{number:05d}-of-{self.number:05d}.parquet"
            self._beside(number).rename(self.folder / name)

    def _end(self) -> None:
        if self.writer is not None:
            self.writer.close()
            self.writer, self.size, self.number = None, 0, self.number + 1

    def _opened(self, schema: "pa.Schema") -> "pq.ParquetWriter":
        self.folder.mkdir(parents=True, exist_ok=True)
        return _writer(self._beside(self.number), schema)

    def _beside(self, number: int) -> Path:
        return self.folder / f"_{self.split}-{number:05d}.part"


def rewrite(path: Path, table: "pa.Table", *, with_images: bool) -> None:
    """Put a table into the place of a data file, in groups of the same size."""
    beside = path.with_name(f"_{path.name}.part")
    with _writer(beside, table.schema) as writer:
        if table.num_rows:
            rows = _group_rows(table, with_images=with_images)
            writer.write_table(table, row_group_size=rows)
    beside.replace(path)


def _writer(path: Path, schema: "pa.Schema") -> "pq.ParquetWriter":
    import pyarrow.parquet as pq

    return pq.ParquetWriter(
        path,
        schema,
        compression="zstd",
        write_page_index=True,
        use_content_defined_chunking=True,
    )


def _group_rows(table: "pa.Table", *, with_images: bool) -> int:
    most = IMAGE_GROUP_ROWS if with_images else ROW_GROUP_ROWS
    by_size = MOST_GROUP_BYTES * table.num_rows // max(1, table.nbytes)
    return max(1, min(most, int(by_size)))


def _tables(pairs: Pairs, table: "pa.Table") -> "Iterator[pa.Table]":
    """The table as it is released; with images a hundred rows at a time."""
    plain = without_maps(table)
    if not pairs.with_images:
        yield plain
        return
    for begin in range(0, max(1, plain.num_rows), IMAGE_GROUP_ROWS):
        yield _with_images(pairs, plain.slice(begin, IMAGE_GROUP_ROWS))


def _with_images(pairs: Pairs, table: "pa.Table") -> "pa.Table":
    """The rows whose image was kept, with the image before all other columns."""
    import pyarrow as pa

    columns = [table.column(n).to_pylist() for n in ("key", "sha256", "image_format")]
    names = zip(*columns, strict=True)
    cells = [_cell(kept_bytes(pairs.dataset, sha), key, kind) for key, sha, kind in names]
    is_kept = pa.array([cell is not None for cell in cells], pa.bool_())
    pairs.leave_out(NOT_KEPT, cells.count(None))
    images = pa.array([cell for cell in cells if cell is not None], image_type())
    table = table.filter(is_kept).add_column(0, pa.field("image", image_type()), images)
    words = dict(table.schema.metadata or {})
    return table.replace_schema_metadata(words | {b"huggingface": in_metadata(table.schema)})


def _cell(image: bytes | None, key: str, image_format: str | None) -> dict[str, Any] | None:
    if image is None:
        return None
    return {"bytes": image, "path": f"{key}.{extension_of(image_format)}"}


def _stats(dataset: Dataset) -> dict[str, Any]:
    try:
        found = json.loads((dataset.stats / "stats.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
