"""Reservations against training that stand in files beside the pages.

- robots.txt: `Content-Signal` (contentsignals.org, 2025), `Content-Usage` (AIPREF, IETF draft
  attach-04 with vocab-06: most restrictive wins, an optional path before the preferences), and a
  whole-site Disallow for a crawler that gathers training data while others may come;
- ai.txt (Spawning, 2023): the grammar of robots.txt over the kinds of media;
- /.well-known/tdmrep.json (TDM Reservation Protocol, W3C community group): the first rule whose
  location fits a path speaks for it.
"""

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any
from urllib.parse import urlsplit

from lgs.consent.robots import TOKEN, cut

# Crawlers whose operators say that they gather data for training.
TRAINERS = frozenset(
    {
        *("ai2bot", "anthropic-ai", "applebot-extended", "bytespider", "ccbot", "claudebot"),
        *("cohere-ai", "cohere-training-data-crawler", "google-extended", "gptbot"),
        *("img2dataset", "meta-externalagent"),
    }
)
TRAINING_KEYS = frozenset({"ai-train", "train-ai", "train-genai", "tdm"})
NO = frozenset({"n", "no", "0", "?0", "false"})


@dataclass(frozen=True, slots=True)
class Rule:
    """What one line says of the paths that a pattern fits (`*` and `$` as in RFC 9309)."""

    channel: str
    words: str
    pattern: str = "/"
    reserved: bool = True


# Where a site may state reservations beside its robots.txt.
AI_TXT, TDMREP = "/ai.txt", "/.well-known/tdmrep.json"


def reservations_in(robots: bytes, files: Mapping[str, bytes]) -> tuple[Rule, ...]:
    """All reservations of an origin: in its robots.txt and in the files AI_TXT and TDMREP."""
    return (
        *reservations_in_robots(robots),
        *reservations_in_ai_txt(files.get(AI_TXT, b"")),
        *reservations_in_tdmrep(files.get(TDMREP, b"")),
    )


def reservations_in_robots(body: bytes) -> tuple[Rule, ...]:
    """The reservations of a robots.txt, in the order of its lines."""
    return tuple(_robots_rules(_lines(body)))


def reservations_in_ai_txt(body: bytes) -> tuple[Rule, ...]:
    """The disallowed kinds of media and paths of an ai.txt, for everybody or for us."""
    rules, agents = [], frozenset[str]()
    for agents, field, value in _grouped(_lines(body)):
        if field == "disallow" and value and agents & {"*", TOKEN}:
            pattern = value if value.startswith(("/", "*")) else f"/{value}"
            rules.append(Rule("ai.txt", f"Disallow: {value}", pattern))
    return tuple(rules)


def reservations_in_tdmrep(body: bytes) -> tuple[Rule, ...]:
    """The rules of a tdmrep.json, in their order; a file that is not as it should be has none."""
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        return ()
    entries = found if isinstance(found, list) else [found]
    return tuple(rule for entry in entries if (rule := _tdm_rule(entry)))


def reservation_for(url: str, rules: tuple[Rule, ...]) -> Rule | None:
    """The rule that reserves a URL; of each file's rules, the first that fits speaks."""
    path = _path_of(url)
    heard = set()
    for rule in rules:
        if rule.channel == "tdmrep.json" and rule.channel in heard:
            continue
        if _matcher(rule.pattern).match(path):
            heard.add(rule.channel)
            if rule.reserved:
                return rule
    return None


def statements_for(url: str, rules: tuple[Rule, ...]) -> dict[str, str]:
    """Channel to words of what speaks for a URL, reserving or not: what a row's consent keeps."""
    path = _path_of(url)
    found: dict[str, str] = {}
    for rule in rules:
        if rule.channel not in found and _matcher(rule.pattern).match(path):
            found[rule.channel] = rule.words
    return found


def _path_of(url: str) -> str:
    parts = urlsplit(url)
    return (parts.path or "/") + (f"?{parts.query}" if parts.query else "")


def _robots_rules(lines: list[str]) -> Iterator[Rule]:
    for agents, field, value in _grouped(lines):
        ours = bool(agents & {"*", TOKEN})
        if field == "content-signal" and ours:
            yield Rule("content-signal", value, reserved=forbids_training(value))
        elif field == "content-usage" and ours:
            path, preferences = _with_path(value)
            yield Rule("content-usage", value, path, forbids_training(preferences))
        elif field == "disallow" and value == "/" and not ours and agents & TRAINERS:
            names = ", ".join(sorted(agents & TRAINERS))
            yield Rule("robots-ai-agents", f"Disallow: / for {names}")


def _grouped(lines: list[str]) -> Iterator[tuple[frozenset[str], str, str]]:
    """(crawlers of the group, field, value) of every line that is no User-agent (section 2.2.1)."""
    agents: set[str] = set()
    is_open = False
    for line in lines:
        field, colon, value = line.partition(":")
        name, text = field.strip().lower(), value.partition("#")[0].strip()
        if name in ("user-agent", "useragent", "user agent"):
            agents = agents if is_open else set()
            agents.add(text.lower())
            is_open = True
        elif colon:
            is_open = False
            yield frozenset(agents), name, text


def forbids_training(preferences: str) -> bool:
    """True where preferences (`search=y, train-ai=n`) forbid the use for training.

    >>> forbids_training("search=yes, ai-train=no"), forbids_training("train-ai=y")
    (True, False)
    """
    pairs = (part.partition("=") for part in re.split(r"[,;]", preferences.lower()))
    return any(k.strip() in TRAINING_KEYS and v.strip() in NO for k, _, v in pairs)


def _with_path(value: str) -> tuple[str, str]:
    path, _, rest = value.partition(" ")
    return (path, rest) if path.startswith("/") else ("/", value)


def _tdm_rule(entry: Any) -> Rule | None:
    if not isinstance(entry, dict) or not isinstance(entry.get("location"), str):
        return None
    reserved = entry.get("tdm-reservation") in (1, "1", True)
    return Rule(
        "tdmrep.json", f"tdm-reservation for {entry['location']}", entry["location"], reserved
    )


@lru_cache(1024)
def _matcher(pattern: str) -> re.Pattern[str]:
    """A robots pattern as a regular expression; runs of `*` are one, so that it cannot explode."""
    text, end = (pattern[:-1], "$") if pattern.endswith("$") else (pattern, "")
    parts = (re.escape(part) for part in re.sub(r"\*+", "*", text[:500]).split("*")[:20])
    return re.compile(".*?".join(parts) + end, re.DOTALL)


def _lines(body: bytes) -> list[str]:
    return cut(body).decode("utf-8", "replace").lstrip("\ufeff").splitlines()
