from hashlib import sha256

import pytest

from lgs.demo.pencil import COLOURS
from lgs.demo.pictures import SIDE_PX, picture, plain_picture
from lgs.demo.shapes import SHAPES
from lgs.demo.shop import catalogue
from lgs.images import probe


@pytest.mark.parametrize("shape", list(SHAPES))
def test_every_shape_can_be_drawn_and_is_no_blank(shape):
    image = probe(picture("a name", shape, "blue"))
    assert (image.width, image.height, image.format, image.faults) == (SIDE_PX, SIDE_PX, "JPEG", ())
    assert image.background > 0.9


def test_all_pictures_of_the_shop_differ():
    drawn = [
        sha256(picture(item.slug, item.shape, colour, item.format)).hexdigest()
        for item in catalogue()
        for colour in item.colours
        if not item.drawn_as
    ]
    assert len(set(drawn)) == len(drawn) > 50


def test_the_same_picture_is_drawn_twice_with_the_same_bytes():
    first = picture("a name", "book", "red")
    picture.cache_clear()
    assert picture("a name", "book", "red") == first


def test_a_picture_may_be_clear_and_small():
    image = probe(picture("a name", "tote", "green", "png", 120))
    assert (image.width, image.format) == (120, "PNG")


def test_a_plain_picture_is_blank():
    assert probe(plain_picture()).faults == ("image_blank",)


def test_the_catalogue_uses_known_shapes_and_colours():
    assert {item.shape for item in catalogue()} == set(SHAPES)
    assert {colour for item in catalogue() for colour in item.colours} <= COLOURS.keys()
