"""From the store to the tables: `products/` with every fault, `pairs/` with what is clean."""

import heapq
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from hashlib import sha256
from itertools import chain
from pathlib import Path

from lgs.config import Settings
from lgs.dataset import (
    Dataset,
    is_whole,
    read_rows,
    read_table,
    shards,
    write_json,
    write_manifest,
    write_rows,
    write_table,
)
from lgs.filters import check_options, refilter
from lgs.filters.dataset import DatasetFaults, dataset_faults
from lgs.model import Row
from lgs.schema import metadata, pairs_schema, products_schema, table_of
from lgs.store.codec import row_from_text
from lgs.store.place import read_only, shard_files
from lgs.store.winners import winning_rows
from lgs.tombstones import Traces, read_forgotten


@dataclass(frozen=True, slots=True)
class Funnel:
    """How many rows there were, how many are clean, and what rejected the others."""

    rows: int
    pairs: int
    faults: dict[str, int]  # rows that have the fault
    alone: dict[str, int]  # rows that have no other fault

    def public(self) -> dict[str, object]:
        """As plain values for run.json."""
        return {"rows": self.rows, "pairs": self.pairs, "faults": self.faults, "alone": self.alone}


def build(dataset: Dataset, settings: Settings) -> Funnel:
    """Write `products/` and `pairs/` from the store; what is right already stays as it is."""
    if not (is_built(dataset, settings) and is_whole(dataset.products)):
        write_products(dataset, settings)
        note_built(dataset, settings)
    return filter_dataset(dataset, settings)


def is_built(dataset: Dataset, settings: Settings) -> bool:
    """True if `products/` was made from the store as it is, with these settings."""
    return _read_token(dataset.built) == _token(dataset, settings)


def note_built(dataset: Dataset, settings: Settings) -> None:
    """Note that `products/` is what the store holds."""
    write_json(dataset.built, {"token": _token(dataset, settings)})


def write_products(dataset: Dataset, settings: Settings) -> None:
    """Write `products/` anew from the store, sorted by key."""
    check_options(settings.filters)
    gone = read_forgotten(dataset.root)

    def rows() -> Iterator[Row]:
        texts = heapq.merge(*[_rows_of_shard(path) for path in shard_files(dataset.crawl)])
        found = (row_from_text(text) for _, text in texts)
        return (_tested(row, settings) for row in found if not gone.covers(Traces.of(row)))

    write_rows(
        dataset.products,
        _with_dataset_faults(rows, settings),
        products_schema(),
        _words(settings),
        rows_per_shard=settings.rows_per_shard,
    )


def filter_dataset(dataset: Dataset, settings: Settings) -> Funnel:
    """Test the stored products with these settings; a shard of `pairs/` for each of `products/`."""
    check_options(settings.filters)
    paths = dataset.need_products()
    faults = None if _are_current(paths, settings) else _dataset_faults_of(paths, settings)
    funnel = Counter[str](), Counter[str](), [0, 0]
    for path in paths:
        rows = read_rows(path)
        if faults is not None:
            rows = [_fully(_tested(row, settings), faults) for row in rows]
        _write_pairs(dataset, path.name, rows, settings)
        _count(rows, *funnel)
    for old in shards(dataset.pairs):
        if old.name not in {path.name for path in paths}:
            old.unlink()
            old.with_name(f"{old.stem}_stats.json").unlink(missing_ok=True)
    write_manifest(dataset.pairs)
    every, alone, (total, clean) = funnel
    return Funnel(total, clean, _sorted(every), _sorted(alone))


def _write_pairs(dataset: Dataset, name: str, rows: list[Row], settings: Settings) -> None:
    clean = [row for row in rows if not row.faults]
    table = table_of(clean, pairs_schema()).replace_schema_metadata(_words(settings))
    write_table(dataset.pairs / name, table)
    every: Counter[str] = Counter()
    every.update(fault for row in rows for fault in row.faults)
    stats = {
        "count": len(rows),
        "successes": len(clean),
        "status_dict": {"success": len(clean), **_sorted(every)},
    }
    write_json(dataset.pairs / f"{Path(name).stem}_stats.json", stats)


def _count(rows: list[Row], every: Counter[str], alone: Counter[str], sums: list[int]) -> None:
    for row in rows:
        every.update(row.faults)
        if len(row.faults) == 1:
            alone.update(row.faults)
        sums[1] += not row.faults
    sums[0] += len(rows)


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


def _tested(row: Row, settings: Settings) -> Row:
    """The row with the faults of today's thresholds.

    A row whose text failed in the crawl has no image: passing now, it lacks one.
    """
    row = refilter(row, settings.filters)
    if settings.crawl.images and not row.faults and row.sha256 is None:
        return replace(row, faults=("image_not_fetched",))
    return row


# -- faults that only all rows together show -------------------------------------------------


def _with_dataset_faults(rows: Callable[[], Iterable[Row]], settings: Settings) -> Iterator[Row]:
    faults = dataset_faults(_entries(rows()), settings.filters)
    return (_fully(row, faults) for row in rows())


def _dataset_faults_of(paths: list[Path], settings: Settings) -> DatasetFaults:
    rows = chain.from_iterable(read_rows(path) for path in paths)
    return dataset_faults(_entries(_tested(row, settings) for row in rows), settings.filters)


def _entries(rows: Iterable[Row]) -> Iterator[tuple[str, str, str | None, str | None]]:
    for row in rows:
        if not row.faults:
            yield row.key, row.group_key, row.caption, row.sha256 or row.url


def _fully(row: Row, faults: DatasetFaults) -> Row:
    return row if row.faults else replace(row, faults=faults.of(row.key))


# -- what is already right ---------------------------------------------------------------------


def _rows_of_shard(path: Path) -> Iterator[tuple[str, str]]:
    db = read_only(path)
    try:
        yield from winning_rows(db)
    finally:
        db.close()


def _token(dataset: Dataset, settings: Settings) -> str:
    """Changes with every page that ends and with every setting that decides rows."""
    state = [settings.digest(), settings.rows_per_shard]
    for path in shard_files(dataset.crawl):
        db = read_only(path)
        query = (
            "SELECT count(*), total(state), (SELECT count(*) FROM row) FROM url WHERE state != 0"
        )
        state.append([path.name, *db.execute(query).fetchone()])
        db.close()
    return sha256(json.dumps(state).encode()).hexdigest()


def _read_token(path: Path) -> str | None:
    try:
        return str(json.loads(path.read_text("utf-8"))["token"])
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _words(settings: Settings) -> dict[str, str]:
    images = "yes" if settings.crawl.images else "no"
    return metadata(settings.digest(), lgs_images=images)


def _are_current(paths: list[Path], settings: Settings) -> bool:
    """True if the faults in the tables were found with these very settings."""
    wanted = settings.digest().encode()
    return all(
        (read_table(path, []).schema.metadata or {}).get(b"lgs_settings") == wanted
        for path in paths
    )
