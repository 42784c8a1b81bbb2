"""What a release folder really holds, read back from its files: the card tells nothing else."""

from collections import Counter
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lgs import __version__
from lgs.dataset import Dataset, file_sha256
from lgs.export.formats import Release

if TYPE_CHECKING:
    import pyarrow as pa

USUAL = {"train": 0, "validation": 1, "test": 2}  # the order in which splits are told of
READ = ("lang", "site", "fetched_at", "end_leaf")


@dataclass(frozen=True, slots=True)
class File:
    """One data file: sizes in bytes, as stored and as unpacked."""

    path: str  # below the release folder
    split: str
    rows: int
    size: int
    unpacked: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Facts:
    """A release as it is."""

    files: tuple[File, ...]
    schema: "pa.Schema"
    languages: tuple[tuple[str, int], ...]  # primary subtags, commonest first
    sites: int
    leaves: int
    labelled: int
    first: datetime | None
    last: datetime | None

    @property
    def rows(self) -> int:
        """All rows."""
        return sum(file.rows for file in self.files)

    @property
    def splits(self) -> tuple[str, ...]:
        """The names of the splits, in the order of their files."""
        names = {file.split for file in self.files}
        return tuple(sorted(names, key=lambda name: (USUAL.get(name, len(USUAL)), name)))


@dataclass(frozen=True, slots=True)
class Story:
    """All that card and Croissant tell from: what is there, what ran, what was asked for."""

    name: str
    release: Release
    facts: Facts
    run: dict[str, Any]
    stats: dict[str, Any]
    order: dict[str, Any] = field(default_factory=dict)

    @property
    def version(self) -> str:
        """The version of the dataset, which `lgs forget` raises."""
        return str(self.run.get("dataset_version", "1.0.0"))

    @property
    def date(self) -> str:
        """The day of the release's state: when the crawl ended, else the last page's day."""
        told = str(self.run.get("crawl", {}).get("ended", ""))[:10]
        return told or (self.facts.last.strftime("%Y-%m-%d") if self.facts.last else "1970-01-01")

    @property
    def creator(self) -> str:
        """Who made it, as far as it was said."""
        return self.release.creator or self.contact or f"the makers of {self.name}"

    @property
    def contact(self) -> str:
        """Where an owner can ask to be taken out."""
        told = self.run.get("settings", {}).get("crawl", {}).get("contact", "")
        return self.release.contact or str(told)

    @property
    def url(self) -> str:
        """Where the release stands; on the Hub under its name where nothing else was said."""
        return self.release.url or f"https://huggingface.co/datasets/{self.name}"

    @property
    def written_by(self) -> str:
        """The program and its version that crawled."""
        return f"lgs {self.run.get('versions', {}).get('lgs', __version__)}"


def name_of(dataset: Dataset, release: Release) -> str:
    """The name of a release: as asked for, else as its folder is called."""
    return release.name or dataset.root.resolve().name


def facts_of(folder: Path) -> Facts:
    """Read a release folder's data files; a column is held in memory for one file at a time."""
    import pyarrow.parquet as pq

    words = {name: Counter[Any]() for name in ("lang", "site", "end_leaf")}
    moments: list[datetime] = []
    files, schema = [], None
    for path in sorted((folder / "data").glob("*.parquet")):
        source = pq.ParquetFile(path)
        schema = source.schema_arrow
        table = source.read(columns=[name for name in READ if name in schema.names])
        for name, counts in words.items():
            counts.update(_counts(table, name))
        moments += [m for m in _ends(table) if m]
        files.append(_file(path, folder, source.metadata))
    assert schema is not None  # a release has one file at least
    leaves = words["end_leaf"]
    leaves.pop(None, None)
    return Facts(
        tuple(files),
        schema,
        _languages(words["lang"]),
        len(words["site"]),
        len(leaves),
        leaves.total(),
        min(moments, default=None),
        max(moments, default=None),
    )


def _file(path: Path, folder: Path, footer: Any) -> File:
    unpacked = sum(footer.row_group(n).total_byte_size for n in range(footer.num_row_groups))
    return File(
        path.relative_to(folder).as_posix(),
        path.name.partition("-")[0],
        int(footer.num_rows),
        path.stat().st_size,
        int(unpacked),
        file_sha256(path),
    )


def _counts(table: "pa.Table", name: str) -> dict[Any, int]:
    if name not in table.column_names:
        return {}
    found = table.column(name).value_counts().to_pylist()
    return {entry["values"]: entry["counts"] for entry in found}


def _ends(table: "pa.Table") -> tuple[datetime | None, datetime | None]:
    import pyarrow.compute as pc

    if "fetched_at" not in table.column_names:
        return None, None
    ends = pc.min_max(table.column("fetched_at")).as_py()
    return ends["min"], ends["max"]


def _languages(counts: Counter[Any]) -> tuple[tuple[str, int], ...]:
    """BCP 47 tags as ISO 639-1 codes, which the Hub knows; others are left out."""
    found = Counter[str]()
    for tag, rows in counts.items():
        code = (tag or "").partition("-")[0].lower()
        if len(code) == 2 and code.isalpha():
            found[code] += rows
    return tuple(sorted(found.items(), key=lambda entry: (-entry[1], entry[0])))
