"""The shapes of the shop's goods; dice decide what differs between two of a kind."""

import random
from collections.abc import Callable

from lgs.demo.pencil import Pencil
from lgs.registry import Registry

Shape = Callable[[Pencil, random.Random], None]
SHAPES: Registry[Shape] = Registry("shape")


@SHAPES.add
def lamp(pencil: Pencil, dice: random.Random) -> None:
    """A shade on a stem with a foot."""
    wide, top = dice.randint(22, 34), dice.randint(12, 20)
    pencil.box(48, 40, 52, 84, light=0.5)
    pencil.oval(34, 80, 66, 90, light=0.6)
    pencil.polygon(38, top, 62, top, 50 + wide, 50, 50 - wide, 50)
    pencil.polygon(38, top, 46, top, 50 - wide / 2, 50, 50 - wide, 50, light=1.25)
    pencil.oval(50 - wide, 47, 50 + wide, 53, light=0.8)


@SHAPES.add
def stool(pencil: Pencil, dice: random.Random) -> None:
    """A seat on three legs with a rung."""
    spread, seat = dice.randint(4, 12), dice.randint(26, 38)
    for left in (28, 48, 68):
        lean = (left - 48) / 20 * spread
        pencil.polygon(left, 42, left + 5, 42, left + 5 + lean, 88, left + lean, 88, light=0.75)
    pencil.box(30, 66, 70, 69, light=0.6)
    pencil.oval(50 - seat, 30, 50 + seat, 48, light=0.7)
    pencil.oval(50 - seat, 26, 50 + seat, 44)


@SHAPES.add
def mug(pencil: Pencil, dice: random.Random) -> None:
    """A cylinder with a handle and a band."""
    top, half = dice.randint(24, 44), dice.randint(18, 24)
    pencil.bow(50 + half - 8, top + 10, 50 + half + 14, 76, start=270, end=90, width=5, light=0.8)
    pencil.box(50 - half, top, 50 + half, 86, round_=6)
    pencil.box(50 - half + 3, top + 6, 50 - half + 8, 80, light=1.4, round_=2)
    pencil.box(50 - half, 60, 50 + half, 66, light=dice.choice((0.7, 1.5)), round_=0)
    pencil.oval(50 - half, top - 5, 50 + half, top + 6, light=0.6)


@SHAPES.add
def pot(pencil: Pencil, dice: random.Random) -> None:
    """A wide vessel with two handles and a lid."""
    top = dice.randint(34, 52)
    pencil.bow(12, top + 4, 30, top + 22, start=90, end=270, width=4, light=0.6)
    pencil.bow(70, top + 4, 88, top + 22, start=270, end=90, width=4, light=0.6)
    pencil.box(20, top, 80, 86, round_=8)
    pencil.box(24, top + 6, 29, 80, light=1.4, round_=2)
    pencil.oval(18, top - 9, 82, top + 9, light=0.75)
    pencil.oval(44, top - 15, 56, top - 6, light=0.5)


@SHAPES.add
def shirt(pencil: Pencil, dice: random.Random) -> None:
    """A T-shirt, plain, striped or with a pocket."""
    sleeve, wide = dice.randint(38, 50), dice.randint(20, 25)
    left, right = 50 - wide, 50 + wide
    pencil.polygon(left, 18, left - 18, sleeve, left - 4, sleeve + 8, left + 4, 36, light=0.85)
    pencil.polygon(right, 18, right + 18, sleeve, right + 4, sleeve + 8, right - 4, 36, light=0.85)
    pencil.polygon(left, 18, right, 18, right, 88, left, 88)
    kind = dice.choice(("plain", "stripes", "pocket"))
    if kind == "stripes":
        for y in range(30, 86, 9):
            pencil.box(left, y, right, y + 3, light=1.6, round_=0)
    if kind == "pocket":
        pencil.box(54, 38, 66, 50, light=0.8)
    pencil.oval(38, 10, 62, 26, light=0.6)


@SHAPES.add
def beanie(pencil: Pencil, dice: random.Random) -> None:
    """A knitted cap with ribs, sometimes with a bobble."""
    if dice.random() < 0.5:
        pencil.oval(42, 8, 58, 24, light=1.5)
    top = dice.randint(16, 26)
    pencil.box(20, top, 80, 82, light=0.95, round_=28)
    for x in range(26, 76, 8):
        pencil.box(x, 42, x + 2, 66, light=0.8)
    pencil.box(17, 62, 83, 86, light=1.2, round_=5)


@SHAPES.add
def backpack(pencil: Pencil, dice: random.Random) -> None:
    """A body with a flap, a pocket and a loop."""
    half, flap = dice.randint(23, 29), dice.randint(36, 48)
    pencil.bow(42, 6, 58, 22, start=180, end=360, width=3, light=0.6)
    pencil.box(50 - half, 14, 50 + half, 88, round_=12)
    pencil.box(50 - half, 14, 50 + half, flap, light=0.8, round_=10)
    pencil.box(50 - half + 7, 56, 50 + half - 7, 82, light=1.2, round_=4)
    pencil.box(47, flap - 4, 53, flap + 8, light=0.45)


@SHAPES.add
def tote(pencil: Pencil, dice: random.Random) -> None:
    """A bag with two long handles and a sign."""
    top, half = dice.randint(34, 42), dice.randint(26, 32)
    pencil.bow(34, 6, 66, top + 36, start=180, end=360, width=3, light=0.7)
    pencil.polygon(50 - half, top, 50 + half, top, 50 + half - 3, 90, 50 - half + 3, 90)
    pencil.box(50 - half, top, 50 + half, top + 4, light=0.75, round_=0)
    pencil.oval(40, 56, 60, 76, light=dice.choice((0.5, 1.5)))


@SHAPES.add
def ball(pencil: Pencil, dice: random.Random) -> None:
    """A ball with seams."""
    pencil.oval(16, 18, 84, 86)
    pencil.oval(26, 24, 56, 50, light=1.25)
    turn = dice.randint(0, 90)
    pencil.bow(34, 18, 66, 86, start=turn, end=turn + 300, width=1.4, light=0.4)
    pencil.bow(16, 36, 84, 68, start=turn, end=turn + 180, width=1.4, light=0.4)
    pencil.bow(16, 18, 84, 86, start=0, end=360, width=1.4, light=0.4)


@SHAPES.add
def bottle(pencil: Pencil, dice: random.Random) -> None:
    """A body with a neck, a lid and a band."""
    half, shoulder = dice.randint(12, 19), dice.randint(28, 38)
    pencil.box(45, 10, 55, shoulder + 6, light=0.85)
    pencil.box(43, 6, 57, 16, light=0.45, round_=2)
    pencil.box(50 - half, shoulder, 50 + half, 90, round_=8)
    pencil.box(50 - half + 3, shoulder + 6, 50 - half + 6, 82, light=1.5, round_=2)
    pencil.box(50 - half, 58, 50 + half, 70, light=dice.choice((0.6, 1.6)), round_=0)


@SHAPES.add
def planter(pencil: Pencil, dice: random.Random) -> None:
    """A pot with a rim, and what grows in it."""
    leaf = pencil.in_colour("green")
    for x in range(30, 72, dice.choice((6, 8, 10))):
        leaf.oval(x - 5, dice.randint(8, 26), x + 5, 58, light=dice.choice((0.8, 1, 1.25)))
    pencil.polygon(26, 56, 74, 56, 66, 90, 34, 90)
    pencil.polygon(26, 56, 34, 56, 40, 90, 34, 90, light=1.3)
    pencil.box(22, 48, 78, 58, light=0.85, round_=2)


@SHAPES.add
def book(pencil: Pencil, dice: random.Random) -> None:
    """A cover with a spine, lines for the title and a mark."""
    pencil.box(26, 12, 80, 90, light=1.85)
    pencil.box(22, 10, 76, 88)
    pencil.box(22, 10, 29, 88, light=0.7)
    for number in range(dice.randint(2, 3)):
        pencil.box(36, 20 + 7 * number, dice.randint(56, 70), 23 + 7 * number, light=1.7)
    where = dice.randint(46, 54)
    pencil.oval(40, where, 66, where + 26, light=dice.choice((0.6, 1.5)))
