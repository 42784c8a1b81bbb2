"""Options as img2dataset's users write them: underscores, and flags that are said to be True."""

from typing import Any

from typer.core import TyperCommand


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
        if name in flags:
            if not equals and rest and rest[0].lower() in ("true", "false"):
                value = rest.pop(0)
            is_off = value.lower() == "false"
            found.append(f"--no-{name[2:]}" if is_off else name)
        else:
            found.append(name + equals + value)
    return found
