"""What a download came to."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from lgs.errors import BelowFloor, LgsError


@dataclass(frozen=True, slots=True)
class Report:
    """Counts over all shards, those of earlier runs too; `requests` and `seconds` of this run."""

    rows: int
    successes: int
    failures: Mapping[str, int]
    hashes_checked: int
    hashes_mismatched: int
    shards: int
    requests: int
    seconds: float

    @property
    def success_rate(self) -> float:
        """Images had, as a share of all rows."""
        return self.successes / self.rows if self.rows else 0.0

    @property
    def mismatch_rate(self) -> float | None:
        """Differing images as a share of those whose recorded hash was compared."""
        return self.hashes_mismatched / self.hashes_checked if self.hashes_checked else None

    def public(self) -> dict[str, Any]:
        """All counts as plain values."""
        rates = {"success_rate": self.success_rate, "mismatch_rate": self.mismatch_rate}
        return asdict(self) | rates


def report_of(notes: Iterable[Mapping[str, Any]], *, requests: int, seconds: float) -> Report:
    """Add up the notes of all shards."""
    notes = list(notes)
    kinds: Counter[str] = Counter()
    for note in notes:
        kinds.update(note["stats"]["status_dict"])
    successes = kinds.pop("success", 0)
    return Report(
        rows=sum(note["rows"] for note in notes),
        successes=successes,
        failures=dict(sorted(kinds.items())),
        hashes_checked=sum(note["stats"]["hashes_checked"] for note in notes),
        hashes_mismatched=sum(note["stats"]["hashes_mismatched"] for note in notes),
        shards=sum(bool(note["files"]) for note in notes),
        requests=requests,
        seconds=round(seconds, 3),
    )


def need_floor(report: Report, floor: float | None) -> None:
    """Raise where fewer images were had than were asked for; or none at all."""
    if floor is not None and report.success_rate < floor:
        raise BelowFloor(
            f"{report.successes} of {report.rows} images were had ({report.success_rate:.1%}), "
            f"fewer than --success-floor {floor:g}{_hint(report)}"
        )
    if not report.successes:
        raise LgsError(f"none of {report.rows} images was had{_hint(report)}")


def _hint(report: Report) -> str:
    kinds = ", ".join(f"{name} {count}" for name, count in report.failures.items())
    again = "; run it again to ask for the transient ones" if "transient" in report.failures else ""
    return f": {kinds}{again}" if kinds else ""
