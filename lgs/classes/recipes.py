"""The three recipes: a balanced subset, the long tail, and the overlap with ImageNet-1k."""

from collections.abc import Callable, Sequence
from dataclasses import asdict, dataclass, replace
from functools import cache
from pathlib import Path

from lgs.classes.compare import Embed, Proposal, named, proposals
from lgs.classes.compare import Path as ClassPath
from lgs.classes.draw import Drawn, drawn
from lgs.classes.imagenet import synsets
from lgs.classes.merging import Merged, groups_of, merged
from lgs.classes.overlap import Match, matches
from lgs.classes.pairs import Pairs
from lgs.classes.review import Review, read_review
from lgs.classes.rows import bonds_of
from lgs.classes.sentences import remembering
from lgs.classes.subset import Subset
from lgs.classes.things import things
from lgs.dataset import Dataset, read_table
from lgs.errors import UsageError
from lgs.registry import Registry

SIMILARITIES = ("words", "minilm")
THRESHOLD = 0.92  # of the paper; docs/classes.md says why it holds for our likeness too
IMAGENET_THRESHOLD = 0.90  # of the paper, for names of ImageNet's synsets
LEAST_GLOSS = 0.33  # cosine of path and gloss, with vectors only (docs/classes.md)


@dataclass(frozen=True, slots=True)
class Options:
    """All that decides a subset; counts are of images."""

    classes: int = 117
    per_class: int = 10_000
    least: int = 1
    threshold: float = THRESHOLD
    imagenet_threshold: float = IMAGENET_THRESHOLD
    least_gloss: float = LEAST_GLOSS
    min_score: float = 0.0
    similarity: str = "words"
    splits: tuple[float, float, float] = (0.8, 0.1, 0.1)
    seed: int = 0
    review: Path | None = None

    def public(self) -> dict[str, object]:
        """As plain values, for the report."""
        review = None if self.review is None else self.review.name
        return asdict(self) | {"review": review, "splits": list(self.splits)}


RECIPES: Registry[Callable[[Pairs, Options], Subset]] = Registry("recipe")


@RECIPES.add
def balanced(pairs: Pairs, options: Options) -> Subset:
    """The commonest classes that have enough images, and as many images of each."""
    found, proposed, alone = _classes(pairs, options)
    kept = [one for one in found if one.count >= options.per_class][: options.classes]
    findings = {
        "classes_with_enough": sum(one.count >= options.per_class for one in found),
        "uninformative": alone,
    }
    subset = Subset(
        "balanced", tuple(kept), (), tuple(proposed), groups_of(found), options.public(), findings
    )
    return _with_rows(pairs, subset, options, options.per_class)


@RECIPES.add
def long_tail(pairs: Pairs, options: Options) -> Subset:
    """Every class, as common as it is."""
    found, proposed, alone = _classes(pairs, options)
    kept = tuple(one for one in found if one.count >= options.least)
    findings = {"uninformative": alone}
    subset = Subset(
        "long-tail", kept, (), tuple(proposed), groups_of(found), options.public(), findings
    )
    return _with_rows(pairs, subset, options, None)


@RECIPES.add
def overlap(pairs: Pairs, options: Options) -> Subset:
    """The classes that show what a synset of ImageNet-1k shows, one class a synset."""
    found, proposed, alone = _classes(pairs, options)
    every = synsets()
    paths = [path for one in found for path in one.members]
    matched = matches(
        paths,
        every,
        threshold=options.imagenet_threshold,
        least_gloss=options.least_gloss,
        embed=_embed(options),
        review=_review(options),
    )
    kept, names = _by_synset(found, matched, options.least)
    findings = {
        "synsets": len(every),
        "matched_by_name": len({pair.synset.number for pair in matched if pair.verdict == "match"}),
        "matched": len(kept),
        "share_of_synsets": round(len(kept) / len(every), 4),
        "uninformative": alone,
    }
    tables = {"synsets": _synset_table(kept, names), "pairs": _pair_table(matched)}
    subset = Subset(
        "overlap",
        tuple(kept),
        (),
        tuple(proposed),
        groups_of(found),
        options.public(),
        findings,
        tables,
    )
    return _with_rows(pairs, subset, options, None)


def _classes(pairs: Pairs, options: Options) -> tuple[list[Merged], list[Proposal], list[str]]:
    """The merged classes, what was proposed, and the classes whose names say nothing."""
    if options.similarity not in SIMILARITIES:
        there = ", ".join(SIMILARITIES)
        raise UsageError(f"no similarity is named {options.similarity!r}; there are: {there}")
    counts = pairs.counts(options.min_score)
    telling = {path: count for path, count in counts.items() if things(path)}
    proposed = proposals(named(sorted(telling)), embed=_embed(options))
    found = merged(telling, proposed, threshold=options.threshold, review=_review(options))
    return found, proposed, sorted(" > ".join(path) for path in counts if path not in telling)


def _embed(options: Options) -> Embed | None:
    return _remembering() if options.similarity == "minilm" else None


@cache
def _remembering() -> Embed:
    return remembering()


def _review(options: Options) -> Review:
    return read_review(options.review) if options.review else Review()


def _with_rows(pairs: Pairs, subset: Subset, options: Options, per_class: int | None) -> Subset:
    """The subset with the rows that its classes take."""
    numbers = {path: n for n, one in enumerate(subset.classes) for path in one.members}
    rows = list(pairs.rows(numbers, options.min_score))
    bonds = bonds_of(rows, near_groups(pairs.dataset))
    taken: Sequence[Drawn] = drawn(
        rows, bonds, per_class=per_class, shares=options.splits, seed=options.seed
    )
    return replace(subset, rows=tuple(taken))


def near_groups(dataset: Dataset) -> dict[str, str]:
    """The near-duplicate group of each key, where `lgs near` has written a table of them."""
    table = dataset.root / "near" / "groups.parquet"
    if not table.is_file():
        return {}
    keys, groups = (
        column.to_pylist() for column in read_table(table, ["key", "split_group"]).columns
    )
    return {key: str(group) for key, group in zip(keys, groups, strict=True) if group is not None}


def _by_synset(
    found: Sequence[Merged], pairs: Sequence[Match], least: int
) -> tuple[list[Merged], list[Match]]:
    """One class for each synset: all classes that match it; a class goes to its likest synset."""
    likest: dict[ClassPath, Match] = {}
    for pair in pairs:
        known = likest.get(pair.path)
        if pair.verdict == "match" and (not known or pair.similarity > known.similarity):
            likest[pair.path] = pair
    groups: dict[int, list[tuple[Merged, Match]]] = {}
    for one in found:
        mine = [likest[path] for path in one.members if path in likest]
        if mine:
            best = max(mine, key=lambda pair: (pair.similarity, -pair.synset.number))
            groups.setdefault(best.synset.number, []).append((one, best))
    joined = [_joined(groups[number]) for number in sorted(groups)]
    kept = [(one, pair) for one, pair in joined if one.count >= least]
    return [one for one, _ in kept], [pair for _, pair in kept]


def _joined(group: Sequence[tuple[Merged, Match]]) -> tuple[Merged, Match]:
    ones = sorted((one for one, _ in group), key=lambda one: (-one.count, one.path))
    pair = max((pair for _, pair in group), key=lambda pair: pair.similarity)
    members = tuple(path for one in ones for path in one.members)
    count = sum(one.count for one in ones)
    return Merged(ones[0].path, members, count, pair.similarity), pair


def _synset_table(kept: Sequence[Merged], pairs: Sequence[Match]) -> list[list[object]]:
    found: list[list[object]] = [
        ["class", "imagenet", "wnid", "synset", "name", "similarity", "images"]
    ]
    for number, (one, pair) in enumerate(zip(kept, pairs, strict=True)):
        synset = pair.synset
        about = [synset.number, synset.wnid, ", ".join(synset.names), pair.name, pair.similarity]
        found.append([number, *about, one.count])
    return found


def _pair_table(pairs: Sequence[Match]) -> list[list[object]]:
    """All pairs of class and synset with their verdicts, in the form that `--review` reads."""
    found: list[list[object]] = [
        ["decision", "class", "wnid", "verdict", "similarity", "gloss", "synset"]
    ]
    for pair in pairs:
        decision = "match" if pair.verdict == "match" else "apart"
        about = [pair.verdict, pair.similarity, pair.gloss, ", ".join(pair.synset.names)]
        found.append([decision, " > ".join(pair.path), pair.synset.wnid, *about])
    return found
