"""The product's own part of a page: its heading, its buy control, and what is not the product."""

import re

from lgs.extract.document import Document
from lgs.extract.markup import buy, zones
from lgs.extract.markup.cards import Positions, find_cards
from lgs.extract.markup.frame import left_out
from lgs.extract.markup.heading import MOST_IN_FRAME, main_heading
from lgs.extract.markup.lone import lone_cards
from lgs.extract.markup.outline import Element, Outline, lay_flat, outline_of
from lgs.extract.markup.zones import BAD, Hint, Zone

_RELATED_HEADING = re.compile(
    r"^\W*(?:related|similar|recommended|recently viewed|you (?:may|might|could|will)|you'll"
    r"|customers? (?:who|also|ultimately)|people (?:who|also)|others? (?:also|products)"
    r"|also (?:bought|viewed)"
    r"|more (?:from|products|like|items|in this)|other (?:products|items|books)|frequently bought"
    r"|goes well"
    r"|complete the|shop the|pairs? well|best ?sellers?|new arrivals|new products|featured products"
    r"|popular products|top sellers|up-?sell|cross-?sell|accessories|inspired by|because you"
    r"|ähnliche|das könnte|kunden|passend|zubehör|weitere (?:artikel|produkte)|zuletzt|empfehlung"
    r"|produits (?:similaires|associés|apparentés|complémentaires)|vous aimerez|dans la même"
    r"|les clients"
    r"|productos (?:relacionados|similares|recomendados)|también|quienes|te puede|los clientes"
    r"|prodotti (?:correlati|simili)|potrebbe|ti potrebbe|chi ha|produtos (?:relacionados"
    r"|similares)"
    r"|quem (?:comprou|viu)|veja também|aproveite|gerelateerde|anderen|vergelijkbare|misschien"
    r"|podobne|powiązane|polecane|klienci|zobacz|inni|související|podobné|souvisej|mohlo by"
    r"|relaterade|liknande|andra|lignende|relaterede|andre|kapcsolódó|hasonló|mások|produse"
    r"|похожие|рекоменд|с этим|вместе|покупают|вы смотрели|недавно|сопутствующие|схожі|схожие"
    r"|подобни|свързани|benzer|bunlar|ilgili|関連|おすすめ|この商品|最近|相关|推荐|猜你|看了|相關"
    r"|推薦|관련|추천|함께)",
    re.I,
)
_HEADINGS = ("h2", "h3", "h4", "h5", "h6")
_MOST_PIECES = 60  # of text; a longer heading is more than a label


class Scene:
    """What all readers of one page's markup share."""

    __slots__ = ("avoid", "buy", "cards", "document", "heading", "outline", "positions", "region")

    def __init__(self, document: Document) -> None:
        self.document = document
        self.outline, self.heading = _laid_out(document)
        _pardon(self.outline, self.heading)
        self.positions = Positions(self.outline)
        self.cards = find_cards(self.outline, self.positions, self.heading)
        _spread(self.outline, self.cards, Zone.CARD)
        lone = list(lone_cards(document, self.outline, self.positions, self.heading))
        _spread(self.outline, lone, Zone.CARD)
        self.cards = sorted([*self.cards, *lone], key=lambda card: card.start)
        _spread_related(self.outline, self.heading)
        self.avoid: int = BAD & ~(self.heading.zone if self.heading else 0)
        self.buy: Element | None = buy.find(self.outline, self.heading, self.avoid)
        self.region: Element | None = _region(self.outline, self.heading, self.buy)

    def is_own(self, element: Element, *, also: int = 0) -> bool:
        """Whether an element belongs to the product rather than to the page around it."""
        return not element.zone & (self.avoid | also)

    def within(self, element: Element) -> bool:
        """Whether an element stands in the product's region."""
        return self.region is not None and self.region.start <= element.start < self.region.end


def scene_of(document: Document) -> Scene:
    """The scene of a document, made on first use and kept as long as the document."""
    return document.once(Scene)


def _laid_out(document: Document) -> tuple[Outline, Element | None]:
    """The page without its frame, and its heading; all of the page where the frame may hold it."""
    outline = lay_flat(document.tree, left_out(document))
    heading, points = main_heading(outline, document)
    in_dialog = heading is not None and bool(heading.hints & Zone.POPUP)
    is_sure = heading is not None and (heading.tag == "h1" or points > MOST_IN_FRAME)
    if not outline.stubs or (is_sure and not in_dialog):
        return outline, heading
    outline = outline_of(document)
    return outline, main_heading(outline, document)[0]


def _pardon(outline: Outline, heading: Element | None) -> None:
    """Undo the zones of what holds the heading itself: there the names mislead."""
    if heading is None or not heading.zone:
        return
    around = list(outline.ancestors(heading, most=10_000))
    holders = {outer.start for outer in around}
    dialog = _dialog(heading, around)
    for element in outline.elements:
        own = zones.zone(element.hints, element.tag, element.attrs)
        if element.start in holders or element is heading:
            own &= Zone.HIDDEN
        elif dialog is not None and dialog.start < element.start < dialog.end:
            own &= ~Zone.POPUP
        element.zone = own | (outline.elements[element.parent].zone if element.parent >= 0 else 0)


def _dialog(heading: Element, around: list[Element]) -> Element | None:
    """What a product is called a dialog in, its heading too: so Tilda calls the parts of a page."""
    named = [e for e in around if e.hints & Zone.POPUP] if heading.hints & Zone.POPUP else []
    return named[-1] if named else None


def _spread(outline: Outline, roots: list[Element], zone: int) -> None:
    for root in roots:
        for element in outline.elements[root.start : root.end]:
            element.zone |= zone


def _spread_related(outline: Outline, heading: Element | None) -> None:
    """What follows a heading such as "You may also like" in its section is about other products."""
    for element in outline.tagged(*_HEADINGS):
        if not element.zone & Zone.RELATED and element.last - element.first < _MOST_PIECES:
            words = outline.text(element)
            if len(words) < 60 and _RELATED_HEADING.match(words):
                for inner in _section(outline, element, heading):
                    inner.zone |= Zone.RELATED


def _section(outline: Outline, element: Element, heading: Element | None) -> list[Element]:
    """The elements from a section's heading to the section's end, or to the next such heading."""
    holder = outline.parent(element)
    while holder is not None and holder.last - element.last < 4 and holder.tag != "body":
        element, holder = holder, outline.parent(holder)
    end = element.end if holder is None else holder.end
    inner = outline.elements[element.start : end]
    for offset, other in enumerate(inner):
        if other is heading or (offset and other.tag == "h1"):
            return inner[:offset]
        if (
            offset
            and other.tag == element.tag
            and element.tag in _HEADINGS
            and not (other.zone & Zone.CARD)
        ):
            return inner[:offset]
    return inner


def _may_show(control: Element | None, picture: Element) -> bool:
    """Whether a picture may be the product's; a maker's logo by the heading tells no region."""
    return control is not None or not picture.hints & Hint.ICON


def _region(outline: Outline, heading: Element | None, control: Element | None) -> Element | None:
    """The smallest element around the heading and the buy control that also holds a picture."""
    if heading is None:
        return control
    for around in outline.ancestors(heading):
        if control is not None and not around.start <= control.start < around.end:
            continue
        if any(e.tag == "img" and _may_show(control, e) for e in outline.inside(around)):
            return around
        if control is None and around.end - around.start > 400:
            return around
    return outline.elements[0] if outline.elements else None
