"""A stage's units, on any engine, by any number of processes; what is finished is noted.

The note of a unit says from what its result was made (its token), which files it wrote, with their
hashes, and what it counted. A unit whose note still holds is not worked on again, whoever wrote it:
so processes may come and go, and their number may change. Whoever finds all units noted ends the
stage; a second one that does so at the same time writes the same bytes.
"""

import json
import shutil
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from hashlib import sha256
from pathlib import Path
from typing import Any

from lgs.dataset import file_sha256, write_json
from lgs.engine import Engine
from lgs.errors import LgsError
from lgs.remote.mirror import ALWAYS, mirror_at, mirror_of

NOTES = "_notes"

Facts = dict[str, Any]  # what a unit counted, as JSON has it


@dataclass(frozen=True, slots=True)
class Unit:
    """One piece of a stage: its name decides whose it is, its token when it is to be done anew."""

    name: str
    token: str
    reads: tuple[str, ...] = ()  # paths in the data folder
    writes: tuple[str, ...] = ()


class Awaited(LgsError):
    """This process's part is done; the stage ends when other processes have done theirs."""

    exit_code = 0


def work_through(
    root: Path,
    stage: str,
    units: Sequence[Unit],
    function: Callable[[Path, Unit], Facts],
    engine: Engine,
) -> list[Facts]:
    """What each unit counted, in the order of the units; Awaited while others have work to do.

    A unit's error does not end the others: it is raised when they are done.
    """
    is_alone = engine.is_alone()
    mine = [unit for unit in units if engine.share.owns(unit.name)]
    done = {} if is_alone else read_notes(root, stage, mine)
    mine = [unit for unit in mine if unit.name not in done]
    mirror = mirror_at(root) if engine.cluster else None
    url = mirror.store.url if mirror else None
    if mirror:  # what this process has written for them
        reads = dict.fromkeys(name for unit in mine for name in unit.reads)
        mirror.publish(name for name in reads if (root / name).is_file())
    one = partial(_done, root=root, function=function)
    if not is_alone:
        one = partial(_noted, root=root, stage=stage, function=function, url=url)
    failed = []
    for outcome in engine.run(mine, one, in_order=False):
        if outcome.error:
            failed.append(outcome)
        else:
            done[outcome.unit.name] = outcome.get()
    for outcome in sorted(failed, key=lambda outcome: outcome.unit.name)[:1]:
        outcome.get()
    others = [unit for unit in units if unit.name not in done]
    need_all(stage, units, done | _noted_of(root, stage, others))  # their files come when all can
    done |= read_notes(root, stage, others)
    need_all(stage, units, done)
    if mirror:  # what they have written for this process
        wrote = (name for facts in done.values() for name in facts.get("wrote", ()))
        mirror.bring(*(name for unit in units for name in unit.writes), *wrote)
    return [done[unit.name] for unit in units]


def need_all(stage: str, units: Sequence[Unit], done: Mapping[str, Facts]) -> None:
    """Awaited where a unit is not done."""
    missing = [unit.name for unit in units if unit.name not in done]
    if missing:
        named = ", ".join(missing[:5]) + (", ..." if len(missing) > 5 else "")
        raise Awaited(
            f"{stage}: {len(units) - len(missing)} of {len(units)} units are done; "
            f"other indices have yet to do {named}"
        )


def note(root: Path, stage: str, unit: Unit, facts: Facts) -> None:
    """Write down that a unit is done; files whose names it did not know before are in `wrote`."""
    names = dict.fromkeys((*unit.writes, *facts.get("wrote", ())))
    files = {name: file_sha256(root / name) for name in names if (root / name).is_file()}
    place = root / _place(stage, unit)
    write_json(place, {"token": unit.token, "files": files, "facts": facts})
    if mirror := mirror_at(root):
        mirror.publish([*files, _place(stage, unit)])


def read_notes(root: Path, stage: str, units: Sequence[Unit]) -> dict[str, Facts]:
    """The facts of all units whose notes hold, by their names."""
    noted = _noted_of(root, stage, units)
    if noted and (mirror := mirror_at(root)):
        mirror.bring(*(name for found in noted.values() for name in found["files"]))
    return {name: dict(found["facts"]) for name, found in noted.items() if _holds(root, found)}


def _noted_of(root: Path, stage: str, units: Sequence[Unit]) -> dict[str, Facts]:
    """The notes of the units that are of their tokens; their files may be gone."""
    if units and (mirror := mirror_at(root)):
        mirror.bring(f"{NOTES}/{stage}/")
    notes = {unit.name: _read(root / _place(stage, unit)) for unit in units}
    return {unit.name: notes[unit.name] for unit in units if _is_note(notes[unit.name], unit)}


def drop_note(root: Path, stage: str, unit: Unit) -> None:
    """The unit is to be done again."""
    (root / _place(stage, unit)).unlink(missing_ok=True)
    if mirror := mirror_at(root):
        mirror.settle(_place(stage, unit))


def drop_notes(root: Path, stage: str | None = None) -> None:
    """Forget what was noted of a stage, or of all."""
    shutil.rmtree(root / NOTES / (stage or ""), ignore_errors=True)
    if mirror := mirror_at(root):
        mirror.settle(f"{NOTES}/{stage}/" if stage else f"{NOTES}/")


def token_of(*parts: object) -> str:
    """Hex that changes when one of the parts does; a path stands for the bytes of its file."""
    plain = [file_sha256(part) if isinstance(part, Path) else part for part in parts]
    return sha256(json.dumps(plain, sort_keys=True, default=str).encode()).hexdigest()[:16]


def _done(unit: Unit, root: Path, function: Callable[[Path, Unit], Facts]) -> Facts:
    """Do one unit."""
    return function(root, unit)


def _noted(
    unit: Unit, root: Path, stage: str, function: Callable[[Path, Unit], Facts], url: str | None
) -> Facts:
    """Do one unit and note it, wherever this runs: with a URL, in a copy of this machine's own."""
    if url:
        mirror = mirror_of(url)
        mirror.bring(*ALWAYS, *unit.reads)
        root = mirror.root
    facts = function(root, unit)
    note(root, stage, unit, facts)
    return facts


def _read(place: Path) -> Facts:
    try:
        found = json.loads(place.read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}


def _is_note(found: Facts, unit: Unit) -> bool:
    parts = (found.get("files"), found.get("facts"))
    return found.get("token") == unit.token and all(isinstance(part, dict) for part in parts)


def _holds(root: Path, found: Facts) -> bool:
    """True if all files of a note are as they were when it was written."""
    try:
        return all(file_sha256(root / name) == digest for name, digest in found["files"].items())
    except OSError:
        return False


def _place(stage: str, unit: Unit) -> str:
    return f"{NOTES}/{stage}/{unit.name}.json"
