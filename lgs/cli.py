"""The commands. Each reads its arguments, calls one function of a lower room, and prints."""

import os
from pathlib import Path
from typing import Annotated

import typer

from lgs import __version__

CORES = os.cpu_count() or 1

app = typer.Typer(
    name="lgs",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    rich_markup_mode="rich",
    help="Turn online shops into a clean image-caption dataset.",
    context_settings={"help_option_names": ["-h", "--help"]},
)

Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Workers = Annotated[int, typer.Option(help="Processes.", min=1, show_default="the cores")]


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
    """Turn online shops into a clean image-caption dataset."""


@app.command()
def inspect(
    targets: Annotated[list[str], typer.Argument(help="A URL, an HTML file or a WARC file.")],
    url: Annotated[str | None, typer.Option(help="The URL that an HTML file came from.")] = None,
    allow_private: Annotated[bool, typer.Option(help="Allow private addresses.")] = False,
    json: Json = False,
    workers: Workers = CORES,
) -> None:
    """Show what is seen on a page: verdict, signals, fields and where each came from.

    Example: lgs inspect pages.warc.gz --json
    """
    from lgs.inspection import inspect_targets, print_reading

    for seen in inspect_targets(targets, url=url, workers=workers, allow_private=allow_private):
        if json:
            typer.echo(seen.as_json())
        else:
            print_reading(seen)
