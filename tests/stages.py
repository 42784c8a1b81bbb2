"""All stages by the real command line, in this process, and what they leave."""

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq
from server import Web, picture, serve, shop

from lgs.cli.app import app
from lgs.stage import Awaited

SETTINGS = """
rows_per_shard = 5
[crawl]
delay_s = 0.0
allow_private = true
"""
LOOSE = "[filters.too_small]\nleast_side_px = 10\n[filters.caption_too_short]\nleast_words = 1\n"
LATER = (
    ("filter",),
    ("label",),
    ("stats", "--pos-sample", "9", "--min-count", "2"),
    ("classes", "balanced", "--classes", "2", "--per-class", "2"),
    ("export", "--format", "parquet"),
    ("export", "--format", "jsonl"),
    ("export", "--format", "hf"),
)
FETCH = ("download", "--allow-private", "--image-size", "32", "--number-sample-per-shard", "4")
TABLES = ("products", "pairs", "export", "classes", "stats")


def run(*words: object) -> bool:
    """Run a command in this process; False where others have yet to do their part."""
    try:
        # One process: what is tested here is who does what, and starting two takes seconds.
        cores = {"download": ["--processes-count", "1"]}
        command, *given = map(str, words)
        one = cores.get(command, ["--workers", "1"])
        code = app([command, *one, *given, "--quiet"], prog_name="lgs", standalone_mode=False)
    except Awaited:
        return False
    assert code in (None, 0)
    return True


@contextmanager
def shops(network: str, number: int, products: int) -> Iterator[Web]:
    """Shops on addresses of their own: `network` is like 127.4.0."""
    hosts = [f"{network}.{n}" for n in range(1, number + 1)]
    with serve(*hosts) as web:
        for place, host in enumerate(hosts, 1):
            web.put(host, shop(web.root(host), products, name=f"Oak stool {place}"))
            for n in range(products):  # no picture is another shop's: many alike count as none
                web.put(host, {f"/i/{n}.jpg": picture(n + 97 * place)})
        yield web


def crawl_words(folder: Path, web: Web, data: str | Path) -> list[object]:
    """`lgs crawl` of all shops."""
    (folder / "sites.txt").write_text("".join(f"{web.root(host)}\n" for host in web.hosts))
    (folder / "lgs.toml").write_text(SETTINGS)
    words = ["crawl", "--sites", folder / "sites.txt", "--config", folder / "lgs.toml"]
    return [*words, "--data", data]


def rows_of(data: Path, name: str = "products") -> list[dict[str, Any]]:
    """The rows of a table without the moment of their fetch."""
    tables = sorted((data / name).glob("*.parquet"))
    rows = [row for path in tables for row in pq.read_table(path).to_pylist()]
    return [{k: v for k, v in row.items() if k != "fetched_at"} for row in rows]


def bytes_below(data: Path, *names: str) -> dict[str, bytes]:
    """Every finished file below some folders of a dataset, with its bytes."""
    return {
        path.relative_to(data).as_posix(): path.read_bytes()
        for name in names or TABLES
        for path in sorted((data / name).rglob("*"))
        if path.is_file()
        and path.name != "report.html"  # names the folder
        and "_counts" not in path.parts  # kept for the next `lgs stats` of the same process
    }


def images_in(data: Path) -> dict[str, bytes]:
    """The shards of a download."""
    files = (path for path in (data / "download").iterdir() if path.is_file())
    return {path.name: path.read_bytes() for path in files if path.name[0] != "_"}


def report_of(data: Path) -> dict[str, Any]:
    """run.json without moments."""
    found = json.loads((data / "run.json").read_text())
    for name in ("first_started", "started"):
        found.pop(name)
    for name in ("ended", "seconds"):
        found["crawl"].pop(name)
    for site in found["crawl"]["sites"]:
        site.pop("seconds")
    return found
