# ruff: noqa: E501 - a language a line is easier to read than broken lines
"""Sentences by which a shop speaks of itself, not of the product."""

# In a paragraph: it sells the shop, runs it, or disclaims.
SHOP = {
    "en": (
        r"free (?:uk |us |standard |worldwide |express )?(?:shipping|delivery|returns)|(?:shipping|delivery) (?:cost|time|charge|polic|info|option)"
        r"|add(?:ed)? to (?:cart|bag|basket|wishlist|compare)|return polic|money[- ]back|customer service|sign up|newsletter"
        r"|cookie (?:policy|settings|notice)|(?:use|accept)s? cookies|enable javascript|not have any reviews|first to (?:write|review)"
        r"|all rights reserved|terms (?:and|&) conditions|privacy policy|write a review|be the first to review|no reviews|log ?in to"
        r"|read more$|show (?:more|less)$|(?:buy|shop|order) .{2,80} online (?:at|from|with)|best price|share (?:this|on)|follow us"
        r"|follow this brand|for illustration purposes|illustrative purposes|images? (?:is|are) (?:for )?illustrat|colou?rs? may (?:differ|vary|appear)"
        r"|may differ from|may vary (?:slightly )?from|subject to change without|errors (?:and omissions )?excepted"
        r"|(?:report|seen|found|spotted) (?:an? )?(?:error|mistake|typo)"
    ),
    "de": (
        r"versandkostenfrei|kostenlose[rn]? versand|gratis versand|lieferzeit|in den warenkorb|widerruf|zzgl\.? versand|newsletter"
        r"|abbildung(?:en)? (?:ähnlich|kann|können)|farbabweichung|irrtümer vorbehalten|fehler (?:melden|gefunden)|(?:bewertung|rezension) (?:schreiben|verfassen)"
    ),
    "fr": (
        r"livraison (?:gratuite|offerte)|frais de port|ajouter au panier|photos? non contractuelle|peu(?:t|vent) (?:légèrement )?différer"
        r"|donne[rz] votre avis|retour gratuit|service client|abonnez-vous"
    ),
    "es": (
        r"env[ií]o (?:gratis|gratuito)|añadir al carrito|agregar al carrito|im[áa]gen(?:es)? (?:ilustrativ|referencial)|pueden? variar"
        r"|atención al cliente|escrib[ea] (?:una|tu) opini|política de devoluci"
    ),
    "it": r"spedizione gratuita|aggiungi al carrello|servizio clienti|scrivi una recensione|(?:puramente|a scopo) illustrativ|possono variare|iscriviti",
    "nl": r"gratis verzending|gratis bezorg|in winkel(?:wagen|mand)|klantenservice|kan afwijken|kunnen afwijken|schrijf een (?:review|beoordeling)",
    "pt": r"frete gr[áa]tis|portes gr[áa]tis|adicionar ao carrinho|imagens? (?:meramente )?ilustrativ|podem? variar|atendimento ao cliente|escreva uma avalia",
    "pl": r"darmowa (?:dostawa|wysyłka)|dodaj do koszyka|obsługa klienta|mog(?:ą|ę) się różnić|poglądow|napisz opini|zwrot w ciągu",
    "cs sk": r"doprava zdarma|do koší\w+|zákaznick[ýá]|ilustrační|ilustračn[éýa]|se může lišit|sa môže líšiť|přidat hodnocení|pridať recenziu",
    "sv da nb fi": r"fri frakt|gratis fragt|kundtjänst|kundeservice|kundservice|kan avvika|kan variera|kan afvige|kan avvike|skriv en (?:recension|anmeldelse|omtale)|ilmainen toimitus|evästee|asiakaspalvelu|voi poiketa",
    "hu ro tr": r"ingyenes szállítás|ügyfélszolgálat|illusztráció|eltérhet|livrare gratuit|relații cu clienții|cu titlu (?:de prezentare|informativ)|pot diferi|ücretsiz kargo|müşteri hizmetleri|farklılık gösterebilir|temsilidir",
    "ru uk bg": (
        r"бесплатная доставка|безкоштовна доставка|безплатна доставка|в корзину|до кошика|справочный характер|мож(?:ет|гут) (?:быть )?(?:изменен|изменён|отличат)"
        r"|можуть відрізнятися|может отличаться|оставить отзыв|залишити відгук|не является публичной офертой|возврат товара|служба поддержки"
    ),
    "el sl hr et lv lt": r"δωρεάν (?:αποστολή|μεταφορικά)|ενδέχεται να (?:διαφέρ|διαφορ)|brezplačna dostava|besplatna dostava|simbolič|slike su|võib erineda|võivad erineda|illustratiiv|näinud vigu|küpsised võimaldavad|piškotk|sīkdat|slapuk|var atšķirties|gali skirtis|tasuta (?:tarne|transport)",
    "ja ko zh": r"送料無料|カートに|返品|異なる場合|お問い合わせ|レビューを書く|免运费|免運費|退换|退換|包邮|客服|실제와 다를|무료배송|배송비|환불|교환|반품|고객센터",
    "ar he": r"تابع هذه الماركة|توصيل مجاني|شحن مجاني|سياسة الإرجاع|أضف إلى السلة|תאריך משלוח|משלוח חינם|שירות לקוחות",
}

# A whole line that opens or closes the rest of a text.
MORE = {
    "en": r"(?:show|read|see|view) (?:more|less)(?: (?:show|read|see|view) (?:more|less))?",
    "de": r"(?:mehr|weniger) (?:anzeigen|lesen)|weiterlesen",
    "fr": r"(?:voir|afficher|lire) (?:plus|moins|la suite)",
    "es pt": r"(?:ver|mostrar|leer|ler) (?:más|menos|mais)",
    "it": r"(?:mostra|leggi|vedi) (?:di più|altro|meno|tutto)",
    "nl": r"(?:toon|lees|bekijk) (?:meer|minder)",
    "pl cs sk": r"(?:pokaż|czytaj|zobacz|rozwiń|zwiń) ?(?:więcej|mniej)?|(?:zobrazit|číst|zobraziť) (?:více|méně|viac|menej)",
    "sv da nb fi": r"(?:visa|läs|vis|les|læs) (?:mer|mindre|mere)|(?:näytä|lue) (?:lisää|vähemmän)",
    "hu ro tr": r"(?:több|kevesebb)(?: megjelenítése)?|(?:vezi|citește) mai (?:mult|puțin)|daha (?:fazla|az)(?: göster)?",
    "ru uk bg": r"(?:показать|читать|развернуть|свернуть|показати|читати|покажи|виж)(?: (?:полностью|ещё|еще|далее|все|всё|більше|повече|дальше))?",
    "ar he": r"(?:اعرض|عرض|اقرأ) (?:المزيد|أقل)(?: (?:اعرض|عرض|اقرأ) (?:المزيد|أقل))?|(?:הצג|קרא) (?:עוד|פחות)",
    "ja ko zh": r"もっと(?:見る|読む)|続きを読む|閉じる|더 ?보기|접기|(?:查看|阅读|顯示|展开|展開)(?:更多|全部)|收起",
}

# In a short text: it was written to be found and clicked ("Buy ... online", "free delivery").
ADVERT = {
    "en": (
        r"\b(?:buy|shop|order|purchase|get)\b[^.!?]{0,200}\b(?:online|at |from |today|now\b)"
        r"|\bfree (?:shipping|delivery|returns)|\b(?:best|low|great|lowest) prices?\b|\bonline ?-?(?:shop|store)\b"
    ),
    "de": r"\bjetzt\b[^.!?]{0,60}\b(?:kaufen|bestellen|shoppen)|\bkaufen sie\b|\bgünstig\w* (?:kaufen|preis)|versandkostenfrei|online kaufen|schnelle lieferung",
    "fr": r"\bachetez\b|\bacheter\b[^.!?]{0,80}\ben ligne|livraison (?:gratuite|offerte|rapide)|meilleurs? prix|pas cher",
    "es pt": (
        r"\bcompr[ae]\w?\b[^.!?]{0,160}\b(?:online|en línea|tienda|loja|precio|preço)"
        r"|env[ií]o gratis|frete grátis|mejor(?:es)? precios?|melhor(?:es)? preços?"
    ),
    "it": r"\bacquist\w+\b[^.!?]{0,120}\b(?:online|su |prezzo)|spedizione gratuita|miglior prezzo",
    "nl": r"\b(?:koop|bestel)\b[^.!?]{0,80}\b(?:online|bij)|gratis verzending|voor \d{1,2}:\d\d besteld",
    "pl": r"\bkup\b|sklep internetowy|darmowa (?:wysyłka|dostawa)|najniższ\w+ cen",
    "cs sk": r"\bkupujte\b|výhodn\w+ cen|\be-?shop|doprava zdarma|nakupujte",
    "sv da nb fi": r"\b(?:köp|køb|kjøp)\b[^.!?]{0,80}\b(?:online|hos|på nätet|her)|fri frakt|\bosta\b[^.!?]{0,80}\b(?:verkkokaup|netist)|snabb leverans",
    "hu ro tr": r"\bvásárol\w*\b[^.!?]{0,80}\b(?:online|webáruház)|webáruház|\bcump[ăa]r[ăa]\b|\blivrare\b|en uygun fiyat|ücretsiz kargo|online alışveriş",
    "ru uk bg": r"интернет-магазин|купит[ье]|по (?:выгодн|низк)\w+ цен|доставк|заказать|купити|онлайн магазин|інтернет-магазин",
    "sl hr": r"spletna (?:trgovina|prodaja)|ugodn\w+ cen|web ?shop|internet trgovina",
    "ar ja ko zh": r"تسوق|توصيل|اشتر[يِ]? الآن|통신판매|무료배송|최저가|送料無料|通販|最安値|网上购买|包邮|網路購物|線上購物",
}
