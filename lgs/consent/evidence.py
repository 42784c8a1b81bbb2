"""Which line of a robots.txt decides for a URL: what `lgs explain` shows beside the verdict.

Groups are those of RFC 9309, section 2.2.1; whether one rule fits a URL is asked of the very parser
that the crawl uses, so that the line shown is the line obeyed.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lgs.consent.robots import AGENT_FIELDS, TOKEN, Robots, cut

RULES = ("allow", "disallow")
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
    lines = list(_lines(body))
    group = next((one for one in (TOKEN, "*") if any(one in ln.agents for ln in lines)), None)
    fitting = [ln for ln in lines if group in ln.agents and ln.pattern and _fits(ln.pattern, url)]
    allows = Robots("rules", body).allows(url)
    if not fitting:
        return Evidence(allows, group)
    # The longest pattern decides; of equal ones the one that allows (section 2.2.2).
    best = max(fitting, key=lambda ln: (len(ln.pattern), ln.field == "allow", -ln.number))
    return Evidence(allows, group, best.number, best.text)


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
    alone = f"User-agent: {TOKEN}\nDisallow: {pattern}\n"
    return not Robots("rules", alone.encode("utf-8", "surrogatepass")).allows(url)
