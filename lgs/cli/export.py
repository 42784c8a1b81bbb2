"""`lgs export` and `lgs validate`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from lgs.cli.options import (
    CORES,
    DATA,
    Data,
    Json,
    Quiet,
    Workers,
    on_engine,
)
from lgs.dataset import Dataset
from lgs.engine import ONE, Engine
from lgs.errors import LgsError
from lgs.remote.mirror import opened


@on_engine
def export(
    format_: Annotated[
        str, typer.Option("--format", help="parquet, jsonl, hf ... (`lgs list` names all).")
    ] = "parquet",
    caption: Annotated[
        str,
        typer.Option(
            help="both, title, description, taxonomy, bullets, prompt-1 to prompt-4, "
            "or a template: '{title} by {brand}'."
        ),
    ] = "both",
    where: Annotated[
        str | None, typer.Option(help="A DuckDB condition on the columns of pairs/.")
    ] = None,
    split: Annotated[str | None, typer.Option(help="Shares such as train=0.9,test=0.1.")] = None,
    split_by: Annotated[
        str, typer.Option(help="What is never parted: group (product, image) or site.")
    ] = "group",
    with_images: Annotated[
        bool, typer.Option("--with-images", help="hf, coco: put the kept images in too.")
    ] = False,
    license_: Annotated[
        str, typer.Option("--license", help="Of links and metadata: BSD-3-Clause or CC-BY-4.0.")
    ] = "BSD-3-Clause",
    name: Annotated[
        str, typer.Option(help="The release's name.", show_default="the folder's name")
    ] = "",
    creator: Annotated[
        str, typer.Option(help="Who publishes it.", show_default="the crawl's contact")
    ] = "",
    url: Annotated[
        str, typer.Option(help="Where it is published.", show_default="the Hub, under its name")
    ] = "",
    data: Data = DATA,
    workers: Workers = CORES,  # noqa: ARG001  # the engine has it
    engine: Engine = ONE,
    quiet: Quiet = False,
) -> None:
    """Write the clean pairs in a format that others load.

    Example: lgs export --format hf --license CC-BY-4.0
    """
    from lgs.export.formats import Release
    from lgs.export.manifest import read_order
    from lgs.export.write import Choice, export_dataset

    release = Release(name=name, creator=creator, url=url, license=license_)
    choice = Choice(caption, where, split, split_by, with_images, release)
    reads = ("pairs/", "products/", "near/", "stats/", "crawl/images/")
    with opened(data, reads=reads, writes=(f"export/{format_}/", f"export/_{format_}.part/")):
        folder, rows = export_dataset(Dataset(data), format_, choice=choice, engine=engine)
    if quiet:
        return
    typer.echo(f"{rows} pairs in {folder}")
    for reason, count in read_order(folder)["left_out"].items():
        typer.echo(f"{count} pairs left out: {reason}", err=True)


def validate(
    folder: Annotated[
        Path | None, typer.Argument(help="A dataset, or a folder of tables.", show_default="--data")
    ] = None,
    data: Data = DATA,
    as_json: Json = False,
) -> None:
    """Check that every shard opens, counts and hashes agree and keys are unique.

    Example: lgs validate lgs-data
    """
    from lgs.validation import validate as run_validation

    folder = folder or data
    with opened(folder, reads=("pairs/", "products/", "export/")):
        verdict = run_validation(folder)
    if as_json:
        typer.echo(
            json.dumps({"files": verdict.files, "rows": verdict.rows, "problems": verdict.problems})
        )
    else:
        for problem in verdict.problems:
            typer.echo(problem)
    if verdict.problems:
        count = len(verdict.problems)
        raise LgsError(f"{folder} is not whole: {count} {'problem' if count == 1 else 'problems'}")
    if not as_json:
        typer.echo(f"{folder} is whole: {verdict.files} files, {verdict.rows} rows")
