"""A local copy of a dataset behind a URL: brought before a stage, published when it is done.

The copy's folder knows its URL, so that whoever is given the folder finds the store. Files go
first, manifests after them: a reader that finds a manifest finds its files. What neither side has
changed is not moved.
"""

import fcntl
import json
import os
import re
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from hashlib import sha256
from itertools import count
from pathlib import Path

from lgs.dataset import MANIFEST, file_sha256, write_bytes, write_json
from lgs.errors import LgsError
from lgs.remote.store import Store

URL = "_url"
KNOWN = "_known.json"  # what each file was here and there when they were last the same
ALWAYS = ("run.json", "forgotten.jsonl")  # what every stage reads


@dataclass(frozen=True, slots=True)
class Mirror:
    """A local folder and the store that it is the copy of; one process's at a time."""

    root: Path
    store: Store

    def bring(self, *prefixes: str) -> None:
        """Make the files of these names, or in these folders (names with a slash at the end), those
        of the store.
        """  # fmt: skip
        there = self.store.tags()
        known = self._known()
        for name, tag in there.items():
            if _is_among(name, prefixes) and not self._is_same(name, tag, known):
                self.store.download(name, self.root / name)
                known[name] = (tag, *self._stamp(name))
        for name in [name for name in self._names(prefixes) if name not in there]:
            (self.root / name).unlink()
            known.pop(name, None)
        self._remember(known)

    def publish(self, names: Iterable[str]) -> None:
        """Put files into the store, in this order; what is equal there stays."""
        known, there = self._known(), self.store.tags()
        for name in names:
            if not self._is_same(name, there.get(name, ""), known):
                self.store.upload(self.root / name, name)
                known[name] = (self.store.tag(name), *self._stamp(name))
        self._remember(known)

    def settle(self, *prefixes: str) -> None:
        """Make the store's files of these names those that are here, manifests last."""
        names = self._names(prefixes)
        self.publish(sorted(names, key=lambda name: (MANIFEST in name, name)))
        for name in self.store.tags():
            if _is_among(name, prefixes) and name not in names:
                self.store.remove(name)

    def _names(self, prefixes: Iterable[str]) -> list[str]:
        """The copy's files; those that are being written, and our own, are none."""
        found = set()
        for prefix in prefixes:
            place = self.root / prefix
            found |= set(place.rglob("*")) if place.is_dir() else {place}
        names = (p.relative_to(self.root).as_posix() for p in found if p.is_file())
        return sorted(n for n in names if not n.endswith(".part") and n not in (URL, KNOWN))

    def _is_same(self, name: str, tag: str, known: dict[str, tuple[str, int, int, str]]) -> bool:
        """True if neither the file here nor the object there has changed since they were equal."""
        if name not in known or known[name][0] != tag or not (self.root / name).is_file():
            return False
        _, size, moment, digest = known[name]
        found = (self.root / name).stat()
        if found.st_size == size and found.st_mtime_ns == moment:
            return True
        return found.st_size == size and file_sha256(self.root / name) == digest

    def _stamp(self, name: str) -> tuple[int, int, str]:
        found = (self.root / name).stat()
        return found.st_size, found.st_mtime_ns, file_sha256(self.root / name)

    def _known(self) -> dict[str, tuple[str, int, int, str]]:
        try:
            found = json.loads((self.root / KNOWN).read_text("utf-8"))
        except (OSError, ValueError):
            return {}
        return {name: tuple(entry) for name, entry in found.items()}

    def _remember(self, known: dict[str, tuple[str, int, int, str]]) -> None:
        write_json(self.root / KNOWN, known)


def mirror_at(root: Path) -> Mirror | None:
    """The mirror whose folder this is; None for a dataset of this machine alone."""
    try:
        return Mirror(root, Store((root / URL).read_text("utf-8").strip()))
    except (OSError, ValueError):
        return None


@contextmanager
def opened(root: Path, *, reads: Iterable[str], writes: Iterable[str] = ()) -> Iterator[None]:
    """Bring what a stage reads, and publish what it wrote, if it ends without an error."""
    mirror = mirror_at(root)
    if mirror is None:
        yield
        return
    mirror.bring(*ALWAYS, *reads)
    yield
    mirror.settle(*writes, "run.json")


@lru_cache(8)
def mirror_of(url: str) -> Mirror:
    """This process's copy of a URL, the first of its copies here that is no other process's."""
    home = _home()
    # The folder's name is the dataset's, on every machine: cards and reports speak of it.
    name = re.sub(r"[^\w.-]", "_", url.rstrip("/").rpartition("/")[2]).strip(".") or "set"
    place = f"{name}-{sha256(url.encode()).hexdigest()[:8]}"
    for number in count():
        root = home / f"{place}-{number}" / name
        root.mkdir(parents=True, exist_ok=True)
        lock = os.open(root.with_name("lock"), os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)  # until the process ends
        except BlockingIOError:
            os.close(lock)
            continue
        write_bytes(root / URL, f"{url}\n".encode())
        return Mirror(root, Store(url))
    raise AssertionError("there is always another number")


def _home() -> Path:
    """Where copies are: LGS_WORK, or a folder for temporary files that is this user's alone."""
    if given := os.environ.get("LGS_WORK"):
        home = Path(given)
        home.mkdir(parents=True, exist_ok=True)
        return home
    home = Path(tempfile.gettempdir()) / f"lgs-{os.getuid()}"
    home.mkdir(mode=0o700, exist_ok=True)
    found = home.lstat()
    if home.is_symlink() or found.st_uid != os.getuid() or found.st_mode & 0o022:
        raise LgsError(f"{home} is open to others; name a folder of your own by LGS_WORK")
    return home


def _is_among(name: str, prefixes: Iterable[str]) -> bool:
    return any(
        name == prefix or (prefix.endswith("/") and name.startswith(prefix)) for prefix in prefixes
    )
