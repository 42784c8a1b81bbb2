"""`lgs filter`, `lgs stats` and `lgs list`: what is done with stored tables."""

import json
from pathlib import Path
from typing import Annotated, Any

import typer

from lgs.cli.options import (
    CORES,
    DATA,
    Config,
    Data,
    Json,
    Quiet,
    Workers,
    on_engine,
    settings_for,
)
from lgs.dataset import Dataset
from lgs.engine import ONE, Engine
from lgs.errors import UsageError
from lgs.remote.mirror import opened


@on_engine
def filter_(
    data: Data = DATA,
    config: Config = None,
    workers: Workers = CORES,  # noqa: ARG001  # the engine has it
    engine: Engine = ONE,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Test the stored products again with today's thresholds; write pairs/; print the funnel.

    Example: lgs filter --config strict.toml
    """
    from lgs.build import filter_dataset
    from lgs.cli.progress import print_funnel

    dataset = Dataset(data)
    with opened(data, reads=("products/", "pairs/"), writes=("pairs/",)):
        funnel = filter_dataset(dataset, settings_for(dataset, config), engine)
        dataset.note_run(filter=funnel.public())
    if as_json:
        typer.echo(json.dumps(funnel.public(), indent=1))
    elif not quiet:
        print_funnel(funnel, dataset)


@on_engine
def stats(
    captions: Annotated[
        Path | None, typer.Option("--captions", help="Count a file of captions instead.")
    ] = None,
    column: Annotated[str, typer.Option(help="Its column with the captions.")] = "caption",
    beside: Annotated[
        Path | None, typer.Option("--beside", help="A file of captions to set beside.")
    ] = None,
    min_count: Annotated[int, typer.Option(min=1, help="Frequent is: seen so often.")] = 10,
    model: Annotated[str | None, typer.Option(help="A spaCy model by name.")] = None,
    pos_sample: Annotated[
        str, typer.Option(help="Captions whose parts of speech are counted, or `all`.")
    ] = "100000",
    data: Data = DATA,
    workers: Workers = CORES,
    engine: Engine = ONE,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Count captions: words, n-grams, parts of speech, images, leaves; write JSON and a report.

    Example: lgs stats --captions captions.txt --json
    """
    from rich.console import Console

    from lgs.count_units import SPEECH
    from lgs.counting import count_dataset, count_file
    from lgs.stats.tables import corpus_tables, dataset_tables

    options: dict[str, Any] = {
        "min_count": min_count,
        "model": model,
        "pos_sample": _sample(pos_sample),
    }
    if captions:
        found = count_file(captions, column, workers=workers, **options)
    else:
        dataset = Dataset(data)
        # Counts of n-grams are as large as the captions: of many machines each counts its own.
        counts = "stats/" if engine.is_alone() else f"{SPEECH}/"
        reads = ("products/", "pairs/", "crawl/images/", counts)
        with opened(data, reads=reads, writes=("stats/",)):
            found = count_dataset(dataset, settings_for(dataset, None), engine, **options)
    other = count_file(beside, column, workers=workers, **options) if beside else None
    if as_json:
        typer.echo(json.dumps(found if other is None else {"ours": found, "beside": other}))
    elif not quiet:
        corpora = {str(captions or data): found} | ({str(beside): other} if other else {})
        tables = corpus_tables(corpora) + ([] if captions else dataset_tables(found))
        Console().print(*tables, sep="\n\n")
        if not captions:
            typer.echo(f"\nreport: {Dataset(data).stats / 'report.html'}")


def _sample(text: str) -> int | None:
    if text == "all":
        return None
    if not text.isdigit():
        raise UsageError(f"--pos-sample is a number of captions or `all`, not {text!r}")
    return int(text)


def list_() -> None:
    """Show what can be named: filters with their options, signals, export formats, taxonomies.

    Example: lgs list
    """
    from lgs.export import FORMATS
    from lgs.export.captions import CAPTIONS
    from lgs.extract.signals import SIGNALS
    from lgs.filters import IMAGE, TEXT
    from lgs.filters.dataset import DATASET
    from lgs.filters.options import defaults_of

    for title, registry in (("text", TEXT), ("image", IMAGE), ("dataset", DATASET)):
        typer.echo(f"{title} filters:")
        for name, function in registry.items():
            options = ", ".join(f"{k} = {v}" for k, v in defaults_of(function).items())
            typer.echo(f"  {name:<24} {options}")
    typer.echo("signals: " + ", ".join(sorted(SIGNALS)))
    typer.echo("export formats: " + ", ".join(sorted(FORMATS)))
    typer.echo("captions: " + ", ".join(CAPTIONS))
    typer.echo("taxonomies: default, or a file (Google's, Shopify's, GS1's, or a path a line)")
