"""Takes pairs back from what was exported: only the files that hold one are written again."""

import json
import re
import tarfile
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

from lgs.dataset import Dataset, read_table
from lgs.export.columns import write_plain
from lgs.export.formats import Release
from lgs.export.hf import rewrite, write_papers
from lgs.export.manifest import note_files, note_order, read_order, tree
from lgs.export.webdataset import member
from lgs.tombstones import Forgotten, Traces

if TYPE_CHECKING:
    import pyarrow as pa

KEY = re.compile(rb"[0-9a-f]{32}")  # the first such digits of a line are its key
ENTRY = b'{"id": '


@dataclass(slots=True)
class Going:
    """Which rows go: what was asked for, and the keys that were found by it so far."""

    gone: Forgotten
    keys: set[str] = field(default_factory=set)
    names: list[bytes] | None = None

    def covers(self, row: Traces) -> bool:
        """True for a row that goes."""
        return row.key in self.keys or self.gone.covers(row)

    def columns(self, names: list[str]) -> list[str]:
        """Of a table's columns, those that decide."""
        wanted = ["key", "sha256"]
        if self.gone.sites or self.gone.urls:
            wanted += ["page_url", "site", "url", "image_urls"]
        return [name for name in wanted if name in names]

    def in_table(self, path: Path) -> list[bool]:
        """For each row of a table whether it goes; a table without keys holds none."""
        import pyarrow.parquet as pq

        names = pq.read_schema(path).names
        if "key" not in names:
            return []
        table = read_table(path, self.columns(names))
        maybe = [bool(one) for one in self._maybe(table).to_pylist()]
        if not any(maybe):
            return maybe
        places = [place for place, one in enumerate(maybe) if one]
        for place, row in zip(places, table.take(places).to_pylist(), strict=True):
            maybe[place] = self.covers(traces_of(row))
        return maybe

    def _maybe(self, table: "pa.Table") -> "pa.ChunkedArray":
        """Rows that may go: by key or hash, or because a host in question stands in a link."""
        import pyarrow as pa
        import pyarrow.compute as pc

        found = pc.is_in(table["key"], pa.array(sorted(self.keys | self.gone.keys), pa.string()))
        texts = [table[name] for name in ("page_url", "site", "url") if name in table.column_names]
        if "image_urls" in table.column_names:
            texts.append(pc.binary_join(table["image_urls"], " "))
        for text in texts:
            for host in self.gone.hosts():
                holds = pc.match_substring(text, host, ignore_case=True)
                found = pc.or_(found, pc.fill_null(holds, False))
        if "sha256" in table.column_names and self.gone.hashes:
            hashes = pa.array(sorted(self.gone.hashes), pa.string())
            found = pc.or_(found, pc.is_in(table["sha256"], hashes))
        return found

    def in_line(self, line: bytes, row_of: Callable[[bytes], Traces]) -> bool:
        """Whether a line goes; most lines hold no name in question and are not read for it."""
        if self.names is None:
            self.names = [name.encode() for name in (*self.gone.hosts(), *self.gone.hashes)]
        text = line.lower() if self.names else b""
        key = KEY.search(line)
        named = key.group().decode() if key else ""
        is_named = named in self.keys or named in self.gone.keys
        if is_named or any(name in text for name in self.names):
            return self.covers(row_of(line))
        return False


def traces_of(row: dict[str, Any]) -> Traces:
    """What of a row with these columns a wish may be about."""
    urls = [row.get("url"), row.get("coco_url"), *(row.get("image_urls") or ())]
    return Traces(
        row["key"] or "",
        row.get("page_url"),
        row.get("site"),
        tuple(url for url in urls if url),
        row.get("sha256"),
    )


def export_folders(dataset: Dataset) -> list[Path]:
    """All folders of exports."""
    return sorted(p for p in (dataset.root / "export").glob("*/") if p.name[0] not in "._")


def take_from_export(folder: Path, going: Going) -> tuple[set[str], list[Path]]:
    """Take rows out of one export; gives their keys and the files that were written again."""
    order = read_order(folder)
    keys: set[str] = set()
    changed = []
    for path in tree(folder):  # a table stands before its tar, and tells the tar's keys
        found = _take_from(path, going, order)
        going.keys |= found
        keys |= found
        if found:
            changed.append(path)
    if changed and order:
        note_order(folder, order | {"rows": max(0, order["rows"] - len(keys))})
    if changed:
        note_files(folder, changed)
    return keys, changed


def rewrite_papers(dataset: Dataset, folder: Path) -> None:
    """Card and Croissant of a release anew: its figures and its version have changed."""
    order = read_order(folder)
    write_papers(dataset, folder, Release(**order["release"]), order)
    note_files(folder, [folder / name for name in ("README.md", "croissant.json", "LICENSE")])


def _take_from(path: Path, going: Going, order: dict[str, Any]) -> set[str]:
    if path.suffix == ".parquet":
        return take_from_table(path, going, with_images=bool(order.get("with_images")))
    if path.suffix == ".tar":
        return _from_tar(path, going)
    if path.suffix in (".jsonl", ".tsv"):
        return _from_lines(path, going)
    if path.suffix == ".json" and path.name.startswith("captions"):
        return _from_coco(path, going)
    key = path.name.partition(".")[0]
    if key in going.keys:
        path.unlink()
        if not any(path.parent.iterdir()):  # ImageFolder stops at a class without an image
            path.parent.rmdir()
        return {key}
    return set()


def take_from_table(path: Path, going: Going, *, with_images: bool = False) -> set[str]:
    """Take rows out of one Parquet file; one that holds none of them is not touched."""
    import pyarrow as pa

    leaving = going.in_table(path)
    if not any(leaving):
        return set()
    keys = read_table(path, ["key"]).column(0).to_pylist()
    staying = read_table(path).filter(pa.array([not goes for goes in leaving], pa.bool_()))
    if "-of-" in path.name:
        rewrite(path, staying, with_images=with_images)
    else:
        write_plain(path, staying)
    return {key for key, goes in zip(keys, leaving, strict=True) if goes}


def _from_tar(path: Path, going: Going) -> set[str]:
    with tarfile.open(path) as tar:
        keys = {name.partition(".")[0] for name in tar.getnames()} & going.keys
        if not keys:
            return set()
        beside = path.with_name(f"_{path.name}.part")
        with tarfile.open(beside, "w", format=tarfile.USTAR_FORMAT) as out:
            for one in tar.getmembers():
                content = tar.extractfile(one)
                if content is not None and one.name.partition(".")[0] not in keys:
                    data = content.read()
                    out.addfile(member(one.name, len(data)), BytesIO(data))
    beside.replace(path)
    return keys


def _from_lines(path: Path, going: Going) -> set[str]:
    """JSON lines, or OFA's lines, which begin with key and sha256."""
    keys = set()
    row_of = _json_row if path.suffix == ".jsonl" else _ofa_row
    beside = path.with_name(f"_{path.name}.part")
    with path.open("rb") as lines, beside.open("wb") as out:
        for line in lines:
            if going.in_line(line, row_of):
                keys.add(row_of(line).key)
            else:
                out.write(line)
    return _replaced(path, beside, keys)


def _json_row(line: bytes) -> Traces:
    return traces_of(json.loads(line))


def _ofa_row(line: bytes) -> Traces:
    key, sha256 = line.split(b"\t", 2)[:2]
    return Traces(key.decode(), sha256=sha256.decode())


def _from_coco(path: Path, going: Going) -> set[str]:
    """Entries of a captions file, which stand on a line each; images come before their captions."""
    keys: set[str] = set()
    beside = path.with_name(f"_{path.name}.part")
    with path.open("rb") as lines, beside.open("wb") as out:
        before = b""
        for line in lines:
            entry = line.rstrip(b",\n")
            if entry.startswith(ENTRY):
                if going.in_line(entry, _json_row):
                    keys.add(_json_row(entry).key)
                    going.keys |= keys
                    continue
                out.write(before + entry)
                before = b",\n"
            else:
                out.write(b"\n" * (before == b",\n") + line)
                before = b""
    return _replaced(path, beside, keys)


def _replaced(path: Path, beside: Path, keys: set[str]) -> set[str]:
    """Put the new file in its place if it lacks anything."""
    if keys:
        beside.replace(path)
    else:
        beside.unlink()
    return keys
