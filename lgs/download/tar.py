"""Members of a tar as `tarfile` writes them, in a tenth of its time: three make an image."""

from functools import cache
from tarfile import BLOCKSIZE, GNU_FORMAT, NUL, RECORDSIZE, TarInfo

# Where the fields of a header are (POSIX.1-1988, ustar): name, size, checksum.
NAME, SIZE, CHECKSUM = slice(0, 100), slice(124, 136), slice(148, 156)


def member(name: str, content: bytes) -> bytes:
    """A file's header, its content and the zeros up to the next block.

    `name` has at most 100 characters, all of them ASCII.
    """
    return header(name, len(content)) + content + NUL * (-len(content) % BLOCKSIZE)


def header(name: str, size: int) -> bytes:
    """The header of a file that belongs to no one, is of no time, and all may read."""
    head = bytearray(_blank())
    head[NAME] = name.encode("ascii").ljust(100, NUL)
    head[SIZE] = b"%011o\0" % size
    head[CHECKSUM] = b"%06o\0 " % (sum(head) % 0o1000000)
    if len(head) != BLOCKSIZE:
        raise ValueError(f"{name!r} does not fit into the header of a tar")
    return bytes(head)


def end(size: int) -> bytes:
    """What comes after members of that many bytes: two empty blocks, then up to a whole record."""
    rest = 2 * BLOCKSIZE
    return NUL * (rest + -(size + rest) % RECORDSIZE)


@cache
def _blank() -> bytes:
    """A header without a name and a size; its checksum is eight spaces, as it is when summed."""
    head = bytearray(TarInfo("").tobuf(GNU_FORMAT))
    head[CHECKSUM] = b" " * 8
    return bytes(head)
