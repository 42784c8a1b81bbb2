"""The columns of `products/` and `pairs/`, and how rows become tables and come back."""

from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from lgs import __version__
from lgs.lean import arrow_without_pandas
from lgs.model import Row

if TYPE_CHECKING:
    import pyarrow as pa

CENTS = Decimal("0.0001")
PAIRS_LACK = ("faults",)

STRINGS = (
    *("key", "url", "caption", "page_url", "site", "title", "description", "brand", "currency"),
    *("availability", "sku", "gtin", "mpn", "group_key", "image_format", "sha256", "image_phash"),
    *("lang", "end_leaf", "label_source", "image_mode"),
)
LISTS = ("image_urls", "breadcrumbs", "taxonomy", "bullets", "faults")
MAPS = ("variant", "provenance", "consent")

# In the order of the contract's table, which is the order of the file.
COLUMNS = (
    *("key", "url", "caption", "page_url", "site", "title", "description", "brand"),
    *("price", "regular_price", "currency", "availability", "sku", "gtin", "mpn"),
    *("image_urls", "breadcrumbs", "group_key", "variant", "width", "height", "image_format"),
    *("sha256", "image_phash", "image_background", "image_mode", "image_orientation"),
    *("image_animated", "image_alpha", "image_sharpness", "lang", "taxonomy", "end_leaf"),
    *("label_source", "label_score", "bullets", "faults", "provenance", "consent", "fetched_at"),
)


@lru_cache(1)
def products_schema() -> "pa.Schema":
    """The schema of `products/`."""
    import pyarrow as pa

    arrow_without_pandas()  # who asks for the schema makes tables next
    kinds: dict[str, pa.DataType] = dict.fromkeys(STRINGS, pa.string())
    kinds |= dict.fromkeys(LISTS, pa.list_(pa.string()))
    kinds |= dict.fromkeys(MAPS, pa.map_(pa.string(), pa.string()))
    kinds |= dict.fromkeys(("price", "regular_price"), pa.decimal128(18, 4))
    kinds |= dict.fromkeys(("width", "height"), pa.int32())
    kinds["image_orientation"] = pa.int8()
    kinds |= dict.fromkeys(("image_animated", "image_alpha"), pa.bool_())
    kinds |= dict.fromkeys(("image_background", "image_sharpness", "label_score"), pa.float32())
    kinds["fetched_at"] = pa.timestamp("us", tz="UTC")
    return pa.schema([pa.field(name, kinds[name]) for name in COLUMNS])


def pairs_schema() -> "pa.Schema":
    """The schema of `pairs/`: clean rows need no faults."""
    import pyarrow as pa

    return pa.schema([f for f in products_schema() if f.name not in PAIRS_LACK])


def metadata(settings_digest: str, **more: str) -> dict[str, str]:
    """The words that every table carries: who wrote it and under which settings."""
    return {"lgs_version": __version__, "lgs_settings": settings_digest, **more}


def table_of(rows: Iterable[Row], schema: "pa.Schema") -> "pa.Table":
    """Rows as a table of that schema."""
    import pyarrow as pa

    rows = list(rows)
    columns = [[_cell(getattr(row, name)) for row in rows] for name in schema.names]
    arrays = [pa.array(c, f.type) for c, f in zip(columns, schema, strict=True)]
    return pa.Table.from_arrays(arrays, schema=schema)


def rows_of_table(table: "pa.Table") -> list[Row]:
    """The rows of a table; a column that is missing keeps its default."""
    names = [f.name for f in fields(Row) if f.name in table.column_names]
    columns = [_back(name, table.column(name).to_pylist()) for name in names]
    return [Row(**dict(zip(names, values, strict=True))) for values in zip(*columns, strict=True)]


def _cell(value: Any) -> Any:
    if isinstance(value, Decimal):
        return value.quantize(CENTS)
    if isinstance(value, Mapping):
        return sorted(value.items())
    if isinstance(value, tuple):
        return list(value)
    return value


def _back(name: str, values: list[Any]) -> list[Any]:
    if name in MAPS:
        return [dict(v or ()) for v in values]
    if name in LISTS:
        return [tuple(v or ()) for v in values]
    if name in ("price", "regular_price"):
        return [None if v is None else _shortest(v) for v in values]
    return values


def _shortest(value: Decimal) -> Decimal:
    """19.9000 as 19.90: cents where they are enough."""
    cents = value.quantize(Decimal("0.01"))
    return cents if cents == value else value.normalize()
