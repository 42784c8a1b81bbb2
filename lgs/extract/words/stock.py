# ruff: noqa: E501 - a language a line is easier to read than broken lines
"""How shops say that a product can be had, or cannot."""

OUT = {
    "en": (
        r"out[ -]of[ -]stock|sold[ -]out|(?:no longer|not(?: currently)?) available"
        r"(?! for (?:pick|deliver|collect))|unavailable|no longer (?:sold|in stock|for sale)"
        r"|discontinued|not in stock|\b0 in stock|(?:e-?mail|notify|tell|alert) me when"
        r"|join (?:the )?wait(?:ing)?[ -]?list|back in stock (?:alert|notif)|none left"
    ),
    "de": (
        r"ausverkauft|nicht (?:mehr )?(?:verfügbar|lieferbar|auf lager|vorrätig|vorhanden|bestellbar)"
        r"|vergriffen|derzeit nicht|kein lagerbestand|nicht an lager|benachrichtigen,? (?:wenn|sobald)"
    ),
    "fr": (
        r"rupture|épuisé|indisponible|non disponible|(?:plus|pas) disponible"
        r"|victime de son succès|hors stock|m'avertir (?:quand|lorsque|du retour)|plus en stock"
    ),
    "es": (
        r"agotad[oa]|sin (?:stock|existencias)|no disponible|fuera de stock|no hay stock"
        r"|av[ií]same cuando|sin inventario"
    ),
    "it": (
        r"esaurito|non (?:è )?disponibile|non disponibil|terminato|fuori produzione"
        r"|avvisami (?:quando|se)|non in magazzino"
    ),
    "nl": (
        r"uitverkocht|niet (?:meer )?(?:op voorraad|leverbaar|beschikbaar|verkrijgbaar)"
        r"|houd me op de hoogte|geen voorraad"
    ),
    "pt": (
        r"esgotado|indispon[íi]vel|sem (?:estoque|stock)|avise-me|fora de estoque"
        r"|não (?:há (?:estoque|stock)|dispon[íi]vel)|produto em falta"
    ),
    "pl": (
        r"wyprzedan|niedostępn|brak (?:w magazynie|towaru|produktu|na stanie)|chwilow[oy] brak"
        r"|powiadom o dostępności|produkt wycofany"
    ),
    "cs sk": (
        r"vyprod(?:áno|aný|ané)|vypredan[ýéá]|není skladem|nie je (?:na sklade|skladom)|nedostupn"
        r"|dočasn[ěe] (?:nedost|vypr)|není k dispozici|nie je k dispozícii|prodej (?:byl )?ukončen"
        r"|predaj (?:bol )?ukončený|hlídat dostupnost|strážiť dostupnosť"
    ),
    "sv": r"slut(?:såld| i lager)|ej i lager|finns ej|bevaka produkt|tillfälligt slut|utgått",
    "da nb": (
        r"udsolgt|utsolgt|ikke på lager|ikke tilgængelig|ikke tilgjengelig|midlertidig utsolgt"
        r"|udgået|utgått|få besked når|varsle meg"
    ),
    "fi": r"loppu(?:nut|unmyyty)|ei (?:ole )?(?:varastossa|saatavilla)|tilapäisesti loppu|poistunut",
    "hu": (
        r"elfogyott|nincs (?:raktáron|készleten|készlet)|nem (?:elérhető|rendelhető|kapható)|kifutott"
    ),
    "ro": (
        r"stoc epuizat|indisponibil|nu este disponibil|nu (?:mai )?(?:este|e) [îi]n stoc|epuizat"
        r"|lips[ăa] (?:de )?stoc|anun[țt][ăa]-m[ăa] c[âa]nd"
    ),
    "tr": r"tükendi|stokta yok|stok(?:ta|lar[ıi]m[ıi]zda) bulunm|gelince haber ver|temin edilemiyor",
    "ru": (
        r"нет (?:в наличии|на складе|в продаже)|(?:товар|уже) законч|распродан"
        r"|отсутствует (?:на складе|в наличии|в продаже)|(?:товар|временно) отсутствует"
        r"|снят[оа]? с (?:производства|продажи)|сообщить о (?:поступлении|появлении)"
        r"|уведомить о (?:поступлении|наличии)|недоступ"
    ),
    "uk": (
        r"нема[єе]? в наявності|немає на складі|очікується|закінчи|знят[оа] з (?:виробництва|продажу)"
        r"|повідомити про (?:появу|наявність)|розпродано"
    ),
    "bg": r"изчерпан|няма (?:наличност|в наличност)|не е (?:налич|в наличност)",
    "el": r"εξαντλ|μη διαθέσιμ|δεν (?:είναι διαθέσιμ|υπάρχει απόθεμα)|εκτός αποθέματος",
    "sl hr sr": (
        r"rasprodan|razprodan|ni na (?:zalogi|voljo)|nema na (?:zalihi|skladištu|stanju|lageru)"
        r"|nije (?:dostupn|raspoloživ|na stanju)|trenutno (?:ni|nije|nema)"
    ),
    "et lv lt": (
        r"läbi müüdud|ei ole saadaval|pole (?:saadaval|laos)|nav (?:pieejams|noliktavā)|izpārdots"
        r"|išparduot|nėra (?:sandėlyje|prek|likuč)|neturime"
    ),
    "ja": r"在庫(?:切れ|なし|無し|がありません)|売り切れ|売切れ?|品切れ|完売|入荷待ち|再入荷|SOLD OUT|販売終了",
    "ko": r"품절|일시 ?품절|매진|재고\s*(?:없음|부족|소진)|판매 ?(?:종료|중지)|재입고",
    "zh": r"缺货|售罄|无货|已售完|缺貨|無貨|售完|補貨(?:中|通知)|到[貨货]通知|已下架|暂无库存|庫存不足",
    "ar he": r"نفد|نفذت الكمية|غير متوفر|אזל|לא במלאי|חסר במלאי",
    "vi th id": r"hết hàng|สินค้าหมด|หมดสต[็]?อก|stok habis|habis terjual|^\W*habis\b",
}

# Parted by the borders of words, for languages that write such.
IN = {
    "en": (
        r"in stock|(?:\d+|only \d+|few|items?|units?) (?:left|remaining|in stock|available)"
        r"|available(?! (?:in|at|soon|colou?rs|sizes|options|on order))|ready to ship|ships (?:today"
        r"|within|in \d)|available now|on order|to order|back-?order(?:ed)?|pre-?order|low stock"
    ),
    "de": (
        r"auf lager|an lager|ab lager|lagernd|sofort (?:lieferbar|verfügbar|versandfertig)|lieferbar"
        r"|verfügbar|vorrätig|auf bestellung|lagerware|versandfertig|vorbestellbar"
    ),
    "fr": r"en stock|disponible|disponibles?|expédié sous|sur commande|en précommande|plus que \d+",
    "es": (
        r"en stock|disponible|disponibilidad inmediata|hay stock|bajo pedido|en existencias?"
        r"|(?:quedan|últimas) \d+|últimas unidades"
    ),
    "it": (
        r"disponibile|disponibilità (?:immediata|buona)|in magazzino|su ordinazione|pronta consegna"
        r"|ultimi pezzi|disponibili"
    ),
    "nl": r"op voorraad|direct leverbaar|leverbaar|voorradig|op bestelling|nog \d+ (?:stuks|op)",
    "pt": (
        r"em (?:estoque|stock)|disponível|disponíveis|pronta entrega|sob encomenda|últimas unidades"
    ),
    "pl": (
        r"w magazynie|na stanie|dostępn[yae]|na zamówienie|produkt dostępny|ostatnie sztuki"
        r"|duża ilość|wysyłka w \d+"
    ),
    "cs sk": (
        r"skladem|skladom|na sklade?|na objedn\w+|k dispozici|posledn[íé] kus\w*|ihned k (?:odeslání"
        r"|odběru)|dostupn[ýéá]"
    ),
    "sv da nb": (
        r"i lager|på lager|finns i (?:lager|webblager)|på vej|beställningsvara|lagervare"
        r"|bestillingsvare|tilgængelig|tilgjengelig|få (?:kvar|igen) (?:på|i) lager"
    ),
    "fi": r"varastossa|saatavilla|heti toimitettavissa|tilaustuote",
    "hu": r"raktáron|készleten|elérhető|azonnal (?:szállítható|elvihető)|rendelésre|rendelhető",
    "ro": r"[îi]n stoc|disponibil|stoc (?:suficient|limitat|furnizor)|la comand[ăa]",
    "tr": r"stokta(?: var)?|mevcut|hemen teslim|son \d+ (?:ürün|adet)",
    "sl hr sr": r"na (?:zalogi|voljo|stanju|skladištu|zalihi|lageru)|raspoloživo|dobavljivo",
    "et lv lt": (
        r"on laos|laos olemas|laos \d+|saadaval|ir (?:noliktavā|pieejams)|yra sandėlyje"
        r"|turime (?:sandėlyje|vietoje)"
    ),
    "vi id": r"còn hàng|ada stok|stok tersedia|tersedia",
}

# In scripts whose words have no borders that a pattern knows, or that need none.
IN_ANYWHERE = {
    "ru": (
        r"под заказ|в наличии|есть на складе|на складе|есть в (?:продаже|магазин)|мало осталось"
        r"|осталось \d+|предзаказ"
    ),
    "uk": r"в наявності|є на складі|на складі|на замовлення|закінчується",
    "bg": r"налично|на склад|в наличност|по поръчка",
    "el": r"σε απόθεμα|(?<!μη )διαθέσιμο|άμεσα διαθέσιμ|ετοιμοπαράδοτο|κατόπιν παραγγελίας",
    "ja": r"在庫(?:あり|有|残|わずか|○|◎)|残り\s*\d+\s*(?:点|個)|お取り寄せ|予約(?:受付|商品)|即納",
    "ko": r"재고\s*(?:있음|보유|\d)|판매중|구매 ?가능|예약 ?판매",
    "zh": r"有货|现货|有貨|現貨|庫存充足|库存(?:充足|[:：]?\s*[1-9])|尚有庫存|可订购|預購|预售",
    "ar he th": r"متوفر|في المخزون|במלאי|มีสินค้า|พร้อมส่ง",
}

# A label whose value speaks of stock, whatever else a table of attributes says.
LABEL = (
    r"stock|availab|verfüg|liefer|lagerbestand|dispon|voorra|dostęp|dostup|lager|sklad|varasto|saatavuus"
    r"|készlet|stoc|stok|налич|наявн|склад|διαθεσιμ|απόθεμα|在庫|库存|庫存|재고|zalog|zalih"
)
# In a line that speaks of something else, "available" says nothing of the stock.
OTHER = (
    r"financ|download|warrant|gift|voucher|coupon|click|collect|store|filial|size guide|review"
    r"|colou?rs|cookie|payment|pick[- ]?up|express|newsletter|in der filiale|en tienda|en magasin"
    r"|in negozio|w sklepach|na prodejn|в магазинах|finanzier"
)
