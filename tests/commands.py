"""Runs of the real `lgs` command."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

SHELL = os.environ | {
    "PATH": f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}",
    "COLUMNS": "100",
}
Done = subprocess.CompletedProcess[str]


def lgs(
    *words: object, cwd: Path, before: Callable[[], None] | None = None, timeout: int = 60
) -> Done:
    """Run a command in a folder; `before` runs in the new process."""
    return subprocess.run(
        [sys.executable, "-m", "lgs", *map(str, words)],
        cwd=cwd,
        env=SHELL,
        capture_output=True,
        text=True,
        timeout=timeout,
        preexec_fn=before,
        check=False,
    )


def shell(line: str, cwd: Path) -> Done:
    """Run a line as a person types it."""
    return subprocess.run(
        line,
        cwd=cwd,
        env=SHELL,
        capture_output=True,
        text=True,
        timeout=120,
        shell=True,
        check=False,
    )
