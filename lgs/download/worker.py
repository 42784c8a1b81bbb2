"""A process that writes pictures: bytes in, outcome and picture out, until its line is closed.

Started as `python -m lgs.download.worker FD`; FD is its end of a socket pair. It imports Pillow and
little else, because every process of a download pays for it. Each message is its length in bytes
(eight bytes, the highest first) and then those bytes.
"""

import pickle
import signal
import sys
from socket import socket
from typing import BinaryIO

from lgs.lean import keep_memory

HEAD = 8


def framed(message: bytes) -> tuple[bytes, bytes]:
    """A message as it is sent: its length, and itself."""
    return len(message).to_bytes(HEAD, "big"), message


def length_of(head: bytes) -> int:
    """The length that stands before a message."""
    return int.from_bytes(head, "big")


def main() -> None:
    """Answer until the other end is closed; the parent alone answers to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    keep_memory()
    from lgs.download.options import Picture
    from lgs.download.picture import write_picture

    with socket(fileno=int(sys.argv[1])) as line, line.makefile("rb") as messages:
        try:
            picture = pickle.loads(_read(messages))  # noqa: S301  # our own process's
            assert isinstance(picture, Picture)
            while True:
                found = pickle.dumps(write_picture(_read(messages), picture))
                line.sendall(b"".join(framed(found)))
        except (EOFError, OSError):
            return


def _read(messages: BinaryIO) -> bytes:
    """The next message; EOFError where there is none."""
    head = messages.read(HEAD)
    message = messages.read(length_of(head))
    if len(head) < HEAD or len(message) < length_of(head):
        raise EOFError
    return message


if __name__ == "__main__":
    main()
