"""Options that several commands share, and the settings that they make."""

import os
from dataclasses import replace
from pathlib import Path
from typing import Annotated

import typer

from lgs.config import Settings, load_settings, settings_from
from lgs.dataset import Dataset
from lgs.errors import LgsError

CORES = os.cpu_count() or 1

Data = Annotated[Path, typer.Option("--data", metavar="DIR", help="The folder of the dataset.")]
Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings in a TOML file.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes.", show_default="the cores")]

DATA = Path("lgs-data")


def settings_for(dataset: Dataset, config: Path | None) -> Settings:
    """The settings of a dataset's crawl, with a file's filters and taxonomy over them."""
    recorded = dataset.read_run().get("settings")
    try:
        base = settings_from(recorded) if recorded else Settings()
    except (TypeError, KeyError, AttributeError) as error:
        place = dataset.root / "run.json"
        raise LgsError(f"the settings in {place} are not those of this lgs; crawl again") from error
    if config is None:
        return base
    given = load_settings(config)
    return replace(
        base,
        filters=given.filters,
        taxonomy=given.taxonomy,
        min_label_score=given.min_label_score,
    )


def say(text: str, *, quiet: bool = False) -> None:
    """A line for the user, on stderr: stdout belongs to results."""
    if not quiet:
        typer.echo(text, err=True)
