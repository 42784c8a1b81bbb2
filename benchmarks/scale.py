"""What a product costs in each stage: CPU seconds, peak memory and bytes at growing sizes.

    python benchmarks/scale.py [--sizes 10000 30000 100000] [--stages products filter label ...]

Rows as a crawl stores them (three variants a product, made-up sentences) are put into the store;
each stage then runs as a command of its own with one worker: its CPU time is that of one core.
The last columns are the slope between the smallest and the largest size.
"""

import argparse
import json
import random
import resource
import subprocess
import sys
import tempfile
import time
from datetime import UTC, datetime
from decimal import Decimal
from hashlib import sha256
from pathlib import Path

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

THINGS = ["chair", "table", "lamp", "mug", "shirt", "sneaker", "backpack", "ring", "saucepan"]
MATERIALS = ["oak", "steel", "linen", "ceramic", "glass", "wool", "leather", "brass", "bamboo"]
HEADS = ["ba", "ke", "li", "mo", "nu", "ra", "si", "to", "ve", "wa"]
TAILS = ["bar", "den", "fim", "gol", "hus", "kan", "lop", "mer", "nit", "pas"]
WORDS = [head + tail for head in HEADS for tail in TAILS]
STAGES = {
    "products": ["-c", "import sys; from pathlib import Path;"
                 "from lgs.products import write_products;"
                 "from lgs.config import Settings; from lgs.dataset import Dataset;"
                 "write_products(Dataset(Path(sys.argv[1])), Settings())"],
    "filter": ["-m", "lgs", "filter", "--workers", "1", "--quiet", "--data"],
    "filter, other thresholds": ["-m", "lgs", "filter", "--workers", "1", "--quiet",
                                 "--config", "configs/strict.toml", "--data"],
    "label": ["-m", "lgs", "label", "--workers", "1", "--quiet", "--data"],
    "stats": ["-m", "lgs", "stats", "--workers", "1", "--pos-sample", "0", "--quiet", "--data"],
    "export": ["-m", "lgs", "export", "--workers", "1", "--quiet", "--data"],
}  # fmt: skip


def row_of(number: int, draw: random.Random) -> Row:
    """One of three variants of a product."""
    product, variant = divmod(number, 3)
    site = f"shop{product % 997}.example"
    page = f"https://{site}/p/{product}"
    thing, material = draw.choice(THINGS), draw.choice(MATERIALS)
    title = f"{draw.choice(WORDS).title()} {material} {thing} {product}"
    text = ". ".join(" ".join(draw.choices(WORDS, k=12)) for _ in range(5))
    return Row(
        key=key_of(f"{page}?v={variant}"),
        page_url=page,
        site=site_of(page),
        group_key=key_of(page),
        title=title,
        description=text,
        caption=caption_of(title, text),
        url=f"https://{site}/i/{number}.jpg",
        image_urls=tuple(f"https://{site}/i/{number}-{n}.jpg" for n in range(4)),
        price=Decimal("19.90"),
        currency="EUR",
        breadcrumbs=("Home", "All", f"{thing}s".title()),
        variant={"Size": "SML"[variant]},
        width=800,
        height=800,
        image_format="JPEG",
        image_phash=f"{draw.getrandbits(64):016x}",
        sha256=sha256(str(number).encode()).hexdigest(),
        provenance=dict.fromkeys(("title", "description", "price", "image"), "json-ld"),
        consent={"policy": "strict", "robots": "rules: allowed"},
        fetched_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


def fill(dataset: Dataset, rows: int) -> None:
    """Put rows into the store as pages that were fetched."""
    draw, shards = random.Random(0), {}
    for product in range(rows // 3):
        found = [row_of(3 * product + n, draw) for n in range(3)]
        page = found[0].page_url
        number = shard_of(found[0].site)
        if number not in shards:
            shards[number] = Shard(shard_path(dataset.crawl, number))
        record = record_of(Harvest(page, "product", page, tuple(found)))
        shards[number].put_saved_page(found[0].site, Child(page, PAGE), record)
    for shard in shards.values():
        shard.close()
    dataset.note_run(settings=Settings().public())


def measured(words: list[str]) -> dict[str, float]:
    """CPU seconds, wall seconds and peak memory of a command."""
    script = (
        "import resource, subprocess, sys, json;"
        "code = subprocess.run(sys.argv[1:]).returncode; u = resource.getrusage(resource."
        "RUSAGE_CHILDREN); print(json.dumps([code, u.ru_utime + u.ru_stime, u.ru_maxrss / 1024]))"
    )
    began = time.monotonic()
    command = [sys.executable, "-c", script, sys.executable, *words]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    code, cpu, memory = json.loads(done.stdout.splitlines()[-1])
    if code:
        raise SystemExit(done.stderr)
    return {"cpu_s": cpu, "wall_s": time.monotonic() - began, "mb": memory}


def size_of(folder: Path) -> int:
    """Bytes of all files."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def main() -> None:
    """Measure, print a table and the slopes."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", type=int, nargs="+", default=[10_000, 30_000, 100_000])
    parser.add_argument("--stages", nargs="+", default=list(STAGES))
    args = parser.parse_args()
    found: dict[str, list[dict[str, float]]] = {}
    for rows in args.sizes:
        with tempfile.TemporaryDirectory() as folder:
            dataset = Dataset(Path(folder))
            fill(dataset, rows)
            for stage in args.stages:
                one = measured([*STAGES[stage], folder])
                found.setdefault(stage, []).append(one)
                print(f"{rows:>9} {stage:<26}" + "".join(f"{k} {v:9.1f}  " for k, v in one.items()))
            places = {"store": dataset.crawl, "products": dataset.products, "pairs": dataset.pairs}
            for name, place in places.items():
                print(f"{rows:>9} bytes a row in {name:<11}{size_of(place) / rows:9.0f}")
    small, large = args.sizes[0], args.sizes[-1]
    for stage, ones in found.items() if large > small else ():
        micro = 1e6 * (ones[-1]["cpu_s"] - ones[0]["cpu_s"]) / (large - small)
        memory = 1e6 * (ones[-1]["mb"] - ones[0]["mb"]) / (large - small)
        print(f"slope {stage:<26}{micro:9.1f} us of CPU a row  {memory:9.1f} bytes of memory a row")
    print(
        f"peak of this process {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024:.0f} MB"
    )


if __name__ == "__main__":
    main()
