"""What a fault was found by: the measured value beside the threshold, for `lgs explain`."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from inspect import getdoc

from lgs.filters.dataset import DATASET
from lgs.filters.facts import FACTS
from lgs.filters.image import IMAGE
from lgs.filters.options import Filter, Options, arguments, defaults_of
from lgs.filters.text import TEXT
from lgs.filters.words import marks_in, words_of
from lgs.model import Row

Values = dict[str, object]


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault of a row: why it is one, what was measured, and which thresholds held."""

    name: str
    why: str
    measured: Values
    thresholds: Values


@dataclass(frozen=True, slots=True)
class Sharing:
    """How many products of the table show the same caption and image as a row."""

    caption: int
    image: int
    both: tuple[str, ...]  # keys of other rows with the same caption and image


def faults_of(row: Row, options: Options, sharing: Sharing | None) -> tuple[Fault, ...]:
    """The row's faults, explained."""
    filters: dict[str, Filter] = dict([*TEXT.items(), *IMAGE.items(), *DATASET.items()])
    return tuple(_fault(name, row, filters.get(name), options, sharing) for name in row.faults)


def needs_sharing(names: Iterable[str]) -> bool:
    """True for faults that only all rows together show."""
    return bool(set(names) & set(DATASET))


def _fault(
    name: str, row: Row, filter_: Filter | None, options: Options, sharing: Sharing | None
) -> Fault:
    if filter_ is None:
        why = FACTS.get(name, "a fact of the fetch")
        return Fault(name, why, {}, {})
    thresholds = {k: v for k, v in defaults_of(filter_).items() if k != "enabled"}
    why = (getdoc(filter_) or "").partition("\n")[0]
    measured = MEASURES[name](row) if name in MEASURES else _shared(name, sharing)
    return Fault(name, why, measured, thresholds | arguments(name, options))


def _shared(name: str, sharing: Sharing | None) -> Values:
    if sharing is None:
        return {}
    if name == "boilerplate_caption":
        return {"products with this caption": sharing.caption}
    if name == "placeholder_image":
        return {"products with this image": sharing.image}
    return {"other rows with this caption and image": list(sharing.both)}


def _ratio(row: Row) -> Values:
    short, long = sorted((row.width or 0, row.height or 0))
    return {
        "ratio": round(long / short, 2) if short else None,
        "width": row.width,
        "height": row.height,
    }


def _repeated(row: Row) -> Values:
    words = words_of(row.caption or "")
    runs = [*zip(words, words[1:], words[2:], strict=False)]
    return {"repeated share": round(1 - len(set(runs)) / len(runs), 3) if runs else 0.0}


def _caption_words(row: Row) -> Values:
    words = words_of(row.caption or "")
    return {"words": sum(any(c.isalpha() for c in word) for word in words)}


MEASURES: Mapping[str, Callable[[Row], Values]] = {
    "too_small": lambda row: {"shorter side in px": min(row.width or 0, row.height or 0)},
    "odd_aspect": _ratio,
    "logo_or_icon": lambda row: {"url": row.url},
    "no_title": lambda row: {"title": row.title},
    "title_unclean": lambda row: {"marks": marks_in(row.title or ""), "title": row.title},
    "title_too_short": lambda row: {"letters": sum(c.isalnum() for c in row.title or "")},
    "title_too_long": lambda row: {"letters": len(row.title or "")},
    "title_is_placeholder": lambda row: {"title": row.title},
    "no_price": lambda row: {"price": None if row.price is None else str(row.price)},
    "no_image_url": lambda row: {"url": row.url},
    "caption_too_short": _caption_words,
    "caption_unclean": lambda row: {"marks": marks_in(row.caption or "")},
    "caption_repeats_itself": _repeated,
}
