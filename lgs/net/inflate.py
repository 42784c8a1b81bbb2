"""Decompress bodies with a ceiling: a bomb is refused after the ceiling, not after the memory."""

import zlib

STEP = 1 << 16
MEMBER = b"\x1f"  # how a gzip member begins
MOST_MEMBERS = 1024  # tools cut files into members of 64 KB at least; each costs a copy of the rest
# Text that is compressed a thousandfold is a bomb; real pages, full of spaces, reach about 1:50.
RATIO, RATIO_FROM_BYTES = 200, 1 << 20


class TooLarge(Exception):
    """A body went past its ceiling."""


class BadEncoding(Exception):
    """A body is not in the encoding that its header names."""


class Inflater:
    """Bytes in, bytes out, for gzip, zlib and raw deflate."""

    def __init__(self, encoding: str, max_bytes: int) -> None:
        self._max = max_bytes
        self._in = self._out = self._members = 0
        self._encoding = encoding
        self._first = b""  # a first byte that came alone: a zlib header is told by two
        self._engine = zlib.decompressobj(31 if encoding == "gzip" else 15)

    def feed(self, data: bytes) -> bytes:
        """The plain bytes of the next piece."""
        self._in += len(data)
        parts = []
        while data:
            part = self._decompress(data)
            self._out += len(part)
            if self._out > self._max or self._is_bomb():
                raise TooLarge(f"more than {self._max} bytes when decompressed")
            parts.append(part)
            data = self._engine.unconsumed_tail
            if self._engine.eof:
                data = self._next_member()
            elif not part and not data:
                break
        return b"".join(parts)

    @property
    def is_complete(self) -> bool:
        """True when the end of the compressed stream was seen."""
        return self._engine.eof

    def _is_bomb(self) -> bool:
        return self._out > RATIO_FROM_BYTES and self._out > RATIO * self._in

    def _next_member(self) -> bytes:
        """What follows the end: a gzip file may have several members (RFC 1952), or a filler."""
        rest = self._engine.unused_data
        if self._encoding != "gzip" or rest[:1] != MEMBER:
            return b""
        self._members += 1
        if self._members > MOST_MEMBERS:
            raise BadEncoding(f"more than {MOST_MEMBERS} gzip members")
        self._engine = zlib.decompressobj(31)
        return rest

    def _decompress(self, data: bytes) -> bytes:
        try:
            part = self._engine.decompress(data, STEP)
        except zlib.error as error:
            if self._encoding == "deflate" and not self._out:  # some servers send it raw
                self._engine, self._encoding = zlib.decompressobj(-15), "raw"
                return self._decompress(self._first + data)
            raise BadEncoding(f"not {self._encoding}: {error}") from error
        if self._in == 1:
            self._first = data
        return part


def gunzip(data: bytes, max_bytes: int) -> bytes:
    """A whole gzip file as plain bytes."""
    return Inflater("gzip", max_bytes).feed(data)
