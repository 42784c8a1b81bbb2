"""A linear model over the terms of a product: which path it belongs to, and how surely."""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from math import log, sqrt
from pathlib import Path
from typing import TYPE_CHECKING

from lgs.dataset import write_bytes
from lgs.errors import LgsError
from lgs.taxonomy.terms import Groups

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

SHARE = {"t": 1.0, "d": 1.0, "b": 1.0, "h": 0.6}
"""The length of each field's part of a vector; the hint is one opinion of four."""
CONSTANT = 0.3  # the input of the bias, small so that it learns slowly
WEIGHTS, WORDS = "weights.npy", "model.json"


@dataclass(frozen=True)
class LinearModel:
    """Paths, terms with their rarity, a weight for each pair of them; the last row is a bias."""

    paths: tuple[tuple[str, ...], ...]
    rarity: dict[str, float]
    weights: "NDArray[np.float32]"  # (terms + 1, paths)

    @cached_property
    def places(self) -> dict[str, int]:
        """The row of each term."""
        return {term: place for place, term in enumerate(self.rarity)}

    def probabilities(self, groups: Groups) -> "NDArray[np.float32]":
        """How likely each path is; they add up to one."""
        import numpy as np

        places, values = vector(groups, self.places, self.rarity)
        scores = np.array(values, np.float32) @ self.weights[places]
        odds: NDArray[np.float32] = np.exp(scores - scores.max())
        odds /= odds.sum()
        return odds

    def save(self, folder: Path) -> None:
        """Two files: the weights, which every process maps into memory, and the words."""
        import numpy as np

        folder.mkdir(parents=True, exist_ok=True)
        with (folder / WEIGHTS).open("wb") as out:
            np.save(out, self.weights)
        words = {"paths": self.paths, "rarity": self.rarity}
        write_bytes(folder / WORDS, json.dumps(words, ensure_ascii=False).encode())


def load_model(folder: Path) -> LinearModel:
    """The model of a folder that `save` wrote; its weights are read as they are needed."""
    import numpy as np

    try:
        words = json.loads((folder / WORDS).read_text("utf-8"))
        weights = np.load(folder / WEIGHTS, mmap_mode="r")
    except (OSError, ValueError) as error:
        raise LgsError(f"{folder} holds no trained model: {error}") from error
    return LinearModel(tuple(map(tuple, words["paths"])), words["rarity"], weights)


def vector(
    groups: Groups, places: dict[str, int], rarity: dict[str, float]
) -> tuple[list[int], list[float]]:
    """Rows and values of a product: TF-IDF, each field of its share's length, then the bias."""
    rows: list[int] = []
    values: list[float] = []
    for field, counts in groups.items():
        known = [(places[t], (1 + log(n)) * rarity[t]) for t, n in counts.items() if t in places]
        scale = SHARE[field] / (sqrt(sum(v * v for _, v in known)) or 1.0)
        rows += [place for place, _ in known]
        values += [value * scale for _, value in known]
    return [*rows, len(rarity)], [*values, CONSTANT]


def rarities(documents: Sequence[Groups], *, at_most: int) -> dict[str, float]:
    """The commonest terms, sorted, and how much each tells: log((1 + n) / (1 + seen)) + 1."""

    seen = Counter(term for groups in documents for counts in groups.values() for term in counts)
    kept = sorted(seen, key=lambda term: (-seen[term], term))[:at_most]
    total = 1 + len(documents)
    return {term: log(total / (1 + seen[term])) + 1 for term in sorted(kept)}
