"""Class folders as torchvision's ImageFolder reads them: LEAF/KEY.jpg, or SPLIT/LEAF/KEY.jpg."""

import re
from hashlib import blake2b
from pathlib import Path

from lgs.dataset import write_bytes
from lgs.export.formats import FORMATS, Pairs
from lgs.export.images import samples

MOST_BYTES = 100  # of a folder's name: file systems allow 255, backups and archives often less
# What Windows forbids in a name or as a name; on a shared disk it must be readable there too.
FORBIDDEN = re.compile(r'[\x00-\x1f\x7f<>:"/\\|?*]+')
DEVICES = re.compile(r"^(con|prn|aux|nul|com\d|lpt\d)(\.|$)", re.IGNORECASE)


@FORMATS.add
def imagefolder(pairs: Pairs, folder: Path) -> None:
    """A folder for each end leaf; a pair without a label is left out."""
    for sample in samples(pairs):
        leaf = sample.row["end_leaf"]
        if not leaf:
            pairs.leave_out("the pair has no end leaf (`lgs label`)")
            continue
        place = folder / sample.split if sample.split else folder
        write_bytes(place / folder_name(leaf) / sample.name, sample.image)


def folder_name(leaf: str) -> str:
    """A leaf as a folder's name; one that had to be changed ends in a hash, so that none collide.

    >>> folder_name("Athletic shoes"), folder_name("Boots / Shoes").rpartition("-")[0]
    ('Athletic shoes', 'Boots _ Shoes')
    """
    name = FORBIDDEN.sub("_", leaf).strip(" .")
    name = name.encode()[:MOST_BYTES].decode("utf-8", "ignore").strip(" .")
    if name == leaf and not DEVICES.match(name):
        return name if name[0] not in "_" else f"leaf {name}"
    return f"{name.lstrip('_') or 'leaf'}-{blake2b(leaf.encode(), digest_size=4).hexdigest()}"
