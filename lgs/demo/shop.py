"""What the bundled shop sells, and what a crawl must find of it."""

import re
import tomllib
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

NAME = "Harbour & Hearth"
CURRENCY = "EUR"
# In robots.txt; the first is a product page and must never be asked for.
FORBIDDEN = ("/private/", "/cart", "/search")


@dataclass(frozen=True, slots=True)
class Item:
    """One product; prices in euros as text, `flaw` is what is wrong with it, if anything."""

    slug: str
    name: str
    brand: str
    price: str
    text: str
    path: tuple[str, ...]
    shape: str
    markup: str
    colours: tuple[str, ...]
    sizes: tuple[str, ...] = ()
    bullets: tuple[str, ...] = ()
    was: str | None = None
    format: str = "jpg"
    flaw: str | None = None
    drawn_as: str | None = None  # the slug of the product whose picture it shows

    @property
    def url(self) -> str:
        """The path of its page."""
        return f"/product/{self.slug}"

    @property
    def urls(self) -> tuple[str, ...]:
        """All paths under which its page is to be found."""
        return (self.url, f"{self.url}-2") if self.flaw == "two addresses" else (self.url,)

    @property
    def sku(self) -> str:
        """An article number made of the slug."""
        return "HH-" + "".join(word[:3] for word in self.slug.split("-")).upper()

    @property
    def options(self) -> tuple[dict[str, str], ...]:
        """The combinations on sale; none where there is just one."""
        if len(self.colours) * max(len(self.sizes), 1) == 1:
            return ()
        return tuple(
            {"Color": colour.title()} | ({"Size": size} if size else {})
            for colour in self.colours
            for size in self.sizes or ("",)
        )

    def picture(self, colour: str | None = None) -> str:
        """The path of its picture in a colour."""
        return (
            f"/img/{self.drawn_as or self.slug}-{(colour or self.colours[0]).lower()}.{self.format}"
        )


@dataclass(frozen=True, slots=True)
class Expected:
    """What a whole crawl with images finds: rows of `products/`, clean pairs, rows by fault."""

    products: int
    rows: int
    clean: int
    faults: Mapping[str, int]
    titles: tuple[str, ...]  # of the clean rows, without repetition, sorted


# What comes of each flaw: the fault of its row, "" for a clean row, None for no row.
_COMES_OF = {
    "no price": "no_price",
    "cut image": "image_truncated",
    "image is a page": "image_not_an_image",
    "controls in the title": "",
    "two addresses": "",
    "offered again": "duplicate",  # it or its twin: the larger key
    "no title": "no_title",
    "small image": "too_small",
    "blank image": "image_blank",
    "noindex": None,
}


@cache
def catalogue() -> tuple[Item, ...]:
    """All products, in the order of the shop."""
    source = files("lgs.demo").joinpath("catalogue.toml").read_text("utf-8")
    return tuple(
        _item(leaf, entry) for leaf in tomllib.loads(source)["leaf"] for entry in leaf["items"]
    )


def leaves() -> tuple[tuple[str, ...], ...]:
    """The end leaves of the shop's own category tree, in its order."""
    return tuple(dict.fromkeys(item.path for item in catalogue()))


def expected() -> Expected:
    """What a crawl of the shop must give, with default filters."""
    faults = Counter[str]()
    rows, titles = 0, set()
    shown = [item for item in catalogue() if _fault_of(item) is not None]
    for item in shown:
        rows += max(len(item.options), 1)
        if fault := _fault_of(item):
            faults[fault] += 1
        else:
            titles.add(clean_name(item))
            if again := max(len(item.options), 1) - len(item.colours):  # sizes share a picture
                faults["repeated_in_product"] += again
    return Expected(
        products=len(shown),
        rows=rows,
        clean=rows - faults.total(),
        faults=dict(sorted(faults.items())),
        titles=tuple(sorted(titles)),
    )


def clean_name(item: Item) -> str:
    """The name as it must stand in the table: no controls, no bidirectional overrides."""
    return re.sub("[\x00-\x1f\u202a-\u202e]", "", item.name)


def slug_of(text: str) -> str:
    """A name as a part of a path.

    >>> slug_of("Cast Iron Pot, 4 Litres")
    'cast-iron-pot-4-litres'
    """
    return "-".join(re.findall(r"[a-z0-9]+", text.lower().replace("'", "")))


def _fault_of(item: Item) -> str | None:
    return _COMES_OF[item.flaw] if item.flaw else ""


def _item(leaf: Mapping[str, object], entry: Mapping[str, object]) -> Item:
    shared = {name: leaf[name] for name in ("path", "shape", "format") if name in leaf}
    values = {"slug": slug_of(str(entry["name"]))} | shared | dict(entry)
    lists = {name: tuple(v) for name, v in values.items() if isinstance(v, list)}
    return Item(**(values | lists))  # type: ignore[arg-type]
