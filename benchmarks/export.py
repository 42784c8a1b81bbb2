"""Export and forget on a large table: rows a second, and which files `lgs forget` touches.

python benchmarks/export.py --rows 1000000
"""

import argparse
import json
import shutil
import tempfile
import time
from collections.abc import Callable
from functools import partial
from hashlib import blake2b
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from lgs.config import Settings
from lgs.dataset import ROW_GROUP_ROWS, Dataset, read_table, shards, write_manifest, write_table
from lgs.export.manifest import tree
from lgs.export.write import Choice, export_dataset
from lgs.forget import forget
from lgs.schema import metadata, pairs_schema, products_schema
from lgs.tombstones import wish_of

SHARD_ROWS = 50_000
WORDS = ("oak", "ash", "pine", "steel", "brass", "woven", "plain", "round", "tall", "soft")


CHOICES = {
    "parquet": ("parquet", Choice()),
    "hf": ("hf", Choice()),
    "jsonl": ("jsonl", Choice()),
    "coco": ("coco", Choice()),
    "parquet, prompt-1": ("parquet", Choice(caption="prompt-1")),
    "parquet, where": ("parquet", Choice(where="end_leaf = 'Chairs'")),
    "parquet, split": ("parquet", Choice(split="train=0.9,test=0.1")),
}


def main() -> None:
    """Print the figures, each as soon as it is known."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--only", choices=[*CHOICES, "forget"], action="append")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        dataset = make(Path(folder) / "goods", given.rows)
        for name in given.only or [*CHOICES, "forget"]:
            if name == "forget":
                found = forget_one(dataset)
            else:
                format_, choice = CHOICES[name]
                step = partial(export, dataset, format_, choice)
                found = beside(dataset, given.rows, step)
            print(json.dumps({name: found}), flush=True)


def forget_one(dataset: Dataset) -> dict[str, object]:
    """What it takes to forget one key of a dataset with an export, and which files it touches."""
    export(dataset, "parquet", Choice())
    before = {p: p.stat().st_mtime_ns for p in tree(dataset.root)}
    paths = shards(dataset.pairs)
    key = read_table(paths[len(paths) // 2], ["key"])["key"][7].as_py()
    clock, spent = cost(lambda: forget(dataset, [wish_of("key", key)], Settings()))
    touched = [p for p, at in before.items() if not p.exists() or p.stat().st_mtime_ns != at]
    return {
        "s": round(clock, 2),
        "CPU s": round(spent, 2),
        "files": len(before),
        "touched": sorted(p.relative_to(dataset.root).as_posix() for p in touched),
    }


def beside(dataset: Dataset, rows: int, step: Callable[[], object]) -> dict[str, object]:
    """A step and the bare write in turns, twice each; the better of each counts.

    Rates by CPU seconds stand beside those by the clock, which a busy machine lengthens.
    """
    bare, ours = [], []
    for _ in range(2):
        bare.append(cost(lambda: bare_write(dataset, dataset.root / "bare")))
        shutil.rmtree(dataset.root / "bare")
        ours.append(cost(step))
    clock = min(wall for wall, _ in bare) / min(wall for wall, _ in ours)
    cpu = min(spent for _, spent in bare) / min(spent for _, spent in ours)
    rate = round(rows / min(wall for wall, _ in ours))
    return {"rows/s": rate, "of bare, clock": round(clock, 2), "of bare, CPU": round(cpu, 2)}


def export(dataset: Dataset, name: str, choice: Choice) -> None:
    """One export."""
    export_dataset(dataset, name, choice=choice)


def bare_write(dataset: Dataset, folder: Path) -> None:
    """What pyarrow alone does with the same rows and settings."""
    folder.mkdir(exist_ok=True)
    for path in shards(dataset.pairs):
        pq.write_table(
            read_table(path),
            folder / path.name,
            compression="zstd",
            row_group_size=ROW_GROUP_ROWS,
            write_page_index=True,
            use_content_defined_chunking=True,
        )


def make(root: Path, rows: int) -> Dataset:
    """A dataset of made-up pairs, in shards as a build writes them."""
    dataset = Dataset(root)
    dataset.products.mkdir(parents=True)
    keys = sorted(blake2b(str(n).encode(), digest_size=16).hexdigest() for n in range(rows))
    for number, begin in enumerate(range(0, rows, SHARD_ROWS)):
        part = [entry(key, begin + n) for n, key in enumerate(keys[begin : begin + SHARD_ROWS])]
        for folder, schema in (
            (dataset.products, products_schema()),
            (dataset.pairs, pairs_schema()),
        ):
            table = pa.Table.from_pylist(part, schema)
            words = metadata(Settings().digest(), lgs_images="yes")
            write_table(folder / f"{number:05d}.parquet", table.replace_schema_metadata(words))
    for folder in (dataset.products, dataset.pairs):
        write_manifest(folder)
    dataset.note_run(settings=Settings().public(), started="2026-01-01T00:00:00+00:00")
    return dataset


def entry(key: str, number: int) -> dict[str, object]:
    """One made-up row of the size of real ones."""
    words = [WORDS[(number >> shift) % len(WORDS)] for shift in range(8)]
    page = f"https://shop-{number % 500}.example/p/{key}"
    return {
        "key": key,
        "url": f"{page}.jpg",
        "caption": f"{' '.join(words)} number {number}. " + "Made by hand in our workshop. " * 5,
        "page_url": page,
        "site": f"shop-{number % 500}.example",
        "title": f"{' '.join(words)} number {number}",
        "description": "Made by hand in our workshop. " * 5,
        "brand": "Lindqvist",
        "image_urls": [f"{page}.jpg", f"{page}-2.jpg"],
        "group_key": key,
        "sha256": blake2b(key.encode(), digest_size=32).hexdigest(),
        "end_leaf": WORDS[number % 10].title() if number % 40 else "Chairs",
        "taxonomy": ["Furniture", "Chairs"],
        "provenance": [("price", "json-ld"), ("title", "json-ld")],
        "consent": [("policy", "strict"), ("robots", "allowed")],
        "faults": [],
    }


def cost(step: Callable[[], object]) -> tuple[float, float]:
    """Seconds by the clock and CPU seconds of a step."""
    begin, spent = time.perf_counter(), time.process_time()
    step()
    return time.perf_counter() - begin, time.process_time() - spent


if __name__ == "__main__":
    main()
