from decimal import Decimal

import pytest

from lgs.extract.currency import code, currency_of
from lgs.extract.price import Money, machine_price, markup_price, minor_units, visible_price


@pytest.mark.parametrize(
    ("value", "price"),
    [
        ("19.99", "19.99"),
        ("3.350", "3.35"),
        (1299, "1299"),
        (19.9, "19.9"),
        (Decimal("0.0001"), "0.0001"),
        ("99999999999999", "99999999999999"),
        ("1e3", "1000"),
        (" 12. ", "12"),
        ("1,299", None),
        ("19,99", None),
        ("$5", None),
        ("NaN", None),
        ("Infinity", None),
        (float("inf"), None),
        (float("nan"), None),
        ("-1", None),
        ("0", None),
        ("0.00001", None),
        ("999999999999999", None),
        pytest.param("9" * 5000, None, id="5000 nines"),
        pytest.param(10**5000, None, id="5000 digits"),
        (True, None),
        (None, None),
        ("", None),
        ("٣", None),
    ],
)
def test_machine_prices_are_dot_decimals_that_fit_the_column(
    value: object, price: str | None
) -> None:
    assert machine_price(value) == (Decimal(price) if price else None)


@pytest.mark.parametrize(
    ("text", "lang", "amount", "currency"),
    [
        ("1.234,56 €", "de", "1234.56", "EUR"),
        ("1,234.56 €", "en", "1234.56", "EUR"),
        ("24.990 CLP", "es-CL", "24990", "CLP"),
        ("$24.990", "es-CL", "24990", "CLP"),
        ("3.350 KWD", None, "3.35", "KWD"),
        ("¥1,200", "ja", "1200", "JPY"),
        ("¥1,200", "zh-CN", "1200", "CNY"),
        ("¥1,200", None, "1200", None),
        ("1'299.00 CHF", "de-CH", "1299", "CHF"),
        ("12 990 Ft", "hu", "12990", "HUF"),
        ("1 234,50 zł", "pl", "1234.5", "PLN"),
        ("1,23,456 Rs", "en-IN", "123456", "INR"),
        ("٩٩ ر.س", "ar", "99", "SAR"),
        ("$19.99", "en-US", "19.99", "USD"),
        ("$19.99", "en-AU", "19.99", "AUD"),
        ("$19.99", "en", "19.99", None),
        ("A$19.99", "en", "19.99", "AUD"),
        ("149 kr", "sv", "149", "SEK"),
        ("149 kr.", "da", "149", "DKK"),
        ("€ 19,-", "nl", "19", "EUR"),
        ("12€50", "fr", "12.5", "EUR"),
        ("35€ 99", "fr", "35.99", "EUR"),
        ("12,50€ 30 Stück", "de", "12.5", "EUR"),
        ("12€ 50 avis", "fr", "12", "EUR"),
        ("$1,190.00 AUD", "en", "1190", "AUD"),
        ("NZD $100.70", "en", "100.7", "NZD"),
        ("AU $59.95", "en", "59.95", "AUD"),
        ("$59.95 OFF", "en", "59.95", None),
        ("1 200 рублей", "ru", "1200", "RUB"),
        ("140,00 pln", "pl", "140", "PLN"),
        ("12 500 FCFA", "fr-SN", "12500", "XOF"),
        ("Was $120.00 Now $60.00", "en-US", "60", "USD"),
        ("was $120.00", "en-US", "120", "USD"),
        ("15.08.2017", "de", None, None),
        ("130, 38 zł", "pl", "130.38", "PLN"),
        ("$.75", "en-US", "0.75", "USD"),
        ("from €12.00", "en", "12", "EUR"),
        ("26 to 50 €", "en", "26", "EUR"),
        ("£29.99 – £74.99", "en", "29.99", "GBP"),
        ("R$ 1.299,90 ou 10x de R$ 129,99", "pt-BR", "1299.9", "BRL"),
        ("10x de R$ 129,99 R$ 1.299,90", "pt-BR", "1299.9", "BRL"),
        ("£99.00 Ex Tax: £82.50", "en", "99", "GBP"),
        ("Ex Tax: £82.50", "en", "82.5", "GBP"),
        ("82.50 € excl. VAT 99.00 € incl. VAT", "en", "99", "EUR"),
        ("-20% 80 €", "de", "80", "EUR"),
        ("2 for £5", "en", None, None),
        ("£10/month", "en", None, None),
        ("12x de R$ 10,00", "pt-BR", None, None),
        ("Free", "en", None, None),
        ("Call us on 0800 123 456", "en", None, None),
        ("€ 0,00", "de", None, None),
        ("", None, None, None),
    ],
)
def test_visible_prices_are_read_as_their_country_writes_them(
    text: str, lang: str | None, amount: str | None, currency: str | None
) -> None:
    expected = Money(Decimal(amount), currency) if amount else None
    assert visible_price(text, lang=lang) == expected


def test_the_domain_tells_which_dollar_is_meant() -> None:
    assert visible_price("$5.00", lang="en", tld="nz") == Money(Decimal(5), "NZD")
    assert visible_price("$5.00", lang="en", tld="io") == Money(Decimal(5), None)


def test_a_sign_of_its_own_goes_before_the_currency_of_the_page() -> None:
    assert visible_price("£5.00", lang="en", currency="USD") == Money(Decimal(5), "GBP")
    assert visible_price("$5.00", lang="en", currency="USD") == Money(Decimal(5), "USD")


def test_a_machine_field_written_for_people_is_read_as_people_do() -> None:
    assert markup_price("19,99", currency="EUR") == Decimal("19.99")
    assert markup_price("19.990", currency="EUR") == Decimal("19.99")
    assert markup_price("on request") is None


def test_minor_units_follow_the_currency() -> None:
    assert minor_units(1299, "EUR") == Decimal("12.99")
    assert minor_units(1299, "JPY") == Decimal(1299)
    assert minor_units(1299, "KWD") == Decimal("1.299")


def test_a_stated_currency_is_a_code_or_nothing() -> None:
    assert [code(v) for v in (" usd ", "$", "XYZ", None, 5)] == ["USD", None, None, None, None]
    assert currency_of("руб.", lang="ru") == "RUB"
    assert currency_of("р.", lang="ru", tld="by") == "BYN"
