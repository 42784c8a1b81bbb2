"""From the store to the tables: `products/` with every fault, `pairs/` with what is clean."""

import heapq
import json
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from hashlib import sha256
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, TYPE_CHECKING

from lgs.config import Settings
from lgs.dataset import (
    Dataset,
    is_whole,
    read_rows,
    read_table,
    shards,
    write_json,
    write_manifest,
    write_table,
    write_tables,
)
from lgs.filters import check_options, mark_of, refilter
from lgs.filters.dataset import DatasetFaults, dataset_faults
from lgs.filters.table import Entry
from lgs.model import Row
from lgs.schema import metadata, pairs_schema, products_schema, table_of
from lgs.store.codec import row_and_mark
from lgs.store.place import read_only, shard_files
from lgs.store.winners import winning_rows
from lgs.tombstones import Traces, read_forgotten

if TYPE_CHECKING:
    import pyarrow as pa


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
    """Write `products/` anew from the store, sorted by key.

    The rows are read and tested once and wait in a nameless file for the faults that only all of
    them together show.
    """
    check_options(settings.filters)
    dataset.products.mkdir(parents=True, exist_ok=True)
    with TemporaryFile(dir=dataset.products) as file:
        spool = _Spool(file, products_schema())
        entries = spool.filled(_stored_rows(dataset, settings), settings.rows_per_shard)
        across = dataset_faults(entries, settings.filters)
        tables = (_with(table, _fully(table, across)) for table in spool.tables())
        write_tables(dataset.products, tables, _words(settings))


class _Spool:
    """Tables on disk, written once and read once, each at the size of a shard."""

    def __init__(self, file: IO[bytes], schema: "pa.Schema") -> None:
        self._file, self._schema = file, schema

    def filled(self, rows: Iterable[Row], rows_per_shard: int) -> Iterator[Entry]:
        """Write all rows, at least one table; gives what of them is compared with all others."""
        import pyarrow as pa

        with pa.ipc.new_file(self._file, self._schema) as out:
            for part in _parts(rows, rows_per_shard):
                batches = table_of(part, self._schema).combine_chunks().to_batches()
                empty = pa.RecordBatch.from_pylist([], self._schema)
                out.write_batch(batches[0] if batches else empty)
                yield from _entries(part)

    def tables(self) -> Iterator["pa.Table"]:
        """The tables again, in their order."""
        import pyarrow as pa

        self._file.seek(0)
        with pa.ipc.open_file(self._file) as found:
            for number in range(found.num_record_batches):
                yield pa.Table.from_batches([found.get_batch(number)])


def _stored_rows(dataset: Dataset, settings: Settings) -> Iterator[Row]:
    """Every row of the store with its own faults, sorted by key."""
    gone = read_forgotten(dataset.root)
    today = mark_of(settings.filters)
    texts = heapq.merge(*[_rows_of_shard(path) for path in shard_files(dataset.crawl)])
    for _, text in texts:
        row, tested = row_and_mark(text)
        if not gone.covers(Traces.of(row)):
            yield _tested(row, settings, is_current=tested == today)


def _parts(rows: Iterable[Row], size: int) -> Iterator[list[Row]]:
    """Rows in lists of a shard's size; one empty list where there are none."""
    rest = iter(rows)
    yield list(islice(rest, size))
    while part := list(islice(rest, size)):
        yield part


def filter_dataset(dataset: Dataset, settings: Settings) -> Funnel:
    """Test the stored products with these settings; a shard of `pairs/` for each of `products/`."""
    check_options(settings.filters)
    paths = dataset.need_products()
    anew = None if _are_current(paths, settings) else _found_anew(paths, settings)
    funnel = _Counts()
    for path in paths:
        table = read_table(path)
        faults = table.column("faults").to_pylist() if anew is None else anew(path, table)
        _write_pairs(dataset, path.name, table, faults, settings)
        funnel.add(faults)
    for old in shards(dataset.pairs):
        if old.name not in {path.name for path in paths}:
            old.unlink()
            old.with_name(f"{old.stem}_stats.json").unlink(missing_ok=True)
    write_manifest(dataset.pairs)
    return funnel.sums()


@dataclass(slots=True)
class _Counts:
    """The funnel while it is counted, a shard at a time."""

    every: Counter[str] = field(default_factory=Counter)
    alone: Counter[str] = field(default_factory=Counter)
    rows: int = 0
    clean: int = 0

    def add(self, faults: Sequence[Sequence[str]]) -> None:
        """Count the faults of some rows."""
        self.rows += len(faults)
        for found in faults:
            self.every.update(found)
            self.clean += not found
            if len(found) == 1:
                self.alone.update(found)

    def sums(self) -> Funnel:
        """What was counted."""
        return Funnel(self.rows, self.clean, _sorted(self.every), _sorted(self.alone))


def _write_pairs(
    dataset: Dataset,
    name: str,
    table: "pa.Table",
    faults: Sequence[Sequence[str]],
    settings: Settings,
) -> None:
    import pyarrow as pa

    counts = _Counts()
    counts.add(faults)
    schema = pairs_schema()
    is_clean = pa.array((not found for found in faults), pa.bool_())
    clean = table.select(schema.names).filter(is_clean)
    pairs = clean.combine_chunks().replace_schema_metadata(_words(settings))
    write_table(dataset.pairs / name, pairs)
    stats = {
        "count": counts.rows,
        "successes": counts.clean,
        "status_dict": {"success": counts.clean, **_sorted(counts.every)},
    }
    write_json(dataset.pairs / f"{Path(name).stem}_stats.json", stats)


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


def _tested(row: Row, settings: Settings, *, is_current: bool) -> Row:
    """The row with the faults of today's thresholds, which it has already where it is current.

    A row whose text failed in the crawl has no image: passing now, it lacks one.
    """
    if not is_current:
        row = refilter(row, settings.filters)
    if settings.crawl.images and not row.faults and row.sha256 is None:
        return replace(row, faults=("image_not_fetched",))
    return row


# -- faults that only all rows together show -------------------------------------------------


def _found_anew(
    paths: list[Path], settings: Settings
) -> Callable[[Path, "pa.Table"], list[tuple[str, ...]]]:
    """The faults of all rows by these settings: a function of a shard and its table."""
    own: dict[Path, list[tuple[str, ...]]] = {}

    def entries() -> Iterator[Entry]:
        for path in paths:
            rows = [_tested(row, settings, is_current=False) for row in read_rows(path)]
            own[path] = [row.faults for row in rows]
            yield from _entries(rows)

    across = dataset_faults(entries(), settings.filters)

    def of(path: Path, table: "pa.Table") -> list[tuple[str, ...]]:
        shared = across.of_all(table.column("key").to_pylist())
        return [found or more for found, more in zip(own[path], shared, strict=True)]

    return of


def _entries(rows: Iterable[Row]) -> Iterator[Entry]:
    for row in rows:
        if not row.faults:
            yield row.key, row.group_key, row.caption, row.sha256 or row.url


def _fully(table: "pa.Table", across: DatasetFaults) -> list[Sequence[str]]:
    """The faults of a table's rows, with those of all rows together for the otherwise clean."""
    shared = across.of_all(table.column("key").to_pylist())
    return [
        found or more
        for found, more in zip(table.column("faults").to_pylist(), shared, strict=True)
    ]


def _with(table: "pa.Table", faults: Sequence[Sequence[str]]) -> "pa.Table":
    """The table with these faults."""
    import pyarrow as pa

    place = table.schema.get_field_index("faults")
    kind = table.schema.field(place)
    return table.set_column(place, kind, pa.array(map(list, faults), kind.type))


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
