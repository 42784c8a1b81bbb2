"""Crawl many hosts with a delay: is any asked too soon, and is the time that is left well used?

    python benchmarks/crawl_politeness.py [--hosts 200] [--pages 30] [--delay 1.0]

Every host is an address of its own in 127.0.0.0/8 and serves a chain of pages. Figures: the least
distance between two requests to one host (as the server saw them), and the requests made against
what the hosts would have taken with no time lost (one request a delay and host).
"""

import argparse
import asyncio
import json
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

PAGE = "<!doctype html><title>{n}</title><h1>Page {n}</h1>{links}<p>Nothing is sold here.</p>"


async def serve(hosts: list[str], pages: int, log: dict[str, list[float]]) -> int:
    """Serve all hosts on one port; `log` gets the moments of each host's requests."""

    async def answer(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        host = writer.get_extra_info("sockname")[0]
        try:
            while line := await reader.readline():
                while (await reader.readline()).strip():
                    pass
                log[host].append(time.monotonic())
                path = line.split()[1].decode()
                status, body = page(path, pages)
                head = f"HTTP/1.1 {status} OK\r\nContent-Type: text/html\r\n"
                writer.write(f"{head}Content-Length: {len(body)}\r\n\r\n{body}".encode())
                await writer.drain()
        except ConnectionError:
            pass
        finally:
            writer.close()

    first = await asyncio.start_server(answer, hosts[0], 0)
    port = first.sockets[0].getsockname()[1]
    for host in hosts[1:]:
        await asyncio.start_server(answer, host, port)
    return port


def page(path: str, pages: int) -> tuple[int, str]:
    """The start page links to all pages; all else is missing."""
    number = path.strip("/")
    if path == "/":
        return 200, PAGE.format(
            n=0, links="".join(f'<a href="/{n}">{n}</a> ' for n in range(1, pages))
        )
    if number.isdigit():
        return 200, PAGE.format(n=number, links="")
    return 404, "missing"


async def main() -> None:
    """Serve, crawl, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=200)
    parser.add_argument("--pages", type=int, default=30)
    parser.add_argument("--delay", type=float, default=1.0)
    args = parser.parse_args()
    hosts = [f"127.7.{n // 200}.{n % 200 + 1}" for n in range(args.hosts)]
    log: dict[str, list[float]] = defaultdict(list)
    port = await serve(hosts, args.pages, log)
    with tempfile.TemporaryDirectory() as folder:
        sites = Path(folder, "sites.txt")
        sites.write_text("".join(f"http://{host}:{port}/\n" for host in hosts))
        command = [
            *(sys.executable, "-m", "lgs", "crawl", "--sites", str(sites), "--allow-private"),
            *("--delay", str(args.delay), "--data", str(Path(folder, "data")), "--quiet"),
            "--no-images",
        ]
        process = await asyncio.create_subprocess_exec(*command, stderr=subprocess.DEVNULL)
        await process.wait()
    gaps = [b - a for times in log.values() for a, b in pairwise(times)]
    used = [len(times) * args.delay / (times[-1] - times[0] + args.delay) for times in log.values()]
    everything = [t for times in log.values() for t in times]
    span = max(everything) - min(everything) + args.delay
    figures = {
        "hosts": len(log),
        "requests": len(everything),
        "least_gap_s": round(min(gaps), 4),
        "too_soon": sum(gap < args.delay * 0.99 for gap in gaps),
        "mean_share_of_ideal_rate_of_a_host": round(sum(used) / len(used), 4),
        "share_of_ideal_total_rate": round(len(everything) * args.delay / (span * len(log)), 4),
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    asyncio.run(main())
