"""The table that comes in: its rows in shards, and its URLs as numbers."""

import csv
import gzip
import json
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from hashlib import blake2b
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any, TextIO

from lgs.dataset import files
from lgs.download.options import Layout
from lgs.errors import LgsError, UsageError

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

# Names under which released sets have these columns (LAION, COYO, DataComp, Conceptual Captions).
URL_NAMES = ("url", "URL", "image_url", "Image URL")
CAPTION_NAMES = ("caption", "TEXT", "text", "alt", "alt_text")
SUFFIXES = ("parquet", "jsonl", "csv", "tsv", "txt")
# The columns that a download adds; a column of the input may not have their names.
RESERVED = (
    *("key", "caption", "url", "width", "height", "original_width", "original_height", "status"),
    *("error_message", "exif", "md5", "sha256", "sha512", "uid", "failure", "orientation", "icc"),
    *("alpha", "hash_matches"),
)
RECORDED = "_recorded"


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns of the input are read: its name there by the name that it gets."""

    wanted: Mapping[str, str]

    def rename(self, table: "pa.Table") -> "pa.Table":
        """The wanted columns in their order, under their new names."""
        return table.select(list(self.wanted.values())).rename_columns(list(self.wanted))


class Source:
    """A file or a folder of files in one format; each file begins a shard."""

    def __init__(self, path: Path, layout: Layout, input_format: str | None = None) -> None:
        self._layout = layout
        self.format = input_format or _format_of(path)
        if self.format not in SUFFIXES:
            raise UsageError(f"--input-format is one of {', '.join(SUFFIXES)}; not {self.format!r}")
        self.paths = _paths(path, self.format)
        self.columns = _columns(_names(self.paths[0], self.format), layout)

    def urls(self) -> Iterator[list[str]]:
        """The URLs of each file's shards, shard by shard."""
        only = Columns({"url": self.columns.wanted["url"]})
        for table in self._tables(only):
            yield [url or "" for url in table.column("url").to_pylist()]

    def shards(self) -> Iterator["pa.Table"]:
        """The rows shard by shard: saved columns, `caption`, `url`, and the recorded hash."""
        yield from self._tables(self.columns)

    def _tables(self, columns: Columns) -> Iterator["pa.Table"]:
        size = self._layout.number_sample_per_shard
        for path in self.paths:
            try:
                if self.format == "parquet":
                    yield from _parquet_tables(path, columns, size)
                else:
                    yield from _text_tables(path, self.format, columns, size)
            except (OSError, UnicodeDecodeError, csv.Error, json.JSONDecodeError) as error:
                raise LgsError(f"{path} cannot be read as {self.format}: {error}") from error


def digests(urls: list[str]) -> "NDArray[np.uint64]":
    """Each URL as 64 bits; two of 10 million differing ones are alike once in 300,000 tables."""
    import numpy as np

    joined = b"".join(
        blake2b(url.encode("utf-8", "surrogatepass"), digest_size=8).digest() for url in urls
    )
    return np.frombuffer(joined, dtype="<u8")


def _format_of(path: Path) -> str:
    names = [p.name for p in files(path)] if path.is_dir() else [path.name]
    endings = {name.removesuffix(".gz").rpartition(".")[2] for name in names}
    found = [suffix for suffix in SUFFIXES if suffix in endings]
    if not found:
        raise UsageError(f"{path} is no table: it may be {', '.join(SUFFIXES)}, or a folder of one")
    return found[0]


def _paths(path: Path, format_: str) -> list[Path]:
    if not path.is_dir():
        if not path.exists():
            raise LgsError(f"the table {path} is not there")
        return [path]
    found = [p for p in files(path) if p.name.removesuffix(".gz").endswith(f".{format_}")]
    if not found:
        raise LgsError(f"the folder {path} holds no .{format_} file")
    return found


def _columns(names: list[str], layout: Layout) -> Columns:
    wanted = {"uid": "key"} if "key" in names else {}
    for name in layout.save_additional_columns:
        if name in RESERVED and name != "key":
            raise UsageError(f"the column {name!r} cannot be saved: the download writes its own")
        if name != "key":
            wanted[name] = _named(name, names)
    caption = layout.caption_col or next((n for n in CAPTION_NAMES if n in names), None)
    if caption:
        wanted["caption"] = _named(caption, names)
    url = layout.url_col or next((n for n in URL_NAMES if n in names), URL_NAMES[0])
    wanted["url"] = _named(url, names)
    recorded = layout.verify_hash[0] if layout.verify_hash else "sha256"
    if layout.verify_hash or recorded in names:
        wanted[RECORDED] = _named(recorded, names)
    return Columns(wanted)


def _named(name: str, names: list[str]) -> str:
    if name not in names:
        raise UsageError(f"the table has no column {name!r}; it has: {', '.join(names)}")
    return name


def _names(path: Path, format_: str) -> list[str]:
    if format_ == "parquet":
        import pyarrow.parquet as pq

        try:
            return list(pq.read_schema(path).names)
        except (OSError, ValueError) as error:
            raise LgsError(f"{path} cannot be read as parquet: {error}") from error
    try:
        with _text(path) as lines:
            first = next(_records(lines, format_), {})
    except (OSError, UnicodeDecodeError, csv.Error, json.JSONDecodeError) as error:
        raise LgsError(f"{path} cannot be read as {format_}: {error}") from error
    return list(first) or ["url"]


def _parquet_tables(path: Path, columns: Columns, size: int) -> Iterator["pa.Table"]:
    import pyarrow as pa
    import pyarrow.parquet as pq

    names = list(dict.fromkeys(columns.wanted.values()))
    held = None
    for batch in pq.ParquetFile(path).iter_batches(batch_size=size, columns=names):
        fresh = columns.rename(pa.Table.from_batches([batch]))
        held = fresh if held is None else pa.concat_tables([held, fresh])
        while held.num_rows >= size:
            yield held.slice(0, size).combine_chunks()
            held = held.slice(size)
    if held is not None and held.num_rows:
        yield held.combine_chunks()


def _text_tables(path: Path, format_: str, columns: Columns, size: int) -> Iterator["pa.Table"]:
    import pyarrow as pa

    with _text(path) as lines:
        records = _records(lines, format_)
        while part := list(islice(records, size)):
            yield pa.table(
                {
                    new: _array([record.get(old) for record in part], new)
                    for new, old in columns.wanted.items()
                }
            )


def _array(values: list[Any], name: str) -> "pa.Array":
    """A column of one type: numbers where all are; else text, which the columns we know are."""
    import pyarrow as pa

    if name not in RESERVED and name != RECORDED:
        with suppress(pa.ArrowInvalid, pa.ArrowTypeError):
            return pa.array(values)
    texts = [v if isinstance(v, str) or v is None else json.dumps(v) for v in values]
    return pa.array(texts, pa.string())


def _records(lines: TextIO, format_: str) -> Iterator[dict[str, Any]]:
    if format_ == "txt":
        return ({"url": line.strip()} for line in lines if line.strip())
    if format_ == "jsonl":
        return (_object(line) for line in lines if line.strip())
    return iter(csv.DictReader(lines, delimiter="\t" if format_ == "tsv" else ","))


def _object(line: str) -> dict[str, Any]:
    found = json.loads(line)
    if not isinstance(found, dict):
        raise LgsError(f"a line of the table is no JSON object: {line[:80]!r}")
    return found


def _text(path: Path) -> TextIO:
    if path.name.endswith(".gz"):
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")
