"""64-bit hashes as numbers: their distance, and their bits put into an order that searches well."""

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Places = NDArray[np.int64]
BITS = 64
SAMPLE = 100_000  # hashes by which bits are weighed: enough for a share to 0.3 %


def from_hex(words: Iterable[str]) -> Hashes:
    """Hashes from their 16 hex digits.

    >>> int(from_hex(["00000000000000ff"])[0])
    255
    """
    joined = bytes.fromhex("".join(words))
    return np.frombuffer(joined, dtype=">u8").astype(np.uint64)


def distance(left: Hashes, right: Hashes) -> NDArray[np.uint8]:
    """In how many bits each pair differs."""
    found: NDArray[np.uint8] = np.bitwise_count(left ^ right)
    return found


def spread(hashes: Hashes) -> tuple[Hashes, int]:
    """The hashes with their bits in another order, the same for all, and how many bits vary.

    Bits that vary come first, and those that say most are dealt out evenly: a block of
    neighbouring bits then has about as many values as any other, where pictures of one kind
    (cut-outs, symmetric goods) have whole runs of bits that hardly vary. Distances stay.
    """
    step = max(1, len(hashes) // SAMPLE)
    sample = hashes[::step]
    ones = np.array([np.count_nonzero(sample >> np.uint64(b) & np.uint64(1)) for b in range(BITS)])
    said = np.minimum(ones, len(sample) - ones)
    if step > 1:  # a bit that is constant in the sample need not be so in all
        union, common = np.bitwise_or.reduce(hashes), np.bitwise_and.reduce(hashes)
    else:
        union, common = np.bitwise_or.reduce(sample), np.bitwise_and.reduce(sample)
    varies = [bool(int(union ^ common) >> b & 1) for b in range(BITS)]
    ranks = sorted(range(BITS), key=lambda b: (not varies[b], -int(said[b]), b))
    count = sum(varies)
    # Steps by the golden section: neighbours have ranks from all over.
    dealt = sorted(range(count), key=lambda n: n * 0.6180339887498949 % 1)
    return _reordered(hashes, [*(ranks[n] for n in dealt), *ranks[count:]]), count


def _reordered(hashes: Hashes, order: list[int]) -> Hashes:
    """The hashes with bit order[n] of each at place n; byte by byte, by tables."""
    place = {bit: n for n, bit in enumerate(order)}
    found = np.zeros(len(hashes), dtype=np.uint64)
    for byte in range(8):
        table = np.zeros(256, dtype=np.uint64)
        for bit in range(8):
            on = (np.arange(256) >> bit & 1).astype(np.uint64)
            table |= on << np.uint64(place[8 * byte + bit])
        found |= table[(hashes >> np.uint64(8 * byte)).astype(np.uint8)]
    return found
