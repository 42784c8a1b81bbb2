"""What an export folder holds and how it was made, for `lgs validate` and `lgs forget`."""

import json
from collections.abc import Iterable
from pathlib import Path
from typing import Any

from lgs.dataset import MANIFEST, file_sha256, read_manifest, rows_in, write_json

ORDER = "_export"  # no .json, for the same reason as the manifest


def tree(folder: Path) -> list[Path]:
    """All finished files of a folder and the folders in it, in their order."""
    return sorted(
        path
        for path in folder.rglob("*")
        if path.is_file() and not any(part[0] in "._" for part in path.relative_to(folder).parts)
    )


def note_files(folder: Path, only: Iterable[Path] | None = None) -> None:
    """Note rows and sha256 of a folder's files; of those in `only` alone, the rest as noted."""
    noted = read_manifest(folder) if only is not None else {}
    changed = set(only) if only is not None else None
    entries = {}
    for path in tree(folder):
        name = path.relative_to(folder).as_posix()
        if changed is None or path in changed or name not in noted:
            entries[name] = {"rows": rows_in(path), "sha256": file_sha256(path)}
        else:
            entries[name] = noted[name]
    write_json(folder / MANIFEST, entries)


def note_order(folder: Path, order: dict[str, Any]) -> None:
    """Keep how the folder was asked for."""
    write_json(folder / ORDER, order)


def read_order(folder: Path) -> dict[str, Any]:
    """How the folder was asked for; nothing where that is not known."""
    try:
        found = json.loads((folder / ORDER).read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return found if isinstance(found, dict) else {}
