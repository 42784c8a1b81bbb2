"""`--split`: which rows are for training, which for testing; near rows never part.

Rows that have a product, an image or a near-duplicate group in common form one cluster, and so do
those that hang together over several of these. A cluster's share is drawn by a hash of its smallest
name, so that it is the same in every run and no row of it can leak from training into testing.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

from lgs.errors import UsageError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

BY = ("group", "site")
TOLERANCE = 1e-6


@dataclass(frozen=True, slots=True)
class Split:
    """Names with their shares, which sum to 1."""

    shares: tuple[tuple[str, float], ...]

    @property
    def names(self) -> tuple[str, ...]:
        """The names in their order."""
        return tuple(name for name, _ in self.shares)

    def of(self, cluster: str) -> str:
        """The split of a cluster, by a stable hash of its name.

        >>> Split((("train", 0.5), ("test", 0.5))).of("shop.example")
        'train'
        """
        digest = blake2b(cluster.encode("utf-8", "surrogatepass"), digest_size=8).digest()
        point = int.from_bytes(digest, "big") / 2**64
        for name, share in self.shares[:-1]:
            point -= share
            if point < 0:
                return name
        return self.shares[-1][0]


def split_from(text: str) -> Split:
    """The shares that a user writes.

    >>> split_from("train=0.8,test=0.2").shares
    (('train', 0.8), ('test', 0.2))
    """
    shares = []
    for part in text.split(","):
        name, _, number = part.partition("=")
        share = _share(number)
        if not name.strip().isidentifier() or share is None:
            raise UsageError(
                f"--split names shares that sum to 1, such as train=0.9,test=0.1; not {text!r}"
            )
        shares.append((name.strip(), share))
    if abs(sum(share for _, share in shares) - 1) > TOLERANCE or len(dict(shares)) < len(shares):
        raise UsageError(f"the shares of --split must sum to 1 under different names, not {text!r}")
    return Split(tuple(shares))


def clusters(columns: Sequence[Sequence[str | None]]) -> "NDArray[np.int64]":
    """For each row the place of the first row that it hangs together with, over all the columns.

    A None hangs together with nothing.

    >>> clusters([["a", "b", "c", "c"], ["x", "y", "x", None]]).tolist()
    [0, 1, 0, 0]
    """
    import numpy as np

    runs = [_codes(column) for column in columns]
    found = np.arange(len(columns[0]) if columns else 0)
    while True:
        before = found.copy()
        for codes, count in runs:
            least = np.full(count, len(found))
            np.minimum.at(least, codes, found)
            found = least[codes]
        found = found[found]  # jump over the first row's own first row
        if np.array_equal(found, before):
            return found


def _codes(column: Sequence[str | None]) -> "tuple[NDArray[np.int64], int]":
    """Values as numbers; every None is a value of its own."""
    import numpy as np

    known: dict[object, int] = {}
    codes = [
        known.setdefault(place if value is None else value, len(known))
        for place, value in enumerate(column)
    ]
    return np.array(codes, dtype=np.int64), len(known)


def _share(text: str) -> float | None:
    try:
        found = float(text)
    except ValueError:
        return None
    return found if 0 < found <= 1 else None
