"""The `lgs` command: the one place where an error becomes a line and an exit code."""

import os
import sqlite3
import sys
from typing import NoReturn, cast

import typer

from lgs.errors import LgsError

# What every wrong use of an option raises, wherever typer keeps its copy of click.
WRONG_USE = cast("type[Exception]", typer.BadParameter.__mro__[1])
INTERRUPTED = 130


def main() -> None:
    """Run the command line; an error is one or two lines on stderr, never a traceback."""
    from lgs.cli.app import app

    try:
        code = app(prog_name="lgs", standalone_mode=False)
    except LgsError as error:
        _end(str(error), error.exit_code)
    except WRONG_USE as error:
        _end(_wrong_use(error), 2)
    except KeyboardInterrupt:
        code = INTERRUPTED
    except BrokenPipeError:  # as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        code = 0
    except sqlite3.Error as error:
        _end(f"the crawl's state cannot be used: {error}", 1)
    except OSError as error:  # a full disk, a folder that is not ours
        _end(f"{error.strerror or error}: {error.filename or ''}".rstrip(": "), 1)
    if code == INTERRUPTED:  # typer makes it of a KeyboardInterrupt
        _end("interrupted; everything so far is kept, run it again to go on", INTERRUPTED)
    raise SystemExit(code)


def _wrong_use(error: BaseException) -> str:
    """One line for what is wrong, one for where help is."""
    context = getattr(error, "ctx", None)
    command = context.command_path if context else "lgs"
    said = " ".join(str(getattr(error, "format_message", error.__str__)()).split())
    return f"{said.rstrip('.')}\n`{command} --help` shows what there is"


def _end(sentence: str, code: int) -> NoReturn:
    print(f"lgs: {sentence}", file=sys.stderr)
    raise SystemExit(code) from None


if __name__ == "__main__":
    main()
