"""Write one export folder from `pairs/`."""

from pathlib import Path

from lgs.dataset import Dataset, read_table, write_manifest
from lgs.export import FORMATS
from lgs.export.captions import CAPTIONS, with_captions


def export_dataset(dataset: Dataset, format_: str, *, caption: str) -> tuple[Path, int]:
    """Export the clean pairs, one shard a shard; gives the folder and how many pairs are in it."""
    write, _ = FORMATS[format_], CAPTIONS[caption]
    pairs = dataset.need_pairs()
    folder = dataset.export(format_)
    folder.mkdir(parents=True, exist_ok=True)
    rows: dict[str, int] = {}
    for path in pairs:
        table = with_captions(read_table(path), caption)
        write(table, folder, path.stem)
        rows[path.stem] = table.num_rows
    for old in folder.glob("[0-9]*"):
        if old.name.partition(".")[0] not in rows:
            old.unlink()
    write_manifest(folder)
    return folder, sum(rows.values())
