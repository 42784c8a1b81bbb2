"""`lgs export` and `lgs validate`."""

import json
from pathlib import Path
from typing import Annotated

import typer

from lgs.cli.options import DATA, Data, Json, Quiet
from lgs.dataset import Dataset
from lgs.errors import LgsError


def export(
    format_: Annotated[
        str, typer.Option("--format", help="parquet or jsonl (`lgs list` names all).")
    ] = "parquet",
    caption: Annotated[
        str, typer.Option(help="both, title, description, taxonomy or bullets.")
    ] = "both",
    data: Data = DATA,
    quiet: Quiet = False,
) -> None:
    """Write the clean pairs in a format that others load.

    Example: lgs export --format parquet
    """
    from lgs.export.write import export_dataset

    folder, rows = export_dataset(Dataset(data), format_, caption=caption)
    if not quiet:
        typer.echo(f"{rows} pairs in {folder}")


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
