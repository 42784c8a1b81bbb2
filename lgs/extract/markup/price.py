"""The price to pay near the product's heading, the struck-out one beside it, and their currency."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import urlsplit

from lgs.extract.currency import code
from lgs.extract.document import Document
from lgs.extract.markup.cards import PRICE_TEXT
from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.scene import Scene, scene_of
from lgs.extract.markup.zones import Hint, Zone
from lgs.extract.price import NO_TAX, Money, visible_price
from lgs.extract.signals import SIGNALS
from lgs.extract.words import either
from lgs.extract.words import money as money_words
from lgs.model import Claim

_DIGIT = re.compile(r"\d")
_SPACE = re.compile(r"\s+")
_CENTS = re.compile(r"cent|fraction|decimal|penny|pence|kopeck|superscript|\bsup\b|minor", re.I)
_BARE = re.compile(r"^\W*\d[\d\s.,'’]*\W*$")
_BEFORE = re.compile(
    rf"(?:\b(?:{either(money_words.BEFORE)})|{either(money_words.BEFORE_ANYWHERE)})\W*$", re.I
)
_OTHER = re.compile(either(money_words.ELSE), re.I)
# "10 € ex VAT 12 €": what follows an amount is said of that one.
_TAX_OF_BEFORE = re.compile(rf"\d[^\n\d]{{0,6}}(?:{NO_TAX.pattern})", re.I)
_NO_PRICE_TAGS = frozenset({"option", "select", "textarea", "script", "h1", "li_"})
_CROSSED = frozenset({"del", "s", "strike"})
_DELTA = re.compile(r"^\(?\s*[+\-−–]\s*[^\s\d]{0,3}\s?\d")
_ADDS = re.compile(r"(?:^|[\s(])[+]\s*[^\w\s]{0,3}$")  # a plus sign alone before the amount
_LONGEST = 90  # characters of the smallest element that holds the number
_NEAR = 30  # elements between a price and its struck-out twin


@dataclass(frozen=True, slots=True)
class Seen:
    """An amount on the page, where it stands and how much speaks for it."""

    element: Element
    money: Money
    score: float
    struck: bool
    regular: bool
    crossed: bool  # struck out by its tag or style, not only by its name


@SIGNALS.add
def markup_price(document: Document) -> Iterator[Claim]:
    """The price with most evidence; struck-out, secondary and other products' prices never."""
    seen = prices_of(document)
    best = _best(seen)
    if best is None:
        return
    yield Claim("price", best.money.amount, "markup_price")
    old = [
        s.money.amount
        for s in seen
        if (s.struck or s.regular)
        and abs(s.element.start - best.element.start) <= _NEAR
        and s.money.amount > best.money.amount
    ]
    if old:
        yield Claim("regular_price", old[0], "markup_price")
    # only where the sign leaves it open: the search is over the whole page
    currency = best.money.currency or _worked_with(document)
    if currency:
        yield Claim("currency", currency, "markup_price")


def price_to_pay(document: Document) -> Money | None:
    """The price with most evidence, and its currency where the page tells."""
    best = _best(prices_of(document))
    if best is None:
        return None
    return Money(best.money.amount, best.money.currency or _worked_with(document))


_IN_SCRIPT = re.compile(
    r"""\bcurrency(?:[-_]?code|[-_]?iso(?:[-_]?code)?)?["']?\s*[:=]\s*["']([A-Z]{3})["']""", re.I
)


def _worked_with(document: Document) -> str | None:
    """The one currency that the page's scripts name; "$" alone does not say which dollar."""
    named = {code(found) for found in _IN_SCRIPT.findall(document.text)} - {None}
    return named.pop() if len(named) == 1 else None


def _best(seen: tuple[Seen, ...]) -> Seen | None:
    """The likeliest price; of a pair with a lower one beside a regular one, the lower."""
    usable = [s for s in seen if not s.struck and s.score > 0]
    # "old" in a name alone is no proof: some themes call their only price so
    named = [s for s in seen if s.struck and not s.crossed and s.score > 0]
    best = max(usable, key=lambda s: s.score, default=None)
    if named and (best is None or best.score < max(s.score for s in named) - 3):
        return max(named, key=lambda s: s.score)
    if best is None:
        return None
    if best.regular:
        lower = [
            s
            for s in usable
            if not s.regular
            and abs(s.element.start - best.element.start) <= _NEAR
            and s.money.amount < best.money.amount
            and s.score >= best.score - 4
        ]
        best = lower[0] if lower else best
    return best


def prices_of(document: Document) -> tuple[Seen, ...]:
    """All amounts of the product's own part of the page, in page order."""
    return document.once(_read)


def _read(document: Document) -> tuple[Seen, ...]:
    scene = scene_of(document)
    tld = (urlsplit(document.url).hostname or "").rpartition(".")[2]
    found: dict[int, Seen] = {}
    for element in _numbers(scene):
        holder = _holder(scene.outline, element)
        if holder is None or holder.start in found:
            continue
        text = price_text(scene.outline, holder)
        money = visible_price(text, lang=document.lang, tld=tld)
        if money is not None:
            found[holder.start] = _judged(scene, holder, text, money)
    return tuple(found.values())


def _numbers(scene: Scene) -> Iterator[Element]:
    """Elements of the product's own with a number in their text, near the heading first."""
    outline = scene.outline
    elements = outline.elements
    avoid = scene.avoid | Zone.HIDDEN | Zone.NOSCRIPT
    before = None
    for position in outline.numbers:
        owner = outline.owners[position]
        if owner == before or len(outline.texts[position]) > 160:
            continue
        element = elements[owner]
        if not element.zone & avoid and element.tag not in _NO_PRICE_TAGS:
            before = owner
            yield element


def _holder(outline: Outline, element: Element) -> Element | None:
    """The smallest element around a number that shows a price: with a currency, or called price."""
    called = None
    candidate: Element | None = element
    for _ in range(4):
        if candidate is None or candidate.last - candidate.first > 60:
            break
        text = price_text(outline, candidate)
        if len(text) > _LONGEST:
            break
        if PRICE_TEXT.search(text):
            return candidate
        named = candidate.hints & Hint.PRICE or candidate.attrs.get("itemprop") == "price"
        if called is None and named and _BARE.match(text):
            called = candidate
        candidate = outline.parent(candidate)
    return called


def price_text(outline: Outline, element: Element) -> str:
    """An element's text; raised cents are parted by a point from the whole number before."""
    text = outline.text(element)
    for inner in outline.inside(element):
        if inner.zone & ~element.zone & Zone.STRUCK:
            before = "".join(outline.texts[element.first : inner.first])
            if _DIGIT.search(before):
                return _SPACE.sub(" ", before).strip()
        cents = outline.text(inner)
        if (
            len(cents) == 2
            and cents.isdigit()
            and (inner.tag == "sup" or _CENTS.search(inner.mark))
        ):
            before = "".join(outline.texts[element.first : inner.first])
            if before.rstrip()[-1:].isdigit():
                after = "".join(outline.texts[inner.last : element.last])
                text = f"{before.rstrip()}.{cents}{after}"
                break
    return _SPACE.sub(" ", text).strip()


def _judged(scene: Scene, element: Element, text: str, money: Money) -> Seen:
    outline, heading = scene.outline, scene.heading
    around = [element, *outline.ancestors(element, most=3)]
    hints = 0
    for outer in around:
        if outer.end - outer.start < 40 and not (
            heading and outer.start <= heading.start < outer.end
        ):
            hints |= outer.hints
    label = _label_before(outline, element, text)
    own_zone = element.zone & ~(heading.zone if heading else 0)
    struck = bool(own_zone & Zone.STRUCK) or bool(_BEFORE.search(label))
    score = 1.0 if PRICE_TEXT.search(text) else 0.0
    score += 4 if hints & Hint.PRICE else 0
    score += 1 if element.hints & Hint.SALE or any(e.hints & Hint.SALE for e in around[:2]) else 0
    score += 1 if any(e.attrs.get("itemprop") in {"price", "lowPrice"} for e in around[:2]) else 0
    score -= 5 if any(e.hints & Hint.SECONDARY for e in around[:3] if e.end - e.start < 12) else 0
    score -= 5 if _OTHER.search(f"{label} {text}") or _is_untaxed(outline, element) else 0
    score -= 2 if element.tag in {"p", "li"} and len(text) > 40 else 0
    score += _placed(scene, element)
    if element.tag == "label" or _DELTA.match(text) or _ADDS.search(label):
        score -= 5  # what a choice adds
    crossed = any(e.tag in _CROSSED or "line-through" in e.get("style") for e in around)
    return Seen(element, money, score, struck, bool(hints & Hint.REGULAR), crossed)


def _label_before(outline: Outline, element: Element, text: str) -> str:
    """What stands on the same line before a number, and in the number's own element."""
    line = "".join(outline.texts[max(0, element.first - 14) : element.first])
    line = line.rsplit("\n\n", 1)[-1]
    if (tax := _TAX_OF_BEFORE.search(line)) and ":" not in line[tax.start() :]:
        line = line[tax.end() :]
    number = _DIGIT.search(text)
    return f"{line[-60:].strip()} {text[: number.start()] if number else ''}".strip(" :$€£¥\n\t")


def _is_untaxed(outline: Outline, element: Element) -> bool:
    """Whether "ex VAT" or the like follows an amount on its line."""
    after = "".join(outline.texts[element.last : element.last + 6]).partition("\n\n")[0]
    said = NO_TAX.match(after[:40].lstrip(" \n(,|"))
    return said is not None and ":" not in after[:40]


def _placed(scene: Scene, element: Element) -> float:
    """Points for standing where the price of the main product stands."""
    heading, control = scene.heading, scene.buy
    score = 0.0
    if scene.within(element):
        score += 3
    if heading is not None:
        distance = element.start - heading.start
        score += 2 if distance > 0 else 0
        score -= min(abs(distance), 600) / 200
    if control is not None:
        if heading is not None and heading.start < element.start < control.end:
            score += 1
        score -= min(abs(element.start - control.start), 400) / 200
    return score
