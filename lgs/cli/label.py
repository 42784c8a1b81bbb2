"""`lgs label`: labels for the stored products, or for the rows of a file."""

import json
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import asdict, replace
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Annotated, Any, TextIO

import typer

from lgs.cli.options import (
    CORES,
    DATA,
    Config,
    Data,
    Json,
    Quiet,
    Workers,
    need_folder,
    on_engine,
    say,
    settings_for,
)
from lgs.config import Settings
from lgs.dataset import Dataset
from lgs.engine import ONE, Engine
from lgs.errors import LgsError, UsageError
from lgs.remote.mirror import opened

if TYPE_CHECKING:
    from lgs.bands import Band
    from lgs.labels import Teaching
    from lgs.teaching import Training

COMMONEST_LEAVES = 20
LABELLERS = ("words", "llm")
TABLES = ("products/", "pairs/")


@on_engine
def label(
    file: Annotated[
        Path | None, typer.Argument(help="JSON lines to label instead of a dataset.")
    ] = None,
    taxonomy: Annotated[
        str | None, typer.Option(help="A bundled tree, or a file.", show_default="default")
    ] = None,
    min_score: Annotated[
        float | None, typer.Option(min=0, max=1, help="No label below this score.")
    ] = None,
    learn: Annotated[
        bool, typer.Option("--learn", help="Learn first from the rows that are sure.")
    ] = False,
    train: Annotated[
        Path | None,
        typer.Option(help="Your own labels: CSV, TSV or JSON lines with title and path."),
    ] = None,
    map_from: Annotated[
        str | None,
        typer.Option("--map", help="Label nothing; print where this tree's leaves lead."),
    ] = None,
    labeller: Annotated[str, typer.Option(help="words, or llm: a language model.")] = "words",
    llm_url: Annotated[
        str | None, typer.Option(help="Its address, such as http://127.0.0.1:11434/v1")
    ] = None,
    llm_model: Annotated[str | None, typer.Option(help="Its name on that server.")] = None,
    llm_batch: Annotated[int, typer.Option(min=1, help="Products in one question.")] = 20,
    llm_timeout: Annotated[float, typer.Option(min=0.1, help="Seconds for an answer.")] = 120.0,
    data: Data = DATA,
    config: Config = None,
    workers: Workers = CORES,
    engine: Engine = ONE,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Label the stored products with a taxonomy; print coverage and the commonest end leaves.

    Example: lgs label --taxonomy google.txt
    """
    if map_from:
        _print_map(map_from, taxonomy)
        return
    llm = {"url": llm_url, "model": llm_model, "batch": llm_batch, "timeout_s": llm_timeout}
    _check(labeller, llm, learn=learn, train=train)
    if labeller == "llm":  # a language model is asked by one process
        engine = replace(engine, workers=1)
    dataset = Dataset(data)
    if engine.cluster and (learn or train):
        need_folder(data, "--learn and --train on a cluster")  # what is taught lies in the folder
    with ExitStack() as stack:
        if file is None:
            stack.enter_context(opened(data, reads=TABLES, writes=TABLES))
        settings = settings_for(dataset, config)
        settings = replace(
            settings,
            taxonomy=taxonomy or settings.taxonomy,
            min_label_score=settings.min_label_score if min_score is None else min_score,
        )
        beside = dataset.root if engine.cluster and dataset.root.is_dir() else None
        work = Path(stack.enter_context(TemporaryDirectory(prefix="_label-", dir=beside)))
        if labeller == "llm":
            teaching = _asking(llm, None if file else dataset)
        elif train:
            teaching, trained = _trained(train, taxonomy, work)
            say(_told(trained), quiet=quiet)
        else:
            teaching = _learnt(file, dataset, work) if learn else _plain()
        if file:
            _label_file(file, settings, teaching, workers)
        else:
            _label_dataset(dataset, settings, teaching, engine, quiet=quiet, as_json=as_json)


def _print_map(tree: str, other: str | None) -> None:
    """Lines of path, path in the other tree and likeness, between tabs."""
    from lgs.taxonomy.mapping import mapped
    from lgs.taxonomy.tree import load_tree

    if other is None:
        raise UsageError("--map needs the tree to lead to: --taxonomy FILE")
    for one in mapped(load_tree(tree), load_tree(other)):
        typer.echo(f"{' > '.join(one.path)}\t{' > '.join(one.other)}\t{one.likeness}")


def _check(labeller: str, llm: dict[str, Any], *, learn: bool, train: Path | None) -> None:
    if labeller not in LABELLERS:
        raise UsageError(f"no labeller is named {labeller!r}; there are: {', '.join(LABELLERS)}")
    if labeller == "llm" and not (llm["url"] and llm["model"]):
        raise UsageError("--labeller llm needs --llm-url and --llm-model")
    if labeller == "words" and (llm["url"] or llm["model"]):
        raise UsageError("--llm-url and --llm-model belong to --labeller llm")
    if sum((labeller == "llm", learn, train is not None)) > 1:
        raise UsageError("--learn, --train and --labeller llm are three ways; choose one of them")
    if llm["url"] and not llm["url"].startswith(("http://", "https://")):
        raise UsageError(f"--llm-url is an address like http://host/v1, not {llm['url']!r}")


def _plain() -> "Teaching":
    from lgs.labels import PLAIN

    return PLAIN


def _asking(llm: dict[str, Any], dataset: Dataset | None) -> "Teaching":
    """The answers are kept in the dataset, for a lone file beside the user's other caches."""
    from lgs.labels import Teaching
    from lgs.taxonomy.llm import LlmSettings

    home = dataset.root / "labels" if dataset else Path.home() / ".cache" / "lgs"
    return Teaching(llm=LlmSettings(**llm, cache=home / "llm.sqlite"))


def _trained(train: Path, taxonomy: str | None, work: Path) -> "tuple[Teaching, Training]":
    from lgs.labels import Teaching
    from lgs.teaching import train_from_file

    model, training = train_from_file(train, taxonomy, work)
    return Teaching(model=model), training


def _learnt(file: Path | None, dataset: Dataset, work: Path) -> "Teaching":
    from lgs.labels import Teaching
    from lgs.teaching import learn_from_dataset, learn_from_lines

    if file is None:
        return Teaching(student=learn_from_dataset(dataset, work))
    with _lines_of(file) as lines:
        return Teaching(student=learn_from_lines(lines, work))


def _label_dataset(
    dataset: Dataset,
    settings: Settings,
    teaching: "Teaching",
    engine: Engine,
    *,
    quiet: bool,
    as_json: bool,
) -> None:
    from lgs.bands import score_bands
    from lgs.labels import label_dataset

    coverage = label_dataset(dataset, settings, engine=engine, teaching=teaching)
    bands = score_bands(dataset.need_products())
    counts = {
        "rows": coverage.rows,
        "labelled": coverage.labelled,
        "leaves": dict(coverage.leaves[:COMMONEST_LEAVES]),
        "bands": [asdict(band) for band in bands],
    }
    dataset.note_run(label={"taxonomy": settings.taxonomy, **counts})
    if as_json:
        typer.echo(json.dumps(counts, indent=1, ensure_ascii=False))
    elif not quiet:
        share = coverage.labelled / coverage.rows if coverage.rows else 0
        typer.echo(f"{coverage.labelled} of {coverage.rows} rows labelled ({share:.0%})")
        typer.echo(_table(bands))
        for leaf, rows in coverage.leaves[:COMMONEST_LEAVES]:
            typer.echo(f"{rows:8}  {leaf}")


def _told(training: "Training") -> str:
    lines = [f"trained on {training.products} products of {training.paths} paths"]
    if training.outside:
        lines.append(f"{training.outside} left out: their paths are not in the taxonomy")
    if training.held_out:
        lines.append(f"{training.right:.1%} right of {training.held_out} products kept aside")
        lines.append(_table(training.bands))
    return "\n".join(lines)


def _table(bands: "tuple[Band, ...]") -> str:
    """Score bands as text: expected is the mean score, right what is known to be right."""
    known = any(band.right is not None for band in bands)
    head = f"{'score':>8}{'rows':>10}{'coverage':>10}{'expected':>10}"
    lines = [head + (f"{'right':>8}" if known else "")]
    for band in bands:
        line = f"{band.least:>7}+{band.rows:>10}{band.coverage:>10.1%}{band.expected:>10.1%}"
        lines.append(line + (f"{band.right:>8.1%}" if band.right is not None else ""))
    return "\n".join(lines)


def _label_file(file: Path, settings: Settings, teaching: "Teaching", workers: int) -> None:
    from lgs.labels import label_lines
    from lgs.taxonomy.offline import numbered

    with _lines_of(file) as lines:
        for line in label_lines(numbered(lines), settings, workers=workers, teaching=teaching):
            sys.stdout.write(line + "\n")


@contextmanager
def _lines_of(file: Path) -> Iterator[TextIO]:
    """The open file; what is wrong with a line is told with the file's name."""
    try:
        lines = file.open(encoding="utf-8")
    except OSError as error:
        raise LgsError(f"{file} cannot be read: {error.strerror}") from error
    with lines:
        try:
            yield lines
        except UnicodeDecodeError as error:
            raise LgsError(f"{file} is not UTF-8 text") from error
        except LgsError as error:
            if str(error).startswith("line "):
                raise LgsError(f"{file}, {error}") from error
            raise
