"""A whole download of a table into a folder."""

import asyncio
import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

from lgs.dataset import MANIFEST, sweep, write_bytes, write_json
from lgs.download.flow import Flow, Tell
from lgs.download.groups import Groups, groups_of
from lgs.download.options import Order, checked
from lgs.download.report import Report, report_of
from lgs.download.shard import NOTES, name_of
from lgs.download.source import Source
from lgs.engine import ONE, WHOLE, Engine, Share
from lgs.errors import LgsError, UsageError
from lgs.stage import Unit, need_all

PLAN = "_plan"
OPEN = "_open"  # notes of shards of which nothing came yet, where several processes fetch


def download(order: Order, tell: Tell | None = None, *, engine: Engine = ONE) -> Report:
    """Fetch all images of a table that are not there yet; gives what there is afterwards.

    Where other processes have shards of it to fetch, Awaited is raised when this one's are done.
    """
    began = time.monotonic()
    source = Source(order.source, order.layout, order.input_format)
    groups = groups_of(source)
    if not groups.rows:
        raise LgsError(f"the table {order.source} has no row")
    order.output.mkdir(parents=True, exist_ok=True)
    _need_same_plan(checked(order), groups)
    if engine.cluster:
        number = min(engine.at_once(), groups.shards)
        parts = [Share(index, number) for index in range(number)]
        fetch = partial(_fetch_part, order=order)
        fetched = [outcome.get() for outcome in engine.run(parts, fetch)]
        requests, notes = sum(fetched), _notes(order, groups)
    else:
        flow = _fetch(order, source, groups, engine.share, tell or _silent)
        requests = flow.requests
        notes = flow.notes if engine.is_alone() else _notes(order, groups)
    notes = {name: notes[name] for name in sorted(notes)}
    _write_manifest(order.output, notes)
    return report_of(notes.values(), requests=requests, seconds=time.monotonic() - began)


def _fetch_part(share: Share, order: Order) -> int:
    """One process's shards, on whatever machine it is."""
    manners = replace(order.manners, processes_count=1)
    order = replace(order, manners=manners)
    source = Source(order.source, order.layout, order.input_format)
    return _fetch(order, source, groups_of(source), share, _silent).requests


def _fetch(order: Order, source: Source, groups: Groups, share: Share, tell: Tell) -> Flow:
    """Fetch a share of the shards."""
    order = replace(order, manners=replace(order.manners, sharers=share.of))
    with _alone(order.output, share):
        flow = Flow(order, source, groups, tell, share)
        asyncio.run(flow.run())
        for name, note in flow.notes.items() if share != WHOLE else ():
            place = order.output / OPEN / name
            if note["files"]:
                place.unlink(missing_ok=True)
            else:  # nothing came of it for now: who ends the download counts its rows all the same
                write_json(place, note)
    return flow


def _notes(order: Order, groups: Groups) -> dict[str, dict[str, Any]]:
    """The notes of all shards by their names; Awaited where one is not there."""
    found = {}
    for number in range(groups.shards):
        name = name_of(number, order.layout)
        for folder in (NOTES, OPEN):
            with suppress(OSError, ValueError):
                found[name] = json.loads((order.output / folder / name).read_text("utf-8"))
                break
    units = [Unit(name_of(number, order.layout), "") for number in range(groups.shards)]
    need_all("download", units, found)
    return found


def _silent(*_: int) -> None:
    """Tell no one."""


@contextmanager
def _alone(folder: Path, share: Share) -> Iterator[None]:
    """Hold the folder for one download; the locks go with the process, however it ends.

    Several processes may fetch their shares of one division, never of two divisions at once.
    """
    with ExitStack() as stack:
        _hold(stack, folder / "_lock", fcntl.LOCK_EX if share == WHOLE else fcntl.LOCK_SH)
        if share != WHOLE:
            mine = folder / f"_lock-{share.index}-of-{share.of}"
            _hold(stack, mine, fcntl.LOCK_EX)
            for other in sorted(folder.glob("_lock-*-of-*")):
                if not other.name.endswith(f"-of-{share.of}"):
                    _hold(stack, other, fcntl.LOCK_SH)
        yield


def _hold(stack: ExitStack, path: Path, how: int) -> None:
    lock = stack.enter_context(path.open("w"))
    try:
        fcntl.flock(lock, how | fcntl.LOCK_NB)
    except OSError as error:
        raise LgsError(f"another download is writing to {path.parent}") from error


def _need_same_plan(order: Order, groups: Groups) -> None:
    """Note what the folder is for; an error where it is for something else."""
    path = order.output / PLAN
    plan = {"urls": groups.digest, "options": order.digest()}
    try:
        known = json.loads(path.read_text("utf-8"))
    except FileNotFoundError:
        write_bytes(path, (json.dumps(plan) + "\n").encode())
        return
    except ValueError:
        known = None
    if known != plan:
        what = "options" if known and known.get("urls") == plan["urls"] else "URLs"
        raise UsageError(
            f"{order.output} holds a download with other {what}; "
            "name another folder by --output-folder, or remove this one"
        )


def _write_manifest(folder: Path, notes: dict[str, dict[str, Any]]) -> None:
    """The rows and the sha256 of every file or folder of images, for `lgs validate`."""
    entries = {}
    for note in notes.values():
        for name, digest in note["files"].items():
            rows = note["rows"] if name.endswith(".parquet") else None
            entries[name] = {"rows": rows, "sha256": digest}
    for place in (folder, folder / NOTES, folder / OPEN):
        sweep(place)
    write_json(folder / MANIFEST, dict(sorted(entries.items())))
