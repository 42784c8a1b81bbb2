# ruff: noqa: E501 - a language a line is easier to read than broken lines
"""What shops write above a description, and above what ends one."""

# A whole heading, or the label of a tab.
DESCRIPTION = {
    "en": (
        r"(?:full |long |product |item |detailed |book |brief |short |general )?(?:description|overview|synopsis|summary)"
        r"|(?:product|item) (?:details?|info(?:rmation)?|story)|details?|about (?:this|the) (?:product|item|book)"
        r"|information|more info(?:rmation)?|(?:editor|designer|artist)'?s (?:notes?|description)|description & details"
        r"|details (?:&|and) (?:description|care|features)|description (?:&|and) (?:details|features)"
        r"|the details|what is it|about it|why (?:you'll|we) love it"
    ),
    "de": (
        r"(?:produkt|artikel|detail|kurz)?beschreibung(?:en)?|produkt(?:informationen?|details|info)|artikel(?:details|informationen)"
        r"|details zum (?:produkt|artikel)|beschreibung (?:&|und) details|über (?:das|dieses) produkt|klappentext|inhalt"
    ),
    "fr": (
        r"descripti(?:f|on) ?(?:du produit|de l'article|détaillée|complète)?|descriptif|présentation|le produit|résumé"
        r"|détails?(?: du produit)?|fiche produit|en savoir plus|à propos (?:du|de ce) produit|informations(?: (?:sur le )?produit)?"
    ),
    "es": (
        r"descripci[óo]n(?: (?:del (?:producto|art[íi]culo)|general|completa))?|detalles(?: del producto)?|sinopsis|ficha"
        r"|información(?: del producto)?|acerca de(?: este producto)?|más información|sobre (?:el|este) producto|resumen"
    ),
    "it": (
        r"descrizione(?: (?:(?:del )?prodotto|completa|articolo))?|dettagli(?: (?:del )?prodotto)?|scheda prodotto|sinossi|trama"
        r"|informazioni(?: (?:sul )?prodotto)?|maggiori informazioni"
    ),
    "nl": (
        r"(?:product ?)?omschrijving|productinformatie|product ?beschrijving|beschrijving|productdetails|over dit product"
        r"|(?:meer )?informatie|samenvatting|details"
    ),
    "pt": (
        r"descri[çc][ãa]o(?: (?:do produto|geral|completa|detalhada))?|detalhes(?: do produto)?|informações(?: do produto)?|sinopse"
        r"|sobre (?:o|este) produto|mais informações|resumo"
    ),
    "pl": r"(?:pełny )?opis(?: (?:produktu|towaru|przedmiotu))?|informacje o produkcie|o produkcie|szczegóły(?: produktu)?",
    "cs sk": (
        r"(?:podrobný |detailní |detailný |krátky |stručný )?popis(?: (?:produktu|zboží|tovaru|výrobku))?|o produktu|o produkte"
        r"|informace o (?:produktu|zboží)|informácie o (?:produkte|tovare)|podrobnosti|detailní informace|podrobné informace"
    ),
    "sv da nb": (
        r"(?:produkt|vare)?(?:beskrivning|beskrivelse)(?:ar|er)?|produkt(?:information|informasjon|info|detaljer|fakta)|om produkt(?:en|et)"
        r"|beskrivelse av produktet|detaljer|information"
    ),
    "fi": r"(?:tuote)?kuvaus|tuotetiedot|tuotteen (?:kuvaus|tiedot)|lisätiedot|esittely",
    "hu": r"leírás|termékleírás|termék ?(?:leírása|ismertető|információ)|részletes leírás|bővebben",
    "ro": r"descriere(?: (?:produs|completă|detaliată))?|descrierea produsului|detalii(?: produs)?|informa[țt]ii produs|prezentare",
    "tr": r"açıklama(?:sı)?|ürün (?:açıklaması|bilgileri|bilgisi|özellikleri|detay[ıi]|detayları|tanımı)|detaylar",
    "ru": r"описание(?: (?:товара|продукта|изделия))?|о товаре|подробное описание|подробнее|о продукте|информация о товаре|аннотация|детали",
    "uk": r"опис(?: (?:товару|продукту))?|про товар|детальний опис|інформація про товар|анотація",
    "bg": r"описание(?: на продукта)?|информация за продукта|подробности",
    "el": r"περιγραφή(?: προϊόντος)?|πληροφορίες(?: προϊόντος)?|λεπτομέρειες|αναλυτική περιγραφή",
    "sl hr sr": r"opis(?: (?:izdelka|proizvoda|artikla))?|podrobnosti|o (?:izdelku|proizvodu)|detalji|predstavitev",
    "et lv lt": r"(?:toote)?kirjeldus|toote ?(?:info|kirjeldus|omadused)|(?:preces )?apraksts|(?:prekės )?aprašymas|prekės informacija",
    "ja": r"商品(?:説明|詳細|情報|の説明|概要|について)|製品(?:情報|説明|詳細)|アイテム説明|内容紹介|商品の特徴|詳細",
    "ko": r"상품 ?(?:상세|설명|정보)(?: ?정보)?|제품 ?(?:설명|정보|소개)|상세 ?(?:정보|설명)|책소개",
    "zh": r"商品(?:介绍|詳情|详情|描述|简介|特色|介紹|說明|描述|資訊)|产品(?:描述|介绍|详情|说明)|產品(?:描述|介紹|說明|資訊|特色)|内容简介|宝贝详情",
    "ar he": r"الوصف|التفاصيل|تفاصيل ومعلومات(?: .{1,40})?|وصف المنتج|تفاصيل المنتج|نظرة عامة|תיאור(?: (?:ה)?מוצר)?|פרטי (?:ה)?מוצר|על המוצר",
    "vi th id": r"mô tả(?: (?:sản phẩm|chi tiết))?|thông tin sản phẩm|รายละเอียด(?:สินค้า)?|deskripsi(?: produk)?|detail produk",
}

# How a heading begins inside a block after which it speaks of something else.
ELSE = {
    "en": (
        r"shipping|delivery|returns?|refund|warranty|payment|reviews?|customer reviews|questions?|faq|specifications?"
        r"|technical (?:data|details|specifications?)|spec sheet|tech specs|features? table|related|similar|you may|tags?"
        r"|categor|write a review|share|size (?:guide|chart)|ask a question|about the (?:brand|shop|seller)"
    ),
    "de": r"versand|lieferung|rückgabe|zahlung|bewertung|kundenbewertung|technische daten|ähnliche|zubehör|fragen zum|größentabelle|rezension",
    "fr": r"livraison|retours?|paiement|avis|caractéristiques techniques|fiche technique|garantie|guide des tailles|produits (?:similaires|associés)",
    "es": r"envío|entrega|devoluci|pago|opiniones|ficha técnica|especificaciones|garantía|guía de tallas|valoraciones|preguntas",
    "it": r"spedizion|resi\b|recension|pagament|specifiche|scheda tecnica|garanzia|guida alle taglie|dati tecnici|caratteristiche tecniche",
    "nl": r"verzend|levering|retour|betaling|specificaties|beoordeling|garantie|reviews|maattabel|klantbeoordeling",
    "pt": r"avaliaç|entrega|envio|devoluç|troca|pagamento|especificaç|ficha técnica|garantia|guia de (?:tamanhos|medidas)|opiniões",
    "pl": r"dostawa|zwroty|płatno|opinie|specyfikacj|dane techniczne|gwarancj|recenzj|pytania|wysyłka",
    "cs sk": r"doprava|platba|hodnocení|hodnotenie|recenz|komentáře|diskus|(?:doplňkové |doplnkové )?(?:parametry|parametre)|technick[éý]|záruka|související|súvisiac",
    "sv da nb fi": r"frakt|leverans|levering|fragt|retur|betalning|betaling|recension|omdöme|anmeldelse|omtale|specifikation|spesifikasjon|toimitus|palautus|arvostelu|tekniset",
    "hu ro tr": r"szállítás|fizetés|vélemény|értékelés|garancia|műszaki|livrare|retur|plat[ăa]\b|recenzi|specifica[țt]ii|garan[țt]|kargo|teslimat|iade|yorum|değerlendirme|taksit|teknik",
    "ru uk bg": r"доставка|оплата|гарантия|гарантія|отзывы|відгуки|характеристики|технические|возврат|повернення|вопросы|питання|похожие|схожі|отзиви|ревюта",
    "el sl hr": r"αποστολ|παράδοση|αξιολογ|τεχνικά|εγγύηση|επιστροφ|dostava|mnenja|ocene|tehničn|recenzije|garancija|plaćanje|plačilo",
    "ja ko zh": r"配送|返品|レビュー|お支払|送料|仕様|サイズ表|運費|运费|评价|評價|退换|退換|规格参数|商品規格|배송|교환|환불|반품|리뷰|상품평|후기|문의",
}

# Whole headings of the parts of a product page that only product pages have.
SECTION = {
    "en": r"(?:product|item) (?:information|description|details?|specifications?|features?)|specifications?|technical (?:data|details)",
    "de": r"produkt(?:beschreibung|informationen|details|eigenschaften)|artikelbeschreibung|technische daten|artikeldetails",
    "fr": r"description du produit|fiche technique|caractéristiques(?: (?:techniques|du produit))?|détails du produit",
    "es": r"descripción del (?:producto|artículo)|ficha técnica|detalles del producto|especificaciones(?: técnicas)?",
    "it": r"descrizione (?:del )?prodotto|scheda tecnica|dettagli (?:del )?prodotto|caratteristiche tecniche",
    "nl": r"productinformatie|productomschrijving|productbeschrijving|productspecificaties|specificaties",
    "pt": r"descrição do produto|ficha técnica|detalhes do produto|especificações(?: técnicas)?",
    "pl": r"opis (?:produktu|towaru)|specyfikacja(?: techniczna)?|dane techniczne|parametry techniczne",
    "cs sk": r"popis (?:produktu|zboží|tovaru|výrobku)|technické parametr[ye]|parametry produktu",
    "sv da nb fi": r"produktbeskrivning|produktbeskrivelse|varebeskrivelse|tuotekuvaus|tuotetiedot|tekniset tiedot|tekniska? (?:data|specifikationer)|specifikationer|spesifikasjoner",
    "hu ro tr": r"termékleírás|műszaki (?:adatok|paraméterek)|descriere produs|specifica[țt]ii(?: tehnice)?|ürün (?:açıklaması|bilgileri|özellikleri)|teknik özellikler",
    "ru uk bg": r"описание товара|характеристики(?: товара)?|опис товару|технические характеристики|технічні характеристики|описание на продукта",
    "el sl hr": r"περιγραφή προϊόντος|τεχνικά χαρακτηριστικά|opis (?:izdelka|proizvoda|artikla)|tehnični podatki|tehničke karakteristike",
    "ja ko zh": r"商品説明|商品の説明|商品詳細|商品詳情|商品介绍|商品介紹|产品(?:介绍|参数)|規格參數|规格参数|製品仕様|상품 ?(?:상세 ?)?정보|상품 ?설명|제품 ?사양",
}
