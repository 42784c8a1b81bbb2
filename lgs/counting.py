"""What `lgs stats` counts and writes: stats.json and the report page."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from lgs.config import Settings
from lgs.count_units import statistics_of
from lgs.dataset import Dataset, read_table, rows_in, write_json
from lgs.download.options import Picture
from lgs.download.picture import write_picture
from lgs.engine import ONE, Engine
from lgs.model import Row
from lgs.schema import rows_of_table
from lgs.stats import caption_statistics, read_captions
from lgs.stats.report import Card, card_of, write_report

CARDS = 240
CARDS_A_FAULT = 8
THUMBNAIL = Picture(160, "keep_ratio_largest", resize_only_if_bigger=True, encode_quality=80)


def count_file(path: Path, column: str, **options: Any) -> dict[str, Any]:
    """The statistics of a file of captions."""
    return caption_statistics(read_captions(path, column=column), **options)


def count_dataset(
    dataset: Dataset, settings: Settings, engine: Engine = ONE, **options: Any
) -> dict[str, Any]:
    """The statistics of a dataset; writes stats/stats.json and stats/report.html."""
    products = dataset.need_products()
    run = dataset.read_run()
    found: dict[str, Any] = statistics_of(dataset, engine, funnel=_funnel(run), **options)
    write_json(dataset.stats / "stats.json", found)
    about = {
        "Dataset": dataset.root.resolve().name,
        "Crawled": str(run.get("started", "")),
        "Written by": f"lgs {run.get('versions', {}).get('lgs', '')}",
        "Settings": settings.digest(),
    }
    write_report(found, list(_cards(dataset, products)), dataset.stats / "report.html", about=about)
    return found


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
