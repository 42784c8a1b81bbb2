"""What `stats.json` says of a whole dataset: captions, texts, images, leaves, faults, sites."""

from collections import Counter, deque
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

from lgs.stats.captions import POS_SAMPLE, Caption, caption_statistics
from lgs.stats.ngrams import Counted
from lgs.stats.shards import count_shards
from lgs.stats.tally import (
    ASPECTS,
    GROUPS,
    PAIR_COLUMNS,
    PRODUCT_COLUMNS,
    TEXTS,
    Tally,
    count_pairs,
    count_products,
    tally,
)
from lgs.stats.words import describe

LEAVES = 80  # as many end leaves as the paper's histogram shows
SITES = 200


def dataset_statistics(  # noqa: PLR0913  # the options of `lgs stats`
    pairs: Sequence[Path],
    products: Sequence[Path] = (),
    *,
    funnel: Mapping[str, int] | None = None,
    min_count: int = 10,
    model: str | None = None,
    pos_sample: int | None = POS_SAMPLE,
    plain_background: float = 0.9,
    top: int = 20,
    workers: int = 1,
    seed: int = 0,
    scratch: Path | None = None,
    kept: Path | None = None,
    tallies: tuple[Tally, Tally] | None = None,
) -> dict[str, object]:
    """`caption_statistics` of the pairs, and tables of texts, images, leaves, sites and faults.

    The paths are those of the Parquet shards. `funnel` names, in order, what stood before the rows
    (pages fetched, product pages ...). An image is plain where at least the share
    `plain_background` of its border has one colour. `kept` is a folder where the counts of shards
    stay for the next time. `tallies` are those of pairs and of products, where they
    are counted already.
    """
    count = None
    if kept is not None:
        kept.mkdir(parents=True, exist_ok=True)
        count = partial(_count_shards, pairs, kept, min_count=min_count, top=top, workers=workers)
    read = kept is None or pos_sample != 0  # else nobody looks at them as they pass
    found = caption_statistics(
        _captions(pairs if read else ()),
        min_count=min_count,
        model=model,
        pos_sample=pos_sample,
        top=top,
        workers=workers,
        seed=seed,
        scratch=scratch,
        count=count,
        kept=kept,
    )
    pair, product = tallies or (
        tally(pairs, count_pairs, PAIR_COLUMNS, workers=workers, kept=kept),
        tally(products, count_products, PRODUCT_COLUMNS, workers=workers, kept=kept),
    )
    return found | {
        "texts": {name: _text(pair.get(f"words:{name}", Counter())) for name in TEXTS.values()},
        "words_by": {name: _words_by(pair, f"words by {name}:") for name in GROUPS},
        "languages": _ranked(pair.get("lang", Counter())),
        "images": _images(pair, plain_background),
        "leaves": _leaves(pair.get("end_leaf", Counter()), found["captions"], found["empty"]),
        "faults": _faults(product, funnel or {}, pair.get("site", Counter()).total()),
        "sites": _sites(pair, product),
    }


def _count_shards(
    pairs: Sequence[Path], kept: Path, captions: Iterator[str], **options: int
) -> Counted:
    """Let the captions pass by (some are drawn to be tagged), and count them shard by shard."""
    deque(captions, maxlen=0)
    return count_shards(pairs, kept, **options)[0]


def _captions(pairs: Sequence[Path]) -> Iterator[Caption]:
    import pyarrow.parquet as pq

    for path in pairs:
        for batch in pq.ParquetFile(path).iter_batches(4096, columns=["caption", "lang"]):
            texts, langs = batch["caption"].to_pylist(), batch["lang"].to_pylist()
            for text, lang in zip(texts, langs, strict=True):
                yield Caption(text or "", lang)


def _text(lengths: Counter[int]) -> dict[str, object]:
    return {"rows": lengths.total() - lengths[0], "missing": lengths[0], **describe(lengths)}


def _words_by(pair: Tally, prefix: str) -> list[dict[str, object]]:
    """The captions' words for each value, most captions first; "" is an unknown value."""
    groups = {key.removeprefix(prefix): n for key, n in pair.items() if key.startswith(prefix)}
    first = sorted(groups, key=lambda value: (-groups[value].total(), value))[:SITES]
    return [{"value": value, **_text(groups[value])} for value in first]


def _images(pair: Tally, plain: float) -> dict[str, object]:
    shades = pair.get("background", Counter())
    tenths = Counter[int]()
    for hundredth, rows in shades.items():
        tenths[min(hundredth // 10, 9)] += rows
    known = shades.total()
    least = round(plain * 100)
    return {
        "rows": pair.get("width", Counter()).total(),
        **{side: describe(pair.get(side, Counter())) for side in ("width", "height", "least_side")},
        "aspect": [[label, pair.get("aspect", Counter())[i]] for i, label in enumerate(_aspects())],
        "formats": _ranked(pair.get("image_format", Counter())),
        "background": {
            "rows": known,
            "plain_from": plain,
            "plain": sum(n for h, n in shades.items() if h >= least) / known if known else None,
            "tenths": [tenths[i] for i in range(10)],
        },
    }


def _aspects() -> list[str]:
    """The names of the classes of width / height."""
    inner = [f"{low:g}–{high:g}" for low, high in pairwise(ASPECTS)]
    return [f"<{ASPECTS[0]:g}", *inner, f"≥{ASPECTS[-1]:g}"]


def _leaves(leaves: Counter[str], captions: Any, empty: Any) -> dict[str, object]:
    top = _ranked(leaves)[:LEAVES]
    labelled = leaves.total()
    rows = captions + empty
    return {
        "distinct": len(leaves),
        "labelled": labelled,
        "labelled_share": labelled / rows if rows else None,
        "top": top,
        "top_share": sum(n for _, n in top) / labelled if labelled else None,
    }


def _faults(product: Tally, funnel: Mapping[str, int], pairs: int) -> dict[str, object]:
    rows, clean = (product.get(name, Counter()).total() for name in ("rows", "clean"))
    with_, alone, first = (product.get(name, Counter()) for name in ("with", "alone", "first"))
    return {
        "stages": [
            *([k, v] for k, v in funnel.items()),
            ["rows", rows],
            ["clean rows", clean],
            ["pairs", pairs],
        ],
        "rows": rows,
        "clean": clean,
        "faults": [
            {"name": name, "rows": count, "alone": alone[name], "first": first[name]}
            for name, count in _ranked(with_)
        ],
    }


def _sites(pair: Tally, product: Tally) -> dict[str, object]:
    rows, clean = product.get("rows", Counter()), product.get("clean", Counter())
    pairs = pair.get("site", Counter())
    names = sorted(rows | pairs, key=lambda s: (-pairs[s], -rows[s], s))
    return {
        "distinct": len(names),
        "top": [
            {"site": s, "rows": rows[s], "clean": clean[s], "pairs": pairs[s]}
            for s in names[:SITES]
        ],
    }


def _ranked(counts: Counter[str]) -> list[tuple[str, int]]:
    """The commonest first; equal ones by name."""
    return sorted(counts.items(), key=lambda e: (-e[1], e[0]))
