"""`lgs forget`."""

import json
from typing import Annotated

import typer

from lgs.cli.options import DATA, Data, Json, Quiet, need_folder, settings_for
from lgs.dataset import Dataset
from lgs.errors import LgsError, UsageError


def forget(
    site: Annotated[
        list[str] | None, typer.Option(help="A host: all of its registrable domain goes.")
    ] = None,
    url: Annotated[list[str] | None, typer.Option(help="A page's or an image's URL.")] = None,
    key: Annotated[list[str] | None, typer.Option(help="A row's key.")] = None,
    sha256: Annotated[list[str] | None, typer.Option(help="The hash of an image's bytes.")] = None,
    data: Data = DATA,
    as_json: Json = False,
    quiet: Quiet = False,
) -> None:
    """Take rows back from products, pairs, exports and the store, and keep them out for ever.

    Example: lgs forget --site shop.example
    """
    from lgs.forget import forget as take_back
    from lgs.tombstones import wish_of

    named = {"site": site, "url": url, "key": key, "sha256": sha256}
    wishes = [wish_of(kind, value) for kind, values in named.items() for value in values or ()]
    if not wishes:
        raise UsageError("name what is to be forgotten: --site, --url, --key or --sha256")
    need_folder(data, "lgs forget")
    dataset = Dataset(data)
    if not (dataset.root / "run.json").exists() and not dataset.crawl.is_dir():
        raise LgsError(f"{data} holds no dataset: name one by --data")
    report = take_back(dataset, wishes, settings_for(dataset, None))
    if as_json:
        typer.echo(json.dumps(report.public()))
    elif not quiet:
        for wish in wishes:
            typer.echo(f"{wish.kind} {wish.value} is forgotten: crawls and builds leave it out")
        exports = ", ".join(f"{name} {rows}" for name, rows in report.exports.items()) or "none"
        typer.echo(f"rows taken back: products {report.products}, pairs {report.pairs}")
        typer.echo(f"from exports: {exports}; from the store: {report.stored_rows}")
        typer.echo(f"kept pages removed: {report.kept_pages}, kept images: {report.kept_images}")
        typer.echo(f"files written again or removed: {len(report.files)}")
        if "stats/" in report.files:
            typer.echo("statistics and report showed these rows and are gone: run `lgs stats`")
        typer.echo(f"version: {report.version}")
