"""URLs that a site itself calls another name of a product page, learned from its canonical links.

Shops hang the way by which one came to a product onto its URL (?path=20, ?keyword=chair,
?variant=7): each such URL would be a page to fetch. Where product pages say by rel=canonical that
a parameter means nothing, it is dropped from further URLs of product pages. What was learned is of
use for one run, and decides only which of a product's URLs is asked for, never what its rows say.
"""

from urllib.parse import urlsplit, urlunsplit

ENOUGH = 3  # product pages that dropped a parameter, and none that kept it
MOST_PATHS = 50_000  # remembered a site: some 10 MB


class Aliases:
    """What one site's product pages said of the parameters in their URLs."""

    def __init__(self) -> None:
        self._dropped: dict[str, int] = {}
        self._kept: set[str] = set()
        self._shapes: dict[str, list[frozenset[str]]] = {}

    def learn(self, url: str, canonical: str) -> None:
        """A product page at a URL names its canonical URL."""
        here, there = urlsplit(url), urlsplit(canonical)
        kept = _names(there.query)
        self._kept |= kept
        if here.path == there.path:
            for name in _names(here.query) - kept:
                self._dropped[name] = self._dropped.get(name, 0) + 1
        shapes = self._shapes.get(there.path)
        if shapes is None and len(self._shapes) < MOST_PATHS:
            shapes = self._shapes.setdefault(there.path, [])
        if shapes is not None and kept not in shapes:
            shapes.append(kept)

    def short(self, url: str) -> str:
        """The URL without what the site's product pages drop; as it is where nothing is known."""
        parts = urlsplit(url)
        if not parts.query or not (shapes := self._shapes.get(parts.path)):
            return url
        names = _names(parts.query)
        for kept in sorted(shapes, key=lambda shape: (-len(shape), sorted(shape))):
            if kept <= names and all(self._means_nothing(name) for name in names - kept):
                query = "&".join(p for p in parts.query.split("&") if _name(p) in kept)
                return urlunsplit(parts._replace(query=query))
        return url

    def _means_nothing(self, name: str) -> bool:
        return self._dropped.get(name, 0) >= ENOUGH and name not in self._kept


def _names(query: str) -> frozenset[str]:
    return frozenset(_name(part) for part in query.split("&") if part)


def _name(part: str) -> str:
    return part.partition("=")[0]
