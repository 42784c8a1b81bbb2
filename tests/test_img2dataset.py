"""img2dataset itself downloads from an export of ours, and its output beside `lgs download`'s."""

import json
import os
import subprocess
import tarfile
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from imagehost import Host, jpeg
from tables import built, row

from lgs.config import Settings
from lgs.download.options import Layout, Manners, Order, Picture
from lgs.download.run import download
from lgs.export.write import export_dataset

COMMAND = Path(__file__).parent.parent / ".img2dataset" / "bin" / "img2dataset"
COUNT = 12
GONE = 3


@pytest.fixture(scope="module")
def folders(tmp_path_factory) -> tuple[Path, Path]:
    """What img2dataset and what `lgs download` made of the same export and the same host."""
    if not COMMAND.exists():
        pytest.fail("img2dataset is missing; run scripts/install-img2dataset (Python 3.11 or 3.12)")
    root = tmp_path_factory.mktemp("goods")
    host = Host()
    try:
        export = exported(root, host)
        theirs = by_img2dataset(export, root / "theirs")
        order = Order(
            export,
            root / "ours",
            Picture(image_size=32, resize_mode="keep_ratio"),
            Layout(number_sample_per_shard=10),
            Manners("lgs/test", retries=0, allow_private=True),
        )
        download(order)
    finally:
        host.stop()
    return theirs, root / "ours"


def exported(root: Path, host: Host) -> Path:
    """An export of pairs whose images are on the host; one is gone."""
    rows = []
    for number in range(COUNT):
        kind = "gone" if number == GONE else "ok"
        url = f"{host.url}/{kind}/{number}"
        digest = sha256(jpeg(number)).hexdigest()
        rows.append(row(f"Größe {number} “oak”", url=url, image_urls=(url,), sha256=digest))
    return export_dataset(built(root / "data", rows, Settings(rows_per_shard=100)), "parquet")[0]


def by_img2dataset(export: Path, output: Path) -> Path:
    """The command of docs/release.md."""
    options = {
        **{"url_list": export, "output_folder": output, "input_format": "parquet"},
        **{"url_col": "url", "caption_col": "caption", "output_format": "webdataset"},
        **{"compute_hash": "sha256", "image_size": 32},
        **{"resize_mode": "keep_ratio", "processes_count": 1, "thread_count": 4},
        **{"number_sample_per_shard": 10, "enable_wandb": False, "retries": 0},
    }
    done = subprocess.run(
        [str(COMMAND), *(f"--{name}={value}" for name, value in options.items())],
        env=os.environ | {"NO_ALBUMENTATIONS_UPDATE": "1", "WANDB_MODE": "disabled"},
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-2000:]
    return output


def tables(folder: Path) -> pa.Table:
    return pa.concat_tables(pq.read_table(path) for path in sorted(folder.glob("*.parquet")))


def members(folder: Path) -> dict[str, bytes]:
    found = {}
    for path in sorted(folder.glob("*.tar")):
        with tarfile.open(path) as tar:
            found |= {one.name: tar.extractfile(one).read() for one in tar}
    return found


def test_img2dataset_downloads_every_image_of_an_export(folders):
    theirs, _ = folders
    stats = [json.loads(path.read_text()) for path in sorted(theirs.glob("*_stats.json"))]
    assert sum(one["successes"] for one in stats) == COUNT - 1
    captions = sorted(c.decode() for name, c in members(theirs).items() if name.endswith(".txt"))
    expected = sorted(f"Größe {n} “oak”" for n in range(COUNT) if n != GONE)
    assert [c.partition(" of oak")[0] for c in captions] == expected


def test_our_own_download_has_its_files_columns_and_values(folders):
    theirs, ours = (tables(folder) for folder in folders)
    assert ours.schema.names[-5:] == ["failure", "orientation", "icc", "alpha", "hash_matches"]
    shared = [name for name in ours.schema.names if name in theirs.schema.names]
    assert shared == theirs.schema.names
    assert ours.select(shared).schema.remove_metadata() == theirs.schema.remove_metadata()
    words = [name for name in shared if name != "error_message"]
    by_url = [sorted(t.select(words).to_pylist(), key=lambda r: r["url"]) for t in (ours, theirs)]
    assert by_url[0] == by_url[1]


def test_the_names_in_the_shards_are_the_same(folders):
    theirs, ours = (members(folder) for folder in folders)
    assert list(ours) == sorted(theirs, key=lambda name: list(ours).index(name))
    for folder in folders:
        assert {p.name for p in folder.glob("0*")} == {
            f"{number:05d}{end}" for number in (0, 1) for end in (".tar", ".parquet", "_stats.json")
        }
