import asyncio
import gzip
import socket
import ssl
import time
import zlib
from datetime import UTC, datetime, timedelta
from threading import Thread

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from server import Answer, Door, drop, raw, redirect, serve, text

from lgs.net.fetcher import Fetched, Fetcher, FetchFailed

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"


def drip(door: Door) -> None:
    """A head at once, then a byte now and then."""
    door.raw(HEAD + b"Content-Length: 1000\r\n\r\n", close=True)
    for _ in range(40):
        door.raw(b".", close=True)
        time.sleep(0.05)


def silent(door: Door) -> None:
    time.sleep(2)


def packed(data: bytes, encoding: str = "gzip") -> Answer:
    return Answer(data, headers=(("Content-Encoding", encoding),))


ROUTES = {
    "/plain": text("four legs"),
    "/empty": text(""),
    "/missing": text("no", 404),
    "/away": redirect("/plain"),
    "/large": Answer(b"x" * 5001),
    "/just": Answer(b"x" * 5000),
    "/endless": Answer(how=lambda door: door.raw(HEAD + b"\r\n" + b"x" * 50_000)),
    "/chunks": raw(
        HEAD + b"Transfer-Encoding: chunked\r\n\r\n4\r\nfour\r\n5\r\n legs\r\n0\r\n\r\n"
    ),
    "/gzip": packed(gzip.compress(b"four legs")),
    "/x-gzip": packed(gzip.compress(b"four legs"), "X-GZIP"),
    "/deflate": packed(zlib.compress(b"four legs"), "deflate"),
    "/identity": packed(b"four legs", "identity"),
    "/gzip-empty": packed(b""),
    "/gzip-cut": packed(gzip.compress(b"four legs" * 100)[:-9]),
    "/gzip-lie": packed(b"four legs"),
    "/br": packed(b"\x0b\x02\x80four\x03", "br"),
    "/bomb": packed(gzip.compress(b"\0" * (1 << 20))),
    "/short": raw(HEAD + b"Content-Length: 100\r\n\r\nfour legs"),
    "/chunk-cut": raw(HEAD + b"Transfer-Encoding: chunked\r\n\r\n64\r\nfour legs"),
    "/drip": Answer(how=drip),
    "/silent": Answer(how=silent),
    "/drop": Answer(how=drop),
    "/no-http": raw(b"220 smtp.shop.example ready\r\n"),
    "/latin": raw(HEAD + b"X-Name: caf\xe9\r\nContent-Length: 2\r\n\r\nok"),
    "/long-head": Answer(b"ok", headers=(("Content-Security-Policy", "x" * 20_000),)),
    "/huge": Answer(b"x" * (16 << 20)),
    "/two": Answer(b"ok", headers=(("X-Robots-Tag", "a: noindex"), ("X-Robots-Tag", "noai"))),
    "/a%2fb?q=%7e|c": text("as written"),
}


@pytest.fixture(scope="module")
def web():
    with serve("127.0.0.1") as running:
        running.put("127.0.0.1", ROUTES)
        yield running


def fetch(web, *paths, allow_private=True, timeout_s=5.0, max_bytes=5000, **how) -> list[Fetched]:
    async def one_after_another() -> list[Fetched]:
        fetcher = Fetcher(
            agent="lgs/0 (+test)",
            timeout_s=timeout_s,
            max_bytes=max_bytes,
            allow_private=allow_private,
        )
        try:
            return [await fetcher.fetch(web.root("127.0.0.1") + path, **how) for path in paths]
        finally:
            await fetcher.close()

    return asyncio.run(one_after_another())


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("/plain", b"four legs"),
        ("/empty", b""),
        ("/chunks", b"four legs"),
        ("/gzip", b"four legs"),
        ("/x-gzip", b"four legs"),
        ("/deflate", b"four legs"),
        ("/identity", b"four legs"),
        ("/gzip-empty", b""),
        ("/just", b"x" * 5000),
        ("/latin", b"ok"),
        ("/long-head", b"ok"),
    ],
)
def test_a_body_comes_whole_and_plain(web, path, body):
    (found,) = fetch(web, path)
    assert (found.status, found.body) == (200, body)


@pytest.mark.parametrize(
    ("path", "why", "final", "too_large"),
    [
        ("/large", "more than 5000 bytes", True, True),
        ("/endless", "more than 5000 bytes", True, True),
        ("/bomb", "more than 5000 bytes when decompressed", True, True),
        ("/gzip-cut", "the compressed body ends too early", True, False),
        ("/gzip-lie", "not gzip", True, False),
        ("/br", "content encoding 'br' was not asked for", True, False),
        ("/short", "payload", False, False),
        ("/chunk-cut", "payload", False, False),
        ("/drop", ".", False, False),
        ("/no-http", "Expected HTTP", False, False),
    ],
)
def test_half_an_answer_is_none_and_says_why(web, path, why, final, too_large):
    with pytest.raises(FetchFailed, match=why) as failure:
        fetch(web, path)
    assert (failure.value.final, failure.value.too_large) == (final, too_large)


@pytest.mark.parametrize("path", ["/drip", "/silent"])
def test_the_deadline_counts_for_the_whole_answer(web, path):
    began = time.monotonic()
    with pytest.raises(FetchFailed, match=r"no whole answer within 0\.3 s") as failure:
        fetch(web, path, timeout_s=0.3)
    assert 0.3 <= time.monotonic() - began < 1.5
    assert not failure.value.final


def test_a_body_may_be_cut_where_that_is_said(web):
    assert [found.body for found in fetch(web, "/large", "/endless", cut_at=7)] == [b"x" * 7] * 2
    assert fetch(web, "/plain", cut_at=9)[0].body == b"four legs"
    assert fetch(web, "/plain", cut_at=100)[0].body == b"four legs"
    assert fetch(web, "/gzip", cut_at=4)[0].body == b"four"


def test_one_request_may_have_a_ceiling_of_its_own(web):
    assert len(fetch(web, "/large", max_bytes=6000)[0].body) == 5001
    with pytest.raises(FetchFailed, match="more than 8 bytes"):
        fetch(web, "/plain", max_bytes=8)


def test_a_broken_connection_is_not_asked_again_behind_our_back(web):
    before = len(web.log)
    for path in ("/drop", "/short"):
        with pytest.raises(FetchFailed):
            fetch(web, "/plain", path)
    assert web.asked("127.0.0.1", before) == ["/plain", "/drop", "/plain", "/short"]


def test_redirects_and_errors_are_answers_and_nothing_is_followed(web):
    before = len(web.log)
    away, missing = fetch(web, "/away", "/missing")
    assert (away.status, dict(away.headers)["Location"], missing.status) == (302, "/plain", 404)
    assert web.asked("127.0.0.1", before) == ["/away", "/missing"]


def test_headers_of_one_name_stay_apart(web):
    (found,) = fetch(web, "/two")
    assert [v for k, v in found.headers if k == "X-Robots-Tag"] == ["a: noindex", "noai"]


def test_a_url_is_sent_as_it_is_written(web):
    assert fetch(web, "/a%2fb?q=%7e|c")[0].body == b"as written"


def test_a_connection_is_kept_for_the_next_request(web):
    before = len(web.log)
    fetch(web, "/plain", "/gzip", "/missing", "/away", "/plain")
    assert len({request.connection for request in web.log[before:]}) == 1


def test_a_connection_with_an_unread_rest_is_given_up(web):
    before = len(web.log)
    first, second = fetch(web, "/huge", "/plain", cut_at=10)
    assert (first.body, second.body) == (b"x" * 10, b"four legs")
    assert len({request.connection for request in web.log[before:]}) == 2


def test_every_request_says_who_asks_and_asks_only_for_what_can_be_read(web):
    before = len(web.log)
    fetch(web, "/plain")
    headers = web.log[before].headers
    assert headers["user-agent"] == "lgs/0 (+test)"
    assert headers["accept-encoding"] == "gzip, deflate"
    assert not {"cookie", "referer"} & set(headers)


def ask(url: str, *, allow_private: bool) -> Fetched:
    """Ask for one URL."""

    async def once() -> Fetched:
        fetcher = Fetcher(agent="lgs", timeout_s=5, max_bytes=10, allow_private=allow_private)
        try:
            return await fetcher.fetch(url)
        finally:
            await fetcher.close()

    return asyncio.run(once())


@pytest.mark.parametrize(
    "url", ["http://no-such-name.invalid/", "http://127.0.0.1:1/", "ftp://127.0.0.1/", "http://"]
)
def test_what_cannot_be_reached_fails_as_all_else(url):
    with pytest.raises(FetchFailed):
        ask(url, allow_private=True)


# Hosts in a URL that all lead to this machine, a private network or a cloud's metadata service.
WAYS_IN = [
    *("127.0.0.1", "127.1", "127.0.1", "127.0.0.1.", "127.8.9.10"),
    *("2130706433", "0177.0.0.1", "0x7f.0.0.1", "0x7f000001", "017700000001", "0", "0.0.0.0"),
    *("localhost", "LocalHost"),
    *("[::1]", "[::]", "[0:0:0:0:0:0:0:1]"),
    *("[::ffff:127.0.0.1]", "[::ffff:7f00:1]", "[::127.0.0.1]"),
    *("[64:ff9b::7f00:1]", "[64:ff9b:1::7f00:1]", "[2002:7f00:1::1]", "[2001:0:7f00:1::1]"),
    *("169.254.169.254", "2852039166", "0xa9fea9fe", "[fd00:ec2::254]", "100.100.100.200"),
    *("10.0.0.1", "172.16.0.1", "192.168.1.1", "100.64.0.1", "[fe80::1]", "[fc00::1]"),
]


# By the guard, or before it because no server is named so.
REFUSED = "is not a public address|is not a canonical IPv4 address"


@pytest.mark.parametrize("host", WAYS_IN)
def test_no_way_of_writing_a_private_address_leads_to_it(web, host):
    before = len(web.log)
    with pytest.raises(FetchFailed, match=REFUSED) as failure:
        ask(f"http://{host}:{web.port}/plain", allow_private=False)
    assert failure.value.final
    assert len(web.log) == before


def test_a_name_that_changes_its_address_after_it_was_looked_at_leads_nowhere(web, monkeypatch):
    real, answers = socket.getaddrinfo, iter(["93.184.216.34"])

    def rebound(host, *rest, **how):
        place = next(answers, "127.0.0.1") if host == "rebinds.example" else host
        return real(place, *rest, **how)

    monkeypatch.setattr(socket, "getaddrinfo", rebound)
    assert asyncio.run(address_of("http://rebinds.example/")) == "93.184.216.34"
    before = len(web.log)
    with pytest.raises(FetchFailed, match=r"127\.0\.0\.1 is not a public address"):
        ask(f"http://rebinds.example:{web.port}/plain", allow_private=False)
    assert len(web.log) == before


async def address_of(url: str) -> str | None:
    fetcher = Fetcher(agent="lgs", timeout_s=5, max_bytes=10, allow_private=False)
    return await fetcher.address_of(url)


def test_a_host_s_address_is_looked_up_once_and_one_without_has_none(web):
    async def look() -> list[str | None]:
        fetcher = Fetcher(agent="lgs", timeout_s=5, max_bytes=10, allow_private=True)
        urls = (f"{web.root('127.0.0.1')}/x", "http://no-such-name.invalid/", "http://" + "a" * 90)
        return [await fetcher.address_of(url) for url in urls]

    assert asyncio.run(look()) == ["127.0.0.1", None, None]


@pytest.fixture(scope="module")
def self_signed(tmp_path_factory):
    """A server whose certificate nobody vouches for; its port."""
    folder = tmp_path_factory.mktemp("tls")
    key = ec.generate_private_key(ec.SECP256R1())
    name = x509.Name([x509.NameAttribute(x509.NameOID.COMMON_NAME, "localhost")])
    now = datetime.now(UTC)
    certificate = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=1))
        .add_extension(x509.SubjectAlternativeName([x509.DNSName("localhost")]), critical=False)
        .sign(key, hashes.SHA256())
    )
    pem = serialization.Encoding.PEM
    form, secret = serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    (folder / "both.pem").write_bytes(
        key.private_bytes(pem, form, secret) + certificate.public_bytes(pem)
    )
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(folder / "both.pem")
    with socket.create_server(("127.0.0.1", 0)) as plain:
        listening = context.wrap_socket(plain, server_side=True)
        Thread(target=shake_hands, args=(listening,), daemon=True).start()
        yield listening.getsockname()[1]
        listening.close()


def shake_hands(listening: ssl.SSLSocket) -> None:
    while True:
        try:
            listening.accept()[0].close()
        except ssl.SSLError:
            continue
        except OSError:
            return


def test_a_certificate_that_nobody_vouches_for_ends_the_connection(self_signed):
    with pytest.raises(FetchFailed, match="certificate is not valid"):
        ask(f"https://localhost:{self_signed}/", allow_private=True)
