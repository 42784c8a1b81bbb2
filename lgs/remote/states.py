"""The crawl's state of a dataset behind a URL: local, leased, and checkpointed.

A shard is crawled in a local file, by the process that holds its lease. A checkpoint is a copy of
the file under the lease's token and a number; the highest is what another process goes on from. The
local file is kept where nobody has stored a later token, so that a process that is started again on
its machine loses nothing.
"""

import logging
import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from lgs.dataset import write_bytes
from lgs.errors import LgsError
from lgs.remote.lease import CLOCKS_S, LEASE_S, Lease, Lost, take
from lgs.remote.mirror import Mirror, mirror_at
from lgs.store.place import read_only, shard_path

CHECKPOINT_S = 60.0  # so much of a crawl is asked for again when its machine is lost
STORING_SHARE = 0.05  # of the time at most goes into checkpoints: a large state is stored seldomer
RENEW_S = LEASE_S / 4
STOP_S = CLOCKS_S  # before a lease expires its sites are asked no more
STATE, PAGES = ".sqlite", ".warc.gz"
Name = tuple[int, int]  # token and number of a checkpoint


@dataclass(slots=True)
class Holding:
    """Shards that are ours while `check` does not raise."""

    mirror: Mirror
    leases: dict[int, Lease] = field(default_factory=dict)
    ready: set[int] = field(default_factory=set)  # whose state is here
    numbers: dict[int, int] = field(default_factory=dict)  # of the last checkpoint
    stored: dict[int, object] = field(default_factory=dict)  # what the file was at the last one
    kept: set[str] = field(default_factory=set)  # images that are in the store
    lost: Exception | None = None
    storing: threading.Lock = field(default_factory=threading.Lock)

    def check(self) -> None:
        """Raise where a shard may be another's; to be asked again and again while sites are."""
        if self.lost:
            raise self.lost
        least = min((lease.expires for lease in self.leases.values()), default=None)
        if least is not None and time.time() > least - STOP_S:
            raise Lost("the lease of the sites could not be renewed; their crawl stops")

    def renew(self) -> None:
        """Write a later expiry into all leases."""
        for number, lease in list(self.leases.items()):
            self.leases[number] = lease.renewed()

    def checkpoint(self) -> None:
        """Store the shards that have changed."""
        with self.storing:
            for number in sorted(self.ready):
                path = shard_path(self.mirror.root / "crawl", number)
                found = [_stamp(Path(f"{path}{end}")) for end in ("", "-wal")]
                if path.is_file() and found != self.stored.get(number):
                    self._store(number, path, self.leases[number])
                    self.stored[number] = found
            self._keep_images()

    def release(self) -> None:
        """Let all shards go."""
        for lease in self.leases.values():
            with suppress(LgsError):  # it expires by itself
                lease.release()

    def _store(self, number: int, path: Path, lease: Lease) -> None:
        """A copy of the state; the pages that it speaks of are stored before it."""
        count = self.numbers.get(number, 0) + 1
        beside = path.with_name(f"_{path.name}.copy")
        beside.unlink(missing_ok=True)
        with closing(read_only(path)) as db, closing(sqlite3.connect(beside)) as copy:
            db.backup(copy)
        name = f"crawl/{path.stem}/state/{lease.token:010d}-{count:08d}"
        pages = path.parent / "pages" / f"{path.stem}{PAGES}"
        if pages.is_file():
            self.mirror.store.upload(pages, name + PAGES)
        self.mirror.store.upload(beside, name + STATE)
        beside.unlink()
        self.numbers[number] = count
        _mark(path, (lease.token, count))
        for old in self.mirror.store.tags(f"crawl/{path.stem}/state"):
            if _name_of(old) < (lease.token, count):
                self.mirror.store.remove(old)

    def _keep_images(self) -> None:
        """Images are named for their content: what is there once need not be sent again."""
        root = self.mirror.root
        for path in sorted((root / "crawl" / "images").glob("*/*")):
            name = path.relative_to(root).as_posix()
            if name not in self.kept and not path.name.startswith("_"):
                self.mirror.store.upload(path, name)
                self.kept.add(name)


@contextmanager
def holding(root: Path, shards: Sequence[int]) -> Iterator[Callable[[], None]]:
    """Own these shards of a dataset behind a URL, their state here; one of this machine is free."""
    mirror = mirror_at(root)
    if mirror is None:
        yield lambda: None
        return
    held = Holding(mirror)
    ended = threading.Event()
    keepers = [
        threading.Thread(target=f, args=(held, ended), daemon=True) for f in (_renew, _store)
    ]
    for keeper in keepers:
        keeper.start()
    try:
        for number in shards:
            stem = shard_path(root / "crawl", number).stem
            # A lost owner's lease has run out after so long; a living one's has been renewed.
            lease = take(mirror.store, f"crawl/{stem}", wait_s=LEASE_S + 2 * CLOCKS_S)
            held.leases[number] = lease
            _restore(mirror, number, lease)
            held.ready.add(number)
        held.check()
        yield held.check
        held.check()
        held.checkpoint()  # while the leases are renewed still
    finally:
        ended.set()
        for keeper in keepers:
            keeper.join()
        if held.lost is None:
            held.release()


def bring_states(root: Path) -> None:
    """Make the local state of all shards that of their last checkpoints."""
    mirror = mirror_at(root)
    if mirror is None:
        return
    for stem, name in _last(mirror).items():
        path = root / "crawl" / f"{stem}{STATE}"
        if _marked(path) != name or not path.is_file():
            _bring(mirror, path, name)


def _renew(held: Holding, ended: threading.Event) -> None:
    """Renew until the crawl has ended; a shard that is lost is told by `check`."""
    while not ended.wait(RENEW_S):
        try:
            held.renew()
        except Lost as error:
            held.lost = error
            return
        except LgsError as error:  # the store may be there again before the lease ends
            logging.getLogger(__name__).warning("a lease was not renewed: %s", error)


def _store(held: Holding, ended: threading.Event) -> None:
    """Store checkpoints until the crawl has ended, beside the renewals: they may take long."""
    rest = CHECKPOINT_S
    while not ended.wait(rest):
        began = time.monotonic()
        try:
            held.checkpoint()
        except (LgsError, OSError, sqlite3.Error) as error:  # the next one may succeed
            logging.getLogger(__name__).warning("a checkpoint failed: %s", error)
        rest = max(CHECKPOINT_S, (time.monotonic() - began) / STORING_SHARE)


def _restore(mirror: Mirror, number: int, lease: Lease) -> None:
    """The state to go on from: ours, where nobody stored one under a later lease."""
    path = shard_path(mirror.root / "crawl", number)
    last = _last(mirror, path.stem).get(path.stem)
    marked = _marked(path)
    if last and (not path.is_file() or marked is None or marked[0] < last[0]):
        _bring(mirror, path, last)
    _mark(path, (lease.token, 0))


def _bring(mirror: Mirror, path: Path, name: Name) -> None:
    stem = f"crawl/{path.stem}/state/{name[0]:010d}-{name[1]:08d}"
    for end in ("-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)
    path.unlink(missing_ok=True)
    if stem + PAGES in mirror.store.tags(f"crawl/{path.stem}/state"):
        mirror.store.download(stem + PAGES, path.parent / "pages" / f"{path.stem}{PAGES}")
    mirror.store.download(stem + STATE, path)
    _mark(path, name)


def _last(mirror: Mirror, stem: str = "") -> dict[str, Name]:
    """The last checkpoint of each shard."""
    prefix = f"crawl/{stem}/state" if stem else "crawl"
    found: dict[str, Name] = {}
    for name in mirror.store.tags(prefix):
        parts = name.split("/")
        if len(parts) == 4 and parts[2] == "state" and name.endswith(STATE):
            found[parts[1]] = max(found.get(parts[1], (0, 0)), _name_of(name))
    return found


def _name_of(place: str) -> Name:
    token, _, count = place.rpartition("/")[2].partition(".")[0].partition("-")
    return int(token), int(count)


def _mark(path: Path, name: Name) -> None:
    """Note from which lease, and which checkpoint of it, the local state comes."""
    write_bytes(path.with_suffix(".lease"), f"{name[0]} {name[1]}\n".encode())


def _marked(path: Path) -> Name | None:
    try:
        token, count = path.with_suffix(".lease").read_text("utf-8").split()
        return int(token), int(count)
    except (OSError, ValueError):
        return None


def _stamp(path: Path) -> object:
    try:
        found = path.stat()
    except OSError:
        return None
    return found.st_size, found.st_mtime_ns
