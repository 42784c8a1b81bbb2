"""Write one export folder from `pairs/`."""

import shutil
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lgs.dataset import Dataset, read_table, shards
from lgs.errors import UsageError
from lgs.export import FORMATS
from lgs.export.captions import caption_maker, with_captions
from lgs.export.choose import rows_where
from lgs.export.formats import Pairs, Part, Release
from lgs.export.manifest import note_files, note_order
from lgs.export.splits import BY, Split, clusters, split_from

if TYPE_CHECKING:
    import pyarrow as pa


@dataclass(frozen=True, slots=True)
class Choice:
    """Which pairs are exported, and how they are told and parted."""

    caption: str = "both"
    where: str | None = None
    split: str | None = None
    split_by: str = "group"
    with_images: bool = False
    release: Release = field(default_factory=Release)


@dataclass(slots=True)
class Count:
    """How many rows the parts held that a format was given."""

    rows: int = 0


def export_dataset(
    dataset: Dataset, format_: str, *, caption: str = "both", choice: Choice | None = None
) -> tuple[Path, int]:
    """Export the clean pairs; gives the folder and how many pairs are in it.

    The folder is written beside its place and then moved there: it is whole or not there.
    """
    choice = choice or Choice(caption=caption)
    write = FORMATS[format_]
    count = Count()
    pairs = _pairs(dataset, choice, count)
    folder = dataset.export(format_)
    beside = folder.with_name(f"_{format_}.part")
    shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True)
    try:
        write(pairs, beside)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    rows = count.rows - sum(pairs.left_out.values())
    note_order(beside, _order(format_, choice, rows, pairs.left_out))
    note_files(beside)
    _put(beside, folder)
    return folder, rows


def _pairs(dataset: Dataset, choice: Choice, count: Count) -> Pairs:
    caption_maker(choice.caption)  # what is odd is told before anything is written
    paths = dataset.need_pairs()
    split = split_from(choice.split) if choice.split else None
    if choice.split_by not in BY:
        raise UsageError(f"--split-by is {' or '.join(BY)}, not {choice.split_by!r}")
    drawn = _drawn(dataset, paths, split, choice.split_by) if split else None

    def read() -> Iterator[Part]:
        for path in paths:
            table = read_table(path)
            for name, rows in _parted(table, split, drawn[path] if drawn else None):
                chosen = _chosen(rows, choice)
                count.rows += chosen.num_rows
                yield Part(name, path.stem, chosen)

    names = split.names if split else ()
    return Pairs(dataset, read, names, asdict(choice), choice.release)


def _chosen(table: "pa.Table", choice: Choice) -> "pa.Table":
    if choice.where:
        table = rows_where(table, choice.where)
    return with_captions(table, choice.caption)


def _parted(
    table: "pa.Table", split: Split | None, drawn: list[str] | None
) -> "Iterator[tuple[str | None, pa.Table]]":
    import pyarrow as pa

    if split is None or drawn is None:
        yield None, table
        return
    for name in split.names:
        yield name, table.filter(pa.array([one == name for one in drawn], pa.bool_()))


def _drawn(
    dataset: Dataset, paths: list[Path], split: Split, split_by: str
) -> dict[Path, list[str]]:
    """For each shard the split of each row."""
    tables = {path: read_table(path, ["key", "group_key", "sha256", "site"]) for path in paths}
    words = {
        name: [v for table in tables.values() for v in table.column(name).to_pylist()]
        for name in ("key", "group_key", "sha256", "site")
    }
    if split_by == "site":
        names = [split.of(site or "") for site in words["site"]]
    else:
        near = [[names.get(key) for key in words["key"]] for names in near_groups(dataset)]
        columns = [words["group_key"], words["sha256"], *near]
        first = clusters(columns)
        names = [split.of(words["group_key"][place]) for place in first.tolist()]
    found, begin = {}, 0
    for path, table in tables.items():
        found[path] = names[begin : begin + table.num_rows]
        begin += table.num_rows
    return found


def near_groups(dataset: Dataset) -> list[dict[str, str]]:
    """Key to group, for every column of groups in the tables of DIR/near/ (`lgs near`)."""
    found = []
    for path in shards(dataset.root / "near"):
        table = read_table(path)
        keys = table.column("key").to_pylist() if "key" in table.column_names else []
        for name in table.column_names if keys else ():
            if name.endswith("_group"):
                groups = zip(keys, table.column(name).to_pylist(), strict=True)
                found.append({key: group for key, group in groups if group is not None})
    return found


def _order(format_: str, choice: Choice, rows: int, left_out: dict[str, int]) -> dict[str, Any]:
    return {"format": format_, **asdict(choice), "rows": rows, "left_out": left_out}


def _put(beside: Path, folder: Path) -> None:
    """Move a finished folder to its place."""
    old = folder.with_name(f"_{folder.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if folder.exists():
        folder.rename(old)
    beside.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
