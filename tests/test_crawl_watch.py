"""Crawl processes that stand still or die: noticed, told in plain words, started anew."""

import os
import re
import signal
import time
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any

import pytest
from server import listing, product, serve

from lgs.config import CrawlSettings, Settings
from lgs.crawl import crawl, how_it_ended
from lgs.dataset import Dataset
from lgs.engine import Engine
from lgs.sites import start_of
from lgs.stopped import site_reports

ADDRESS = "127.0.4.1"
SILENT_S = 8.0  # instead of a minute; a process needs some seconds to start on a busy machine

# Read by Python as a process starts: a reader that stands still, and one whose C code breaks.
FAULTS = """
import os, time
import lgs.harvest
real = lgs.harvest.harvest
def harvest(page, **how):
    if page.url.endswith("/stands"):
        time.sleep(600)
    if page.url.endswith("/breaks"):
        os.kill(os.getpid(), 11)
    return real(page, **how)
lgs.harvest.harvest = harvest
"""


@dataclass(frozen=True, slots=True)
class Watched:
    """What a supervisor told, what it reports, and where."""

    told: list[str]
    report: dict[str, Any]
    folder: Path


@pytest.fixture(scope="module")
def web():
    with serve(ADDRESS) as running:
        yield running


def watched(web, folder: Path, *pages: str) -> Watched:
    """Crawl three good pages and some that are hard to read; each may end one process."""
    good = {f"/p/{n}": product(f"Oak chair number {n}") for n in range(3)}
    web.hosts.clear()
    web.put(ADDRESS, {"/": listing(*pages, *good), **good})
    web.put(ADDRESS, {page: product("Oak chair that is hard to read") for page in pages})
    dataset, start = Dataset(folder / "data").create(), start_of(web.root(ADDRESS))
    assert start is not None
    crawl_settings = CrawlSettings(delay_s=0.0, images=False, allow_private=True, max_attempts=1)
    told: list[str] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("lgs.crawl.SILENT_S", SILENT_S)
        patch.setenv("PYTHONPATH", str(folder))
        is_finished = crawl(
            dataset,
            [start],
            Settings(crawl_settings),
            engine=Engine(workers=1),
            show=lambda _: None,
            tell=told.append,
        )
    assert is_finished
    return Watched(told, site_reports(dataset.crawl, 10_000)[0], dataset.crawl)


@pytest.fixture(scope="module")
def hard(web, tmp_path_factory) -> Watched:
    folder = tmp_path_factory.mktemp("hard")
    (folder / "sitecustomize.py").write_text(FAULTS)
    return watched(web, folder, "/stands", "/breaks")


def test_a_process_that_stands_still_is_started_anew_and_the_page_is_named(web, hard):
    page = f"{web.root(ADDRESS)}/stands"
    words = f"a crawl process stood still for 8 s while it read {page}; see"
    assert [line for line in hard.told if line.startswith(words)]
    assert f"the last process died while it read {page}" in hard.told


def test_where_it_stood_is_written_down(hard):
    trace = (hard.folder / "worker.trace").read_text()
    assert "Fatal Python error: Aborted" in trace
    assert re.search(r'sitecustomize\.py", line \d+ in harvest', trace)


def test_a_process_that_breaks_is_started_anew_and_its_end_told_in_plain_words(web, hard):
    assert (
        "a crawl process broke down (a library's C code broke (SIGSEGV)); "
        "it is started anew, nothing is lost"
    ) in hard.told
    assert f"the last process died while it read {web.root(ADDRESS)}/breaks" in hard.told


def test_pages_at_which_processes_died_are_put_aside_and_all_others_are_there(hard):
    assert hard.report["state"] == "done"
    assert hard.report["product_pages"] == 3
    assert hard.report["ends"]["failed"] == 3  # with the sitemap that there is not


def freeze(pid: int) -> None:
    """Stop the first child of a process as soon as it is there."""
    deadline = time.monotonic() + 30
    while time.monotonic() < deadline:
        for child in Path(f"/proc/{pid}/task/{pid}/children").read_text().split():
            if b"lgs.spiders.worker" in Path(f"/proc/{child}/cmdline").read_bytes():
                os.kill(int(child), signal.SIGSTOP)
                return
        time.sleep(0.01)


def test_a_process_that_says_nothing_is_started_anew(web, tmp_path):
    Thread(target=freeze, args=(os.getpid(),), daemon=True).start()
    found = watched(web, tmp_path)
    assert found.told[0].startswith("a crawl process stood still for 8 s; see")
    assert found.told[1] == (
        "a crawl process broke down (it stood still); it is started anew, nothing is lost"
    )
    assert found.report["product_pages"] == 3


@pytest.mark.parametrize(
    ("code", "words"),
    [
        (1, "it ended with code 1"),
        (-signal.SIGTERM, "it was ended by signal 15"),
        (-signal.SIGSEGV, "a library's C code broke (SIGSEGV)"),
    ],
)
def test_an_end_is_told_in_plain_words(code, words):
    assert how_it_ended(code) == words
