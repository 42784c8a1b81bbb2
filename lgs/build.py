"""From the store to the tables: `products/` with every fault, `pairs/` with what is clean."""

import json
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from lgs import __version__
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
)
from lgs.engine import ONE, Engine
from lgs.filters import check_options
from lgs.filters.dataset import dataset_faults
from lgs.filters.table import Entry
from lgs.products import retested, words_of, write_products
from lgs.schema import pairs_schema
from lgs.stage import Facts, Unit, token_of, work_through
from lgs.store.place import read_only, shard_files


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


def build(dataset: Dataset, settings: Settings, engine: Engine = ONE) -> Funnel:
    """Write `products/` and `pairs/` from the store; what is right already stays as it is."""
    if not (is_built(dataset, settings) and is_whole(dataset.products)):
        write_products(dataset, settings, engine)
        note_built(dataset, settings)
    return filter_dataset(dataset, settings, engine)


def is_built(dataset: Dataset, settings: Settings) -> bool:
    """True if `products/` was made from the store as it is, with these settings."""
    return _read_token(dataset.built) == _token(dataset, settings)


def note_built(dataset: Dataset, settings: Settings) -> None:
    """Note that `products/` is what the store holds."""
    write_json(dataset.built, {"token": _token(dataset, settings)})


def filter_dataset(dataset: Dataset, settings: Settings, engine: Engine = ONE) -> Funnel:
    """Test the stored products with these settings; a shard of `pairs/` for each of `products/`."""
    check_options(settings.filters)
    paths = dataset.need_products()
    units = [_unit(path, settings) for path in paths]
    is_current = _are_current(paths, settings)
    write = partial(_write_pairs, settings=settings, is_current=is_current)
    if is_current:
        counted = work_through(dataset.root, "filter", units, write, engine)
    else:  # the faults that only all rows together show come between two passes
        tests = [replace(u, reads=u.reads[:1], writes=u.reads[1:2]) for u in units]
        test = partial(_test_table, settings=settings)
        work_through(dataset.root, "filter-test", tests, test, engine)
        _note_dataset_faults(dataset.root, units, settings)
        counted = work_through(dataset.root, "filter", units, write, engine.whole())
        for unit in units:
            for beside in unit.reads[1:]:
                # another index may have ended the stage at the same moment, with the same bytes
                (dataset.root / beside).unlink(missing_ok=True)
    for old in shards(dataset.pairs):
        if old.name not in {path.name for path in paths}:
            old.unlink()
            old.with_name(f"{old.stem}_stats.json").unlink(missing_ok=True)
    write_manifest(dataset.pairs)
    return _funnel(counted)


def _unit(path: Path, settings: Settings) -> Unit:
    """A table of products; what is found of its rows lies beside the pairs until all are tested."""
    token = token_of(__version__, settings.digest(), path)
    beside = (f"pairs/_tested-{path.name}", f"pairs/_faults-{path.stem}")
    writes = (f"pairs/{path.name}", f"pairs/{path.stem}_stats.json")
    return Unit(path.stem, token, reads=(f"products/{path.name}", *beside), writes=writes)


def _test_table(root: Path, unit: Unit, settings: Settings) -> Facts:
    """Test the rows of a table of products anew."""
    import pyarrow as pa

    rows = [retested(row, settings, is_current=False) for row in read_rows(root / unit.reads[0])]
    columns = {
        "key": [row.key for row in rows],
        "group_key": [row.group_key for row in rows],
        "caption": [None if row.faults else row.caption for row in rows],
        "image": [None if row.faults else row.sha256 or row.url for row in rows],
    }
    table = pa.table({name: pa.array(values, pa.string()) for name, values in columns.items()})
    faults = pa.array([list(row.faults) for row in rows], pa.list_(pa.string()))
    write_table(root / unit.writes[0], table.append_column("faults", faults))
    return {}


def _note_dataset_faults(root: Path, units: Sequence[Unit], settings: Settings) -> None:
    """Find the faults that only all rows together show, and write each table's beside it."""

    def entries() -> Iterator[Entry]:
        for unit in units:
            table = read_table(root / unit.reads[1], ["key", "group_key", "caption", "image"])
            yield from zip(*(column.to_pylist() for column in table.columns), strict=True)

    across = dataset_faults(entries(), settings.filters)
    for unit in units:
        keys = read_table(root / unit.reads[1], ["key"]).column(0).to_pylist()
        write_json(root / unit.reads[2], across.of_all(keys))


def _write_pairs(root: Path, unit: Unit, settings: Settings, *, is_current: bool) -> Facts:
    """Write the clean rows of a table of products, with the faults found beside it or in it."""
    import pyarrow as pa

    table = read_table(root / unit.reads[0])
    faults = table.column("faults").to_pylist()
    if not is_current:
        tested, beside = (root / name for name in unit.reads[1:])
        own = read_table(tested, ["faults"]).column(0).to_pylist()
        late = json.loads(beside.read_text("utf-8"))
        faults = [found or more for found, more in zip(own, late, strict=True)]
    schema = pairs_schema()
    is_clean = pa.array((not found for found in faults), pa.bool_())
    clean = table.select(schema.names).filter(is_clean).combine_chunks()
    write_table(root / unit.writes[0], clean.replace_schema_metadata(words_of(settings)))
    every = Counter(fault for found in faults for fault in found)
    alone = Counter(found[0] for found in faults if len(found) == 1)
    stats = {
        "count": len(faults),
        "successes": clean.num_rows,
        "status_dict": {"success": clean.num_rows, **_sorted(every)},
    }
    write_json(root / unit.writes[1], stats)
    return {"rows": len(faults), "pairs": clean.num_rows, "faults": every, "alone": alone}


def _funnel(counted: Sequence[Facts]) -> Funnel:
    """The counts of all tables together."""
    every: Counter[str] = Counter()
    alone: Counter[str] = Counter()
    for facts in counted:
        every.update(facts["faults"])
        alone.update(facts["alone"])
    rows, pairs = (sum(facts[name] for facts in counted) for name in ("rows", "pairs"))
    return Funnel(rows, pairs, _sorted(every), _sorted(alone))


def _sorted(counts: Counter[str]) -> dict[str, int]:
    return dict(sorted(counts.items(), key=lambda entry: (-entry[1], entry[0])))


# -- what is already right ---------------------------------------------------------------------


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


def _are_current(paths: list[Path], settings: Settings) -> bool:
    """True if the faults in the tables were found with these very settings."""
    wanted = settings.digest().encode()
    return all(
        (read_table(path, []).schema.metadata or {}).get(b"lgs_settings") == wanted
        for path in paths
    )
