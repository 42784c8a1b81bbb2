"""Datasets behind a URL: an S3 server with faults on the way, a folder, several machines.

A machine is a folder for local copies of its own (LGS_WORK).
"""

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

import pytest
from commands import lgs
from s3 import BUCKET, Way, environment, s3
from stages import LATER, bytes_below, crawl_words, report_of, rows_of, run, shops

from lgs.engine import Share
from lgs.errors import LgsError
from lgs.remote import store as stores
from lgs.remote.mirror import mirror_of
from lgs.remote.store import Store
from lgs.validation import validate

SHOPS, PRODUCTS = 3, 4


@pytest.fixture(scope="module")
def way() -> Iterator[Way]:
    with s3() as running:
        yield running


@pytest.fixture
def quick(monkeypatch) -> None:
    """Rests and time-outs of a test's length."""
    monkeypatch.setattr(stores, "FIRST_REST_S", 0.02)
    options = {"config_kwargs": {"retries": {"max_attempts": 1}, "connect_timeout": 2,
                                 "read_timeout": 1}}  # fmt: skip
    monkeypatch.setitem(stores.OPTIONS, "s3", options)


def machine(monkeypatch, folder: Path) -> None:
    """From here on this process is on another machine."""
    monkeypatch.setenv("LGS_WORK", str(folder))
    mirror_of.cache_clear()


def fetched(url: str, monkeypatch, folder: Path) -> Path:
    """All of a dataset as a new machine sees it."""
    machine(monkeypatch, folder)
    mirror = mirror_of(url)
    mirror.bring("run.json", "products/", "pairs/", "export/", "classes/", "stats/")
    return mirror.root


@pytest.mark.parametrize("fault", ["503", "cut request", "cut answer", "stall"])
def test_an_object_is_whole_whatever_happens_on_the_way(way, tmp_path, quick, fault):
    store = Store(f"s3://{BUCKET}/{fault.replace(' ', '-')}", rest_s=0.02)
    content = os.urandom(300_000)
    (tmp_path / "file").write_bytes(content)
    store.write("warm", b"up")
    way.every, way.faults = 3, (fault,)
    try:
        for number in range(3):
            store.upload(tmp_path / "file", f"a/{number}")
            store.download(f"a/{number}", tmp_path / "back")
            assert (tmp_path / "back").read_bytes() == content
        assert store.create("one", b"mine")
        assert not store.create("one", b"another's")
        assert list(store.tags("a")) == ["a/0", "a/1", "a/2"]
    finally:
        way.every = 0
    assert way.met[fault]


def test_a_server_that_is_gone_is_told_in_a_sentence(way, quick, monkeypatch):
    monkeypatch.setattr(stores, "TRIES", 2)
    way.every, way.faults = 1, ("503",)
    try:
        with pytest.raises(LgsError, match=r"s3://bucket/gone: cannot write a .*2 times.*run it"):
            Store(f"s3://{BUCKET}/gone", rest_s=0.01).write("a", b"1")
    finally:
        way.every = 0


def test_a_file_in_many_parts_survives_cuts(way, tmp_path, quick):
    store = Store(f"s3://{BUCKET}/large", rest_s=0.02)
    content = os.urandom(1 << 20) * 17  # three parts of at most 8 MiB
    (tmp_path / "file").write_bytes(content)
    store.write("warm", b"up")
    way.every, way.faults = 7, ("cut request", "503")
    try:
        store.upload(tmp_path / "file", "file")
    finally:
        way.every = 0
    assert "-" in store.tag("file")  # S3's tag of what came in parts
    store.download("file", tmp_path / "back")
    assert (tmp_path / "back").read_bytes() == content


@pytest.mark.parametrize("kind", ["s3", "file"])
def test_indices_on_machines_of_their_own_leave_what_one_machine_leaves(
    way, tmp_path, monkeypatch, quick, kind
):
    url = f"s3://{BUCKET}/set" if kind == "s3" else f"file://{tmp_path}/store/set"
    with shops("127.4.5", SHOPS, PRODUCTS) as web:
        assert run(*crawl_words(tmp_path, web, tmp_path / "here"))
        asked = {host: sorted(web.asked(host)) for host in web.hosts}
        web.log.clear()
        way.every, way.faults = (25, ("503", "cut request", "cut answer"))
        for index in range(2):
            machine(monkeypatch, tmp_path / f"crawl{index}")
            words = crawl_words(tmp_path, web, url)
            ended = run(*words, "--shard-index", index, "--num-shards", 2)
        assert ended
        assert {host: sorted(web.asked(host)) for host in web.hosts} == asked
    whole = fetched(url, monkeypatch, tmp_path / "look")
    assert rows_of(whole) == rows_of(tmp_path / "here")
    assert report_of(whole) == report_of(tmp_path / "here")

    later = tmp_path / "later" / "set"  # the name of a dataset is its folder's
    shutil.copytree(whole, later)
    for name in ("_url", "_known.json"):
        (later / name).unlink()
    for words in LATER if kind == "file" else (LATER[1], LATER[2], LATER[4]):
        assert run(*words, "--data", later)
        for index in range(2):
            machine(monkeypatch, tmp_path / f"later{index}")
            run(*words, "--data", url, "--shard-index", index, "--num-shards", 2)
            if words[0] == "stats" and not index:
                assert len(counted_in(mirror_of(url).root)) == owned_by(Share(0, 2), later)
    way.every = 0
    whole = fetched(url, monkeypatch, tmp_path / "again")
    assert bytes_below(whole) == bytes_below(later)
    assert not validate(whole).problems
    if kind == "s3":
        assert {"503", "cut request", "cut answer"} <= set(way.met)


def counted_in(copy: Path) -> list[str]:
    """The n-grams of shards that a machine has: it brings no other's before all are counted."""
    folders = (path.name for path in (copy / "stats" / "_counts").glob("*/"))
    return [name for name in folders if name != "speech"]


def owned_by(share: Share, data: Path) -> int:
    return sum(share.owns(f"ngrams-{path.name}") for path in (data / "pairs").glob("*.parquet"))


HURRIED = """
import sys
from lgs.remote import lease, states
lease.LEASE_S, lease.CLOCKS_S = 4.0, 1.0
states.LEASE_S, states.CLOCKS_S, states.STOP_S = 4.0, 1.0, 1.0
states.RENEW_S, states.CHECKPOINT_S = 0.3, 0.3
from lgs.__main__ import main
sys.argv = ["lgs", *sys.argv[1:]]
main()
"""


def test_another_machine_goes_on_where_a_lost_one_was(way, tmp_path):
    """The first is killed with all its processes; its lease runs out; nothing is lost."""
    url, delay = f"file://{tmp_path}/store/set", 0.4
    with shops("127.4.6", 2, 8) as web:
        assert run(*crawl_words(tmp_path, web, tmp_path / "here"))
        asked = {host: sorted(web.asked(host)) for host in web.hosts}
        web.log.clear()
        words = [*crawl_words(tmp_path, web, url), "--delay", delay, "--quiet"]
        command = [sys.executable, "-c", HURRIED, *map(str, words)]
        first = _started(command, tmp_path / "first")
        _wait(lambda: len(list((tmp_path / "store").rglob("*.sqlite"))) >= 2 and len(web.log) > 14)
        os.killpg(first.pid, signal.SIGKILL)
        first.wait()
        _wait(lambda: not _moving(web), most_s=10)
        known = len(web.log)
        second = _started(command, tmp_path / "second")
        assert second.wait(90) == 0
        again = {host: sorted(web.asked(host)) for host in web.hosts}
        assert {host: set(paths) for host, paths in again.items()} == {
            host: set(paths) for host, paths in asked.items()
        }
        assert len(web.log) > known
        twice = sum(map(len, again.values())) - sum(map(len, asked.values()))
        assert twice <= 8  # since the last checkpoint, a second or two before the end
        for host in web.hosts:
            times = web.times(host)
            assert min(b - a for a, b in pairwise(times)) >= delay * 0.99
    done = lgs("validate", "--data", url, cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    products = Store(url).tags("products")
    for name in products:
        Store(url).download(name, tmp_path / "seen" / name)
    assert rows_of(tmp_path / "seen") == rows_of(tmp_path / "here")


def _started(command: list[str], work: Path) -> "subprocess.Popen[bytes]":
    env = environment() | {"LGS_WORK": str(work)}
    return subprocess.Popen(command, env=env, start_new_session=True)


def _moving(web) -> bool:
    before = len(web.log)
    time.sleep(1.0)
    return len(web.log) > before


def _wait(is_so, most_s: float = 60) -> None:
    deadline = time.monotonic() + most_s
    while not is_so():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def test_what_works_on_a_folder_says_so_of_a_url(tmp_path, monkeypatch):
    monkeypatch.setenv("LGS_WORK", str(tmp_path))
    url = f"file://{tmp_path}/set"
    for words in (("forget", "--url", "https://a.example/"), ("download",)):
        done = lgs(*words, "--data", url, cwd=tmp_path)
        assert done.returncode == 2
        assert f"works on a folder, not on {url}" in done.stderr


def test_a_url_of_which_nothing_is_known_is_told(tmp_path):
    done = lgs("label", "--data", "nosuch://bucket/set", cwd=tmp_path)
    assert done.returncode == 2
    assert "nosuch" in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("url", "package"), [("gs://b/set", "gcsfs"), ("abfs://b/set", "adlfs")])
def test_a_service_whose_package_is_missing_is_told_with_its_name(url, package):
    with pytest.raises(LgsError, match=f"pip install {package} "):
        Store(url).tags()
