"""What a shop's own words point to, learnt from products that were already sure.

A linear student: for each word its share of every leaf, weighed by how far that share stands above
the leaf's share of all products.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from lgs.dataset import write_bytes
from lgs.taxonomy.evidence import Evidence
from lgs.taxonomy.words import words

TITLE_WORDS, DESCRIPTION_WORDS, READ = 20, 40, 400  # words, words, characters of a description
GUESSES = 3  # leaves a student may name
WEIGHT = 1.6  # of its sure guess, as much as a long known phrase; more gained nothing
SURE = 6.0  # the sum of word weights at which a guess is sure


def features(title: str, description: str, crumbs: Sequence[str]) -> frozenset[str]:
    """The words and word pairs of a title, and the words of the other fields, marked as such."""
    run = words(title)[:TITLE_WORDS]
    pairs = (f"{a} {b}" for a, b in pairwise(run))
    said = (f"d:{word}" for word in words(description[:READ])[:DESCRIPTION_WORDS])
    kinds = (f"c:{word}" for crumb in crumbs for word in words(crumb))
    return frozenset((*run, *pairs, *said, *kinds))


@dataclass(frozen=True, slots=True)
class Student:
    """For each feature the leaves it speaks for (places in our own tree), and how strongly."""

    weights: Mapping[str, tuple[tuple[int, float], ...]]

    def signs(self, title: str, description: str, crumbs: Sequence[str]) -> Iterator[Evidence]:
        """Evidence for the leaves that these words stood for in the products learnt from."""
        sums: dict[int, float] = {}
        seen = features(title, description, crumbs)
        for feature in sorted(seen):  # float sums depend on the order
            for leaf, weight in self.weights.get(feature, ()):
                sums[leaf] = sums.get(leaf, 0.0) + weight
        best = sorted(sums.items(), key=lambda item: (-item[1], item[0]))[:GUESSES]
        whole = sum(value for _, value in best)
        for leaf, value in best:
            yield Evidence((leaf,), WEIGHT * min(value / SURE, 1.0) * value / whole, "learned")

    def save(self, file: Path) -> None:
        """Write it as JSON, for other processes."""
        write_bytes(file, json.dumps(self.weights, ensure_ascii=False).encode())


def load_student(file: Path) -> Student:
    """The student that `save` wrote."""
    weights = json.loads(file.read_text("utf-8"))
    return Student({f: tuple((leaf, w) for leaf, w in of) for f, of in weights.items()})
