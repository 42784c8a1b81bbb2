"""`lgs explain`."""

import json
from collections.abc import Iterator
from typing import Annotated, Any

import typer

from lgs.cli.options import DATA, Config, Data, Json, settings_for
from lgs.dataset import Dataset
from lgs.remote.mirror import opened
from lgs.remote.states import bring_states


def explain(
    key: Annotated[str, typer.Argument(help="The key of a row: 32 hex digits.")],
    data: Data = DATA,
    config: Config = None,
    as_json: Json = False,
) -> None:
    """Show where one row came from: page, robots rule, signals, faults, label.

    Example: lgs explain 8f0c2a4b6d8e0f1a3c5e7092b4d6f819
    """
    from lgs.explain import explain as run_explain

    with opened(data, reads=("products/", "pairs/")):
        bring_states(data)
    dataset = Dataset(data)
    found = run_explain(dataset, key, settings_for(dataset, config))
    if as_json:
        typer.echo(json.dumps(found, ensure_ascii=False, indent=1))
        return
    from rich.console import Console
    from rich.text import Text

    console = Console()
    for line in lines_of(found):
        console.print(Text(line), soft_wrap=True)


def lines_of(found: dict[str, Any]) -> Iterator[str]:
    """What was found, for a person."""
    page = found["page"]
    kind = "a clean pair" if found["is_pair"] else "rejected"
    yield f"{found['key']}: {kind}, in {found['table']}"
    yield f"page     {page['url']}"
    if page["asked_for"] not in (None, page["url"]):
        yield f"         asked for as {page['asked_for']}"
    yield f"         read {page['fetched_at'] or 'at a time that is not known'}"
    yield f"robots   {_robots(found['robots'])}"
    for channel, words in found["consent"].items():
        yield f"consent  {channel}: {words}"
    for name, field in found["fields"].items():
        yield f"{name:<16} {field['value']}   from {field['from'] or 'nothing'}"
        for lost in field["lost"] or ():
            yield f"{'':<16} lost: {lost['value']}   from {lost['from']}"
    yield f"what lost: {found['losers']}"
    yield from _image(found["image"])
    for flag in found["flags"]:
        yield f"odd      {flag}"
    for fault in found["faults"]:
        yield f"fault    {fault['name']}: {fault['why']}"
        measured, thresholds = _pairs(fault["measured"]), _pairs(fault["thresholds"])
        yield f"         measured {measured}; threshold {thresholds}"
    label = found["label"]
    if label["path"]:
        yield f"label    {' > '.join(label['path'])}"
        yield f"         {label['score']} by {label['decided_by']} (least {label['least_score']})"
    else:
        yield f"label    none: {label['why']}"


def _image(image: dict[str, Any]) -> Iterator[str]:
    yield f"image    {image['url'] or 'none'}"
    if image["width"]:
        told = [f"{image['width']} x {image['height']} px", image["format"], image["mode"]]
        told += [word for word in ("animated", "alpha") if image[word]]
        if image["background"] is not None:
            told.append(f"{image['background']:.0%} of the border plain")
        if image["sharpness"] is not None:
            told.append(f"sharpness {image['sharpness']:.1f}")
        yield f"         {', '.join(word for word in told if word)}"
        yield f"         sha256 {image['sha256']}"


def _robots(found: dict[str, Any] | None) -> str:
    if found is None:
        return "not asked: the page came from a saved file"
    if found["outcome"] != "rules":
        return f"{found['url']}: {found['why'] or found['outcome']} ({found['fetched_at']})"
    verdict = "allows" if found["allows"] else "forbids"
    rule = f"line {found['line']}, {found['rule']}" if found["rule"] else "no rule fits"
    group = f"group {found['group']}" if found["group"] else "no group for us"
    return f"{found['url']} {verdict} it: {group}, {rule} ({found['fetched_at']})"


def _pairs(values: dict[str, Any]) -> str:
    return ", ".join(f"{name} {value}" for name, value in values.items()) or "none"
