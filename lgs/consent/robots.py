"""robots.txt by RFC 9309: what an answer means, and what its rules allow to `lgs`."""

import re
from dataclasses import dataclass
from datetime import time
from functools import cached_property
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from protego import Protego

Outcome = Literal["rules", "allow", "deny"]
TOKEN = "lgs"  # noqa: S105  (the product token of RFC 9309, section 2.2.1)
READ_BYTES = 512_000  # at least 500 KiB must be read (section 2.5); cut at the end of a line
FRESH_S = 24 * 3600  # section 2.4
FETCH_BYTES = READ_BYTES + 1  # one more, to see that a line was cut
MAX_REDIRECTS = 5  # section 2.3.1.2
AGENT_FIELDS = ("user-agent", "useragent", "user agent")

# Refused to us rather than missing: RFC 9309 would allow everything (section 2.3.1.3), a dataset
# builder should not take from who shuts the door. 429 is "not now", as for 5xx.
CLOSED = (401, 403, 429)
NOT_NOW = 429
DAY_S = 24 * 3600
UNREACHABLE = "unreachable since"


def outcome_of(status: int | None) -> Outcome:
    """What the status of a robots.txt answer means; None stands for no answer at all.

    >>> [outcome_of(s) for s in (200, 404, 403, 503, None)]
    ['rules', 'allow', 'deny', 'deny', 'deny']
    """
    if status is None or status in CLOSED or status >= 500:
        return "deny"
    return "rules" if 200 <= status < 300 else "allow"


def is_undefined(status: int | None) -> bool:
    """True where an answer says nothing for good (section 2.3.1.4): it is to be asked for again.

    >>> [is_undefined(s) for s in (None, 503, 429, 403, 404)]
    [True, True, True, False, False]
    """
    return status is None or status == NOT_NOW or status >= 500


def cut(body: bytes) -> bytes:
    """The part of a robots.txt that is read: whole lines of the first 512,000 bytes."""
    if len(body) <= READ_BYTES:
        return body
    return body[: body.rfind(b"\n", 0, READ_BYTES) + 1] or body[:READ_BYTES]


@dataclass(frozen=True)
class Robots:
    """The robots.txt of one origin, as it was answered."""

    outcome: Outcome
    body: bytes = b""
    why: str = ""
    undefined: bool = False  # no answer, 429 or 5xx: closed for now, not for good

    @cached_property
    def rules(self) -> "Protego":
        """The parsed rules; an HTML page in the place of robots.txt has none."""
        from protego import Protego

        lines = cut(self.body).decode("utf-8", "replace").lstrip("\ufeff").splitlines()
        directives = (line for line in lines if ":" in line and not line.lstrip().startswith("#"))
        return Protego.parse("\n".join(map(_for_us, directives)))

    def allows(self, url: str) -> bool:
        """True if the URL may be asked for."""
        if self.outcome == "rules":
            return bool(self.rules.can_fetch(url, TOKEN))
        return self.outcome == "allow"

    @cached_property
    def delay_s(self) -> float:
        """Seconds between requests that the site asks for, by Crawl-delay or Request-rate."""
        if self.outcome != "rules":
            return 0.0
        rate = self.rules.request_rate(TOKEN)
        by_rate = rate.seconds / rate.requests if rate and rate.requests else 0.0
        return max(float(self.rules.crawl_delay(TOKEN) or 0), by_rate)

    @cached_property
    def visiting_hours(self) -> tuple[time, time] | None:
        """From when to when (UTC) the site wants to be visited, by Visit-time."""
        if self.outcome != "rules" or not (found := self.rules.visit_time(TOKEN)):
            return None
        return found.start_time, found.end_time

    def closed_for_s(self, wall: float) -> float:
        """Seconds until the visiting hours begin; 0 within them. `wall` is in seconds since 1970.

        >>> night = Robots("rules", b"User-agent: *\\nVisit-time: 2200-0400")
        >>> [night.closed_for_s(hour * 3600) / 3600 for hour in (3, 4, 5, 21, 22, 23)]
        [0.0, 0.0, 17.0, 1.0, 0.0, 0.0]
        """
        if not self.visiting_hours:
            return 0.0
        first, last = (at.hour * 3600.0 + at.minute * 60 for at in self.visiting_hours)
        now = wall % DAY_S  # of UTC: a day of this clock has no leap seconds
        is_open = first <= now <= last if first <= last else now >= first or now <= last
        return 0.0 if is_open else (first - now) % DAY_S

    @property
    def sitemaps(self) -> tuple[str, ...]:
        """The sitemaps that the file names, each once."""
        return tuple(dict.fromkeys(self.rules.sitemaps)) if self.outcome == "rules" else ()

    @property
    def says(self) -> str:
        """What stands in a row's consent for this channel."""
        if self.outcome != "rules":
            return self.why
        return f"allowed; {self.why}" if self.why.startswith(UNREACHABLE) else "allowed"


def _for_us(line: str) -> str:
    """A line whose crawler is told by whole product token (section 2.2.1): us, all, or another.

    Protego takes any part of our name for us, and a name with a version for another.
    """
    field, _, value = line.partition(":")
    if field.strip().lower() not in AGENT_FIELDS:
        return line
    value = value.partition("#")[0].strip()
    token = re.match(r"[A-Za-z_-]*", value).group().lower()  # type: ignore[union-attr]
    if token == TOKEN:
        return f"{field}: {TOKEN}"
    return f"{field}: {'*' if value.startswith('*') else 'other'}"
