"""What `lgs stats` counts of a dataset, as units on the engine; whoever ends the stage adds it up.

Each unit leaves its counts in stats/_counts, in files named for what was counted: what is there
already is not counted again.
"""

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any
from unicodedata import unidata_version

from lgs import __version__
from lgs.dataset import Dataset, file_sha256, write_json
from lgs.engine import ONE, Engine
from lgs.errors import LgsError
from lgs.stage import Facts, Unit, token_of, work_through
from lgs.stats.captions import POS_SAMPLE, Speech
from lgs.stats.collection import dataset_statistics
from lgs.stats.sample import shares_of
from lgs.stats.shards import Kept, count_shard, files_of, sum_shards, sweep
from lgs.stats.tagged import Tagged
from lgs.stats.tagging import Part, Tagger, tag_part, taggable
from lgs.stats.tally import (
    FORMAT,
    PAIR_COLUMNS,
    PRODUCT_COLUMNS,
    Count,
    Tally,
    add,
    count_pairs,
    count_products,
    read_tally,
    tally_table,
)

COUNTS = "stats/_counts"
SPEECH = f"{COUNTS}/speech"
LEAST_SLICE = 512  # captions: 3 s of tagging, against 0.2 s to read and draw from a whole shard
SLICES = 32  # of all shards together: so many processes have work where there are few shards


@dataclass(frozen=True, slots=True, kw_only=True)
class TallyUnit(Unit):
    """A table to tally."""

    count: Count
    columns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NgramUnit(Unit):
    """A shard whose n-grams are to be counted."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpeechUnit(Unit):
    """Captions of a shard to tag."""

    part: Part
    tagger: Tagger


@dataclass(frozen=True, slots=True)
class Plan:
    """The units of all tables, and what is known of the captions to tag before any is."""

    tallies: tuple[TallyUnit, ...]
    ngrams: tuple[NgramUnit, ...]
    speech: tuple[SpeechUnit, ...] = ()
    tagger: Tagger | None = None
    of: int = 0
    other: Mapping[str, int] | None = None


def statistics_of(
    dataset: Dataset,
    engine: Engine = ONE,
    *,
    model: str | None = None,
    pos_sample: int | None = POS_SAMPLE,
    seed: int = 0,
    min_count: int = 10,
    top: int = 20,
    **options: Any,
) -> dict[str, object]:
    """The statistics of a dataset (keys: docs/statistics.md).

    `pos_sample` is how many captions are tagged: None for all, 0 for none.
    """
    plan = _planned(dataset, model, pos_sample, seed)
    units = [*plan.ngrams, *plan.tallies, *plan.speech]
    facts = work_through(dataset.root, "stats", units, _count, engine)
    pair, product = _tallies(dataset, plan.tallies)
    shards = [
        Kept(one["name"], one["base"], tuple(one["folders"]), one["counted"])
        for one in facts[: len(plan.ngrams)]
    ]
    counted = sum_shards(
        shards, dataset.counts, min_count=min_count, top=top, workers=engine.workers
    )
    speech = _speech(dataset, plan)
    _sweep(dataset, units, shards, has_speech=speech is not None)
    return dataset_statistics(
        counted, speech, pair, product, min_count=min_count, top=top, **options
    )


def _planned(dataset: Dataset, model: str | None, pos_sample: int | None, seed: int) -> Plan:
    """All units; every process plans the same ones."""
    pairs, products = dataset.need_pairs(), dataset.need_products()
    digests = {path: file_sha256(path) for path in (*pairs, *products)}
    plan = Plan(
        (
            *(_tally_unit(path, digests[path], count_pairs, PAIR_COLUMNS) for path in pairs),
            *(
                _tally_unit(path, digests[path], count_products, PRODUCT_COLUMNS)
                for path in products
            ),
        ),
        tuple(
            NgramUnit(f"ngrams-{path.name}", token_of(__version__, digests[path]), _reads(path))
            for path in pairs
        ),
    )
    if pos_sample == 0:
        return plan
    tagger = Tagger.named(model)
    there = [taggable(path, tagger.lang) for path in pairs]
    other = sum((found for _, found in there), Counter[str]())
    takes = shares_of([number for number, _ in there], pos_sample, seed)
    slices = min(-(-sum(takes) // (LEAST_SLICE * len(pairs))), SLICES // len(pairs))
    speech = tuple(
        _speech_unit(path, digests[path], Part(take, number, one, max(1, slices), seed), tagger)
        for path, take, (number, _) in zip(pairs, takes, there, strict=True)
        for one in range(max(1, slices))
        if take
    )
    of = sum(number for number, _ in there)
    return Plan(plan.tallies, plan.ngrams, speech, tagger, of, other)


def _tally_unit(path: Path, digest: str, count: Count, columns: tuple[str, ...]) -> TallyUnit:
    named = token_of(FORMAT, unidata_version, digest)
    place = f"{COUNTS}/{count.__name__}-{named}.json"
    name = f"{path.parent.name}-{path.name}"
    return TallyUnit(
        name, token_of(__version__, named), _reads(path), (place,), count=count, columns=columns
    )


def _speech_unit(path: Path, digest: str, part: Part, tagger: Tagger) -> SpeechUnit:
    """What captions came to is found again by the shard's name, their sum by all that made it."""
    named = token_of(digest, asdict(part), tagger.key)
    captions = f"{SPEECH}/{path.stem}-{part.slice}.parquet"
    name = f"speech-{path.name}-{part.slice}"
    writes = (f"{SPEECH}/{named}.json", captions)
    reads = (*_reads(path), captions)
    return SpeechUnit(name, token_of(__version__, named), reads, writes, part=part, tagger=tagger)


def _reads(path: Path) -> tuple[str, ...]:
    return (f"{path.parent.name}/{path.name}",)


def _count(root: Path, unit: Unit) -> Facts:
    """Do one unit; gives what its files do not say."""
    path = root / unit.reads[0]
    match unit:
        case TallyUnit():
            tally_table(path, unit.count, unit.columns, root / unit.writes[0])
        case SpeechUnit() if _read_tagged(root / unit.writes[0]) is None:
            tagged = tag_part(path, unit.part, unit.tagger, root / unit.writes[1])
            write_json(root / unit.writes[0], _plain(tagged))
        case NgramUnit():
            shard = count_shard(path, kept=root / COUNTS)
            wrote = [f"{COUNTS}/{name}" for name in files_of(shard, root / COUNTS)]
            return asdict(shard) | {"wrote": wrote}
    return {}


def _tallies(dataset: Dataset, units: Sequence[TallyUnit]) -> tuple[Tally, Tally]:
    pair: Tally = {}
    product: Tally = {}
    for unit in units:
        is_pairs = unit.count is count_pairs
        add(pair if is_pairs else product, read_tally(dataset.root / unit.writes[0]))
    return pair, product


def _speech(dataset: Dataset, plan: Plan) -> Speech | None:
    if plan.tagger is None:
        return None
    total = Tagged()
    for unit in plan.speech:
        place = dataset.root / unit.writes[0]
        found = _read_tagged(place)
        if found is None:
            raise LgsError(f"the counts in {place} are gone or cut short; run it again")
        total.add(found)
    return Speech(total, plan.of, plan.other or {}, plan.tagger.model)


def _plain(tagged: Tagged) -> dict[str, Any]:
    return {field.name: getattr(tagged, field.name) for field in fields(tagged)}


def _read_tagged(place: Path) -> Tagged | None:
    """What a part came to; None where it is not there or not whole."""
    try:
        found = json.loads(place.read_text("utf-8"))
        words = {name: Counter(counts) for name, counts in found.pop("words").items()}
        squares, products = (Counter(found.pop(name)) for name in ("squares", "products"))
        return Tagged(words=words, squares=squares, products=products, **found)
    except (OSError, ValueError, KeyError, TypeError, AttributeError):
        return None


def _sweep(
    dataset: Dataset, units: Sequence[Unit], shards: Sequence[Kept], *, has_speech: bool
) -> None:
    """Take away what no table needs any more; tagged captions stay where none were to be tagged."""
    files = {Path(name).name for unit in units for name in unit.writes}
    folders = {name for shard in shards for name in (shard.base, *shard.folders)}
    sweep(dataset.counts, files | folders | {Path(SPEECH).name})
    if has_speech:
        (dataset.root / SPEECH).mkdir(parents=True, exist_ok=True)
        sweep(dataset.root / SPEECH, files)
