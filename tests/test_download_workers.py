import asyncio
import os
import signal
import tarfile
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


async def sizes(workers: Workers, *bodies: bytes) -> list[tuple[int, int]]:
    found = await asyncio.gather(*(workers.write(body) for body in bodies))
    return [Image.open(BytesIO(content)).size for _, content in found]


def test_pictures_are_written_by_processes_that_end_with_the_download():
    before = children()
    workers = Workers(2, PICTURE)
    assert len(children() - before) == 2
    assert asyncio.run(sizes(workers, *(jpeg(n) for n in range(6)))) == [(32, 32)] * 6
    workers.close()
    assert children() == before


def test_a_process_that_ends_is_replaced_and_its_picture_written():
    before = children()
    workers = Workers(1, PICTURE)

    async def after_a_kill() -> list[tuple[int, int]]:
        first = await sizes(workers, jpeg(1))
        (pid,) = children() - before
        os.kill(pid, signal.SIGKILL)
        return first + await sizes(workers, jpeg(2), jpeg(3))

    assert asyncio.run(after_a_kill()) == [(32, 32)] * 3
    workers.close()
    assert children() == before


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
