import struct
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from io import BytesIO

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image, ImageDraw

from lgs.images import NotAnImage, probe
from lgs.images.header import MOST_SCANS


def drawing(size=(640, 480), mode="RGB"):
    """A lamp on a plain ground, with enough shapes for a hash to hold on to."""
    image = Image.new("RGB", size, "white")
    draw = ImageDraw.Draw(image)
    w, h = size
    draw.polygon(
        [(w * 0.3, h * 0.5), (w * 0.4, h * 0.1), (w * 0.6, h * 0.1), (w * 0.7, h * 0.5)], "teal"
    )
    draw.rectangle([w * 0.48, h * 0.5, w * 0.52, h * 0.8], "saddlebrown")
    draw.ellipse([w * 0.35, h * 0.78, w * 0.65, h * 0.9], "black")
    return image.convert(mode)


def written(image, format_, **options):
    out = BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def distance(one: str, other: str) -> int:
    return (int(one, 16) ^ int(other, 16)).bit_count()


def chunk(kind: bytes, body: bytes) -> bytes:
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def png_header(width: int, height: int, *, colour: int = 0) -> bytes:
    size = struct.pack(">IIBBBBB", width, height, 8, colour, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size)


JPEG = written(drawing(), "JPEG", quality=90)
PROGRESSIVE = written(drawing(), "JPEG", quality=90, progressive=True)
SMALL_FILES = [
    written(drawing((90, 70)), "JPEG"),
    written(drawing((90, 70)), "PNG"),
    written(drawing((90, 70), "P"), "GIF"),
    written(drawing((90, 70)), "WEBP"),
    written(drawing((90, 70)), "BMP"),
    written(drawing((90, 70)), "TIFF"),
    written(drawing((90, 70)), "AVIF"),
]

SOUND = {
    "jpeg": (JPEG, "JPEG"),
    "progressive jpeg": (PROGRESSIVE, "JPEG"),
    "grey jpeg": (written(drawing(mode="L"), "JPEG"), "JPEG"),
    "cmyk jpeg": (written(drawing(mode="CMYK"), "JPEG"), "JPEG"),
    "mpo": (written(drawing(), "MPO", save_all=True, append_images=[drawing()]), "MPO"),
    "png": (written(drawing(), "PNG"), "PNG"),
    "palette png": (written(drawing(mode="P"), "PNG"), "PNG"),
    "one bit png": (written(drawing(mode="1"), "PNG"), "PNG"),
    "grey and alpha png": (written(drawing(mode="LA"), "PNG"), "PNG"),
    "16 bit png": (written(drawing(mode="L").convert("I;16"), "PNG"), "PNG"),
    "palette png with a clear colour": (written(drawing(mode="P"), "PNG", transparency=0), "PNG"),
    "gif": (written(drawing(mode="P"), "GIF"), "GIF"),
    "webp": (written(drawing(), "WEBP"), "WEBP"),
    "avif": (written(drawing(), "AVIF"), "AVIF"),
    "bmp": (written(drawing(), "BMP"), "BMP"),
    "tiff": (written(drawing(), "TIFF", compression="tiff_deflate"), "TIFF"),
    "float tiff": (written(drawing(mode="F"), "TIFF"), "TIFF"),
}

FAULTY = {
    "nothing": (b"", "image_not_an_image"),
    "a web page": (b"<!doctype html><title>Not found</title>", "image_not_an_image"),
    "an svg drawing": (b'<svg xmlns="http://www.w3.org/2000/svg"></svg>', "image_not_an_image"),
    "postscript": (b"%!PS-Adobe-3.0 EPSF-3.0\n%%BoundingBox: 0 0 9 9\n", "image_not_an_image"),
    "a pdf": (b"%PDF-1.7\n", "image_not_an_image"),
    "an icon": (written(drawing((32, 32)), "ICO"), "image_not_an_image"),
    "half a jpeg": (JPEG[: len(JPEG) // 2], "image_truncated"),
    "half a progressive jpeg": (PROGRESSIVE[: len(PROGRESSIVE) // 2], "image_truncated"),
    "half a png": (written(drawing(), "PNG")[:1500], "image_truncated"),
    "half a bmp": (written(drawing(), "BMP")[:9000], "image_truncated"),
    "the head of a jpeg": (JPEG[:20], "image_broken"),
    "a png that breaks off in its header": (png_header(9, 9)[:20], "image_truncated"),
    "a png of noise": (png_header(9, 9) + chunk(b"IDAT", b"noise" * 9), "image_broken"),
    "no width": (png_header(0, 9) + chunk(b"IDAT", zlib.compress(b"")), "image_broken"),
    "a png bomb": (png_header(30_000, 30_000) + chunk(b"IDAT", b""), "image_bomb"),
    "a gif bomb": (b"GIF89a\xff\xff\xff\xff\0\0\0,\0\0\0\0\xff\xff\xff\xff\0\x08\0", "image_bomb"),
}


@pytest.mark.parametrize("name", SOUND)
def test_a_whole_image_of_an_allowed_format_is_told(name):
    body, format_ = SOUND[name]
    image = probe(body)
    assert (image.width, image.height, image.format) == (640, 480, format_)
    assert image.sha256 == sha256(body).hexdigest()
    assert image.faults == ()


@pytest.mark.parametrize("name", FAULTY)
def test_bytes_that_are_no_whole_image_are_refused_with_the_fault(name):
    body, fault = FAULTY[name]
    with pytest.raises(NotAnImage) as caught:
        probe(body)
    assert (caught.value.fault, bool(caught.value.reason)) == (fault, True)


def test_a_bomb_is_refused_by_its_header_before_it_is_unpacked():
    rows = zlib.compress(b"\0" * 200_000_000, 1)
    body = png_header(30_000, 30_000) + chunk(b"IDAT", rows) + chunk(b"IEND", b"")
    start = time.perf_counter()
    with pytest.raises(NotAnImage, match="image_bomb: 30000 x 30000 px of PNG"):
        probe(body)
    assert time.perf_counter() - start < 0.1


def test_the_memory_allowed_decides_what_a_bomb_is():
    assert probe(SOUND["png"][0], most_memory_bytes=640 * 480 * 4).width == 640
    with pytest.raises(NotAnImage, match="image_bomb"):
        probe(SOUND["png"][0], most_memory_bytes=640 * 480 * 4 - 1)


def test_a_jpeg_of_thousands_of_scans_is_refused():
    begin = PROGRESSIVE.rindex(b"\xff\xda")
    scans = PROGRESSIVE[begin:-2] * MOST_SCANS
    with pytest.raises(NotAnImage, match="more than 200 scans"):
        probe(PROGRESSIVE[:-2] + scans + b"\xff\xd9")


@pytest.mark.parametrize("turn", range(1, 9))
@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP", "TIFF"])
def test_size_and_hash_are_those_of_the_picture_upright(format_, turn):
    turns = {
        2: Image.Transpose.FLIP_LEFT_RIGHT,
        3: Image.Transpose.ROTATE_180,
        4: Image.Transpose.FLIP_TOP_BOTTOM,
        5: Image.Transpose.TRANSPOSE,
        6: Image.Transpose.ROTATE_90,
        7: Image.Transpose.TRANSVERSE,
        8: Image.Transpose.ROTATE_270,
    }
    upright = drawing((600, 300))
    stored = upright.transpose(turns[turn]) if turn in turns else upright
    exif = Image.Exif()
    exif[0x0112] = turn
    image = probe(written(stored, format_, exif=exif))
    assert (image.width, image.height) == (600, 300)
    assert image.orientation == turn
    assert distance(image.phash, probe(written(upright, "PNG")).phash) <= 4


def test_the_same_picture_has_nearly_the_same_hash_in_every_format_and_size():
    own = probe(SOUND["png"][0]).phash
    others = [
        JPEG,
        written(drawing(), "JPEG", quality=30),
        SOUND["webp"][0],
        SOUND["avif"][0],
        written(drawing((320, 240)), "PNG"),
        written(drawing((1600, 1200)), "JPEG"),
    ]
    assert max(distance(own, probe(body).phash) for body in others) <= 6


def test_another_picture_has_another_hash():
    other = drawing().transpose(Image.Transpose.ROTATE_180)
    assert distance(probe(JPEG).phash, probe(written(other, "JPEG")).phash) >= 16


def test_the_hash_is_sixteen_hex_digits_and_stays_what_it_is():
    assert probe(SOUND["png"][0]).phash == "b2208a8a88208822"


def test_what_is_transparent_counts_as_white():
    clear = drawing(mode="RGBA")
    clear.putalpha(clear.convert("L").point(lambda v: 0 if v > 250 else 255))
    seen = probe(written(clear, "PNG"))
    assert seen.background == 1.0
    assert distance(seen.phash, probe(SOUND["png"][0]).phash) <= 2


def stripes(*tones):
    image = Image.new("L", (len(tones) * 100, 400))
    for number, tone in enumerate(tones):
        image.paste(tone, (number * 100, 0, number * 100 + 100, 400))
    return image


BACKGROUNDS = [
    (drawing(), 1.0, 1.0),
    (stripes(0, 100, 200, 250), 0.37, 0.38),  # one side, a quarter of top and bottom
    (stripes(200, 212, 224), 1.0, 1.0),
    (Image.linear_gradient("L").resize((400, 400)), 0.2, 0.4),
]


@pytest.mark.parametrize(("image", "least", "most"), BACKGROUNDS)
def test_the_background_is_the_share_of_the_border_in_one_tone(image, least, most):
    assert least <= probe(written(image, "PNG")).background <= most


BLANKS = [
    (Image.new("RGB", (300, 300), "white"), True),
    (Image.new("RGB", (300, 300), (200, 30, 40)), True),
    (Image.new("RGBA", (300, 300), (0, 0, 0, 0)), True),
    (Image.new("L", (1, 1)), True),
    (Image.linear_gradient("L"), False),
    (drawing(), False),
]


@pytest.mark.parametrize(("image", "blank"), BLANKS)
def test_an_image_of_one_colour_is_blank(image, blank):
    assert (probe(written(image, "PNG")).faults == ("image_blank",)) is blank


def test_of_an_animation_the_first_picture_counts():
    frames = [Image.new("RGB", (640, 480), c) for c in ("red", "blue")]
    body = written(drawing(), "WEBP", save_all=True, append_images=frames)
    assert distance(probe(body).phash, probe(JPEG).phash) <= 4
    assert probe(body).faults == ()


def test_of_an_animation_whose_second_picture_is_broken_the_first_counts():
    frames = [drawing(mode="P").rotate(90)]
    whole = written(drawing(mode="P"), "GIF", save_all=True, append_images=frames)
    for body in (whole, whole[: len(whole) * 3 // 4], whole[:-2]):
        assert (probe(body).animated, probe(body).faults) == (True, ())


COLOURS = {
    "jpeg": ("RGB", False),
    "progressive jpeg": ("RGB", False),
    "grey jpeg": ("L", False),
    "cmyk jpeg": ("CMYK", False),
    "mpo": ("RGB", False),
    "png": ("RGB", False),
    "palette png": ("P", False),
    "one bit png": ("1", False),
    "grey and alpha png": ("LA", True),
    "16 bit png": ("I;16", False),
    "palette png with a clear colour": ("P", True),
    "gif": ("P", False),
    "webp": ("RGB", False),
    "avif": ("RGB", False),
    "bmp": ("RGB", False),
    "tiff": ("RGB", False),
    "float tiff": ("F", False),
}


@pytest.mark.parametrize("name", SOUND)
def test_colour_mode_alpha_animation_and_turn_are_those_of_the_file(name):
    image = probe(SOUND[name][0])
    assert (image.mode, image.alpha) == COLOURS[name]
    assert (image.animated, image.orientation) == (False, 1)


@pytest.mark.parametrize("format_", ["GIF", "WEBP", "PNG", "AVIF"])
def test_an_animation_is_told(format_):
    frames = [drawing().rotate(angle) for angle in (90, 180)]
    body = written(drawing(), format_, save_all=True, append_images=frames)
    assert probe(body).animated is True


@pytest.mark.parametrize("format_", ["MPO", "TIFF"])
def test_other_views_and_pages_are_no_animation(format_):
    body = written(drawing(), format_, save_all=True, append_images=[drawing().rotate(90)])
    assert probe(body).animated is False


def test_a_turn_that_is_none_of_the_eight_is_none():
    exif = Image.Exif()
    exif[0x0112] = 9
    assert probe(written(drawing(), "JPEG", exif=exif)).orientation == 1


def test_blur_takes_sharpness_away():
    few = drawing((24, 18)).resize((640, 480), Image.Resampling.BICUBIC)
    sharp = [probe(body).sharpness for body in (JPEG, SOUND["png"][0], SOUND["webp"][0])]
    assert max(sharp) - min(sharp) < 0.1 * min(sharp)
    assert probe(written(few, "JPEG")).sharpness < 0.5 * min(sharp)
    assert probe(written(Image.new("RGB", (300, 300), "teal"), "PNG")).sharpness == 0.0


def test_threads_do_not_disturb_each_other():
    bodies = [body for body, _ in SOUND.values()] * 3
    alone = [probe(body) for body in bodies]
    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(probe, bodies)) == alone


def test_nothing_is_warned_of(recwarn):
    clear = drawing(mode="P")
    clear.info["transparency"] = bytes(range(256))
    probe(written(clear, "PNG", transparency=bytes(range(256))))
    assert [str(w.message) for w in recwarn] == []


@settings(max_examples=300, deadline=None)
@given(
    body=st.sampled_from(SMALL_FILES),
    cut=st.floats(0, 1),
    edits=st.lists(st.tuples(st.floats(0, 1), st.binary(min_size=1, max_size=6)), max_size=8),
)
def test_no_bytes_bring_another_exception_than_ours(body, cut, edits):
    changed = bytearray(body)
    for place, content in edits:
        start = int(place * len(changed))
        changed[start : start + len(content)] = content
    if cut < 0.5:
        changed = changed[: int(2 * cut * len(changed))]
    try:
        image = probe(bytes(changed))
    except NotAnImage:
        return
    assert min(image.width, image.height) > 0
    assert 0 <= image.background <= 1
    assert len(image.phash) == 16


@given(body=st.binary(max_size=64))
def test_noise_is_no_image(body):
    with pytest.raises(NotAnImage):
        probe(body)
