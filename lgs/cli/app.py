"""The `lgs` command and its subcommands."""

from typing import Annotated

import typer

from lgs import __version__
from lgs.cli import (
    classes,
    crawl,
    download,
    explain,
    export,
    forget,
    inspect,
    label,
    near,
    report,
    tables,
)
from lgs.cli.spelling import LooseSpelling

app = typer.Typer(
    name="lgs",
    invoke_without_command=True,
    rich_markup_mode=None,  # tables cut long option names on a narrow screen
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
    context: typer.Context,
    version: Annotated[  # noqa: ARG001  # its callback answers
        bool, typer.Option("--version", callback=_version, is_eager=True, help="Print the version.")
    ] = False,
) -> None:
    """Turn online shops into a clean image-caption dataset.

    In this order: lgs crawl --sites sites.txt, lgs filter, lgs label, lgs stats, lgs export.
    `lgs demo` shows the whole of it on a bundled shop.

    Example: lgs crawl --sites sites.txt --contact you@lab.example
    """
    if context.invoked_subcommand is None:
        typer.echo(context.get_help(), err=True)
        raise typer.Exit(2)


# The short words are for `lgs --help`, which has 60 columns for them.
for name, command, short in (
    ("crawl", crawl.crawl, "Crawl shops: read, test, label and store their products."),
    ("filter", tables.filter_, "Test the stored products again; write the clean pairs."),
    ("label", label.label, "Label the stored products with a taxonomy."),
    ("classes", classes.classes, "Build a classification subset of the labelled pairs."),
    ("stats", tables.stats, "Count captions, images and leaves; write a report."),
    ("report", report.report, "Open the report in a browser."),
    ("export", export.export, "Write the clean pairs in a format that others load."),
    ("explain", explain.explain, "Show where one row came from, and why it is as it is."),
    ("forget", forget.forget, "Take rows back, and keep them out for ever."),
    ("inspect", inspect.inspect, "Show what is seen on a page, and where it came from."),
    ("validate", export.validate, "Check that a dataset or an export is whole."),
    ("demo", crawl.demo, "Run everything on a bundled shop on this machine."),
    ("list", tables.list_, "Show what filters, signals and formats there are."),
):
    app.command(name, short_help=short)(command)
app.command("download", cls=LooseSpelling, short_help="Fetch the images of the pairs.")(
    download.download
)
app.command("near", short_help="Group near-duplicate images; split without leaks.")(near.near)
