"""The tables of a shard, and what is written into them."""

from dataclasses import dataclass
from hashlib import blake2b

FORMAT = 1
# deferred: refused in this run only; alias: another name of a URL that is here too
PENDING, DONE, FAILED, REFUSED, DEFERRED, ALIAS = range(6)

PAGE, SITEMAP, ROBOTS = range(3)  # kinds of URL

TABLES = """
CREATE TABLE IF NOT EXISTS site(
  id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, listed INTEGER NOT NULL DEFAULT 0,
  fallback TEXT, why TEXT, asleep_until REAL NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS url(
  id INTEGER PRIMARY KEY, site INTEGER NOT NULL, print BLOB NOT NULL UNIQUE, url TEXT NOT NULL,
  kind INTEGER NOT NULL, priority INTEGER NOT NULL, depth INTEGER NOT NULL, hops INTEGER NOT NULL,
  state INTEGER NOT NULL DEFAULT 0, attempts INTEGER NOT NULL DEFAULT 0,
  status INTEGER, why TEXT);
CREATE INDEX IF NOT EXISTS waiting ON url(site, priority DESC, id) WHERE state = 0;
CREATE INDEX IF NOT EXISTS ended ON url(site, state, kind) WHERE state != 0;
CREATE TABLE IF NOT EXISTS product(
  url INTEGER PRIMARY KEY, group_key TEXT NOT NULL, rank INTEGER NOT NULL,
  identity TEXT NOT NULL);
CREATE INDEX IF NOT EXISTS by_group ON product(group_key, rank, url);
CREATE TABLE IF NOT EXISTS row(
  key TEXT NOT NULL, url INTEGER NOT NULL, content TEXT NOT NULL,
  PRIMARY KEY (key, url)) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS of_page ON row(url);
CREATE TABLE IF NOT EXISTS image(print BLOB PRIMARY KEY, content TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS beside(
  origin TEXT NOT NULL, name TEXT NOT NULL, body BLOB NOT NULL,
  PRIMARY KEY (origin, name)) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS kept(one INTEGER PRIMARY KEY CHECK (one = 1), bytes INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS robots(
  origin TEXT PRIMARY KEY, outcome TEXT NOT NULL, body BLOB NOT NULL, fetched_at REAL NOT NULL,
  why TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS shut(
  origin TEXT PRIMARY KEY, since REAL NOT NULL, days INTEGER NOT NULL, counted_at REAL NOT NULL,
  copy BLOB) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS tally(
  site INTEGER PRIMARY KEY, bytes INTEGER NOT NULL, seconds REAL NOT NULL, strain_s REAL NOT NULL,
  address TEXT);
CREATE TABLE IF NOT EXISTS mapped(
  site INTEGER NOT NULL, url INTEGER NOT NULL, as_product INTEGER NOT NULL,
  PRIMARY KEY (site, url)) WITHOUT ROWID;
"""


@dataclass(frozen=True, slots=True)
class Child:
    """A URL to be put into the frontier: canonical, of a listed site."""

    url: str
    kind: int = 0  # see PAGE, SITEMAP
    priority: int = 0
    depth: int = 0
    hops: int = 0
    is_product: bool = False  # by what its link looks like; not kept
    mapped: bool | None = None  # named by a sitemap: True where it looks like a product there


@dataclass(frozen=True, slots=True)
class Record:
    """What a page says of its product: the rows are (key, text).

    `rank` is 0 for the page whose own URL is the canonical one, `identity` the same for pages that
    state the same product under several URLs.
    """

    page_url: str
    group_key: str
    rank: int
    identity: str
    rows: tuple[tuple[str, str], ...]


def fingerprint(url: str) -> bytes:
    """16 bytes that stand for a canonical URL in the seen-set."""
    return blake2b(url.encode("utf-8", "surrogatepass"), digest_size=16).digest()
