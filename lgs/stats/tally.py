"""Count the rows of `pairs/` and `products/` by columns, some thousand rows at a time."""

import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, Protocol

from lgs.dataset import write_json
from lgs.errors import LgsError
from lgs.stats.columns import batches_of
from lgs.stats.words import count_words

if TYPE_CHECKING:
    import pyarrow as pa

Tally = dict[str, Counter[Any]]  # what is counted -> value -> rows


class Count(Protocol):
    """A function that counts the rows of a batch; its name is that of what is kept."""

    __name__: str

    def __call__(self, batch: "pa.RecordBatch") -> Tally:
        """The batch's counts."""


FORMAT = 1  # of kept counts: raise it when other things are counted, or otherwise
TEXTS = {"title": "title", "description": "description", "caption": "both",
         "taxonomy": "taxonomy", "bullets": "bullets"}  # fmt: skip
PAIR_COLUMNS = (
    *TEXTS,
    "site",
    "lang",
    "end_leaf",
    "width",
    "height",
    "image_format",
    "image_background",
)
PRODUCT_COLUMNS = ("site", "faults")
GROUPS = ("lang", "site")  # captions' words are told for each value of these columns
ASPECTS = (0.5, 0.67, 0.8, 0.95, 1.05, 1.25, 1.5, 2.0)  # bounds of width / height


def tally_table(path: Path, count: Count, columns: Sequence[str], place: Path) -> None:
    """Count all rows of a table into the file `place`, if they are not counted there already."""
    if _read(place) is not None:
        return
    total: Tally = {}
    for batch in batches_of(path, columns):
        add(total, count(batch))
    # As pairs: keys of JSON objects would all become texts.
    write_json(place, {name: [[k, n] for k, n in counts.items()] for name, counts in total.items()})


def read_tally(place: Path) -> Tally:
    """What `tally_table` counted."""
    found = _read(place)
    if found is None:
        raise LgsError(f"the counts in {place} are gone or cut short; run it again")
    return found


def add(total: Tally, more: Tally) -> None:
    """Take in further counts."""
    for name, counts in more.items():
        total.setdefault(name, Counter()).update(counts)


def _read(place: Path) -> Tally | None:
    """Counts that were kept; None where they are not there or not whole."""
    try:
        found = json.loads(place.read_text("utf-8"))
        return {name: Counter(dict(counts)) for name, counts in found.items()}
    except (OSError, ValueError, AttributeError, TypeError):
        return None


def count_pairs(batch: "pa.RecordBatch") -> Tally:
    """Texts by words, images by size, aspect, format and background; leaves, sites, languages."""
    lengths = {column: _lengths(batch[column].to_pylist()) for column in TEXTS}
    found: Tally = {f"words:{name}": Counter(lengths[column]) for column, name in TEXTS.items()}
    counts = lengths["caption"]
    for name in GROUPS:
        for value, count in zip(batch[name].to_pylist(), counts, strict=True):
            found.setdefault(f"words by {name}:{value or ''}", Counter())[count] += 1
    for name in ("site", "lang", "end_leaf", "image_format"):
        found[name] = _values(batch[name])
    sides = (batch[name].to_pylist() for name in ("width", "height"))
    sizes = [(w, h) for w, h in zip(*sides, strict=True) if w and h]
    found["width"] = Counter(w for w, _ in sizes)
    found["height"] = Counter(h for _, h in sizes)
    found["least_side"] = Counter(map(min, sizes))
    found["aspect"] = Counter(sum(w / h >= bound for bound in ASPECTS) for w, h in sizes)
    found["background"] = Counter(
        _hundredths(share) for share in batch["image_background"].to_pylist() if share is not None
    )
    return found


def count_products(batch: "pa.RecordBatch") -> Tally:
    """Rows by site, and by fault: with it, with it alone, with it as the first."""
    sites, faults = batch["site"].to_pylist(), [row or [] for row in batch["faults"].to_pylist()]
    return {
        "rows": Counter(site or "" for site in sites),
        "clean": Counter(site or "" for site, row in zip(sites, faults, strict=True) if not row),
        "with": Counter(name for row in faults for name in set(row)),
        "alone": Counter(row[0] for row in faults if len(set(row)) == 1),
        "first": Counter(row[0] for row in faults if row),
    }


def _hundredths(share: float) -> int:
    """A share as whole hundredths; the column is float32, where 0.9 is a little less than 0.9."""
    return int(share * 100 + 1e-4)


def _values(column: "pa.Array") -> Counter[str]:
    """How often each value stands there; rows without one are left out."""
    import pyarrow.compute as pc

    counts = pc.value_counts(column.drop_null())
    return Counter(dict(zip(counts.field(0).to_pylist(), counts.field(1).to_pylist(), strict=True)))


def _lengths(texts: list[Any]) -> list[int]:
    """The number of words of texts, or of lists of texts."""
    return [count_words(" ".join(t) if isinstance(t, list) else t) for t in texts]
