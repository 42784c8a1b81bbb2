"""`lgs inspect`."""

from collections.abc import Iterator
from dataclasses import asdict
from typing import Annotated

import typer

from lgs.cli.options import CORES, Json, Workers
from lgs.inspection import Seen, inspect_targets
from lgs.model import Product


def inspect(
    targets: Annotated[list[str], typer.Argument(help="A URL, an HTML file or a WARC file.")],
    url: Annotated[str | None, typer.Option(help="The URL that an HTML file came from.")] = None,
    allow_private: Annotated[bool, typer.Option(help="Allow private addresses.")] = False,
    contact: Annotated[str, typer.Option(help="URL or mail, told to the site asked.")] = "",
    json: Json = False,
    workers: Workers = CORES,
) -> None:
    """Show what is seen on a page: verdict, signals, fields and where each came from.

    Example: lgs inspect pages.warc.gz --json
    """
    seen = inspect_targets(
        targets, url=url, workers=workers, allow_private=allow_private, contact=contact
    )
    for one in seen:
        if json:
            typer.echo(one.as_json())
        else:
            print_reading(one)


def print_reading(seen: Seen) -> None:
    """Print one page for a person."""
    from rich.console import Console
    from rich.table import Table
    from rich.text import Text

    reading = seen.reading
    console = Console()
    reasons = ", ".join(f"{name} {points:+d}" for name, points in reading.signals.items())
    console.print(Text(reading.url, style="bold"), soft_wrap=True)
    console.print(
        Text(f"{reading.verdict} ({reading.score}): {reasons or 'nothing speaks for it'}")
    )
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
