"""Which page a process was reading when it died.

A page that takes the process with it (out of memory, a fault in a parser's C code) would be asked
for again and again. The id of the page that is being read stands in a small file of its shard,
written without a sync: the system keeps it when the process dies.
"""

import os
from pathlib import Path

SIZE = 8  # one unsigned integer; 0 stands for none


class Marker:
    """The file of one shard."""

    def __init__(self, path: Path) -> None:
        self._file = os.open(path, os.O_RDWR | os.O_CREAT, 0o644)

    def left_behind(self) -> int | None:
        """The page that the last process was reading when it died."""
        found = int.from_bytes(os.pread(self._file, SIZE, 0), "little")
        return found or None

    def begin(self, page: int) -> None:
        """This page is being read."""
        os.pwrite(self._file, page.to_bytes(SIZE, "little"), 0)

    def end(self) -> None:
        """No page is being read."""
        os.pwrite(self._file, bytes(SIZE), 0)

    def close(self) -> None:
        """Close the file."""
        os.close(self._file)
