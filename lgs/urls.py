"""URLs made comparable: canonical form, site, row keys."""

import re
from collections.abc import Sequence
from functools import lru_cache
from hashlib import blake2b
from ipaddress import ip_address
from urllib.parse import SplitResult, urljoin, urlsplit, urlunsplit

from w3lib.url import canonicalize_url

# Parameters that say who sent the visitor or which session it is, never what is shown:
# Google, Meta, Microsoft, Mailchimp, Klaviyo, HubSpot, Yandex, Shopify; PHP and Java sessions.
TRACKING = re.compile(
    r"^(utm_\w+|gclid|gclsrc|gbraid|wbraid|dclid|fbclid|msclkid|yclid|ysclid|mc_[ce]id|_hs\w+|hsCtaTracking"
    r"|_kx|_ga|_gl|igshid|srsltid|epik|ref_?|_pos|_sid|_ss|_psq|_fid|pr_(prod_strat|rec_id|rec_pid|ref_pid|seq)"
    r"|phpsessid|jsessionid|sessionid|session_id|sid|osCsid|zenid|cfid|cftoken)$",
    re.IGNORECASE,
)
PATH_SESSION = re.compile(r";jsessionid=[^/?#]*", re.IGNORECASE)


def is_web(url: str) -> bool:
    """True for an absolute http or https URL with a host."""
    try:
        if not url.isascii():
            url.encode()  # half of a pair of surrogates, from a JSON string, is in no URL
        parts = urlsplit(url)
        return parts.scheme in ("http", "https") and _has_host(parts.netloc)
    except ValueError:
        return False


def path_of(url: str) -> str:
    """The path of a URL or reference; empty where it is none.

    >>> path_of("/p/1?a=b"), path_of("http://[1/p/1")
    ('/p/1', '')
    """
    try:
        return urlsplit(url).path
    except ValueError:
        return ""


@lru_cache(4096)
def _has_host(netloc: str) -> bool:
    parts = SplitResult("", netloc, "", "", "")
    return bool(parts.hostname) and parts.port != 0


def canonical(url: str) -> str:
    """The URL as it is compared and stored: query sorted, no fragment, no tracking.

    >>> canonical("HTTP://Shop.Example:80/p/1?utm_source=x&b=2&a=1#top")
    'http://shop.example/p/1?a=1&b=2'
    """
    parts = urlsplit(url)
    query = "&".join(p for p in parts.query.split("&") if not TRACKING.match(p.partition("=")[0]))
    path = PATH_SESSION.sub("", parts.path)
    parts = SplitResult(parts.scheme.lower(), _authority(parts), path, query, "")
    return _readable(str(canonicalize_url(urlunsplit(parts))))


def _readable(url: str) -> str:
    """Signs that a query may hold as they are (RFC 3986, section 3.4), as shops write them."""
    place, mark, query = url.partition("?")
    for sign, code in (("/", "%2F"), (":", "%3A"), (",", "%2C"), ("@", "%40")):
        query = query.replace(code, sign)
    return place + mark + query


def origin(url: str) -> str:
    """Scheme, host and port, as robots.txt counts them (RFC 9309, section 2.3).

    >>> origin("https://Shop.example:443/a?b")
    'https://shop.example'
    """
    parts = urlsplit(url)
    return f"{parts.scheme.lower()}://{_authority(parts)}"


def site_of(url: str) -> str:
    """The registrable domain of a URL; for an address or a single-label host: host and port.

    >>> site_of("https://www.shop.co.uk/x"), site_of("http://127.0.0.1:8000/")
    ('shop.co.uk', '127.0.0.1:8000')
    """
    parts = urlsplit(url)
    return _site(_ascii((parts.hostname or "").rstrip(".")), _authority(parts))


def is_loopback(name: str) -> bool:
    """True for this machine: a site's name or an address.

    >>> [is_loopback(n) for n in ("127.0.0.1:80", "[::1]:80", "::1", "localhost:80", "shop.com")]
    [True, True, True, True, False]
    """
    host = name if name.count(":") > 1 and "]" not in name else re.sub(r":\d+$", "", name)
    host = host.strip("[]")
    return host == "localhost" or (_is_address(host) and ip_address(host).is_loopback)


def key_of(page_url: str, variant: Sequence[tuple[str, str]] = ()) -> str:
    """A row's key, 32 hex digits: made from the canonical page URL and the variant alone."""
    words = [page_url, *(f"{name}={value}" for name, value in sorted(variant))]
    return blake2b("\n".join(words).encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()


@lru_cache(4096)
def _site(host: str, authority: str) -> str:
    if _is_address(host) or "." not in host.strip("."):
        return authority
    return _registrable(host) or authority


def _authority(parts: SplitResult) -> str:
    return _authority_of(parts.scheme, parts.netloc)


@lru_cache(4096)
def _authority_of(scheme: str, netloc: str) -> str:
    parts = SplitResult(scheme, netloc, "", "", "")
    host = _ascii((parts.hostname or "").rstrip("."))
    host = f"[{host}]" if ":" in host else host
    usual = {"http": 80, "https": 443}.get(parts.scheme.lower())
    return host if parts.port in (None, usual) else f"{host}:{parts.port}"


def _ascii(host: str) -> str:
    """A host as it is asked for: what people write in their own script has one ASCII form."""
    if host.isascii():
        return host
    try:
        return host.encode("idna").decode("ascii")
    except UnicodeError:
        return host


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True


def _registrable(host: str) -> str:
    return str(_suffixes()(host).top_domain_under_public_suffix)


@lru_cache(1)
def _suffixes():  # type: ignore[no-untyped-def]
    """The public suffix list as it comes with tldextract: no network, no cache folder.

    With its private part, as browsers have it: shops that rent a name under one domain
    (a.myshopify.com, b.myshopify.com) are as many sites, not one.
    """
    from tldextract import TLDExtract

    return TLDExtract(suffix_list_urls=(), cache_dir=None, include_psl_private_domains=True)


def absolute(base: str, reference: str) -> str | None:
    """A reference as an absolute web URL, or None where it is none."""
    try:
        found = urljoin(base, reference.strip())
    except ValueError:
        return None
    return found if is_web(found) else None
