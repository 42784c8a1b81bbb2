"""Settings: defaults, a TOML file over them, the command line over both."""

import json
import tomllib
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, fields, replace
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, get_args

from lgs import __version__
from lgs.errors import UsageError

Consent = Literal["strict", "robots-only"]
CONSENTS = get_args(Consent)


@dataclass(frozen=True, slots=True)
class CrawlSettings:
    """How a crawl behaves towards the sites; times in seconds, sizes in bytes."""

    contact: str = ""
    delay_s: float = 1.0
    max_delay_s: float = 60.0  # a site whose Crawl-delay asks for more is left out
    concurrency: int = 64  # requests under way in one process
    concurrency_per_site: int = 1  # where a delay is kept; without one, eight
    max_pages_per_site: int = 10_000
    max_mb_per_site: float | None = None  # of answers, decompressed
    max_hours_per_site: float | None = None
    # A site is left alone for so many times as long as it took to answer, half a minute at most
    # and never less than the delay (Heritrix's delay factor); 0: the delay alone counts.
    rest_factor: float = 5.0
    requests_per_address_s: float = 4.0  # to all sites together that live at one address
    breaker_rest_s: float = 300.0  # after five failures in a row; the third such rest ends the site
    # Waits before a robots.txt without an answer is asked for again in the same run; the run is
    # kept open for them. Empty: it is asked for again in the next run.
    robots_retries_s: tuple[float, ...] = ()
    pace_loopback: bool = False  # loopback sites are spared nothing of this: for trying it out
    timeout_s: float = 60.0
    max_page_bytes: int = 16 * 1024 * 1024
    max_image_bytes: int = 32 * 1024 * 1024
    max_attempts: int = 3
    images: bool = True
    allow_private: bool = False
    keep_pages: bool = False
    keep_images: bool = False
    consent: Consent = "strict"


@dataclass(frozen=True, slots=True)
class Settings:
    """All that decides what a dataset holds."""

    crawl: CrawlSettings = field(default_factory=CrawlSettings)
    filters: Mapping[str, Mapping[str, object]] = field(default_factory=dict)
    taxonomy: str = "default"
    min_label_score: float | None = None
    rows_per_shard: int = 50_000

    def digest(self) -> str:
        """16 hex digits that change when a setting does that decides the rows."""
        decisive = {
            "consent": self.crawl.consent,
            "filters": self.filters,
            "images": self.crawl.images,
            "min_label_score": self.min_label_score,
            "taxonomy": self.taxonomy,
        }
        text = json.dumps(decisive, sort_keys=True, default=str)
        return sha256(text.encode()).hexdigest()[:16]

    def user_agent(self) -> str:
        """The honest name under which every request is made."""
        contact = f" (+{self.crawl.contact})" if self.crawl.contact else ""
        return f"lgs/{__version__}{contact}"

    def public(self) -> dict[str, Any]:
        """The settings as plain values for run.json."""
        return asdict(self)


def settings_from(found: Mapping[str, Any]) -> Settings:
    """The settings that `Settings.public` gave, as run.json keeps them."""
    crawl = found["crawl"]
    waits = tuple(crawl.get("robots_retries_s", ()))
    return Settings(**{**found, "crawl": CrawlSettings(**{**crawl, "robots_retries_s": waits})})


def load_settings(path: Path | None, **crawl: Any) -> Settings:
    """Settings from a TOML file, with the crawl settings of the command line over them."""
    table = _read(path) if path else {}
    settings: Settings = _build(Settings, table, str(path))
    given = {name: value for name, value in crawl.items() if value is not None}
    return replace(settings, crawl=replace(settings.crawl, **given))


def _read(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text("utf-8"))
    except OSError as error:
        raise UsageError(f"the settings file {path} cannot be read: {error.strerror}") from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"the settings file {path} is not valid TOML: {error}") from error


def _build(kind: Any, table: Mapping[str, Any], where: str) -> Any:
    known = {f.name: f for f in fields(kind)}
    if unknown := sorted(set(table) - set(known)):
        there = ", ".join(sorted(known))
        raise UsageError(f"{where}: no setting is named {unknown[0]!r}; there are: {there}")
    default = kind()
    values = {name: _value(getattr(default, name), table[name], name, where) for name in table}
    return replace(default, **values)


def _value(default: Any, value: Any, name: str, where: str) -> Any:
    if isinstance(default, CrawlSettings):
        if not isinstance(value, dict):
            raise UsageError(f"{where}: {name} must be a table of settings, not {value!r}")
        return _build(CrawlSettings, value, f"{where}, [{name}]")
    if isinstance(default, tuple):
        return _numbers(value, name, where)
    kinds = _kinds(default)
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        wanted = " or ".join(k.__name__ for k in kinds)
        raise UsageError(f"{where}: {name} must be {wanted}, not {value!r}")
    if name == "consent" and value not in CONSENTS:
        raise UsageError(f"{where}: consent must be {' or '.join(CONSENTS)}, not {value!r}")
    least = 1 if type(default) is int else 0
    if isinstance(value, (int, float)) and not isinstance(value, bool) and not value >= least:
        raise UsageError(f"{where}: {name} must be at least {least}, not {value!r}")
    return value


def _numbers(value: Any, name: str, where: str) -> tuple[float, ...]:
    is_list = isinstance(value, list)
    if not is_list or not all(type(n) in (int, float) and n >= 0 for n in value):
        raise UsageError(f"{where}: {name} must be a list of numbers from 0 on, not {value!r}")
    return tuple(float(n) for n in value)


def _kinds(default: Any) -> tuple[type, ...]:
    if default is None or isinstance(default, float):
        return (int, float)
    return (dict,) if isinstance(default, Mapping) else (type(default),)
