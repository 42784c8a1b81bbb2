"""Whether the product can be bought now: what the page says, what its names say, what is locked."""

import re
from collections.abc import Iterator

from lgs.extract.document import Document
from lgs.extract.markup import buy
from lgs.extract.markup.lines import own_lines
from lgs.extract.markup.outline import Element
from lgs.extract.markup.scene import Scene, scene_of
from lgs.extract.markup.zones import Hint, Zone
from lgs.extract.signals import SIGNALS
from lgs.model import Availability, Claim

_OUT = re.compile(
    r"out[ -]of[ -]stock|sold[ -]out|(?:currently|temporarily|is|no longer|not"
    r"|item) (?:un)?available(?! for (?:pick|deliver))|unavailable"
    r"|no longer (?:sold|in stock)|discontinued|not in stock|0 in stock|(?:e-?mail|notify|tell"
    r"|alert) me when|join (?:the )?wait(?:ing)?[ -]?list|back in stock (?:alert|notif)"
    r"|ausverkauft|nicht (?:mehr )?(?:verfügbar|lieferbar|auf lager|vorrätig|vorhanden)"
    r"|vergriffen|derzeit nicht|rupture|épuisé|indisponible|non disponible|plus disponible"
    r"|victime de son succès"
    r"|agotado|sin (?:stock|existencias)|no disponible|fuera de stock|esgotado|indispon[íi]vel"
    r"|sem estoque|avise-me|esaurito|non disponibile|terminato|uitverkocht|niet (?:op voorraad"
    r"|leverbaar|beschikbaar)"
    r"|wyprzedan|niedostępn|brak (?:w magazynie|towaru|produktu)|chwilowo|powiadom o dostępności"
    r"|slut(?:såld| i lager)|utsolgt|ikke på lager|udsolgt|loppu(?:nut|unmyyty)|ei (?:varastossa"
    r"|saatavilla)"
    r"|vyprodáno|vypredané|není skladem|nie je skladom|momentálně nedostupn|nedostupn|dočasne"
    r"|elfogyott|nincs (?:raktáron|készleten)|nem elérhető|stoc epuizat|indisponibil"
    r"|nu este disponibil"
    r"|нет (?:в наличии|на складе)|закончил|распродан|отсутствует|снят с производства"
    r"|сообщить о поступлении|немає в наявності|очікується|изчерпан|няма наличност|não há"
    r"|läbi müüdud|nav (?:pieejams|noliktavā)"
    r"|išparduot|nėra|rasprodan|ni na zalogi|razprodano|nema na|tükendi|stokta yok|εξαντλ"
    r"|μη διαθέσιμο|在庫(?:切れ|なし|がありません)|売り切れ|品切れ|完売|缺货|售罄|无货|已售完"
    r"|補貨|缺貨|품절|일시품절|매진|نفد|غير متوفر"
    r"|אזל|hết hàng|สินค้าหมด|habis",
    re.I,
)
_IN = re.compile(
    r"\b(?:in stock|(?:\d+|only \d+|few|items?|units?) (?:left|remaining|in stock|available)"
    r"|available(?! (?:in|at|soon|colou?rs|sizes|options|on order))|ready to ship|ships (?:today"
    r"|within|in \d)|available now"
    r"|auf lager|lagernd|sofort (?:lieferbar|verfügbar)|lieferbar|verfügbar|vorrätig|en stock"
    r"|disponible|disponibile|disponível|disponibilidad inmediata|em (?:estoque|stock)|hay stock"
    r"|op voorraad|direct leverbaar|leverbaar"
    r"|w magazynie|na stanie|dostępn[yae]|dostępny|i lager|på lager|varastossa|saatavilla|skladem"
    r"|skladom|na sklade|raktáron|készleten|în stoc|in stoc|disponibil|on order|to order"
    r"|backorder|pre-?order|auf bestellung|sur commande|bajo pedido|su ordinazione|op bestelling"
    r"|na zamówienie|na objedn\w+|на замовлення)\b"
    r"|под заказ|в наличии|есть на складе|на складе|в наявності|є в наявності|налично|на склад"
    r"|в наличност|laos|ir (?:noliktavā|pieejams)|turime|na zalogi|na stanju|na skladištu|stokta"
    r"|σε απόθεμα|διαθέσιμο"
    r"|在庫(?:あり|有|残)|有货|现货|有貨|現貨|재고|판매중|متوفر|في المخزون|במלאי|còn hàng"
    r"|มีสินค้า|ada stok",
    re.I,
)
_LABEL = re.compile(
    r"stock|availab|verfüg|liefer|dispon|voorra|dostęp|dostup|lager|sklad|varasto|készlet|stoc"
    r"|налич|наявн|склад|在庫|库存|庫存|재고",
    re.I,
)
_LONGEST = 90  # a longer line is prose: "we always keep it in stock"
# In a line that speaks of something else, "available" says nothing of the stock.
_OTHER = re.compile(
    r"financ|download|warrant|gift|voucher|coupon|click|collect|store|filial|size guide|review"
    r"|colou?rs|cookie|payment|pick[- ]?up|express|newsletter",
    re.I,
)


@SIGNALS.add
def markup_availability(document: Document) -> Iterator[Claim]:
    """`InStock` or `OutOfStock`, where the page tells."""
    told = stated(document) or _by_control(scene_of(document))
    if told:
        yield Claim("availability", told, "markup_availability")


def stated(document: Document) -> Availability | None:
    """What the page says in words or in the names of its elements."""
    return document.once(_read)


def _read(document: Document) -> Availability | None:
    scene = scene_of(document)
    if scene.heading is None and scene.buy is None:
        return None
    return _by_name(scene) or _by_text(scene)


def _by_name(scene: Scene) -> Availability | None:
    """What the elements called stock or availability say, by their text or their own name."""
    for element in scene.outline.elements:
        if not element.hints & (Hint.STOCK | Hint.IN_STOCK | Hint.SOLD_OUT):
            continue
        if element.tag in {"option", "input", "body", "main", "form", "select", "a"}:
            continue
        if not scene.is_own(element, also=Zone.HIDDEN) or element.end - element.start > 30:
            continue
        if told := _spoken(scene, element):
            return told
    return None


def _spoken(scene: Scene, element: Element) -> Availability | None:
    text = scene.outline.text(element)
    if text and len(text) <= 2 * _LONGEST:
        if _OUT.search(text):
            return "OutOfStock"
        if _IN.search(text):
            return "InStock"
    small = element.end - element.start <= 8 and 0 < len(text) <= _LONGEST
    if small and element.hints & Hint.SOLD_OUT and not _is_option(scene, element):
        # a name alone gives way to a control that can be used
        return None if scene.buy is not None and not _locked(scene, scene.buy) else "OutOfStock"
    return "InStock" if small and element.hints & Hint.IN_STOCK else None


def _is_option(scene: Scene, element: Element) -> bool:
    """A size that is sold out does not sell out the product."""
    return any(
        e.hints & Hint.OPTION or e.tag in {"select", "label"}
        for e in [element, *scene.outline.ancestors(element, most=4)]
    )


def _by_text(scene: Scene) -> Availability | None:
    """What a short line near the heading says."""
    start = scene.heading.start if scene.heading else 0
    end = max(scene.region.end if scene.region else 0, start + 200)
    before = ""
    for line in own_lines(scene.document):
        label, before = before, line.text
        if not start <= line.owner < end or len(line.text) > _LONGEST:
            continue
        if scene.outline.elements[line.owner].tag in {"td", "dd"} and not _LABEL.search(label):
            continue  # the value of some other attribute
        element = scene.outline.elements[line.owner]
        if element.zone & Zone.HIDDEN or _is_option(scene, element) or _OTHER.search(line.text):
            continue
        if _OUT.search(line.text):
            return "OutOfStock"
        if element.tag not in {"h1", "p", "option"} and _IN.search(line.text):
            return "InStock"
    return None


def _by_control(scene: Scene) -> Availability | None:
    """A control that can be used sells; one that is locked may only wait for a choice."""
    control = scene.buy
    if control is None:
        return None
    if _locked(scene, control):
        said = buy.label(scene.outline, control)
        return "OutOfStock" if _OUT.search(said) else None
    return "InStock"


def _locked(scene: Scene, control: Element) -> bool:
    inner = [control, *scene.outline.inside(control)] if control.tag == "form" else [control]
    return any("disabled" in e.attrs and e.tag in {"button", "input"} for e in inner)
