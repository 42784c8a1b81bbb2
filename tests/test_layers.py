"""Which room may know of which: read from all imports, also those inside functions."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent / "lgs"
FILES = sorted(ROOT.rglob("*.py"))
NAMES = [path.relative_to(ROOT).as_posix() for path in FILES]

PURE = ("extract", "filters", "taxonomy", "stats", "consent")
WORLD = ("scrapy", "twisted", "aiohttp", "yarl", "socket", "sqlite3", "requests", "http.client")
EDGES = ("lgs.spiders", "lgs.pipelines", "lgs.store", "lgs.cli", "lgs.net", "lgs.crawl")

# What knows of the world outside although its room is pure, and why.
EXCEPTIONS = {
    # Answers of a language model cost money: they are kept in a file of their own, beside the
    # room's decisions, which take them as values.
    ("taxonomy/answers.py", "sqlite3"),
}
STREAMS = {("sys", "stdout"), ("sys", "stderr"), ("typer", "echo")}
PRINTING = {
    "__main__.py",  # the one error edge
    "spiders/worker.py",  # a process whose standard output is its report to the supervisor
}


@cache
def imports(path: Path) -> set[str]:
    """Full names of all modules that a file imports."""
    found = set()
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            found |= {node.module, *(f"{node.module}.{alias.name}" for alias in node.names)}
    return found


def known(path: Path, modules: tuple[str, ...]) -> set[str]:
    """Those of the modules that a file knows."""
    return {
        module
        for module in modules
        if any(name == module or name.startswith(f"{module}.") for name in imports(path))
    }


def test_the_files_are_found_and_their_imports_read():
    assert {"urls.py", "spiders/shop.py", "extract/price.py"} <= set(NAMES)
    assert "scrapy" in known(ROOT / "spiders" / "shop.py", WORLD)
    assert "scrapy" in known(ROOT / "spiders" / "worker.py", WORLD)  # inside a function
    assert known(ROOT / "store" / "shard.py", WORLD) == {"sqlite3"}
    assert "lgs.store" in known(ROOT / "spiders" / "shop.py", EDGES)


@pytest.mark.parametrize("name", NAMES)
def test_scrapy_is_known_to_spiders_and_pipelines_only(name):
    if not name.startswith(("spiders/", "pipelines/")):
        assert not known(ROOT / name, ("scrapy", "twisted"))


@pytest.mark.parametrize("name", [name for name in NAMES if name.startswith(PURE)])
def test_rooms_that_decide_know_nothing_of_the_world_outside(name):
    exceptions = {module for file, module in EXCEPTIONS if file == name}
    assert known(ROOT / name, WORLD) == exceptions
    assert not known(ROOT / name, EDGES)


@pytest.mark.parametrize("name", [name for name in NAMES if not name.startswith("cli/")])
def test_nothing_below_the_command_line_knows_of_it(name):
    allowed = {"lgs.cli", "typer"} if name == "__main__.py" else set()
    assert known(ROOT / name, ("lgs.cli", "typer")) <= allowed


@pytest.mark.parametrize("name", [n for n in NAMES if n.startswith(("store/", "net/"))])
def test_state_and_network_know_nothing_of_who_uses_them(name):
    assert not known(ROOT / name, ("lgs.spiders", "lgs.pipelines", "lgs.crawl", "lgs.build"))


def writes(path: Path) -> bool:
    """True if a file prints or writes to standard output or error."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        match node:
            case ast.Call(func=ast.Name(id="print")):
                return True
            case ast.Attribute(value=ast.Name(id=owner), attr=attr) if (owner, attr) in STREAMS:
                return True
    return False


def test_only_the_command_line_the_error_edge_and_the_worker_s_report_print():
    found = {name for name, path in zip(NAMES, FILES, strict=True) if writes(path)}
    assert {name for name in found if not name.startswith("cli/")} == PRINTING
    assert any(name.startswith("cli/") for name in found)
