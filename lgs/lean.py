"""What a process of many small tasks can leave out."""

import ctypes
import gc
import sys
from functools import cache


def keep_memory() -> None:
    """Tell glibc not to give each image's memory back: getting it again costs 0.3 of 4.6 ms.

    The numbers are glibc's M_TRIM_THRESHOLD and M_MMAP_THRESHOLD (malloc.h); others have no such.
    """
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (OSError, AttributeError):
        return
    mallopt(-1, 128 << 20)
    mallopt(-3, 32 << 20)


@cache
def collect_seldom() -> None:
    """Look for garbage in cycles seldom, and never among what is loaded by now.

    A page makes thousands of small objects and no cycles that matter: a twentieth to a tenth of
    the time of a read otherwise.
    """
    gc.freeze()
    gc.set_threshold(50_000, 20, 50)


class _Hidden:
    """A finder of modules that says of pandas that it is not there."""

    def find_spec(self, name: str, *_: object) -> None:
        """None: the next finder is asked; an error: nobody is."""
        if name == "pandas":
            raise ModuleNotFoundError(name)


def arrow_without_pandas() -> None:
    """Let pyarrow look for pandas once and not find it: it imports it for its first array.

    That is 0.4 s of a processor for nothing, wherever pandas happens to be installed. Who asks
    pyarrow for a data frame later gets one all the same: it looks again then.
    """
    if "pandas" in sys.modules:
        return
    import pyarrow as pa

    hidden = _Hidden()
    sys.meta_path.insert(0, hidden)
    try:
        pa.array([])
    finally:
        sys.meta_path.remove(hidden)
