"""Descriptions told from what was written to be found and clicked."""

import re

_LEAST = 20  # bytes, as scripts of many signs say more in fewer; shorter is a category or a label
_ALWAYS_TEXT = 400  # characters; an advert is short
# "Buy ... online", "free delivery", "best price" in the languages of shops, one language a line.
_ADVERT = re.compile(
    "|".join(
        (
            r"\b(?:buy|shop|order|purchase|get)\b[^.!?]{0,200}\b(?:online|at |from |today|now\b)",
            r"\bfree (?:shipping|delivery|returns)|\b(?:best|low|great|lowest) prices?\b",
            r"\bonline ?-?(?:shop|store)\b",
            r"\bjetzt\b[^.!?]{0,60}\b(?:kaufen|bestellen|shoppen)|\bkaufen sie\b",
            r"\bgünstig\w* (?:kaufen|preis)|versandkostenfrei",
            r"\bachetez\b|\bacheter\b[^.!?]{0,80}\ben ligne|livraison (?:gratuite|offerte)",
            r"meilleurs? prix",
            r"\bcompr[ae]\w?\b[^.!?]{0,160}\b(?:online|en línea|tienda|loja|entrada|precio|preço)",
            r"env[ií]o gratis|frete grátis|mejor(?:es)? precios?|melhor(?:es)? preços?",
            r"\bacquist\w+\b[^.!?]{0,120}\b(?:online|su |prezzo)",
            r"spedizione gratuita|miglior prezzo",
            r"\bkoop\b[^.!?]{0,80}\b(?:online|bij)|gratis verzending",
            r"\bkup\b|sklep internetowy|darmowa (?:wysyłka|dostawa)",
            r"\bcump[ăa]r[ăa]\b|\blivrare\b",
            r"prodaja|ugodna cena|trgovina",
            r"\bkupujte\b|výhodn\w+ cen|e-?shop|doprava zdarma|skladom|skladem",
            r"интернет-магазин|купит[ье]|по (?:выгодн|низк)\w+ цен|доставк|заказать|купити",
            r"تسوق|توصيل",
            r"통신판매|무료배송|送料無料|通販|网上购买|包邮",
        )
    ),
    re.I,
)


def is_description(text: str, title: str | None) -> bool:
    """Whether a text says something of the product beyond its name, not only where to buy it.

    >>> is_description("Buy Oak Chair online at Example. Free delivery!", "Oak Chair")
    False
    >>> is_description("A chair of solid oak that folds flat.", "Oak Chair")
    True
    """
    plain = " ".join(text.split())
    if len(plain.encode()) < _LEAST or (title and plain.casefold() == title.casefold()):
        return False
    return len(plain) > _ALWAYS_TEXT or not _ADVERT.search(plain)
