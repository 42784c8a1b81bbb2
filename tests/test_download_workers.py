import asyncio
import os
import signal
import tarfile
import time
from io import BytesIO
from pathlib import Path

import pytest
from imagehost import jpeg
from PIL import Image

from lgs.download import tar
from lgs.download.options import Picture
from lgs.download.workers import Workers

PICTURE = Picture(image_size=32)


def children() -> set[int]:
    pids = Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()
    return {int(pid) for pid in pids}


def large() -> bytes:
    """A picture of another shape than the others, which takes a while."""
    out = BytesIO()
    Image.effect_noise((4000, 2000), 90).save(out, "JPEG")
    return out.getvalue()


async def sizes(workers: Workers, *bodies: bytes) -> list[tuple[int, int]]:
    found = await asyncio.gather(*(workers.write(body) for body in bodies))
    return [Image.open(BytesIO(content)).size for _, content in found]


def test_pictures_are_written_by_processes_that_end_with_the_download():
    before = children()

    async def download() -> list[tuple[int, int]]:
        workers = Workers(2, PICTURE)
        assert len(children() - before) == 2
        found = await sizes(workers, *(jpeg(n) for n in range(6)))
        began = time.monotonic()
        workers.close()
        assert time.monotonic() - began < 0.9  # each is killed after a second
        return found

    assert asyncio.run(download()) == [(32, 32)] * 6
    assert children() == before


def test_a_process_that_ends_is_replaced_and_its_picture_written():
    before = children()

    async def after_a_kill() -> list[tuple[int, int]]:
        workers = Workers(1, PICTURE)
        first = await sizes(workers, jpeg(1))
        (pid,) = children() - before
        os.kill(pid, signal.SIGKILL)
        found = first + await sizes(workers, jpeg(2), jpeg(3))
        workers.close()
        return found

    assert asyncio.run(after_a_kill()) == [(32, 32)] * 3
    assert children() == before


def test_no_bytes_are_no_image_and_a_given_up_one_is_not_taken_for_the_next():
    async def given_up() -> tuple[str | None, list[tuple[int, int]]]:
        workers = Workers(1, PICTURE)
        outcome, _ = await workers.write(b"")
        slow = asyncio.ensure_future(workers.write(large()))
        await asyncio.sleep(0.01)
        slow.cancel()
        found = await sizes(workers, jpeg(2))
        workers.close()
        return outcome.failure, found

    assert asyncio.run(given_up()) == ("not_an_image", [(32, 32)])


@pytest.mark.parametrize("sizes_", [[], [0], [1, 512, 513], [9_000, 10_240, 70_000]])
def test_members_are_byte_for_byte_those_of_tarfile(tmp_path, sizes_):
    files = [(f"{n:09d}.jpg", bytes([n + 1]) * size) for n, size in enumerate(sizes_)]
    with tarfile.open(tmp_path / "theirs.tar", "w", format=tarfile.GNU_FORMAT) as theirs:
        for name, content in files:
            member = tarfile.TarInfo(name)
            member.size = len(content)
            theirs.addfile(member, BytesIO(content))
    ours = b"".join(tar.member(name, content) for name, content in files)
    ours += tar.end(len(ours))
    assert ours == (tmp_path / "theirs.tar").read_bytes()


def test_a_name_that_does_not_fit_is_no_member():
    with pytest.raises(ValueError, match="does not fit into the header"):
        tar.member("x" * 101, b"")
