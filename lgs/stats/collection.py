"""What `stats.json` says of a whole dataset: captions, texts, images, leaves, faults, sites."""

from collections import Counter
from collections.abc import Mapping
from itertools import pairwise
from typing import Any

from lgs.stats.captions import Speech, summary
from lgs.stats.ngrams import Counted
from lgs.stats.tally import ASPECTS, GROUPS, TEXTS, Tally
from lgs.stats.words import describe

LEAVES = 80  # as many end leaves as the paper's histogram shows
SITES = 200


def dataset_statistics(
    counted: Counted,
    speech: Speech | None,
    pair: Tally,
    product: Tally,
    *,
    funnel: Mapping[str, int] | None = None,
    min_count: int = 10,
    plain_background: float = 0.9,
    top: int = 20,
) -> dict[str, object]:
    """The summary of the pairs' captions, and tables of texts, images, leaves, sites and faults.

    `pair` and `product` are the tallies of pairs and of products. `funnel` names, in order, what
    stood before the rows (pages fetched, product pages ...). An image is plain where at least the
    share `plain_background` of its border has one colour.
    """
    found = summary(counted, speech, min_count=min_count, top=top)
    return found | {
        "texts": {name: _text(pair.get(f"words:{name}", Counter())) for name in TEXTS.values()},
        "words_by": {name: _words_by(pair, f"words by {name}:") for name in GROUPS},
        "languages": _ranked(pair.get("lang", Counter())),
        "images": _images(pair, plain_background),
        "leaves": _leaves(pair.get("end_leaf", Counter()), found["captions"], found["empty"]),
        "faults": _faults(product, funnel or {}, pair.get("site", Counter()).total()),
        "sites": _sites(pair, product),
    }


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
