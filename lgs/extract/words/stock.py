# ruff: noqa: E501 - a language a line is easier to read than broken lines
"""How shops say that a product can be had, or cannot."""

# Parted by the borders of words at their beginning: many are only the beginning of one.
OUT = {
    "en": (
        r"out[ -]of[ -](?:stock|print)|sold[ -]?out|(?:no longer|not(?: (?:currently|yet))?) available"
        r"(?! for (?:pick|deliver|collect))|unavailable|no longer (?:sold|in stock|for sale)"
        r"|discontinued|not in stock|\b0 in stock|(?:e-?mail|notify|tell|alert) me when"
        r"|join (?:the )?wait(?:ing)?[ -]?list|back in stock (?:alert|notif)|none left"
        r"|(?:notify|e-?mail) (?:me|us)\W*$|(?:get |be )notified when|let me know when|no stock\b"
        r"|awaiting (?:new )?stock|no longer (?:made|produced|manufactured)|restock (?:alert|notif)"
    ),
    "de": (
        r"ausverkauft|nicht (?:mehr )?(?:verfügbar|lieferbar|auf lager|vorrätig|vorhanden|bestellbar)"
        r"|vergriffen|(?:derzeit|zurzeit|zur zeit|momentan) nicht|kein lagerbestand"
        r"|nicht (?:an|am) lager|benachrichtigen,? (?:wenn|sobald)|nicht (?:mehr )?erhältlich"
        r"|bei verfügbarkeit (?:benachrichtigen|informieren)|benachrichtig(?:e|en sie) mich"
        r"|nicht mehr im sortiment"
    ),
    "fr": (
        r"rupture|épuisé|indisponible|non disponible|(?:plus|pas) disponible"
        r"|victime de son succès|hors stock|m'avertir (?:quand|lorsque|du retour)|plus en stock"
        r"|(?:prévenez-moi|me prévenir|m'alerter|être (?:alerté|averti|prévenu))\b"
        r"|alerte (?:stock|disponibilité)|en attente de réappro|n'est plus (?:commercialisé|vendu)"
    ),
    "es": (
        r"agotad[oa]|sin (?:stock|existencias)|no disponible|fuera de stock|no hay stock"
        r"|av[ií]same (?:cuando|si)|sin inventario|notif[ií](?:ca|que)me|avisarme cuando"
        r"|ya no (?:está|se encuentra) disponible|descatalogad[oa]|temporalmente sin"
    ),
    "it": (
        r"esaurit[oaie]|non (?:è )?(?:più |attualmente |al momento )?(?:disponibil|ordinabil)|terminato"
        r"|fuori (?:produzione|catalogo)|avvisami (?:quando|se)|non (?:è )?in magazzino"
        r"|avvisami\W*$|notificami quando"
    ),
    "nl": (
        r"uitverkocht|niet (?:meer |langer |direct )?(?:op voorraad|leverbaar|beschikbaar|verkrijgbaar"
        r"|bestelbaar)|(?:tijdelijk|momenteel) niet|houd me op de hoogte|geen voorraad"
        r"|(?:mail|waarschuw|informeer) (?:mij|me) (?:als|wanneer|zodra)|uit (?:het )?assortiment"
    ),
    "pt": (
        r"esgotado|indispon[íi]vel|sem (?:estoque|stock)|avise-me|fora de estoque"
        r"|não (?:há (?:estoque|stock)|dispon[íi]vel)|produto em falta|esgotad[oa]s?|fora de linha"
        r"|me avise|avisar-me|notifique-me|quero ser avisad"
    ),
    "pl": (
        r"wyprzedan|niedostępn|brak (?:w magazynie|na magazynie|towaru|produktu|na stanie|w ofercie)"
        r"|(?:chwilow|czasow)[oy] brak|powiadom (?:mnie )?o (?:produkcie|dostępności)"
        r"|produkt (?:wycofany|archiwalny)|nakład wyczerpany"
    ),
    "cs sk": (
        r"vyprod(?:áno|aný|ané)|vypredan[ýéá]|není skladem|nie je (?:na sklade|skladom)|nedostupn"
        r"|dočasn[ěe] (?:nedost|vypr)|není k dispozici|nie je k dispozícii|prodej (?:byl )?ukončen"
        r"|vyprodán|(?:momentáln[eě]|aktuáln[eě]) (?:není|nie je|nedost|vypr)|nie je dostupn"
        r"|predaj (?:bol )?ukončený|hlídat dostupnost|strážiť dostupnosť"
    ),
    "sv": (
        r"slut(?:sål[dt]|sålda| (?:i|på) lager)|(?:ej|inte) (?:i|på) lager|finns (?:ej|inte)"
        r"|bevaka produkt|tillfälligt slut|utgått|meddela mig när|inte tillgänglig"
        r"|kan inte (?:köpas|beställas)"
    ),
    "da nb": (
        r"udsolgt|utsolgt|ikke på lager|ikke tilgængelig|ikke tilgjengelig|midlertidig utsolgt"
        r"|udgået|utgått|få besked når|varsle meg|giv (?:mig )?besked når|gi meg beskjed"
        r"|ikke (?:længere|lenger) (?:tilgæn|tilgj|på lager)"
    ),
    "fi": (
        r"loppu(?:nut|unmyyty)|ei (?:ole )?(?:varastossa|saatavilla|tilattavissa)|tilapäisesti loppu"
        r"|poistunut|ilmoita minulle,? kun"
    ),
    "hu": (
        r"elfogyott|nincs (?:raktáron|készleten|készlet)|nem (?:elérhető|rendelhető|kapható)|kifutott"
        r"|értesít(?:sen|és|ést)? (?:kérek,? )?ha|megszűnt termék|jelenleg nem"
    ),
    "ro": (
        r"stoc epuizat|indisponibil|nu este disponibil|nu (?:mai )?(?:este|e) [îi]n stoc|epuizat"
        r"|lips[ăa] (?:de )?stoc|anun[țt][ăa]-m[ăa] c[âa]nd|notific[ăa]-m[ăa]|alert[ăa] (?:de )?stoc"
        r"|nu mai este disponibil|f[ăa]r[ăa] stoc"
    ),
    "tr": r"tüken(?:di|miş)|stok(?:ta)? yok|satışta değil|satışa kapalı|stok(?:ta|lar[ıi]m[ıi]zda) bulunm|gelince haber ver|temin edilemiyor",
    "ru": (
        r"нет (?:в наличии|на складе|в продаже)|(?:товар|уже) законч|распродан"
        r"|отсутствует (?:на складе|в наличии|в продаже)|(?:товар|временно) отсутствует"
        r"|снят[оа]? с (?:производства|продажи)|сообщить о (?:поступлении|появлении)"
        r"|(?:сообщить|уведомить),? когда|узнать о поступлении|ожидается(?: поступление)?\W*$"
        r"|временно нет"
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
    "vi id": r"hết hàng|stok habis|habis terjual|^\W*habis\b",
}

# In scripts whose words have no borders that a pattern knows.
OUT_ANYWHERE = {
    "ja": r"在庫(?:切れ|なし|無し|がありません)|売り切れ|売切れ?|品切れ中?|完売|入荷待ち|再入荷|販売終了",
    "ko": r"품절|일시 ?품절|매진|재고\s*(?:없음|부족|소진)|판매 ?(?:종료|중지)|재입고",
    "zh": r"缺货|售罄|无货|已售完|缺貨|無貨|售完|補貨(?:中|通知)|到[貨货]通知|已下架|暂无库存|庫存不足",
    "ar he": r"نفد|نفذت الكمية|غير متوفر|אזל|לא במלאי|חסר במלאי",
    "th": r"สินค้าหมด|หมดสต[็]?อก",
}

# Parted by the borders of words, for languages that write such.
IN = {
    "en": (
        r"in[- ]stock|(?:\d+|only \d+|few|items?|units?) (?:left|remaining|in stock|available)"
        r"|available(?! (?:in|at|soon|colou?rs|sizes|options|on order))|ready to ship|ships (?:today"
        r"|within|in \d)|available now|on order|to order|back-?order(?:ed)?|pre-?order|low stock"
        r"|limited (?:stock|availability)|last (?:few|ones?|pieces?|items?)|immediate dispatch"
        r"|(?:usually )?(?:dispatched|ships) (?:within|in \d|same day)|made to order"
    ),
    "de": (
        r"auf lager|an lager|ab lager|lagernd|sofort (?:lieferbar|verfügbar|versandfertig)|lieferbar"
        r"|verfügbar|vorrätig|auf bestellung|lagerware|versandfertig|vorbestell(?:bar|ung)"
        r"|(?:nur )?noch \d+ (?:stück|exemplare?)|sofort (?:erhältlich|ab lager)|nachlieferung"
    ),
    "fr": (
        r"en stock|disponible|disponibles?|expédi(?:ée?|tion) (?:sous|immédiate|en)|sur commande"
        r"|(?:en )?pré-?commande|plus que \d+|stock limité|derni(?:er|ère)s (?:pièces|articles)"
    ),
    "es": (
        r"en stock|disponible|disponibilidad inmediata|hay stock|bajo pedido|en existencias?"
        r"|(?:quedan|últimas) \d+|últimas unidades|(?:en )?pre-?venta|por encargo|con stock"
        r"|entrega inmediata|pocas unidades"
    ),
    "it": (
        r"disponibile|disponibilità (?:immediata|buona)|in magazzino|su ordinazione|pronta consegna"
        r"|ultimi pezzi|disponibili|preordin[ea]|prenotabile|ordinabile|in pronta consegna"
    ),
    "nl": (
        r"op voorraad|direct leverbaar|leverbaar|voorradig|op bestelling|nog \d+ (?:stuks|op)"
        r"|beschikbaar|nabestelling|laatste (?:stuks|exemplaren)|uit voorraad"
    ),
    "pt": (
        r"em (?:estoque|stock)|disponível|disponíveis|pronta[- ]entrega|sob encomenda"
        r"|últimas unidades|pré-?venda|envio imediato|restam? (?:apenas |só )?\d+"
    ),
    "pl": (
        r"w magazynie|na stanie|dostępn[yae]|na zamówienie|produkt dostępny|ostatnie sztuki"
        r"|duża ilość|wysyłka w \d+|na magazynie|przedsprzedaż|od ręki|zostało? (?:tylko )?\d+"
    ),
    "cs sk": (
        r"skladem|skladom|na sklade?|na objedn\w+|k dispozici|posledn[íéý] kus\w*|ihned k (?:odeslání"
        r"|odběru)|dostupn[ýéá]|p[řr]edobjednávk\w*|předprodej|u dodavatele|u dodávateľa"
    ),
    "sv da nb": (
        r"i lager|på lager|finns i (?:lager|webblager)|på vej|beställningsvara|lagervare"
        r"|bestillingsvare|tilgængelig|tilgjengelig|få (?:kvar|igen) (?:på|i) lager|tillgänglig"
        r"|restordre|förbeställ\w*|forudbestil\w*|forhåndsbestill\w*|leveransklar"
    ),
    "fi": r"varastossa|saatavilla|heti toimitettavissa|tilaustuote|ennakkotila\w*|tilattavissa",
    "hu": (
        r"raktáron|készleten|elérhető|azonnal (?:szállítható|elvihető)|rendelésre|rendelhető"
        r"|előrendel\w*|külső raktáron|utolsó darab\w*"
    ),
    "ro": (
        r"[îi]n stoc|disponibil|stoc (?:suficient|limitat|furnizor)|la comand[ăa]|precomand[ăa]"
        r"|livrare imediat[ăa]|ultimele (?:buc[ăa][țt]i|\d+)"
    ),
    "tr": r"stokta(?: var)?|mevcut|hemen teslim|son \d+ (?:ürün|adet)|ön sipariş|aynı gün kargo",
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
