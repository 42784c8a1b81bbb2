"""Rows that have the same URL: it is asked once for all of them."""

from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING

from lgs.download.source import Source, digests

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Groups:
    """Every row by its place in the whole table; about 24 bytes a row."""

    starts: "Integers"  # the first row of each shard, and the end of the last
    group: "Integers"  # of each row
    by_group: "Integers"  # rows sorted by group, then by place
    first: "Integers"  # where each group begins in `by_group`, and the end
    digest: str  # hex that tells this list of URLs from others

    @property
    def rows(self) -> int:
        """All rows."""
        return len(self.group)

    @property
    def shards(self) -> int:
        """How many shards the rows are in."""
        return len(self.starts) - 1

    def of(self, shard: int, row: int) -> int:
        """The group of a shard's row."""
        return int(self.group[int(self.starts[shard]) + row])

    def members(self, group: int) -> Iterator[tuple[int, int]]:
        """Shard and row of all that share the URL, in order."""
        import numpy as np

        places = self.by_group[self.first[group] : self.first[group + 1]]
        for place in places:
            shard = int(np.searchsorted(self.starts, place, "right")) - 1
            yield shard, int(place - self.starts[shard])

    def size(self, group: int) -> int:
        """How many rows share the URL."""
        return int(self.first[group + 1] - self.first[group])


def groups_of(source: Source) -> Groups:
    """Read the URLs once."""
    import numpy as np

    parts = [digests(urls) for urls in source.urls()]
    starts = np.cumsum([0, *(len(part) for part in parts)], dtype=np.int64)
    every = np.concatenate(parts) if parts else np.empty(0, dtype=np.uint64)
    del parts
    digest = sha256(every.tobytes() + starts.tobytes()).hexdigest()[:16]
    _, group = np.unique(every, return_inverse=True)
    del every
    by_group = np.argsort(group, kind="stable")
    counts = np.bincount(group) if len(group) else np.empty(0, dtype=np.int64)
    first = np.concatenate([[0], np.cumsum(counts)]).astype(np.int64)
    return Groups(starts, group, by_group, first, digest)
