"""The journal of one shard: each final outcome with its image, appended as it comes.

A record is written by one call, so that a killed run loses at most the last one, which is cut off
before more is added. Transient failures are not written: they are asked again.
"""

import json
import os
import struct
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zlib import crc32

from lgs.download.outcome import Outcome, outcome_from

HEAD = struct.Struct("<4sIIII")  # mark, row, bytes of the facts, bytes of the image, crc32 of both
MARK = b"lgs1"
NOTHING = Outcome()


@dataclass(frozen=True, slots=True)
class Entry:
    """One row's outcome, and where in the journal its image lies."""

    outcome: Outcome
    offset: int
    length: int


def append(path: Path, row: int, outcome: Outcome, image: bytes) -> None:
    """Add one row's outcome."""
    facts = json.dumps(outcome.as_dict(), ensure_ascii=False).encode("utf-8", "replace")
    check = crc32(image, crc32(facts))
    record = HEAD.pack(MARK, row, len(facts), len(image), check) + facts + image
    file = os.open(path, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o644)
    try:
        rest = memoryview(record)
        while rest:
            rest = rest[os.write(file, rest) :]
    finally:
        os.close(file)


def read(path: Path) -> dict[int, Entry]:
    """The outcomes by row, the first of each; what was cut short or is damaged is not there."""
    found: dict[int, Entry] = {}
    if path.exists():
        for row, entry in _entries(path, whole=True):
            found.setdefault(row, entry)
    return found


def mend(path: Path, *, whole: bool = False) -> None:
    """Cut off what a killed run left unfinished, so that more can be added.

    Lengths alone are looked at, unless `whole`: then every byte is.
    """
    if not path.exists():
        return
    end = 0
    for _, entry in _entries(path, whole=whole):
        end = entry.offset + entry.length
    if not end:
        path.unlink()
    elif end < path.stat().st_size:
        os.truncate(path, end)


def image_of(path: Path, entry: Entry) -> bytes:
    """The image of an entry."""
    with path.open("rb", buffering=0) as stream:
        return os.pread(stream.fileno(), entry.length, entry.offset)


def _entries(path: Path, *, whole: bool) -> Iterator[tuple[int, Entry]]:
    size = path.stat().st_size
    with path.open("rb") as stream:
        while len(head := stream.read(HEAD.size)) == HEAD.size:
            mark, row, of_facts, of_image, check = HEAD.unpack(head)
            facts = stream.read(of_facts)
            offset = stream.tell()
            if mark != MARK or offset + of_image > size:
                return
            if whole and crc32(stream.read(of_image), crc32(facts)) != check:
                return
            yield (
                row,
                Entry(outcome_from(json.loads(facts)) if whole else NOTHING, offset, of_image),
            )
            stream.seek(offset + of_image)
