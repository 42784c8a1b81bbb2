"""Options as img2dataset's users write them: underscores, and flags that are said to be True."""

from collections.abc import Mapping
from typing import Any

from typer.core import TyperCommand

from lgs.errors import UsageError

# Options of img2dataset that need not be given here, and the one value that says what is done
# anyway; None where any value asks for nothing.
ANYWAY: Mapping[str, str | None] = {
    "--distributor": "multiprocessing",
    "--enable-wandb": "False",
    "--extract-exif": "True",
    "--incremental-mode": "incremental",
    "--max-shard-retry": None,  # what is transient is asked again by the next run
    "--subjob-size": None,  # of distributors
    "--wandb-project": None,
}


class LooseSpelling(TyperCommand):
    """A command whose options may be spelt `--image_size 256` and `--skip_reencode=True` too."""

    def parse_args(self, ctx: Any, args: list[str]) -> list[str]:
        """The arguments, with every option's name as it is declared."""
        flags = {
            name for param in self.params if getattr(param, "is_flag", False) for name in param.opts
        }
        return super().parse_args(ctx, respelt(args, flags))


def respelt(args: list[str], flags: set[str]) -> list[str]:
    """Arguments with hyphens in the options' names, and flags without a value.

    What img2dataset has and is done anyway is left out.

    >>> respelt(["--enable_wandb", "False", "--distributor=multiprocessing", "-q"], set())
    ['-q']
    >>> respelt(["--image_size=64", "--skip_reencode", "True", "--x_y=False"],
    ...         {"--skip-reencode", "--x-y"})
    ['--image-size=64', '--skip-reencode', '--no-x-y']
    """
    found: list[str] = []
    rest = list(args)
    while rest:
        if rest[0] == "--":
            return found + rest
        name, equals, value = rest.pop(0).partition("=")
        if not name.startswith("--"):
            found.append(name + equals + value)
            continue
        name = name.replace("_", "-")
        if name in ANYWAY:
            if not equals:
                value = rest.pop(0) if rest and not rest[0].startswith("--") else "True"
            _need_done_anyway(name, value)
        elif name in flags:
            if not equals and rest and rest[0].lower() in ("true", "false"):
                value = rest.pop(0)
            is_off = value.lower() == "false"
            found.append(f"--no-{name[2:]}" if is_off else name)
        else:
            found.append(name + equals + value)
    return found


def _need_done_anyway(name: str, value: str) -> None:
    done = ANYWAY[name]
    if done is not None and value.lower() != done.lower():
        raise UsageError(f"{name} can only be {done} here, which need not be said; not {value!r}")
