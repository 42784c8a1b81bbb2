"""Prices: machine values are dot-decimal, visible text is read by currency and language."""

import re
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from unicodedata import normalize

from lgs.extract.currency import MINOR_UNITS, SIGN, code, currency_of, said_beside
from lgs.extract.words import either
from lgs.extract.words import money as money_words

MOST_INTEGER_DIGITS = 14  # with 4 decimals the column's decimal128(18, 4)
MOST_DECIMALS = 4
_LONGEST = 300  # characters of visible text that are looked at
_MACHINE = re.compile(r"\+?(\d{1,14}(?:\.\d*)?|\.\d+)(?:[eE]\+?\d{1,2})?", re.ASCII)

# Groups of digits, as written: spaces group by three only, "," "." and "'" as they come.
_NUMBER = (
    r"(?:\d{1,3}(?:[ ]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?"
    r"|\d+(?:[.,'’`´]+\d+)*(?:[.,] \d\d(?!\d))?|[.,]\d+)"
)
_MONEY = re.compile(
    rf"(?P<before>{SIGN})?\s{{0,2}}[:-]?\s{{0,2}}(?P<number>{_NUMBER})(?P<tail>\s?[,.][-–—]+)?"
    rf"(?:(?P<cut>[€£$])\s?(?P<cents>\d{{2}})(?![\d.,]|\s?[\w%×€£$]))?"
    rf"(?(before)|(?:\s{{0,2}}(?P<after>{SIGN}))?)(?P<rest>\s*%|\s*[x×](?![^\W\d_]))?"
)
NO_TAX = re.compile(
    r"(?:\bex\.?|\bexcl\w*\.?|\bwithout|\bohne|\bzzgl\.?|\bnetto|\bsin|\bsem|\bhors|\bbez|\bexkl\w*\.?|\bбез|\+)"
    r"\s*(?:of\s+)?(?:any\s+)?(?:tax\w*|vat|gst|mwst\.?|iva|i\.v\.a\.?|tva|btw|dph|pdv|moms|taxes?|ндс|impuestos?)"
    r"|\bnetto\b|\bHT\b|\bplus (?:vat|tax)",
    re.I,
)
_PER_TIME = re.compile(
    r"^\s*(?:/|per|pro|par|al|por|a|p\.?)\s*(?:mo\b|month|monat|mois|mes\b|mês|m(?:aa)?nd|mies|mese|měs|week|year)"
    r"|^\s*(?:mtl|monatlich|miesięcznie|mensual)",
    re.I,
)
_TIMES = re.compile(
    r"\b\d{1,2}\s*(?:x|×|payments? of|raten|cuotas? de|rate da|parcelas? de)\s*(?:de\s*)?$", re.I
)
_RANGE = re.compile(r"\s*(?:-|–|—|to|bis|à|a|tot|do|до|~)\s*", re.I)
_MULTIBUY = re.compile(rf"\b\d{{1,2}}\s*(?:for|za|für|pour|por|per|за)\s+(?:{SIGN})?\s?\d", re.I)
_FORMER = re.compile(
    rf"(?:\b(?:{either(money_words.BEFORE)})|{either(money_words.BEFORE_ANYWHERE)})\W*$", re.I
)
# "15.08.2017"; of the four digits of a year no price groups two and two and four.
_DATE = re.compile(r"\d{1,2}([./])\d{1,2}\1(?:19|20)\d\d")
_WITH_DECIMALS = re.compile(r"[.,]\d{1,2}$")
_NO_NUMBER = re.compile(
    r"\b(?:call|phone|request|enquir\w*|inquir\w*|quote|anfrage|demande|consultar|richiesta|aanvraag|dotaz)\b"
    r"|запрос|уточн|договор|문의|お問",
    re.I,
)
_DIGITS = {ord(c): str(i % 10) for i, c in enumerate("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹")} | {
    ord("٫"): ".",
    ord("٬"): ",",
}


@dataclass(frozen=True, slots=True)
class Money:
    """An amount and its ISO 4217 currency, where the page gives evidence for one."""

    amount: Decimal
    currency: str | None = None


def machine_price(value: object) -> Decimal | None:
    """A price as machines write it: dot-decimal, above zero, at most 14 digits and 4 decimals.

    >>> machine_price("3.350"), machine_price(1299), machine_price("1,299"), machine_price("NaN")
    (Decimal('3.35'), Decimal('1299'), None, None)
    """
    if isinstance(value, bool) or not isinstance(value, str | int | float | Decimal):
        return None
    if isinstance(value, str) and len(value) > 40:
        return None
    try:
        spelled = str(value).strip()
    except ValueError:  # an integer of more digits than Python prints
        return None
    return _fit(Decimal(spelled)) if _MACHINE.fullmatch(spelled) else None


def visible_price(
    text: str, *, lang: str | None, currency: str | None = None, tld: str | None = None
) -> Money | None:
    """The first price to pay in a visible text; "free", "call us" and "2 for 5" show none.

    `currency` is what the page says elsewhere, `tld` the country's top-level domain.

    >>> visible_price("ab 1.234,56 €*", lang="de")
    Money(amount=Decimal('1234.56'), currency='EUR')
    """
    text = normalize("NFKC", text[:_LONGEST]).translate(_DIGITS).replace("⁄", "/")
    if not any(map(str.isdigit, text)) or _MULTIBUY.search(text):
        return None
    found = _candidates(text)
    for match in found:
        # the low end of "26 to 50 €" has the sign of the high end
        sign = _sign(match) or next(filter(None, map(_sign, found)), None)
        stated = currency_of(sign, lang=lang, tld=tld) if sign else None
        money = stated or (code(currency) if not sign or stated is None else None)
        if (amount := _amount(match, money)) is not None:
            return Money(amount, money)
    return None


def markup_price(
    value: object, *, lang: str | None = None, currency: str | None = None
) -> Decimal | None:
    """A price from a machine field; where a shop wrote it as for people, it is read as such."""
    if (amount := machine_price(value)) is not None:
        return amount
    if not isinstance(value, str) or len(value) > 40:
        return None
    money = visible_price(value, lang=lang, currency=currency)
    return money.amount if money else None


def minor_units(amount: int, currency: str | None) -> Decimal | None:
    """An integer of the currency's smallest unit as a price; two decimals where it is unknown."""
    return machine_price(Decimal(amount).scaleb(-MINOR_UNITS.get(currency or "", 2)))


def _candidates(text: str) -> list[re.Match[str]]:
    """The numbers that may be the price, the likeliest kind only, in order."""
    found = [m for m in _MONEY.finditer(text) if not m["rest"] and not _DATE.match(m["number"])]
    once = [m for m in found if not _TIMES.search(text[max(0, m.start() - 40) : m.start()])]
    once = [m for m in once if not _PER_TIME.match(text[m.end() : m.end() + 20])]
    signed = [m for m in once if _sign(m)]
    if not signed and (len(once) < len(found) or _NO_NUMBER.search(text)):
        return []
    if signed and (low := _low_end(text, once, signed[0])):
        signed.insert(0, low)
    taxed = [m for m in signed or once if not _is_untaxed(text, m, found)]
    likely = taxed or signed or once
    if len(likely) > 1:
        likely.sort(key=lambda m: _is_former(text, m))
    return likely


def _is_former(text: str, match: re.Match[str]) -> bool:
    """Whether "was" or "statt" stands before a number, whose place another one takes."""
    return bool(_FORMER.search(text[max(0, match.start() - 30) : match.start("number")]))


def _sign(match: re.Match[str]) -> str | None:
    sign = match["before"] or match["after"] or match["cut"]
    text, start, end = match.string, match.start(), match.end()
    return said_beside(sign, text[max(0, start - 5) : start], text[end : end + 5]) if sign else None


def _low_end(text: str, found: list[re.Match[str]], high: re.Match[str]) -> re.Match[str] | None:
    """The first number of "26 to 50 €", whose sign stands at the second only."""
    place = found.index(high)
    low = found[place - 1] if place and high["after"] else None
    return low if low and _RANGE.fullmatch(text[low.end() : high.start()]) else None


def _is_untaxed(text: str, match: re.Match[str], found: list[re.Match[str]]) -> bool:
    """Whether "ex tax" stands before a number, or after it and before the next one."""
    place = found.index(match)
    start = found[place - 1].end() if place else 0
    before = text[max(start, match.start() - 24) : match.start("number")]
    label = NO_TAX.search(before)
    if label:
        # "10 € ex VAT 12 €" labels the number before; a colon or a line's start labels this one
        return (
            place == 0
            or ":" in before[label.end() :]
            or bool(re.search(r"[\n(|]", before[: label.start()]))
        )
    end = found[place + 1].start() if place + 1 < len(found) else len(text)
    after = text[match.end() : min(end, match.end() + 24)]
    said = NO_TAX.search(after)
    return bool(said) and ":" not in after[said.end() :] if said else False


def _amount(match: re.Match[str], currency: str | None) -> Decimal | None:
    number = match["number"]
    if match["cents"] and not _WITH_DECIMALS.search(number):
        return _fit(Decimal(re.sub(r"\D", "", number) + "." + match["cents"]))
    return _fit(_read(number, currency))


def _read(number: str, currency: str | None) -> Decimal:
    """The value of a written number: the last sign parts decimals, unless it groups thousands."""
    number = re.sub(r"[\s'’`´]", "", number)
    separators = re.findall(r"[.,]", number)
    if not separators:
        return Decimal(number)
    last = separators[-1]
    whole, _, decimals = number.rpartition(last)
    if whole.strip(".,") and _groups(whole, decimals, separators, currency):
        return Decimal(re.sub(r"\D", "", number))
    return Decimal((re.sub(r"\D", "", whole) or "0") + "." + decimals)


def _groups(whole: str, decimals: str, separators: list[str], currency: str | None) -> bool:
    """Whether the last separator of a number stands between thousands."""
    if separators.count(separators[-1]) > 1:
        return True
    if len(decimals) != 3:
        return False
    if len(separators) > 1:  # "1.234,567": three decimals are rarer than a slip of a grouping sign
        return MINOR_UNITS.get(currency or "", 2) != 3
    return whole.strip("0") != "" and len(whole) <= 3 and MINOR_UNITS.get(currency or "", 2) != 3


def _fit(amount: Decimal) -> Decimal | None:
    """An amount that the column holds, without empty decimals; None for zero and beyond."""
    try:
        amount = round(amount, MOST_DECIMALS)
    except InvalidOperation:
        return None
    if amount <= 0 or amount >= 10**MOST_INTEGER_DIGITS:
        return None
    plain = amount.normalize()
    return plain.quantize(Decimal(1)) if plain.as_tuple().exponent > 0 else plain  # type: ignore[operator]
