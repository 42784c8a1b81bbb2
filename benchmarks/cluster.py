"""50 shops crawled on a Ray cluster of three nodes on this machine, one killed in the middle.

    python benchmarks/cluster.py [--sites 50] [--products 8] [--delay 0.5]

The same shops are crawled by one process first, without a delay; all later stages run on both.
Printed: rows lost, doubled and changed, pages asked for again, the least distance between two
requests to a host as the server saw them, and whether the tables of the later stages are equal.
"""

import argparse
import json
import os
import shutil
import sys
import tempfile
import threading
import time
from collections import Counter
from itertools import pairwise
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "tests"))
os.environ |= {"RAY_USAGE_STATS_ENABLED": "0", "RAY_ENABLE_WINDOWS_OR_OSX_CLUSTER": "0",
               "RAY_gcs_server_port_wait_time_s": "60"}  # fmt: skip

from stages import LATER, bytes_below, crawl_words, rows_of, run, shops


def main() -> None:
    """Serve, crawl twice, compare."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sites", type=int, default=50)
    parser.add_argument("--products", type=int, default=8)
    parser.add_argument("--delay", type=float, default=0.5)
    args = parser.parse_args()
    from ray.cluster_utils import Cluster

    memory = {"num_cpus": 1, "object_store_memory": 80 << 20, "node_ip_address": "127.0.0.1"}
    nodes = Cluster(initialize_head=True, head_node_args={**memory, "include_dashboard": False})
    for _ in range(2):
        nodes.add_node(**memory)
    on = ["--engine", "ray", "--ray-address", nodes.address]
    with (
        tempfile.TemporaryDirectory() as folder,
        shops("127.8.0", args.sites, args.products) as web,
    ):
        one, ray = (Path(folder, name, "set") for name in ("one", "ray"))
        run(*crawl_words(Path(folder), web, one))
        asked = Counter((request.host, request.path) for request in web.log)
        web.log.clear()
        middle = sum(asked.values()) // 2
        killer = threading.Thread(target=kill, args=(nodes, web.log, middle))
        killer.start()
        began = time.monotonic()
        run(*crawl_words(Path(folder), web, ray), "--delay", args.delay, *on)
        crawled = time.monotonic() - began
        killer.join()
        again = Counter((request.host, request.path) for request in web.log)
        here, there = rows_of(one), rows_of(ray)
        keys = Counter(row["key"] for row in there)
        gaps = [b - a for host in web.hosts for a, b in pairwise(web.times(host))]
        figures = {
            "sites": args.sites,
            "nodes left": len(nodes.worker_nodes) + 1,
            "rows": len(there),
            "rows lost": len({row["key"] for row in here} - set(keys)),
            "rows doubled": sum(count > 1 for count in keys.values()),
            "rows changed": sum(a != b for a, b in zip(here, there, strict=False)),
            "requests": sum(again.values()),
            "asked for again": sum((again - asked).values()),
            "never asked for": sum((asked - again).values()),
            "least gap, s": round(min(gaps), 4),
            "gaps below the delay": sum(gap < args.delay * 0.99 for gap in gaps),
            "seconds": round(crawled, 1),
        }
        print(json.dumps(figures, indent=1), flush=True)
        for table in ("products", "pairs", "crawl", "run.json"):  # the same moments for both
            target, source = one / table, ray / table
            shutil.rmtree(target) if target.is_dir() else target.unlink()
            shutil.copytree(source, target) if source.is_dir() else shutil.copy(source, target)
        for words in LATER:
            run(*words, "--data", one)
            run(*words, "--data", ray, *on)
        files = [bytes_below(data) for data in (one, ray)]
        print(len(files[0]), "files of the later stages, equal:", files[0] == files[1])
    import ray as library

    library.shutdown()
    nodes.shutdown()


def kill(nodes: object, log: list[object], middle: int) -> None:
    """Kill a node that the driver does not hang on, when so many requests have come."""
    from ray._private.worker import global_worker

    while len(log) < middle:
        time.sleep(0.02)
    ours = global_worker.node._raylet_socket_name
    node = next(n for n in nodes.worker_nodes if n._raylet_socket_name != ours)
    nodes.remove_node(node, allow_graceful=False)


if __name__ == "__main__":
    main()
