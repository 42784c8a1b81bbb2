"""lgs download beside img2dataset, on one loopback server, in one run.

    python benchmarks/download.py --img2dataset /path/to/venv/bin/img2dataset --images 5000

Pictures of 800 px are fetched and written at 256 px as webdataset by two processes each, twice by
each program; then 50 each of gone and opted-out URLs, with three retries. CPU seconds are those of
the program and its children, by the kernel's account; the server's are its own.
"""

import argparse
import hashlib
import json
import os
import random
import resource
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

from PIL import Image, ImageDraw, ImageFilter

DISTINCT = 200  # pictures; each URL has bytes of its own by a comment in the file
OPTIONS = [
    *("--image_size=256", "--resize_mode=border", "--output_format=webdataset"),
    *("--number_sample_per_shard=1000", "--processes_count=2", "--thread_count=64"),
    "--retries=3",
]


def picture(seed: int, side: int = 800) -> bytes:
    """A JPEG with smooth grounds, edges and grain, about as many bytes as a shop's photograph."""
    rng = random.Random(seed)
    image = Image.effect_noise((side // 4, side // 4), 60).resize((side, side)).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(30):
        x, y, width, height = (rng.randrange(side) for _ in range(4))
        colour = tuple(rng.randrange(256) for _ in range(3))
        draw.ellipse((x, y, x + width // 2, y + height // 2), fill=colour)
    out = BytesIO()
    image.filter(ImageFilter.GaussianBlur(1)).save(out, "JPEG", quality=88)
    return out.getvalue()


class Server(ThreadingHTTPServer):
    daemon_threads = True
    request_queue_size = 1024

    def __init__(self, pictures: list[bytes]) -> None:
        super().__init__(("127.0.0.1", 0), Answer)
        self.pictures = pictures
        self.asked: Counter[str] = Counter()
        self.connections = 0

    def process_request(self, request, client_address):
        self.connections += 1
        super().process_request(request, client_address)

    def handle_error(self, request, client_address):
        pass


class Answer(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    wbufsize = -1
    disable_nagle_algorithm = True

    def do_GET(self) -> None:
        self.server.asked[self.path] += 1
        kind, _, number = self.path[1:].partition("/")
        if kind == "ok":
            body = self.server.pictures[int(number) % len(self.server.pictures)]
            mark = number.encode()
            comment = b"\xff\xfe" + (len(mark) + 2).to_bytes(2, "big") + mark
            self.answer(200, body[:2] + comment + body[2:])
        elif kind == "noai":
            self.answer(200, self.server.pictures[0], ("X-Robots-Tag", "noai"))
        else:
            self.answer(404, b"gone")

    def answer(self, status: int, body: bytes, *headers: tuple[str, str]) -> None:
        self.send_response(status)
        for name, value in (*headers, ("Content-Type", "image/jpeg")):
            self.send_header(name, value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *words: object) -> None:
        pass


def serve(pipe_in: int, pipe_out: int) -> None:
    """The server in a process of its own: on every line it tells its counts and forgets them."""
    server = Server([picture(seed) for seed in range(DISTINCT)])
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with os.fdopen(pipe_out, "w") as out, os.fdopen(pipe_in) as lines:
        size = sum(map(len, server.pictures)) // len(server.pictures)
        print(json.dumps({"port": server.server_address[1], "bytes": size}), file=out, flush=True)
        for _ in lines:
            found = {"asked": server.asked, "connections": server.connections}
            print(json.dumps(found), file=out, flush=True)
            server.asked, server.connections = Counter(), 0


class Ask:
    """The server, from the side of who measures."""

    def __init__(self) -> None:
        to_read, from_us = os.pipe()
        to_us, from_it = os.pipe()
        if not (pid := os.fork()):
            os.close(from_us)
            os.close(to_us)
            serve(to_read, from_it)
            os._exit(0)
        self.pid = pid
        os.close(to_read)
        os.close(from_it)
        self._out, self._in = os.fdopen(from_us, "w"), os.fdopen(to_us)
        hello = json.loads(self._in.readline())
        self.url, self.bytes = f"http://127.0.0.1:{hello['port']}", hello["bytes"]

    def counts(self) -> dict:
        print(file=self._out, flush=True)
        return json.loads(self._in.readline())

    def stop(self) -> None:
        self._out.close()
        os.waitpid(self.pid, 0)


def measure(command: list[str], folder: Path, urls: Path) -> dict:
    """Run one download; seconds and CPU seconds of it and its children."""
    shutil.rmtree(folder, ignore_errors=True)
    whole = [*command, f"--url_list={urls}", f"--output_folder={folder}", *OPTIONS]
    before, began = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    environment = os.environ | {"NO_ALBUMENTATIONS_UPDATE": "1"}
    done = subprocess.run(whole, env=environment, capture_output=True, text=True, check=False)
    wall = time.monotonic() - began
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    cpu = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    if done.returncode and "none of" not in done.stderr:
        sys.exit(f"{whole[0]} ended with {done.returncode}: {done.stderr[-2000:]}")
    stats = [json.loads(path.read_text()) for path in sorted(folder.glob("*_stats.json"))]
    return {"seconds": wall, "cpu_seconds": cpu, "images": sum(s["successes"] for s in stats)}


def shards_digest(folder: Path) -> str:
    """One hash over all tars and tables."""
    digest = hashlib.sha256()
    for path in sorted([*folder.glob("*.tar"), *folder.glob("*.parquet")]):
        digest.update(path.name.encode() + hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def figures(command: list[str], server: Ask, images: int, folder: Path) -> dict:
    """All that is measured of one program."""
    urls, stubborn = folder / "ok.txt", folder / "no.txt"
    urls.write_text("\n".join(f"{server.url}/ok/{n}" for n in range(images)))
    stubborn.write_text(
        "\n".join(f"{server.url}/{kind}/{n}" for kind in ("gone", "noai") for n in range(50))
    )
    server.counts()
    first = measure(command, folder / "a", urls)
    told = server.counts()
    second = measure(command, folder / "b", urls)
    server.counts()
    measure(command, folder / "c", stubborn)
    asked = server.counts()["asked"]
    best = min(first["cpu_seconds"], second["cpu_seconds"])
    return {
        "images": first["images"],
        "seconds": [round(first["seconds"], 1), round(second["seconds"], 1)],
        "cpu_seconds": [round(first["cpu_seconds"], 1), round(second["cpu_seconds"], 1)],
        "images_per_cpu_second": round(first["images"] / best, 1),
        "connections_per_image": round(told["connections"] / images, 4),
        "requests_per_gone_url": sum(n for p, n in asked.items() if p.startswith("/gone")) / 50,
        "requests_per_opted_out_url": sum(n for p, n in asked.items() if p.startswith("/noai"))
        / 50,
        "same_bytes_twice": shards_digest(folder / "a") == shards_digest(folder / "b"),
    }


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--img2dataset", help="its command, in a venv of its own")
    parser.add_argument("--images", type=int, default=5000)
    given = parser.parse_args()
    lgs = [str(Path(sys.executable).with_name("lgs")), "download", "--allow-private", "--quiet"]
    server = Ask()
    try:
        with tempfile.TemporaryDirectory() as place:
            found = {"bytes_per_image": server.bytes}
            found["lgs"] = figures(lgs, server, given.images, Path(place))
            if given.img2dataset:
                extra = ["--disallowed_header_directives=['noai','noimageai']"]
                theirs = figures([given.img2dataset, *extra], server, given.images, Path(place))
                found["img2dataset"] = theirs
                ours = found["lgs"]["images_per_cpu_second"]
                found["ratio"] = round(ours / theirs["images_per_cpu_second"], 2)
            print(json.dumps(found, indent=1))
    finally:
        server.stop()


if __name__ == "__main__":
    main()
