"""The supervisor of a crawl: shares the sites among processes, watches them, builds the tables."""

import json
import logging
import os
import signal
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import Any

from lgs.config import Settings
from lgs.dataset import Dataset
from lgs.engine import Engine
from lgs.errors import LgsError
from lgs.remote.mirror import ALWAYS, mirror_at, mirror_of
from lgs.remote.states import bring_states, holding
from lgs.sites import Start
from lgs.stats.running import Running
from lgs.store.frontier import START_PRIORITY
from lgs.store.place import (
    SHARDS,
    is_owned,
    shard_files,
    shard_number,
    shard_of,
    shard_path,
)
from lgs.store.shard import Shard
from lgs.store.tables import Child
from lgs.tombstones import FILE, read_forgotten

SILENT_S = 60.0  # a process that reports every half second and has not for so long is stuck
TRACE_S = 5.0  # for writing down where it stood
STOP_S = 15.0  # how long what is under way may take to end after an interruption
RESTARTS = 5
LET_GO_S = 60.0  # how long a process may live on after its node is lost: Ray gives it some 30 s


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a crawl is."""

    sites: int
    sites_done: int
    requests: int
    running: Running


@dataclass(slots=True)
class Worker:
    """One process and what it last said."""

    shards: list[int]
    process: subprocess.Popen[str]
    said: dict[str, Any] = field(default_factory=dict)
    heard_at: float = field(default_factory=time.monotonic)
    told: deque[str] = field(default_factory=deque)  # sentences for the screen

    def stood_s(self) -> float:
        """For how long it has been silent, or its event loop has not turned."""
        silent_s = time.monotonic() - self.heard_at
        return max(silent_s, float(self.said.get("stood_s", 0.0)))


def crawl(
    dataset: Dataset,
    starts: list[Start],
    settings: Settings,
    *,
    engine: Engine,
    show: Callable[[Progress], None],
    tell: Callable[[str], None],
) -> bool:
    """Crawl the sites of this process's share until each is finished; False if interrupted."""
    dataset.crawl.mkdir(parents=True, exist_ok=True)
    starts = _not_forgotten(dataset, starts, tell)
    owned = [number for number in range(SHARDS) if engine.share.owns(shard_name(number))]
    starts = [start for start in starts if shard_of(start.site) in owned]
    if engine.cluster:
        return _crawl_on(engine, dataset, starts, settings, show)
    supervisors = engine.share.of
    return _crawl_shards(
        dataset.root, owned, starts, settings, engine.workers, supervisors, show, tell
    )[0]


def _crawl_shards(
    root: Path,
    owned: Sequence[int],
    starts: list[Start],
    settings: Settings,
    workers: int,
    supervisors: int,
    show: Callable[[Progress], None],
    tell: Callable[[str], None],
) -> tuple[bool, Progress]:
    """Crawl sites with the processes of this machine, one of so many; what came of it."""
    folder = root / "crawl"
    folder.mkdir(exist_ok=True)
    with holding(root, sorted({shard_of(start.site) for start in starts})) as check:
        busy = list_sites(folder, starts, settings.crawl.max_pages_per_site, owned)
        supervisor = Supervisor(folder, settings, len(starts), show, tell, check, supervisors)
        finished = supervisor.run(share(busy, workers)) if busy else True
    return finished, supervisor.progress()


def shard_name(number: int) -> str:
    """The unit that a shard of sites is."""
    return f"crawl-{number:02d}"


def _crawl_on(
    engine: Engine,
    dataset: Dataset,
    starts: list[Start],
    settings: Settings,
    show: Callable[[Progress], None],
) -> bool:
    """Crawl groups of shards on the nodes of a cluster, all at once."""
    sites = dict.fromkeys(map(shard_number, shard_files(dataset.crawl)), 0)
    for start in starts:
        sites[shard_of(start.site)] = sites.get(shard_of(start.site), 0) + 1
    groups = share(sites, engine.at_once())
    mirror = mirror_at(dataset.root)
    url = mirror.store.url if mirror else None
    one = partial(
        crawl_group,
        root=dataset.root,
        url=url,
        starts=starts,
        settings=settings,
        groups=len(groups),
    )
    running, requests, done = Running(), 0, 0
    try:
        for outcome in engine.run(groups, one, in_order=False):
            said = outcome.get()
            running = running.merge(Running.restored(said))
            requests, done = requests + said["requests"], done + said["sites_done"]
            show(Progress(len(starts), min(done, len(starts)), requests, running))
    except KeyboardInterrupt:
        return False
    bring_states(dataset.root)
    return True


def crawl_group(
    shards: list[int],
    root: Path,
    url: str | None,
    starts: list[Start],
    settings: Settings,
    groups: int,
) -> dict[str, Any]:
    """Crawl one of some groups of shards in a process of its own, on whatever machine this is."""
    if url:
        mirror = mirror_of(url)
        mirror.bring(*ALWAYS)
        root = mirror.root
    else:  # behind a URL a shard's lease says whose it is
        _wait_for(root / "crawl", shards)
    mine = [start for start in starts if shard_of(start.site) in shards]
    warn = logging.getLogger(__name__).warning
    finished, found = _crawl_shards(root, shards, mine, settings, 1, groups, lambda _: None, warn)
    if not finished:
        raise LgsError("the crawl was interrupted; what is stored stays")
    counts = {"requests": found.requests, "sites_done": found.sites_done}
    return counts | found.running.snapshot()


def _wait_for(folder: Path, shards: list[int]) -> None:
    """Wait until a process whose machine was lost has let its shards go; it does so by itself."""
    deadline = time.monotonic() + LET_GO_S
    for path in (shard_path(folder, number) for number in shards):
        while is_owned(path):
            if time.monotonic() > deadline:
                raise LgsError(f"{path} is another process's; no site may have two")
            time.sleep(0.2)


def _not_forgotten(
    dataset: Dataset, starts: list[Start], tell: Callable[[str], None]
) -> list[Start]:
    gone = read_forgotten(dataset.root)
    for start in starts:
        if gone.forbids(start.url):
            tell(f"{start.url} is forgotten ({dataset.root / FILE}); it is left out")
    return [start for start in starts if not gone.forbids(start.url)]


def list_sites(
    folder: Path, starts: Iterable[Start], max_pages: int, owned: Container[int] = range(SHARDS)
) -> dict[int, int]:
    """Write this run's sites into their shards; gives how many sites each shard with work has.

    Shards that are not `owned` are another process's, and not even opened.
    """
    by_shard: dict[int, list[Start]] = {}
    for path in shard_files(folder):
        if (number := shard_number(path)) in owned:
            by_shard[number] = []
    for start in starts:
        by_shard.setdefault(shard_of(start.site), []).append(start)
    busy = {}
    for number in sorted(by_shard):
        shard = Shard(shard_path(folder, number))
        shard.unlist_sites()
        for start in by_shard[number]:
            shard.list_site(start.site, Child(start.url, priority=START_PRIORITY), start.fallback)
        if by_shard[number] and shard.has_work(max_pages):
            busy[number] = len(by_shard[number])
        shard.close()
    return busy


def share(busy: dict[int, int], workers: int) -> list[list[int]]:
    """Shards for each process, the fullest first to whom has least."""
    parts: list[list[int]] = [[] for _ in range(min(workers, len(busy)))]
    for number in sorted(busy, key=lambda n: (-busy[n], n)):
        min(parts, key=lambda part: sum(busy[n] for n in part)).append(number)
    return parts


class Supervisor:
    """Starts the processes of a crawl, hears their reports, and starts anew what died."""

    def __init__(
        self,
        folder: Path,
        settings: Settings,
        sites: int,
        show: Callable[[Progress], None],
        tell: Callable[[str], None],
        check: Callable[[], None] = lambda: None,
        supervisors: int = 1,
    ) -> None:
        self._folder, self._settings, self._sites = folder, settings, sites
        self._show, self._tell = show, tell
        self._supervisors = supervisors  # that crawl at once: addresses are shared among all
        self._check = check  # raises where the sites are ours no more
        self._workers: list[Worker] = []
        self._past: list[dict[str, Any]] = []  # what ended processes said last
        self._restarts = 0
        self._processes = 1

    def run(self, parts: list[list[int]]) -> bool:
        """True when all sites are finished; False after an interruption."""
        previous = signal.signal(signal.SIGTERM, _interrupt)
        try:
            self._processes = len(parts) * self._supervisors
            self._workers = [self._start(part) for part in parts]
            while self._workers:
                self._check()
                self._watch()
                self._show(self.progress())
                time.sleep(0.05)
        except KeyboardInterrupt:
            self._stop()
            return False
        finally:
            signal.signal(signal.SIGTERM, previous)
            for worker in self._workers:
                worker.process.kill()
        return True

    def progress(self) -> Progress:
        """All processes' counts together."""
        said = [*self._past, *(worker.said for worker in self._workers)]
        running = Running()
        for one in said:
            running = running.merge(Running.restored(one))
        idle = self._sites - sum(w.said.get("sites", len(w.shards)) for w in self._workers)
        return Progress(
            self._sites,
            max(0, idle) + sum(w.said.get("sites_done", 0) for w in self._workers),
            sum(one.get("requests", 0) for one in said),
            running,
        )

    def _watch(self) -> None:
        for worker in list(self._workers):
            code = worker.process.poll()
            while worker.told:
                self._tell(worker.told.popleft())
            if code is None and worker.stood_s() > SILENT_S:
                code = self._end_stuck(worker)
            if code is not None:
                self._workers.remove(worker)
                self._past.append(worker.said)
                if code:
                    self._restart(worker, code)

    def _end_stuck(self, worker: Worker) -> int:
        """End a process that stands still; it writes down where it stood."""
        where = f" while it read {page}" if (page := worker.said.get("reading")) else ""
        trace = self._folder / "worker.trace"
        self._tell(f"a crawl process stood still for {SILENT_S:g} s{where}; see {trace}")
        worker.said["error"] = "it stood still"
        worker.process.send_signal(signal.SIGABRT)
        try:
            return worker.process.wait(TRACE_S)
        except subprocess.TimeoutExpired:
            worker.process.kill()
            return worker.process.wait()

    def _restart(self, worker: Worker, code: int) -> None:
        why = worker.said.get("error") or how_it_ended(code)
        if worker.said.get("final"):
            raise LgsError(f"the crawl cannot go on: {why}; what is stored stays")
        self._restarts += 1
        if self._restarts > RESTARTS:
            raise LgsError(
                f"a crawl process broke down {self._restarts} times ({why}); what is stored stays, "
                f"see {self._folder / 'worker.log'}"
            )
        self._tell(f"a crawl process broke down ({why}); it is started anew, nothing is lost")
        time.sleep(min(2.0 ** (self._restarts - 1), 10.0))
        self._workers.append(self._start(worker.shards))

    def _stop(self) -> None:
        """Let every process end what is under way."""
        self._tell("stopping: what is under way is finished and stored")
        for worker in self._workers:
            worker.process.send_signal(signal.SIGTERM)
        deadline = time.monotonic() + STOP_S
        for worker in self._workers:
            try:
                worker.process.wait(max(0.1, deadline - time.monotonic()))
            except (subprocess.TimeoutExpired, KeyboardInterrupt):
                worker.process.kill()
                worker.process.wait()

    def _start(self, shards: list[int]) -> Worker:
        process = subprocess.Popen(
            [sys.executable, "-m", "lgs.spiders.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            process_group=0,  # Ctrl-C reaches this process alone, which decides
            env=os.environ | {"OMP_NUM_THREADS": "1"},
        )
        orders = {
            "settings": self._settings.public(),
            "folder": str(self._folder),
            "shards": shards,
            "processes": self._processes,
        }
        assert process.stdin is not None
        process.stdin.write(json.dumps(orders) + "\n")
        process.stdin.flush()
        worker = Worker(shards, process)
        threading.Thread(target=_hear, args=(worker,), daemon=True).start()
        return worker


def how_it_ended(code: int) -> str:
    """An exit code in plain words; negative ones are signals, as subprocess has them.

    >>> how_it_ended(1), how_it_ended(-9)
    ('it ended with code 1', 'it was killed from outside (SIGKILL), perhaps for want of memory')
    """
    words = {
        signal.SIGKILL: "it was killed from outside (SIGKILL), perhaps for want of memory",
        signal.SIGSEGV: "a library's C code broke (SIGSEGV)",
        signal.SIGABRT: "it gave up or was ended where it stood still (SIGABRT)",
    }
    if code >= 0:
        return f"it ended with code {code}"
    return words.get(signal.Signals(-code), f"it was ended by signal {-code}")


def _hear(worker: Worker) -> None:
    assert worker.process.stdout is not None
    for line in worker.process.stdout:
        try:
            said = json.loads(line)
        except ValueError:
            continue
        if sentence := said.pop("told", None):
            worker.told.append(sentence)
        worker.said = worker.said | said
        worker.heard_at = time.monotonic()


def _interrupt(*_: object) -> None:
    raise KeyboardInterrupt
