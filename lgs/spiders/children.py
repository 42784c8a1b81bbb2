"""Which links of a page go into the frontier, and how soon they are asked for."""

import re
from collections.abc import Iterable
from dataclasses import replace
from functools import lru_cache
from urllib.parse import urlsplit

from lgs.extract.links import url_prior
from lgs.model import Link
from lgs.store.frontier import Ticket
from lgs.store.tables import PAGE, SITEMAP, Child
from lgs.urls import canonical, is_web, site_of

SITEMAP_PRIORITY = 60
MAX_DEPTH = 50
MAX_SITEMAP_DEPTH = 3  # the protocol knows an index and its files; a loop ends here
MAX_URL_CHARS = 2000  # what sitemaps.org and browsers' makers name as the sane limit
NEVER_PRIOR = -5  # log-in, cart, account: nothing for a dataset, and some change the shop's state

PRODUCT_PRIOR = 2  # a product's segment, number or parameter in the URL
# A sitemap of products alone, as Shopify, WooCommerce, Magento and their kin name it.
_PRODUCT_MAP = re.compile(r"produ[kc]t|prodott|artikel|items?[-_.\d]|sku", re.IGNORECASE)

# Sitemap and listing products come before other pages; the way to more products before the rest.
BY_KIND = {"product": 40, "next": 30, "listing": 20, "sitemap": 15, "other": 0}


def children_of_page(links: Iterable[Link], ticket: Ticket) -> tuple[Child, ...]:
    """The links of a page that stay on its site, canonical, each once."""
    found: dict[str, Child] = {}
    for link in links:
        if not link.nofollow and (child := _child(link.url, link.kind, ticket)):
            found.setdefault(child.url, child)
    return tuple(found.values())


def children_of_sitemap(
    sitemaps: Iterable[str], pages: Iterable[str], ticket: Ticket
) -> tuple[Child, ...]:
    """What a sitemap names on its own site."""
    found: dict[str, Child] = {}
    for url in filter(is_web, sitemaps) if ticket.depth < MAX_SITEMAP_DEPTH else ():
        place = canonical(url)
        if site_of(place) == ticket.site.name:
            found[place] = Child(place, SITEMAP, SITEMAP_PRIORITY, ticket.depth + 1)
    of_products = _PRODUCT_MAP.search(ticket.url) is not None
    for url in pages:
        if child := _child(url, "sitemap", ticket):
            looks = _judged(url)[2] >= PRODUCT_PRIOR or (of_products and urlsplit(url).path != "/")
            found.setdefault(child.url, replace(child, mapped=looks))
    return tuple(found.values())


def redirected(target: str, ticket: Ticket) -> tuple[Child, ...]:
    """Where a redirect leads, if it stays on the site."""
    place = canonical(target)
    if site_of(place) != ticket.site.name:
        return ()
    return (Child(place, ticket.kind, ticket.priority, ticket.depth, ticket.hops + 1),)


def _child(url: str, kind: str, ticket: Ticket) -> Child | None:
    place, site, prior = _judged(url)
    if site != ticket.site.name or prior <= NEVER_PRIOR or ticket.depth >= MAX_DEPTH:
        return None
    priority = BY_KIND[kind] + 5 * prior - min(ticket.depth, 10)
    return Child(place, PAGE, priority, ticket.depth + 1, is_product=kind == "product")


@lru_cache(1 << 16)  # the links of a menu stand on every page of a site
def _judged(url: str) -> tuple[str, str, int]:
    """(canonical URL, its site, its prior); the site of what is never asked for is empty."""
    if not is_web(url):
        return url, "", 0
    place = canonical(_without_switches(url))
    if len(place) > MAX_URL_CHARS or _repeats_itself(place):
        return place, "", 0
    return place, site_of(place), url_prior(url)


# Parameters that show the same products in another order, number, currency or language, and those
# that are a deed (into the cart) rather than a page.
_SWITCH = re.compile(
    r"^(sort|sort_?by|sort_?order|order|order_?by|order_?dir|orderway|dir|direction|limit|per_?page"
    r"|page_?size|currency|currency_?id|currency_?code|set_?currency|submitcurrency|id_currency"
    r"|lang|language|locale|___store|___from_store|print|add-to-cart|add_to_wishlist|remove_item)$",
    re.IGNORECASE,
)


def _without_switches(url: str) -> str:
    place, mark, query = url.partition("?")
    if not mark:
        return url
    kept = "&".join(p for p in query.split("&") if not _SWITCH.match(p.partition("=")[0]))
    return f"{place}?{kept}" if kept else place


_REPEATED = re.compile(r"/([^/?]+)/(?:[^?]*/)?\1/(?:[^?]*/)?\1(?:/|$|\?)")


def _repeats_itself(url: str) -> bool:
    """A path that holds the same step three times comes from a relative link gone wrong."""
    return _REPEATED.search(url.partition("?")[0]) is not None
