"""A folder behind a URL, by fsspec: s3, gs, abfs, file, memory.

An object is there whole or not at all. What fails for now (no answer, 5xx, a connection cut) is
tried again with growing rests; then the error says in a sentence what could not be done.
"""

import random
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, TypeVar
from uuid import uuid4

from lgs.errors import LgsError, UsageError

T = TypeVar("T")

TRIES = 6
FIRST_REST_S, LONGEST_REST_S = 0.25, 8.0
# An answer of which no second try makes another: what is not there, not allowed, or there already.
FINAL = (FileNotFoundError, FileExistsError, PermissionError, IsADirectoryError, NotADirectoryError)
OPTIONS: dict[str, dict[str, Any]] = {
    # A cut connection is our own loop's to mend; the client's would hide how long it takes.
    "s3": {"config_kwargs": {"retries": {"max_attempts": 2}, "connect_timeout": 10,
                             "read_timeout": 60}},
}  # fmt: skip
PACKAGES = {"s3": "'lgs[remote]'", "gs": "gcsfs", "abfs": "adlfs", "az": "adlfs"}
# Of a file in parts, a cut costs one: 8 MiB are a second, and 10,000 of them 80 GB.
PARTS: dict[str, dict[str, Any]] = {"s3": {"chunksize": 8 * 1024 * 1024}}


@dataclass(frozen=True, slots=True)
class Store:
    """The folder at a URL; names are paths in it, with slashes."""

    url: str
    rest_s: float = field(default=FIRST_REST_S, compare=False)

    def tags(self, prefix: str = "") -> dict[str, str]:
        """All objects below a prefix in the order of their names, each with what changes when its
        content does.
        """  # fmt: skip
        files, base = _files(self.url)

        def listed() -> dict[str, str]:
            files.invalidate_cache()
            try:
                found = files.find(f"{base}/{prefix}".rstrip("/"), detail=True)
            except FileNotFoundError:
                return {}
            cut = len(files._strip_protocol(base)) + 1
            tags = {path[cut:]: _tag(info) for path, info in sorted(found.items())}
            return {n: t for n, t in tags.items() if PARTIAL not in n}

        return self._try(listed, f"list {prefix or 'it'}")

    def tag(self, name: str) -> str:
        """The same of one object."""
        files, base = _files(self.url)
        files.invalidate_cache()
        return self._try(lambda: _tag(files.info(f"{base}/{name}")), f"read {name}")

    def read(self, name: str) -> bytes | None:
        """An object's bytes; None where there is none."""
        files, base = _files(self.url)
        try:
            found: bytes = self._try(lambda: files.cat_file(f"{base}/{name}"), f"read {name}")
        except FileNotFoundError:
            return None
        return found

    def write(self, name: str, content: bytes) -> None:
        """Put an object there, whole, in the place of what had its name."""
        files, base = _files(self.url)

        def put() -> None:
            with self._place(name) as beside:
                files.pipe_file(f"{base}/{beside}", content)
                self._check(beside, len(content))

        self._try(put, f"write {name}")

    def create(self, name: str, content: bytes) -> bool:
        """Put an object there if none has its name: of many who try at once, one is told True.

        Where the answer was lost, what is there tells whose it is: the content must be unique.
        """
        files, base = _files(self.url)

        def put() -> bool:
            try:
                files.makedirs(f"{base}/{name}".rpartition("/")[0], exist_ok=True)
                files.pipe_file(f"{base}/{name}", content, mode="create")
            except FileExistsError:
                return bool(files.cat_file(f"{base}/{name}") == content)
            return True

        return self._try(put, f"create {name}")

    def upload(self, path: Path, name: str) -> None:
        """Put a local file there, whole."""
        files, base = _files(self.url)

        def put() -> None:
            with self._place(name) as beside:
                files.put_file(str(path), f"{base}/{beside}", **PARTS.get(_protocol(self.url), {}))
                self._check(beside, path.stat().st_size)

        self._try(put, f"write {name}")

    def download(self, name: str, path: Path) -> None:
        """Bring an object to a local file, whole."""
        files, base = _files(self.url)
        path.parent.mkdir(parents=True, exist_ok=True)
        beside = path.with_name(f"_{path.name}.{uuid4().hex[:8]}.part")

        def get() -> None:
            try:
                files.get_file(f"{base}/{name}", str(beside))
                size = int(files.info(f"{base}/{name}")["size"])
                if beside.stat().st_size != size:
                    raise OSError(f"{beside.stat().st_size} of {size} bytes came")
                beside.replace(path)
            finally:
                beside.unlink(missing_ok=True)

        self._try(get, f"read {name}")

    def remove(self, name: str) -> None:
        """Take an object away; one that is not there is no error."""
        files, base = _files(self.url)

        def rm() -> None:
            with suppress(FileNotFoundError):
                files.rm_file(f"{base}/{name}")

        self._try(rm, f"remove {name}")

    def _place(self, name: str) -> "_Place":
        return _Place(self.url, name)

    def _check(self, name: str, size: int) -> None:
        """What was written is there, to its last byte."""
        files, base = _files(self.url)
        files.invalidate_cache()
        found = int(files.info(f"{base}/{name}")["size"])
        if found != size:
            raise OSError(f"{found} of {size} bytes arrived")

    def _try(self, function: Callable[[], T], what: str) -> T:
        rest = self.rest_s
        for attempt in range(TRIES):
            try:
                return function()
            except FINAL:
                raise
            except Exception as error:  # each service's client has errors of its own
                if attempt == TRIES - 1:
                    why = str(error).strip().partition("\n")[0] or type(error).__name__
                    raise LgsError(
                        f"{self.url}: cannot {what} ({why}, {TRIES} times); "
                        "what is stored stays, run it again to go on"
                    ) from error
            time.sleep(rest * random.uniform(0.5, 1.0))  # noqa: S311  # spreads many nodes' tries
            rest = min(2 * rest, LONGEST_REST_S)
        raise AssertionError("the last try returns or raises")


PARTIAL = "_part-"


class _Place:
    """Where an object is written: a file system moves it to its place, a service needs no such."""

    def __init__(self, url: str, name: str) -> None:
        self._url, self._name = url, name
        folder, _, last = name.rpartition("/")
        self._is_file = _protocol(url) in ("file", "local")
        own = f"{PARTIAL}{uuid4().hex[:12]}-{last}" if self._is_file else last
        self._beside = f"{folder}/{own}" if folder else own

    def __enter__(self) -> str:
        files, base = _files(self._url)
        files.makedirs(f"{base}/{self._name}".rpartition("/")[0], exist_ok=True)
        return self._beside

    def __exit__(self, kind: type[BaseException] | None, *_: object) -> None:
        if not self._is_file:
            return
        base = Path(_files(self._url)[1])
        if kind is None:
            (base / self._beside).replace(base / self._name)
        else:
            (base / self._beside).unlink(missing_ok=True)


def _tag(info: dict[str, Any]) -> str:
    """The entity tag where a service has such, else size and moment."""
    moment = info.get("ETag") or info.get("etag") or info.get("mtime") or info.get("created")
    return f"{info['size']} {moment}"


def _protocol(url: str) -> str:
    return url.partition("://")[0]


@lru_cache(8)
def _files(url: str) -> tuple[Any, str]:
    """The file system and the path of a URL."""
    import fsspec

    protocol = _protocol(url)
    try:
        files, base = fsspec.core.url_to_fs(url, **OPTIONS.get(protocol, {}))
    except ImportError as error:
        package = PACKAGES.get(protocol, f"what fsspec names for {protocol}")
        raise LgsError(
            f"{protocol}:// needs a package that is not installed: pip install {package} ({error})"
        ) from error
    except ValueError as error:
        raise UsageError(f"--data {url}: {error}") from error
    return files, str(base).rstrip("/")
