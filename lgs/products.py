"""From the store to `products/`: every row with all its faults, sorted by key.

Three steps, so that no process reads all rows: each shard of the store becomes a table of its own,
sorted by key; the faults that only all rows together show are found from a few columns; then each
table of `products/` takes its range of keys from all of them.
"""

import json
import shutil
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING

from lgs.config import Settings
from lgs.dataset import Dataset, end_tables, read_table, write_json, write_table
from lgs.engine import ONE, Engine
from lgs.filters import check_options, mark_of, refilter
from lgs.filters.dataset import dataset_faults
from lgs.filters.table import Entry
from lgs.model import Row
from lgs.remote.mirror import mirror_at
from lgs.schema import metadata, products_schema, table_of
from lgs.store.codec import row_and_mark
from lgs.store.place import read_only, shard_files
from lgs.store.winners import winning_rows
from lgs.tombstones import Traces, read_forgotten

if TYPE_CHECKING:
    import numpy as np
    import pyarrow as pa
    from numpy.typing import NDArray

BESIDE = "crawl/_rows"  # the tables of the shards, until `products/` is written
KEY = "S32"  # numpy's type of a key: 32 hex digits
SMALL_BYTES = 16_000_000  # of the store: read in the time that processes take to start
GROUP_ROWS = 2_000  # of those tables: a range of keys begins and ends within a few of them


def write_products(dataset: Dataset, settings: Settings, engine: Engine = ONE) -> None:
    """Write `products/` anew from the store, sorted by key."""
    check_options(settings.filters)
    root, engine = dataset.root, engine.whole()
    if mirror_at(root):
        engine = replace(engine, cluster=None)  # the store's states are in this copy alone
    if not engine.cluster and _bytes(shard_files(dataset.crawl)) < SMALL_BYTES:
        engine = replace(engine, workers=1)
    shutil.rmtree(root / BESIDE, ignore_errors=True)
    names = [path.stem for path in shard_files(dataset.crawl)]
    for outcome in engine.run(names, partial(_write_source, root=root, settings=settings)):
        outcome.get()
    numbers = range(_plan(root, names, settings))
    write = partial(_write_target, root=root, names=names, settings=settings)
    for written in engine.run(numbers, write):
        written.get()
    end_tables(dataset.products, len(numbers))
    shutil.rmtree(root / BESIDE, ignore_errors=True)


def _bytes(paths: Iterable[Path]) -> int:
    return sum(path.stat().st_size for path in paths)


def retested(row: Row, settings: Settings, *, is_current: bool) -> Row:
    """The row with the faults of today's thresholds, which it has already where it is current.

    A row whose text failed in the crawl has no image: passing now, it lacks one.
    """
    if not is_current:
        row = refilter(row, settings.filters)
    if settings.crawl.images and not row.faults and row.sha256 is None:
        return replace(row, faults=("image_not_fetched",))
    return row


def words_of(settings: Settings) -> dict[str, str]:
    """What a table says of the settings that it was made with."""
    images = "yes" if settings.crawl.images else "no"
    return metadata(settings.digest(), lgs_images=images)


def _write_source(name: str, root: Path, settings: Settings) -> None:
    """The rows of one shard of the store as a table, tested, a few at a time in memory."""
    import pyarrow.parquet as pq

    gone = read_forgotten(root)
    today = mark_of(settings.filters)
    rows = (row_and_mark(text) for text in _texts(root / "crawl" / f"{name}.sqlite"))
    tested = (
        retested(row, settings, is_current=mark == today)
        for row, mark in rows
        if not gone.covers(Traces.of(row))
    )
    place = _source(root, name)
    place.parent.mkdir(parents=True, exist_ok=True)
    with pq.ParquetWriter(place, products_schema(), compression="zstd") as writer:
        while part := list(islice(tested, GROUP_ROWS)):
            writer.write_table(table_of(part, products_schema()), row_group_size=GROUP_ROWS)


def _plan(root: Path, names: Sequence[str], settings: Settings) -> int:
    """How many tables there will be; what each holds is written down for who writes it."""
    import numpy as np

    faults = dataset_faults(_entries(root, names), settings.filters)
    columns = [_keys(_source(root, name)) for name in names]
    every = np.sort(np.concatenate([*columns, np.empty(0, KEY)]))
    starts = range(0, max(1, len(every)), settings.rows_per_shard)
    for number, start in enumerate(starts):
        mine = every[start : start + settings.rows_per_shard].astype(str).tolist()
        late = {key: found for key, found in zip(mine, faults.of_all(mine), strict=True) if found}
        write_json(_order(root, number), {"range": [*mine[:1], *mine[-1:]], "faults": late})
    return len(starts)


def _write_target(number: int, root: Path, names: Sequence[str], settings: Settings) -> None:
    """One table of `products/`: its range of keys out of all sources."""
    import pyarrow as pa
    import pyarrow.compute as pc

    order = json.loads(_order(root, number).read_text("utf-8"))
    parts = [products_schema().empty_table()]
    if order["range"]:
        parts += [_range(_source(root, name), *order["range"]) for name in names]
    table = pa.concat_tables(parts).combine_chunks()
    table = table.take(pc.sort_indices(table, sort_keys=[("key", "ascending")])).combine_chunks()
    place = table.schema.get_field_index("faults")
    own = zip(table.column("key").to_pylist(), table.column(place).to_pylist(), strict=True)
    faults = [names_ or order["faults"].get(key, []) for key, names_ in own]
    field = table.schema.field(place)
    table = table.set_column(place, field, pa.array(faults, field.type))
    path = root / "products" / f"{number:05d}.parquet"
    write_table(path, table.replace_schema_metadata(words_of(settings)))


def _source(root: Path, name: str) -> Path:
    return root / BESIDE / f"{name}.parquet"


def _order(root: Path, number: int) -> Path:
    return root / BESIDE / f"{number:05d}.json"


def _range(path: Path, first: str, last: str) -> "pa.Table":
    """The rows of a table sorted by key whose keys lie between two, these too."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    file = pq.ParquetFile(path)
    place = file.schema_arrow.get_field_index("key")
    groups = []
    for number in range(file.num_row_groups):
        bounds = file.metadata.row_group(number).column(place).statistics
        if bounds.max >= first and bounds.min <= last:
            groups.append(number)
    table = file.read_row_groups(groups)
    keys = table.column("key")
    mask = pc.and_(pc.greater_equal(keys, first), pc.less_equal(keys, last))
    places = pc.indices_nonzero(mask)
    return table.slice(places[0].as_py(), len(places)) if len(places) else table.slice(0, 0)


def _keys(path: Path) -> "NDArray[np.bytes_]":
    """The keys of a table, 32 bytes each."""
    import numpy as np

    return np.array(read_table(path, ["key"]).column(0).to_pylist(), KEY)


def _entries(root: Path, names: Iterable[str]) -> Iterator[Entry]:
    """The rows that are clean so far."""
    columns = ["key", "group_key", "caption", "sha256", "url", "faults"]
    for name in names:
        found = read_table(_source(root, name), columns).to_pydict()
        for key, group, caption, digest, url, faults in zip(*found.values(), strict=True):
            if not faults:
                yield key, group, caption, digest or url


def _texts(path: Path) -> Iterator[str]:
    db = read_only(path)
    try:
        yield from (text for _, text in winning_rows(db))
    finally:
        db.close()
