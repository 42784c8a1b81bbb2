"""One page's way through the pure rooms: read, ask for consent, make rows, test their text."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

from lgs.consent.directives import Wishes, wishes_of_page
from lgs.extract import open_page, read_document
from lgs.extract.links import links_of
from lgs.filters import Options, faults_of_text
from lgs.model import Link, Page, Row, Verdict
from lgs.rows import page_url_of, rows_of

NO_WISHES = Wishes()


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one page gave."""

    url: str
    verdict: Verdict
    page_url: str = ""  # the canonical one
    rows: tuple[Row, ...] = ()
    links: tuple[Link, ...] = ()
    refused: str | None = None  # the directive that forbids a record
    wishes: Wishes = NO_WISHES


def harvest(
    page: Page, *, strict: bool = True, consent: Mapping[str, str] | None = None
) -> Harvest:
    """Read a page: its rows without image and label, and its links.

    A page that objects to a record has no rows.
    """
    document = open_page(page)
    reading = read_document(document)
    wishes = wishes_of_page(page, reading, strict=strict)
    links = () if wishes.no_links else links_of(document, reading)
    if wishes.no_record or page.status != 200:
        return Harvest(page.url, reading.verdict, "", (), links, wishes.no_record, wishes)
    ledger = dict(sorted([*(consent or {}).items(), *wishes.said]))
    is_cut = page.cut_short or "page_cut" in reading.flags
    facts = ("page_cut_short",) if is_cut else ()
    rows = tuple(
        replace(row, consent=ledger, faults=facts)
        for row in rows_of(reading, fetched_at=page.fetched_at)
    )
    return Harvest(page.url, reading.verdict, page_url_of(reading), rows, links, None, wishes)


def tested(harvested: Harvest, options: Options) -> Harvest:
    """The harvest with the text faults of its rows."""
    rows = tuple(
        replace(row, faults=tuple(sorted({*row.faults, *faults_of_text(row, options)})))
        for row in harvested.rows
    )
    return replace(harvested, rows=rows)
