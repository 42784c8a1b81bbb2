"""The `lgs` command and its subcommands."""

from typing import Annotated

import typer

from lgs import __version__
from lgs.cli import crawl, export, inspect, tables

app = typer.Typer(
    name="lgs",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)


def _version(wanted: bool) -> None:
    if wanted:
        typer.echo(f"lgs {__version__}")
        raise typer.Exit


@app.callback()
def main(
    version: Annotated[
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn online shops into a clean image-caption dataset.

    In this order: lgs crawl --sites sites.txt, lgs filter, lgs label, lgs stats, lgs export.
    """


app.command("crawl")(crawl.crawl)
app.command("filter")(tables.filter_)
app.command("label")(tables.label)
app.command("stats")(tables.stats)
app.command("export")(export.export)
app.command("inspect")(inspect.inspect)
app.command("validate")(export.validate)
app.command("demo")(crawl.demo)
app.command("list")(tables.list_)
