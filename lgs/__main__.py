"""The `lgs` command: the one place where an error becomes a line and an exit code."""

import os
import sys

from lgs.errors import LgsError


def main() -> None:
    """Run the command line; an error is one or two lines on stderr, never a traceback."""
    from lgs.cli.app import app

    try:
        app()
    except LgsError as error:
        print(f"lgs: {error}", file=sys.stderr)
        raise SystemExit(error.exit_code) from None
    except KeyboardInterrupt:
        print("lgs: interrupted; everything so far is kept, run it again to go on", file=sys.stderr)
        raise SystemExit(130) from None
    except BrokenPipeError:  # as with `| head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
        raise SystemExit(0) from None
    except OSError as error:  # a full disk, a folder that is not ours
        print(
            f"lgs: {error.strerror or error}: {error.filename or ''}".rstrip(": "), file=sys.stderr
        )
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
