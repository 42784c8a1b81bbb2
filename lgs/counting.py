"""What `lgs stats` counts and writes: stats.json and the report page."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lgs import __version__
from lgs.config import Settings
from lgs.dataset import Dataset, read_table, rows_in, write_json
from lgs.download.options import Picture
from lgs.download.picture import write_picture
from lgs.engine import Engine
from lgs.model import Row
from lgs.schema import rows_of_table
from lgs.stage import Facts, Unit, token_of, work_through
from lgs.stats import caption_statistics, dataset_statistics, read_captions
from lgs.stats.report import Card, card_of, write_report
from lgs.stats.tally import (
    PAIR_COLUMNS,
    PRODUCT_COLUMNS,
    Tally,
    add,
    count_pairs,
    count_products,
    tally,
)

CARDS = 240
CARDS_A_FAULT = 8
THUMBNAIL = Picture(160, "keep_ratio_largest", resize_only_if_bigger=True, encode_quality=80)


def count_file(path: Path, column: str, **options: Any) -> dict[str, Any]:
    """The statistics of a file of captions."""
    return caption_statistics(read_captions(path, column=column), **options)


def count_dataset(
    dataset: Dataset, settings: Settings, engine: Engine | None = None, **options: Any
) -> dict[str, Any]:
    """The statistics of a dataset; writes stats/stats.json and stats/report.html."""
    products = dataset.need_products()
    pairs = dataset.need_pairs()
    run = dataset.read_run()
    if engine and not engine.is_alone():
        options["tallies"] = count_shards(dataset, engine)
    found: dict[str, Any] = dataset_statistics(
        pairs, products, funnel=_funnel(run), kept=dataset.counts, **options
    )
    write_json(dataset.stats / "stats.json", found)
    about = {
        "Dataset": dataset.root.resolve().name,
        "Crawled": str(run.get("started", "")),
        "Written by": f"lgs {run.get('versions', {}).get('lgs', '')}",
        "Settings": settings.digest(),
    }
    write_report(found, list(_cards(dataset, products)), dataset.stats / "report.html", about=about)
    return found


def count_shards(dataset: Dataset, engine: Engine) -> tuple[Tally, Tally]:
    """The tallies of pairs and products, each table counted by itself on the engine."""
    tables = [*dataset.need_pairs(), *dataset.need_products()]
    names = [path.relative_to(dataset.root).as_posix() for path in tables]
    units = [
        Unit(name.replace("/", "-"), token_of(__version__, path), reads=(name,))
        for name, path in zip(names, tables, strict=True)
    ]
    pair: Tally = {}
    product: Tally = {}
    for name, facts in zip(
        names, work_through(dataset.root, "stats", units, _count_shard, engine), strict=True
    ):
        counted = {name: Counter(dict(map(tuple, counts))) for name, counts in facts.items()}
        add(pair if name.startswith("pairs/") else product, counted)
    return pair, product


def _count_shard(root: Path, unit: Unit) -> Facts:
    """The tally of one table, as lists of value and count."""
    is_pairs = unit.reads[0].startswith("pairs/")
    count, columns = (count_pairs, PAIR_COLUMNS) if is_pairs else (count_products, PRODUCT_COLUMNS)
    found = tally([root / unit.reads[0]], count, columns, workers=1)
    return {name: [list(one) for one in counts.items()] for name, counts in found.items()}


def _funnel(run: dict[str, Any]) -> dict[str, int]:
    """What stood before the rows: pages read, product pages."""
    sites = run.get("crawl", {}).get("sites")
    if not isinstance(sites, list):
        return {}
    return {
        "pages read": sum(site["pages"] for site in sites),
        "product pages": sum(site["product_pages"] for site in sites),
    }


def _cards(dataset: Dataset, products: list[Path]) -> Iterator[Card]:
    """Rows at even distances over the whole table, and a few of each fault, however rare it is."""
    step = max(1, sum(rows_in(path) or 0 for path in products) // CARDS)
    shown: Counter[str] = Counter()
    begin = 0
    for path in products:
        faults = read_table(path, ["faults"]).column(0).to_pylist()
        places = []
        for place, names in enumerate(faults):
            is_rare = any(shown[name] < CARDS_A_FAULT for name in names or ())
            if is_rare or (begin + place) % step == 0:
                places.append(place)
                shown.update(names or ())
        begin += len(faults)
        for row in rows_of_table(read_table(path).take(places)) if places else ():
            yield card_of(row, thumbnail=_thumbnail(dataset, row))


def _thumbnail(dataset: Dataset, row: Row) -> bytes | None:
    """A small JPEG of the row's image, upright and on white, where its bytes were kept."""
    if not row.sha256:
        return None
    place = dataset.crawl / "images" / row.sha256[:2] / row.sha256
    if not place.is_file():
        return None
    return write_picture(place.read_bytes(), THUMBNAIL)[1] or None
