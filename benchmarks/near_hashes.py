"""Near-duplicate search over random hashes with planted neighbours: recall, time, memory, slope.

    python benchmarks/near_hashes.py 1e6 2.5e6 5e6 1e7

For each size 10,000 neighbours at 1 to 6 bits are planted; every size runs in a process of its own.
`--add` then adds so many new hashes to an index of the largest size.
"""

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from itertools import pairwise
from math import log
from pathlib import Path

import numpy as np

from lgs.near.index import add
from lgs.near.search import near_pairs

PLANTED = 10_000


def hashes_with_planted(count: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Distinct hashes, and the planted pairs as places in them."""
    rng = np.random.default_rng(seed)
    hashes = rng.integers(0, 2**64, count, dtype=np.uint64)
    source = hashes[rng.integers(0, count, PLANTED)]
    near = source.copy()
    for place in range(PLANTED):
        for bit in rng.choice(64, rng.integers(1, 7), replace=False):
            near[place] ^= np.uint64(1) << np.uint64(bit)
    found = np.unique(np.concatenate([hashes, near]))
    pairs = np.searchsorted(found, np.stack([source, near], axis=1))
    pairs.sort(axis=1)
    return found, pairs


def measure(count: int, threads: int) -> dict:
    hashes, planted = hashes_with_planted(count, 0)
    began, cpu = time.monotonic(), time.process_time()
    pieces = [np.stack(pair, axis=1) for pair in near_pairs(hashes, threads=threads)]
    seconds, cpu = time.monotonic() - began, time.process_time() - cpu
    found = np.unique(np.concatenate(pieces), axis=0)
    had = set(map(tuple, found.tolist()))
    return {
        "hashes": len(hashes),
        "seconds": round(seconds, 1),
        "cpu_seconds": round(cpu, 1),
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "pairs": len(had),
        "recall": sum(tuple(pair) in had for pair in planted.tolist()) / len(planted),
    }


def measure_adding(count: int, more: int, threads: int) -> dict:
    hashes, planted = hashes_with_planted(count, 0)
    rng = np.random.default_rng(1)
    late = np.zeros(len(hashes), dtype=bool)
    late[planted[:, 1][: more // 2]] = True
    late[rng.integers(0, len(hashes), more - int(late.sum()))] = True
    with tempfile.TemporaryDirectory() as folder:
        began = time.monotonic()
        add(Path(folder), hashes[~late], threads=threads)
        first, began = time.monotonic() - began, time.monotonic()
        index = add(Path(folder), hashes[late], threads=threads)
        second = time.monotonic() - began
        had = set(map(tuple, index.pairs.tolist()))
        wanted = [tuple(sorted(pair)) for pair in hashes[planted].tolist()]
        size = sum(path.stat().st_size for path in Path(folder).rglob("*"))
    return {
        "first_seconds": round(first, 1),
        "added": int(late.sum()),
        "seconds_to_add": round(second, 1),
        "index_mb": size >> 20,
        "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
        "recall": sum(pair in had for pair in wanted) / len(wanted),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("sizes", nargs="+", type=float)
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--add", type=int, default=0)
    given = parser.parse_args()
    if len(given.sizes) == 1:
        size = int(given.sizes[0])
        print(json.dumps(measure(size, given.threads)))
        if given.add:
            print(json.dumps(measure_adding(size, given.add, given.threads)))
        return
    found = []
    for size in given.sizes:
        more = ["--add", str(given.add)] if size == max(given.sizes) and given.add else []
        command = [sys.executable, __file__, str(size), "--threads", str(given.threads), *more]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        print(done.stdout, end="", flush=True)
        found.append(json.loads(done.stdout.splitlines()[0]))
    for one, next_ in pairwise(found):
        grown = log(next_["hashes"] / one["hashes"])
        clock, cpu = (log(next_[n] / one[n]) / grown for n in ("seconds", "cpu_seconds"))
        print(f"{one['hashes']:,} to {next_['hashes']:,}: slope {clock:.2f}, of CPU {cpu:.2f}")


if __name__ == "__main__":
    main()
