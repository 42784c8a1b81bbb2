"""Fetch one URL: kept connections, a ceiling for bytes plain and decompressed, a deadline for the
whole answer, a least rate, and the address check at connect time. Redirects are not followed."""

import asyncio
import time
from collections.abc import Iterator
from dataclasses import dataclass
from socket import SOCK_STREAM
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from lgs.net.guard import ForbiddenAddress, socket_factory
from lgs.net.inflate import BadEncoding, Inflater, TooLarge

if TYPE_CHECKING:
    import aiohttp

LEAST_BYTES_S, RATE_AFTER_S = 1024, 10.0  # a slower body holds a place that others need
CONNECTIONS_PER_HOST = 8
IDLE_S = 30.0
CONNECT_S = 10.0  # with the TLS handshake: a server that speaks plain HTTP may never answer one
HEADER_BYTES = 64 * 1024  # a security policy that names every advertiser is longer than 8 KB
ACCEPT = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"


class FetchFailed(Exception):
    """No answer came, or not the whole of it; `final` when asking again is of no use."""

    def __init__(self, why: str, *, final: bool = False, too_large: bool = False) -> None:
        super().__init__(why)
        self.final = final or too_large
        self.too_large = too_large


@dataclass(frozen=True, slots=True)
class Fetched:
    """An answer, its body decompressed."""

    status: int
    headers: tuple[tuple[str, str], ...]
    body: bytes


class Fetcher:
    """Keeps connections between requests; to be used inside one event loop."""

    def __init__(
        self, *, agent: str, timeout_s: float, max_bytes: int, allow_private: bool
    ) -> None:
        self._agent = agent
        self._timeout_s = timeout_s
        self._max_bytes = max_bytes
        self._allow_private = allow_private
        self._session: aiohttp.ClientSession | None = None
        self._addresses: dict[str, str | None] = {}

    async def fetch(
        self, url: str, *, max_bytes: int | None = None, cut_at: int | None = None
    ) -> Fetched:
        """The answer at a URL, which is sent as it is written; raises FetchFailed and nothing else.

        A body of more than `max_bytes` fails, unless it may be cut: then `cut_at` bytes are read.
        """
        import aiohttp

        try:
            async with asyncio.timeout(self._timeout_s):
                return await self._answer(url, max_bytes or self._max_bytes, cut_at)
        except aiohttp.ServerTimeoutError as error:
            raise FetchFailed(f"no connection within {CONNECT_S:g} s") from error
        except TimeoutError as error:
            raise FetchFailed(f"no whole answer within {self._timeout_s:g} s") from error
        except TooLarge as error:
            raise FetchFailed(str(error), too_large=True) from error
        except BadEncoding as error:
            raise FetchFailed(str(error), final=True) from error
        except (aiohttp.ClientError, OSError, ValueError) as error:
            forbidden = next(_forbidden(error), None)
            why = str(forbidden) if forbidden else _in_plain_words(error)
            is_hopeless = forbidden is not None or isinstance(error, aiohttp.InvalidURL)
            raise FetchFailed(why, final=is_hopeless) from error

    async def address_of(self, url: str) -> str | None:
        """The address of a URL's host, as it was resolved first; None where it has none."""
        host = urlsplit(url).hostname or ""
        if host not in self._addresses:
            self._addresses[host] = await _resolved(host)
        return self._addresses[host]

    async def close(self) -> None:
        """Close all connections."""
        if self._session is not None:
            await self._session.close()

    async def _answer(self, url: str, most: int, cut_at: int | None) -> Fetched:
        import yarl

        place = yarl.URL(url, encoded=True)
        async with self._connections().get(place, allow_redirects=False) as answer:
            body = await _read(answer, most, cut_at)
            return Fetched(answer.status, tuple(answer.headers.items()), body)

    def _connections(self) -> "aiohttp.ClientSession":
        if self._session is None:
            import aiohttp

            self._session = aiohttp.ClientSession(
                connector=aiohttp.TCPConnector(
                    limit=0,
                    limit_per_host=CONNECTIONS_PER_HOST,
                    keepalive_timeout=IDLE_S,
                    socket_factory=socket_factory(allow_private=self._allow_private),
                ),
                cookie_jar=aiohttp.DummyCookieJar(),
                auto_decompress=False,
                timeout=aiohttp.ClientTimeout(total=None, sock_connect=CONNECT_S),
                max_line_size=HEADER_BYTES,
                max_field_size=HEADER_BYTES,
                headers={
                    "User-Agent": self._agent,
                    "Accept": ACCEPT,
                    "Accept-Encoding": "gzip, deflate",
                },
            )
            # aiohttp asks again at once where a connection breaks; how often and when is not its
            # to decide (tested: one request for one call).
            self._session._retry_connection = False
        return self._session


async def _resolved(host: str) -> str | None:
    """The first address of a name; whether it may be connected to is judged at connect time."""
    try:
        found = await asyncio.get_running_loop().getaddrinfo(host, None, type=SOCK_STREAM)
    except (OSError, ValueError):  # ValueError: a name that has no form in IDNA
        return None
    return str(found[0][4][0]) if found else None


def _in_plain_words(error: Exception) -> str:
    """What went wrong, without the names of classes and addresses of objects."""
    import aiohttp

    if isinstance(error, aiohttp.ClientConnectorDNSError):
        return "the host's name is not known"
    if isinstance(error, aiohttp.ClientConnectorCertificateError):
        return "the host's certificate is not valid"
    if isinstance(error, aiohttp.ClientConnectorError):
        return f"no connection: {error.os_error.strerror or error.os_error}"
    return str(error) or type(error).__name__


async def _read(answer: "aiohttp.ClientResponse", most: int, cut_at: int | None) -> bytes:
    inflate = _inflater(answer.headers.get("Content-Encoding", ""), most)
    if cut_at is None and _length(answer) > most:
        raise TooLarge(f"more than {most} bytes")
    parts, size, received, began = [], 0, 0, time.monotonic()
    async for piece in answer.content.iter_any():
        received += len(piece)
        plain = inflate.feed(piece) if inflate else piece
        size += len(plain)
        parts.append(plain)
        if cut_at is not None and size >= cut_at:
            answer.close()  # the rest is not wanted; the connection is given up with it
            return b"".join(parts)[:cut_at]
        if size > most:
            raise TooLarge(f"more than {most} bytes")
        spent = time.monotonic() - began
        if spent > RATE_AFTER_S and received < LEAST_BYTES_S * spent:
            raise FetchFailed(f"slower than {LEAST_BYTES_S} bytes a second")
    if inflate and received and not inflate.is_complete:
        raise BadEncoding("the compressed body ends too early")
    return b"".join(parts)


def _length(answer: "aiohttp.ClientResponse") -> int:
    text = answer.headers.get("Content-Length", "")
    return int(text) if text.isdigit() else 0


def _inflater(encoding: str, most: int) -> Inflater | None:
    name = encoding.strip().lower()
    if name in ("", "identity"):
        return None
    if name in ("gzip", "x-gzip", "deflate"):
        return Inflater(name.removeprefix("x-"), most)
    raise BadEncoding(f"content encoding {name!r} was not asked for")


def _forbidden(error: BaseException) -> Iterator[ForbiddenAddress]:
    """The address that was refused, wherever aiohttp put it: cause, os_error or group."""
    left: list[Any] = [error]
    while left:
        one = left.pop()
        if isinstance(one, ForbiddenAddress):
            yield one
        elif one is not None:
            left += [one.__cause__, getattr(one, "os_error", None)]
            left += getattr(one, "exceptions", ())
