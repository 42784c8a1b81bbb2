"""Which line of a robots.txt decides for a URL: what `lgs explain` shows beside the verdict.

Groups are those of RFC 9309, section 2.2.1; whether one rule fits a URL is asked of the very parser
that the crawl uses, so that the line shown is the line obeyed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from urllib.parse import urlsplit

from lgs.consent.robots import AGENT_FIELDS, TOKEN, Robots, cut

RULES = ("allow", "disallow")
_PLAIN = re.compile(r"[A-Za-z0-9/_.-]*")  # signs that are never written in another way
SITE_WIDE = ("sitemap", "host")  # belong to no group and end none


@dataclass(frozen=True, slots=True)
class Line:
    """One rule as it stands in the file; lines count from 1."""

    number: int
    agents: frozenset[str]
    field: str
    pattern: str

    @property
    def text(self) -> str:
        """The rule as it is written, without its comment."""
        return f"{self.field.capitalize()}: {self.pattern}"


@dataclass(frozen=True, slots=True)
class Evidence:
    """The group that speaks to us, and its longest rule that fits; nothing where none does."""

    allows: bool
    group: str | None = None  # lgs, *, or None where no group is meant for us
    line: int | None = None
    rule: str | None = None


def evidence_for(body: bytes, url: str) -> Evidence:
    """The line of a robots.txt that decides for a URL.

    >>> evidence_for(b"User-agent: *\\nDisallow: /a\\nAllow: /a/b", "https://shop.example/a/b")
    Evidence(allows=True, group='*', line=3, rule='Allow: /a/b')
    """
    group, best = _group(body)[0], _deciding_line(body, url)
    allows = Robots("rules", body).allows(url)
    return Evidence(allows, group, best.number, best.text) if best else Evidence(allows, group)


def robots_words(robots: Robots | None, url: str) -> str:
    """What stands in a row's consent for robots.txt: the verdict, and the line it comes from.

    >>> robots_words(Robots("rules", b"User-agent: *\\nAllow: /a/b"), "https://shop.example/a/b")
    'allowed (line 2: Allow: /a/b)'
    """
    if robots is None or robots.outcome != "rules":
        return robots.says if robots else ""
    line = _deciding_line(robots.body, url)
    return f"{robots.says} (line {line.number}: {line.text})" if line else robots.says


def _deciding_line(body: bytes, url: str) -> Line | None:
    """The first of our rules that fits, in the order of their weight."""
    parts = urlsplit(url)
    path = f"{parts.path}?{parts.query}"
    is_plain = path.isascii() and "%" not in path
    for line in _group(body)[1]:
        if not (is_plain and _starts_otherwise(line.pattern, path)) and _fits(line.pattern, url):
            return line
    return None


@lru_cache(64)  # asked for every page of a site
def _group(body: bytes) -> tuple[str | None, tuple[Line, ...]]:
    """(whom the group that counts for us names, its rules)."""
    lines = list(_lines(body))
    group = next((one for one in (TOKEN, "*") if any(one in ln.agents for ln in lines)), None)
    ours = [line for line in lines if group in line.agents and line.pattern]
    # The longest pattern decides; of equal ones the one that allows (section 2.2.2).
    ours.sort(key=lambda ln: (-len(ln.pattern), ln.field != "allow", ln.number))
    return group, tuple(ours)


def _starts_otherwise(pattern: str, path: str) -> bool:
    """True where a pattern cannot fit a path without percent signs: most are told by this."""
    return pattern.startswith("/") and not path.startswith(_PLAIN.match(pattern)[0])  # type: ignore[index]


def _lines(body: bytes) -> Iterator[Line]:
    """Every line of a group, rules with their pattern, others with an empty one."""
    agents: set[str] = set()
    is_open = False
    text = cut(body).decode("utf-8", "replace").lstrip("\ufeff")
    for number, line in enumerate(text.splitlines(), 1):
        field, colon, value = line.partition("#")[0].partition(":")
        name, word = field.strip().lower(), value.strip()
        if not colon or name in SITE_WIDE:
            continue
        if name in AGENT_FIELDS:
            agents = agents if is_open else set()
            agents.add(_agent(word))
            is_open = True
            yield Line(number, frozenset(agents), name, "")
        else:
            is_open = False
            yield Line(number, frozenset(agents), name, word if name in RULES else "")


def _agent(value: str) -> str:
    """Us by our whole product token, everybody, or another crawler."""
    if value.startswith("*"):
        return "*"
    found = re.match(r"[A-Za-z_-]*", value)
    return TOKEN if found and found.group().lower() == TOKEN else ""


def _fits(pattern: str, url: str) -> bool:
    return not _alone(pattern).allows(url)


@lru_cache(4096)
def _alone(pattern: str) -> Robots:
    text = f"User-agent: {TOKEN}\nDisallow: {pattern}\n"
    return Robots("rules", text.encode("utf-8", "surrogatepass"))
