"""Whether the product can be bought now: what the page says, what its names say, what is locked."""

import re
from collections.abc import Iterator

from lgs.extract.choose import SOLD_OUT
from lgs.extract.document import Document
from lgs.extract.markup import buy
from lgs.extract.markup.axes import DISABLED
from lgs.extract.markup.lines import own_lines
from lgs.extract.markup.outline import Element
from lgs.extract.markup.scene import Scene, scene_of
from lgs.extract.markup.zones import Hint, Zone
from lgs.extract.signals import SIGNALS
from lgs.extract.stockwords import IN, OUT, said_of_stock
from lgs.extract.words import stock
from lgs.model import Availability, Claim

_LABEL = re.compile(stock.LABEL, re.I)
_OTHER = re.compile(stock.OTHER, re.I)
_NEAR = 200  # elements after the heading
_SHORTEST_PROSE = 30  # characters; a longer text describes a picture
_LONGEST = 90  # a longer line is prose: "we always keep it in stock"


@SIGNALS.add
def markup_availability(document: Document) -> Iterator[Claim]:
    """`InStock` or `OutOfStock`, where the page tells."""
    scene = scene_of(document)
    said = stated(document)
    told = said or _by_control(scene) or _by_picture(scene)
    if told:
        is_shut = scene.buy is None or _locked(scene, scene.buy)
        is_sure = said == "OutOfStock" and is_shut
        yield Claim("availability", told, SOLD_OUT if is_sure else "markup_availability")


def stated(document: Document) -> Availability | None:
    """What the page says in words or in the names of its elements."""
    return document.once(_read)


def _read(document: Document) -> Availability | None:
    scene = scene_of(document)
    if scene.heading is None and scene.buy is None:
        return None
    return _by_name(scene) or _by_text(scene)


def _by_name(scene: Scene) -> Availability | None:
    """What the elements called stock or availability say, by their text or their own name."""
    for element in scene.outline.hinted(Hint.STOCK | Hint.IN_STOCK | Hint.SOLD_OUT):
        if element.tag in {"option", "input", "body", "main", "form", "select", "a"}:
            continue
        if not scene.is_own(element, also=Zone.HIDDEN) or element.end - element.start > 30:
            continue
        if told := _spoken(scene, element):
            return told
    return None


def _spoken(scene: Scene, element: Element) -> Availability | None:
    text = scene.outline.text(element)
    if text and len(text) <= 2 * _LONGEST and (told := said_of_stock(text)):
        return told
    small = element.end - element.start <= 8 and 0 < len(text) <= _LONGEST
    if small and element.hints & Hint.SOLD_OUT and not _is_option(scene, element):
        # a name alone gives way to a control that can be used
        return None if scene.buy is not None and not _locked(scene, scene.buy) else "OutOfStock"
    return "InStock" if small and element.hints & Hint.IN_STOCK else None


def _is_option(scene: Scene, element: Element) -> bool:
    """A size that is sold out does not sell out the product."""
    return any(
        e.hints & Hint.OPTION or e.tag in {"select", "label"}
        for e in [element, *scene.outline.ancestors(element, most=4)]
    )


def _by_text(scene: Scene) -> Availability | None:
    """What a short line near the heading says."""
    start = scene.heading.start if scene.heading else 0
    end = max(scene.region.end if scene.region else 0, start + 200)
    before = ""
    for line in own_lines(scene.document):
        label, before = before, line.text
        if not start <= line.owner < end or len(line.text) > _LONGEST:
            continue
        if scene.outline.elements[line.owner].tag in {"td", "dd"} and not _LABEL.search(label):
            continue  # the value of some other attribute
        element = scene.outline.elements[line.owner]
        if element.zone & Zone.HIDDEN or _is_option(scene, element) or _OTHER.search(line.text):
            continue
        if OUT.search(line.text):
            return "OutOfStock"
        if element.tag not in {"h1", "p", "option"} and IN.search(line.text):
            return "InStock"
    return None


def _by_control(scene: Scene) -> Availability | None:
    """A control that can be used sells; one that is locked may only wait for a choice."""
    control = scene.buy
    if control is None:
        return None
    if _locked(scene, control):
        said = buy.label(scene.outline, control)
        return "OutOfStock" if OUT.search(said) else None
    return "InStock"


def _by_picture(scene: Scene) -> Availability | None:
    """A picture in the place of a control that says that nothing is left: Zen Cart's button."""
    start = scene.heading.start if scene.heading else 0
    for element in scene.outline.tagged("img") if scene.buy is None else ():
        said = element.get("alt").strip()
        is_near = start < element.start < start + _NEAR and len(said) < _SHORTEST_PROSE
        if is_near and scene.is_own(element, also=Zone.HIDDEN) and OUT.match(said):
            return "OutOfStock"
    return None


def _locked(scene: Scene, control: Element) -> bool:
    inner = [control, *scene.outline.inside(control)] if control.tag == "form" else [control]
    return any(
        e.tag in {"button", "input"} and ("disabled" in e.attrs or _is_shut(e)) for e in inner
    ) or (control.tag == "a" and _is_shut(control))


def _is_shut(control: Element) -> bool:
    """Whether a control says so where a browser does not lock it: for readers aloud, by class."""
    return control.get("aria-disabled") == "true" or DISABLED.search(control.mark) is not None
