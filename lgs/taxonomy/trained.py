"""A labeller that was taught by a user's own labels."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from lgs.model import Label
from lgs.taxonomy.examples import Labelled
from lgs.taxonomy.label import REMEMBERED, Given, Labeller, load_labeller
from lgs.taxonomy.linear import LinearModel
from lgs.taxonomy.reader import fields
from lgs.taxonomy.terms import READ, Groups, terms
from lgs.taxonomy.training import Example, train

TRAINED_MIN_SCORE = 0.25
SOURCE = "trained"


class TrainedLabeller:
    """Labels products with the paths of a linear model; the score is its probability."""

    def __init__(self, model: LinearModel, *, min_score: float = TRAINED_MIN_SCORE) -> None:
        self._model = model
        self._min_score = min_score
        self._hints = load_labeller(min_score=0.0)
        self._label = lru_cache(REMEMBERED)(self._decide)

    def label(
        self,
        title: str | None,
        description: str | None = None,
        brand: str | None = None,
        breadcrumbs: Sequence[str] = (),
    ) -> Label:
        """The likeliest path; an empty label where it is not likely enough."""
        return self._label(title or "", (description or "")[:_CHARS], brand, tuple(breadcrumbs))

    def label_all(self, products: Sequence[Given]) -> list[Label]:
        """The label of each product, in order."""
        return [self.label(*product) for product in products]

    def _decide(
        self, title: str, description: str, brand: str | None, crumbs: tuple[str, ...]
    ) -> Label:
        found = self._model.probabilities(seen(self._hints, title, description, brand, crumbs))
        best = int(found.argmax())
        score = round(float(found[best]), 4)
        return (
            Label(self._model.paths[best], score, SOURCE) if score >= self._min_score else Label()
        )


def seen(
    hints: Labeller, title: str, description: str, brand: str | None, crumbs: tuple[str, ...]
) -> Groups:
    """What the model sees of a product: its terms, and where our own tree would put it."""
    of = fields(title, description, brand, crumbs)
    hint = hints.label(of.title, of.description, of.brand, of.crumbs).path
    return terms(of.title, description, of.crumbs, hint)


def taught(products: Iterable[Labelled]) -> LinearModel:
    """The model that these labelled products teach."""
    hints = load_labeller(min_score=0.0)
    return train(
        [
            Example(seen(hints, p.title, p.description, p.brand, p.breadcrumbs), p.path)
            for p in products
        ]
    )


_CHARS = READ["d"][0]
