"""Decompress bodies with a ceiling: a bomb is refused after the ceiling, not after the memory."""

import zlib

STEP = 1 << 16
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
        self._in = self._out = 0
        self._encoding = encoding
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
            if not part and not data:
                break
        return b"".join(parts)

    @property
    def is_complete(self) -> bool:
        """True when the end of the compressed stream was seen."""
        return self._engine.eof

    def _is_bomb(self) -> bool:
        return self._out > RATIO_FROM_BYTES and self._out > RATIO * self._in

    def _decompress(self, data: bytes) -> bytes:
        try:
            return self._engine.decompress(data, STEP)
        except zlib.error as error:
            if self._encoding == "deflate" and not self._out:  # some servers send it raw
                self._engine, self._encoding = zlib.decompressobj(-15), "raw"
                return self._decompress(data)
            raise BadEncoding(f"not {self._encoding}: {error}") from error


def gunzip(data: bytes, max_bytes: int) -> bytes:
    """A whole gzip file as plain bytes."""
    return Inflater("gzip", max_bytes).feed(data)
