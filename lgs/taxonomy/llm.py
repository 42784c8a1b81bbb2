"""Labels by a language model behind an OpenAI-compatible endpoint: vLLM, Ollama, or a service.

The model walks down the tree by numbered menus and can only name a number of the menu, so that a
path outside the tree cannot come back. Every answer is kept on disk; asked again, it costs nothing.
"""

from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path

from lgs.model import Label
from lgs.taxonomy.answers import Answers
from lgs.taxonomy.chat import Choice, Endpoint, choices, question
from lgs.taxonomy.label import MIN_SCORE, Given
from lgs.taxonomy.menu import Menus
from lgs.taxonomy.tree import Tree

ROOT = -1


@dataclass(frozen=True, slots=True)
class LlmSettings:
    """Where the model is and how it is asked; times in seconds."""

    url: str
    model: str
    cache: Path
    batch: int = 20  # products a question
    parallel: int = 4  # questions under way
    timeout_s: float = 120.0


@dataclass(frozen=True, slots=True)
class _Standing:
    """How far a product has come down the tree, and the least sure step on its way."""

    place: int = ROOT
    score: float = 1.0


class LlmLabeller:
    """Labels products by asking a model; what it does not answer properly has no label."""

    def __init__(self, tree: Tree, settings: LlmSettings, *, min_score: float = MIN_SCORE) -> None:
        self._tree, self._settings, self._min_score = tree, settings, min_score
        self._menus = Menus(tree)
        self._endpoint = Endpoint(settings.url, settings.model, settings.timeout_s)

    def label_all(self, products: Sequence[Given]) -> list[Label]:
        """The label of each product, in order."""
        standing: list[_Standing | None] = [_Standing() for _ in products]
        with Answers(self._settings.cache) as kept:
            while open_ := self._open(standing):
                for place, numbers in open_.items():
                    picked = self._step(place, [products[n] for n in numbers], kept)
                    for number, choice in zip(numbers, picked, strict=True):
                        standing[number] = self._moved(standing[number], place, choice)
        return [self._label(found) for found in standing]

    def _open(self, standing: Sequence[_Standing | None]) -> dict[int, list[int]]:
        """The products that are not on a leaf yet, by the node that they stand on."""
        found: dict[int, list[int]] = {}
        for number, at in enumerate(standing):
            if at and not self._menus.is_leaf(at.place):
                found.setdefault(at.place, []).append(number)
        return found

    def _step(self, place: int, products: Sequence[Given], kept: Answers) -> list[Choice | None]:
        """What the model picks from one menu for each product: from the disk, or by asking."""
        menu = tuple(" > ".join(self._tree.nodes[n].path) for n in self._menus.below(place))
        keys = [kept.key(self._settings.model, menu, product) for product in products]
        found = {key: kept.get(key) for key in dict.fromkeys(keys)}
        asked = {k: p for k, p in zip(keys, products, strict=True) if found[k] is None}
        with ThreadPoolExecutor(self._settings.parallel) as pool:
            parts = list(_parts(list(asked.items()), self._settings.batch))
            answered = pool.map(lambda part: self._ask(menu, [p for _, p in part]), parts)
            for part, picked in zip(parts, answered, strict=True):
                for (key, _), choice in zip(part, picked, strict=True):
                    found[key] = choice
                    kept.put(key, choice)
        return [found[key] for key in keys]

    def _ask(self, menu: Sequence[str], products: Sequence[Given]) -> list[Choice | None]:
        text = self._endpoint.answer(question(menu, products))
        return choices(text, products=len(products), entries=len(menu))

    def _moved(self, at: _Standing | None, place: int, choice: Choice | None) -> _Standing | None:
        if at is None or choice is None or choice.entry is None:
            return None
        return _Standing(self._menus.below(place)[choice.entry], min(at.score, choice.sure))

    def _label(self, at: _Standing | None) -> Label:
        if at is None or at.score < self._min_score:
            return Label()
        return Label(self._tree.nodes[at.place].path, round(at.score, 4), "llm")


def _parts(items: Sequence[tuple[str, Given]], size: int) -> Iterator[Sequence[tuple[str, Given]]]:
    yield from (items[begin : begin + size] for begin in range(0, len(items), size))
