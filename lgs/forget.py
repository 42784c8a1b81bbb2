"""`lgs forget`: takes back what somebody asks to have taken out, and sees that it stays out."""

import json
import shutil
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from lgs.build import is_built, note_built
from lgs.config import Settings
from lgs.dataset import (
    MANIFEST,
    Dataset,
    file_sha256,
    read_manifest,
    read_table,
    rows_in,
    shards,
    write_json,
    write_table,
)
from lgs.export.forget import Going, export_folders, rewrite_papers, take_from_export
from lgs.export.images import place_of
from lgs.export.manifest import read_order
from lgs.stage import drop_notes
from lgs.store.forget import Taken, take_back
from lgs.store.place import shard_files
from lgs.store.shard import Shard
from lgs.tombstones import Wish, forgotten, note_forgotten

UNFINISHED = "_forgetting.json"
FIRST_VERSION = "1.0.0"
# Folders with tables of a dataset that are made from `products/`; those of exports are apart.
DERIVED = ("near", "classes", "download")


@dataclass(slots=True)
class Report:
    """What was done, as far as anything was there."""

    products: int = 0
    pairs: int = 0
    stored_rows: int = 0
    stored_pages: int = 0
    kept_pages: int = 0
    kept_images: int = 0
    exports: dict[str, int] = field(default_factory=dict)
    files: list[str] = field(default_factory=list)  # written again or removed, below the dataset
    version: str = ""

    def public(self) -> dict[str, Any]:
        """As plain values."""
        return {
            "products": self.products,
            "pairs": self.pairs,
            "exports": self.exports,
            "stored_rows": self.stored_rows,
            "stored_pages": self.stored_pages,
            "kept_pages": self.kept_pages,
            "kept_images": self.kept_images,
            "files": self.files,
            "version": self.version,
        }


def forget(dataset: Dataset, wishes: Sequence[Wish], settings: Settings) -> Report:
    """Take rows back from the store, the tables and the exports, for ever.

    The wishes are noted first: a crawl or a build that comes between obeys them already, and the
    same command finishes what was cut short.
    """
    now = datetime.now(UTC).isoformat(timespec="seconds")
    note_forgotten(dataset.root, wishes, now)
    report = Report()
    going = Going(forgotten(wishes), _unfinished(dataset))
    was_built = is_built(dataset, settings)
    hashes = _store(dataset, going, report)
    _remember(dataset, going)
    lost = _tables(dataset, going, report, hashes)
    _images(dataset, hashes | going.gone.hashes, report)
    changed = _exports(dataset, going, report)
    report.files += _statistics(dataset) if report.files else []
    _version(dataset, wishes, report, lost, now)
    for folder in changed:
        if read_order(folder).get("format") == "hf":
            rewrite_papers(dataset, folder)
    if was_built:
        note_built(dataset, settings)
    (dataset.root / UNFINISHED).unlink(missing_ok=True)
    return report


def next_version(version: str) -> str:
    """Data that was there is gone: the first number goes up.

    >>> next_version("1.0.0")
    '2.0.0'
    """
    first = version.partition(".")[0]
    return f"{int(first) + 1 if first.isdigit() else 2}.0.0"


def _store(dataset: Dataset, going: Going, report: Report) -> set[str]:
    taken = Taken()
    for path in shard_files(dataset.crawl):
        shard = Shard(path)
        try:
            if take_back(shard, going.gone, taken):
                report.files.append(path.relative_to(dataset.root).as_posix())
        finally:
            shard.close()
    report.stored_rows, report.stored_pages = taken.rows, taken.pages
    report.kept_pages = taken.kept_pages
    going.keys |= taken.keys
    return taken.hashes


def _tables(dataset: Dataset, going: Going, report: Report, hashes: set[str]) -> "Counter[str]":
    """Rewrite the tables' shards concerned; gives how many rows with each fault went."""
    lost: Counter[str] = Counter()
    for folder in (dataset.products, dataset.pairs, *(dataset.root / name for name in DERIVED)):
        changed = []
        for path in shards(folder):
            leaving = going.in_table(path)
            if not any(leaving):
                continue
            if folder == dataset.products:
                _note_lost(path, leaving, lost, hashes)
            going.keys |= _rewritten(path, leaving)
            changed.append(path)
            count = sum(leaving)
            report.products += count if folder == dataset.products else 0
            report.pairs += count if folder == dataset.pairs else 0
        if folder == dataset.pairs:
            changed += [_count_again(dataset, path) for path in list(changed)]
        _note(folder, changed)
        report.files += [path.relative_to(dataset.root).as_posix() for path in changed]
        _remember(dataset, going)
    return lost


def _rewritten(path: Path, leaving: list[bool]) -> set[str]:
    """Write a shard again without the rows that leave; gives their keys."""
    import pyarrow as pa

    table = read_table(path)
    mask = pa.array(leaving, pa.bool_())
    write_table(path, table.filter(pa.array([not goes for goes in leaving], pa.bool_())))
    return set(table.filter(mask).column("key").to_pylist())


def _note_lost(path: Path, leaving: list[bool], lost: "Counter[str]", hashes: set[str]) -> None:
    table = read_table(path, ["faults", "sha256"])
    columns = (table.column("faults").to_pylist(), table.column("sha256").to_pylist())
    for goes, faults, sha256 in zip(leaving, *columns, strict=True):
        if goes:
            lost.update(faults or ())
            if faults and len(faults) == 1:
                lost[f"alone:{faults[0]}"] += 1
            hashes |= {sha256} if sha256 else set()


def _count_again(dataset: Dataset, path: Path) -> Path:
    """The counts beside a shard of pairs, after its shard of products."""
    faults = read_table(dataset.products / path.name, ["faults"]).column(0).to_pylist()
    counts = Counter(fault for row in faults for fault in row or ())
    clean = sum(not row for row in faults)
    ordered = dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))
    stats = {"count": len(faults), "successes": clean, "status_dict": {"success": clean, **ordered}}
    place = path.with_name(f"{path.stem}_stats.json")
    write_json(place, stats)
    return place


def _note(folder: Path, changed: list[Path]) -> None:
    """Bring the manifest of a folder up to date without reading what did not change."""
    noted = read_manifest(folder)
    if changed and noted:
        for path in changed:
            noted[path.name] = {"rows": rows_in(path), "sha256": file_sha256(path)}
        write_json(folder / MANIFEST, noted)


def _images(dataset: Dataset, hashes: set[str], report: Report) -> None:
    """Kept bytes go where no row shows them any more."""
    kept = {digest: place for digest in hashes if (place := place_of(dataset, digest)).is_file()}
    if not kept:
        return
    still = {
        digest
        for path in shards(dataset.products)
        for digest in read_table(path, ["sha256"]).column(0).to_pylist()
    }
    for digest in sorted(kept.keys() - still):
        kept[digest].unlink()
        report.kept_images += 1


def _exports(dataset: Dataset, going: Going, report: Report) -> list[Path]:
    changed = []
    for folder in export_folders(dataset):
        keys, files = take_from_export(folder, going)
        if files:
            report.exports[folder.name] = len(keys)
            report.files += [path.relative_to(dataset.root).as_posix() for path in files]
            changed.append(folder)
    return changed


def _statistics(dataset: Dataset) -> list[str]:
    """The statistics and the report show rows that are gone: they go, `lgs stats` makes them."""
    drop_notes(dataset.root)  # what stages noted of these rows
    if not dataset.stats.is_dir():
        return []
    shutil.rmtree(dataset.stats)
    return [f"{dataset.stats.name}/"]


def _version(
    dataset: Dataset, wishes: Sequence[Wish], report: Report, lost: "Counter[str]", now: str
) -> None:
    run = dataset.read_run()
    version = str(run.get("dataset_version", FIRST_VERSION))
    if report.files:
        version = next_version(version)
    report.version = version
    entry = {
        "at": now,
        "version": version,
        "wishes": len(wishes),
        "products": report.products,
        "pairs": report.pairs,
    }
    parts: dict[str, Any] = {"forgotten": [*run.get("forgotten", []), entry]}
    if report.files:
        parts["dataset_version"] = version
    if isinstance(run.get("filter"), dict):
        parts["filter"] = _less(run["filter"], report, lost)
    dataset.note_run(**parts)


def _less(counts: dict[str, Any], report: Report, lost: "Counter[str]") -> dict[str, Any]:
    """The funnel without the rows that went."""

    def rest(name: str, prefix: str) -> dict[str, int]:
        found = {k: v - lost[prefix + k] for k, v in counts.get(name, {}).items()}
        return {fault: rows for fault, rows in found.items() if rows > 0}

    return counts | {
        "rows": counts.get("rows", 0) - report.products,
        "pairs": counts.get("pairs", 0) - report.pairs,
        "faults": rest("faults", ""),
        "alone": rest("alone", "alone:"),
    }


def _unfinished(dataset: Dataset) -> set[str]:
    """The keys that a command which was cut short had found."""
    try:
        return set(json.loads((dataset.root / UNFINISHED).read_text("utf-8")))
    except (OSError, ValueError):
        return set()


def _remember(dataset: Dataset, going: Going) -> None:
    if going.keys:
        write_json(dataset.root / UNFINISHED, sorted(going.keys))
