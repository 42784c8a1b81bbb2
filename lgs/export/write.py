"""Write one export folder from `pairs/`."""

import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lgs import __version__
from lgs.dataset import Dataset, read_manifest, read_table, shards
from lgs.engine import ONE, Engine
from lgs.errors import UsageError
from lgs.export import FORMATS
from lgs.export.captions import caption_maker, with_captions
from lgs.export.choose import rows_where
from lgs.export.formats import Pairs, Part, Release
from lgs.export.manifest import note_files, note_order, tree
from lgs.export.splits import BY, Split, clusters, split_from
from lgs.stage import Facts, Unit, drop_notes, token_of, work_through

if TYPE_CHECKING:
    import pyarrow as pa


# Formats that write a file a table, named for the table and the format: tables are their units.
FILE_A_TABLE = ("parquet", "jsonl")
WHOLE_EXPORT = "whole"


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
    dataset: Dataset,
    format_: str,
    *,
    caption: str = "both",
    choice: Choice | None = None,
    engine: Engine = ONE,
) -> tuple[Path, int]:
    """Export the clean pairs; gives the folder and how many pairs are in it.

    The folder is written beside its place and then moved there: it is whole or not there.
    """
    choice = choice or Choice(caption=caption)
    FORMATS[format_]  # what is odd is told before anything is written
    caption_maker(choice.caption)
    split = split_from(choice.split) if choice.split else None
    if choice.split_by not in BY:
        raise UsageError(f"--split-by is {' or '.join(BY)}, not {choice.split_by!r}")
    beside = dataset.export(f"_{format_}.part")
    if engine.is_alone():
        shutil.rmtree(beside, ignore_errors=True)
    units = _units(dataset, format_, choice, is_whole=split is not None or engine.is_alone())
    write = partial(_export, format_=format_, choice=choice)
    try:
        written = work_through(dataset.root, f"export-{format_}", units, write, engine)
    except BaseException:
        if engine.is_alone():
            shutil.rmtree(beside, ignore_errors=True)
        raise
    _drop_others(beside, {dataset.root / name for facts in written for name in facts["wrote"]})
    left_out = _sum(facts["left_out"] for facts in written)
    rows = sum(facts["rows"] for facts in written) - sum(left_out.values())
    note_order(beside, _order(format_, choice, rows, left_out))
    note_files(beside)
    folder = dataset.export(format_)
    _put(beside, folder)
    drop_notes(dataset.root, f"export-{format_}")
    return folder, rows


def _units(dataset: Dataset, format_: str, choice: Choice, *, is_whole: bool) -> list[Unit]:
    """A unit a table where the format writes a file a table; else one for all."""
    token = [__version__, asdict(choice), read_manifest(dataset.pairs)]
    paths = dataset.need_pairs()
    if is_whole or format_ not in FILE_A_TABLE:
        reads = tuple(f"pairs/{path.name}" for path in paths)
        return [Unit(WHOLE_EXPORT, token_of(token), reads=reads)]
    place = f"export/_{format_}.part"
    return [
        Unit(
            path.stem,
            token_of(token),
            reads=(f"pairs/{path.name}",),
            writes=(f"{place}/{path.stem}.{format_}",),
        )
        for path in paths
    ]


def _export(root: Path, unit: Unit, format_: str, choice: Choice) -> Facts:
    """Write the files of some tables beside the export's place."""
    dataset, count = Dataset(root), Count()
    beside = dataset.export(f"_{format_}.part")
    if unit.name == WHOLE_EXPORT:
        shutil.rmtree(beside, ignore_errors=True)
    beside.mkdir(parents=True, exist_ok=True)
    pairs = _pairs(dataset, [root / name for name in unit.reads], choice, count)
    FORMATS[format_](pairs, beside)
    wrote = [path.relative_to(root).as_posix() for path in tree(beside)]
    return {
        "rows": count.rows,
        "left_out": pairs.left_out,
        "wrote": wrote if unit.name == WHOLE_EXPORT else list(unit.writes),
    }


def _drop_others(beside: Path, wrote: set[Path]) -> None:
    """Remove what an export that was cut short has left there."""
    for path in tree(beside):
        if path not in wrote:
            path.unlink()


def _sum(counts: Iterable[Mapping[str, int]]) -> dict[str, int]:
    total: dict[str, int] = {}
    for one in counts:
        for name, count in one.items():
            total[name] = total.get(name, 0) + count
    return total


def _pairs(dataset: Dataset, paths: list[Path], choice: Choice, count: Count) -> Pairs:
    split = split_from(choice.split) if choice.split else None
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
