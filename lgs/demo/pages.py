"""The pages of the bundled shop that show no single product, as HTML."""

from html import escape

from lgs.demo.cards import cards
from lgs.demo.frame import category_url, crumbs, frame
from lgs.demo.product import product
from lgs.demo.shop import catalogue, leaves

PAGE_SIZE = 3


def home() -> str:
    """The start page: every category, and a few goods."""
    tops = "".join(
        f'<li><a class="card" href="{category_url((top,))}"><h3>{escape(top)}</h3></a></li>'
        for top in dict.fromkeys(path[0] for path in leaves())
    )
    fresh = [item for item in catalogue() if not item.flaw][::6]
    return frame(
        "Things that last",
        f'<h1>Things that last</h1><ul class="grid">{tops}</ul>'
        f"<h2>New this week</h2>{cards(fresh, follow='?utm_source=home&amp;utm_medium=teaser')}",
    )


def category(path: tuple[str, ...], page: int = 1) -> str | None:
    """One page of a listing, with its sub-categories or its goods; None where there is none."""
    below = list(dict.fromkeys(leaf for leaf in leaves() if leaf[: len(path)] == path != leaf))
    goods = [item for item in catalogue() if item.path == path]
    pages = -(-len(goods) // PAGE_SIZE) or 1
    if not (below or goods) or not 1 <= page <= pages:
        return None
    links = "".join(
        f'<li><a class="card" href="{category_url(leaf)}"><h3>{escape(leaf[-1])}</h3></a></li>'
        for leaf in below
    )
    shown = goods[(page - 1) * PAGE_SIZE : page * PAGE_SIZE]
    return frame(
        " - ".join(reversed(path)),
        f'{crumbs(path)}<h1>{escape(path[-1])}</h1><ul class="grid">{links}</ul>'
        f"{cards(shown)}{_pager(category_url(path), page, pages)}",
    )


def wholesale(root: str) -> str:
    """A page behind robots.txt, which a polite crawler never sees."""
    return product(catalogue()[0], root)


def about() -> str:
    """A page that sells nothing."""
    return frame(
        "About us",
        "<h1>About us</h1><p>Two friends, one cellar and a harbour outside the window: "
        "that is how it began in 1987. Today eleven of us choose, pack and repair."
        "</p>"
        "<p>Write to hello@harbour.example or come by on Saturdays.</p>",
    )


def article() -> str:
    """An article that speaks of goods and prices, but is none."""
    pot = next(item for item in catalogue() if item.shape == "pot")
    return frame(
        "Caring for cast iron",
        "<article><h1>Caring for cast iron</h1><p>By Ida Lund, 4 March</p>"
        "<p>A good pot costs as much as €120 and outlives its cook, if it is treated well. Wash it "
        "with hot water, dry it on the stove and never soak it overnight.</p>"
        f'<p>We cook in <a href="{pot.url}">ours</a> every Friday. '
        "What sticks comes off with coarse salt and half a potato."
        "</p></article>",
    )


def login() -> str:
    """A form for people who have been here before."""
    return frame(
        "Log in",
        '<h1>Log in</h1><form method="post"><label>E-mail <input name="email"></label>'
        '<label>Password <input type="password" name="password"></label>'
        "<button>Log in</button></form>",
    )


def not_found() -> str:
    """What is said where there is nothing."""
    return frame("Page not found", "<h1>Page not found</h1><p>It may have been sold out.</p>")


def _pager(url: str, page: int, pages: int) -> str:
    if pages == 1:
        return ""
    numbers = "".join(
        f"<b>{n}</b>" if n == page else f'<a href="{url}?page={n}">{n}</a>'
        for n in range(1, pages + 1)
    )
    more = f'<a rel="next" href="{url}?page={page + 1}">Next</a>' if page < pages else ""
    return f'<nav class="pages pagination">{numbers}{more}</nav>'
