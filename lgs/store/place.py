"""Where a site's shard is, and who owns it."""

import fcntl
import os
import sqlite3
from hashlib import blake2b
from pathlib import Path

from lgs.errors import LgsError

SHARDS = 64  # fixed, so that the number of processes may change from run to run


def shard_of(site: str) -> int:
    """The number of the shard to which a site belongs, for ever."""
    return int.from_bytes(blake2b(site.encode(), digest_size=8).digest(), "big") % SHARDS


def shard_path(folder: Path, number: int) -> Path:
    """The file of a shard."""
    return folder / f"shard-{number:02d}.sqlite"


def shard_number(path: Path) -> int:
    """The number of the shard in a file."""
    return int(path.stem.rpartition("-")[2])


def shard_files(folder: Path) -> list[Path]:
    """The files of all shards that there are."""
    return sorted(folder.glob("shard-*.sqlite"))


def read_only(path: Path) -> sqlite3.Connection:
    """A shard opened for looking at it, beside its owner."""
    return sqlite3.connect(f"file:{path}?mode=ro", uri=True, isolation_level=None)


def own(path: Path) -> int:
    """Take the lock that says whose shard it is; the system frees it when the process dies."""
    handle = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)
    try:
        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as error:
        os.close(handle)
        raise LgsError(
            f"another lgs crawl is at work on {path.parent}; wait for it, or name another --data"
        ) from error
    return handle


def is_owned(path: Path) -> bool:
    """True while a process holds the shard."""
    try:
        os.close(own(path.with_suffix(".lock")))
    except LgsError:
        return True
    return False
