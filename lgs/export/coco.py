"""A captions JSON as COCO has it (cocodataset.org, data format), read by pycocotools.

Numbers stand for images and captions because COCO's tools want them; `key` is the stable name.
"""

import json
import shutil
from pathlib import Path
from typing import Any

from lgs.dataset import write_bytes
from lgs.export.formats import FORMATS, Pairs
from lgs.export.images import Sample, extension_of, samples
from lgs.export.licences import LICENCES

COMMA = ",\n"


@FORMATS.add
def coco(pairs: Pairs, folder: Path) -> None:
    """captions.json, or captions_SPLIT.json a split; with --with-images, images/KEY.jpg too."""
    files: dict[str | None, Captions] = {
        name: Captions(folder, name) for name in pairs.splits or (None,)
    }
    if pairs.with_images:
        for sample in samples(pairs):
            files[sample.split].add(sample.row)
            _put_image(folder, sample)
    else:
        for part in pairs.parts():
            for row in part.table.to_pylist():
                files[part.split].add(row)
    for file in files.values():
        file.close(_head(pairs))


class Captions:
    """One captions file; images and captions go to streams of their own until it is closed."""

    def __init__(self, folder: Path, split: str | None) -> None:
        self.path = folder / (f"captions_{split}.json" if split else "captions.json")
        self.rows = 0
        self._parts = [
            self.path.with_name(f"_{self.path.name}.{n}") for n in ("images", "captions")
        ]
        self._streams = [part.open("w", encoding="utf-8") for part in self._parts]

    def add(self, row: dict[str, Any]) -> None:
        """Put a pair at the end."""
        self.rows += 1
        entries = (_image(row, self.rows), _caption(row, self.rows))
        for stream, entry in zip(self._streams, entries, strict=True):
            stream.write((COMMA if self.rows > 1 else "") + json.dumps(entry, ensure_ascii=False))

    def close(self, head: dict[str, Any]) -> None:
        """Put head, images and captions together."""
        for stream in self._streams:
            stream.close()
        beside = self.path.with_name(f"_{self.path.name}.part")
        with beside.open("wb") as out:
            out.write(json.dumps(head, ensure_ascii=False)[:-1].encode())
            for name, part in zip(("images", "annotations"), self._parts, strict=True):
                out.write(f',\n"{name}": [\n'.encode())
                with part.open("rb") as entries:
                    shutil.copyfileobj(entries, out)
                out.write(b"\n]")
                part.unlink()
            out.write(b"}\n")
        beside.replace(self.path)


def _head(pairs: Pairs) -> dict[str, Any]:
    licence = LICENCES[pairs.release.license]
    info = {
        "description": pairs.release.name or pairs.dataset.root.resolve().name,
        "url": pairs.release.url,
        "version": str(pairs.dataset.read_run().get("dataset_version", "1.0.0")),
        "contributor": pairs.release.creator,
        "date_created": str(pairs.dataset.read_run().get("first_started", ""))[:10],
    }
    return {"info": info, "licenses": [{"id": 1, "name": licence.name, "url": licence.url}]}


def _image(row: dict[str, Any], number: int) -> dict[str, Any]:
    moment = row["fetched_at"]
    return {
        "id": number,
        "key": row["key"],
        "file_name": f"{row['key']}.{extension_of(row['image_format'])}",
        "width": row["width"],
        "height": row["height"],
        "coco_url": row["url"],
        "page_url": row["page_url"],
        "license": 1,
        "date_captured": moment.strftime("%Y-%m-%d %H:%M:%S") if moment else None,
    }


def _caption(row: dict[str, Any], number: int) -> dict[str, Any]:
    return {"id": number, "image_id": number, "key": row["key"], "caption": row["caption"]}


def _put_image(folder: Path, sample: Sample) -> None:
    write_bytes(folder / "images" / sample.name, sample.image)
