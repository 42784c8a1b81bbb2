"""Where trust alone does not decide a field: prices, descriptions, trails, pictures, numbers."""

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import cast

from lgs.extract.advert import is_description
from lgs.extract.markup.title import PAGE_TITLE
from lgs.model import Claim

# Shares and analytics carry prices without tax or of yesterday: they count where they are shown.
_TO_BE_SHOWN = frozenset({"opengraph", "state", "datalayer"})
# "?width=800", "/v1/fit/w_500,h_500/file.jpg" (Wix)
_SIZED = re.compile(r"\?(?:w|h|width|height|max|size|imwidth|wid|sw)=\d|/v1/\w+/[^/]*\bw_\d")
_TOLD_MACHINES = frozenset({"json-ld", "microdata", "rdfa", "opengraph", "datalayer"})
# The source of a state where the page says that nothing is left, and has no control that sells.
SOLD_OUT = "markup_sold_out"
_TEASER = 160  # characters, as much as search engines show of a description


def shown_first(prices: list[Claim], shown: Collection[Decimal]) -> list[Claim]:
    """Prices in their order, but those that a visitor would see and does not behind all others."""
    if not any(c.source == "markup_price" for c in prices):
        return prices
    return sorted(prices, key=lambda c: c.source in _TO_BE_SHOWN and c.value not in shown)


def choose_price(winners: dict[str, Claim], ranked: Mapping[str, list[Claim]]) -> None:
    """A stated price that the page itself strikes out is the regular one; money stays together."""
    price = winners.get("price")
    if price is None:
        winners.pop("regular_price", None)
        return
    visible = claim_of("markup_price", ranked.get("price", ()))
    struck = claim_of("markup_price", ranked.get("regular_price", ()))
    if visible and struck and price.value == struck.value and _less(visible, price):
        winners["price"], winners["regular_price"] = visible, struck
    price = winners["price"]
    regular = [
        c
        for c in ranked.get("regular_price", ())
        if _less(price, c) and _agrees(price, claim_of(c.source, ranked["price"]))
    ]
    same = [c for c in regular if c.source == price.source]
    visible_twin = [c for c in regular if visible and visible.value == price.value]
    if found := (same or visible_twin)[:1]:
        winners["regular_price"] = found[0]
    else:
        winners.pop("regular_price", None)
    if money := claim_of(price.source, ranked.get("currency", ())):
        winners["currency"] = money


def _agrees(price: Claim, own: Claim | None) -> bool:
    """Whether a source that states a former price states the price, too, or none: in one unit."""
    return own is None or own.value == price.value


def choose_availability(winners: dict[str, Claim], ranked: Mapping[str, list[Claim]]) -> None:
    """What visitors read where nothing can be bought goes before what machines are told.

    Templates say "InStock" or "LimitedAvailability" of everything at times.
    """
    best = winners.get("availability")
    shown = claim_of(SOLD_OUT, ranked.get("availability", ()))
    if best and shown and best.source in _TOLD_MACHINES:
        winners["availability"] = shown


def choose_title(winners: dict[str, Claim], ranked: Mapping[str, list[Claim]]) -> None:
    """Where no heading shows the name, the page's title may add to it what state leaves out."""
    best = winners.get("title")
    stated = claim_of("state", ranked.get("title", ()))
    if best and stated and best.source == PAGE_TITLE and _adds(str(best.value), str(stated.value)):
        winners["title"] = stated


def _adds(longer: str, name: str) -> bool:
    """Whether a title begins or ends with a name and goes on with other words."""
    whole, part = _key(longer), _key(name)
    return whole.startswith(part) or whole.endswith(part)


def choose_sku(winners: dict[str, Claim], ranked: Mapping[str, list[Claim]]) -> None:
    """A number of the label's line that has words in it gives way to one that has none."""
    best = winners.get("sku")
    if best and best.source.startswith("markup") and " " in str(best.value):
        plain = (c for c in ranked["sku"] if " " not in str(c.value))
        winners["sku"] = next(plain, best)


def choose_description(winners: dict[str, Claim], ranked: Mapping[str, list[Claim]]) -> None:
    """The fullest text about the product; what was written for search engines is no description."""
    title = winners.get("title")
    found = ranked.get("description", [])
    own = [c for c in found if _describes(c, str(title.value) if title else None)]
    # a text cut off with dots comes after whole ones
    own.sort(key=_is_cut)
    if not own:
        winners.pop("description", None)
        return
    best = own[0]
    for claim in own:
        if not _is_cut(claim) and _extends(str(claim.value), str(best.value)):
            best = claim
    winners["description"] = _fuller(best, own)


def _describes(claim: Claim, title: str | None) -> bool:
    """What stands in the page's description is one; elsewhere adverts stand in its place."""
    if claim.source.startswith("markup"):
        return not title or _key(str(claim.value)) != _key(title)
    return is_description(str(claim.value), title)


def _fuller(best: Claim, found: Sequence[Claim]) -> Claim:
    """The page's own text where a shorter one is stated: shops give machines the teaser only."""
    shown = claim_of("markup_description", found)
    length = len(str(best.value))
    is_teaser = best is not shown and length < _TEASER
    return shown if shown and is_teaser and len(str(shown.value)) > 2 * length else best


def _is_cut(claim: Claim) -> bool:
    return str(claim.value).endswith(("...", "…"))


def _extends(longer: str, shorter: str) -> bool:
    begin = " ".join(shorter.split()).rstrip(".… ")[:200].casefold()
    return len(longer) > 1.2 * len(shorter) and begin in " ".join(longer.split()).casefold()


def choose_breadcrumbs(winners: dict[str, Claim], ranked: Mapping[str, list[Claim]]) -> None:
    """A trail of one step says nothing where another has more; the product itself is no step."""
    found = [_without_product(c, winners.get("title")) for c in ranked.get("breadcrumbs", ())]
    found = [c for c in found if c.value]
    if not found:
        winners.pop("breadcrumbs", None)
        return
    best = next((c for c in found if len(_texts(c)) > 1), found[0])
    shown = claim_of("markup_breadcrumbs", found)
    winners["breadcrumbs"] = shown if shown and _is_part(_texts(best), _texts(shown)) else best


def _is_part(some: Sequence[str], all_: Sequence[str]) -> bool:
    """Whether all steps of a trail stand in a longer one, in order: a part was marked up."""
    left = iter(map(_key, all_))
    return len(some) < len(all_) and all(_key(step) in left for step in some)


def _without_product(claim: Claim, title: Claim | None) -> Claim:
    steps = _texts(claim)
    name = _key(str(title.value)) if title else ""
    if steps and name and _key(steps[-1]) == name:
        return replace(claim, value=steps[:-1])
    return claim


def choose_images(winners: dict[str, Claim], ranked: Mapping[str, list[Claim]]) -> None:
    """A single image that another source shows among more takes the others behind it."""
    best = winners.get("image_urls")
    if best is None:
        return
    best = winners["image_urls"] = _whole(best, ranked["image_urls"])
    if len(_texts(best)) > 1:
        return
    for claim in ranked["image_urls"]:
        urls = _texts(claim)
        first = _texts(best)[0]
        if len(urls) > 1 and first in urls:
            rest = tuple(u for u in urls if u != first)
            winners["image_urls"] = replace(best, value=(first, *rest))
            return


def _whole(best: Claim, found: Sequence[Claim]) -> Claim:
    """The first image without the size that is asked for behind its address, where another says."""
    first, *rest = _texts(best)
    for claim in found:
        for url in _texts(claim) if claim is not best else ():
            if first.startswith(url) and _SIZED.match(first[len(url) :]):
                return replace(best, value=(url, *(u for u in rest if u != url)))
    return best


def claim_of(source: str, claims: Sequence[Claim]) -> Claim | None:
    """The first claim of one source."""
    return next((c for c in claims if c.source == source), None)


def _less(low: Claim, high: Claim) -> bool:
    return cast(Decimal, low.value) < cast(Decimal, high.value)


def _texts(claim: Claim) -> tuple[str, ...]:
    return cast("tuple[str, ...]", claim.value)


def _key(text: str) -> str:
    return " ".join(text.split()).casefold()
