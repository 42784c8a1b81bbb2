"""A frontier of many URLs: time to put in, time to lease, memory.

python benchmarks/frontier.py [--urls 1000000] [--sites 50]
"""

import argparse
import json
import resource
import tempfile
import time
from pathlib import Path

from lgs.consent.robots import Robots
from lgs.store.frontier import Frontier, Limits
from lgs.store.place import shard_path
from lgs.store.shard import Shard
from lgs.store.tables import Child


def main() -> None:
    """Fill one shard, lease from it, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--urls", type=int, default=1_000_000)
    parser.add_argument("--sites", type=int, default=50)
    args = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = shard_path(Path(folder), 0)
        shard = Shard(path)
        for number in range(args.sites):
            start = Child(f"http://s{number}.example/", priority=50)
            shard.list_site(f"s{number}.example", start, None)
        began = time.process_time()
        for site, name, _, _ in shard.listed_sites():
            for first in range(0, args.urls // args.sites, 1000):
                children = [
                    Child(f"http://{name}/{word(n)}", priority=n % 40)
                    for n in range(first, first + 1000)
                ]
                shard.add(site, children)
                shard.commit()
        filled = time.process_time() - began
        size = sum(f.stat().st_size for f in Path(folder).iterdir())
        frontier = Frontier([shard], Limits(delay_s=0.0, concurrency=8), now=0.0, wall=0.0)
        for site in frontier.sites.values():
            frontier.doors.keep(shard, f"http://{site.name}/", Robots("allow"), 0.0)
        spans = lease(frontier, 20_000)
        frontier.close()
    spans.sort()
    figures = {
        "urls": args.urls,
        "puts_a_cpu_second": round(args.urls / filled),
        "bytes_a_url": round(size / args.urls),
        "lease_ms_median": round(1000 * spans[len(spans) // 2], 4),
        "lease_ms_p99": round(1000 * spans[len(spans) * 99 // 100], 4),
        "lease_ms_worst": round(1000 * spans[-1], 4),
        "peak_mb": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
    }
    print(json.dumps(figures, indent=1))


def word(number: int) -> str:
    """A path without digits: each is of a kind of its own, so that none is put aside."""
    return "".join(chr(97 + int(digit)) for digit in str(number))


def lease(frontier: Frontier, count: int) -> list[float]:
    """Lease and end so many URLs; the seconds of each lease."""
    spans = []
    for moment in range(count):
        began = time.perf_counter()
        ticket = frontier.take(float(moment), 0.0)
        spans.append(time.perf_counter() - began)
        assert ticket is not None
        frontier.done(ticket, status=200)
        frontier.commit_if_due(float(moment))
    return spans


if __name__ == "__main__":
    main()
