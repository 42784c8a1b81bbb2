"""`lgs validate`: is a dataset, or a folder of tables, what it says it is?"""

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lgs.dataset import (
    MANIFEST,
    Dataset,
    file_sha256,
    files,
    folder_sha256,
    read_manifest,
    read_table,
    rows_in,
)
from lgs.download.run import PLAN
from lgs.errors import LgsError
from lgs.export.check import check_download, check_file
from lgs.export.manifest import ORDER, tree
from lgs.schema import pairs_schema, products_schema

if TYPE_CHECKING:
    import pyarrow as pa

TABLES = (".parquet", ".jsonl")
NEEDED = ("key", "url", "caption")


@dataclass(frozen=True, slots=True)
class Verdict:
    """What was checked, and what is wrong: each a sentence that names the place."""

    files: int
    rows: int
    problems: tuple[str, ...]


def validate(root: Path) -> Verdict:
    """Check every folder of tables below a dataset, or one folder of tables."""
    folders = _folders(root)
    if not folders:
        raise LgsError(f"{root} holds no tables: name a dataset or an export folder")
    checked, rows, problems = 0, 0, []
    for folder in folders:
        found = _Folder(folder)
        problems += list(found.problems())
        checked += found.files
        rows += found.rows
    problems += list(_pairs_within_products(Dataset(root))) if not problems else []
    return Verdict(checked, rows, tuple(problems))


def _folders(root: Path) -> list[Path]:
    dataset = Dataset(root)
    exports = sorted(p for p in (root / "export").glob("*/") if p.name[0] not in "._")
    named = [f for f in (dataset.products, dataset.pairs, *exports) if f.is_dir()]
    named += [f for f in (root / "download",) if named and (f / PLAN).is_file()]
    if named:
        return named
    if root.is_dir() and ((root / ORDER).is_file() or any(p.suffix in TABLES for p in files(root))):
        return [root]
    return []


class _Folder:
    """One folder's tables, checked one after the other with their keys remembered."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = self.rows = 0
        self._keys: set[bytes] = set()

    def problems(self) -> Iterator[str]:
        """All that is wrong in the folder."""
        noted = read_manifest(self.folder)
        found = {path.relative_to(self.folder).as_posix(): path for path in tree(self.folder)}
        if found and not noted:
            yield f"{self.folder / MANIFEST} is missing or cut short: write it again"
        for name in sorted(set(noted) - set(found)):
            yield from self._noted_folder(self.folder / name, noted[name])
        for name, path in found.items():
            self.files += 1
            if noted and name not in noted and name.partition("/")[0] not in noted:
                yield f"{path} is not noted in {MANIFEST}: it does not belong here"
            elif name in noted and noted[name].get("sha256") != file_sha256(path):
                yield f"{path} is not what was written: its sha256 differs from {MANIFEST}"
            yield from self._table(path, noted.get(name, {}).get("rows"))
            if (self.folder / ORDER).is_file():
                yield from check_file(path)
            elif self._is_download:
                yield from check_download(path)

    @property
    def _is_download(self) -> bool:
        return (self.folder / PLAN).is_file()

    @property
    def _needed(self) -> tuple[str, ...]:
        """What no row may lack; a list of URLs that was downloaded has no captions."""
        return ("key",) if self._is_download else NEEDED

    def _noted_folder(self, path: Path, entry: dict[str, Any]) -> Iterator[str]:
        """A folder of images is noted as a whole."""
        if not path.is_dir():
            yield f"{path} is missing"
        elif folder_sha256(path) != entry.get("sha256"):
            yield f"{path} is not what was written: its sha256 differs from {MANIFEST}"

    def _table(self, path: Path, wanted: int | None) -> Iterator[str]:
        if path.suffix == ".parquet":
            yield from self._parquet(path, wanted)
        elif path.suffix == ".jsonl":
            yield from self._lines(path, wanted)

    def _parquet(self, path: Path, wanted: int | None) -> Iterator[str]:
        try:
            table = read_table(path)
        except LgsError as error:
            yield str(error)
            return
        self.rows += table.num_rows
        if wanted is not None and table.num_rows != wanted:
            yield f"{path} has {table.num_rows} rows, {wanted} were noted"
        yield from self._columns(path, table)
        if "key" in table.column_names:
            yield from self._unique(path, table.column("key").to_pylist())

    def _columns(self, path: Path, table: "pa.Table") -> Iterator[str]:
        for field in _promised(self.folder.name, self._needed):
            place = table.schema.get_field_index(field.name)
            if place < 0:
                yield f"{path} lacks the column {field.name}"
            elif not table.schema.field(place).type.equals(field.type):
                have = table.schema.field(place).type
                yield f"{path}: column {field.name} is {have}, should be {field.type}"
        for name in self._needed if self.folder.name != "products" else ("key",):
            if name in table.column_names and (empty := table.column(name).null_count):
                yield f"{path}: {empty} rows have no {name}"

    def _lines(self, path: Path, wanted: int | None) -> Iterator[str]:
        keys: list[str | None] = []
        with path.open(encoding="utf-8", errors="replace") as lines:
            for number, line in enumerate(lines, 1):
                try:
                    row = json.loads(line)
                    empty = [name for name in NEEDED if not row[name]]
                    keys.append(row["key"])
                except (ValueError, KeyError, TypeError):
                    yield f"{path}, line {number} is no JSON object with {', '.join(NEEDED)}"
                    continue
                if empty:
                    yield f"{path}, line {number} has no {empty[0]}"
        rows = rows_in(path) or 0
        self.rows += rows
        if wanted is not None and rows != wanted:
            yield f"{path} has {rows} rows, {wanted} were noted"
        yield from self._unique(path, keys)

    def _unique(self, path: Path, keys: list[str | None]) -> Iterator[str]:
        for key in keys:
            short = (key or "").encode()
            if short in self._keys:
                yield f"{path}: the key {key} comes twice"
                return
            self._keys.add(short)


def _promised(folder: str, needed: tuple[str, ...]) -> "list[pa.Field]":
    """The columns that a folder of that name must have."""
    if folder == "products":
        return list(products_schema())
    columns = list(pairs_schema())
    return columns if folder == "pairs" else [f for f in columns if f.name in needed]


def _pairs_within_products(dataset: Dataset) -> Iterator[str]:
    if not (dataset.products.is_dir() and dataset.pairs.is_dir()):
        return
    for path in files(dataset.pairs):
        if path.suffix != ".parquet":
            continue
        keys = set(read_table(path, ["key"]).column(0).to_pylist())
        source = dataset.products / path.name
        if not source.exists() or keys - set(read_table(source, ["key"]).column(0).to_pylist()):
            yield f"{path} has pairs that {source} has not: run `lgs filter`"
