"""How many pages of WARC files are parsed, read and searched for links in one CPU second.

    python benchmarks/extract_pages.py FILE.warc.gz ... [--rounds 3] [--beside-extruct]

Each figure is for that step alone; the best of the rounds counts, as other programs on the machine
only ever make a round slower. `--beside-extruct` gives extruct the same pages in the same run: its
three light syntaxes (JSON-LD, microdata, OpenGraph; one parse of its own) on all of them, and all
its syntaxes, its default, on every tenth.
"""

import argparse
import contextlib
import time
from collections.abc import Callable, Iterable
from pathlib import Path

from lgs.extract import open_page, read_document
from lgs.extract.links import links_of
from lgs.lean import collect_seldom
from lgs.model import Page
from lgs.warc import pages_of

STEPS = ("parse", "read", "links")
LIGHT = ["json-ld", "microdata", "opengraph"]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("warc", type=Path, nargs="+")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--beside-extruct", action="store_true")
    options = parser.parse_args()
    pages = [page for path in options.warc for page in pages_of(path)]
    if not pages:
        parser.error("there is no HTML page in these files")
    collect_seldom()  # as the processes of a crawl and of `lgs inspect` do
    rounds = [seconds(pages) for _ in range(options.rounds)]
    best = [min(each) for each in zip(*rounds, strict=True)]
    size = sum(len(page.body) for page in pages) / len(pages) / 1024
    print(f"{len(pages)} pages, {size:.0f} KB each on average")
    total = 0.0
    for name, spent in zip(STEPS, best, strict=True):
        total += spent
        print(line(name, spent, len(pages)))
        if name == "read":
            print(line("parse and read", total, len(pages)))
    print(line("all", total, len(pages)))
    if options.beside_extruct:
        spent = min(by_extruct(pages, LIGHT) for _ in range(options.rounds))
        print(line("extruct, light", spent, len(pages)))
        print(line("extruct", by_extruct(pages[::10], None), len(pages[::10])))


def by_extruct(pages: Iterable[Page], syntaxes: list[str] | None) -> float:
    """CPU seconds of extruct; a page that it raises for counts all the same."""
    import extruct

    texts = [(open_page(page).text, page.url) for page in pages]
    asked = {"syntaxes": syntaxes} if syntaxes else {}
    start = time.process_time()
    for text, url in texts:
        with contextlib.suppress(Exception):
            extruct.extract(text, base_url=url, **asked)
    return time.process_time() - start


def line(name: str, spent: float, count: int) -> str:
    return f"{name:15} {count / spent:8.1f} pages / CPU s {1000 * spent / count:8.2f} ms"


def seconds(pages: Iterable[Page]) -> list[float]:
    """CPU seconds of each step over all pages, which are opened anew."""
    spent = [0.0] * len(STEPS)
    for page in pages:
        document = open_page(page)
        spent[0] += timed(lambda document=document: document.tree)
        start = time.process_time()
        reading = read_document(document)
        spent[1] += time.process_time() - start
        spent[2] += timed(lambda document=document, reading=reading: links_of(document, reading))
    return spent


def timed(call: Callable[[], object]) -> float:
    start = time.process_time()
    call()
    return time.process_time() - start


if __name__ == "__main__":
    main()
