"""Splits that do not leak: a group's name alone decides where all of it goes."""

from collections.abc import Mapping
from hashlib import blake2b

from lgs.errors import UsageError


def split_of(group: str, shares: Mapping[str, float], *, seed: int = 0) -> str:
    """The split that a group falls into; the same in every run, machine and order.

    `shares` are names with parts of any sum; a split that is added last takes from all others.

    >>> shares = {"train": 0.8, "test": 0.2}
    >>> [split_of(name, shares) for name in ("a", "b", "c", "d")]
    ['train', 'train', 'train', 'train']
    """
    total = sum(shares.values())
    digest = blake2b(f"{seed}\n{group}".encode("utf-8", "surrogatepass"), digest_size=8).digest()
    point = int.from_bytes(digest) / 2**64 * total
    for name, share in shares.items():
        if point < share:
            return name
        point -= share
    return next(reversed(list(shares)))


def shares_from(text: str) -> dict[str, float]:
    """Shares as they are written on the command line.

    >>> shares_from("train=0.9,test=0.1")
    {'train': 0.9, 'test': 0.1}
    """
    found = {}
    for part in text.split(","):
        name, _, share = part.partition("=")
        try:
            found[name.strip()] = float(share)
        except ValueError:
            found[name.strip()] = -1.0
    if any(not name or not 0 < share < float("inf") for name, share in found.items()):
        raise UsageError(f"shares are written like train=0.9,test=0.1; not {text!r}")
    return found
