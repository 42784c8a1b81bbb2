"""`lgs inspect`: what is seen on pages, as JSON lines or for reading."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

from lgs.engine import run
from lgs.errors import LgsError, UsageError
from lgs.model import Page, Product, Reading
from lgs.warc import pages_of

BATCH_BYTES = 4 * 1024 * 1024  # enough that a process is busy for a moment, little enough to share


@dataclass(frozen=True, slots=True)
class Seen:
    """A page's reading with the text faults its rows would have."""

    reading: Reading
    faults: tuple[str, ...]

    def as_json(self) -> str:
        """The object that the contract promises, on one line."""
        reading = self.reading
        return json.dumps(
            {
                "url": reading.url,
                "verdict": reading.verdict,
                "score": reading.score,
                "signals": dict(reading.signals),
                "product": _product(reading.product),
                "provenance": dict(sorted(reading.provenance.items())),
                "faults": list(self.faults),
                "flags": list(reading.flags),
                "canonical_url": reading.canonical_url,
                "lang": reading.lang,
                "losers": [
                    {"field": c.field, "value": c.value, "source": c.source}
                    for c in reading.losers
                    if c.field != "variants"
                ],
            },
            ensure_ascii=False,
            default=_plain,
        )


def inspect_targets(
    targets: Iterable[str], *, url: str | None, workers: int, allow_private: bool
) -> Iterator[Seen]:
    """What is seen on every page of the targets, in their order."""
    pages = (page for target in targets for page in _pages(target, url, allow_private))
    for outcome in run(_batches(pages), _see_all, workers=workers):
        yield from outcome.get()


def _pages(target: str, url: str | None, allow_private: bool) -> Iterator[Page]:
    if target.startswith(("http://", "https://")):
        from lgs.spiders.single import fetch_page

        return iter([fetch_page(target, allow_private=allow_private)])
    path = Path(target)
    if path.name.lower().endswith((".warc", ".warc.gz")):
        return pages_of(path)
    if not url:
        raise UsageError(f"{target}: an HTML file needs --url, the URL that it came from")
    try:
        return iter([Page(url=url, body=path.read_bytes())])
    except OSError as error:
        raise LgsError(f"{target} cannot be read: {error.strerror}") from error


def _batches(pages: Iterable[Page]) -> Iterator[tuple[Page, ...]]:
    batch: list[Page] = []
    size = 0
    for page in pages:
        batch.append(page)
        size += len(page.body)
        if size >= BATCH_BYTES:
            yield tuple(batch)
            batch, size = [], 0
    if batch:
        yield tuple(batch)


def _see_all(pages: tuple[Page, ...]) -> list[Seen]:
    return [_see(page) for page in pages]


def _see(page: Page) -> Seen:
    from lgs.extract import read
    from lgs.filters import faults_of_text
    from lgs.rows import rows_of

    reading = read(page)
    faults = {fault for row in rows_of(reading) for fault in faults_of_text(row, {})}
    return Seen(reading, tuple(sorted(faults)))


def _product(product: Product) -> dict[str, object]:
    plain = asdict(product)
    plain["variants"] = [
        {**asdict(variant), "options": dict(variant.options)} for variant in product.variants
    ]
    return plain


def _plain(value: object) -> object:
    if isinstance(value, Decimal):
        return format(value, "f")
    return str(value)


def print_reading(seen: Seen) -> None:
    """Print one page for a person."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    reading = seen.reading
    console = Console()
    reasons = ", ".join(f"{name} {points:+d}" for name, points in reading.signals.items())
    console.print(Text(reading.url, style="bold"), soft_wrap=True)
    console.print(Text(f"{reading.verdict} ({reading.score}): {reasons or 'nothing speaks for it'}"))
    table = Table("field", "value", "from", box=None, pad_edge=False)
    for name, value in _shown(reading.product):
        table.add_row(name, Text(value), reading.provenance.get(name, ""))
    console.print(table)
    if seen.faults or reading.flags:
        console.print(Text("faults: " + ", ".join([*seen.faults, *reading.flags]), style="yellow"))
    console.print()


def _shown(product: Product) -> Iterator[tuple[str, str]]:
    for name, value in asdict(product).items():
        if name == "variants":
            for variant in product.variants:
                options = ", ".join(f"{k}: {v}" for k, v in variant.options)
                yield "variant", f"{options or variant.sku or ''}  {variant.price or ''}".strip()
        elif name == "variants_complete":
            if not value:
                yield name, "no"
        elif value not in (None, ()):
            text = " > ".join(value) if name == "breadcrumbs" else value
            text = "\n".join(value) if isinstance(text, tuple) else str(text)
            yield name, text if len(text) <= 600 else text[:600] + " …"
