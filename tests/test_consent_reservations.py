import pytest

from lgs.consent.reservations import (
    Rule,
    reservation_for,
    reservations_in_ai_txt,
    reservations_in_robots,
    reservations_in_tdmrep,
)

URL = "https://shop.example/p/1?size=m"


@pytest.mark.parametrize(
    ("lines", "channel"),
    [
        ("User-agent: *\nContent-Signal: search=yes, ai-train=no", "content-signal"),
        ("User-agent: lgs\nContent-Signal: ai-train=no", "content-signal"),
        ("User-agent: *\nContent-Signal: search=yes, ai-input=no", None),
        ("User-agent: *\nContent-Signal: ai-train=yes", None),
        ("User-agent: otherbot\nContent-Signal: ai-train=no", None),
        ("User-agent: *\nContent-Usage: train-ai=n", "content-usage"),
        ("User-agent: *\nContent-Usage: /p/ train-ai=n", "content-usage"),
        ("User-agent: *\nContent-Usage: /blog/ train-ai=n", None),
        ("User-agent: *\nContent-Usage: train-ai=y, search=n", None),
        ("User-agent: GPTBot\nDisallow: /\n\nUser-agent: *\nDisallow: /cart", "robots-ai-agents"),
        ("User-agent: GPTBot\nUser-agent: CCBot\nDisallow: /", "robots-ai-agents"),
        ("User-agent: GPTBot\nDisallow: /private/", None),
        ("User-agent: AhrefsBot\nDisallow: /", None),
        ("User-agent: GPTBot\nDisallow:", None),
        ("# User-agent: GPTBot\n# Disallow: /", None),
        ("<html>Content-Signal: ai-train=no</html>", None),
    ],
)
def test_a_robots_txt_reserves_by_signals_and_by_shutting_out_trainers(lines, channel):
    rule = reservation_for(URL, reservations_in_robots(lines.encode()))
    assert (rule.channel if rule else None) == channel


@pytest.mark.parametrize(
    ("lines", "url", "reserved"),
    [
        ("User-Agent: *\nDisallow: *.jpg", "https://shop.example/i/1.jpg", True),
        ("User-Agent: *\nDisallow: *.jpg", "https://shop.example/i/1.png", False),
        ("User-Agent: *\nDisallow: /", "https://shop.example/p/1", True),
        ("User-Agent: other\nDisallow: /", "https://shop.example/p/1", False),
        ("User-Agent: *\nAllow: /\nDisallow:", "https://shop.example/p/1", False),
    ],
)
def test_an_ai_txt_reserves_kinds_of_media(lines, url, reserved):
    assert bool(reservation_for(url, reservations_in_ai_txt(lines.encode()))) is reserved


@pytest.mark.parametrize(
    ("body", "words"),
    [
        ('[{"location": "/", "tdm-reservation": 1}]', "tdm-reservation for /"),
        ('[{"location": "/p/*", "tdm-reservation": 1}]', "tdm-reservation for /p/*"),
        ('[{"location": "/blog", "tdm-reservation": 1}]', None),
        (
            '[{"location": "/p", "tdm-reservation": 0}, {"location": "/", "tdm-reservation": 1}]',
            None,
        ),
        ('{"location": "/", "tdm-reservation": 1}', "tdm-reservation for /"),
        ('[{"location": 5}, null, "x"]', None),
        ("<html>", None),
        ("[" * 100_000, None),
    ],
)
def test_the_first_rule_of_a_tdmrep_that_fits_speaks(body, words):
    rule = reservation_for(URL, reservations_in_tdmrep(body.encode()))
    assert (rule.words if rule else None) == words


def test_a_pattern_of_many_stars_is_matched_in_time():
    rules = (Rule("ai.txt", "", "/" + "*a" * 400),)
    assert reservation_for("https://shop.example/" + "a" * 2000 + "b", rules) is not None
