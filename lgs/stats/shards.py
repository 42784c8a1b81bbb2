"""n-grams of a dataset's shards: what was counted of a shard stays, and only what changed is added.

What a shard came to stands in a folder under the digest of its captions and of how they are read;
with it the captions. When some rows of a shard went or came (thresholds were changed), those are
counted alone, and added to or taken off what stays. Such a sum is the count of the shard as it is
now, to the last n-gram. A folder is written beside and then moved: it is whole or not there.
"""

import json
import shutil
import time
from array import array
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory
from unicodedata import unidata_version
from uuid import uuid4

from lgs.dataset import write_json
from lgs.errors import LgsError
from lgs.stats.block import read_block, write_block
from lgs.stats.columns import batches_of
from lgs.stats.ngrams import Counted, Summand, room_in, sum_of
from lgs.stats.vocabulary import blocks_of

# Raise it when what a word is, or the form of a block, changes: tests/test_stats_shards.py tells.
FORMAT = 1
LARGEST_SHARE = 0.5  # of a shard's captions that may have changed: else it is counted anew
MOST_COMPARED = 500_000  # captions of a shard: its captions then and now are both in memory
DAY_S = 86_400  # a count takes less; older are those of processes that were killed
NOTED = "shards.json"
TEXTS = "captions.parquet"
BLOCKS = "blocks.json"


@dataclass(frozen=True, slots=True)
class Kept:
    """What a shard comes to: the folders of counts, and the digest of the whole it starts from."""

    name: str
    base: str
    folders: tuple[str, ...]
    counted: int  # captions that were read into counts now, not before


def sum_shards(
    shards: Sequence[Kept], kept: Path, *, min_count: int, top: int, workers: int
) -> Counted:
    """The words and n-grams of all shards' captions; what they start from next time is noted."""
    with room_in(kept), TemporaryDirectory(prefix="_sum-", dir=kept) as scratch:
        counted = sum_of(
            [s for shard in shards for s in _summands(kept, shard.folders)],
            min_count=min_count,
            top=top,
            workers=workers,
            scratch=Path(scratch),
        )
    write_json(kept / NOTED, {shard.name: shard.base for shard in shards})
    return counted


def sweep(kept: Path, needed: Container[str]) -> None:
    """Take away what no shard needs; what another process may be writing stays for a day."""
    for path in kept.iterdir():
        if path.name in needed or path.name == NOTED:
            continue
        if path.name[0] == "_" and path.stat().st_mtime > time.time() - DAY_S:
            continue
        if path.is_dir():
            shutil.rmtree(path, ignore_errors=True)
        else:
            path.unlink(missing_ok=True)


def count_shard(path: Path, *, kept: Path) -> Kept:
    """Count one shard, or what changed in it, or nothing where its counts are there.

    `kept` is the folder for what stays.
    """
    with room_in(kept):
        kept.mkdir(parents=True, exist_ok=True)
        return _count(path, _read_bases(kept).get(path.name), kept)


def files_of(shard: Kept, kept: Path) -> list[str]:
    """The files that a shard comes to, by their paths in the folder."""
    return sorted(
        path.relative_to(kept).as_posix()
        for folder in shard.folders
        for path in (kept / folder).iterdir()
    )


def _count(path: Path, base: str | None, kept: Path) -> Kept:
    """Count a shard; `base` is the digest under which it was counted as a whole before."""
    captions = list(captions_of(path))
    digest = digest_of(captions)
    name = path.name
    if _is_whole(kept / digest):
        return Kept(name, digest, (digest,), 0)
    if base and _is_whole(kept / base) and len(captions) <= MOST_COMPARED:
        folder = f"{base[:32]}-{digest[:32]}"
        if _is_whole(kept / folder):
            return Kept(name, base, (base, folder), 0)
        came, went = _difference(_texts(kept / base), captions)
        if len(came) + len(went) <= LARGEST_SHARE * len(captions):  # never where nothing was read
            with _made(kept / folder) as place:
                _write(place, came, "plus")
                _write(place, went, "minus")
            return Kept(name, base, (base, folder), len(came) + len(went))
    with _made(kept / digest) as place:
        _write(place, captions, "plus")
        _write_texts(place / TEXTS, captions)
    return Kept(name, digest, (digest,), len(captions))


def captions_of(path: Path) -> Iterator[str]:
    """The captions of one table; a row without one has an empty one."""
    for batch in batches_of(path, ["caption"]):
        for text in batch.column(0).to_pylist():
            yield text or ""


def digest_of(captions: Sequence[str]) -> str:
    """What stands for these captions, read as they are read today."""
    lengths = array("Q", map(len, captions))
    digest = sha256(f"lgs n-grams {FORMAT}, Unicode {unidata_version};".encode())
    digest.update(lengths.tobytes())
    digest.update("".join(captions).encode("utf-8", "surrogatepass"))
    return digest.hexdigest()


def _difference(before: Iterable[str], now: Sequence[str]) -> tuple[list[str], list[str]]:
    """The captions that came, and those that went."""
    change = Counter(now)
    change.subtract(before)
    came = [text for text, times in change.items() for _ in range(times)]
    went = [text for text, times in change.items() for _ in range(-times)]
    return came, went


def _write(folder: Path, captions: Iterable[str], sign: str) -> None:
    for number, block in enumerate(blocks_of(captions)):
        write_block(block, folder / f"{number}-{sign}.block")


def _write_texts(path: Path, captions: Sequence[str]) -> None:
    import pyarrow as pa
    import pyarrow.parquet as pq

    texts = pa.table({"caption": pa.array(captions, pa.large_string())})
    pq.write_table(texts, path, compression="zstd", use_dictionary=False)


def _summands(kept: Path, folders: Iterable[str]) -> list[Summand]:
    paths = [path for name in folders for path in sorted((kept / name).glob("*.block"))]
    return [Summand(path, -1 if path.stem.endswith("-minus") else 1) for path in paths]


def _is_whole(folder: Path) -> bool:
    """True if all of a folder's blocks are as they were written."""
    try:
        names = json.loads((folder / BLOCKS).read_text("utf-8"))
    except (OSError, ValueError):
        return False
    return all(read_block(folder / name) for name in names)


def _texts(folder: Path) -> list[str]:
    """The captions that were counted into a folder; none where they cannot be read.

    Then all captions have come, and the shard is counted anew.
    """
    import pyarrow as pa

    try:
        return list(captions_of(folder / TEXTS))
    except (pa.ArrowException, OSError, LgsError):
        return []


@contextmanager
def _made(folder: Path) -> Iterator[Path]:
    """A folder to fill, which is moved to its place when it is full."""
    beside = folder.with_name(f"_{folder.name}-{uuid4().hex}")
    beside.mkdir()
    yield beside
    write_json(beside / BLOCKS, sorted(path.name for path in beside.glob("*.block")))
    if not _is_whole(folder):
        shutil.rmtree(folder, ignore_errors=True)  # it was cut short
    with suppress(OSError):  # another process was sooner, with another shard of the same captions
        beside.replace(folder)
    if not _is_whole(folder):
        raise LgsError(f"the counts {folder} could not be kept; run it again")
    shutil.rmtree(beside, ignore_errors=True)


def _read_bases(kept: Path) -> Mapping[str, str]:
    try:
        found = json.loads((kept / NOTED).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
