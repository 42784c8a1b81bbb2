"""`lgs classes NAME`: build a classification subset."""

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
    say,
    settings_for,
)
from lgs.dataset import Dataset
from lgs.engine import ONE, Engine
from lgs.errors import UsageError
from lgs.remote.mirror import opened

SHOWN = 20


@on_engine
def classes(
    name: Annotated[str, typer.Argument(help="balanced, long-tail or overlap.")],
    count: Annotated[
        int, typer.Option("--classes", min=1, help="Classes of a balanced subset.")
    ] = 117,
    per_class: Annotated[
        int, typer.Option(min=1, help="Images of each class of a balanced subset.")
    ] = 10_000,
    least: Annotated[
        int | None,
        typer.Option(
            min=1, help="Images below which a class is left out.", show_default="1, overlap 20"
        ),
    ] = None,
    threshold: Annotated[
        float, typer.Option(min=0, max=1, help="Similarity from which two classes are one.")
    ] = 0.92,
    imagenet_threshold: Annotated[
        float, typer.Option(min=0, max=1, help="The same for a class and a synset.")
    ] = 0.90,
    least_gloss: Annotated[
        float, typer.Option(min=-1, max=1, help="Cosine of path and gloss (with minilm).")
    ] = 0.33,
    min_score: Annotated[
        float, typer.Option(min=0, max=1, help="Labels below this score are left out.")
    ] = 0.0,
    similarity: Annotated[str, typer.Option(help="words, or minilm (needs lgs[embed]).")] = "words",
    splits: Annotated[
        str, typer.Option(help="Shares of train, validation and test.")
    ] = "0.8,0.1,0.1",
    seed: Annotated[int, typer.Option(min=0, help="Another one draws other rows.")] = 0,
    review: Annotated[
        Path | None, typer.Option(help="A person's decisions: merge, apart, drop, match.")
    ] = None,
    data: Data = DATA,
    workers: Workers = CORES,  # noqa: ARG001  # the engine has it
    engine: Engine = ONE,
    quiet: Quiet = False,
    as_json: Json = False,
) -> None:
    """Build a classification subset from the labelled pairs, in DIR/classes/NAME.

    Example: lgs classes balanced --classes 117 --per-class 10000
    """
    from lgs.classes.build import build_subset
    from lgs.classes.recipes import RECIPES, Options

    dataset = Dataset(data)
    if name not in (names := [recipe.replace("_", "-") for recipe in RECIPES]):
        raise UsageError(f"no recipe is named {name!r}; there are: {', '.join(names)}")
    options = Options(
        classes=count,
        per_class=per_class,
        least=least if least is not None else 20 if name == "overlap" else 1,
        threshold=threshold,
        imagenet_threshold=imagenet_threshold,
        least_gloss=least_gloss,
        min_score=min_score,
        similarity=similarity,
        splits=_shares(splits),
        seed=seed,
        review=review,
    )
    if similarity == "words":
        say("similarity by words and our list of synonyms; --similarity minilm adds a small "
            "language model (lgs[embed])", quiet=quiet or as_json)  # fmt: skip
    with opened(data, reads=("pairs/", "near/"), writes=(f"classes/{name}/",)):
        digest = settings_for(dataset, None).digest()
        built = build_subset(dataset, name, options, digest, engine=engine)
        report, found = built["report"], built["classes"]
        dataset.note_run(**{f"classes_{name.replace('-', '_')}": report})
    if as_json:
        typer.echo(json.dumps(report, indent=1, ensure_ascii=False))
        return
    if quiet:
        return
    folder = dataset.root / "classes" / name
    typer.echo(f"{len(found)} classes, {report['images']} images: {folder}")
    if name == "balanced" and len(found) < count:
        typer.echo(f"only {len(found)} classes have {per_class} images each, not {count}")
    if name == "overlap":
        share = len(found) / 1000
        typer.echo(f"{len(found)} of ImageNet's 1,000 synsets ({share:.1%})")
    for images, leaf, merged in found[:SHOWN]:
        also = f"  (with {', '.join(merged)})" if merged else ""
        typer.echo(f"{images:8}  {leaf}{also}")


def _shares(text: str) -> tuple[float, float, float]:
    try:
        train, validation, test = (float(part) for part in text.split(","))
    except ValueError:
        raise UsageError(f"--splits is three shares like 0.8,0.1,0.1, not {text!r}") from None
    if min(train, validation, test) < 0 or abs(train + validation + test - 1) > 1e-6:
        raise UsageError(f"--splits must be shares that add up to 1, not {text!r}")
    return train, validation, test
