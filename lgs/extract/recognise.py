"""What kind of page it is: a product's own page, a listing of several, or another."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lgs.extract.document import Document
from lgs.extract.evidence import Evidence, types_of
from lgs.extract.markup.scene import scene_of
from lgs.extract.points import ENOUGH, POINTS
from lgs.extract.vetoes import LISTS, VETOES
from lgs.model import Claim, Verdict


@dataclass(frozen=True, slots=True)
class Recognition:
    """A verdict, the points for "product", and every signal with its points; vetoes count 0."""

    verdict: Verdict
    score: int
    signals: Mapping[str, int]


def recognise(document: Document, claims: Sequence[Claim]) -> Recognition:
    """Add up what speaks for and against a product page; a veto outweighs everything."""
    seen = Evidence(document, scene_of(document), claims, types_of(document))
    points = {name: rule(seen) for name, rule in POINTS.items()}
    signals = {name: value for name, value in points.items() if value}
    score = sum(signals.values())
    vetoes = [name for name, rule in VETOES.items() if rule(seen)]
    signals |= dict.fromkeys(vetoes, 0)
    if vetoes:
        is_listing = "several-products" in vetoes and len(vetoes) == 1
        return Recognition("listing" if is_listing else "other", score, signals)
    if score >= ENOUGH:
        return Recognition("product", score, signals)
    listed = {name: 0 for name, rule in LISTS.items() if rule(seen)}
    return Recognition("listing" if listed else "other", score, signals | listed)
