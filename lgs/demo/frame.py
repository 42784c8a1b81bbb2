"""What all pages of the bundled shop share: head, navigation, foot, style."""

from html import escape

from lgs.demo.shop import NAME, leaves, slug_of

STYLE = """
:root { --ink: #2b2a28; --line: #e4dfd6; --accent: #3b6e6c; }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.55 Georgia, serif; color: var(--ink); background: #fbfaf7; }
a { color: inherit; text-decoration: none; } a:hover { color: var(--accent); }
header, footer { padding: 18px 5vw; background: #fff; border-bottom: 1px solid var(--line); }
header { display: flex; gap: 28px; align-items: baseline; flex-wrap: wrap; }
header .brand { font-size: 24px; letter-spacing: .04em; }
header nav a { margin-right: 16px; font-size: 14px; }
footer { border: 0; border-top: 1px solid var(--line); margin-top: 48px; }
footer { font-size: 14px; color: #777; }
footer a { margin-right: 18px; }
main { max-width: 1080px; margin: 28px auto; padding: 0 24px; }
.crumbs { font-size: 13px; color: #888; } .crumbs li { display: inline; }
.crumbs { list-style: none; padding: 0; } .crumbs li + li::before { content: " / "; }
.grid { display: grid; grid-template-columns: repeat(auto-fill, minmax(210px, 1fr)); gap: 24px;
  list-style: none; padding: 0; }
.card { background: #fff; border: 1px solid var(--line); padding: 12px; display: block; }
.card img { width: 100%; aspect-ratio: 1; object-fit: contain; }
.card h3 { font-size: 16px; font-weight: normal; margin: 8px 0 2px; }
.price { color: var(--accent); } .price del { color: #999; margin-right: 8px; }
.product { display: grid; grid-template-columns: 1fr 1fr; gap: 40px; }
.product img { width: 100%; background: #fff; border: 1px solid var(--line); }
.product .price { font-size: 24px; } .stock { font-size: 14px; color: #5a7d4f; }
button { background: var(--accent); color: #fff; border: 0; padding: 12px 28px; font: inherit; }
label { display: block; margin: 12px 0; } select, input { font: inherit; padding: 6px; }
h1 { font-weight: normal; } h2 { font-weight: normal; margin-top: 44px; }
.pages a, .pages b { margin-right: 12px; }
"""


def frame(title: str, main: str, *, head: str = "") -> str:
    """A whole page around the markup of its main part; the title is plain text."""
    shown = f"{title} | {NAME}" if title else ""
    tops = dict.fromkeys(path[0] for path in leaves())
    nav = "".join(f'<a href="/c/{slug_of(top)}">{escape(top)}</a>' for top in tops)
    return f"""<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{escape(shown)}</title>
<link rel="stylesheet" href="/style.css">
{head}
</head>
<body>
<header><a class="brand" href="/">{escape(NAME)}</a><nav>{nav}</nav></header>
<main>
{main}
</main>
<footer>
<a href="/about">About us</a><a href="/journal/caring-for-cast-iron">Journal</a>
<a href="/login">Log in</a><a href="/cart">Cart</a><a href="/search?q=lamp">Search</a>
<a href="/private/wholesale-lamp">Wholesale</a>
<p>{escape(NAME)} is a made-up shop: nothing here can be bought.</p>
</footer>
</body>
</html>
"""


def crumbs(path: tuple[str, ...]) -> str:
    """The way from the start page down to a category."""
    links = [("/", "Home")]
    links += [(category_url(path[: n + 1]), name) for n, name in enumerate(path)]
    items = "".join(f'<li><a href="{url}">{escape(name)}</a></li>' for url, name in links)
    return f'<nav aria-label="breadcrumb"><ol class="crumbs breadcrumb">{items}</ol></nav>'


def category_url(path: tuple[str, ...]) -> str:
    """The path of a category's listing."""
    return "/c/" + "/".join(slug_of(name) for name in path)
