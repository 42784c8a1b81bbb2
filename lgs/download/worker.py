"""A process that writes pictures: bytes in, outcome and picture out, until its line is closed.

Started as `python -m lgs.download.worker FD`; FD is its end of a socket pair. It imports Pillow and
little else, because every process of a download pays for it.
"""

import signal
import sys
from multiprocessing.connection import Connection

from lgs.lean import keep_memory


def main() -> None:
    """Answer until the other end is closed; the parent alone answers to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    line: Connection[object, object] = Connection(int(sys.argv[1]))
    keep_memory()
    from lgs.download.options import Picture
    from lgs.download.picture import write_picture

    try:
        picture = line.recv()
        assert isinstance(picture, Picture)
        while True:
            line.send(write_picture(line.recv_bytes(), picture))
    except (EOFError, OSError):
        return


if __name__ == "__main__":
    main()
