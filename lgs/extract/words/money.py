# ruff: noqa: E501 - a language a line is easier to read than broken lines
"""What stands before or beside an amount that is not the price to pay now."""

# Just before a number: what was, or would elsewhere be, the price.
BEFORE = {
    "en": (
        r"was|were|rrp|msrp|srp|list(?: price)?|retail(?: price)?|regular(?:ly)?(?: price)?|reg\.?|instead of|compare(?: at)?|original(?:ly)?"
        r"(?: price)?|old price|before|previous(?:ly)?(?: price)?|normally|recommended retail price|full price|prp|typical(?:ly)?(?: price)?"
    ),
    "de": r"statt|uvp|bisher(?:iger preis)?|vorher|alter preis|unverb\w*|ursprünglich|ehem\.?|früher|normalpreis|streichpreis|listenpreis|preisempfehlung",
    "fr": r"au lieu de|ancien prix|prix (?:conseillé|barré|public|de référence|initial|d'origine|habituel|normal)|avant|au lieu",
    "es": r"antes|precio (?:anterior|original|normal|regular|habitual|de lista|recomendado|sin descuento)|pvp|pvpr|de:",
    "it": r"invece di|anziché|prezzo (?:di listino|precedente|originale|consigliato|pieno|iniziale)|era",
    "nl": r"van|adviesprijs|oude prijs|was|normale prijs|in plaats van|vanaf prijs was",
    "pt": r"de:|preço (?:antigo|original|normal|anterior|de tabela|recomendado)|antes|era|pvp",
    "pl": r"cena (?:regularna|katalogowa|przed|poprzednia|detaliczna|sugerowana)|najniższa cena|stara cena|poprzednia cena|było",
    "cs sk": r"běžná cena|původní cena|pôvodná cena|bežná cena|původně|pôvodne|doporučená cena|odporúčaná cena|moc|dmoc|před slevou|pred zľavou",
    "sv da nb": r"ord\.?(?: pris)?|ordinarie(?: pris)?|tidigare(?: pris)?|før(?:pris)?|normalpris|veil\.?(?: pris)?|vejl\.?(?: pris)?|rek\.?(?: pris)?|veiledende|vejledende",
    "fi": r"ennen|norm(?:aali)?hinta|norm\.|ovh|aiempi hinta|alkuperäinen hinta|svh",
    "hu": r"eredeti ár|régi ár|korábbi ár|listaár|helyett|fogyasztói ár",
    "ro": r"preț(?:ul)? (?:vechi|inițial|întreg|recomandat|de listă)|pret(?:ul)? (?:vechi|initial)|prp|în loc de|cel mai mic preț",
    "tr": r"eski fiyat|liste fiyatı|piyasa fiyatı|önceki fiyat|psf",
    "ru": r"старая цена|цена раньше|было|прежняя цена|обычная цена|розничная цена|вместо|рекомендованная цена|цена без скидки",
    "uk": r"стара ціна|було|звичайна ціна|ціна без знижки|замість",
    "bg": r"стара цена|преди|редовна цена|пцд",
    "el": r"αρχική τιμή|παλιά τιμή|λιανική(?: τιμή)?|π\.λ\.τ\.?",
    "sl hr sr": r"redna cena|stara cena|prej|redovna cijena|stara cijena|prije|mpc|pmpc|stara cena",
    "et lv lt": r"tavahind|vana hind|enne|vecā cena|parastā cena|sena kaina|įprasta kaina|buvo",
}
# The same in scripts without borders of words.
BEFORE_ANYWHERE = {
    "ja": r"通常価格|定価|希望小売価格|メーカー希望|元の価格|参考価格|旧価格",
    "ko": r"정가|정상가|판매가격? ?대비|소비자가|기존가|시중가",
    "zh": r"原[價价]|市[場场][價价]|定[價价]|建議售價|吊牌价|门市价|划线价|參考價",
    "ar he": r"قبل|السعر السابق|مقارنة|מחיר (?:קודם|מקורי|רגיל)|במקום",
    "vi th id": r"giá (?:gốc|cũ|niêm yết)|ราคาปกติ|ราคาเดิม|harga (?:normal|asli)",
}

# Beside a number: it prices something else, or a part.
ELSE = {
    "en": (
        r"save|saving|you save|discount|off\b|shipping|delivery|postage|per month|/\s?mo|monthly|month\b|instal|afterpay|klarna|paypal|zip ?pay"
        r"|clearpay|sezzle|affirm|finance|deposit|points|cashback|orders? (?:over|above|of)|minimum|gift card|voucher|coupon|unit price|per unit"
        r"|per (?:100|kg|l\b|litre|liter|oz|g\b|ml|metre|m²|m2|item|piece|night|day|week|serving)|/\s?(?:kg|100|l\b|litre|oz|lb|m²|m2|m\b|st\b"
        r"|stk|szt|ks\b|unit|pc|each|\d+ ?(?:kg|g|l|ml|m|oz|lb)\b)|\bex\.? ?(?:tax|vat|gst)|excl|without tax|net price|vat:|tax:|lowest price|\b30 days\b|members?(?:hip)? price"
        r"|with (?:prime|subscription)|trade[- ]in|installments?"
    ),
    "de": (
        r"versand|liefer|sparen|ersparnis|gespart|rate\b|raten|monat|grundpreis|gutschein|rabatt|pfand|zzgl|anzahlung|mtl\.|tiefstpreis|30 tage"
        r"|je \d|pro (?:\d|kg|liter|stück|m²|m\b)|/\s?(?:liter|stück)|mitglieder|clubpreis|netto"
    ),
    "fr": (
        r"économis|livraison|remise|par mois|mensualit|\d\s?x sans frais|au kilo|le kilo|l'unité|/\s?(?:mois|litre|pièce)|éco-?part|dont éco"
        r"|frais de port|bon d'achat|points|\bht\b|acompte|plus bas prix|carte de fidélité"
    ),
    "es": r"ahorr|envío|cuotas?|mensual|descuento|al mes|por kg|/\s?(?:kilo|litro|unidad)|sin iva|financia|meses sin|puntos|plazos|precio por unidad",
    "pt": r"economi[sz]|frete|parcela|\bjuros|desconto|boleto|pix\b|poupe|portes|mensa(?:l|is)|por mês|pontos|sem iva|/\s?(?:litro|unidade)|à vista no",
    "it": r"risparm|spedizion|sconto|rat[ae]\b|al mese|mensil|buono|punti|iva esclusa|/\s?(?:litro|pezzo)|al kg|prezzo (?:più basso|unitario)",
    "nl": r"bespaar|verzend|korting|per (?:maand|stuk|liter|meter)|bezorg|termijn|excl\. ?btw|borg|statiegeld|laagste prijs|punten",
    "pl": r"oszczędzasz|rabat|dostawa|raty|rat[a-z]* 0|zniżk|wysyłk|kupon|netto|miesięcz|/\s?(?:szt|litr)|za (?:kg|litr|szt)|najniższa cena|kaucja",
    "cs sk": r"ušetříte|ušetrí|sleva|zľava|doprav|splátk|bez dph|měsíčně|mesačne|záloha|kupón|/\s?(?:ks|litr)|za (?:kg|litr|kus)|poštovné|recykl",
    "sv da nb": (
        r"spar|frakt|fragt|rabatt|rabat|månad|måned|jämförpris|jfr\.?\s?pris|avbetal|delbetal|avdrag|exkl|ekskl|ex\.? moms|pant\b|poäng|levering"
        r"|/\s?(?:mån|md|liter|styck)|per (?:styck|liter|mån)|lägsta pris|laveste pris|medlem"
    ),
    "fi": r"säästä|toimitus|alennus|kuukau|/\s?kk|alv ?0|veroton|osamaksu|/\s?(?:kpl|litra)|pantti|alin hinta|jäsen",
    "hu": r"megtakarít|szállítás|kedvezmény|havonta|részlet|nettó|egységár|/\s?(?:db|liter|hó)|kupon|törleszt|hűségpont",
    "ro": r"reducere|economisești|economisesti|transport|rate\b|lunar|fără tva|fara tva|/\s?(?:buc|litru|lun[aă])|voucher|livrare|preț unitar|puncte",
    "tr": r"indirim(?!li)|kargo|taksit|aylık|kazanç|kdv hariç|puan|kupon|birim fiyat|/\s?(?:adet|litre)|havale",
    "ru": r"экономия|скидк|доставк|рассрочк|кредит|в месяц|бонус|балл|сплит|долями|без ндс|/\s?(?:шт|кг|мес)|за (?:кг|шт|литр|метр)|кэшбэк|выгода|промокод",
    "uk": r"економія|знижк|доставк|розстрочк|кредит|на місяць|бонус|балів|без пдв|/\s?(?:міс|шт|кг)|кешбек",
    "bg": r"спестяв|отстъпка|лизинг|на месец|месечно|вноск|без ддс",
    "el": r"κερδίζ|έκπτωση|δόσ(?:η|εις)|μεταφορικά|χωρίς φπα|μήνα|ανά (?:κιλό|τεμ)|/\s?(?:τεμ|κιλό)|πόντ",
    "sl hr et lv lt": r"prihran|popust|obrok|dostava|mesečno|mjesečno|ušted|brez ddv|bez pdv|säästad|tarne|kuumakse|järelmaks|ietaupi|piegāde|mēnesī|sutaup|pristat|per mėn|išsimok",
    "ja": r"送料|ポイント|税抜|税別|月々|分割|円引|割引|%OFF|クーポン|最安|1個あたり|あたり",
    "ko": r"배송|할인|적립|월\s|개월|무이자|쿠폰|포인트|혜택|개당|당\s*[\d,]+원",
    "zh": r"运费|運費|优惠券|折扣|立[减減]|积分|點數|分期|每期|节省|節省|現折|券后|回饋",
    "ar he vi th id": r"توفير|خصم|الشحن|شهري|חיסכון|משלוח|תשלומים|לחודש|tiết kiệm|phí vận chuyển|trả góp|ผ่อน|ค่าจัดส่ง|cicilan|ongkir|hemat",
}
