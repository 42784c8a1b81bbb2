"""Currencies: which codes there are, what a sign stands for where, how many decimals it has."""

import re
from functools import lru_cache

# ISO 4217, active codes and those left behind lately (HRK, BGN and the like stand on older pages).
CODES = frozenset(
    """AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP
    BYN BYR BZD CAD CDF CHF CLF CLP CNY COP CRC CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP
    GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD JOD JPY KES KGS
    KHR KMF KRW KWD KYD KZT LAK LBP LKR LRD LSL LTL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK
    MXN MYR MZN NAD NGN NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD
    SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SYP SZL THB TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD
    UYU UZS VES VND VUV WST XAF XCD XOF XPF YER ZAR ZMW""".split()  # noqa: SIM905
)
# Digits after the decimal sign where they are not two (ISO 4217, table A.1).
# COP, HUF, IDR, IRR, ARS, RSD, KZT and the like have two by the table and print none or "24.990".
MINOR_UNITS = dict.fromkeys(
    "BIF CLP DJF GNF ISK JPY KMF KRW PYG RWF UGX VND VUV XAF XOF XPF".split(),  # noqa: SIM905
    0,
) | dict.fromkeys("BHD IQD JOD KWD LYD OMR TND".split(), 3)  # noqa: SIM905

_PLAIN_SIGNS = {
    "€": "EUR", "£": "GBP", "₹": "INR", "₽": "RUB", "руб": "RUB", "₴": "UAH", "грн": "UAH",
    "₸": "KZT", "тг": "KZT", "тенге": "KZT", "zł": "PLN", "zl": "PLN", "kč": "CZK", "ft": "HUF",
    "lei": "RON", "kn": "HRK", "лв": "BGN", "r$": "BRL", "us$": "USD", "u$s": "USD", "a$": "AUD",
    "au$": "AUD", "c$": "CAD", "ca$": "CAD", "nz$": "NZD", "hk$": "HKD", "s$": "SGD", "nt$": "TWD",
    "mx$": "MXN", "円": "JPY", "₩": "KRW", "원": "KRW", "₪": "ILS", "₺": "TRY", "tl": "TRY",
    "฿": "THB", "บาท": "THB", "₫": "VND", "đ": "VND", "rm": "MYR", "rp": "IDR", "₱": "PHP",
    "₦": "NGN", "ر.س": "SAR", "sr": "SAR", "د.إ": "AED", "dhs": "AED", "د.ك": "KWD", "kd": "KWD",
    "ر.ق": "QAR", "ج.م": "EGP", "e£": "EGP", "د.ب": "BHD", "ر.ع": "OMR", "₡": "CRC", "₲": "PYG",
    "₾": "GEL", "₼": "AZN", "ден": "MKD", "дин": "RSD", "din": "RSD", "s/": "PEN", "chf": "CHF",
    "fr": "CHF", "sfr": "CHF", "eur": "EUR", "euro": "EUR", "euros": "EUR", "gh₵": "GHS",
    "৳": "BDT", "ksh": "KES", "kshs": "KES", "د.ع": "IQD", "د.ل": "LYD", "ש\"ח": "ILS",
    "тнг": "KZT", "сум": "UZS", "сом": "KGS", "₮": "MNT", "km": "BAM", "рублей": "RUB",
    "рубля": "RUB", "hrn": "UAH", "yen": "JPY", "can$": "CAD", "rd$": "DOP", "j$": "JMD",
    "tt$": "TTD", "bz$": "BZD", "mop$": "MOP", "₭": "LAK", "៛": "KHR", "֏": "AMD", "؋": "AFN",
    "b/.": "PAB", "₵": "GHS", "ریال": "IRR", "د.ج": "DZD", "دج": "DZD", "د.ت": "TND",
    "د.م": "MAD", "د.أ": "JOD", "د.ا": "JOD", "ل.ل": "LBP", "tsh": "TZS", "ush": "UGX",
    "vnđ": "VND",
}  # fmt: skip
_DOLLARS = {
    "US": "USD", "CA": "CAD", "AU": "AUD", "NZ": "NZD", "SG": "SGD", "HK": "HKD", "TW": "TWD",
    "MX": "MXN", "AR": "ARS", "CL": "CLP", "CO": "COP", "UY": "UYU",
}  # fmt: skip
_FRANCS = dict.fromkeys("BJ BF CI GW ML NE SN TG".split(), "XOF") | dict.fromkeys(  # noqa: SIM905
    "CM CF CG GA GQ TD".split(),  # noqa: SIM905
    "XAF",
)
# A sign of several currencies: which one, by the country of the page's language tag or domain.
_BY_COUNTRY = {
    "$": _DOLLARS,
    "¥": {"JP": "JPY", "CN": "CNY"},
    "￥": {"JP": "JPY", "CN": "CNY"},
    "元": {"CN": "CNY", "TW": "TWD"},
    "kr": {"SE": "SEK", "NO": "NOK", "DK": "DKK", "IS": "ISK"},
    "rs": {"IN": "INR", "PK": "PKR", "LK": "LKR", "NP": "NPR", "MU": "MUR"},
    "р": {"RU": "RUB", "BY": "BYN"},
    "lei": {"MD": "MDL"},
    "r": {"ZA": "ZAR"},
    "£": {"EG": "EGP", "LB": "LBP"},
    "₨": {"IN": "INR", "PK": "PKR", "LK": "LKR", "NP": "NPR", "MU": "MUR"},
    "bs": {"BO": "BOB", "VE": "VES"},
    "br": {"ET": "ETB", "BY": "BYN"},
    "درهم": {"AE": "AED", "MA": "MAD"},
    "ريال": {"SA": "SAR", "QA": "QAR", "OM": "OMR", "YE": "YER"},
    "جنيه": {"EG": "EGP", "SD": "SDG"},
    "cfa": _FRANCS,
    "fcfa": _FRANCS,
}
# What stands beside a sign of several currencies and says which: "$12.00 AUD", "AU $12.00".
_SAYS_WHICH = {
    "$": {*_DOLLARS.values(), "BRL", "DOP", "JMD", "TTD", "BSD", "BBD", "XCD", "BND", "FJD"},
    "kr": {"SEK", "NOK", "DKK", "ISK"},
    "¥": {"JPY", "CNY"},
    "£": {"GBP", "EGP"},
    "rs": {"INR", "PKR", "LKR", "NPR", "MUR"},
}
_CODE_AFTER = re.compile(r"\s?([A-Z]{3})(?![A-Za-z])")
_CODE_BEFORE = re.compile(r"(?<![A-Za-z])([A-Z]{2,3})\s?$")
# The only country whose shops write the language, where the tag names none.
_HOME = {
    "ja": "JP", "zh": "CN", "sv": "SE", "nb": "NO", "nn": "NO", "no": "NO", "da": "DK", "is": "IS",
    "ru": "RU", "be": "BY", "hi": "IN", "af": "ZA",
}  # fmt: skip
_ISO_COUNTRY = {"UK": "GB"}

# Written otherwise these are feet and kilometres.
_AS_WRITTEN = {"ft": "Ft", "km": "KM"}
_SIGNS = sorted(
    {*_PLAIN_SIGNS, *_BY_COUNTRY} - set(_AS_WRITTEN), key=lambda sign: (-len(sign), sign)
)


def _spelled(sign: str) -> str:
    """A sign as a pattern; letters must not be part of a longer word."""
    before = r"(?<![^\W\d_])" if sign[0].isalpha() else ""
    after = r"(?![^\W\d_])\.?" if sign[-1].isalpha() else ""
    return before + re.escape(sign) + after


# Codes are read in capitals only ("ALL", "TOP" and "TRY" are words), signs in any case; those that
# are no word of any language are read in small letters, too.
_SMALL = "usd|gbp|pln|czk|huf|sek|nok|dkk|uah|inr|jpy|aud|cad|nzd|sgd|hkd|zar|brl|krw|vnd|aed"
SIGN = (
    rf"(?:(?<![A-Za-z])(?:{'|'.join(sorted(CODES))}|{_SMALL})(?![A-Za-z])"
    rf"|{'|'.join(map(_spelled, _AS_WRITTEN.values()))}"
    rf"|(?i:{'|'.join(map(_spelled, _SIGNS))}))"
)


def code(value: object) -> str | None:
    """A stated currency as its ISO 4217 code, where it is one.

    >>> code(" usd "), code("$"), code("XYZ")
    ('USD', None, None)
    """
    spelled = value.strip().upper() if isinstance(value, str) else ""
    return spelled if spelled in CODES else None


@lru_cache(1024)
def currency_of(sign: str, *, lang: str | None = None, tld: str | None = None) -> str | None:
    """The ISO 4217 code that a sign stands for on a page; None without evidence for one.

    >>> currency_of("€"), currency_of("$"), currency_of("$", lang="en-AU")
    ('EUR', None, 'AUD')
    """
    plain = sign.strip().casefold().rstrip(".")
    if stated := code(sign):
        return stated
    if plain in _BY_COUNTRY:
        table = _BY_COUNTRY[plain]
        for country in countries(lang, tld):
            if country in table:
                return table[country]
    if plain == "р":
        return "RUB"
    return _PLAIN_SIGNS.get(plain)


def said_beside(sign: str, before: str, after: str) -> str:
    """The code beside a sign that says which of its currencies is meant; else the sign.

    >>> said_beside("$", "AU ", ""), said_beside("$", "", " CAD"), said_beside("$", "", " OFF")
    ('AUD', 'CAD', '$')
    """
    known = _SAYS_WHICH.get(sign.strip().casefold().rstrip("."))
    if known is None:
        return sign
    for match in (_CODE_AFTER.match(after), _CODE_BEFORE.search(before)):
        said = _DOLLARS.get(match[1], match[1]) if match else ""
        if said in known:
            return said
    return sign


def countries(lang: str | None, tld: str | None) -> tuple[str, ...]:
    """Countries that a page gives evidence for: by its domain, by its language tag."""
    found = []
    if tld and len(tld) == 2 and tld not in ("co", "io", "tv", "me", "cc", "ai", "eu"):
        found.append(_ISO_COUNTRY.get(tld.upper(), tld.upper()))
    subtags = (lang or "").split("-")
    found += [subtag for subtag in subtags[1:] if len(subtag) == 2]
    if subtags[0] in _HOME:
        found.append(_HOME[subtags[0]])
    return tuple(dict.fromkeys(found))
