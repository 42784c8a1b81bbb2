# ruff: noqa: E501 - a page in one piece is easier to read than a broken line
"""Whether a product can be had: words in the languages of shops, controls, what machines are told.

Each language has words that say yes, words that say no, and near misses that say neither.
"""

import pytest

from lgs.extract import read
from lgs.extract.stockwords import said_of_stock
from lgs.model import Page

YES = {
    "en": ["In-stock", "Pre-order now", "On backorder", "Only 2 left in stock", "Usually dispatched within 24 hours", "Limited stock", "Made to order"],
    "de": ["Sofort lieferbar", "Nur noch 3 Stück", "Vorbestellung möglich", "Vorbestellbar", "Nur noch 2 auf Lager", "Sofort ab Lager"],
    "fr": ["En stock", "Disponible sous 48 h", "Précommande", "Expédié sous 24h", "Plus que 2 en stock", "Expédition immédiate", "Dernières pièces"],
    "es": ["Disponible", "Quedan 3 unidades", "En preventa", "Bajo pedido", "Entrega inmediata", "Últimas unidades"],
    "it": ["Disponibile", "Disponibilità immediata", "Preordina", "In pronta consegna", "Su ordinazione", "Prenotabile"],
    "nl": ["Op voorraad", "Beschikbaar", "Nog 2 stuks", "In nabestelling", "Laatste exemplaren"],
    "pt": ["Em estoque", "Pré-venda", "Restam apenas 2", "Sob encomenda", "Envio imediato", "Disponível"],
    "pl": ["Produkt dostępny", "Przedsprzedaż", "Na magazynie", "Zostało tylko 2", "Na zamówienie", "Dostępny od ręki"],
    "cs": ["Skladem", "Předobjednávka", "Skladem u dodavatele", "Ihned k odeslání", "Na objednávku"],
    "sk": ["Skladom", "Predobjednávka", "Na sklade u dodávateľa", "Posledný kus"],
    "sv": ["I lager", "Beställningsvara", "Förbeställ nu", "Tillgänglig", "Finns i webblager"],
    "da": ["På lager", "Bestillingsvare", "Forudbestil", "I restordre"],
    "fi": ["Varastossa", "Ennakkotilaus", "Tilattavissa", "Heti toimitettavissa"],
    "hu": ["Raktáron", "Előrendelhető", "Külső raktáron", "Rendelésre"],
    "ro": ["În stoc", "Precomandă", "Livrare imediată", "Stoc limitat", "La comandă"],
    "tr": ["Stokta var", "Ön sipariş", "Aynı gün kargo", "Son 3 adet"],
    "ru": ["В наличии", "Предзаказ", "Под заказ", "Осталось 2"],
    "uk": ["В наявності", "Під замовлення, є на складі"],
    "ja": ["在庫あり", "予約受付中", "残り 3 点", "お取り寄せ"],
    "ko": ["재고 있음", "예약 판매", "재고 5"],
    "zh": ["现货", "預購", "有貨", "库存充足"],
}  # fmt: skip
NO = {
    "en": ["Sold out", "Soldout", "Out-of-print", "Notify me when it is back", "Notify me", "Email me", "Not yet available", "Awaiting stock", "No stock", "Get notified when back"],
    "de": ["Ausverkauft", "Zurzeit nicht lieferbar", "Nicht am Lager", "Benachrichtigen Sie mich", "Bei Verfügbarkeit benachrichtigen", "Leider nicht mehr erhältlich", "Momentan nicht bestellbar"],
    "fr": ["Épuisé", "Prévenez-moi", "Être alerté du retour", "En attente de réapprovisionnement", "N'est plus commercialisé", "Alerte stock", "Plus disponible"],
    "es": ["Agotado", "Avísame cuando llegue", "Ya no está disponible", "Descatalogado", "Temporalmente sin existencias", "Notifíqueme"],
    "it": ["Esaurita", "Non più disponibile", "Attualmente non disponibile", "Non è al momento disponibile, avvisami quando torna", "Fuori catalogo", "Avvisami"],
    "nl": ["Uitverkocht", "Tijdelijk niet leverbaar", "Niet langer verkrijgbaar", "Mail mij als het er weer is", "Momenteel niet op voorraad"],
    "pt": ["Esgotada", "Fora de linha", "Me avise quando chegar", "Sem estoque", "Indisponível", "Quero ser avisado"],
    "pl": ["Wyprzedany", "Brak na magazynie", "Powiadom mnie o dostępności", "Nakład wyczerpany", "Chwilowo niedostępny", "Produkt archiwalny"],
    "cs": ["Vyprodána", "Momentálně nedostupné", "Není skladem", "Aktuálně není k dispozici", "Hlídat dostupnost"],
    "sk": ["Vypredané", "Momentálne nie je skladom", "Nie je dostupný"],
    "sv": ["Slutsåld", "Slut i lager", "Ej i lager", "Inte i lager", "Kan inte beställas", "Meddela mig när den finns"],
    "da": ["Udsolgt", "Ikke på lager", "Giv mig besked når den er på lager", "Ikke længere tilgængelig"],
    "fi": ["Loppuunmyyty", "Ei varastossa", "Ei tilattavissa", "Ilmoita minulle kun saatavilla"],
    "hu": ["Elfogyott", "Nincs raktáron", "Jelenleg nem rendelhető", "Értesítést kérek, ha újra van"],
    "ro": ["Stoc epuizat", "Notifică-mă", "Nu mai este disponibil", "Alertă stoc", "Fără stoc"],
    "tr": ["Tükendi", "Tükenmiş", "Stokta yok", "Stok yok", "Satışa kapalı", "Gelince haber ver"],
    "ru": ["Нет в наличии", "Сообщить, когда появится", "Временно нет", "Узнать о поступлении", "Ожидается"],
    "uk": ["Немає в наявності", "Повідомити про наявність"],
    "ja": ["在庫切れ", "品切れ", "再入荷のお知らせ"],
    "ko": ["품절", "재입고 알림"],
    "zh": ["售罄", "缺貨", "到货通知"],
}  # fmt: skip
NEITHER = {
    "en": ["Notify me of new comments", "Stockholm chair", "Order history", "Available colours", "E-mail me the invoice", "Coming home"],
    "de": ["Bestellnummer", "Lagerfeuer", "Benachrichtigungen", "Noch Fragen?", "Vorbilder"],
    "fr": ["Stockage au sec", "Prévention", "Commande minimale", "Alerte météo"],
    "es": ["Dispositivo", "Venta final", "Notificaciones"],
    "it": ["Disposizione", "Ordine minimo", "Prenota una visita", "Catalogo"],
    "nl": ["Voorraadkast", "Beschikking", "Mailadres"],
    "pt": ["Avisos legais", "Restauração", "Encontre a loja"],
    "pl": ["Zamówienia i zwroty", "Magazyn mody", "Powiadomienia"],
    "cs": ["Skladování v suchu", "Objednací číslo"],
    "sk": ["Skladovanie", "Predajne"],
    "sv": ["Lagerlöf", "Beställ katalog", "Meddelanden"],
    "da": ["Lagerchef", "Besked til sælger"],
    "fi": ["Varastointi", "Tilausehdot"],
    "hu": ["Rendelések", "Raktározás"],
    "ro": ["Comenzi", "Stocare"],
    "tr": ["Stokholm", "Siparişlerim"],
    "ru": ["Наличник", "Заказы", "Описание отсутствует"],
    "uk": ["Замовлення", "Складання"],
    "ja": ["予約規約", "商品説明"],
    "ko": ["예약 안내", "상품 설명"],
    "zh": ["商品介绍", "購物須知"],
}  # fmt: skip


def cases(said: dict[str, list[str]]) -> list[str]:
    return [text for texts in said.values() for text in texts]


@pytest.mark.parametrize("text", cases(YES))
def test_what_can_be_had_is_said_in_the_languages_of_shops(text: str) -> None:
    assert said_of_stock(text) == "InStock"


@pytest.mark.parametrize("text", cases(NO))
def test_what_cannot_be_had_is_said_in_the_languages_of_shops(text: str) -> None:
    assert said_of_stock(text) == "OutOfStock"


@pytest.mark.parametrize("text", cases(NEITHER))
def test_words_that_only_sound_alike_say_nothing(text: str) -> None:
    assert said_of_stock(text) is None


def availability(inside: str, head: str = "") -> str | None:
    html = (
        f"<html lang=en><head><meta charset=utf-8><title>Oak chair</title>{head}</head><body><main>"
        f"<div class=product><img src=/chair.jpg><h1>Oak chair</h1><p class=price>€49.50</p>{inside}</div></main></body></html>"
    )
    return read(Page("https://shop.example/oak-chair", html.encode())).product.availability


BUY = "<form action=/cart/add method=post><button{}>Add to cart</button></form>"
CONTROLS = [
    (BUY.format(""), "InStock"),
    (BUY.format(" disabled") + "<p class=stock>Sold out</p>", "OutOfStock"),
    ("<button disabled>Sold out</button>", "OutOfStock"),
    ("<a class='btn disabled' href=#>Out of stock</a>", "OutOfStock"),
    ("<button>Notify me when available</button>", "OutOfStock"),
    ("<button>Pre-order now</button>", "InStock"),
    # locked until a size is chosen: that says nothing
    (BUY.format(" disabled"), None),
    (BUY.format(" aria-disabled=true"), None),
    (BUY.format(" class='btn is-disabled'"), None),
    # a control that sells outweighs what a size says
    ("<select name=size><option>S (sold out)<option>M</select>" + BUY.format(""), "InStock"),
]  # fmt: skip


@pytest.mark.parametrize(("inside", "wanted"), CONTROLS)
def test_controls_tell_whether_they_sell(inside: str, wanted: str | None) -> None:
    assert availability(inside) == wanted


STATED = '<script type="application/ld+json">{{"@type": "Product", "name": "Oak chair", "offers": {{"@type": "Offer", "price": 49.5, "priceCurrency": "EUR", "availability": "{}"}}}}</script>'
SPELLED = [
    *((f"{before}{name}", "InStock") for before in ("https://schema.org/", "http://schema.org/", "schema.org/", "schema:", "")
      for name in ("InStock", "BackOrder", "InStoreOnly", "LimitedAvailability", "MadeToOrder", "OnlineOnly", "PreOrder", "PreSale")),
    *((f"{before}{name}", "OutOfStock") for before in ("https://schema.org/", "schema:", "")
      for name in ("OutOfStock", "SoldOut", "Discontinued", "Reserved")),
    ("in_stock", "InStock"), ("IN_STOCK", "InStock"), ("in stock", "InStock"), ("instock", "InStock"), ("backorder", "InStock"),
    ("out_of_stock", "OutOfStock"), ("out of stock", "OutOfStock"), ("NOT_AVAILABLE", "OutOfStock"), ("mark_as_sold", "OutOfStock"),
    ("onbackorder", "InStock"), ("Na sklade", "InStock"), ("Nicht auf Lager", "OutOfStock"), ("Rupture de stock", "OutOfStock"),
    ("https://schema.org/InStock ", "InStock"), ("https://schema.org/ItemAvailability", None), ("unknown", None),
]  # fmt: skip


@pytest.mark.parametrize(("value", "wanted"), SPELLED)
def test_a_stated_availability_is_read_in_every_spelling(value: str, wanted: str | None) -> None:
    assert availability("", STATED.format(value)) == wanted


METAS = [
    ("<meta property=product:availability content='in stock'>", "InStock"),
    ("<meta property=og:availability content=oos>", "OutOfStock"),
    ("<meta name=g:availability content=out_of_stock>", "OutOfStock"),
    ("<meta name=g:availability content=preorder>", "InStock"),
    ("<meta name=twitter:label2 content=Availability><meta name=twitter:data2 content='Out of stock'>", "OutOfStock"),
    ("<meta name=twitter:label1 content=Price><meta name=twitter:data1 content='In stock soon'>", None),
]  # fmt: skip


@pytest.mark.parametrize(("head", "wanted"), METAS)
def test_meta_elements_tell_the_stock(head: str, wanted: str | None) -> None:
    assert availability("", head) == wanted


def test_what_visitors_read_where_nothing_sells_goes_before_what_machines_are_told() -> None:
    in_stock = STATED.format("https://schema.org/LimitedAvailability")
    sold_out = "<p class=delivery>No longer available</p>"
    assert availability(sold_out, in_stock) == "OutOfStock"
    assert availability(sold_out + BUY.format(" disabled"), in_stock) == "OutOfStock"
    assert availability(sold_out + BUY.format(""), in_stock) == "InStock"
    assert availability("<p>Solid oak.</p>", in_stock) == "InStock"
