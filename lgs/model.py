"""The words of the trade: what is fetched, what is claimed, what is a product, what is a row."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from decimal import Decimal
from typing import Literal

Verdict = Literal["product", "listing", "other"]
Availability = Literal["InStock", "OutOfStock"]
LinkKind = Literal["product", "next", "listing", "other"]


@dataclass(frozen=True, slots=True)
class Page:
    """One HTML response as it came: bytes, not yet decoded."""

    url: str
    body: bytes
    headers: tuple[tuple[str, str], ...] = ()
    status: int = 200
    fetched_at: datetime | None = None
    cut_short: bool = False  # not read to its end

    def header(self, name: str) -> str | None:
        """The first header of that name, whatever its case."""
        return next((v for k, v in self.headers if k.lower() == name.lower()), None)

    def all_headers(self, name: str) -> tuple[str, ...]:
        """Every header of that name, in order."""
        return tuple(v for k, v in self.headers if k.lower() == name.lower())


@dataclass(frozen=True, slots=True)
class Variant:
    """One purchasable combination that the page states exists; what it does not state is None."""

    options: tuple[tuple[str, str], ...] = ()
    sku: str | None = None
    gtin: str | None = None
    mpn: str | None = None
    price: Decimal | None = None
    regular_price: Decimal | None = None
    currency: str | None = None
    availability: Availability | None = None
    image_url: str | None = None
    url: str | None = None
    title: str | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """What a page says of its one main product; a value not found is None or (), never a guess."""

    title: str | None = None
    description: str | None = None
    image_urls: tuple[str, ...] = ()
    price: Decimal | None = None
    regular_price: Decimal | None = None
    currency: str | None = None
    availability: Availability | None = None
    brand: str | None = None
    sku: str | None = None
    gtin: str | None = None
    mpn: str | None = None
    breadcrumbs: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    variants_complete: bool = True
    variants: tuple[Variant, ...] = ()


Value = str | Decimal | bool | tuple[str, ...] | tuple[Variant, ...]


@dataclass(frozen=True, slots=True)
class Claim:
    """One signal's word for one field of `Product`, already cleaned and valid in itself."""

    field: str
    value: Value
    source: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link out of a page: absolute, without fragment, and what it seems to lead to."""

    url: str
    kind: LinkKind = "other"
    nofollow: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """All that was seen on one page."""

    url: str
    verdict: Verdict
    score: int
    signals: Mapping[str, int]
    product: Product
    provenance: Mapping[str, str]
    canonical_url: str | None = None
    lang: str | None = None
    directives: tuple[
        tuple[str, str], ...
    ] = ()  # <meta> robots, TDM ...: (lower-case name, content)
    flags: tuple[str, ...] = ()  # what is odd but no fault: "price_conflict", "json_repaired"
    losers: tuple[Claim, ...] = ()


@dataclass(frozen=True, slots=True)
class Image:
    """What the bytes of an image say; sizes in pixels, after EXIF orientation."""

    width: int
    height: int
    format: str
    sha256: str
    phash: str
    background: float
    faults: tuple[str, ...] = ()
    mode: str = ""
    orientation: int = 1  # EXIF's 1 to 8, as the file has it
    animated: bool = False
    alpha: bool = False
    sharpness: float = 0.0


@dataclass(frozen=True, slots=True)
class Label:
    """A taxonomy path from root to end leaf, how sure (0 to 1), and what decided it."""

    path: tuple[str, ...] = ()
    score: float | None = None
    source: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """One row of `products/`; its fields are the columns of the table (see lgs.schema)."""

    key: str
    page_url: str
    site: str
    group_key: str
    title: str | None = None
    description: str | None = None
    brand: str | None = None
    url: str | None = None
    caption: str | None = None
    price: Decimal | None = None
    regular_price: Decimal | None = None
    currency: str | None = None
    availability: str | None = None
    sku: str | None = None
    gtin: str | None = None
    mpn: str | None = None
    image_urls: tuple[str, ...] = ()
    breadcrumbs: tuple[str, ...] = ()
    variant: Mapping[str, str] = field(default_factory=dict)
    width: int | None = None
    height: int | None = None
    image_format: str | None = None
    sha256: str | None = None
    image_phash: str | None = None
    image_background: float | None = None
    image_mode: str | None = None
    image_orientation: int | None = None
    image_animated: bool | None = None
    image_alpha: bool | None = None
    image_sharpness: float | None = None
    lang: str | None = None
    taxonomy: tuple[str, ...] = ()
    end_leaf: str | None = None
    label_source: str | None = None
    label_score: float | None = None
    bullets: tuple[str, ...] = ()
    faults: tuple[str, ...] = ()
    provenance: Mapping[str, str] = field(default_factory=dict)
    consent: Mapping[str, str] = field(default_factory=dict)
    fetched_at: datetime | None = None
