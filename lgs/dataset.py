"""The folder of one dataset: where everything is, and how tables are written whole."""

import json
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from socket import gethostname
from typing import TYPE_CHECKING, Any

from lgs.errors import LgsError
from lgs.model import Row
from lgs.schema import rows_of_table

if TYPE_CHECKING:
    import pyarrow as pa

MANIFEST = "_manifest"  # no .json: img2dataset takes every *.json beside a shard for its statistics
ROW_GROUP_ROWS = 10_000
PART = ".part"  # ends the names of files that are being written


@dataclass(frozen=True, slots=True)
class Dataset:
    """The paths of one dataset's folder."""

    root: Path

    @property
    def crawl(self) -> Path:
        """The crawl's own state."""
        return self.root / "crawl"

    @property
    def built(self) -> Path:
        """From which state of the crawl, and with which settings, the tables were built."""
        return self.crawl / "built.json"

    @property
    def products(self) -> Path:
        """Every product row found."""
        return self.root / "products"

    @property
    def pairs(self) -> Path:
        """The clean pairs."""
        return self.root / "pairs"

    @property
    def stats(self) -> Path:
        """Statistics and report."""
        return self.root / "stats"

    @property
    def counts(self) -> Path:
        """What shards came to, for the next `lgs stats`: nothing is lost with it but time."""
        return self.stats / "_counts"

    def export(self, name: str) -> Path:
        """The folder of one export format."""
        return self.root / "export" / name

    def create(self) -> "Dataset":
        """Make the folder, or say in a sentence why it cannot be."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            probe = self.root / f"_write-{os.getpid()}"
            probe.write_bytes(b"")
            probe.unlink()
        except OSError as error:
            raise LgsError(
                f"the folder {self.root} cannot be written: {error.strerror}; --data names another"
            ) from error
        return self

    def need_products(self) -> list[Path]:
        """The product shards; an error where there are none yet."""
        return self._need(self.products, "lgs crawl --sites sites.txt")

    def need_pairs(self) -> list[Path]:
        """The pair shards; an error where there are none yet."""
        return self._need(self.pairs, "lgs filter")

    def _need(self, folder: Path, first: str) -> list[Path]:
        found = shards(folder)
        if not found:
            raise LgsError(
                f"{folder} holds no table yet: run `{first}` first, or name a dataset by --data"
            )
        return found

    def read_run(self) -> dict[str, Any]:
        """run.json, or nothing where it is not there or not whole."""
        try:
            found = json.loads((self.root / "run.json").read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return found if isinstance(found, dict) else {}

    def note_run(self, **parts: object) -> None:
        """Put these parts into run.json, beside what other commands put there."""
        write_json(self.root / "run.json", self.read_run() | parts)


def shards(folder: Path) -> list[Path]:
    """The tables of a folder in their order."""
    return [p for p in files(folder) if p.suffix == ".parquet"] if folder.is_dir() else []


def files(folder: Path) -> list[Path]:
    """All finished files of a folder in their order: not those that begin with `_` or `.`."""
    return sorted(p for p in folder.iterdir() if p.is_file() and p.name[0] not in "._")


def write_bytes(path: Path, content: bytes) -> None:
    """Write a file beside its place, then move it there: it is whole or not there."""
    with _beside(path) as beside, beside.open("wb") as out:
        out.write(content)
        out.flush()
        os.fsync(out.fileno())


@contextmanager
def _beside(path: Path) -> Iterator[Path]:
    """Where a file may be written before it is moved to its place.

    Processes of several machines may write the same file: each beside it under a name of its own.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f"_{path.name}.{gethostname()}-{os.getpid()}{PART}")
    try:
        yield beside
        beside.replace(path)
    except OSError as error:
        with suppress(OSError):
            beside.unlink(missing_ok=True)
        why = error.strerror or _first_line(error)
        raise LgsError(f"{path} cannot be written: {why.rpartition('] ')[2]}") from error


def sweep(folder: Path) -> None:
    """Remove what killed processes of this machine left half written in a folder."""
    for path in folder.glob(f"_*{PART}"):
        named, _, number = path.name.removesuffix(PART).rpartition("-")
        ours = named.endswith(f".{gethostname()}") and number.isdigit()
        if ours and not _lives(int(number)):
            path.unlink(missing_ok=True)


def _lives(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    except PermissionError:  # somebody else's
        return True
    return True


def write_json(path: Path, content: object) -> None:
    """Write JSON that a person can read, the same bytes for the same content."""
    text = json.dumps(content, indent=1, ensure_ascii=False, default=str)
    write_bytes(path, (text + "\n").encode())


def write_table(path: Path, table: "pa.Table") -> None:
    """Write one Parquet file as the Hub likes it: zstd, page index, content-defined chunks.

    A table without rows has no row group: `datasets` stumbles over an empty one.
    """
    import pyarrow.parquet as pq

    with (
        _beside(path) as beside,
        pq.ParquetWriter(
            beside,
            table.schema,
            compression="zstd",
            write_page_index=True,
            use_content_defined_chunking=True,
        ) as writer,
    ):
        if table.num_rows:
            writer.write_table(table, row_group_size=ROW_GROUP_ROWS)


def read_rows(path: Path) -> list[Row]:
    """The rows of one shard; a shard that was cut short is named in the error."""
    return rows_of_table(read_table(path))


def read_table(path: Path, columns: list[str] | None = None) -> "pa.Table":
    """One shard as a table; a shard that was cut short is named in the error."""
    import pyarrow as pa
    import pyarrow.parquet as pq

    try:
        return pq.ParquetFile(path).read(columns=columns)
    except (pa.ArrowInvalid, OSError) as error:
        raise LgsError(
            f"the table {path} cannot be read ({_first_line(error)}); "
            "run the command that wrote it again, it writes the shard anew"
        ) from error


def end_tables(folder: Path, number: int) -> None:
    """So many shards are written: an earlier run's further ones go; the manifest is made."""
    for old in shards(folder)[number:]:
        old.unlink()
    write_manifest(folder)


def write_manifest(folder: Path) -> None:
    """Note the rows and the sha256 of every file of a folder, for `lgs validate`."""
    sweep(folder)
    entries = {
        path.name: {"rows": rows_in(path), "sha256": file_sha256(path)} for path in files(folder)
    }
    write_json(folder / MANIFEST, entries)


def rows_in(path: Path) -> int | None:
    """How many rows a table has, by its footer or its lines; None for what is no table."""
    if path.suffix == ".parquet":
        import pyarrow.parquet as pq

        return int(pq.read_metadata(path).num_rows)
    if path.suffix == ".jsonl":
        with path.open("rb") as stream:
            return sum(1 for _ in stream)
    return None


def read_manifest(folder: Path) -> dict[str, dict[str, Any]]:
    """What was noted of the shards of a folder."""
    try:
        found = json.loads((folder / MANIFEST).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def is_whole(folder: Path) -> bool:
    """True if the files of a folder are just those that were noted, byte for byte."""
    noted = read_manifest(folder)
    found = files(folder)
    names = [path.name for path in found]
    return names == sorted(noted) != [] and all(
        noted[path.name].get("sha256") == file_sha256(path) for path in found
    )


def file_sha256(path: Path) -> str:
    """The sha256 of a file's bytes, as hex."""
    digest = sha256()
    with path.open("rb") as stream:
        while block := stream.read(1 << 20):
            digest.update(block)
    return digest.hexdigest()


def folder_sha256(folder: Path) -> str:
    """A hash over the names and the hashes of a folder's files."""
    digest = sha256()
    for path in sorted(folder.iterdir()):
        digest.update(f"{path.name} {file_sha256(path)}\n".encode())
    return digest.hexdigest()


def _first_line(error: Exception) -> str:
    return str(error).strip().splitlines()[0] if str(error).strip() else type(error).__name__
