from string import ascii_letters, digits

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lgs.urls import absolute, canonical, is_web, key_of, origin, site_of


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("HTTP://Shop.Example:80/p/1", "http://shop.example/p/1"),
        ("https://shop.example:443/", "https://shop.example/"),
        ("https://shop.example:80/", "https://shop.example:80/"),
        ("https://shop.example", "https://shop.example/"),
        ("https://shop.example./p", "https://shop.example/p"),
        ("https://user:word@shop.example/p", "https://shop.example/p"),
        ("https://shop.example/p#reviews", "https://shop.example/p"),
        ("https://shop.example/p?b=2&a=1", "https://shop.example/p?a=1&b=2"),
        ("https://shop.example/p?utm_source=x&size=m", "https://shop.example/p?size=m"),
        ("https://shop.example/p?GCLID=1&fbclid=2&PHPSESSID=3", "https://shop.example/p"),
        ("https://shop.example/p?utm=x&sidney=1", "https://shop.example/p?sidney=1&utm=x"),
        ("https://shop.example/p;jsessionid=AB12?a=1", "https://shop.example/p?a=1"),
        ("https://shop.example/p;color=red", "https://shop.example/p;color=red"),
        ("https://shop.example/P/Ä", "https://shop.example/P/%C3%84"),
        ("https://shop.example/%c3%84", "https://shop.example/%C3%84"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
    ],
)
def test_one_place_has_one_canonical_url(url, wanted):
    assert canonical(url) == wanted


HOSTS = st.from_regex(r"[a-z0-9äß-]{1,12}(\.[a-z0-9-]{1,9}){0,2}(:\d{1,4})?", fullmatch=True)
TEXTS = st.text(alphabet=ascii_letters + digits + "/%?&=;.-_~äツ +'\"<>[]|", max_size=30)


@given(HOSTS, TEXTS)
def test_a_canonical_url_is_its_own_canonical_form_and_stays_on_its_site(host, rest):
    url = f"http://{host}/{rest}"
    if is_web(url):
        once = canonical(url)
        assert canonical(once) == once
        assert is_web(once)
        assert (site_of(once), origin(once)) == (site_of(url), origin(url))


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("http://a.example/", True),
        ("https://a.example", True),
        ("HTTPS://A.example/", True),
        ("http://[::1]/", True),
        ("http:///p", False),
        ("//a.example/p", False),
        ("/p", False),
        ("", False),
        ("ftp://a.example/", False),
        ("file:///etc/passwd", False),
        ("data:text/html,x", False),
        ("javascript:go()", False),
        ("http://[a", False),
        ("http://a.example:0/", False),
        ("http://a.example:99999/", False),
        ("http://a.example:port/", False),
        ("http://a.example/\ud800", False),
    ],
)
def test_only_http_and_https_with_a_host_are_the_web(url, wanted):
    assert is_web(url) is wanted


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://www.shop.co.uk/x", "shop.co.uk"),
        ("https://de.shop.example.com/", "example.com"),
        ("https://SHOP.com:8443/", "shop.com"),
        ("http://127.0.0.1/", "127.0.0.1"),
        ("http://127.0.0.1:8000/", "127.0.0.1:8000"),
        ("http://127.0.0.1:80/", "127.0.0.1"),
        ("http://[::1]:8000/", "[::1]:8000"),
        ("http://intranet/", "intranet"),
        ("http://intranet:81/", "intranet:81"),
        ("http://localhost:81/", "localhost:81"),
        ("https://one.myshopify.com/", "one.myshopify.com"),  # a suffix under which anyone rents
        ("https://bücher.com/", "xn--bcher-kva.com"),
        ("https://co.uk/", "co.uk"),
    ],
)
def test_a_site_is_a_registrable_domain_or_host_and_port(url, wanted):
    assert site_of(url) == wanted


@pytest.mark.parametrize(
    ("url", "wanted"),
    [
        ("https://Shop.example:443/a?b#c", "https://shop.example"),
        ("http://shop.example:443/", "http://shop.example:443"),
        ("http://www.shop.example/", "http://www.shop.example"),
        ("http://u:p@shop.example/", "http://shop.example"),
        ("http://bücher.example/", "http://xn--bcher-kva.example"),
    ],
)
def test_an_origin_is_scheme_host_and_port(url, wanted):
    assert origin(url) == wanted


def test_a_key_is_made_from_page_and_variant_alone():
    page = "https://shop.example/p/1"
    red, big = ("Color", "Red"), ("Size", "XL")
    assert key_of(page) == "70ac79736604f9fabe0559866638220d"  # for ever: keys are published
    assert key_of(page, (red, big)) == key_of(page, (big, red))
    keys = {key_of(page), key_of(page + "0"), key_of(page, (red,)), key_of(page, (red, big))}
    assert len(keys) == 4


@pytest.mark.parametrize(
    ("reference", "wanted"),
    [
        ("/p/1", "https://shop.example/p/1"),
        (" p/1\n", "https://shop.example/c/p/1"),
        ("//cdn.example/i.jpg", "https://cdn.example/i.jpg"),
        ("?page=2", "https://shop.example/c/?page=2"),
        ("http://other.example/", "http://other.example/"),
        ("file:///etc/passwd", None),
        ("mailto:a@shop.example", None),
        ("http://[broken", None),
        ("https:///p", "https://shop.example/p"),
    ],
)
def test_a_reference_becomes_an_absolute_web_url_or_nothing(reference, wanted):
    assert absolute("https://shop.example/c/", reference) == wanted
