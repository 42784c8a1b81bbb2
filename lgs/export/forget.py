"""Takes pairs back from what was exported: only the files that hold one are written again."""

import json
import tarfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from lgs.dataset import Dataset, read_table, write_bytes
from lgs.export.columns import write_plain
from lgs.export.formats import Release
from lgs.export.hf import rewrite, write_papers
from lgs.export.manifest import note_files, note_order, read_order, tree
from lgs.export.webdataset import member
from lgs.tombstones import Forgotten, Traces


@dataclass(slots=True)
class Going:
    """Which rows go: what was asked for, and the keys that were found by it so far."""

    gone: Forgotten
    keys: set[str] = field(default_factory=set)

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
        columns = {name: table.column(name).to_pylist() for name in table.column_names}
        rows = zip(*columns.values(), strict=True)
        return [self.covers(traces_of(dict(zip(columns, row, strict=True)))) for row in rows]


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
    beside = path.with_name(f"_{path.name}.part")
    with path.open("rb") as lines, beside.open("wb") as out:
        for line in lines:
            row = _row_of(line, is_json=path.suffix == ".jsonl")
            if going.covers(row):
                keys.add(row.key)
            else:
                out.write(line)
    if keys:
        beside.replace(path)
    else:
        beside.unlink()
    return keys


def _row_of(line: bytes, *, is_json: bool) -> Traces:
    if is_json:
        return traces_of(json.loads(line))
    key, sha256 = line.split(b"\t", 2)[:2]
    return Traces(key.decode(), sha256=sha256.decode())


def _from_coco(path: Path, going: Going) -> set[str]:
    found = json.loads(path.read_text("utf-8"))
    keys = {i["key"] for i in found["images"] if going.covers(traces_of(i))}
    if not keys:
        return set()
    for name in ("images", "annotations"):
        found[name] = [entry for entry in found[name] if entry["key"] not in keys]
    write_bytes(path, "".join(_coco_lines(found)).encode())
    return keys


def _coco_lines(found: dict[str, Any]) -> Iterator[str]:
    """The layout in which the file was written."""
    lists = ("images", "annotations")
    head = {name: value for name, value in found.items() if name not in lists}
    yield json.dumps(head, ensure_ascii=False)[:-1]
    for name in lists:
        entries = ",\n".join(json.dumps(entry, ensure_ascii=False) for entry in found[name])
        yield f',\n"{name}": [\n{entries}\n]'
    yield "}\n"
