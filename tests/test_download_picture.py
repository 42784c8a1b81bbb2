import json
from hashlib import sha256
from io import BytesIO

import numpy as np
import pytest
from PIL import Image, ImageCms

from lgs.download.options import Picture
from lgs.download.picture import write_picture
from lgs.download.shape import Shape, shape_of

RED, BLUE = (230, 20, 20), (20, 20, 230)


def picture(size: tuple[int, int], mode: str = "RGB") -> Image.Image:
    """Left half red, right half blue, one row more red at the top for which way is up."""
    image = Image.new("RGB", size, RED)
    image.paste(BLUE, (size[0] // 2, size[1] // 4, size[0], size[1]))
    return image.convert(mode)


def saved(image: Image.Image, format_: str, **options) -> bytes:
    out = BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def turned(image: Image.Image, orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    return saved(image, "JPEG", exif=exif, quality=95)


def opened(content: bytes) -> Image.Image:
    return Image.open(BytesIO(content)).convert("RGB")


def is_near(pixel: tuple[int, int, int], colour: tuple[int, int, int], within: int = 25) -> bool:
    return max(abs(a - b) for a, b in zip(pixel, colour, strict=True)) <= within


SHAPES = [
    ("border", (800, 400), False, Shape((256, 128), (256, 256), True)),
    ("border", (100, 50), False, Shape((256, 128), (256, 256), True)),
    ("border", (100, 50), True, Shape((100, 50), (100, 50), False)),
    ("keep_ratio", (800, 400), False, Shape((512, 256), (512, 256), True)),
    ("keep_ratio", (800, 200), True, Shape((800, 200), (800, 200), False)),
    ("keep_ratio_largest", (800, 401), False, Shape((256, 128), (256, 128), True)),
    ("keep_ratio_largest", (3000, 2), False, Shape((256, 1), (256, 1), True)),
    ("center_crop", (400, 800), False, Shape((256, 512), (256, 256), True)),
    ("no", (800, 400), False, Shape((800, 400), (800, 400), False)),
    ("border", (256, 256), False, Shape((256, 256), (256, 256), False)),
]


@pytest.mark.parametrize(("mode", "size", "only_bigger", "shape"), SHAPES)
def test_resize_modes_have_img2dataset_s_sizes(mode, size, only_bigger, shape):
    asked = Picture(resize_mode=mode, resize_only_if_bigger=only_bigger)
    assert shape_of(size, asked) == shape
    outcome, content = write_picture(saved(picture(size), "JPEG"), asked)
    assert (outcome.width, outcome.height) == shape.canvas == opened(content).size
    assert (outcome.original_width, outcome.original_height) == size


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("asked", [Picture(64), Picture(64, "no"), Picture(64, "keep_ratio")])
def test_every_orientation_is_written_upright(orientation, asked):
    upright = picture((320, 160))
    back = {2: 0, 3: 3, 4: 1, 5: 5, 6: 2, 7: 6, 8: 4}  # the transposition that undoes each
    stored = upright.transpose(back[orientation]) if orientation > 1 else upright
    outcome, content = write_picture(turned(stored, orientation), asked)
    plain, expected = write_picture(saved(upright, "JPEG", quality=95), asked)
    assert outcome.orientation == orientation
    assert (outcome.width, outcome.height) == (plain.width, plain.height)
    difference = np.abs(np.asarray(opened(content), int) - np.asarray(opened(expected), int))
    assert difference.mean() < 4


def test_original_bytes_are_kept_where_nothing_need_change():
    body = saved(picture((200, 100)), "JPEG")
    asked = Picture(256, resize_only_if_bigger=True, skip_reencode=True)
    outcome, content = write_picture(body, asked)
    assert content == body
    assert (outcome.width, outcome.height) == (200, 100)


REENCODED = [
    saved(picture((300, 100)), "JPEG"),
    saved(picture((200, 100)), "PNG"),
    turned(picture((200, 100)), 6),
]


@pytest.mark.parametrize("body", REENCODED)
def test_bytes_are_not_kept_where_size_format_or_turn_must_change(body):
    asked = Picture(256, resize_only_if_bigger=True, skip_reencode=True)
    _, content = write_picture(body, asked)
    assert content != body
    assert Image.open(BytesIO(content)).format == "JPEG"


def test_all_bytes_are_kept_when_that_is_asked_and_still_must_be_an_image():
    asked = Picture(disable_all_reencoding=True)
    body = saved(picture((300, 100)), "PNG")
    assert write_picture(body, asked)[1] == body
    outcome, content = write_picture(body[: len(body) // 2], asked)
    assert (outcome.failure, content) == ("not_an_image", b"")


def test_what_is_transparent_lies_on_white_and_is_told():
    image = picture((100, 100)).convert("RGBA")
    image.putalpha(Image.new("L", (100, 100), 0))
    for format_ in ("PNG", "WEBP"):
        outcome, content = write_picture(saved(image, format_, lossless=True), Picture(64))
        assert outcome.alpha is True
        assert is_near(opened(content).getpixel((32, 32)), (255, 255, 255), 3)
    assert write_picture(saved(picture((100, 100)), "PNG"), Picture(64))[0].alpha is False


@pytest.mark.parametrize("mode", ["L", "1", "P", "LA", "RGBA", "CMYK", "I;16"])
def test_every_mode_becomes_an_image_that_all_can_show(mode):
    if mode == "I;16":
        image = Image.fromarray((np.indices((90, 120))[1] * 500).astype(np.uint16))
    else:
        image = picture((120, 90), mode)
    body = saved(image, "TIFF" if mode == "CMYK" else "PNG")
    for encode_format in ("jpg", "png", "webp"):
        asked = Picture(64, encode_format=encode_format, encode_quality=9)
        outcome, content = write_picture(body, asked)
        assert (outcome.failure, outcome.message) == (None, None)
        assert Image.open(BytesIO(content)).mode in ("RGB", "L")


def test_sixteen_bits_keep_their_brightness():
    image = Image.fromarray(np.full((64, 64), 0x8080, dtype=np.uint16))
    _, content = write_picture(saved(image, "PNG"), Picture(64))
    assert is_near(opened(content).getpixel((5, 5)), (128, 128, 128), 2)


def test_colours_of_another_profile_become_srgb_and_its_name_is_told():
    lab = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
    srgb = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB"))
    plain = saved(picture((100, 100)), "JPEG", icc_profile=srgb.tobytes())
    outcome, content = write_picture(plain, Picture(64))
    assert outcome.icc.startswith("sRGB")
    assert "icc_profile" not in Image.open(BytesIO(content)).info
    # A profile that does not fit the pixels is told, and does no harm.
    strange = saved(picture((100, 100)), "JPEG", icc_profile=lab.tobytes())
    outcome, content = write_picture(strange, Picture(64))
    assert outcome.icc
    assert outcome.icc != "sRGB built-in"
    assert is_near(opened(content).getpixel((5, 30)), RED)
    broken = saved(picture((100, 100)), "JPEG", icc_profile=b"no profile at all")
    assert write_picture(broken, Picture(64))[0].icc is None


def test_exif_is_text_without_the_place():
    exif = Image.Exif()
    exif[0x010F], exif[0x0112] = "Maker\0", 6
    exif.get_ifd(0x8769)[0x9003] = "2024:01:02 03:04:05"
    exif.get_ifd(0x8825)[1] = "N"
    outcome, _ = write_picture(saved(picture((40, 40)), "JPEG", exif=exif), Picture(32))
    assert json.loads(outcome.exif) == {
        "EXIF DateTimeOriginal": "2024:01:02 03:04:05",
        "Image Make": "Maker",
        "Image Orientation": "6",
    }
    assert write_picture(saved(picture((40, 40)), "JPEG"), Picture(32))[0].exif == "{}"


UNWANTED = [
    (Picture(min_image_size=100), (200, 99), "image too small: 200 x 99 px"),
    (Picture(min_image_size=100), (200, 100), None),
    (Picture(max_aspect_ratio=2), (201, 100), "aspect ratio too large: 201 x 100 px"),
    (Picture(max_aspect_ratio=2), (200, 100), None),
    (Picture(max_image_area=19_999), (200, 100), "image area too large: 200 x 100 px"),
    (Picture(max_image_area=20_000), (200, 100), None),
]


@pytest.mark.parametrize(("asked", "size", "message"), UNWANTED)
def test_sizes_that_are_not_wanted_are_named(asked, size, message):
    outcome, content = write_picture(saved(picture(size), "JPEG"), asked)
    assert outcome.message == message
    assert outcome.failure == ("unwanted" if message else None)
    assert bool(content) is (message is None)


NO_IMAGES = [
    b"",
    b"<!doctype html>",
    saved(picture((300, 300)), "JPEG")[:1500],
    saved(picture((300, 300)), "PNG")[:-40],
    b"\x89PNG\r\n\x1a\n" + bytes(50),
]


@pytest.mark.parametrize("body", NO_IMAGES, ids=len)
def test_what_does_not_decode_is_no_image_and_has_its_hash_all_the_same(body):
    outcome, content = write_picture(body, Picture(64))
    assert (outcome.failure, content) == ("not_an_image", b"")
    assert outcome.hash("sha256") == sha256(body).hexdigest()


def test_a_jpeg_decoded_small_looks_as_if_it_were_decoded_whole():
    rng = np.random.default_rng(1)
    rough = Image.fromarray(rng.integers(0, 255, (40, 40, 3), dtype=np.uint8))
    image = rough.resize((1600, 1600), Image.Resampling.BICUBIC)
    body = saved(image, "JPEG", quality=95)
    _, content = write_picture(body, Picture(256, encode_format="png", encode_quality=1))
    whole = opened(body).resize((256, 256), Image.Resampling.LANCZOS)
    error = np.mean((np.asarray(opened(content), float) - np.asarray(whole, float)) ** 2)
    assert 10 * np.log10(255**2 / error) > 38  # dB
