"""What was taken back and must not come again: DIR/forgotten.jsonl, obeyed by crawls and builds.

One JSON object a line: kind (site, url, key, sha256), value, and when it was forgotten. Nothing
else of what was there is kept.
"""

import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from lgs.errors import LgsError, UsageError
from lgs.model import Row
from lgs.urls import canonical, is_web, site_of

FILE = "forgotten.jsonl"
KINDS = ("site", "url", "key", "sha256")
HEX = {"key": re.compile(r"[0-9a-f]{32}\Z"), "sha256": re.compile(r"[0-9a-f]{64}\Z")}


@dataclass(frozen=True, slots=True)
class Wish:
    """One thing to forget, in the form in which it is compared."""

    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class Traces:
    """What of a row a wish may be about."""

    key: str
    page_url: str | None = None
    site: str | None = None
    image_urls: tuple[str, ...] = ()
    sha256: str | None = None

    @classmethod
    def of(cls, row: Row) -> "Traces":
        """What of a row a wish may be about: its page, and every picture that it links."""
        urls = dict.fromkeys([*([row.url] if row.url else []), *row.image_urls])
        return cls(row.key, row.page_url, row.site, tuple(urls), row.sha256)


@dataclass(frozen=True, slots=True)
class Forgotten:
    """All that was forgotten, by kind."""

    sites: frozenset[str] = frozenset()
    urls: frozenset[str] = frozenset()
    keys: frozenset[str] = frozenset()
    hashes: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.sites or self.urls or self.keys or self.hashes)

    def forbids(self, url: str) -> bool:
        """True for a URL that must not be asked for: of a forgotten site, or forgotten itself."""
        if not (self.sites or self.urls) or not is_web(url):
            return False
        return site_of(url) in self.sites or canonical(url) in self.urls

    def hosts(self) -> tuple[str, ...]:
        """Words of which one stands in every URL that is forbidden: hosts in both their forms."""
        places = (urlsplit(url).hostname or "" for url in self.urls)
        plain = {*(site.partition(":")[0].strip("[]") for site in self.sites), *places} - {""}
        return tuple(sorted(plain | {_as_shown(host) for host in plain}))

    def covers(self, row: Traces) -> bool:
        """True for a row that must go: its key, its page, its site or one of its pictures."""
        if row.key in self.keys or row.sha256 in self.hashes or row.site in self.sites:
            return True
        return any(self.forbids(url) for url in (row.page_url, *row.image_urls) if url)


NOTHING = Forgotten()


def wish_of(kind: str, value: str) -> Wish:
    """What a user names, brought into form; a UsageError for what is no such thing.

    >>> wish_of("site", "https://www.shop.co.uk/a"), wish_of("url", "HTTP://shop.example/p#x")
    (Wish(kind='site', value='shop.co.uk'), Wish(kind='url', value='http://shop.example/p'))
    """
    text = value.strip()
    if kind == "site":
        place = text if "://" in text else f"https://{text}"
        if is_web(place) and not re.search(r"\s", text):
            return Wish(kind, site_of(place))
        raise UsageError(f"--site names a host, such as shop.example, not {value!r}")
    if kind == "url":
        if is_web(text):
            return Wish(kind, canonical(text))
        raise UsageError(f"--url names an http or https URL, not {value!r}")
    if HEX[kind].match(text.lower()):
        return Wish(kind, text.lower())
    digits = {"key": 32, "sha256": 64}[kind]
    raise UsageError(f"--{kind} names {digits} hex digits, not {value!r}")


def forgotten(wishes: Iterable[Wish]) -> Forgotten:
    """Wishes, sorted by kind."""
    by_kind: dict[str, set[str]] = {kind: set() for kind in KINDS}
    for wish in wishes:
        by_kind[wish.kind].add(wish.value)
    return Forgotten(*(frozenset(by_kind[kind]) for kind in KINDS))


def read_forgotten(root: Path) -> Forgotten:
    """What a dataset must not hold; a file that cannot be read stops the work.

    To go on without it would bring back what somebody asked to have taken out.
    """
    return forgotten(Wish(entry["kind"], entry["value"]) for entry in _entries(root / FILE))


def note_forgotten(root: Path, wishes: Iterable[Wish], at: str) -> None:
    """Add wishes to the file, each once, in the order in which they came."""
    from lgs.dataset import write_bytes

    entries = _entries(root / FILE)
    known = {(entry["kind"], entry["value"]) for entry in entries}
    for wish in wishes:
        if (wish.kind, wish.value) not in known:
            entries.append({"kind": wish.kind, "value": wish.value, "at": at})
            known.add((wish.kind, wish.value))
    text = "".join(json.dumps(entry, ensure_ascii=False) + "\n" for entry in entries)
    write_bytes(root / FILE, text.encode())


def _as_shown(host: str) -> str:
    """A host in its own script, as a shop may write it into a link."""
    try:
        return host.encode("ascii").decode("idna")
    except UnicodeError:
        return host


def _entries(path: Path) -> list[dict[str, Any]]:
    try:
        lines = path.read_text("utf-8").splitlines()
    except FileNotFoundError:
        return []
    except (OSError, UnicodeDecodeError) as error:
        raise LgsError(f"{path}, which names what was forgotten, cannot be read") from error
    found = []
    for number, line in enumerate(lines, 1):
        try:
            entry = json.loads(line)
            wish_of(entry["kind"], entry["value"])
        except (ValueError, KeyError, TypeError, AttributeError, UsageError) as error:
            raise LgsError(
                f"{path}, line {number} is no object with kind ({', '.join(KINDS)}) and value"
            ) from error
        found.append(entry)
    return found
