"""The statistics as tables for the terminal, one corpus beside another as the paper sets them."""

from collections.abc import Mapping, Sequence
from typing import Any

from rich.columns import Columns
from rich.console import RenderableType
from rich.table import Table
from rich.text import Text

from lgs.stats.plain import number, percent, printable

Stats = Mapping[str, Any]
TEXT_FIGURES = ("rows", "min", "max", "mean", "median", "skew")
GROUP_NAMES = {"lang": "language"}
NGRAM_NAMES = {"1": "uni-grams", "2": "bi-grams", "3": "tri-grams"}


def corpus_tables(corpora: Mapping[str, Stats], *, top: int = 10) -> list[RenderableType]:
    """Word counts, n-grams and parts of speech of corpora, each a row under its name.

    The layouts are those of the paper's Supp-1 (word counts), Table 2 (n-grams) and Table 3 (parts
    of speech); then the commonest n-grams and words of each corpus.
    """
    tables: list[RenderableType] = [_words(corpora), _ngrams(corpora)]
    if any(stats.get("pos") for stats in corpora.values()):
        tables.append(_pos(corpora))
    return [*tables, *(_commonest(name, stats, top) for name, stats in corpora.items())]


def dataset_tables(stats: Stats, *, top: int = 10) -> list[RenderableType]:
    """Texts, languages, sites, faults, images and leaves of a dataset."""
    return [
        _texts(stats),
        *(_words_by(stats, group, top) for group in stats["words_by"]),
        _faults(stats),
        _sites(stats, top),
        _images(stats),
        _leaves(stats, top),
    ]


def _words(corpora: Mapping[str, Stats]) -> Table:
    table = _table("Words a caption", "corpus", "captions", "min", "max", "mean", "median", "skew")
    for name, stats in corpora.items():
        words = stats["words"]
        figures = (words[key] for key in ("min", "max", "mean", "median", "skew"))
        _add(table, name, stats["captions"], *figures)
    return table


def _ngrams(corpora: Mapping[str, Stats]) -> Table:
    table = _table("n-grams", "corpus", "n-grams", "different", "frequent", "occurrences")
    for size, kind in NGRAM_NAMES.items():
        for name, stats in corpora.items():
            found = stats["ngrams"].get(size) or {}
            _add(table, name, kind, *(found.get(k) for k in ("distinct", "frequent", "total")))
    table.caption = f"frequent: seen at least {_least(corpora)} times"
    return table


def _pos(corpora: Mapping[str, Stats]) -> Table:
    names = list(dict.fromkeys(key for stats in corpora.values() for key in stats.get("pos") or {}))
    heads = [f"{name.replace('_', chr(10))}s" for name in names]  # two lines: 80 columns are few
    table = _table("Words by part of speech", "corpus", "captions\ntagged", *heads)
    for name, stats in corpora.items():
        found = stats.get("pos") or {}
        frequent = (found.get(key, {}).get("frequent") for key in names)
        tagged = (stats.get("pos_sample") or {}).get("tagged")
        _add(table, name, tagged, *frequent)
    models = dict.fromkeys(stats["model"] for stats in corpora.values() if stats.get("model"))
    table.caption = printable(
        f"different words seen at least {_least(corpora)} times; tagged by {', '.join(models)}"
    )
    return table


def _commonest(name: str, stats: Stats, top: int) -> Columns:
    found = {NGRAM_NAMES[size]: n.get("top") or [] for size, n in stats["ngrams"].items()}
    for key, words in (stats.get("pos") or {}).items():
        found[f"{key.replace('_', ' ')}s"] = words["top"]
    tables = [_ranked(kind, rows[:top]) for kind, rows in found.items()]
    return Columns(tables, title=Text(printable(name), style="bold"), padding=(1, 2))


def _texts(stats: Stats) -> Table:
    table = _table("Words a text", "text", *TEXT_FIGURES)
    for name, text in stats["texts"].items():
        _add(table, name, *(text[key] for key in TEXT_FIGURES))
    return table


def _words_by(stats: Stats, group: str, top: int) -> Table:
    """Words a caption for the values of "lang" or "site" with the most captions."""
    name = GROUP_NAMES.get(group, group)
    table = _table(f"Words a caption by {name}", name, *TEXT_FIGURES)
    for found in stats["words_by"][group][:top]:
        _add(table, found["value"] or "–", *(found[key] for key in TEXT_FIGURES))
    return table


def _faults(stats: Stats) -> Table:
    faults = stats["faults"]
    table = _table("Faults", "fault", "with", "share", "alone", "first")
    for fault in faults["faults"]:
        share = percent(fault["rows"] / faults["rows"])
        _add(table, fault["name"], fault["rows"], share, fault["alone"], fault["first"])
    table.caption = ", ".join(f"{name} {number(count)}" for name, count in faults["stages"])
    return table


def _sites(stats: Stats, top: int) -> Table:
    table = _table(f"Sites ({stats['sites']['distinct']:,})", "site", "rows", "clean", "pairs")
    for site in stats["sites"]["top"][:top]:
        _add(table, site["site"], site["rows"], site["clean"], site["pairs"])
    return table


def _images(stats: Stats) -> Table:
    images = stats["images"]
    table = _table(f"Images ({images['rows']:,})", "side", "min", "median", "mean", "max")
    for side in ("width", "height", "least_side"):
        figures = (images[side][key] for key in ("min", "median", "mean", "max"))
        _add(table, side.replace("_", " "), *figures)
    formats = ", ".join(f"{name} {number(count)}" for name, count in images["formats"])
    plain = percent(images["background"]["plain"])
    table.caption = printable(f"plain background: {plain}; formats: {formats or '–'}")
    return table


def _leaves(stats: Stats, top: int) -> Table:
    leaves = stats["leaves"]
    table = _ranked("Commonest end leaves", leaves["top"][:top])
    table.caption = (
        f"{percent(leaves['labelled_share'])} labelled; the {len(leaves['top'])} commonest "
        f"of {leaves['distinct']:,} leaves cover {percent(leaves['top_share'])}"
    )
    return table


def _ranked(title: str, rows: Sequence[Sequence[Any]]) -> Table:
    table = _table(title, "", "")
    table.show_header = False
    for name, count in rows:
        _add(table, name, count)
    return table


def _least(corpora: Mapping[str, Stats]) -> str:
    return "/".join(dict.fromkeys(str(stats["min_count"]) for stats in corpora.values()))


def _table(title: str, first: str, *others: str) -> Table:
    table = Table(title=Text(printable(title)), title_justify="left", caption_justify="left")
    table.add_column(first, overflow="fold")
    for name in others:
        table.add_column(name, justify="right", no_wrap=True)
    return table


def _add(table: Table, *cells: object) -> None:
    """A row; foreign text is no markup and moves no cursor."""
    table.add_row(*(Text(_cell(cell)) for cell in cells))


def _cell(cell: object) -> str:
    if cell is None or isinstance(cell, int | float):
        return number(cell)
    return printable(str(cell))
