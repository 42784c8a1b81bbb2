"""`--where`: a DuckDB condition on the columns decides which pairs are exported.

The condition sees the columns of `pairs/` and nothing else: no file, no network, no extension, and
no setting that could open them again.
"""

from types import ModuleType
from typing import TYPE_CHECKING

from lgs.errors import LgsError, UsageError

if TYPE_CHECKING:
    import pyarrow as pa

CLOSED = {
    "enable_external_access": "false",
    "autoinstall_known_extensions": "false",
    "autoload_known_extensions": "false",
    "lock_configuration": "true",
}
PLACE = "row_number_in_shard"


def rows_where(table: "pa.Table", condition: str) -> "pa.Table":
    """The rows of a table that fulfil a condition, in their order and with their exact types."""
    import pyarrow as pa

    numbered = table.append_column(PLACE, pa.array(range(table.num_rows), pa.int64()))
    return table.take(pa.array(_places(numbered, condition), pa.int64()))


def _places(table: "pa.Table", condition: str) -> list[int]:
    duckdb = _duckdb()
    with duckdb.connect(":memory:", config=CLOSED) as database:
        try:
            chosen = database.from_arrow(table).filter(condition).select(PLACE).fetchall()
        except duckdb.Error as error:
            raise UsageError(
                f"the condition {condition!r} does not hold: {_said(error)}"
            ) from error
    return sorted(place for (place,) in chosen)


def _said(error: Exception) -> str:
    """DuckDB's first line without its class, which says nothing to a user."""
    lines = [line.strip() for line in str(error).splitlines() if line.strip()]
    head = lines[0] if lines else type(error).__name__
    words = head.partition(" Error: ")[2] or head
    hint = next((line for line in lines[1:] if line.startswith(("Did you", "Candidate"))), "")
    return f"{words} {hint}".strip()


def _duckdb() -> ModuleType:
    try:
        import duckdb
    except ImportError as error:
        raise LgsError(
            "--where needs DuckDB, which is not installed: pip install 'lgs[where]'"
        ) from error
    return duckdb
