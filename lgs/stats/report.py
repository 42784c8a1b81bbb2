"""The statistics as one HTML page that needs no network and runs no foreign text."""

import json
import re
from base64 import b64encode
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import urlencode, urlsplit

from markupsafe import Markup

from lgs.dataset import write_bytes
from lgs.model import Row
from lgs.stats.charts import column_chart, histogram_chart
from lgs.stats.plain import number, percent, printable

PAGE = Path(__file__).parent / "page"
MOST_CARDS = 500  # more would make the page slow
# Formats that cannot hold a script; SVG can.
PICTURE = re.compile(r"data:image/(?:png|jpeg|gif|webp|avif);base64,[A-Za-z0-9+/]+={0,2}")


@dataclass(frozen=True, slots=True)
class Card:
    """One pair of the gallery; `thumbnail` is a data: URI of a picture, or None."""

    title: str | None
    caption: str | None = None
    page_url: str | None = None
    site: str | None = None
    leaf: str | None = None
    faults: tuple[str, ...] = ()
    width: int | None = None
    height: int | None = None
    image_format: str | None = None
    thumbnail: str | None = None


def card_of(row: Row, *, thumbnail: bytes | None = None, mime: str = "image/jpeg") -> Card:
    """A row as a card; `thumbnail` are the bytes of a small picture."""
    uri = f"data:{mime};base64,{b64encode(thumbnail).decode()}" if thumbnail else None
    return Card(
        row.title,
        row.description,
        row.page_url,
        row.site,
        row.end_leaf,
        row.faults,
        row.width,
        row.height,
        row.image_format,
        uri,
    )


def write_report(
    stats: Mapping[str, Any],
    gallery: Sequence[Card],
    path: Path,
    *,
    title: str = "Dataset report",
    about: Mapping[str, str] | None = None,
) -> None:
    """Write the page; `about` is for its head: what was counted, when, with which version."""
    write_bytes(path, render(stats, gallery, title=title, about=about or {}).encode())


def render(
    stats: Mapping[str, Any], gallery: Sequence[Card], *, title: str, about: Mapping[str, str]
) -> str:
    """The page as text. The first MOST_CARDS cards of the gallery are shown."""
    cards = list(gallery)[:MOST_CARDS]
    script = (PAGE / "report.js").read_text("utf-8")
    parts = (
        "words", "words_by", "ngrams", "pos", "texts", "images", "leaves", "faults", "sites",
        "languages",
    )  # fmt: skip
    template = _environment().get_template("report.html")
    page: str = template.render(
        {name: stats.get(name) or {} for name in parts},
        stats=stats,
        title=title,
        about=about,
        cards=cards,
        card_faults=sorted({fault for card in cards for fault in card.faults}),
        card_leaves=sorted({card.leaf for card in cards if card.leaf}),
        charts=_charts(stats),
        css=Markup((PAGE / "report.css").read_text("utf-8")),  # noqa: S704  # our own file
        script=Markup(script),  # noqa: S704  # our own file
        stats_json=Markup(json_for_html(stats)),  # noqa: S704  # escaped there
        policy=policy(script),
    )
    return page


def policy(script: str) -> str:
    """The Content-Security-Policy: nothing from anywhere, and of scripts only this one."""
    digest = b64encode(sha256(script.encode()).digest()).decode()
    return (
        "default-src 'none'; style-src 'unsafe-inline'; img-src data:; "
        f"script-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    )


def json_for_html(value: object) -> str:
    """JSON that can stand in a script element: no text in it can end the element.

    >>> json_for_html("</script>")
    '"\\\\u003c/script\\\\u003e"'
    """
    text = json.dumps(value, default=str)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")


def link(url: str | None) -> str | None:
    """A URL that a reader may follow: http or https with a host; else None.

    >>> link("https://shop.example/p"), link("javascript:alert(1)")
    ('https://shop.example/p', None)
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return None
    return url if parts.scheme in ("http", "https") and parts.hostname else None


def view(value: str, name: str) -> str:
    """The fragment that shows the cards of one fault or leaf, as the page's script reads it.

    >>> view("Lamps & Co", "leaf")
    '#leaf=Lamps+%26+Co'
    """
    return f"#{urlencode({name: printable(value)})}"


def picture(uri: str | None) -> bool:
    """True for a data: URI of a picture in a format that holds no script."""
    return bool(uri and PICTURE.fullmatch(uri))


def _environment() -> Any:
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    environment = Environment(
        loader=FileSystemLoader(PAGE),
        autoescape=True,
        finalize=_shown,
        undefined=StrictUndefined,
        trim_blocks=True,
    )
    environment.filters.update(number=number, percent=percent, link=link, picture=picture)
    environment.filters["view"] = view
    return environment


def _shown(value: object) -> object:
    """What an expression of the template came to; foreign text only as far as it is printable."""
    return printable(value) if isinstance(value, str) and not isinstance(value, Markup) else value


def _charts(stats: Mapping[str, Any]) -> dict[str, Markup]:
    images = stats.get("images") or {}
    charts = {}
    if stats["captions"]:
        charts["words"] = _spread(stats["words"], "captions by number of words", wide=True)
    if images.get("rows"):
        charts["sides"] = _spread(images["least_side"], "images by their shorter side")
        charts["aspect"] = column_chart(images["aspect"], label="images by width / height")
        tenths = [(f"{i / 10:.1f}", n) for i, n in enumerate(images["background"]["tenths"])]
        charts["background"] = column_chart(tenths, label="images by plain share of the border")
    return charts


def _spread(found: Mapping[str, Any], label: str, *, wide: bool = False) -> Markup:
    """The histogram that `words.describe` made, with the median marked."""
    shown = found["histogram"]
    marks = [(found["median"], f"median {number(found['median'])}")]
    return histogram_chart(
        shown["bins"],
        width=shown["width"],
        begin=shown["begin"],
        end=shown["end"],
        label=label,
        marks=marks,
        wide=wide,
    )
