"""Descriptions told from what was written to be found and clicked."""

import re

_LEAST = 12  # characters; shorter is a category or a label
# "Buy ... online", "free delivery", "best price" in the languages of shops.
_ADVERT = re.compile(
    r"\b(?:buy|shop|order|purchase|get)\b[^.!?]{0,200}\b(?:online|at |from |today|now\b)|\bfree (?:shipping|delivery|returns)"
    r"|\b(?:best|low|great|lowest) prices?\b|\bonline (?:shop|store)\b|\bjetzt\b[^.!?]{0,60}\b(?:kaufen|bestellen|shoppen)"
    r"|\bkaufen sie\b|\bgünstig\w* (?:kaufen|preis)|versandkostenfrei|\bonline ?-?shop\b|\bachetez\b|\bacheter\b[^.!?]{0,80}\ben ligne"
    r"|livraison (?:gratuite|offerte)|meilleurs? prix|\bcompr[ae]\w?\b[^.!?]{0,160}\b(?:online|en línea|tienda|loja|entrada|precio|preço|melhor)"
    r"|env[ií]o gratis|frete grátis|mejor(?:es)? precios?|melhor(?:es)? preços?|\bacquist\w+\b[^.!?]{0,120}\b(?:online|su |prezzo)"
    r"|spedizione gratuita|miglior prezzo|\bkoop\b[^.!?]{0,80}\b(?:online|bij)|gratis verzending|\bkup\b|sklep internetowy"
    r"|darmowa (?:wysyłka|dostawa)|\bcump[ăa]r[ăa]\b|\blivrare\b|prodaja|ugodna cena|trgovina|\bkupujte\b|výhodn\w+ cen|e-?shop"
    r"|doprava zdarma|skladom|skladem|интернет-магазин|купит[ье]|по (?:выгодн|низк)\w+ цен|доставк|заказать|купить|купити"
    r"|تسوق|توصيل|통신판매|무료배송|送料無料|通販|网上购买|包邮",
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
    if len(plain) < _LEAST or (title and plain.casefold() == title.casefold()):
        return False
    return len(plain) > 400 or not _ADVERT.search(plain)
