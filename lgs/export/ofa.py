"""Tab-separated lines as OFA's caption data has them.

uniq-id, image-id, caption, labels joined by &&, the image in base64 (OFA-Sys/OFA, datasets.md).
"""

from base64 import b64encode
from pathlib import Path
from typing import IO

from lgs.export.formats import FORMATS, Pairs
from lgs.export.images import Sample, samples


def ofa_tsv(pairs: Pairs, folder: Path) -> None:
    """One file a split; OFA counts its lines and reads them by their place."""
    files: dict[str, IO[bytes]] = {}
    try:
        for sample in samples(pairs):
            split = sample.split or "train"
            if split not in files:
                files[split] = (folder / f"caption_{split}.tsv").open("wb")
            files[split].write(line(sample))
    finally:
        for out in files.values():
            out.close()


ofa_tsv.__name__ = "ofa-tsv"  # as the format is called
FORMATS.add(ofa_tsv)


def line(sample: Sample) -> bytes:
    """One pair; white space in its words is folded, so that a tab or an end of line is ours."""
    row = sample.row
    labels = "&&".join(" ".join(label.split()) for label in row["taxonomy"] or ())
    caption = " ".join((row["caption"] or "").split())
    words = (row["key"], row["sha256"], caption, labels, b64encode(sample.image).decode())
    return ("\t".join(words) + "\n").encode()
