"""A pencil that draws on a square of 100 by 100 units, in one colour and its shades."""

from copy import copy
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

Colour = tuple[int, int, int]

COLOURS: dict[str, Colour] = {
    "black": (45, 45, 50),
    "blue": (52, 92, 150),
    "brown": (132, 88, 54),
    "cream": (226, 212, 184),
    "green": (74, 116, 78),
    "grey": (140, 146, 152),
    "mustard": (208, 160, 52),
    "orange": (218, 116, 52),
    "pink": (222, 150, 166),
    "purple": (112, 82, 140),
    "red": (184, 58, 52),
    "teal": (48, 132, 134),
}


class Pencil:
    """Draws on a square of 100 by 100 units in one colour and its shades."""

    def __init__(self, image: "Image", colour: Colour) -> None:
        from PIL import ImageDraw

        self._draw = ImageDraw.Draw(image)
        self._unit = image.width / 100
        self.colour = colour

    def in_colour(self, name: str) -> "Pencil":
        """Another pencil on the same sheet."""
        other = copy(self)
        other.colour = COLOURS[name]
        return other

    def shade(self, light: float) -> Colour:
        """The colour, darker (below 1) or lighter (above 1)."""
        if light <= 1:
            red, green, blue = (int(v * light) for v in self.colour)
        else:
            red, green, blue = (int(v + (255 - v) * (light - 1)) for v in self.colour)
        return red, green, blue

    def polygon(self, *points: float, light: float = 1) -> None:
        """A filled polygon: x, y, x, y ..."""
        self._draw.polygon(self._px(points), fill=self.shade(light))

    def oval(self, *box: float, light: float = 1) -> None:
        """A filled ellipse: left, top, right, bottom."""
        self._draw.ellipse(self._px(box), fill=self.shade(light))

    def box(self, *box: float, light: float = 1, round_: float = 1) -> None:
        """A filled rectangle with round corners."""
        self._draw.rounded_rectangle(
            self._px(box), radius=round_ * self._unit, fill=self.shade(light)
        )

    def bow(self, *box: float, start: int, end: int, width: float, light: float = 1) -> None:
        """A part of the rim of an ellipse, from angle to angle, clockwise from three o'clock."""
        self._draw.arc(
            self._px(box), start, end, fill=self.shade(light), width=round(width * self._unit)
        )

    def _px(self, values: tuple[float, ...]) -> list[float]:
        return [value * self._unit for value in values]
