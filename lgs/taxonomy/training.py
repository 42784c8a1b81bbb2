"""Teach a linear model from labelled products: softmax by AdaGrad, a step a small batch."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lgs.taxonomy.linear import LinearModel, rarities, vector
from lgs.taxonomy.terms import Groups

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

EPOCHS, BATCH, STEP = 5, 64, 0.7
"""After five rounds nothing more was gained on offers kept aside (docs/taxonomy.md)."""
WEIGHTS_AT_MOST = 100_000_000  # 400 MB: with many paths, fewer of the rare terms are kept
SEED = 117

Vectors = Sequence[tuple[list[int], list[float]]]


@dataclass(frozen=True, slots=True)
class Example:
    """One labelled product as the model sees it."""

    groups: Groups
    path: tuple[str, ...]


def train(examples: Sequence[Example]) -> LinearModel:
    """A model of these examples; the same examples in any order give the same model."""
    import numpy as np

    examples = sorted(examples, key=lambda e: (e.path, sorted(map(sorted, e.groups.values()))))
    paths = tuple(sorted({example.path for example in examples}))
    rarity = rarities([e.groups for e in examples], at_most=WEIGHTS_AT_MOST // len(paths))
    places = {term: place for place, term in enumerate(rarity)}
    vectors = [vector(example.groups, places, rarity) for example in examples]
    number = {path: n for n, path in enumerate(paths)}
    wanted = np.array([number[example.path] for example in examples])
    return LinearModel(paths, rarity, _fitted(vectors, wanted, (len(rarity) + 1, len(paths))))


def _fitted(
    vectors: Vectors, wanted: "NDArray[np.int64]", shape: tuple[int, int]
) -> "NDArray[np.float32]":
    import numpy as np

    weights = np.zeros(shape, np.float32)
    steps = np.full(shape[0], 1e-8, np.float32)  # a sum of squares a term: cheap, and rare terms
    chance = np.random.default_rng(SEED)  # learn as fast as common ones
    for _ in range(EPOCHS):
        order = chance.permutation(len(vectors))
        for rows in _parts(order):
            terms, dense = _dense([vectors[row] for row in rows])
            slope = dense.T @ _errors(dense @ weights[terms], wanted[rows])
            steps[terms] += (slope * slope).sum(1)
            weights[terms] -= np.float32(STEP) * slope / np.sqrt(steps[terms])[:, None]
    return weights


def _parts(order: "NDArray[np.int64]") -> Iterator["NDArray[np.int64]"]:
    yield from (order[begin : begin + BATCH] for begin in range(0, len(order), BATCH))


def _dense(part: Vectors) -> tuple["NDArray[np.int64]", "NDArray[np.float32]"]:
    """The terms that a batch holds, and the batch over just these."""
    import numpy as np

    rows = np.repeat(np.arange(len(part)), [len(terms) for terms, _ in part])
    terms, columns = np.unique(np.concatenate([t for t, _ in part]), return_inverse=True)
    dense = np.zeros((len(part), len(terms)), np.float32)
    dense[rows, columns] = np.concatenate([v for _, v in part])
    return terms, dense


def _errors(scores: "NDArray[np.float32]", wanted: "NDArray[np.int64]") -> "NDArray[np.float32]":
    """The softmax of each row, less one where it should be one."""
    import numpy as np

    odds: NDArray[np.float32] = np.exp(scores - scores.max(1, keepdims=True))
    odds /= odds.sum(1, keepdims=True)
    odds[np.arange(len(odds)), wanted] -= 1
    return odds
