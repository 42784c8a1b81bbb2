"""`lgs inspect`: what is seen on pages, as JSON lines or for reading."""

import json
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass
from decimal import Decimal
from pathlib import Path

from lgs.engine import run
from lgs.errors import LgsError, UsageError
from lgs.lean import collect_seldom
from lgs.model import Page, Product, Reading
from lgs.urls import is_web
from lgs.warc import Unbroken, pages_of

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
    targets: Iterable[str], *, url: str | None, workers: int, allow_private: bool, contact: str
) -> Iterator[Seen]:
    """What is seen on every page of the targets, in their order."""
    pages = Unbroken(
        page for target in targets for page in _pages(target, url, allow_private, contact)
    )
    for outcome in run(_batches(pages), _see_all, workers=workers):
        yield from outcome.get()
    pages.tell()


def _pages(target: str, url: str | None, allow_private: bool, contact: str) -> Iterator[Page]:
    if "://" in target:
        if not is_web(target):
            raise UsageError(f"{target} is no http or https URL with a host")
        from lgs.net.single import fetch_page

        return iter([fetch_page(target, allow_private=allow_private, contact=contact)])
    path = Path(target)
    if path.name.lower().endswith((".warc", ".warc.gz")):
        return pages_of(path)
    if not url:
        raise UsageError(f"{target}: an HTML file needs --url, the URL that it came from")
    if not is_web(url):
        raise UsageError(f"--url {url} is no http or https URL with a host")
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
    import lgs.extract  # noqa: F401  # so that it is among what is loaded

    collect_seldom()
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
