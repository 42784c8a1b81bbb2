"""Rows and datasets for tests: put into the store as a crawl puts them, then built."""

from collections.abc import Iterable
from dataclasses import replace
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

from lgs.build import Funnel, build
from lgs.config import Settings
from lgs.dataset import Dataset
from lgs.harvest import Harvest
from lgs.model import Row
from lgs.rows import caption_of
from lgs.store.codec import record_of
from lgs.store.place import shard_of, shard_path
from lgs.store.shard import Shard
from lgs.store.tables import PAGE, Child
from lgs.urls import key_of, site_of


def row(name: str, site: str = "shop.example", **values: object) -> Row:
    """A clean row of a product whose page is named for it."""
    page = f"https://{site}/p/{name.replace(' ', '-')}"
    made = Row(
        key=key_of(page),
        page_url=page,
        site=site_of(page),
        group_key=key_of(page),
        title=f"{name} of oak",
        description="Made by hand.",
        url=f"{page}.jpg",
        price=Decimal("19.90"),
        currency="EUR",
        image_urls=(f"{page}.jpg",),
        width=640,
        height=480,
        sha256=sha256(name.encode()).hexdigest(),
    )
    made = replace(made, **values)
    return replace(made, caption=values.get("caption", caption_of(made.title, made.description)))


def store(dataset: Dataset, rows: Iterable[Row], *, mark: str | None = None) -> None:
    """Put each row into the store as a page of its own, in this order.

    `mark` is that of the filters that tested the rows already.
    """
    for one in rows:
        shard = Shard(shard_path(dataset.crawl, shard_of(one.site)))
        found = Harvest(one.page_url, "product", one.page_url, (one,))
        shard.put_saved_page(one.site, Child(one.page_url, PAGE), record_of(found, tested=mark))
        shard.close()


def built(folder: Path, rows: Iterable[Row], settings: Settings | None = None) -> Dataset:
    """A dataset of these rows."""
    dataset = Dataset(folder)
    store(dataset, rows)
    build(dataset, settings or Settings())
    return dataset


def built_with_funnel(
    folder: Path, rows: Iterable[Row], settings: Settings
) -> tuple[Dataset, Funnel]:
    """A dataset of these rows, and how many each fault rejected."""
    dataset = Dataset(folder)
    store(dataset, rows)
    return dataset, build(dataset, settings)


def bytes_of(*folders: Path) -> dict[str, bytes]:
    """Every file of the folders with its bytes."""
    return {
        f"{folder.name}/{path.name}": path.read_bytes()
        for folder in folders
        for path in sorted(folder.iterdir())
    }
