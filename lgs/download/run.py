"""A whole download of a table into a folder."""

import asyncio
import fcntl
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lgs.dataset import MANIFEST, write_bytes, write_json
from lgs.download.flow import Flow, Tell
from lgs.download.groups import Groups, groups_of
from lgs.download.options import Order, checked
from lgs.download.report import Report, report_of
from lgs.download.source import Source
from lgs.errors import LgsError, UsageError

PLAN = "_plan"


def download(order: Order, tell: Tell | None = None) -> Report:
    """Fetch all images of a table that are not there yet; gives what there is afterwards."""
    began = time.monotonic()
    source = Source(order.source, order.layout, order.input_format)
    groups = groups_of(source)
    if not groups.rows:
        raise LgsError(f"the table {order.source} has no row")
    order.output.mkdir(parents=True, exist_ok=True)
    with _alone(order.output):
        _need_same_plan(checked(order), groups)
        flow = Flow(order, source, groups, tell or _silent)
        asyncio.run(flow.run())
        notes = {name: flow.notes[name] for name in sorted(flow.notes)}
        _write_manifest(order.output, notes)
    return report_of(notes.values(), requests=flow.requests, seconds=time.monotonic() - began)


def _silent(*_: int) -> None:
    """Tell no one."""


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Hold the folder for one download; the lock goes with the process, however it ends."""
    with (folder / "_lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise LgsError(f"another download is writing to {folder}") from error
        yield


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
    write_json(folder / MANIFEST, dict(sorted(entries.items())))
