import time

import pytest

from lgs.consent.robots import READ_BYTES, Robots, cut, outcome_of

HOST = "http://shop.example"


def rules(text: str | bytes) -> Robots:
    return Robots("rules", text.encode() if isinstance(text, str) else text)


@pytest.mark.parametrize(
    ("status", "wanted"),
    [
        *((200, "rules"), (204, "rules"), (299, "rules")),
        *((400, "allow"), (402, "allow"), (404, "allow"), (410, "allow"), (451, "allow")),
        *((401, "deny"), (403, "deny"), (429, "deny")),
        *((500, "deny"), (503, "deny"), (599, "deny"), (None, "deny")),
    ],
)
def test_what_a_status_means(status, wanted):
    assert outcome_of(status) == wanted


@pytest.mark.parametrize(
    ("text", "allowed"),
    [
        # Section 2.2.1: the group that names us, else the one for all, else no rules.
        ("User-agent: lgs\nDisallow: /p", False),
        ("User-agent: LGS\nDisallow: /p", False),
        ("user-AGENT: lgs/2.0\nDisallow: /p", False),
        ("User-agent: lgs # that one\nDisallow: /p", False),
        ("User-agent: *\nDisallow: /p", False),
        ("User-agent: other\nDisallow: /p", True),
        ("User-agent: lg\nDisallow: /p", True),  # near miss: a part of our name
        ("User-agent: lgsbot\nDisallow: /p", True),  # near miss: our name is a part of it
        ("User-agent: lgs-images\nDisallow: /p", True),
        ("User-agent: *\nDisallow: /p\n\nUser-agent: lgs\nAllow: /", True),
        ("User-agent: lgs\nAllow: /\n\nUser-agent: *\nDisallow: /p", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: lgs\nDisallow:", True),
        ("User-agent: *\nDisallow: /\n\nUser-agent: lgs/2.0\nDisallow: /q", True),
        ("User-agent: *\nDisallow: /p\n\nUser-agent: lg\nAllow: /", False),
        # Groups of the same name are one; a group may have several names.
        (
            "User-agent: lgs\nDisallow: /q\n\n"
            "User-agent: x\nAllow: /\n\nUser-agent: lgs\nDisallow: /p",
            False,
        ),
        ("User-agent: x\nUser-agent: lgs\nDisallow: /p", False),
        ("User-agent: lgs\nUser-agent: x\nDisallow: /p", False),
        ("User-agent: x\nDisallow: /p\nUser-agent: lgs\nDisallow: /q", True),
        ("User-agent: lgs\n\n\nDisallow: /p", False),
        # Other records do not disturb groups (2.2.4); what is no rule is passed over (2.3.1.5).
        ("User-agent: lgs\nSitemap: http://shop.example/s.xml\nDisallow: /p", False),
        ("User-agent: lgs\n<b>oops</b>\nno-colon\nWhat-Is: this\nDisallow: /p", False),
        ("\ufeffUser-agent: lgs\r\nDisallow: /p\r\n", False),
        ("User-agent: lgs\rDisallow: /p\r", False),
        ("Disallow: /p", True),  # names nobody
        ("", True),
        ("<!doctype html><title>Shop</title><a href='http://shop.example/p'>x</a>", True),
    ],
)
def test_the_group_that_counts(text, allowed):
    assert rules(text).allows(f"{HOST}/p/1") is allowed


@pytest.mark.parametrize(
    ("lines", "path", "allowed"),
    [
        # Section 2.2.2: the longest match wins, allow wins a tie, case counts.
        ("Disallow: /p\nAllow: /p/open", "/p/open/1", True),
        ("Allow: /p/open\nDisallow: /p", "/p/closed", False),
        ("Allow: /p\nDisallow: /p/closed", "/p/closed/1", False),
        ("Disallow: /p\nAllow: /p", "/p", True),
        ("Disallow: /P", "/p", True),
        ("Disallow: /p", "/products", False),
        ("Disallow: /p/", "/p", True),
        ("Allow: /\nDisallow: /", "/x", True),
        ("Disallow: /", "/x", False),
        ("Disallow: /", "/robots.txt", True),
        ("Disallow: /c?sort=", "/c?sort=up", False),
        ("Disallow: /c?sort=", "/c?page=2", True),
        # Percent-encoding is made equal before the comparison.
        ("Disallow: /a%3cd", "/a%3Cd", False),
        ("Disallow: /a%3cd", "/a<d", False),
        ("Disallow: /ツ", "/%E3%83%84/1", False),
        ("Disallow: /%E3%83%84", "/ツ", False),
        ("Disallow: /%7Ejoe", "/~joe", False),
        ("Disallow: /a%2Fb", "/a/b", True),  # an encoded slash is no slash
        # Section 2.2.3: * $ and #
        ("Disallow: /*.pdf$", "/docs/a.pdf", False),
        ("Disallow: /*.pdf$", "/docs/a.pdf?x", True),
        ("Disallow: /*?*size=", "/p?color=red&size=m", False),
        ("Disallow: /*?*size=", "/size=m", True),
        ("Disallow: /c/*/print", "/c/shoes/women/print", False),
        ("Disallow: /p$", "/p", False),
        ("Disallow: /p$", "/p/1", True),
        ("Disallow: /q # not /p", "/p", True),
        ("Disallow: /p # closed", "/p/1", False),
        ("#Disallow: /p", "/p", True),
        ("Allow: /*\nDisallow: /p/1$", "/p/1", False),
    ],
)
def test_the_rule_that_counts(lines, path, allowed):
    assert rules(f"User-agent: *\n{lines}\n").allows(HOST + path) is allowed


def test_an_answer_that_is_no_rules_allows_all_or_nothing():
    everything = b"User-agent: *\nDisallow: /\n"
    assert Robots("allow", everything).allows(f"{HOST}/p")
    assert not Robots("deny", b"User-agent: *\nAllow: /\n").allows(f"{HOST}/p")
    assert (Robots("allow", why="status 404").says, rules(everything).says) == (
        "status 404",
        "allowed",
    )


@pytest.mark.parametrize(
    ("lines", "seconds"),
    [
        ("User-agent: *\nCrawl-delay: 2.5", 2.5),
        ("User-agent: lgs\nCrawl-delay: 3\n\nUser-agent: *\nCrawl-delay: 9", 3),
        ("User-agent: other\nCrawl-delay: 9", 0),
        ("User-agent: *\nRequest-rate: 1/5", 5),
        ("User-agent: *\nRequest-rate: 1/5\nCrawl-delay: 7", 7),
        ("User-agent: *\nRequest-rate: 0/5", 0),
        ("User-agent: *\nCrawl-delay: soon\nDisallow: /", 0),
        ("User-agent: *\nCrawl-delay: -4", 0),
        ("User-agent: *\nDisallow:", 0),
    ],
)
def test_the_distance_that_a_site_asks_for(lines, seconds):
    assert rules(lines).delay_s == pytest.approx(seconds)
    assert Robots("allow", lines.encode()).delay_s == 0


def test_sitemaps_are_named_for_all_and_each_once():
    text = "Sitemap: http://a.example/1\nUser-agent: x\nDisallow: /\nSITEMAP: /2\n"
    text += "Sitemap: http://a.example/1"
    assert rules(text).sitemaps == ("http://a.example/1", "/2")
    assert Robots("deny", text.encode()).sitemaps == ()


def padded(last: bytes, size: int) -> bytes:
    """A robots.txt of `size` bytes whose last line is `last`."""
    head = b"User-agent: *\nDisallow: /first\n"
    fill, rest = divmod(size - len(head) - len(last), 64)
    return head + b"# " + b"x" * (rest + 64 - 3) + b"\n" + (b"#" * 63 + b"\n") * (fill - 1) + last


def test_the_first_500_kib_count_in_whole_lines():
    inside = padded(b"Disallow: /last", READ_BYTES)
    assert len(inside) == READ_BYTES == 500 * 1024
    assert not rules(inside).allows(f"{HOST}/last")
    beyond = inside + b"-and-more\nDisallow: /later\n"
    assert cut(beyond) == inside.removesuffix(b"Disallow: /last")
    assert [rules(beyond).allows(HOST + path) for path in ("/first", "/last", "/later")] == [
        False,
        True,
        True,
    ]


def test_a_file_of_one_endless_line_is_cut_too():
    assert cut(b"a" * (READ_BYTES + 10)) == b"a" * READ_BYTES


@pytest.mark.parametrize(
    "line", [b"Disallow: /%d*x*y*z\n", b"User-agent: b%d\nDisallow: /\n", b"junk%d\n"]
)
def test_a_file_of_any_size_is_read_quickly(line):
    body = b"User-agent: *\n" + b"".join(line % n for n in range(8_000_000 // len(line)))
    robots, began = rules(body), time.process_time()
    robots.allows(f"{HOST}/p")
    assert time.process_time() - began < 5
