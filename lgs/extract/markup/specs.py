"""What labelled text says: brand, numbers of the product, and short attributes."""

import re
from collections.abc import Iterable, Iterator

from stdnum import ean
from stdnum.exceptions import ValidationError

from lgs.extract.document import Document
from lgs.extract.markup.lines import Line, own_lines
from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.scene import Scene, scene_of
from lgs.extract.markup.zones import Hint
from lgs.extract.signals import SIGNALS
from lgs.model import Claim

_NUMBER = r"(?:\s*(?:number|no|nr|num|#|№|id|code))?\.?"
# How shops call the product's own number, the surest first.
_SKU = re.compile(
    rf"^(?:sku{_NUMBER}|(?:item|article|catalog(?:ue)?|stock|part|style|product|prod\.?"
    rf"|order(?:ing)?|web|store sku)\s*"
    r"(?:number|no|nr|num|#|№|id|code|sku)\.?|(?:art(?:ikel)?|produkt|bestell|best|varen?|tuote"
    r"|artikkel)\.?[-\s]?"
    r"(?:nummer|nr|no|nro|numero|koodi|kood|id)\.?|art(?:icle|\.)?\s*(?:n°|nº|№|nr|no)\.?:?"
    r"|artikl?nr|varenr|code(?: article)?|réf(?:érence)?\.?"
    r"|ref(?:erence|erencia|\.)?|r[ée]f\.? (?:produit|article|fabricant)"
    r"|referencia(?: del producto)?|referência|riferimento|codice(?: (?:articolo|prodotto))?"
    r"|c[óo]d(?:igo)?\.?"
    r"(?: (?:do |del |de )?(?:produto|producto|art[íi]culo|barra))?|kod(?: produktu| towaru)?"
    r"|(?:indeks|symbol)(?: produktu)?|nr kat\.?|"
    r"katalog(?:ové|nummer|ové číslo)?|(?:kód|číslo)(?: (?:produktu|zboží|tovaru|výrobku))?"
    r"|kód produktu|cikkszám|termékkód|cod(?: produs)?|артикул|арт\.?|код(?: товара| товару"
    r"| продукта)?|"
    r"каталожный номер|номенклатурный номер|tootekood|preces kods|prekės kodas|šifra(?: izdelka"
    r"| artikla| proizvoda)?|ürün kodu|stok kodu|κωδικός(?: προϊόντος)?|"
    r"商品番号|品番|商品コード|型番|货号|商品编号|貨號|商品編號|상품번호"
    r"|상품코드|제품코드|رمز المنتج|מק\"?ט|isbn(?:-?1[03])?|upc|model)$",
    re.I,
)
_LESS_SURE = re.compile(r"^(?:isbn.*|upc|model|code|cod|kod|kód|code article|型番|part.*)$", re.I)
_MPN = re.compile(
    r"^(?:mpn|(?:mfr?|mfg|manufacturer|vendor|supplier)\.?'?s?\s*(?:part|product|item|model"
    r"|ref\w*)?\s*(?:number|no|nr|#|code|id)?\.?(?: \(mpn\))?|"
    r"(?:part|model)(?:\s*(?:number|no|nr|#|code))\.?|hersteller(?:artikel)?(?:[-\s]?(?:nummer"
    r"|nr)\.?)|référence (?:fabricant|constructeur)|codice produttore|"
    r"kod producenta|produktov[ée] číslo|číslo dielu|p/?n|part number|cod producator|партномер"
    r"|код производителя)$",
    re.I,
)
_GTIN = re.compile(
    r"^(?:gtin(?:-?\d+)?|ean(?:-?(?:8|13|code|kod|nummer|nr|kood))?(?: ?code)?"
    r"|upc(?:-?a)?(?: ?code)?|barcode|bar code|strichcode|"
    r"code[- ]barres?|código de barras|codice a barre|kod (?:ean|kreskowy)|kód ean|isbn(?:-?13)?"
    r"|jan(?:コード)?|штрих-?код|vonalkód)(?: \(.{1,12}\))?$",
    re.I,
)
_BRAND = re.compile(
    r"^(?:brand(?: ?name)?|brands|by brand|manufacturer|manufactured by|made by|maker|vendor"
    r"|marke|hersteller|marque|fabricant|marca|fabricante|marca/fabricante|produttore|merk"
    r"|fabrikant|"
    r"producent|marka|m[aä]rke|varumärke|tillverkare|merke|mærke|valmistaja|tuotemerkki|tootja"
    r"|bränd|kaubamärk|značka|výrobce|výrobca|gyártó|márka|"
    r"producător|producator|brend|бренд|марка|производитель|виробник|торговая марка|производител"
    r"|marka|üretici|zīmols|ražotājs|prekės ženklas|gamintojas|"
    r"znamka|blagovna znamka|proizvajalec|proizvođač|robna marka|κατασκευαστής|μάρκα|ブランド"
    r"|メーカー|品牌"
    r"|브랜드|제조사|thương hiệu|ยี่ห้อ|العلامة التجارية|מותג|publisher|editora|editorial|éditeur"
    r"|verlag|label)$",
    re.I,
)
_NO_BULLET = re.compile(
    r"ship|deliver|return|warrant|stock|availab|price|tax|vat|qty|quantity|review|rating|date"
    r"|views?|share|reward|point"
    r"|versand|liefer|preis|mwst|menge|livraison|envío|entrega|garant|disponib|prezzo|precio|prix"
    r"|доставка|цена|наличи|гаранти"
    r"|dostawa|cena|dostępn|barcode|code|email|phone|tel|fax|address|payment|categor|tags?$|http"
    r"|order|\bin stock|number of",
    re.I,
)
_NO_VALUE = re.compile(
    r"^\W*(?:n/?a|none|not available|no|not specified|does not apply|unknown|various|-+|—)?\W*$",
    re.I,
)
_CODE = re.compile(r"^[^\s,;|<>][^,;|<>]{0,38}$")
_LINE = re.compile(r"^([^:#：]{2,40}?)\s*[:：#]\s*(.{1,160})$")
_LABEL_END = " :：#.\u00a0-–"
_MOST_PIECES = 24  # of text in a label and its value
_MOST_BULLETS = 8
_LONGEST_BULLET = 80


def pairs_of(document: Document) -> tuple[tuple[str, str], ...]:
    """Everything on the page that reads like a label and its value, in order."""
    return document.once(_read)


def _read(document: Document) -> tuple[tuple[str, str], ...]:
    return tuple(_pairs(own_lines(document)))


def _pairs(lines: list[Line]) -> Iterator[tuple[str, str]]:
    for line, following in zip(lines, [*lines[1:], Line("", 0)], strict=False):
        if len(line.text) > 200:
            continue
        split = _LINE.match(line.text)
        if split:
            yield split[1].strip(_LABEL_END), split[2].strip()
        elif joined := _joined(line.text):
            yield joined
        elif len(line.text) <= 40 and following.text and len(following.text) <= 160:
            yield line.text.strip(_LABEL_END), following.text.lstrip(" :：")


def _joined(text: str) -> tuple[str, str] | None:
    """A label and a code on one line without a colon: "Reference AB-12"."""
    key, _, value = text.rpartition(" ")
    known = key and len(key) <= 30 and (_SKU.match(key) or _GTIN.match(key) or _MPN.match(key))
    return (key, value) if known and any(map(str.isdigit, value)) else None


@SIGNALS.add
def markup_brand(document: Document) -> Iterator[Claim]:
    """The maker, from a label such as "Brand:" or "Hersteller"; else from what is named so."""
    for key, value in pairs_of(document):
        if _BRAND.match(key) and _is_name(value) and not _pictured_brand(scene_of(document)):
            yield Claim("brand", value.strip(" .:"), "markup_brand")
            return
    scene = scene_of(document)
    named = _pictured_brand(scene) or _named_brand(scene)
    if named:
        yield Claim("brand", named, "markup_brand")


def _is_name(value: str) -> bool:
    return (
        1 < len(value) <= 50
        and not _NO_VALUE.match(value)
        and not _LINE.match(value)
        and not _BRAND.match(value.strip(_LABEL_END))
        and len(value.split()) <= 6
    )


def _pictured_brand(scene: Scene) -> str | None:
    """The alternative text of a logo that alone follows a label such as "Brand:"."""
    outline = scene.outline
    for element in outline.elements:
        if element.tag != "img" or not scene.is_own(element) or not element.get("alt"):
            continue
        for around in outline.ancestors(element, most=3):
            if around.last - around.first > _MOST_PIECES:
                break
            text = outline.text(around).strip(_LABEL_END)
            if text and _BRAND.match(text) and _is_name(element.get("alt")):
                return element.get("alt")
    return None


def _named_brand(scene: Scene) -> str | None:
    """The text or logo of an element in the product's region that is called brand."""
    outline = scene.outline
    for element in scene.outline.elements:
        if not element.hints & Hint.BRAND or not scene.is_own(element) or not scene.within(element):
            continue
        if element.hints & (Hint.PRICE | Hint.TITLE) or element.end - element.start > 12:
            continue
        text = outline.text(element)
        logo = next((e.get("alt") for e in outline.inside(element) if e.get("alt")), "")
        for name in (text, logo):
            label = _LINE.match(name)
            bare = (label[2] if label else name).strip()
            if _is_name(bare) and "\n" not in bare:
                return bare
    return None


@SIGNALS.add
def markup_ids(document: Document) -> Iterator[Claim]:
    """The product's numbers, from labels; a gtin only with a right check digit."""
    sku, less_sure = None, None
    seen: set[str] = set()
    for key, value in pairs_of(document):
        number = _number(value, certain=key.lower() == "sku")
        if number is None:
            continue
        if _GTIN.match(key) and "gtin" not in seen and (code := gtin(number)):
            seen.add("gtin")
            yield Claim("gtin", code, "markup_ids")
        if _MPN.match(key) and "mpn" not in seen:
            seen.add("mpn")
            yield Claim("mpn", number, "markup_ids")
        if _SKU.match(key):
            if _LESS_SURE.match(key):
                less_sure = less_sure or number
            else:
                sku = sku or number
    sku = sku or _named_sku(scene_of(document)) or less_sure
    if sku:
        yield Claim("sku", sku, "markup_ids")


def _number(value: str, *, certain: bool = False) -> str | None:
    """A value as a number of the trade: short, with a digit or in capitals, without a sentence."""
    bare = re.split(r"\s*[|(,;]\s*|\s{2,}", value.strip(" #:."), maxsplit=1)[0].strip()
    if not bare or not _CODE.match(bare) or _NO_VALUE.match(bare) or bare.count(" ") > 3:
        return None
    has_digit = any(map(str.isdigit, bare))
    single = " " not in bare and (certain or bare.isupper())
    return bare if has_digit or single else None


def gtin(number: str) -> str | None:
    """A GTIN without spaces and dashes, or None where its check digit is wrong."""
    digits = re.sub(r"[\s-]", "", number)
    if not digits.isdigit() or len(digits) not in {8, 12, 13, 14} or not digits.strip("0"):
        return None
    try:
        return str(ean.validate(digits))
    except ValidationError:
        return None


def _named_sku(scene: Scene) -> str | None:
    """The text of a small element that is called sku or product code."""
    for element in scene.outline.elements:
        if not element.hints & Hint.SKU or not scene.is_own(element):
            continue
        if element.last - element.first > _MOST_PIECES:
            continue
        stated = element.get("data-sku") or element.get("content")
        text = stated or scene.outline.text(element)
        if len(text) > 60 or "\n" in text:
            continue
        label = _LINE.match(text)
        if number := _number(label[2] if label else text):
            return number
    return None


@SIGNALS.add
def markup_bullets(document: Document) -> Iterator[Claim]:
    """Short attributes ("Colour: Red", "Nylon fabric") from the product's tables and lists."""
    scene = scene_of(document)
    found: dict[str, None] = {}
    for text in _attributes(scene):
        if len(found) < _MOST_BULLETS:
            found.setdefault(text)
    if found:
        yield Claim("bullets", tuple(found), "markup_bullets")


def _attributes(scene: Scene) -> Iterator[str]:
    outline = scene.outline
    after = scene.heading.start if scene.heading else 0
    for element in outline.elements[after:]:
        if element.tag not in {"tr", "dl", "li"} or not scene.is_own(element):
            continue
        if element.tag == "li":
            if _in_text(scene, element) and not any(
                e.tag in {"a", "input", "button", "img", "select"} for e in outline.inside(element)
            ):
                yield from _short(outline.text(element))
        else:
            yield from _cells(outline, element)


def _cells(outline: Outline, element: Element) -> Iterator[str]:
    cells = [e for e in outline.children(element) if e.tag in {"td", "th", "dt", "dd"}]
    texts = [" ".join(outline.text(e).split()) for e in cells]
    if element.tag == "tr" and len(texts) != 2:
        return
    for key, value in zip(texts[::2], texts[1::2], strict=False):
        if key and value and not _NO_VALUE.match(value):
            yield from _short(f"{key.rstrip(_LABEL_END)}: {value}")


def _in_text(scene: Scene, item: Element) -> bool:
    """Whether a list item stands in a description or a table of attributes."""
    return any(
        e.hints & (Hint.DESCRIPTION | Hint.SPECS) for e in scene.outline.ancestors(item, most=5)
    )


def _short(text: str) -> Iterable[str]:
    text = " ".join(text.split())
    key = text.split(":", 1)[0]
    known = _SKU.match(key) or _MPN.match(key) or _GTIN.match(key)
    if 3 <= len(text) <= _LONGEST_BULLET and not known and not _NO_BULLET.search(text):
        yield text


def has_number(document: Document) -> bool:
    """Whether the page gives the product a number by a label."""
    return any(
        (_SKU.match(key) or _GTIN.match(key) or _MPN.match(key)) and _number(value) is not None
        for key, value in pairs_of(document)
    )
