"""`lgs report`."""

import webbrowser
from typing import Annotated

import typer

from lgs.cli.options import DATA, Data
from lgs.dataset import Dataset
from lgs.errors import LgsError
from lgs.remote.mirror import opened


def report(
    data: Data = DATA,
    show: Annotated[
        bool, typer.Option("--open/--no-open", help="Open it in a browser, or print its path.")
    ] = True,
) -> None:
    """Open the report that `lgs stats` wrote; print its path where there is no browser.

    Example: lgs report
    """
    with opened(data, reads=("stats/",)):
        page = Dataset(data).stats / "report.html"
    if not page.is_file():
        raise LgsError(f"{page} is not there: run `lgs stats` first, or name a dataset by --data")
    if not (show and _opened(page.resolve().as_uri())):
        typer.echo(page)


def _opened(uri: str) -> bool:
    """True if a browser took it; a machine without one is no error."""
    try:
        return webbrowser.open(uri)
    except webbrowser.Error:
        return False
