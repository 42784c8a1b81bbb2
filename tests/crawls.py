"""A real crawl by the real command, for tests: run it, and look at what it left."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pyarrow.parquet as pq


@dataclass(frozen=True, slots=True)
class Run:
    """An ended crawl and what it left."""

    code: int
    said: str
    data: Path

    @property
    def rows(self) -> list[dict[str, Any]]:
        """All rows of products/, in their order."""
        return pq.read_table(self.data / "products").to_pylist()

    @property
    def run(self) -> dict[str, Any]:
        """What run.json says."""
        found: dict[str, Any] = json.loads((self.data / "run.json").read_text())
        return found

    def titles(self, site: str) -> list[str]:
        """The titles of one site's rows, sorted."""
        return sorted(row["title"] for row in self.rows if row["site"] == site)

    def state(self, site: str) -> dict[str, Any]:
        """What run.json says of a site."""
        sites = self.run["crawl"]["sites"]
        return next(report for report in sites if report["site"] == site)


def command(data: Path, *arguments: str, allow_private: bool = True) -> list[str]:
    private = ["--allow-private"] if allow_private else []
    return [
        *(sys.executable, "-m", "lgs", "crawl", "--data", str(data), "--quiet", *private),
        *arguments,
    ]


def crawl(data: Path, sites: list[str], *arguments: str, allow_private: bool = True) -> Run:
    """Run `lgs crawl` on the sites until it ends."""
    data.mkdir(parents=True, exist_ok=True)
    listed = data.parent / f"{data.name}.txt"
    listed.write_text("\n".join(sites))
    full = command(data, "--sites", str(listed), *arguments, allow_private=allow_private)
    done = subprocess.run(full, capture_output=True, text=True, timeout=100, check=False)
    return Run(done.returncode, done.stderr, data)
