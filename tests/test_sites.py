import pytest

from lgs.errors import LgsError
from lgs.sites import Start, is_private, read_sites, start_of


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        (
            "shop.example",
            Start("shop.example", "https://shop.example/", "http://shop.example/"),
        ),
        (
            "127.0.0.1:8000",
            Start("127.0.0.1:8000", "https://127.0.0.1:8000/", "http://127.0.0.1:8000/"),
        ),
        ("[::1]:81", Start("[::1]:81", "https://[::1]:81/", "http://[::1]:81/")),
        ("localhost", Start("localhost", "https://localhost/", "http://localhost/")),
        (
            "shop.example/en/",
            Start("shop.example", "https://shop.example/en/", "http://shop.example/en/"),
        ),
        ("https://www.shop.com/en", Start("shop.com", "https://www.shop.com/en")),
        ("http://shop.com:8080/", Start("shop.com", "http://shop.com:8080/")),
    ],
)
def test_a_bare_host_means_https_then_http_and_a_url_is_the_start_page(words, wanted):
    assert start_of(words) == wanted


@pytest.mark.parametrize(
    "words",
    [
        "ftp://shop.example",
        "file:///etc/passwd",
        "https://",
        "https://shop.example/a b",
        "two words",
        "shop",
        "-shop.example",
        "shop_one.example",
        "shop..example",
        "https://[broken",
        "shop.example:port",
        "shop.example:99999",
        "a@shop.example",
    ],
)
def test_what_is_no_host_and_no_web_url_is_no_site(words):
    assert start_of(words) is None


def test_a_list_has_comments_blank_lines_and_each_site_once(tmp_path):
    path = tmp_path / "sites.txt"
    path.write_bytes(
        "\ufeff# shops\n\nhttps://a.com/en # the English one\r\nwww.a.com\nb.com/#x\nnot a site\n"
        "http://c.com/p#top\n".encode()
    )
    starts, odd = read_sites(path)
    assert [(start.site, start.url) for start in starts] == [
        ("a.com", "https://a.com/en"),
        ("b.com", "https://b.com/"),
        ("c.com", "http://c.com/p"),
    ]
    assert odd == [f"{path}, line 6: 'not a site' is no host and no http(s) URL; left out"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (b"# nothing\n", "names no site"),
        (b"two words\n", "line 1: 'two words'"),
        (b"\xff\xfe\x00", "is not UTF-8 text"),
    ],
)
def test_a_list_that_names_no_site_is_an_error(tmp_path, content, words):
    path = tmp_path / "sites.txt"
    path.write_bytes(content)
    with pytest.raises(LgsError, match=words):
        read_sites(path)


def test_a_list_that_is_not_there_is_named(tmp_path):
    with pytest.raises(LgsError, match=r"none\.txt cannot be read: No such file"):
        read_sites(tmp_path / "none.txt")


@pytest.mark.parametrize(
    ("words", "wanted"),
    [
        ("127.0.0.1:8000", True),
        ("http://10.0.0.1/", True),
        ("http://[::ffff:192.168.0.1]/", True),
        ("localhost", True),
        ("http://shop.localhost/", True),
        ("http://localhost.example/", False),
        ("http://93.184.216.34/", False),
        ("shop.example", False),  # a name is looked at when it is connected to
    ],
)
def test_an_address_that_is_not_public_is_private(words, wanted):
    start = start_of(words)
    assert start is not None
    assert is_private(start) is wanted
