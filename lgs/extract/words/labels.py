# ruff: noqa: E501 - a language a line is easier to read than broken lines
"""How shops label a product's numbers and its maker; each a whole label, without its colon."""

_NUMBER = r"(?:\s*(?:number|no|nr|num|#|№|id|code))?\.?"

SKU = {
    "en": (
        rf"sku{_NUMBER}|(?:item|article|catalog(?:ue)?|stock|part|style|product|prod\.?|order(?:ing)?"
        r"|web|store sku|model)\s*(?:number|no|nr|num|#|№|id|code|sku)\.?|reference|ref\.?"
        r"|stock keeping unit|asin|item ?#|code|isbn(?:-?1[03])?|upc|model"
    ),
    "de": (
        r"(?:art(?:ikel)?|produkt|bestell|best|waren|modell|katalog)\.?[-\s]?"
        r"(?:num(?:mer)?|nr|no|code|id)\.?|art\.?\s?nr\.?"
    ),
    "fr": (
        r"code(?: (?:article|produit))?|réf(?:érence)?\.?|r[ée]f\.? (?:produit|article|fabricant)"
        r"|référence(?: (?:produit|article|interne))|art(?:icle|\.)?\s*(?:n°|nº|№|nr|no)\.?:?"
        r"|n° (?:d'|de )?(?:article|produit)"
    ),
    "es": (
        r"ref(?:erencia|\.)?(?: del producto)?|c[óo]d(?:igo)?\.?(?: (?:del |de )?(?:producto|art[íi]culo"
        r"|barra))?|n[úu]mero de (?:art[íi]culo|modelo)|clave|modelo"
    ),
    "it": (
        r"riferimento|codice(?: (?:articolo|prodotto))?|cod\.? (?:art(?:icolo)?|prod(?:otto)?)\.?"
        r"|rif\.?|modello"
    ),
    "nl": r"(?:artikel|product|bestel)[-\s]?(?:nummer|nr|code)\.?|art\.?\s?nr\.?|artikelcode",
    "pt": r"referência|c[óo]d(?:igo)?\.?(?: (?:do |de )?(?:produto|artigo|barra))?|ref\.?|sku do produto",
    "pl": (
        r"kod(?: produktu| towaru)?|(?:indeks|symbol)(?: produktu)?|nr kat\.?|numer katalogowy"
        r"|nr (?:artykułu|produktu)|numer produktu"
    ),
    "cs sk": (
        r"(?:kód|číslo)(?: (?:produktu|zboží|tovaru|výrobku))?|katalog(?:ové|ový)?(?: číslo)?"
        r"|kat\. ?č(?:íslo|\.)?|obj(?:ednací|ednávacie|\.)? ?(?:číslo|kód|č\.)"
    ),
    "sv da nb": (
        r"(?:art(?:ikel|ikkel)?|produkt|best(?:ill)?|vare|model)\.?[-\s]?(?:nummer|nr|no|id|kod)\.?"
        r"|artikl?nr|varenr"
    ),
    "fi": r"tuote(?:nro|numero|koodi|tunnus)|tuotenumero|malli(?:numero)?",
    "hu": r"cikkszám|termékkód|cikk ?kód|rendelési (?:szám|kód)",
    "ro": r"cod(?: (?:produs|articol|intern))?|cod de produs|referin[țt][ăa]",
    "tr": r"ürün (?:kodu|no|numarası)|stok kodu|model (?:kodu|no)|referans(?: kodu)?",
    "ru": (
        r"артикул(?: (?:товара|продавца|производителя))?|арт\.?|код(?: товара| продукта| изделия)?"
        r"|каталожный номер|номенклатурный номер|номер (?:товара|по каталогу)|код на сайте"
    ),
    "uk": r"артикул|код(?: товару| продукту)?|каталожний номер|номер товару",
    "bg": r"код(?: на продукта)?|продуктов код|кат\. ?№|номенклатурен номер",
    "el": r"κωδικός(?: (?:προϊόντος|είδους|πώλησης))?|κωδ\.?",
    "sl hr sr": r"šifra(?: (?:izdelka|artikla|proizvoda))?|kat(?:aloški|\.) ?broj|koda(?: izdelka)?",
    "et lv lt": r"toote ?kood|artikkel|preces kods|artikuls|prekės kodas|prekės nr\.?",
    "ja": r"商品番号|品番|商品コード|商品ID|型番|管理番号|製品番号|JAN",
    "ko": r"상품 ?번호|상품 ?코드|제품 ?코드|품번|모델명",
    "zh": r"型号|货号|商品(?:编号|編號|货号|貨號|料號)|貨號|產品編號|产品编号|款号|款號",
    "ar he": r"رمز المنتج|رقم (?:المنتج|الموديل)|מק\"?ט|מספר פריט",
    "vi th id": r"mã (?:sản phẩm|sp|hàng)|รหัสสินค้า|kode (?:produk|barang)",
}
# Labels that name the model or the maker's number as often: they count where no other stands.
LESS_SURE = (
    r"isbn.*|upc|model|modell|modelo|modello|code|cod|kod|kód|code article|型番|型号|part.*|jan"
    r"|モデル|모델명|malli|clave"
)
MPN = {
    "en": (
        r"mpn|(?:mfr?|mfg|manufacturer|vendor|supplier)\.?'?s?\s*(?:part|product|item|model|ref\w*)?\s*"
        r"(?:number|no|nr|#|code|id)?\.?(?: \(mpn\))?|(?:part|model)(?:\s*(?:number|no|nr|#|code))\.?"
        r"|item model(?:\s*(?:number|no|nr|#))?\.?|p/?n|part number"
    ),
    "de": r"hersteller(?:artikel|teile)?(?:[-\s]?(?:nummer|nr)\.?)|teilenummer|hersteller-?nr\.?",
    "fr": r"référence (?:fabricant|constructeur)|réf\.? (?:fabricant|constructeur|fournisseur)",
    "es it pt": (
        r"referencia (?:del )?fabricante|codice produttore|codice (?:costruttore|fornitore)"
        r"|referência do fabricante|código do fabricante|número de pieza"
    ),
    "nl": r"fabrikant(?:code|nummer)|artikelnummer fabrikant|onderdeelnummer",
    "pl cs sk": (
        r"kod producenta|nr producenta|produktov[ée] číslo|číslo dielu|číslo dílu|kód výrobce"
        r"|kód výrobcu|partnumber"
    ),
    "sv da nb fi": r"tillverkarens (?:artikelnr|art\.?nr)|producentnummer|produsentnummer|valmistajan (?:koodi|tuotenumero)",
    "hu ro tr": r"gyártói (?:cikkszám|kód)|cod producator|cod producător|üretici (?:kodu|parça no)",
    "ru uk": r"партномер|код производителя|артикул производителя|номер производителя|код виробника",
    "ja ko zh": r"メーカー(?:品番|型番)|メーカー商品コード|제조사 ?(?:품번|모델)|厂家型号|原廠型號",
}
GTIN = {
    "any": (
        r"gtin(?:-?\d+)?|ean(?:-?(?:8|13|code|kod|nummer|nr|kood|kods|kodas|koodi|kód|num(?:ber)?))?"
        r"(?: ?(?:code|number))?|upc(?:-?a)?(?: ?code)?|isbn(?:-?13)?|ean ?/ ?(?:upc|gtin|isbn)"
        r"|gtin ?/ ?ean|upc ?/ ?ean|jan(?:コード)?|jan code"
    ),
    "en": r"bar ?code(?: number)?|global trade item number",
    "de nl sv da nb fi": r"strichcode|barcodenummer|streckkod|stregkode|strekkode|viivakoodi",
    "fr es it pt ro": (
        r"code[- ]barres?|código de barras|c[óo]d\.? barras|codice (?:a barre|ean)|cod de bare"
        r"|codi de barres"
    ),
    "pl cs sk hu": r"kod (?:ean|kreskowy)|kód ean|čárový kód|čiarový kód|ean kód|vonalkód",
    "ru uk bg": r"штрих-?\s?код|штрихкод|баркод",
    "el tr": r"barkod(?: no)?|γραμμωτός κώδικας",
    "ko zh": r"바코드|条形码|條碼|国际条码",
}
BRAND = {
    "en": (
        r"brand(?: ?name)?|brands|by brand|manufacturer|manufactured by|made by|maker|vendor"
        r"|publisher|label|designer"
    ),
    "de": r"marke|hersteller|markenname|verlag",
    "fr": r"marque|fabricant|éditeur|constructeur",
    "es": r"marca|fabricante|marca/fabricante|editorial",
    "it": r"produttore|casa editrice|editore",
    "nl": r"merk|fabrikant|uitgever",
    "pt": r"editora|fornecedor",
    "pl": r"producent|marka|wydawnictwo",
    "cs sk": r"značka|výrobce|výrobca|nakladatelství|vydavateľstvo",
    "sv da nb": r"m[aä]rke|varumärke|tillverkare|merke|mærke|producent|produsent|leverandør|varemerke",
    "fi": r"valmistaja|tuotemerkki|merkki|brändi",
    "hu": r"gyártó|márka|kiadó",
    "ro": r"producător|producator|brend|marc[ăa]|editur[ăa]",
    "tr": r"marka|üretici|yayınevi",
    "ru": r"бренд|марка|производитель|торговая марка|изготовитель|издательство|фирма",
    "uk": r"виробник|торгова марка|видавництво",
    "bg": r"производител|издателство",
    "el": r"κατασκευαστής|μάρκα|εκδότης|εταιρεία",
    "sl hr sr": r"znamka|blagovna znamka|proizvajalec|proizvođač|robna marka|brend|nakladnik",
    "et lv lt": r"tootja|bränd|kaubamärk|zīmols|ražotājs|prekės ženklas|gamintojas",
    "ja": r"ブランド(?:名)?|メーカー(?:名)?|出版社|発売元",
    "ko": r"브랜드(?:명)?|제조사|제조자|출판사",
    "zh": r"品牌(?:名称|名稱)?|制造商|製造商|厂商|出版社|廠牌",
    "ar he": r"العلامة التجارية|الماركة|الشركة المصنعة|מותג|יצרן|מוציא לאור",
    "vi th id": r"thương hiệu|nhà sản xuất|ยี่ห้อ|แบรนด์|merek|merk",
}
# Attributes of the trade rather than of the thing: no bullets.
NO_BULLET = (
    r"ship|deliver|return|warrant|stock|availab|price|tax|vat|qty|quantity|review|rating|date"
    r"|views?|share|reward|point|versand|liefer|preis|mwst|menge|livraison|envío|entrega|garant"
    r"|disponib|prezzo|precio|prix|preço|доставка|цена|наличи|гаранти|dostawa|cena|dostępn|barcode"
    r"|code|email|phone|tel|fax|address|payment|categor|tags?$|http|order|\bin stock|number of"
    r"|verzend|voorraad|prijs|leverans|frakt|pris\b|toimitus|hinta|szállítás|készlet|ár\b|livrare"
    r"|stoc\b|preț|kargo|stok\b|fiyat|гарантія|ціна|наявн|τιμή|αποστολ|配送|送料|在庫|価格|배송|재고|판매가|상품명"
    r"|가격|运费|库存|价格|運費|庫存|價格|gwarancj|záruk|doprava|skladem|skladom"
)
