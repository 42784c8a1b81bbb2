"""Page and image directives: meta robots, X-Robots-Tag, TDM reservation, Content-Usage (reference:
Google's robots meta specification, the TDM Reservation Protocol of the W3C community group,
DeviantArt's noai and noimageai, the IETF's draft attach-04 of AI preferences)."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime

from lgs.consent.reservations import forbids_training
from lgs.model import Page, Reading

TOKEN = "lgs"  # noqa: S105
NO_RECORD = frozenset({"noindex", "none", "noai", "noml", "nosnippet", "noarchive"})
NO_IMAGE = frozenset({"noimageindex", "noimageai", "max-image-preview:none"})
NO_LINKS = frozenset({"nofollow", "none"})
# A word before a colon that is a directive with a value, not the name of a crawler.
VALUED = frozenset({"unavailable_after", "max-snippet", "max-image-preview", "max-video-preview"})


@dataclass(frozen=True, slots=True)
class Wishes:
    """What a page or an image asks of crawlers: channel to words, and what follows from them."""

    said: tuple[tuple[str, str], ...] = ()
    no_record: str | None = None
    no_image: str | None = None
    no_links: bool = False


def wishes_of_page(page: Page, reading: Reading, *, strict: bool = True) -> Wishes:
    """What a page asks, by its headers and its meta elements."""
    tdm = [*page.all_headers("tdm-reservation")]
    metas = []
    for name, content in reading.directives:
        if name in ("robots", TOKEN):
            metas.append(content)
        elif name == "tdm-reservation":
            tdm = [content]  # HTML supersedes the header
    usage = page.all_headers("content-usage")
    return _weigh(page.all_headers("x-robots-tag"), metas, tdm, usage, strict=strict)


def wishes_of_headers(headers: Iterable[tuple[str, str]], *, strict: bool = True) -> Wishes:
    """What an image asks, by the headers it came with."""
    pairs = [(k.lower(), v) for k, v in headers]
    tags, tdm, usage = (
        [value for key, value in pairs if key == name]
        for name in ("x-robots-tag", "tdm-reservation", "content-usage")
    )
    return _weigh(tags, [], tdm, usage, strict=strict)


def words_for_us(value: str) -> tuple[str, ...]:
    """The directives of one X-Robots-Tag or meta value that are meant for us.

    >>> words_for_us("otherbot: noindex, nofollow")
    ()
    >>> words_for_us("NoIndex, unavailable_after: 25 Jun 2010 15:00:00 GMT")
    ('noindex', 'unavailable_after: 25 jun 2010 15:00:00 gmt')
    """
    words, ours = [], True
    for part in re.split(r",(?!\s*\d)", value.lower()):
        word = part.strip()
        name, colon, rest = word.partition(":")
        if colon and name.strip() not in VALUED:
            ours = name.strip() in (TOKEN, "*")
            word = rest.strip()
        if ours and word:
            words.append(re.sub(r"^(max-[a-z-]+)\s*:\s*", r"\1:", word))
    return tuple(words)


def _weigh(
    tags: Iterable[str],
    metas: Iterable[str],
    tdm: Iterable[str],
    usage: Iterable[str],
    *,
    strict: bool,
) -> Wishes:
    channels = {
        "x-robots-tag": list(tags),
        "meta": list(metas),
        "tdm": list(tdm),
        "content-usage": list(usage),
    }
    said = tuple((name, "; ".join(values)) for name, values in channels.items() if values)
    if not strict:
        return Wishes(said=said)
    words = {
        word: name
        for name in ("x-robots-tag", "meta")
        for value in channels[name]
        for word in words_for_us(value)
    }
    reserved = _reserved(channels["tdm"], channels["content-usage"])
    expired = _expired(words)
    return Wishes(
        said=said,
        no_record=reserved or _first(words, NO_RECORD) or expired,
        no_image=reserved or _first(words, NO_IMAGE | NO_RECORD) or expired,
        no_links=bool(words.keys() & NO_LINKS),
    )


def _reserved(tdm: Iterable[str], usage: Iterable[str]) -> str | None:
    if any(value.strip() == "1" for value in tdm):
        return "tdm-reservation"
    return next((f"content-usage: {value}" for value in usage if forbids_training(value)), None)


def _first(words: dict[str, str], denying: frozenset[str]) -> str | None:
    return next((f"{word} ({words[word]})" for word in sorted(words.keys() & denying)), None)


def _expired(words: dict[str, str]) -> str | None:
    for word in sorted(words):
        if word.startswith("unavailable_after"):
            moment = _moment(word.partition(":")[2].strip())
            if moment is not None and moment < datetime.now(UTC):
                return f"{word} ({words[word]})"
    return None


def _moment(text: str) -> datetime | None:
    for parse in (datetime.fromisoformat, parsedate_to_datetime):
        try:
            found = parse(text.upper())
        except (ValueError, TypeError):
            continue
        return found if found.tzinfo else found.replace(tzinfo=UTC)
    return None
