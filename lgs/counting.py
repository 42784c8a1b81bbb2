"""What `lgs stats` counts and writes: stats.json and the report page."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from lgs.config import Settings
from lgs.dataset import Dataset, read_rows, read_table, write_json
from lgs.model import Row
from lgs.stats import caption_statistics, dataset_statistics, read_captions
from lgs.stats.report import Card, card_of, write_report

CARDS = 240
THUMBNAIL_PX = 160


def count_file(path: Path, column: str, **options: Any) -> dict[str, Any]:
    """The statistics of a file of captions."""
    return caption_statistics(read_captions(path, column=column), **options)


def count_dataset(dataset: Dataset, settings: Settings, **options: Any) -> dict[str, Any]:
    """The statistics of a dataset; writes stats/stats.json and stats/report.html."""
    products = dataset.need_products()
    pairs = dataset.need_pairs()
    run = dataset.read_run()
    found: dict[str, Any] = dataset_statistics(pairs, products, funnel=_funnel(run), **options)
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
    """Rows at even distances over the whole table, clean and rejected ones."""
    total = sum(read_table(path, ["key"]).num_rows for path in products)
    step = max(1, total // CARDS)
    number = 0
    for path in products:
        for row in read_rows(path):
            if number % step == 0:
                yield card_of(row, thumbnail=_thumbnail(dataset, row))
            number += 1


def _thumbnail(dataset: Dataset, row: Row) -> bytes | None:
    """A small JPEG of the row's image, where its bytes were kept."""
    if not row.sha256:
        return None
    place = dataset.crawl / "images" / row.sha256[:2] / row.sha256
    if not place.is_file():
        return None
    from PIL import Image, ImageOps

    with Image.open(place) as picture:
        small = ImageOps.exif_transpose(picture).convert("RGB")
        small.thumbnail((THUMBNAIL_PX, THUMBNAIL_PX))
        out = BytesIO()
        small.save(out, "JPEG", quality=80)
        return out.getvalue()
