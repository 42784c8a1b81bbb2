import base64
import json
import re
import threading
import time
from html import unescape
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO

import pytest
from browser import Browser
from PIL import Image

from lgs.model import Row
from lgs.stats.plain import number, percent, printable
from lgs.stats.report import (
    Card,
    card_of,
    json_for_html,
    link,
    picture,
    policy,
    render,
    write_report,
)

ATTACKS = [
    "<script>window.ran = 1</script>",
    '"><img src=x onerror="window.ran = 2">',
    "</script><script>window.ran = 3</script>",
    "</style><script>window.ran = 4</script>",
    "' onmouseover='window.ran = 5' x='",
    "<svg onload=window.ran=6>",
    "{{ 7 * 7 }} {% raw %}",
    "<!--<script>",
    "]]><b>bold</b>",
    "\u202egnp.exe\u202c \u2066x",
    "nul \x00 bell \x07 esc \x1b[31m",
    "lone \ud800 surrogate",
    "a\u2028b\u2029c $x^2$ &lt;i&gt;",
]


def pixel() -> bytes:
    out = BytesIO()
    Image.new("RGB", (8, 6), (200, 30, 30)).save(out, "PNG")
    return out.getvalue()


def lengths() -> dict:
    return {
        "min": 1, "max": 9, "mean": 4.5, "median": 4, "skew": 0.1, "skew_unbiased": 0.1,
        "total": 45, "deciles": [1] * 9,
        "histogram": {"width": 1, "begin": 0, "end": 50, "bins": [[1, 3], [4, 5], [9, 2]]},
    }  # fmt: skip


def statistics(name: str) -> dict:
    """Statistics of all kinds, with that text wherever a shop's text can come in."""
    ranked = [[name, 7], ["plain", 2]]
    ngrams = {"distinct": 2, "frequent": 1, "total": 9, "top": ranked}
    pos = {"distinct": 2, "frequent": 1, "total": 9, "share": 0.2, "share_standard_error": 0.001}
    return {
        "captions": 10,
        "empty": 1,
        "min_count": 10,
        "words": lengths(),
        "ngrams": {"1": ngrams, "2": ngrams, "3": ngrams},
        "pos": {"common_noun": pos | {"top": ranked}},
        "pos_sample": {"tagged": 9, "of": 10, "tokens": 99, "other_languages": {name: 3}},
        "model": name,
        "texts": {"title": {"rows": 9, "missing": 1, **lengths()}},
        "words_by": {
            key: [{"value": value, "rows": 9, "missing": 1, **lengths()} for value in (name, "")]
            for key in ("lang", "site")
        },
        "languages": ranked,
        "images": {
            "rows": 4, "width": lengths(), "height": lengths(), "least_side": lengths(),
            "aspect": [["<0.5", 1], ["≥2", 3]], "formats": ranked,
            "background": {"rows": 4, "plain_from": 0.9, "plain": 0.5, "tenths": [2, *[0] * 8, 2]},
        },
        "leaves": {
            "distinct": 2, "labelled": 9, "labelled_share": 0.9, "top": ranked, "top_share": 1,
        },
        "faults": {
            "stages": [["pages", 20], ["rows", 10]], "rows": 10, "clean": 3,
            "faults": [{"name": name, "rows": 7, "alone": 6, "first": 7}],
        },
        "sites": {"distinct": 1, "top": [{"site": name, "rows": 10, "clean": 3, "pairs": 3}]},
    }  # fmt: skip


@pytest.fixture(scope="module")
def browser(tmp_path_factory):
    one = Browser(tmp_path_factory.mktemp("profile"))
    yield one
    one.close()


@pytest.fixture
def listener():
    """A server on loopback that notes every path it is asked for."""
    asked: list[str] = []

    class Note(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_):
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Note)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}", asked
    server.shutdown()
    server.server_close()


def complaints(browser: Browser) -> list[dict]:
    """Errors on the console, exceptions, dialogs, violations of the policy."""
    kinds = ("Log.entryAdded", "Runtime.consoleAPICalled", "Runtime.exceptionThrown",
             "Page.javascriptDialogOpening")  # fmt: skip
    return [event for event in browser.events if event["method"] in kinds]


def requests(browser: Browser) -> list[str]:
    """The URLs that the page asked for, itself and what it holds as data: left out."""
    sent = [e for e in browser.events if e["method"] == "Network.requestWillBeSent"]
    urls = [event["params"]["request"]["url"] for event in sent]
    return [url for url in urls if not url.startswith(("file:", "data:image/png;base64,"))]


@pytest.mark.parametrize("attack", ATTACKS)
def test_foreign_text_is_shown_and_never_run(browser, tmp_path, listener, attack):
    host, asked = listener
    text = f'{attack}<img src="{host}/img"><link rel=stylesheet href={host}/css><iframe src={host}>'
    card = Card(text, text, f"{host}/page", text, text, (text, "too_small"), 8, 6, text)
    path = tmp_path / "report.html"
    write_report(statistics(text), [card], path, title=text, about={text: text})
    browser.open(path.as_uri())
    assert browser.value("window.ran ?? null") is None
    assert browser.value("document.querySelector('.card h3').textContent") == printable(text)
    assert browser.value("document.title") == re.sub(r"[ \t\n]+", " ", printable(text))
    assert (
        browser.value("document.querySelectorAll('img, iframe, link, object, embed').length") == 0
    )
    assert browser.value("document.scripts.length") == 2
    shown = browser.value("JSON.parse(document.getElementById('stats').textContent).model")
    assert shown == text
    assert complaints(browser) == []
    assert (requests(browser), asked) == ([], [])


@pytest.mark.parametrize(
    ("url", "href"),
    [
        ("https://shop.example/p?a=1&b=2", "https://shop.example/p?a=1&b=2"),
        ("javascript:window.ran=1", None),
        ("JaVaScRiPt:window.ran=1", None),
        ("data:text/html,<script>window.ran=1</script>", None),
        ("//shop.example/p", None),
        ("file:///etc/passwd", None),
        ('https://shop.example/"onmouseover="window.ran=1', "https://shop.example/%22onmouseover=%22window.ran=1"),
        (None, None),
    ],
)  # fmt: skip
def test_only_web_pages_are_linked_to(browser, tmp_path, url, href):
    path = tmp_path / "report.html"
    write_report(statistics("x"), [Card("title", page_url=url, site="shop.example")], path)
    browser.open(path.as_uri())
    found = browser.value("[...document.querySelectorAll('.card a')].map((a) => [a.href, a.rel])")
    assert found == ([[href, "noopener noreferrer nofollow"]] if href else [])


CARDS = [
    Card("Red shirt", "A warm shirt", site="a.example", leaf="Shirts"),
    Card("Blue shirt", "Small picture", site="a.example", leaf="Shirts", faults=("too_small",)),
    Card("Lamp", "Bright", site="b.example", leaf="Lamps & Co", faults=("too_small", "no_price")),
    Card("Mug", None, site="b.example"),
]


@pytest.mark.parametrize(
    ("fragment", "titles"),
    [
        ("", ["Red shirt", "Blue shirt", "Lamp", "Mug"]),
        ("#gallery", ["Red shirt", "Blue shirt", "Lamp", "Mug"]),
        ("#fault=too_small", ["Blue shirt", "Lamp"]),
        ("#fault=-", ["Red shirt", "Mug"]),
        ("#leaf=Lamps+%26+Co", ["Lamp"]),
        ("#fault=too_small&leaf=Shirts", ["Blue shirt"]),
        ("#text=B.EXAMPLE", ["Lamp", "Mug"]),
        ("#fault=no_price&leaf=Shirts", []),
        ("#fault=unheard_of", ["Red shirt", "Blue shirt", "Lamp", "Mug"]),
    ],
)
def test_the_gallery_shows_what_the_fragment_asks_for(browser, tmp_path, fragment, titles):
    path = tmp_path / "report.html"
    write_report(statistics("x"), CARDS, path)
    browser.open(path.as_uri() + fragment)
    assert shown_titles(browser) == titles
    count = browser.value("document.getElementById('shown').textContent")
    assert count == f"{len(titles)} of 4 shown"
    assert complaints(browser) == []


def test_a_choice_filters_at_once_and_can_be_linked_to(browser, tmp_path):
    path = tmp_path / "report.html"
    write_report(statistics("x"), CARDS, path)
    browser.open(path.as_uri())
    choose(browser, "fault", "too_small")
    choose(browser, "leaf", "Lamps & Co")
    assert shown_titles(browser) == ["Lamp"]
    assert browser.value("location.hash") == "#fault=too_small&leaf=Lamps+%26+Co"
    choose(browser, "fault", "")
    choose(browser, "leaf", "")
    assert shown_titles(browser) == ["Red shirt", "Blue shirt", "Lamp", "Mug"]
    assert browser.value("location.hash") == "#gallery"


@pytest.mark.parametrize(
    ("link", "titles"),
    [("td a", ["Blue shirt", "Lamp"]), (".bars a[href*=leaf]", ["Red shirt", "Blue shirt"])],
)
def test_a_fault_and_a_leaf_lead_to_their_cards(browser, tmp_path, link, titles):
    stats = statistics("x")
    stats["faults"]["faults"][0]["name"] = "too_small"
    stats["leaves"]["top"] = [["Shirts", 2], ["Hats", 1]]
    path = tmp_path / "report.html"
    write_report(stats, CARDS, path)
    browser.open(path.as_uri())
    assert browser.value(f"document.querySelectorAll({json.dumps(link)}).length") == 1
    browser.value(f"document.querySelector({json.dumps(link)}).click()")
    wait_until(lambda: shown_titles(browser) == titles)
    wait_until(
        lambda: (
            browser.value("document.getElementById('gallery').getBoundingClientRect().top") < 200
        )
    )
    assert complaints(browser) == []


def wait_until(holds) -> None:
    """Wait for what the page does by itself, such as scrolling."""
    end = time.monotonic() + 20
    while not holds():
        assert time.monotonic() < end
        time.sleep(0.02)


def shown_titles(browser: Browser) -> object:
    return browser.value(
        "[...document.querySelectorAll('.card')].filter((c) => c.offsetParent)"
        ".map((c) => c.querySelector('h3').textContent)"
    )


def choose(browser: Browser, name: str, value: str) -> None:
    browser.value(
        f"(() => {{ const input = document.querySelector('[name={name}]');"
        f" input.value = {json.dumps(value)}; input.dispatchEvent(new Event('input')); }})()"
    )


def test_a_thumbnail_is_shown_and_needs_no_host(browser, tmp_path):
    row = Row("k", "https://shop.example/p", "shop.example", "k", title="Red", width=8, height=6)
    path = tmp_path / "report.html"
    write_report(statistics("x"), [card_of(row, thumbnail=pixel(), mime="image/png")], path)
    browser.open(path.as_uri())
    found = browser.value("[...document.images].map((i) => [i.naturalWidth, i.naturalHeight])")
    assert found == [[8, 6]]
    assert (complaints(browser), requests(browser)) == ([], [])


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_text_stands_out_from_the_ground_by_day_and_by_night(browser, tmp_path, scheme):
    path = tmp_path / "report.html"
    write_report(statistics("x"), CARDS, path)
    features = [{"name": "prefers-color-scheme", "value": scheme}]
    browser.call("Emulation.setEmulatedMedia", features=features)
    browser.open(path.as_uri())
    for selector, least in (
        ("h1", 7),
        (".note", 4.5),
        (".card p", 4.5),
        ("nav a", 4.5),
        (".tag", 4.5),
        (".tag.fault", 4.5),
    ):
        assert contrast(browser, selector) >= least, selector
    assert browser.value("getComputedStyle(document.querySelector('svg text')).fill").startswith(
        "rgb"
    )
    browser.call("Emulation.setEmulatedMedia", features=[])


def contrast(browser: Browser, selector: str) -> float:
    """WCAG 2's contrast of an element's text to the first opaque ground under it."""
    colours = browser.value(
        f"""(() => {{ let node = document.querySelector({json.dumps(selector)});
        const ink = getComputedStyle(node).color; let ground;
        do {{ ground = getComputedStyle(node).backgroundColor; node = node.parentElement; }}
        while (/, 0\\)|transparent|\\/ /.test(ground));
        return [ink, ground]; }})()"""
    )
    light, dark = sorted((luminance(c) for c in colours), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    parts = [int(n) / 255 for n in re.findall(r"\d+", colour)[:3]]
    linear = [p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts]
    return sum(w * p for w, p in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def test_a_narrow_screen_does_not_scroll_sideways(browser, tmp_path):
    path = tmp_path / "report.html"
    write_report(statistics("x" * 300), CARDS, path, title="x" * 300)
    metrics = {"width": 380, "height": 800, "deviceScaleFactor": 1, "mobile": False}
    browser.call("Emulation.setDeviceMetricsOverride", **metrics)
    browser.open(path.as_uri())
    assert browser.value("document.documentElement.scrollWidth") <= 380
    browser.call("Emulation.clearDeviceMetricsOverride")


def test_the_same_statistics_give_the_same_bytes(tmp_path):
    for name in ("one.html", "two.html"):
        write_report(statistics("x"), CARDS, tmp_path / name)
    assert (tmp_path / "one.html").read_bytes() == (tmp_path / "two.html").read_bytes()


def test_statistics_of_captions_alone_make_a_page_without_the_tables_of_datasets():
    captions = {
        k: statistics("x")[k] for k in ("captions", "empty", "min_count", "words", "ngrams")
    }
    page = render(captions, [], title="t", about={})
    assert re.findall(r'<section id="(\w+)"', page) == ["lengths", "ngrams"]


def test_a_corpus_without_a_caption_makes_a_page():
    none = dict.fromkeys(("min", "max", "mean", "median", "skew", "skew_unbiased"))
    empty = {"captions": 0, "empty": 2, "min_count": 10, "words": none, "ngrams": {}}
    assert "2 captions without a word" in render(empty, [], title="t", about={})


def test_the_policy_lets_only_the_page_s_own_script_run():
    page = render(statistics("x"), CARDS, title="t", about={})
    script = re.findall(r"<script>(.*?)</script>", page, re.DOTALL)
    assert policy(script[0]) in unescape(page)
    assert "default-src 'none'" in policy("")
    assert "unsafe-inline" not in policy("").replace("style-src 'unsafe-inline'", "")
    assert len(script) == 1


@pytest.mark.parametrize(
    ("uri", "good"),
    [
        ("data:image/png;base64," + base64.b64encode(b"x").decode(), True),
        ("data:image/svg+xml;base64,PHN2Zz4=", False),
        ("data:image/png;base64,AA==\" onerror=\"x", False),
        ("data:text/html;base64,AAAA", False),
        ("https://shop.example/a.png", False),
        (None, False),
    ],
)  # fmt: skip
def test_a_thumbnail_is_a_picture_in_the_page_itself(uri, good):
    assert picture(uri) is good


@pytest.mark.parametrize("url", ["http://[", "https://", "ftp://a.example/", "", "shop.example"])
def test_what_is_no_web_address_is_no_link(url):
    assert link(url) is None


def test_numbers_are_written_for_people():
    assert [number(v) for v in (None, 0, 1234567, 2.5, 10.0)] == [
        "–",
        "0",
        "1,234,567",
        "2.50",
        "10",
    ]
    assert [percent(v) for v in (None, 0, 0.5, 0.00021, 1)] == [
        "–",
        "0.0 %",
        "50.0 %",
        "0.021 %",
        "100.0 %",
    ]


def test_json_in_a_page_cannot_end_its_element():
    text = "</script><!--&\u2028"
    assert not set("<>&\u2028") & set(json_for_html(text))
    assert json.loads(json_for_html(text)) == text
