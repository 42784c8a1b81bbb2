"""What shops write at what can be chosen."""

# In the name or label of a control: it chooses something else than a variant.
NO_AXIS = (
    r"qty|quantit|anzahl|menge|amount|sort|order_?by|per_?page|limit|currency|country|lang|locale|store|region|state\b|city|search|(?<!class)categor"
    r"|month|year|day|rating|review|shipping|deliver|payment|ship_?to|gift|warrant|insurance|zip|address|title|salutation|subject|cantidad"
    r"|quantidade|ilosc|mnozstvi|filter|page|view|engrav|message|install|finance|subscri|frequency|interval|autoship|refill|vat|tax|versand|livraison|envío"
    r"|spedizion|bezorg|dostawa|doprava|frakt|toimitus|szállítás|livrare|kargo|доставка|配送|배송|количество|кількість|anzahl|antal|määrä"
    r"|mennyiség|cantitate|adet|ποσότητα|数量|數量|수량|garantie|garanzia|garantía|gwarancj|záruk|гаранти|geschenk|cadeau|regalo|prezent"
    r"|оцен|bewertung|\bocen[ay]|hodnocen|puntuaci|valutazion|beoordel|betyg|評価|评分|評分|평점|iade|puan"
)
# How the first entry of a list begins that only asks to choose.
PROMPT = {
    "any": r"-+|--",
    # nothing at all, as a whole entry
    "none": r"(?:ohne|keine[rs]?|aucune?|ningun[oa]|ninguno|nessun[oa]|geen|brak|nenhuma?|ingen)$",
    "en": r"please|choose|select|pick|any\b|none|no\b|all\b|option",
    "de": r"bitte|wählen|auswahl|auswählen",
    "fr": r"choisi|sélectionn|veuillez",
    "es": r"elegir|elige|elija|selecciona|seleccione|escoge",
    "it": r"scegli|seleziona",
    "nl": r"kies|maak|selecteer",
    "pt": r"escolh|selecion",
    "pl": r"wybierz",
    "cs sk": r"zvolte|vyberte|vyber|zvoľte",
    "sv da nb fi": r"välj|velg|vælg|valitse",
    "hu ro tr": r"válassz|alege|selecta|seçiniz|seçin",
    "ru uk bg": r"выбер|оберіть|изберете|выбрать|виберіть|обрати",
    "el sl hr et lv lt": r"επιλέξτε|επιλογή|izberi|odaberi|vali(?:ge)?\b|izvēlieties|pasirinkite",
    "ja ko zh": r"選択|お選び|请选择|請選擇|선택",
    "ar he vi th id": r"اختر|בחר|chọn|เลือก|pilih",
}
