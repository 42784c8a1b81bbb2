import gzip
import random
import time
import tracemalloc
import zlib

import pytest

from lgs.net.inflate import STEP, BadEncoding, Inflater, TooLarge, gunzip

ROOM = 16 << 20


def raw_deflate(data: bytes) -> bytes:
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    return packer.compress(data) + packer.flush()


FORMS = {
    "gzip": ("gzip", gzip.compress),
    "zlib": ("deflate", zlib.compress),
    "raw": ("deflate", raw_deflate),
}


@pytest.mark.parametrize("form", FORMS)
@pytest.mark.parametrize("size", [0, 1, STEP - 1, STEP, STEP + 1, 3 * STEP, 200_000])
def test_what_was_compressed_comes_back_in_whatever_pieces_it_arrives(form, size):
    encoding, compress = FORMS[form]
    plain = random.Random(size).randbytes(size // 2) + b" " * (size - size // 2)
    packed = compress(plain)
    for piece in (1 if size < 2 else 977, len(packed)):
        inflater = Inflater(encoding, ROOM)
        parts = [inflater.feed(packed[at : at + piece]) for at in range(0, len(packed), piece)]
        assert b"".join(parts) == plain
        assert inflater.is_complete


@pytest.mark.parametrize("form", FORMS)
def test_a_stream_that_ends_early_is_not_complete(form):
    encoding, compress = FORMS[form]
    inflater = Inflater(encoding, ROOM)
    inflater.feed(compress(random.Random(1).randbytes(5000))[:-1])
    assert not inflater.is_complete


@pytest.mark.parametrize("encoding", ["gzip", "deflate"])
def test_a_body_in_another_encoding_than_it_says_is_refused(encoding):
    with pytest.raises(BadEncoding):
        Inflater(encoding, ROOM).feed(b"<html><body>plain as day</body></html>")


def test_a_wrong_checksum_is_refused():
    packed = bytearray(gzip.compress(b"four legs" * 50))
    packed[-8] ^= 1
    with pytest.raises(BadEncoding):
        Inflater("gzip", ROOM).feed(bytes(packed))


def test_several_members_are_one_body_and_a_filler_is_passed_over():
    packed = gzip.compress(b"one ") + gzip.compress(b"two") + b"\0" * 100
    assert gunzip(packed, ROOM) == b"one two"
    one_by_one = Inflater("gzip", ROOM)
    assert b"".join(one_by_one.feed(packed[n : n + 1]) for n in range(len(packed))) == b"one two"
    assert one_by_one.is_complete


def test_a_second_member_that_is_cut_is_not_complete():
    inflater = Inflater("gzip", ROOM)
    inflater.feed(gzip.compress(b"one ") + gzip.compress(b"two")[:-3])
    assert not inflater.is_complete


def test_a_million_empty_members_are_refused_at_once():
    began = time.process_time()
    with pytest.raises(BadEncoding, match="members"):
        gunzip(gzip.compress(b"") * 1_000_000, ROOM)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("form", FORMS)
def test_a_bomb_costs_no_more_memory_than_its_ceiling(form):
    encoding, compress = FORMS[form]
    bomb = compress(b"\0" * (64 << 20))
    tracemalloc.start()
    with pytest.raises(TooLarge):
        Inflater(encoding, ROOM).feed(bomb)
    assert tracemalloc.get_traced_memory()[1] < 2 * ROOM
    tracemalloc.stop()


def test_text_that_is_compressed_a_thousandfold_is_a_bomb_below_the_ceiling_too():
    with pytest.raises(TooLarge):
        gunzip(gzip.compress(b"a" * (2 << 20)), ROOM)
    assert len(gunzip(gzip.compress(b"a" * (1 << 20)), ROOM)) == 1 << 20  # too small to harm
    spaces = (b" " * 60 + b"%d" % n for n in range(40_000))  # a page full of spaces
    page = b"".join(spaces)
    assert gunzip(gzip.compress(page), ROOM) == page


def test_the_ceiling_itself_is_still_allowed():
    plain = random.Random(2).randbytes(10_000)
    assert gunzip(gzip.compress(plain), 10_000) == plain
    with pytest.raises(TooLarge, match="more than 9999 bytes"):
        gunzip(gzip.compress(plain), 9_999)
