"""What shops write in their languages: a case for each, and near misses that say something else."""

from decimal import Decimal

import pytest

from lgs.extract.document import Document
from lgs.extract.markup import availability, brand, description, numbers, price
from lgs.model import Page


def claims(signal, inside: str, lang: str = "en") -> dict:
    html = (
        f"<!doctype html><html lang={lang}><meta charset=utf-8><title>Oak chair | Shop</title>"
        f"<body><main><div class=product><img src=/chair.jpg><h1>Oak chair</h1>{inside}"
        "<form action=/cart/add><button>Add to cart</button></form></div></main>"
    )
    document = Document(Page("https://shop.example/p/oak-chair", html.encode()))
    return {claim.field: claim.value for claim in signal(document)}


OUT = [
    "This item is no longer available", "Momentan nicht verfügbar", "Temporairement en rupture",
    "Producto agotado", "Prodotto esaurito", "Tijdelijk uitverkocht", "Produto esgotado",
    "Produkt niedostępny", "Vyprodáno", "Vypredané", "Slut i lager", "Ikke på lager", "Udsolgt",
    "Loppunut", "Elfogyott", "Stoc epuizat", "Tükendi", "Нет в наличии", "Немає в наявності",
    "Εξαντλήθηκε", "売り切れ", "재고 없음", "已售完", "無貨", "غير متوفر", "אזל מהמלאי",
]  # fmt: skip
IN = [
    "This item is available", "Currently available", "Sofort lieferbar", "En stock", "Hay stock",
    "Disponibile", "Op voorraad", "Em estoque", "Produkt dostępny", "Skladem", "Na sklade",
    "I lager", "På lager", "Varastossa", "Raktáron", "În stoc", "Stokta var", "В наличии",
    "Є в наявності", "Άμεσα διαθέσιμο", "在庫あり", "재고 있음", "有货", "現貨", "متوفر", "במלאי",
    "Ships within 2 days", "Only 3 left", "Lieferbar in 3 Tagen",
]  # fmt: skip
NEITHER = ["Описание отсутствует", "Apartment in Laos", "Available colours", "Nėra atsiliepimų"]


@pytest.mark.parametrize("text", OUT)
def test_what_cannot_be_had_is_said_in_many_languages(text):
    assert claims(availability.markup_availability, f"<p class=stock>{text}</p>") == {
        "availability": "OutOfStock"
    }


@pytest.mark.parametrize("text", IN)
def test_what_can_be_had_is_said_in_many_languages(text):
    html = f"<p class=stock>{text}</p>"
    locked = html.replace("<p", "<button disabled>Add to cart</button><p")
    assert claims(availability.markup_availability, locked) == {"availability": "InStock"}


@pytest.mark.parametrize("text", NEITHER)
def test_what_only_sounds_so_says_nothing_of_the_stock(text):
    html = f"<title>Oak chair</title><h1>Oak chair</h1><img src=/a.jpg><div>{text}</div>"
    document = Document(Page("https://shop.example/p/1", html.encode()))
    assert list(availability.markup_availability(document)) == []


SKUS = [
    "SKU", "Item no.", "Art.-Nr.", "Artikelnummer", "Réf.", "Référence", "Referencia", "Código",
    "Codice articolo", "Artikelcode", "Cód. do produto", "Kod produktu", "Kód zboží",
    "Katalogové číslo", "Art.nr", "Varenummer", "Tuotenumero", "Cikkszám", "Cod produs",
    "Ürün Kodu", "Артикул", "Код товару", "Κωδικός προϊόντος", "商品番号", "상품코드", "商品编号",
]  # fmt: skip
BRANDS = [
    "Brand", "Hersteller", "Marque", "Fabricante", "Produttore", "Merk", "Marca", "Producent",
    "Značka", "Varumärke", "Mærke", "Merke", "Valmistaja", "Gyártó", "Producător", "Marka",
    "Бренд", "Производитель", "Виробник", "Κατασκευαστής", "ブランド", "브랜드", "品牌",
]  # fmt: skip


@pytest.mark.parametrize("label", SKUS)
def test_a_number_is_known_by_its_label_in_many_languages(label):
    assert claims(numbers.markup_ids, f"<p>{label}: OC-4711</p>") == {"sku": "OC-4711"}


@pytest.mark.parametrize("label", BRANDS)
def test_a_maker_is_known_by_its_label_in_many_languages(label):
    assert claims(brand.markup_brand, f"<table><tr><td>{label}<td>Wald & Co</table>") == {
        "brand": "Wald & Co"
    }


NO_BRANDS = ["12/04 (Fri)", "-20%", "N/A", "unknown"]


@pytest.mark.parametrize("value", NO_BRANDS)
def test_a_date_or_a_discount_is_no_maker(value):
    assert claims(brand.markup_brand, f"<p>Brand: {value}</p>") == {}


GTINS = [
    ("EAN", "4006381333931", "4006381333931"),
    ("ISBN-13", "978-3-16-148410-0", "9783161484100"),
    ("ISBN", "3-16-148410-X", "9783161484100"),
    ("UPC", "036000291452", "036000291452"),
    ("JANコード", "4901234567894", "4901234567894"),
    ("Штрихкод", "4006381333931", "4006381333931"),
    ("Kod EAN", "4006381333931", "4006381333931"),
    ("EAN", "4006381333932", None),
]


@pytest.mark.parametrize(("label", "value", "wanted"), GTINS)
def test_a_gtin_is_known_by_its_label_and_its_check_digit(label, value, wanted):
    found = claims(numbers.markup_ids, f"<p>{label}: {value}</p>")
    assert found.get("gtin") == wanted


def test_a_label_inside_the_heading_s_line_is_read():
    inside = "<h2><span>Oak chair</span> <span>Code no: 73556</span> <span>Art. 12</span></h2>"
    found = claims(numbers.markup_ids, inside.replace("Code no", "Item code"))
    assert found == {"sku": "73556"}


OLD = [
    ("de", "UVP", "30,00 €", "19,99 €"),
    ("de", "statt", "30,00 €", "19,99 €"),
    ("fr", "Au lieu de", "30,00 €", "19,99 €"),
    ("es", "Antes:", "30,00 €", "19,99 €"),
    ("it", "Prezzo di listino", "30,00 €", "19,99 €"),
    ("nl", "Adviesprijs", "€ 30,00", "€ 19,99"),
    ("pl", "Cena regularna", "30,00 zł", "19,99 zł"),
    ("cs", "Původní cena", "30,00 Kč", "19,99 Kč"),
    ("sv", "Ord. pris", "30,00 kr", "19,99 kr"),
    ("da", "Før", "30,00 kr", "19,99 kr"),
    ("fi", "Norm.", "30,00 €", "19,99 €"),
    ("hu", "Eredeti ár", "3000 Ft", "1999 Ft"),
    ("ro", "Preț vechi", "30,00 lei", "19,99 lei"),
    ("tr", "Liste fiyatı", "30,00 TL", "19,99 TL"),
    ("ru", "Старая цена", "3 000 ₽", "1 999 ₽"),
    ("uk", "Стара ціна", "3 000 ₴", "1 999 ₴"),
    ("el", "Αρχική τιμή", "30,00 €", "19,99 €"),
    ("ja", "希望小売価格", "3,000円", "1,999円"),
    ("ko", "정가", "30,000원", "19,990원"),
    ("zh", "原价", "¥300", "¥199"),
]


@pytest.mark.parametrize(("lang", "label", "old", "new"), OLD)
def test_an_old_price_is_known_by_its_label_in_many_languages(lang, label, old, new):
    inside = f"<div>{label} {old}</div><div class=price>{new}</div>"
    found = claims(price.markup_price, inside, lang)
    assert found["price"] < found["regular_price"]


SECONDARY = [
    ("de", "19,99 €", "Grundpreis: 4,00 € / 100 g"),
    ("fr", "19,99 €", "soit 4,00 € le kilo"),
    ("es", "19,99 €", "o 3 cuotas de 6,66 €"),
    ("pt", "R$ 19,99", "ou 3 parcelas de R$ 6,66"),
    ("it", "19,99 €", "oppure 3 rate da 6,66 €"),
    ("pl", "19,99 zł", "Najniższa cena z 30 dni: 18,00 zł"),
    ("cs", "19,99 Kč", "16,52 Kč bez DPH"),
    ("sv", "19,99 kr", "Jämförpris 40,00 kr/kg"),
    ("fi", "19,99 €", "Toimitus alkaen 4,90 €"),
    ("ru", "1 999 ₽", "или 167 ₽ в месяц"),
    ("ja", "1,999円", "送料 500円"),
    ("en", "£19.99", "£16.66 ex VAT"),
    ("en", "£19.99", "Members price £15.00"),
]


@pytest.mark.parametrize(("lang", "own", "other"), SECONDARY)
def test_a_price_of_something_else_is_not_taken(lang, own, other):
    before = claims(price.markup_price, f"<p class=price>{own}</p>", lang)
    for inside in (
        f"<p class=price>{own}</p><p>{other}</p>",
        f"<p>{other}</p><p class=price>{own}</p>",
    ):
        assert claims(price.markup_price, inside, lang)["price"] == before["price"]
    assert before["price"] in (Decimal("19.99"), Decimal(1999))


HEADINGS = [
    "Product description", "Produktbeschreibung", "Description du produit", "Descripción",
    "Descrizione", "Productomschrijving", "Descrição do produto", "Opis produktu", "Popis produktu",
    "Produktbeskrivning", "Varebeskrivelse", "Tuotekuvaus", "Leírás", "Descriere produs",
    "Ürün Açıklaması", "Описание товара", "Опис товару", "Περιγραφή", "商品説明", "상품 설명",
    "商品描述", "產品介紹",
]  # fmt: skip
TEXT = "A chair of solid oak that folds flat and holds whoever sits on it, for many years."


@pytest.mark.parametrize("heading", HEADINGS)
def test_a_description_is_known_by_its_heading_in_many_languages(heading):
    inside = f"<section><h2>{heading}</h2><div><p>{TEXT}</p></div></section>"
    assert claims(description.markup_description, inside) == {"description": TEXT}


ENDS = ["Shipping", "Versand", "Livraison", "Envíos", "Spedizioni", "Dostawa", "Отзывы", "配送"]


@pytest.mark.parametrize("heading", ENDS)
def test_a_description_ends_where_another_subject_begins(heading):
    inside = f"<div class=description><p>{TEXT}</p><h3>{heading}</h3><p>Other text here.</p></div>"
    assert claims(description.markup_description, inside) == {"description": TEXT}


OPENED = [
    "<details><summary>Description</summary><div><p>{}</p></div></details>",
    "<ul class=tabs><li><a href=#d>Description</a></li><li><a href=#r>Reviews (0)</a></li></ul>"
    "<div id=d class=panel style='display:none'><p>{}</p></div><div id=r><p>No reviews.</p></div>",
    "<button aria-controls=acc1>Details</button><div id=acc1 hidden><p>{}</p></div>",
    "<dl><dt>Beschreibung</dt><dd>{}</dd><dt>Versand</dt><dd>Wir senden alles am selben Tag.</dd>"
    "</dl>",
]


@pytest.mark.parametrize("inside", OPENED)
def test_a_description_in_a_tab_or_an_accordion_is_read(inside):
    found = claims(description.markup_description, inside.format(TEXT))
    assert found == {"description": TEXT}
