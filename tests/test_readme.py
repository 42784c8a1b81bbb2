"""README's commands are run in an empty folder, and its outputs are what they print.

`python tests/test_readme.py` writes the outputs into README anew; read the difference before you
keep it.
"""

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

HOME = Path(__file__).resolve().parent.parent
README = HOME / "README.md"
BLOCK = re.compile(r"```console\n\$ (?P<command>[^\n]+)\n(?P<output>.*?)```", re.DOTALL)
SETTINGS = re.compile(r"where `strict\.toml` holds\n\n```toml\n(.*?)```", re.DOTALL)
MAKE_COMMAND = re.compile(r"^make \w+$", re.MULTILINE)


def run_all(folder: Path) -> list[tuple[str, str, str]]:
    """(command, output in README, output now) of every console block, in README's order."""
    text = README.read_text("utf-8")
    (folder / "strict.toml").write_text(SETTINGS.findall(text)[0], "utf-8")
    return [
        (match["command"], match["output"], output_of(match["command"], folder))
        for match in BLOCK.finditer(text)
    ]


def output_of(command: str, folder: Path) -> str:
    words = shlex.split(command)
    assert words[0] == "lgs"
    done = subprocess.run(
        [sys.executable, "-m", "lgs", *words[1:]],
        cwd=folder,
        env=os.environ | {"COLUMNS": "80"},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        timeout=120,
        check=True,
    )
    return "".join(f"{line.rstrip()}\n" for line in done.stdout.splitlines())


@pytest.fixture(scope="module")
def runs(tmp_path_factory):
    return run_all(tmp_path_factory.mktemp("readme"))


def test_the_outputs_in_readme_are_what_the_commands_print(runs):
    assert len(runs) >= 4
    for command, written, printed in runs:
        assert printed == written, command


def test_readme_opens_with_the_two_commands_of_the_makefile():
    commands = MAKE_COMMAND.findall(README.read_text("utf-8"))
    targets = re.findall(r"^(\w+):", (HOME / "Makefile").read_text("utf-8"), re.MULTILINE)
    assert commands[:2] == ["make demo", "make test"]
    assert {c.removeprefix("make ") for c in commands} <= set(targets)


def test_every_link_to_a_file_of_the_project_leads_somewhere():
    for page in (README, HOME / "CONTRIBUTING.md", *(HOME / "docs").glob("*.md")):
        for target in re.findall(r"\]\((?!https?:)([^)#]+)", page.read_text("utf-8")):
            assert (page.parent / target).exists(), f"{page.name}: {target}"


def test_every_preset_loads_and_names_filters_that_there_are():
    from lgs.config import load_settings
    from lgs.filters import check_options

    presets = sorted((HOME / "configs").glob("*.toml"))
    assert presets
    for preset in presets:
        check_options(load_settings(preset).filters)


if __name__ == "__main__":
    import tempfile

    with tempfile.TemporaryDirectory() as made:
        found = iter(run_all(Path(made)))
    README.write_text(
        BLOCK.sub(
            lambda m: f"```console\n$ {m['command']}\n{next(found)[2]}```", README.read_text()
        ),
        "utf-8",
    )
