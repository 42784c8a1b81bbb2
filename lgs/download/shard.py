"""One shard's files: a tar or a folder of images, the table beside it, and its counts.

Names, columns and keys are img2dataset's. The same outcomes give the same bytes: rows in their
order, times 0. Nothing is in its place before it is whole, and the note that a shard is finished
comes last, with the sha256 of each file.
"""

import json
import os
import shutil
import tarfile
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lgs.dataset import file_sha256, folder_sha256, write_bytes, write_json
from lgs.download import journal, tar
from lgs.download.options import Layout, Order
from lgs.download.outcome import Outcome, outcome_from
from lgs.download.source import RECORDED
from lgs.errors import LgsError

if TYPE_CHECKING:
    import pyarrow as pa

ROW_GROUP_ROWS = 100  # as the Hub's viewer wants tables that go with images
NOTES = "_shards"


@dataclass(frozen=True, slots=True)
class Shard:
    """One shard's place and its rows; the rows hold `url`, and what is saved beside it."""

    number: int
    folder: Path
    order: Order
    table: "pa.Table"

    @property
    def name(self) -> str:
        """The shard's number with its zeros, as its files begin."""
        return name_of(self.number, self.order.layout)

    @property
    def images(self) -> Path:
        """The tar, or the folder of images."""
        is_tar = self.order.layout.output_format == "webdataset"
        return self.folder / (f"{self.name}.tar" if is_tar else self.name)

    @property
    def rows(self) -> Path:
        """The table of all rows, failed ones too."""
        return self.folder / f"{self.name}.parquet"

    @property
    def journal(self) -> Path:
        """What is known before the shard is finished."""
        return journal_of(self.folder, self.name)

    @property
    def note(self) -> Path:
        """What was written, and how many rows may still come."""
        return self.folder / NOTES / self.name

    def keys(self) -> list[str]:
        """img2dataset's keys: the shard's number and the row's, with as many digits as fit all."""
        size = self.order.layout.number_sample_per_shard
        digits = len(str(size - 1)) if size > 1 else 0
        width = digits + self.order.layout.oom_shard_count
        first = self.number * 10**digits
        return [f"{first + row:0{width}d}" for row in range(self.table.num_rows)]

    def digest(self) -> str:
        """Hex that tells these rows and options from all others."""
        words = [self.order.digest(), self.table.to_pydict()]
        text = json.dumps(words, default=str).encode("utf-8", "surrogatepass")
        return blake2b(text, digest_size=16).hexdigest()


def name_of(number: int, layout: Layout) -> str:
    """A shard's number with its zeros."""
    return f"{number:0{layout.oom_shard_count}d}"


def journal_of(folder: Path, name: str) -> Path:
    """The journal of a shard by its name."""
    return folder / f"_{name}.journal"


def read_note(shard: Shard) -> dict[str, Any]:
    """What was noted of a finished shard whose files are still what was written; else nothing."""
    try:
        note = json.loads(shard.note.read_text("utf-8"))
        named = {shard.folder / name: digest for name, digest in note["files"].items()}
    except (OSError, ValueError, KeyError, AttributeError):
        return {}
    is_same = all(path.exists() and _digest_of(path) == was for path, was in named.items())
    return note if is_same and named else {}


def finish(shard: Shard, transient: Mapping[int, str]) -> dict[str, Any]:
    """Write the shard from its journal; rows that are not in it failed for now (`transient`: why).

    Gives the note. The journal goes last.
    """
    entries = journal.read(shard.journal)
    outcomes = [
        entries[row].outcome
        if row in entries
        else Outcome("transient", transient.get(row, "not asked"))
        for row in range(shard.table.num_rows)
    ]
    outcomes = [
        _judged(outcome, recorded, shard.order)
        for outcome, recorded in zip(outcomes, _recorded(shard), strict=True)
    ]
    table = _with_outcomes(shard, outcomes)
    _write_images(shard, table, outcomes, entries)
    _write_rows(shard.rows, table)
    stats = shard.folder / f"{shard.name}_stats.json"
    write_json(stats, _stats(outcomes))
    note = _note(shard, outcomes, (shard.images, shard.rows, stats))
    write_bytes(shard.note, (json.dumps(note, indent=1) + "\n").encode())
    shard.journal.unlink(missing_ok=True)
    return note


def nothing(shard: Shard) -> dict[str, Any]:
    """The note of a shard of which nothing came for now: no file is written, all rows stay open."""
    outcomes = [Outcome("transient", "")] * shard.table.num_rows
    return _note(shard, outcomes, ())


def reopen(shard: Shard) -> None:
    """Make a journal of a finished shard, so that its open rows can be asked again."""
    import pyarrow.parquet as pq

    beside = shard.journal.with_name(f"{shard.journal.name}.part")
    beside.unlink(missing_ok=True)
    beside.touch()
    images = dict(_images(shard))
    later = journal.read(shard.journal)
    for row, found in enumerate(pq.ParquetFile(shard.rows).read().to_pylist()):
        outcome = _outcome_of(found)
        if outcome.failure != "transient":
            journal.append(beside, row, outcome, images.get(found["key"], b""))
        elif row in later:
            entry = later[row]
            journal.append(beside, row, entry.outcome, journal.image_of(shard.journal, entry))
    beside.replace(shard.journal)


def _judged(outcome: Outcome, recorded: str | None, order: Order) -> Outcome:
    """The outcome beside the hash that was recorded for the row."""
    kind = order.layout.verify_hash[1] if order.layout.verify_hash else "sha256"
    found = outcome.hash(kind)
    if not recorded or not found or outcome.failure in ("mismatch", "transient"):
        return outcome
    matches = found == recorded.strip().lower()
    if matches or order.layout.keep_mismatched or outcome.failure:
        return replace(outcome, matches=matches)
    why = f"{kind} is {found}, recorded was {recorded}"
    return Outcome("mismatch", why, hashes=outcome.hashes, matches=False)


def _recorded(shard: Shard) -> list[str | None]:
    if RECORDED not in shard.table.column_names:
        return [None] * shard.table.num_rows
    return [None if v is None else str(v) for v in shard.table.column(RECORDED).to_pylist()]


def _with_outcomes(shard: Shard, outcomes: list[Outcome]) -> "pa.Table":
    import pyarrow as pa

    table = shard.table
    if RECORDED in table.column_names:
        table = table.drop_columns([RECORDED])
    string, integer = pa.string(), pa.int32()
    columns: list[tuple[str, pa.DataType, list[Any]]] = [
        ("key", string, shard.keys()),
        ("status", string, [o.status for o in outcomes]),
        ("error_message", string, [o.error_message for o in outcomes]),
        *(
            (name, integer, [getattr(o, name) for o in outcomes])
            for name in ("width", "height", "original_width", "original_height")
        ),
        ("exif", string, [o.exif for o in outcomes]),
    ]
    if (kind := shard.order.layout.compute_hash) not in (None, "none"):
        columns.append((str(kind), string, [o.hash(str(kind)) for o in outcomes]))
    columns += [
        ("failure", string, [o.failure for o in outcomes]),
        ("orientation", integer, [o.orientation for o in outcomes]),
        ("icc", string, [o.icc for o in outcomes]),
        ("alpha", pa.bool_(), [o.alpha for o in outcomes]),
        ("hash_matches", pa.bool_(), [o.matches for o in outcomes]),
    ]
    for name, kind_, values in columns:
        table = table.append_column(name, pa.array(values, kind_))
    return table.replace_schema_metadata(None)


def _outcome_of(found: dict[str, Any]) -> Outcome:
    """The outcome that a row of a finished table tells."""
    names = ("failure", "width", "height", "original_width", "original_height", "exif")
    facts = {name: found[name] for name in (*names, "orientation", "icc", "alpha")}
    hashes = tuple((k, found[k]) for k in ("md5", "sha256", "sha512") if found.get(k))
    message = (found["error_message"] or "").partition(": ")[2] or None
    return outcome_from(
        {**facts, "message": message, "hashes": hashes, "matches": found["hash_matches"]}
    )


def _samples(
    shard: Shard, table: "pa.Table", outcomes: list[Outcome], entries: Mapping[int, journal.Entry]
) -> Iterator[tuple[str, bytes]]:
    """The files of each image that was had, in the order of the rows: image, caption, facts."""
    suffix = shard.order.picture.encode_format
    for row, (found, outcome) in enumerate(zip(table.to_pylist(), outcomes, strict=True)):
        if outcome.failure is None:
            yield f"{found['key']}.{suffix}", journal.image_of(shard.journal, entries[row])
            yield f"{found['key']}.txt", str(found.get("caption") or "").encode("utf-8", "replace")
            facts = json.dumps(found, ensure_ascii=False, default=str)
            yield f"{found['key']}.json", facts.encode("utf-8", "replace")


def _write_images(
    shard: Shard, table: "pa.Table", outcomes: list[Outcome], entries: Mapping[int, journal.Entry]
) -> None:
    beside = shard.folder / f"_{shard.images.name}.part"
    samples = _samples(shard, table, outcomes, entries)
    if shard.order.layout.output_format == "webdataset":
        with beside.open("wb", 1 << 20) as out:
            for name, content in samples:
                out.write(tar.member(name, content))
            out.write(tar.end(out.tell()))
            out.flush()
            os.fsync(out.fileno())
    else:
        shutil.rmtree(beside, ignore_errors=True)
        beside.mkdir()
        for name, content in samples:
            (beside / name).write_bytes(content)
        shutil.rmtree(shard.images, ignore_errors=True)
    beside.replace(shard.images)


def _write_rows(path: Path, table: "pa.Table") -> None:
    import pyarrow.parquet as pq

    beside = path.with_name(f"_{path.name}.part")
    pq.write_table(table, beside, row_group_size=ROW_GROUP_ROWS, compression="zstd")
    beside.replace(path)


def _images(shard: Shard) -> Iterator[tuple[str, bytes]]:
    """Key and image of each sample of a finished shard."""
    suffix = f".{shard.order.picture.encode_format}"
    if shard.images.is_dir():
        for path in sorted(shard.images.glob(f"*{suffix}")):
            yield path.stem, path.read_bytes()
        return
    try:
        with tarfile.open(shard.images) as samples:
            for member in samples:
                if member.name.endswith(suffix):
                    stream = samples.extractfile(member)
                    yield member.name.removesuffix(suffix), stream.read() if stream else b""
    except (tarfile.TarError, OSError) as error:
        raise LgsError(f"{shard.images} cannot be read: {error}") from error


def _stats(outcomes: list[Outcome]) -> dict[str, Any]:
    """img2dataset's counts; its times are 0, so that equal shards have equal files."""
    statuses = Counter(o.status for o in outcomes)
    kinds = Counter(o.failure or "success" for o in outcomes)
    return {
        "count": len(outcomes),
        "successes": statuses["success"],
        "failed_to_download": statuses["failed_to_download"],
        "failed_to_resize": statuses["failed_to_resize"],
        "duration": 0,
        "start_time": 0,
        "end_time": 0,
        "status_dict": dict(sorted(kinds.items())),
        "hashes_checked": sum(o.matches is not None for o in outcomes),
        "hashes_mismatched": sum(o.matches is False for o in outcomes),
    }


def _note(shard: Shard, outcomes: list[Outcome], written: tuple[Path, ...]) -> dict[str, Any]:
    return {
        "digest": shard.digest(),
        "rows": len(outcomes),
        "open": [row for row, o in enumerate(outcomes) if o.failure == "transient"],
        "stats": _stats(outcomes),
        "files": {path.name: _digest_of(path) for path in written},
    }


def _digest_of(path: Path) -> str:
    return folder_sha256(path) if path.is_dir() else file_sha256(path)
