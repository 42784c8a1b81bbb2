"""Saved pages for tests: product pages of a made-up shop, as HTML and as WARC files."""

from io import BytesIO
from pathlib import Path

from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter


def product_page(name: str, price: str = "19.90", more: str = "") -> bytes:
    """A page that sells one thing."""
    return f"""<!doctype html><html lang="en"><head><title>{name}</title>{more}
<script type="application/ld+json">{{"@context": "https://schema.org", "@type": "Product",
"name": "{name}", "description": "Made by hand in our own workshop.",
"image": "https://shop.example/{name.replace(" ", "-")}.jpg",
"offers": {{"@type": "Offer", "price": "{price}", "priceCurrency": "EUR"}}}}</script></head>
<body><h1>{name}</h1><p>€{price}</p><button>Add to cart</button></body></html>""".encode()


def about_page() -> bytes:
    """A page that sells nothing."""
    return b"<html><body><h1>About us</h1><p>Two friends and a harbour.</p></body></html>"


def write_warc(
    path: Path,
    pages: dict[str, bytes],
    *,
    status: str = "200 OK",
    kind: str = "text/html",
    fields: dict[str, str] | None = None,
) -> Path:
    """Write responses to a WARC file, compressed where its name ends in .gz."""
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=path.suffix == ".gz")
        for url, body in pages.items():
            head = StatusAndHeaders(status, [("Content-Type", kind)], protocol="HTTP/1.1")
            record = writer.create_warc_record(
                url,
                "response",
                payload=BytesIO(body),
                http_headers=head,
                warc_headers_dict={"WARC-Date": "2026-01-02T03:04:05Z", **(fields or {})},
            )
            writer.write_record(record)
    return path
