"""Bar charts as inline SVG, in the colours of the page that holds them, light or dark."""

import re
from collections.abc import Callable, Sequence
from io import StringIO
from typing import TYPE_CHECKING, Any

from markupsafe import Markup, escape

if TYPE_CHECKING:
    from matplotlib.axes import Axes

# Colours that nothing else has: in the SVG they become the page's own.
ACCENT, MUTED, LINE, INK = "#fe0001", "#fe0002", "#fe0003", "#fe0004"
PAGE_COLOURS = {
    ACCENT: "var(--accent)",
    MUTED: "var(--muted)",
    LINE: "var(--line)",
    INK: "var(--ink)",
}
SETTINGS: Any = {  # matplotlib types every key of it
    "svg.fonttype": "none",  # text stays text: it takes the page's font and can be selected
    "svg.hashsalt": "lgs",  # same input, same ids
    "text.parse_math": False,  # a price is no formula
    "font.size": 10,
    "axes.edgecolor": LINE,
    "xtick.color": MUTED,
    "ytick.color": MUTED,
    "text.color": MUTED,
}
CLEANED = (
    (r"<metadata>.*?</metadata>", ""),
    (r"<style.*?</style>", ""),  # it would hold for the whole page
    (r'^<svg [^>]*?(viewBox="[^"]+")[^>]*>', r"<svg \1>"),
    (r'<g id="[^"]*"', "<g"),  # two charts must not have the same ids
    (r' font-family: [^;"]+;', ""),
)
NARROW, WIDE = (7.2, 2.5), (15, 3.2)  # inches of 72 pixels: half of the page, all of it
TOP = 1.15  # room above the highest bar
LEAST_BARS = 12  # there is room for: where there is but one, it must not fill the chart


def histogram_chart(
    bars: Sequence[tuple[float, float]],
    *,
    width: float,
    label: str,
    marks: Sequence[tuple[float, str]] = (),
    begin: float = 0,
    end: float,
    wide: bool = False,
) -> Markup:
    """Bars of one width at their left ends; `marks` are upright lines with a name.

    Bars that begin at `end` or later are drawn as one at the right, a bar's width apart, with
    "more" above it; those before `begin` as one at the left, "less".
    """
    from matplotlib.ticker import MaxNLocator

    shown = [(start, count) for start, count in bars if begin <= start < end]
    last = max((start for start, _ in shown), default=begin)
    outside = [
        (begin - 2 * width, sum(count for start, count in bars if start < begin), "less"),
        (last + 2 * width, sum(count for start, count in bars if start >= end), "more"),
    ]
    outside = [bar for bar in outside if bar[1]]

    def draw(axes: "Axes") -> None:
        every = sorted([*shown, *((start, count) for start, count, _ in outside)])
        high = max((count for _, count in every), default=1) * TOP
        middle = 0 if width == 1 else width / 2  # a bar of one value stands over its number
        places, counts = [start + middle for start, _ in every], [count for _, count in every]
        axes.bar(places, counts, width=width * 0.88, color=ACCENT)
        left, right = min([begin, *places]), max(places, default=1) + width
        room = max(0.0, LEAST_BARS * width - (right - left)) / 2
        axes.set_xlim(max(0, left - room - (width if left > 0 else 0)), right + room)
        axes.xaxis.set_major_locator(MaxNLocator(10, steps=[1, 2, 5, 10], integer=True))
        axes.set_ylim(0, high)
        for start, count, name in outside:
            axes.text(start + middle, count + high * 0.02, name, ha="center", color=MUTED)
        for place, name in marks:
            axes.axvline(place, color=INK, linewidth=0.8, dashes=(3, 2))
            _name_mark(axes, place, high, name)

    return _svg(draw, label, WIDE if wide else NARROW)


def _name_mark(axes: "Axes", place: float, high: float, name: str) -> None:
    """Write at the top of a mark, on the side where there is room."""
    left, end = axes.get_xlim()
    right = place - left > 0.7 * (end - left)
    axes.annotate(
        name,
        (place, high),
        xytext=(-4 if right else 4, 0),
        textcoords="offset points",
        ha="right" if right else "left",
        va="top",
        color=INK,
    )


def column_chart(columns: Sequence[tuple[str, float]], *, label: str) -> Markup:
    """A column for each named value in the order given; the names are our own, no foreign text."""

    def draw(axes: "Axes") -> None:
        heights = [height for _, height in columns]
        axes.bar(range(len(columns)), heights, width=0.8, color=ACCENT)
        axes.set_xticks(range(len(columns)), [name for name, _ in columns], fontsize=8.5)
        axes.set_ylim(0, (max(heights, default=0) or 1) * TOP)

    return _svg(draw, label, NARROW)


def _svg(draw: Callable[["Axes"], None], label: str, size: tuple[float, float]) -> Markup:
    """Draw on clean axes: light lines behind the bars, nothing else; `label` is read aloud."""
    from matplotlib import rc_context
    from matplotlib.figure import Figure
    from matplotlib.ticker import FuncFormatter, MaxNLocator

    out = StringIO()
    with rc_context(SETTINGS):
        figure = Figure(figsize=size, layout="constrained")
        axes = figure.subplots()
        draw(axes)
        for side in ("top", "left", "right"):
            axes.spines[side].set_visible(False)
        axes.yaxis.set_major_locator(MaxNLocator(4, integer=True))
        axes.yaxis.set_major_formatter(FuncFormatter(lambda value, _: f"{value:,.0f}"))
        axes.grid(axis="y", color=LINE, linewidth=0.8)
        axes.set_axisbelow(True)
        axes.tick_params(length=0)
        axes.tick_params(axis="x", pad=8)
        figure.savefig(out, format="svg", transparent=True, metadata={"Date": None})
    return _inline(out.getvalue(), label)


def _inline(svg: str, label: str) -> Markup:
    """The bare <svg> element: no prologue, no metadata, no fixed size, the page's colours."""
    svg = svg[svg.index("<svg") :]
    for pattern, instead in CLEANED:
        svg = re.sub(pattern, instead, svg, flags=re.DOTALL)
    svg = svg.replace("<svg ", f'<svg role="img" aria-label="{escape(label)}" ', 1)
    for ours, theirs in PAGE_COLOURS.items():
        svg = svg.replace(ours, theirs)
    return Markup(svg)  # noqa: S704  # drawn above from numbers and our own words
