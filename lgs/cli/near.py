"""`lgs near`."""

import json
from dataclasses import asdict
from typing import TYPE_CHECKING, Annotated

import typer

from lgs.cli.options import CORES, DATA, Data, Json, Quiet, Workers
from lgs.dataset import Dataset
from lgs.remote.mirror import opened

if TYPE_CHECKING:
    from lgs.near_text import Captions


def near(
    split: Annotated[
        str | None, typer.Option(help="Shares of a split that does not leak: train=0.9,test=0.1.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed, another split.")] = 0,
    captions: Annotated[
        bool, typer.Option("--captions", help="Group captions that are nearly the same, too.")
    ] = False,
    data: Data = DATA,
    workers: Workers = CORES,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Group rows whose images are the same or nearly; write near/groups.parquet.

    Example: lgs near --split train=0.9,test=0.1
    """
    from lgs.near.rows import group_dataset
    from lgs.near.split import shares_from

    shares = shares_from(split) if split else None
    with opened(data, reads=("products/", "pairs/", "near/"), writes=("near/",)):
        found = group_dataset(Dataset(data), shares=shares, seed=seed, threads=workers)
        texts = _group_captions(Dataset(data)) if captions else None
    if as_json:
        told = asdict(found) | {"table": str(found.table)}
        if texts:
            told["captions"] = asdict(texts) | {"table": str(texts.table)}
        typer.echo(json.dumps(told, indent=1))
    elif not quiet:
        typer.echo(
            f"{found.images} images in {found.image_groups} groups; "
            f"{found.rows_in_shared_groups} of {found.rows} rows share theirs: {found.table}"
        )
        for name, count in found.splits.items():
            typer.echo(f"{count:8}  {name}")
        if texts:
            typer.echo(
                f"{texts.captions} captions in {texts.groups} groups; "
                f"{texts.rows_in_shared_groups} of {texts.rows} rows share theirs: {texts.table}"
            )


def _group_captions(dataset: Dataset) -> "Captions":
    from lgs.near_text import group_captions

    return group_captions(dataset)
