"""A subset written out: its classes, its rows, the proposals to review, and a report."""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from lgs.classes.compare import Path as ClassPath
from lgs.classes.compare import Proposal
from lgs.classes.draw import SPLITS, Drawn
from lgs.classes.merging import Merged, decision_of
from lgs.dataset import write_bytes, write_json, write_manifest, write_table
from lgs.schema import metadata

HEAD = ("class", "name", "path", "images", *SPLITS, "available", "similarity", "members")


@dataclass(frozen=True, slots=True)
class Subset:
    """The classes in the order of their numbers, their rows, and what led to them."""

    recipe: str
    classes: tuple[Merged, ...]
    rows: tuple[Drawn, ...]
    proposals: tuple[Proposal, ...] = ()
    groups: Mapping[ClassPath, ClassPath] = field(default_factory=dict)
    """Each class that there was and the class that it is part of, in the subset or not."""
    options: Mapping[str, object] = field(default_factory=dict)
    findings: Mapping[str, object] = field(default_factory=dict)
    tables: Mapping[str, Sequence[Sequence[object]]] = field(default_factory=dict)  # extra .tsv

    def report(self) -> dict[str, object]:
        """What the run found, as plain values."""
        return {
            "recipe": self.recipe,
            "classes": len(self.classes),
            "images": len(self.rows),
            "splits": {name: sum(row.split == name for row in self.rows) for name in SPLITS},
            **self.findings,
            "options": dict(self.options),
        }


def write_subset(folder: Path, subset: Subset, digest: str) -> None:
    """All files of a subset; the same rows and options give the same bytes."""
    words = metadata(digest, recipe=subset.recipe, options=json.dumps(dict(subset.options)))
    table = _class_table(subset)
    _write_rows(folder / "rows.parquet", subset, words)
    _write_classes(folder / "classes.parquet", table, words)
    _write_tsv(folder / "classes.tsv", [HEAD, *(_readable(row) for row in table)])
    _write_tsv(folder / "merges.tsv", _decisions(subset))
    for name, lines in subset.tables.items():
        _write_tsv(folder / f"{name}.tsv", lines)
    write_json(folder / "report.json", subset.report())
    write_manifest(folder)


def _class_table(subset: Subset) -> list[tuple[object, ...]]:
    counts = Counter((row.number, row.split) for row in subset.rows)
    return [
        (
            number,
            one.path[-1],
            list(one.path),
            sum(counts[number, split] for split in SPLITS),
            *(counts[number, split] for split in SPLITS),
            one.count,
            one.similarity,
            [" > ".join(member) for member in one.members],
        )
        for number, one in enumerate(subset.classes)
    ]


def _readable(row: Sequence[object]) -> list[object]:
    joined = {"path": " > ", "members": " | "}
    return [
        joined[name].join(value) if isinstance(value, list) else value
        for name, value in zip(HEAD, row, strict=True)
    ]


def _write_classes(file: Path, rows: Sequence[Sequence[object]], words: Mapping[str, str]) -> None:
    import pyarrow as pa

    kinds = dict.fromkeys(HEAD, pa.int64()) | {
        "name": pa.string(),
        "path": pa.list_(pa.string()),
        "similarity": pa.float64(),
        "members": pa.list_(pa.string()),
    }
    columns = [pa.array([row[n] for row in rows], kinds[name]) for n, name in enumerate(HEAD)]
    table = pa.Table.from_arrays(columns, schema=pa.schema(list(kinds.items())))
    write_table(file, table.replace_schema_metadata(dict(words)))


def _write_rows(file: Path, subset: Subset, words: Mapping[str, str]) -> None:
    import pyarrow as pa

    rows = subset.rows
    columns = {
        "key": pa.array([row.key for row in rows], pa.string()),
        "class": pa.array([row.number for row in rows], pa.int32()),
        "name": pa.array([subset.classes[row.number].path[-1] for row in rows], pa.string()),
        "split": pa.array([row.split for row in rows], pa.string()),
        "group": pa.array([row.group for row in rows], pa.string()),
    }
    write_table(file, pa.table(columns).replace_schema_metadata(dict(words)))


def _decisions(subset: Subset) -> list[list[object]]:
    """The proposals with what became of them, in the form that `--review` reads."""
    head: list[object] = ["decision", "class", "other", "similarity", "thing", "other thing"]
    rows: list[list[object]] = [
        [decision_of(p, subset.groups), _text(p.a), _text(p.b), p.similarity, p.thing_a, p.thing_b]
        for p in subset.proposals
    ]
    return [head, *rows]


def _text(path: ClassPath) -> str:
    return " > ".join(path)


def _write_tsv(file: Path, lines: Sequence[Sequence[object]]) -> None:
    text = "".join("\t".join(_cell(value) for value in line) + "\n" for line in lines)
    write_bytes(file, text.encode())


def _cell(value: object) -> str:
    """A value without tabs and line ends; nothing for None."""
    return "" if value is None else " ".join(str(value).split())
