"""What a caption is made of; each maker is named as `--caption` names it."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from lgs.errors import UsageError
from lgs.export.templates import PROMPTS, fields_of, is_template, maker_of
from lgs.registry import Registry

if TYPE_CHECKING:
    import pyarrow as pa

Row = Mapping[str, Any]
CAPTIONS: Registry[Callable[[Row], str | None]] = Registry("caption")
READ = ("title", "brand", "caption", "description", "taxonomy", "bullets")


@CAPTIONS.add
def both(row: Row) -> str | None:
    """Title and description, as in the column `caption`."""
    caption: str | None = row["caption"]
    return caption


@CAPTIONS.add
def title(row: Row) -> str | None:
    """Title and brand, where the title does not name the brand itself."""
    words, brand = row["title"], row["brand"]
    if words and brand and brand.casefold() not in words.casefold():
        return f"{words}, {brand}"
    return words or None


@CAPTIONS.add
def description(row: Row) -> str | None:
    """The description on one line."""
    return " ".join((row["description"] or "").split()) or None


@CAPTIONS.add
def taxonomy(row: Row) -> str | None:
    """The path in the taxonomy."""
    return " > ".join(row["taxonomy"] or ()) or None


@CAPTIONS.add
def bullets(row: Row) -> str | None:
    """Title and brand, then the attribute strings."""
    return "; ".join(part for part in (title(row), *(row["bullets"] or ())) if part) or None


def caption_maker(name: str) -> tuple[Callable[[Row], str | None], tuple[str, ...]]:
    """The function that a word after `--caption` names, and the columns that it reads."""
    template = PROMPTS.get(name, name)
    if is_template(template):
        return maker_of(template), fields_of(template)
    if name not in set(CAPTIONS):
        there = ", ".join(sorted([*CAPTIONS, *PROMPTS]))
        raise UsageError(
            f"no caption is named {name!r}; there are: {there}, "
            'and templates such as "{title} by {brand}"'
        )
    return CAPTIONS[name], READ


def with_captions(table: "pa.Table", name: str) -> "pa.Table":
    """The table with its captions made anew; rows that have none are left out."""
    import pyarrow as pa

    make, columns = caption_maker(name)
    if name == "both":
        return table
    rows = table.select(columns).to_pylist()
    captions = pa.array([make(row) for row in rows], pa.string())
    place = table.schema.get_field_index("caption")
    return table.set_column(place, "caption", captions).filter(captions.is_valid())
