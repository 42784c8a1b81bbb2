"""The path from the shop's root to the product, as its breadcrumbs say."""

import re
from collections.abc import Iterable, Iterator
from itertools import pairwise, takewhile

from lgs.extract.document import Document
from lgs.extract.markup.outline import Element, Outline
from lgs.extract.markup.scene import Scene, scene_of
from lgs.extract.markup.zones import Hint, Zone
from lgs.extract.signals import SIGNALS
from lgs.model import Claim
from lgs.urls import path_of

_SPACE = re.compile(r"\s+")
# Between two items: arrows, slashes, dots; also written out as entities by mistake.
_SEPARATORS = ">›»→▸▶❯⟩⇒≫＞/\\|·•∙●:;,‹«<←-–—~"
_ONLY_SEPARATOR = re.compile(rf"^[\s{re.escape(_SEPARATORS)}]*$")
_SPLIT = re.compile(r"\s*(?:[>›»→▸▶❯⟩⇒≫＞|·•]|\s[/\\–—-]\s|::)+\s*")
_HOLDERS = frozenset({"p", "div", "td", "span", "b", "font", "h2", "ul", "nav", "section"})
_LABEL = re.compile(
    r"you(?:'re| are)(?: now)? (?:here|in)|current(?:ly)? (?:location|position|page)|location"
    r"|sie (?:sind|befinden sich) hier"
    r"|wo bin ich\??|vous êtes ici|estás? (?:aquí|en)|usted está aquí|você está (?:em|aqui)"
    r"|sei qui|ti trovi in|je bent hier|jesteś tutaj"
    r"|вы здесь|nacházíte se|现在位置|当前位置|您的位置|您現在的位置|目前位置|現在地|breadcrumbs?",
    re.I,
)
_BACK = re.compile(
    r"^\W*(?:go )?(?:back|return|zurück|retour|volver|voltar|indietro|terug|tillbaka|tilbage"
    r"|назад|wstecz|zpět|back to .{0,40}"
    r"|zurück zu.{0,40}|previous|next|(?:all )?search results?|results|mostrar.*|show more|\.{2,}"
    r"|…)\W*$",
    re.I,
)
_RETURN = re.compile(
    r"^(?:(?:return|go|back) to(?: the)?|retour (?:à|au)|volver a|ir a(?: la p[áa]gina de)?"
    r"|torna a(?:lla)?|voltar para|terug naar|zurück zur?|powr[óo]t do|návrat na|tilbake til"
    r"|tillbaka till)\s+",
    re.I,
)
_MODEL = re.compile(r"\w\s.*\d")
_TELLING = frozenset({"aria-label", "itemtype", "typeof"})
_LONGEST_ITEM = 200
_MOST_ITEMS = 12


@SIGNALS.add
def markup_breadcrumbs(document: Document) -> Iterator[Claim]:
    """The names from the root down, without a last item that names the product."""
    scene = scene_of(document)
    title = scene.outline.text(scene.heading) if scene.heading else ""
    for names in _trails(scene):
        path = without_product(names, title, document.title_text or "")
        if path != names and _plain(names[-1]) != _plain(title) and _leads_on(scene, names[-1]):
            path = names
        if path:
            yield Claim("breadcrumbs", path, "markup_breadcrumbs")
            return


def _leads_on(scene: Scene, name: str) -> bool:
    """Whether the last item of a trail is a link to another page than this product's.

    "Shirts" is no short form of "Linen shirts" where it leads to where there are more of them.
    """
    urls = (scene.document.url, scene.document.canonical_url)
    here = {_last_part(url) for url in urls if url}
    for link in scene.outline.tagged("a"):
        if scene.outline.text(link).strip() != name or not link.get("href"):
            continue
        url = scene.document.absolute(link.get("href"))
        return url is not None and _last_part(url) not in here
    return False


def _last_part(url: str) -> str:
    """The last part of a path: the same product stands in several folders."""
    return path_of(url).rstrip("/").rpartition("/")[2]


def _trails(scene: Scene) -> Iterator[tuple[str, ...]]:
    """The items of each trail of the page, named ones first, then those told by their form."""
    outline = scene.outline
    for root in _named(outline):
        names = items(outline, root)
        alone = len(names) == 1 and not any(e.tag in {"a", "li"} for e in outline.inside(root))
        if names and not alone and not _is_menu(outline, root, names):
            yield names
    yield from _by_form(scene)


def _named(outline: Outline) -> list[Element]:
    """Elements that call themselves breadcrumbs, outermost only; a marked-up list before others."""
    found: list[Element] = []
    covered = 0
    for element in filter(_is_trail, outline.elements):
        if element.start < covered or element.tag in {"body", "main", "a"}:
            continue
        if not element.zone & (Zone.RELATED | Zone.CARD | Zone.POPUP):
            covered = element.end
            found.append(element)
    return found


def _is_trail(element: Element) -> bool:
    if element.hints & Hint.CRUMBS:
        return True
    attrs = element.attrs
    if _TELLING.isdisjoint(attrs):
        return False
    if "breadcrumb" in element.get("aria-label").lower():
        return True
    kind = attrs.get("itemtype") or attrs.get("typeof")
    return kind is not None and "BreadcrumbList" in kind


def _is_menu(outline: Outline, root: Element, names: tuple[str, ...]) -> bool:
    """Whether what calls itself a trail is a page's frame or a menu: too many items or words."""
    return len(names) > _MOST_ITEMS or len(outline.text(root)) > 600


def items(outline: Outline, root: Element) -> tuple[str, ...]:
    """The names in a trail, in order: of its list items, else its links and what stands between."""
    listed = _listed(outline, root)
    if len(listed) > 1:
        return _names(_item(outline, e) for e in listed)
    links = _links(outline, root)
    return _names(_pieces(outline, root, links))


def _listed(outline: Outline, root: Element) -> list[Element]:
    """The list items of a trail that is a list; lists inside it are menus that drop down."""
    lists = [e for e in [root, *outline.inside(root)] if e.tag in {"ul", "ol", "dl"}]
    if not lists or (root.tag not in {"ul", "ol", "dl"} and _links_before(outline, root, lists[0])):
        return []
    return [
        e for e in outline.children(lists[0]) if e.tag in {"li", "dd", "dt", "span", "a", "div"}
    ]


def _links_before(outline: Outline, root: Element, inner: Element) -> bool:
    return any(e.tag == "a" for e in outline.elements[root.start : inner.start])


def _item(outline: Outline, item: Element) -> str:
    """A list item's name, without a menu that hangs on it; of an icon, what its link is called."""
    menu = next((e for e in outline.inside(item) if e.tag in {"ul", "ol", "select"}), None)
    end = menu.first if menu else item.last
    text = "".join(outline.texts[item.first : end]).strip()
    if _ONLY_SEPARATOR.match(text):
        titled = [e for e in outline.inside(item) if e.tag == "a" and e.get("title")]
        return _place(titled[0].get("title")) if titled else ""
    return text


def _links(outline: Outline, root: Element) -> list[Element]:
    """The links of a trail, not those of menus inside it."""
    found: list[Element] = []
    covered = 0
    for element in outline.inside(root):
        if element.start < covered:
            continue
        if element.tag in {"ul", "ol", "select"}:
            covered = element.end
        elif element.tag == "a":
            covered = element.end
            found.append(element)
    return [e for e in found if outline.text(e) or e.get("title")]


def _pieces(outline: Outline, root: Element, links: list[Element]) -> Iterator[str]:
    """Links, and the plain text that stands between and after them."""
    if not links:
        yield from _SPLIT.split(_LABEL.sub(" ", outline.text(root)))
        return
    yield from _SPLIT.split(_shown(outline, root, root.first, links[0].first))
    parted = _mark_between(outline, links)
    for number, link in enumerate(links):
        yield outline.text(link) or _place(link.get("title"))
        end = links[number + 1].first if number + 1 < len(links) else root.last
        after = _shown(outline, root, link.last, _menu_start(outline, link, root, end))
        # the site's own mark parts items; other dashes and slashes belong to a name
        yield from after.split(parted) if parted else [after]


def _shown(outline: Outline, root: Element, first: int, last: int) -> str:
    """A stretch of a trail's text without what is hidden in it."""
    hidden = Zone.HIDDEN & ~root.zone
    return "".join(
        outline.texts[i]
        for i in range(first, last)
        if not outline.elements[outline.owners[i]].zone & hidden
    )


def _place(title: str) -> str:
    """Where a link leads by what is said over it: "Return to Home" leads home."""
    return _RETURN.sub("", title) or title


def _mark_between(outline: Outline, links: list[Element]) -> str:
    """The mark that stands between the first two links, or that after the only one."""
    end = links[1].first if len(links) > 1 else links[0].last + 12
    between = "".join(outline.texts[links[0].last : end]).strip()
    return next((c for c in between if c in _SEPARATORS), "")


def _menu_start(outline: Outline, link: Element, root: Element, end: int) -> int:
    """Where a menu begins between a link and the next, else `end`."""
    for element in outline.elements[link.end : root.end]:
        if element.first >= end:
            break
        if element.tag in {"ul", "ol", "select"}:
            return element.first
    return end


def _names(texts: Iterable[str]) -> tuple[str, ...]:
    names: list[str] = []
    for text in texts:
        name = _SPACE.sub(" ", _LABEL.sub(" ", text)).strip(" ")
        name = name.strip(_SEPARATORS + " \u00a0\u200b") + (
            "»" if "«" in name[1:] and name.endswith("»") else ""
        )
        if name and len(name) <= _LONGEST_ITEM and not _BACK.match(name) and name not in names[-1:]:
            names.append(name)
    return tuple(names)


def _by_form(scene: Scene) -> Iterator[tuple[str, ...]]:
    """Trails without a name: links in one element above the heading, parted by separators."""
    outline, heading = scene.outline, scene.heading
    before = heading.start if heading else 0
    links: dict[int, list[Element]] = {}
    for link in outline.tagged("a"):
        if link.start < before and link.parent >= 0:
            links.setdefault(link.parent, []).append(link)
    for start, inner in sorted(links.items()):
        element = outline.elements[start]
        if element.tag not in _HOLDERS or not 2 <= len(inner) <= _MOST_ITEMS:
            continue
        whole = [e for e in outline.children(element) if e.tag == "a"]
        if (
            len(whole) <= _MOST_ITEMS
            and len(outline.text(element)) < 300
            and _parted(outline, whole)
        ):
            yield items(outline, element)
    for element in outline.tagged("ul", "ol"):
        if element.start < before and _leads_down(scene, element):
            yield items(outline, element)


def _leads_down(scene: Scene, element: Element) -> bool:
    """Whether a list leads from the site's root to where the visitor is, which is no link."""
    outline = scene.outline
    steps = list(outline.children(element))
    inner = outline.inside(element)
    if not 2 <= len(steps) <= _MOST_ITEMS or any(e.tag in {"ul", "ol", "select"} for e in inner):
        return False
    *linked, here = [[e for e in outline.inside(step) if e.tag == "a"] for step in steps]
    if here or any(len(links) != 1 for links in linked) or not outline.text(steps[-1]):
        return False
    first = linked[0][0].get("href")
    url = scene.document.absolute(first)
    return first == "/" or (url is not None and url.rstrip("/").count("/") == 2)


def _parted(outline: Outline, links: list[Element]) -> bool:
    """Whether an arrow stands between every two links."""
    between = ("".join(outline.texts[a.last : b.first]).strip() for a, b in pairwise(links))
    return all(
        gap and gap in {">", "›", "»", "→", ">>", "::", "/", "▸", "❯", "\\", "≫", "＞"}
        for gap in between
    )


def without_product(names: tuple[str, ...], title: str, page_title: str) -> tuple[str, ...]:
    """A trail without a last item that only names the product.

    >>> without_product(("Home", "Shirts", "Blue shirt"), "Blue Shirt", "")
    ('Home', 'Shirts')
    """
    if len(names) > 1 and _same(names[-1], title, page_title):
        return names[:-1]
    return names


def _same(name: str, title: str, page_title: str) -> bool:
    own, head = _plain(name), _plain(title)
    if not own:
        return False
    shared = 2 * len(own) >= len(head)
    if own == head or (head and own.startswith(head)) or (shared and head.startswith(own)):
        return True
    # a trail often leaves out the brand or the kind that the heading begins with
    if head.endswith(own) and (2 * len(own) >= len(head) or _MODEL.search(own)):
        return True
    if _shared(own, head) > max(12, 0.8 * len(own)):
        return True  # cut off, or reworded at its end
    cut = own.rstrip(".… ")
    if cut == own or len(cut) <= 8:
        return False
    return head.startswith(cut) or _plain(page_title).startswith(cut)


def _shared(a: str, b: str) -> int:
    """How many characters two names have in common from their start."""
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(a, b, strict=False)))


def _plain(text: str) -> str:
    return _SPACE.sub(" ", text).strip().casefold()
