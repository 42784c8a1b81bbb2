"""Options that several commands share, and the settings that they make."""

import inspect
import os
from collections.abc import Callable
from dataclasses import replace
from functools import wraps
from pathlib import Path
from typing import Annotated, Any

import typer

from lgs.config import Settings, load_settings, settings_from
from lgs.dataset import Dataset
from lgs.engine import WHOLE, Cluster, Engine
from lgs.engine.share import share_from
from lgs.errors import LgsError, UsageError
from lgs.remote.mirror import mirror_at

CORES = os.cpu_count() or 1


def _data_folder(text: str | Path) -> Path:
    """The folder named, or the local copy of a URL."""
    if "://" not in str(text):
        return Path(text)
    from lgs.remote.mirror import mirror_of

    return mirror_of(str(text)).root


Data = Annotated[
    Path,
    typer.Option(
        "--data",
        metavar="DIR",
        parser=_data_folder,
        help="The folder of the dataset, or its URL (s3://bucket/set).",
    ),
]
Config = Annotated[
    Path | None, typer.Option("--config", metavar="FILE", help="Settings in a TOML file.")
]
Json = Annotated[bool, typer.Option("--json", help="Print JSON instead of a table.")]
Quiet = Annotated[bool, typer.Option("--quiet", "-q", help="Print nothing but errors.")]
Workers = Annotated[int, typer.Option(min=1, help="Processes.", show_default="the cores")]

EngineName = Annotated[
    str, typer.Option("--engine", help="local, or ray: the nodes of a Ray cluster.")
]
RayAddress = Annotated[str, typer.Option(help="Of the Ray cluster.", show_default="this machine's")]
ShardIndex = Annotated[
    int | None,
    typer.Option(min=0, help="Do the units of this index only.", show_default="as Slurm says"),
]
NumShards = Annotated[
    int | None, typer.Option(min=1, help="Of so many, 0 to N - 1.", show_default="as Slurm says")
]

DATA = Path("lgs-data")


def on_engine(command: Callable[..., None]) -> Callable[..., None]:
    """Give a command the options that name an engine; its own `engine` is what they make."""
    own = inspect.signature(command)
    places = [p for name, p in own.parameters.items() if name != "engine"]
    options = inspect.signature(engine_of).parameters
    places += [option for name, option in options.items() if name != "workers"]

    @wraps(command)
    def run(**given: Any) -> None:
        named = {name: given.pop(name) for name in options if name != "workers" and name in given}
        workers = given.get("workers") or given.get("processes_count") or 1
        command(**given, engine=engine_of(workers, **named))

    run.__signature__ = own.replace(  # type: ignore[attr-defined]  # what typer reads
        parameters=[place.replace(kind=inspect.Parameter.KEYWORD_ONLY) for place in places]
    )
    run.__annotations__ = {place.name: place.annotation for place in places}
    return run


def engine_of(
    workers: int,
    engine: EngineName = "local",
    ray_address: RayAddress = "auto",
    shard_index: ShardIndex = None,
    num_shards: NumShards = None,
) -> Engine:
    """The engine that options and environment name."""
    if engine not in ("local", "ray"):
        raise UsageError(f"no engine is named {engine!r}; there are: local, ray")
    share, said = share_from(shard_index, num_shards, os.environ)
    if engine == "ray":
        if share != WHOLE:
            raise UsageError(f"--engine ray divides the work itself; leave out {said}")
        return Engine(workers, cluster=Cluster(ray_address))
    if share != WHOLE and said != "--shard-index":
        say(f"lgs: index {share.index} of {share.of}, as {said} says (--num-shards 1 does all)")
    return Engine(workers, share)


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


def need_folder(data: Path, command: str) -> None:
    """An error where --data is a URL, for what works on a folder only."""
    if (mirror := mirror_at(data)) is not None:
        raise UsageError(f"{command} works on a folder, not on {mirror.store.url}")


def say(text: str, *, quiet: bool = False) -> None:
    """A line for the user, on stderr: stdout belongs to results."""
    if not quiet:
        typer.echo(text, err=True)
