"""The list of sites: one host or URL a line, `#` comments."""

import re
from dataclasses import dataclass
from ipaddress import ip_address
from pathlib import Path
from urllib.parse import urlsplit

from lgs.errors import LgsError
from lgs.urls import canonical, is_web, site_of

# Letters, digits and hyphens between dots (RFC 1123), any script as the browser shows it, a port.
_HOST = re.compile(r"^(?!-)[\w-]+(\.[\w-]+)*\.?(:\d{1,5})?$|^\[[0-9a-fA-F:.]+\](:\d{1,5})?$")


@dataclass(frozen=True, slots=True)
class Start:
    """A site and where its crawl begins; `fallback` is asked where nothing answers at `url`."""

    site: str
    url: str
    fallback: str | None = None


def read_sites(path: Path) -> tuple[list[Start], list[str]]:
    """The sites of a file, each once, and a sentence for every line that is none."""
    try:
        text = path.read_text("utf-8-sig")
    except OSError as error:
        raise LgsError(f"the list of sites {path} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LgsError(f"the list of sites {path} is not UTF-8 text") from error
    starts: dict[str, Start] = {}
    odd = []
    for number, line in enumerate(text.splitlines(), 1):
        words = re.sub(r"(^|\s)#.*", "", line).strip()
        if not words:
            continue
        start = start_of(words)
        if start is None:
            odd.append(
                f"{path}, line {number}: {words[:100]!r} is no host and no http(s) URL; left out"
            )
        else:
            starts.setdefault(start.site, start)
    if not starts:
        raise LgsError(
            f"{path} names no site; write one host or URL a line, such as shop.example"
            + "".join(f"\n{line}" for line in odd[:1])
        )
    return list(starts.values()), odd


def start_of(words: str) -> Start | None:
    """The start that a line names: a bare host means https, then http.

    >>> start_of("shop.example")
    Start(site='shop.example', url='https://shop.example/', fallback='http://shop.example/')
    >>> start_of("ftp://shop.example") is None
    True
    """
    if "://" in words:
        return _start(words, None) if is_web(words) and not re.search(r"\s", words) else None
    host, _, path = words.partition("/")
    if not _HOST.match(host) or "_" in host or not _is_named(host):
        return None
    return _start(f"https://{host}/{path}", f"http://{host}/{path}")


def is_private(start: Start) -> bool:
    """True where the URL itself names an address that is not public, or this machine."""
    from lgs.net.guard import is_public

    host = urlsplit(start.url).hostname or ""
    if host == "localhost" or host.endswith(".localhost"):
        return True
    try:
        ip_address(host)
    except ValueError:
        return False
    return not is_public(host)


def _start(url: str, fallback: str | None) -> Start | None:
    try:
        place = canonical(url)
        return Start(site_of(place), place, canonical(fallback) if fallback else None)
    except ValueError:
        return None


def _is_named(host: str) -> bool:
    """A word without a dot is a host only where it names this machine or has a port."""
    return "." in host.strip(".") or ":" in host or host == "localhost"
