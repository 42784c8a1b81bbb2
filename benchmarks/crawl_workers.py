"""What a second process brings a crawl, beside what a second core brings this machine.

    python benchmarks/crawl_workers.py [--hosts 16] [--products 125]

Every host serves product pages of some 60 KB on an address of its own, without a delay. The crawl
runs with one process and with two; then a plain loop runs once alone and twice at the same time,
which shows what two processes could bring at most here (a core that is two threads brings less).
"""

import argparse
import json
import multiprocessing
import os
import random
import resource
import subprocess
import sys
import tempfile
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

TEASER = (
    '<div class="teaser"><a href="/p/{0}"><img src="/i/{0}.jpg" alt="" width="80"></a>'
    "<p>Made of {1}, to be washed at thirty degrees and dried in the shade.</p></div>\n"
)
WORDS = ["oak", "linen", "wool", "brass", "cotton", "leather", "glass", "bamboo", "steel", "clay"]
BYTES = 60 * 1024


def product(number: int, products: int) -> str:
    """One page: JSON-LD, the visible product, and teasers until it is large enough."""
    rng = random.Random(number)
    name = f"{rng.choice(WORDS).title()} bowl No. {number}"
    facts = {
        "@context": "https://schema.org",
        "@type": "Product",
        "name": name,
        "image": f"/i/{number}.jpg",
        "description": f"A bowl of {rng.choice(WORDS)} that was turned and oiled by hand.",
        "offers": {"@type": "Offer", "price": f"{number % 90 + 9}.50", "priceCurrency": "EUR"},
    }
    parts = [
        f"<!doctype html><title>{name}</title>",
        f'<script type="application/ld+json">{json.dumps(facts)}</script>',
        f'<nav><a href="/">Home</a></nav><main><h1>{name}</h1><p class="price">',
        f"€{facts['offers']['price']}</p><button>Add to cart</button></main><section>",
    ]
    size = sum(map(len, parts))
    while size < BYTES:
        parts.append(TEASER.format(rng.randrange(products), rng.choice(WORDS)))
        size += len(parts[-1])
    return "".join([*parts, "</section>"])


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1

    def do_GET(self) -> None:
        kind, _, number = self.path[1:].partition("/")
        if self.path == "/":
            links = "".join(f'<a href="/p/{n}">{n}</a> ' for n in range(len(self.server.pages)))
            self.answer(200, f"<!doctype html><title>Bowls</title><h1>Bowls</h1>{links}".encode())
        elif kind == "p" and number.isdigit() and int(number) < len(self.server.pages):
            self.answer(200, self.server.pages[int(number)])
        else:
            self.answer(404, b"missing")

    def answer(self, status: int, body: bytes) -> None:
        self.send_response(status)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        pass


def serve(hosts: list[str], products: int, pipe: int) -> None:
    """All hosts on one port, in this process."""
    pages = [product(number, products).encode() for number in range(products)]
    port = 0
    for host in hosts:
        server = ThreadingHTTPServer((host, port), Answer)
        server.daemon_threads = True
        server.pages = pages
        port = server.server_address[1]
        threading.Thread(target=server.serve_forever, daemon=True).start()
    os.write(pipe, str(port).encode())
    threading.Event().wait()


def crawled(hosts: list[str], port: int, workers: int) -> dict[str, float]:
    """Seconds and CPU seconds of one crawl, and the product pages that it found."""
    with tempfile.TemporaryDirectory() as folder:
        listed, data = Path(folder, "sites.txt"), Path(folder, "data")
        listed.write_text("".join(f"http://{host}:{port}/\n" for host in hosts))
        command = [
            *(sys.executable, "-m", "lgs", "crawl", "--sites", str(listed), "--allow-private"),
            *("--delay", "0", "--workers", str(workers), "--no-images", "--quiet"),
            *("--data", str(data)),
        ]
        before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
        subprocess.run(command, check=True, stderr=subprocess.DEVNULL)
        seconds = time.monotonic() - began
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
        sites = json.loads((data / "run.json").read_text())["crawl"]["sites"]
        products = sum(site["product_pages"] for site in sites)
        return {"seconds": round(seconds, 1), "cpu_seconds": round(cpu, 1), "products": products}


def loop(_: int = 0) -> float:
    """Seconds of a loop that needs nothing but a core."""
    began, total = time.monotonic(), 0
    for number in range(30_000_000):
        total += number
    return time.monotonic() - began


def main() -> None:
    """Serve, crawl twice, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--hosts", type=int, default=16)
    parser.add_argument("--products", type=int, default=125)
    args = parser.parse_args()
    hosts = [f"127.8.0.{n + 1}" for n in range(args.hosts)]
    told, pipe = os.pipe()
    if not (pid := os.fork()):
        serve(hosts, args.products, pipe)
    try:
        port = int(os.read(told, 16))
        one, two = (crawled(hosts, port, workers) for workers in (1, 2))
    finally:
        os.kill(pid, 9)
        os.waitpid(pid, 0)
    alone = loop()
    with multiprocessing.Pool(2) as pool:
        together = max(pool.map(loop, range(2)))
    figures = {
        "one": one,
        "two": two,
        "two_against_one": round(one["seconds"] / two["seconds"], 2),
        "plain_loops_two_against_one": round(2 * alone / together, 2),
    }
    print(json.dumps(figures, indent=1))


if __name__ == "__main__":
    main()
