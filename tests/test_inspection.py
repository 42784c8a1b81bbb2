import json

import pytest
from pages import about_page, product_page, write_warc

from lgs.demo.server import serve
from lgs.errors import LgsError, UsageError
from lgs.inspection import Seen, inspect_targets

URL = "https://shop.example/p/chair"
PAGES = {
    URL: product_page("oak chair", price="19.95"),
    "https://shop.example/about": about_page(),
    "https://shop.example/p/free": product_page("oak table", price=""),
    "https://shop.example/p/bench?b=2&a=1": product_page("oak bench"),
}
KEYS = {"url", "verdict", "score", "signals", "product", "provenance", "faults"}
PRODUCT_KEYS = {
    *("title", "description", "image_urls", "price", "regular_price", "currency", "availability"),
    *("brand", "sku", "gtin", "mpn", "breadcrumbs", "variants_complete", "variants"),
}


def see(*targets: object, url: str | None = None, workers: int = 1, private: bool = True):
    return inspect_targets(
        map(str, targets), url=url, workers=workers, allow_private=private, contact=""
    )


def test_a_page_is_shown_as_the_contract_has_it(tmp_path):
    page = tmp_path / "chair.html"
    page.write_bytes(PAGES[URL])
    (seen,) = see(page, url=URL)
    found = json.loads(seen.as_json())
    assert found.keys() >= KEYS
    assert found["product"].keys() >= PRODUCT_KEYS
    assert (found["url"], found["verdict"], found["faults"]) == (URL, "product", [])
    assert found["product"]["title"] == "oak chair"
    assert found["product"]["price"] == "19.95"
    assert found["product"]["currency"] == "EUR"
    assert found["product"]["brand"] is None
    assert found["product"]["breadcrumbs"] == []
    assert found["score"] == sum(found["signals"].values())
    assert found["provenance"].keys() <= PRODUCT_KEYS


def test_an_object_is_one_line(tmp_path):
    page = tmp_path / "chair.html"
    page.write_bytes(product_page("oak chair", more='<meta name="description" content="a\nb">'))
    (seen,) = see(page, url=URL)
    assert "\n" not in seen.as_json()


@pytest.mark.parametrize("workers", [1, 2])
def test_every_page_of_a_file_comes_in_its_order_under_its_own_address(tmp_path, workers):
    warc = write_warc(tmp_path / "p.warc.gz", PAGES)
    seen = list(see(warc, warc, workers=workers))
    assert [s.reading.url for s in seen] == [*PAGES, *PAGES]


def test_pages_that_failed_are_shown_too(tmp_path):
    warc = write_warc(tmp_path / "p.warc", PAGES, status="404 Not Found")
    assert len(list(see(warc))) == len(PAGES)


def test_faults_are_those_that_the_rows_would_have(tmp_path):
    page = tmp_path / "page.html"
    page.write_bytes(product_page("!"))
    (seen,) = see(page, url=URL)
    assert isinstance(seen, Seen)
    if seen.reading.verdict == "product":
        assert "title_too_short" in seen.faults


def test_pages_before_the_break_of_a_file_are_shown_then_it_is_told(tmp_path):
    warc = write_warc(tmp_path / "p.warc", PAGES)
    warc.write_bytes(warc.read_bytes()[:-50])
    shown = []
    with pytest.raises(LgsError, match="is cut short"):
        shown.extend(s.reading.url for s in see(warc))
    # extend keeps what came before the error
    assert shown == list(PAGES)


@pytest.mark.parametrize(
    ("target", "url", "message"),
    [
        ("page.html", None, "an HTML file needs --url"),
        ("page.html", "shop", "--url shop is no http or https URL with a host"),
        ("ftp://shop.example/", None, "ftp://shop.example/ is no http or https URL with a host"),
        ("http://", None, "http:// is no http or https URL with a host"),
    ],
)
def test_a_target_that_names_no_page_is_wrong_use(target, url, message):
    with pytest.raises(UsageError, match=message):
        list(see(target, url=url))


@pytest.mark.parametrize("target", ["none.html", "none.warc", "none.warc.gz"])
def test_a_file_that_is_not_there_is_named(tmp_path, target):
    with pytest.raises(LgsError, match=rf"{target} cannot be (read|opened): No such file"):
        list(see(tmp_path / target, url=URL))


def test_a_page_is_fetched_after_its_robots_txt_and_a_forbidden_one_never():
    with serve() as shop:
        (seen,) = see(f"{shop.url}/product/skagen-table-lamp")
        assert seen.reading.verdict == "product"
        with pytest.raises(LgsError, match=r"is disallowed by the robots\.txt of"):
            list(see(f"{shop.url}/private/wholesale-lamp"))
        assert shop.requests == [
            "GET /robots.txt",
            "GET /product/skagen-table-lamp",
            "GET /robots.txt",
        ]


def test_a_private_address_is_refused_unless_it_is_allowed():
    with serve() as shop:
        with pytest.raises(LgsError, match="is not a public address"):
            list(see(f"{shop.url}/", private=False))
        assert shop.requests == []
