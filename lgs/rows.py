"""From what was read on a page to the rows of the table: one a variant, or one for the product."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime

from lgs.bullets import bullets_of
from lgs.model import Product, Reading, Row, Variant
from lgs.urls import canonical, is_web, key_of, site_of


def caption_of(title: str | None, description: str | None) -> str | None:
    """Title and description as one text on one line.

    >>> caption_of("Oak chair", "Four legs.\\n\\nFolds flat.")
    'Oak chair. Four legs. Folds flat.'
    """
    parts = [" ".join(text.split()) for text in (title, description) if text]
    if len(parts) == 2 and parts[0] == parts[1]:
        parts.pop()
    ended = [p if p.endswith((".", "!", "?", "…", "。")) else f"{p}." for p in parts[:-1]]
    return " ".join([*ended, *parts[-1:]]) or None


def page_url_of(reading: Reading) -> str:
    """The canonical page URL: what the page states for itself, but for the bare start page."""
    own = canonical(reading.url)
    stated = reading.canonical_url
    if not stated or not is_web(stated) or site_of(stated) != site_of(own):
        return own
    stated = canonical(stated)
    # A shop that calls its start page the canonical form of every page would lose all its products.
    return own if _is_root(stated) and not _is_root(own) else stated


def rows_of(reading: Reading, *, fetched_at: datetime | None = None) -> tuple[Row, ...]:
    """The rows of a product page, without image and label; a page that is no product has none."""
    if reading.verdict != "product":
        return ()
    page_url = page_url_of(reading)
    base = _product_row(reading, page_url, fetched_at)
    if not reading.product.variants:
        return (base,)
    rows = {row.key: row for row in _variant_rows(base, reading.product)}
    return tuple(rows.values())


def identity_of(rows: Sequence[Row]) -> str:
    """The same for two pages of a site that state the same product under different URLs."""
    first = rows[0]
    words = [first.site, first.caption, first.sku, first.gtin, first.url, first.price, first.brand]
    variants = sorted(str(sorted(row.variant.items())) for row in rows)
    return key_of("\n".join(map(str, [*words, *variants])))


def _is_root(url: str) -> bool:
    return url.count("/") == 3 and url.endswith("/")


def _product_row(reading: Reading, page_url: str, fetched_at: datetime | None) -> Row:
    product = reading.product
    key = key_of(page_url)
    return Row(
        key=key,
        page_url=page_url,
        site=site_of(page_url),
        group_key=key,
        title=product.title,
        description=product.description,
        brand=product.brand,
        url=next(iter(product.image_urls), None),
        caption=caption_of(product.title, product.description),
        price=product.price,
        regular_price=product.regular_price,
        currency=product.currency,
        availability=product.availability,
        sku=product.sku,
        gtin=product.gtin,
        mpn=product.mpn,
        image_urls=product.image_urls,
        breadcrumbs=product.breadcrumbs,
        lang=reading.lang,
        bullets=tuple(bullets_of(product.bullets, product.description, title=product.title)),
        provenance=dict(sorted(reading.provenance.items())),
        fetched_at=fetched_at,
    )


def _variant_rows(base: Row, product: Product) -> Iterator[Row]:
    """A row a variant; the product's price stands for all of them or for none.

    Where some state a price of their own, the product's is the lowest of those.
    """
    if any(variant.price is not None for variant in product.variants):
        product = replace(product, price=None)
    for variant in product.variants:
        yield _variant_row(base, product, variant)


def _variant_row(base: Row, product: Product, variant: Variant) -> Row:
    """The product's row with what the variant states put over it."""
    url = _own_page(variant, base)
    title = product.title or variant.title  # what the option adds stands in `variant`
    return replace(
        base,
        key=key_of(url, _identity(variant)),
        page_url=url,
        title=title,
        caption=caption_of(title, product.description),
        url=variant.image_url or base.url,
        price=variant.price if variant.price is not None else product.price,
        regular_price=variant.regular_price,
        currency=variant.currency or product.currency,
        availability=variant.availability or product.availability,
        sku=variant.sku or (None if len(product.variants) > 1 else product.sku),
        gtin=variant.gtin,
        mpn=variant.mpn or product.mpn,
        variant=dict(sorted(variant.options)),
    )


def _own_page(variant: Variant, base: Row) -> str:
    """A variant's own canonical page: one whose path differs from the product's page."""
    if not variant.url or not is_web(variant.url):
        return base.page_url
    own = canonical(variant.url)
    same_page = own.partition("?")[0].rstrip("/") == base.page_url.partition("?")[0].rstrip("/")
    return base.page_url if same_page or site_of(own) != base.site else own


def _identity(variant: Variant) -> tuple[tuple[str, str], ...]:
    """What tells a variant from its siblings: its options, else a number, else its picture."""
    if variant.options:
        return variant.options
    for name in ("sku", "gtin", "mpn", "url", "title", "image_url"):
        if value := getattr(variant, name):
            return ((f"@{name}", str(value)),)
    return ()
