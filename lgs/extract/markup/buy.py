"""The control that puts the product into the cart, in the languages of shops."""

import re

from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.zones import Hint

_WORDS = re.compile(
    r"^\W*(?:add(?: item| product| this| it)?(?: to (?:(?:my|your|the|shopping) ){0,2}"
    r"(?:cart|bag|basket|trolley|order)|2cart)"
    r"|put in (?:cart|basket)|buy(?: it| this)?(?: now| online)?|order now|purchase(?: now)?"
    r"|pre-?order(?: now)?"
    r"|(?:in den |zum )(?:waren|einkaufs)korb\w*(?: legen| hinzufügen)?|jetzt (?:kaufen"
    r"|bestellen)|kaufen|in den einkaufswagen"
    r"|ajouter (?:au|à mon|dans le) (?:panier|sac)|acheter(?: maintenant)?|commander"
    r"|(?:añadir|agregar|anadir|adicionar|pon)\w* (?:al? |ao |à )(?:mi |la |el |a )?(?:carrito"
    r"|carro|cesta|bolsa|compra|carrinho|sacola|cesto)"
    r"|comprar(?: ahora| agora| ya)?|aggiungi al(?:la)? (?:carrello|borsa|shopping bag)"
    r"|acquista(?: ora)?"
    r"|(?:in|aan) (?:de )?winkel(?:wagen|mand)\w*|(?:toevoegen aan|voeg toe aan) winkel\w+"
    r"|bestellen|in mijn winkelwagen"
    r"|dodaj do koszyka|do koszyka|kup teraz|kup|kupuję|lägg i (?:varukorg\w*|kundvagn\w*"
    r"|korg\w*)|köp(?: nu)?"
    r"|legg i (?:handlekurv|kurv)\w*|kjøp|læg i (?:indkøbs)?kurv\w*|køb(?: nu)?|tilføj til kurv"
    r"|lisää (?:ostos)?kori\w*"
    r"|osta(?: kohe| nyt)?|(?:přidat |vložit )?do (?:nákupního )?koší\w+|koupit|kúpiť"
    r"|kosárba(?: teszem| rakom)?|vásárlás"
    r"|adaugă în (?:coș|cos)|adauga in cos|cumpără(?: acum)?|(?:добавить |положить )?в корзину"
    r"|купить(?: сейчас| в 1 клик)?|заказать|в кошик|купити|до кошика"
    r"|(?:добави )?в количката|купи|(?:dodaj )?u (?:košaricu|korpu)|(?:dodaj )?v košarico|kupi"
    r"|sepete (?:ekle|at)|satın al|hemen al"
    r"|į krepšelį|pirkti|(?:ielikt |pievienot )?groz\w+|pirkt|lisa (?:ostu)?korvi"
    r"|προσθήκη στο καλάθι|στο καλάθι|αγορά"
    r"|カートに(?:入れる|追加)|買い物かごに|購入(?:する|手続き)?|今すぐ(?:購入|買う)"
    r"|加入(?:购物车|購物車)|立即(?:购买|購買)|放入購物車|直接購買"
    r"|장바구니(?: ?담기)?|바로 ?구매|구매하기|구매|أضف (?:إلى|الى) (?:السلة|عربة)|اشتر|הוס(?:ף"
    r"|יפו?) לסל"
    r"|הוספה לסל|קנה"
    r"|หยิบใส่(?:ตะกร้า|รถเข็น)|เพิ่มลง|ซื้อ|(?:thêm )?vào giỏ\w*|mua (?:ngay|hàng)"
    r"|(?:tambah )?ke (?:keranjang|troli)|beli(?: sekarang)?)",
    re.I,
)
# Words that are whole labels; with a noun after them they say something else ("buy a gift card").
_ALONE = re.compile(
    r"^\W*(?:buy|purchase|kaufen|acheter|commander|comprar|acquista|bestellen|kup|köp|kjøp|køb"
    r"|osta|koupit|kúpiť|купи|kupi|pirkti|pirkt|beli)\W*$",
    re.I,
)
_ACTION = re.compile(
    r"(?:^|[/?=&_.-])(?:cart|basket|bag|warenkorb|panier|carrito|carrello|koszyk|kosik|korzina"
    r"|winkelwagen)"
    r"(?:[/?=&_.-]|$).*(?:add|put|insert|plus)?|add[-_]?(?:to)?[-_]?(?:cart|basket|bag)",
    re.I,
)
_NAME = re.compile(
    r"add[-_]?(?:to)?[-_]?(?:cart|basket|bag|order)|^add$|cart_add|buy_?now|tocart", re.I
)
_BUTTON_TAGS = frozenset({"button", "a", "input"})
_LONGEST_LABEL = 60
_MOST_PIECES = 40  # of text; what holds more is no button


def label(outline: Outline, element: Element) -> str:
    """What a control says."""
    if element.tag == "input":
        return element.get("value") or element.get("title") or element.get("alt")
    if element.last - element.first > _MOST_PIECES:
        return ""
    return outline.text(element) or element.get("title") or element.get("aria-label")


def is_control(outline: Outline, element: Element) -> bool:
    """Whether an element puts something into a cart."""
    if element.tag == "form":
        return bool(_ACTION.search(element.get("action"))) and _has_submit(outline, element)
    if element.tag == "input" and element.get("type") not in {"submit", "button", "image"}:
        return False
    if element.tag not in _BUTTON_TAGS:
        return bool(element.hints & Hint.BUY) and _says(outline, element)
    if _says(outline, element):
        return element.tag != "a" or len(outline.text(element)) < 40
    named = bool(_NAME.search(f"{element.get('name')} {element.get('id')}"))
    return element.tag != "a" and (named or bool(element.hints & Hint.BUY))


def _says(outline: Outline, element: Element) -> bool:
    said = label(outline, element)
    match = _WORDS.match(said) if 0 < len(said) <= _LONGEST_LABEL else None
    if match is None or said[match.end() : match.end() + 1].isalpha():
        return False
    letters = sum(map(str.isalpha, said[match.end() :]))
    return letters == 0 if _ALONE.match(match[0]) else letters <= 24


def _has_submit(outline: Outline, form: Element) -> bool:
    return any(
        e.tag == "button" or (e.tag == "input" and e.get("type") in {"submit", "image", "button"})
        for e in outline.inside(form)
    )


def controls(outline: Outline, avoid: int) -> list[Element]:
    """All buy controls outside the zones to avoid, in page order."""
    return [
        element
        for element in outline.elements
        if (element.tag in _BUTTON_TAGS or element.tag == "form" or element.hints & Hint.BUY)
        and not element.zone & avoid
        and is_control(outline, element)
    ]


def find(outline: Outline, heading: Element | None, avoid: int) -> Element | None:
    """The buy control that stands nearest to the heading, those after it first."""
    found = controls(outline, avoid)
    if heading is None:
        return found[0] if found else None
    after = [element for element in found if element.start > heading.start]
    # one before the heading stands in another column; it counts where none follows
    return after[0] if after else found[-1] if found else None
