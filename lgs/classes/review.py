"""A person's decisions on classes, in a file that the next run obeys."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from lgs.classes.compare import Path as ClassPath
from lgs.errors import LgsError

Pair = frozenset[ClassPath]
DECISIONS = ("merge", "apart", "drop", "match")
WNID = re.compile(r"n\d{8}")


@dataclass(frozen=True, slots=True)
class Review:
    """Pairs that are one class, pairs that are not, and classes that are left out."""

    merge: frozenset[Pair] = frozenset()
    apart: frozenset[Pair] = frozenset()
    drop: frozenset[ClassPath] = frozenset()
    synsets: Mapping[tuple[ClassPath, str], bool] = field(default_factory=dict)
    """Whether a class shows what the synset of that WordNet id shows."""


def read_review(file: Path) -> Review:
    """A table of decision, class and other class between tabs; further columns are for people.

    The files `merges.tsv` and `pairs.tsv` that a run writes have this form: copy their lines,
    change the decisions, name the copy by `--review`.
    """
    pairs: dict[str, set[Pair]] = {"merge": set(), "apart": set()}
    drop: set[ClassPath] = set()
    synsets: dict[tuple[ClassPath, str], bool] = {}
    for number, line in enumerate(_text(file).splitlines(), 1):
        decision, *cells = (cell.strip() for cell in line.split("\t"))
        if not decision or decision.startswith("#") or decision == "decision":
            continue
        if decision not in DECISIONS:
            there = ", ".join(DECISIONS)
            raise LgsError(
                f"{file}, line {number}: {decision!r} is no decision; there are: {there}"
            )
        paths = [path_of(cell) for cell in cells[: 1 if decision == "drop" else 2] if cell]
        if decision == "drop" and paths:
            drop.add(paths[0])
        elif len(paths) == 2 and WNID.fullmatch(cells[1]) and decision in {"match", "apart"}:
            synsets[paths[0], cells[1]] = decision == "match"
        elif len(set(paths)) == 2 and decision != "match":
            pairs[decision].add(frozenset(paths))
        else:
            raise LgsError(f"{file}, line {number}: {decision} needs two classes between tabs")
    if both := pairs["merge"] & pairs["apart"]:
        names = " and ".join(sorted(" > ".join(path) for path in min(both, key=sorted)))
        raise LgsError(f"{file} says both merge and apart of {names}")
    return Review(frozenset(pairs["merge"]), frozenset(pairs["apart"]), frozenset(drop), synsets)


def path_of(text: str) -> ClassPath:
    """A class as the file writes it: `A > B > C`."""
    return tuple(part.strip() for part in text.split(">") if part.strip())


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8-sig")
    except OSError as error:
        raise LgsError(f"the review {file} cannot be read: {error.strerror}") from error
    except UnicodeDecodeError as error:
        raise LgsError(f"the review {file} is not UTF-8 text") from error
