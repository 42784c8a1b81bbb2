"""`lgs explain`: where one row came from, why it was allowed, and why it is as it is."""

import re
from collections.abc import Iterable
from dataclasses import asdict
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from lgs.config import Settings
from lgs.consent.evidence import evidence_for
from lgs.dataset import Dataset, read_table, shards
from lgs.errors import LgsError, UsageError
from lgs.measures import Sharing, faults_of, needs_sharing
from lgs.model import Reading, Row
from lgs.schema import rows_of_table
from lgs.store.place import read_only, shard_of, shard_path
from lgs.urls import origin

KEY = re.compile(r"[0-9a-f]{32}\Z")
NOT_KEPT = "not known: the page was not kept (`lgs crawl --keep-pages` keeps pages)"
MOST_LETTERS = 300  # of a value that is shown


def explain(dataset: Dataset, key: str, settings: Settings) -> dict[str, Any]:
    """All that is known of one row, as plain values."""
    if not KEY.match(key):
        raise UsageError(f"a key has 32 hex digits, not {key!r}")
    path, row = _found(dataset, key)
    fetched = _fetched_url(dataset, row)
    reading = _read_again(dataset, row, fetched)
    sharing = _sharing(dataset, row) if needs_sharing(row.faults) else None
    return {
        "key": key,
        "table": path.relative_to(dataset.root).as_posix(),
        "is_pair": not row.faults,
        "page": _page(row, fetched),
        "robots": _robots(dataset, row, fetched),
        "consent": dict(row.consent),
        "fields": _fields(row, reading),
        "losers": "from the kept page, read again" if reading else NOT_KEPT,
        "flags": list(reading.flags) if reading else [],
        "signals": dict(reading.signals) if reading else {},
        "image": _image(row),
        "faults": [asdict(fault) for fault in faults_of(row, settings.filters, sharing)],
        "label": _label(row, settings),
    }


def _found(dataset: Dataset, key: str) -> tuple[Path, Row]:
    """The row of a key; of each shard only the row group that may hold it is read."""
    import pyarrow.compute as pc
    import pyarrow.parquet as pq

    for path in dataset.need_products():
        source = pq.ParquetFile(path)
        place = source.schema_arrow.names.index("key")
        for number in range(source.num_row_groups):
            ends = source.metadata.row_group(number).column(place).statistics
            if ends is not None and ends.has_min_max and not ends.min <= key <= ends.max:
                continue
            table = source.read_row_group(number)
            rows = rows_of_table(table.filter(pc.equal(table["key"], key)))
            if rows:
                return path, rows[0]
    raise LgsError(f"no row of {dataset.products} has the key {key}")


# -- the page and what it was asked ------------------------------------------------------------


def _fetched_url(dataset: Dataset, row: Row) -> str | None:
    """The URL under which the page was asked for; the row itself has the canonical one."""
    path = shard_path(dataset.crawl, shard_of(row.site))
    if not path.is_file():
        return None
    db = read_only(path)
    try:
        query = (
            "SELECT u.url FROM row r JOIN url u ON u.id = r.url "
            "JOIN product p ON p.url = r.url WHERE r.key = ? ORDER BY p.rank, u.url LIMIT 1"
        )
        found = db.execute(query, (row.key,)).fetchone()
    finally:
        db.close()
    return found[0] if found else None


def _page(row: Row, fetched: str | None) -> dict[str, Any]:
    return {
        "url": row.page_url,
        "asked_for": fetched,
        "site": row.site,
        "group_key": row.group_key,
        "variant": dict(row.variant),
        "lang": row.lang,
        "fetched_at": row.fetched_at.isoformat() if row.fetched_at else None,
    }


def _robots(dataset: Dataset, row: Row, fetched: str | None) -> dict[str, Any] | None:
    """What robots.txt of the page's origin says today's parser, as it was kept."""
    url = fetched or row.page_url
    path = shard_path(dataset.crawl, shard_of(row.site))
    if not path.is_file():
        return None
    db = read_only(path)
    try:
        query = "SELECT outcome, body, fetched_at, why FROM robots WHERE origin = ?"
        found = db.execute(query, (origin(url),)).fetchone()
    finally:
        db.close()
    if not found:
        return None
    outcome, body, at, why = found
    shown: dict[str, Any] = {
        "url": origin(url) + "/robots.txt",
        "fetched_at": datetime.fromtimestamp(at, UTC).isoformat(timespec="seconds"),
        "outcome": outcome,
        "why": why or None,
    }
    return shown | (asdict(evidence_for(body, url)) if outcome == "rules" else {})


# -- fields --------------------------------------------------------------------------------------


def _read_again(dataset: Dataset, row: Row, fetched: str | None) -> Reading | None:
    """The kept page, read anew: the latest of that URL."""
    from lgs.extract import read
    from lgs.warc import pages_of

    number = shard_of(row.site)
    path = dataset.crawl / "pages" / f"{shard_path(dataset.crawl, number).stem}.warc.gz"
    if not path.is_file():
        return None
    wanted = {fetched, row.page_url}
    latest = None
    for page in pages_of(path):
        if page.url in wanted:
            latest = page
    return read(latest) if latest else None


def _fields(row: Row, reading: Reading | None) -> dict[str, Any]:
    """Each field with its value, the signal that gave it, and what lost against it."""
    names = dict.fromkeys([*sorted(row.provenance), *(_lost_fields(reading))])
    names.pop("variants_complete", None)  # of the page as a whole; no row has it
    return {
        name: {
            "value": _variant(row) if name == "variants" else _plain(getattr(row, name, None)),
            "from": row.provenance.get(name),
            "lost": _lost(name, reading),
        }
        for name in names
    }


def _variant(row: Row) -> str | None:
    """Which of the page's variants the row is."""
    return ", ".join(f"{option}: {value}" for option, value in row.variant.items()) or None


def _lost_fields(reading: Reading | None) -> Iterable[str]:
    return sorted({claim.field for claim in reading.losers}) if reading else ()


def _lost(name: str, reading: Reading | None) -> list[dict[str, Any]] | None:
    if reading is None:
        return None
    return [
        {"value": _plain(claim.value), "from": claim.source}
        for claim in reading.losers
        if claim.field == name
    ]


def _plain(value: object) -> Any:
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_plain(one) for one in value]
    if isinstance(value, str) and len(value) > MOST_LETTERS:
        return value[:MOST_LETTERS] + " …"
    return value if isinstance(value, (str, bool, int, float, type(None))) else str(value)


# -- image, label, faults --------------------------------------------------------------------------


def _image(row: Row) -> dict[str, Any]:
    return {
        "url": row.url,
        "width": row.width,
        "height": row.height,
        "format": row.image_format,
        "sha256": row.sha256,
        "phash": row.image_phash,
        "background": row.image_background,
        "mode": row.image_mode,
        "orientation": row.image_orientation,
        "animated": row.image_animated,
        "alpha": row.image_alpha,
        "sharpness": row.image_sharpness,
    }


def _label(row: Row, settings: Settings) -> dict[str, Any]:
    from lgs.taxonomy.label import least_score

    given = settings.min_label_score
    least = least_score(settings.taxonomy) if given is None else given
    return {
        "path": list(row.taxonomy),
        "score": None if row.label_score is None else round(row.label_score, 4),
        "decided_by": row.label_source,
        "taxonomy": settings.taxonomy,
        "least_score": least,
        "why": None if row.taxonomy else f"no leaf reached the least score of {least}",
    }


def _sharing(dataset: Dataset, row: Row) -> Sharing:
    """How many products have the row's caption, or its image, in the whole table."""
    captions: set[str] = set()
    images: set[str] = set()
    both = []
    for path in shards(dataset.products):
        table = read_table(path, ["key", "group_key", "caption", "sha256", "url"])
        columns = (table.column(name).to_pylist() for name in table.column_names)
        for key, group, caption, sha256, url in zip(*columns, strict=True):
            is_same = caption == row.caption
            shows = (sha256 or url) == (row.sha256 or row.url)
            captions |= {group} if is_same else set()
            images |= {group} if shows else set()
            if is_same and shows and key != row.key:
                both.append(key)
    return Sharing(len(captions), len(images), tuple(sorted(both)[:20]))
