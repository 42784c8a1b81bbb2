import io
import json
import os
import signal
import subprocess
import sys
import tarfile
import time
from dataclasses import replace
from hashlib import sha256
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from imagehost import Host, jpeg
from PIL import Image

from lgs.download.hosts import Host as Asked
from lgs.download.options import Layout, Manners, Order, Picture
from lgs.download.run import download
from lgs.engine import Engine, Share
from lgs.errors import UsageError
from lgs.stage import Awaited

COLUMNS = [
    *("key", "status", "error_message", "width", "height", "original_width", "original_height"),
    *("exif", "sha256"),
]


@pytest.fixture
def host():
    running = Host()
    yield running
    running.stop()


def order_of(folder: Path, rows: list[dict] | Path, **options) -> Order:
    source = rows
    if isinstance(rows, list):
        source = folder / "pairs.parquet"
        pq.write_table(pa.Table.from_pylist(rows), source)
    manners = {"retries": 0, "allow_private": True, "timeout_s": 5.0} | options.pop("manners", {})
    layout = {"number_sample_per_shard": 20} | options.pop("layout", {})
    picture = {"image_size": 32} | options
    return Order(
        source,
        folder / "out",
        Picture(**picture),
        Layout(**layout),
        Manners("lgs/test", **manners),
    )


def rows_for(host: Host, *kinds: str) -> list[dict]:
    return [
        {"url": f"{host.url}/{kind}/{number}", "caption": f"Chair {number}"}
        for number, kind in enumerate(kinds)
    ]


def table_in(folder: Path) -> list[dict]:
    return [
        row for path in sorted(folder.glob("*.parquet")) for row in pq.read_table(path).to_pylist()
    ]


def bytes_of(folder: Path) -> dict[str, str]:
    return {
        str(path.relative_to(folder)): sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.is_file() and path.name not in ("_lock", "_plan")
    }


def command(source: Path, output: Path, *more: str) -> list[str]:
    return [
        *(sys.executable, "-m", "lgs", "download", "--allow-private", "--quiet"),
        *("--url_list", str(source), "--output_folder", str(output), "--image_size=32"),
        *("--number_sample_per_shard=20", "--retries=0", "--processes_count=1", *more),
    ]


def test_names_columns_and_members_are_those_of_img2dataset(host, tmp_path):
    report = download(order_of(tmp_path, rows_for(host, *["ok"] * 25)))
    out = tmp_path / "out"
    assert (report.rows, report.successes, report.shards) == (25, 25, 2)
    seen = sorted(path.name for path in out.iterdir() if path.name[0] != "_")
    assert seen == [
        *("00000.parquet", "00000.tar", "00000_stats.json"),
        *("00001.parquet", "00001.tar", "00001_stats.json"),
    ]
    first = pq.ParquetFile(out / "00000.parquet")
    assert first.schema_arrow.names[:11] == ["caption", "url", *COLUMNS]
    assert first.schema_arrow.field("width").type == pa.int32()
    with tarfile.open(out / "00001.tar") as tar:
        assert tar.getnames()[:3] == ["0000100.jpg", "0000100.txt", "0000100.json"]
        facts = json.load(tar.extractfile("0000100.json"))
        assert tar.extractfile("0000100.txt").read() == b"Chair 20"
        assert Image.open(tar.extractfile("0000100.jpg")).size == (32, 32)
        assert {member.mtime for member in tar} == {0}
    assert facts["sha256"] == sha256(jpeg(20)).hexdigest()
    assert (facts["original_width"], facts["original_height"]) == (120, 80)
    stats = json.loads((out / "00000_stats.json").read_text())
    assert (stats["count"], stats["successes"], stats["failed_to_download"]) == (20, 20, 0)


def test_row_groups_have_a_hundred_rows(host, tmp_path):
    rows = rows_for(host, *["gone"] * 250)
    download(order_of(tmp_path, rows, layout={"number_sample_per_shard": 1000}))
    found = pq.ParquetFile(tmp_path / "out" / "00000.parquet")
    assert [found.metadata.row_group(n).num_rows for n in range(3)] == [100, 100, 50]


FAILURES = [
    ("ok", None, 1),
    ("gone", "gone", 1),
    ("forbidden", "refused", 1),
    ("private", "refused", 0),
    ("noai", "opted_out", 1),
    ("other", None, 1),
    ("page", "not_an_image", 1),
    ("error", "transient", 3),
    ("later", None, 2),
]


@pytest.mark.parametrize(("kind", "failure", "requests"), FAILURES)
def test_a_failure_has_a_kind_and_only_the_transient_is_asked_again(
    host, tmp_path, kind, failure, requests
):
    rows = rows_for(host, "ok", kind)
    report = download(order_of(tmp_path, rows, manners={"retries": 2}))
    assert dict(report.failures) == ({failure: 1} if failure else {})
    assert host.images_asked[f"/{kind}/1"] == requests
    found = table_in(tmp_path / "out")[1]
    assert found["failure"] == failure
    assert found["status"] == {None: "success", "not_an_image": "failed_to_resize"}.get(
        failure, "failed_to_download"
    )
    assert (found["error_message"] or "").startswith(failure or "")


def test_what_is_final_is_not_asked_again_in_a_later_run_and_what_is_transient_is(host, tmp_path):
    kinds = [kind for kind, _, _ in FAILURES if kind != "later"] * 4
    order = order_of(tmp_path, rows_for(host, *kinds))
    download(order)
    host.asked.clear()
    download(order)
    assert {path.split("/")[1] for path in host.images_asked} == {"error"}
    assert set(host.images_asked.values()) == {1}


def test_a_url_of_many_rows_and_shards_is_asked_once(host, tmp_path):
    rows = [
        {"url": f"{host.url}/{kind}/{n % 3}", "caption": str(n)}
        for n in range(35)
        for kind in ("ok", "gone", "error")
    ]
    download(order_of(tmp_path, rows))
    assert set(host.images_asked.values()) == {1}
    found = table_in(tmp_path / "out")
    assert [row["status"] == "success" for row in found] == [True, False, False] * 35
    assert [row["caption"] for row in found] == [str(n) for n in range(35) for _ in range(3)]


def test_connections_are_kept(host, tmp_path):
    download(order_of(tmp_path, rows_for(host, *["ok"] * 300)))
    assert host.connections <= 6


def test_the_agent_is_honest(host, tmp_path):
    download(order_of(tmp_path, rows_for(host, "ok")))
    assert host.agents == {"lgs/test"}


def test_retry_after_is_kept_to(host, tmp_path):
    began = time.monotonic()
    download(order_of(tmp_path, rows_for(host, "later"), manners={"retries": 1}))
    assert time.monotonic() - began >= 1
    assert table_in(tmp_path / "out")[0]["status"] == "success"


def test_a_host_that_asks_for_too_long_a_wait_is_left_for_this_run(host, tmp_path):
    manners = {"max_delay_s": 0.5, "retries": 3, "host_concurrency": 1}
    report = download(order_of(tmp_path, rows_for(host, *["later"] * 10), manners=manners))
    assert sum(host.images_asked.values()) == 1
    assert dict(report.failures) == {"transient": 10}


def test_a_delay_lies_between_two_requests_to_a_host(host, tmp_path):
    began = time.monotonic()
    download(order_of(tmp_path, rows_for(host, *["ok"] * 8), manners={"delay_s": 0.1}))
    assert time.monotonic() - began >= 0.8  # eight pictures after robots.txt


def test_redirects_are_followed_to_where_robots_allows(host, tmp_path):
    rows = rows_for(host, "to/ok", "to/private", "to/to/ok")
    download(order_of(tmp_path, rows))
    found = table_in(tmp_path / "out")
    assert [row["failure"] for row in found] == [None, "refused", None]
    assert not any(path.startswith("/private") for path in host.asked)


BLOCKED = ["ftp://127.0.0.1/a.jpg", "file:///etc/passwd", "", "nonsense", "http://[::1", "data:,x"]


@pytest.mark.parametrize("url", BLOCKED)
def test_what_is_no_web_address_is_blocked(host, tmp_path, url):
    rows = [*rows_for(host, "ok"), {"url": url, "caption": "x"}]
    assert dict(download(order_of(tmp_path, rows)).failures) == {"blocked": 1}


def test_private_addresses_are_blocked_unless_allowed(host, tmp_path):
    order = order_of(tmp_path, rows_for(host, "ok"), manners={"allow_private": False})
    assert dict(download(order).failures) == {"blocked": 1}
    assert not host.asked


def test_an_image_of_too_many_bytes_is_blocked(host, tmp_path):
    host.pictures["/big/1"] = bytes(3000)
    manners = {"max_image_bytes": 2000}
    report = download(order_of(tmp_path, rows_for(host, "ok", "big"), manners=manners))
    assert dict(report.failures) == {"blocked": 1}


def test_two_runs_and_any_order_of_arrival_give_the_same_bytes(host, tmp_path):
    kinds = ["ok", "gone", "noai", "ok", "page"] * 13
    rows = rows_for(host, *kinds)
    found = []
    for name, threads, places in (("a", 64, 6), ("b", 1, 1), ("c", 64, 30)):
        (tmp_path / name).mkdir()
        host.wait_s = 0.01 if name == "c" else 0
        manners = {"thread_count": threads, "host_concurrency": places, "processes_count": 2}
        download(order_of(tmp_path / name, rows, manners=manners))
        found.append(bytes_of(tmp_path / name / "out"))
    assert found[0] == found[1] == found[2]
    assert "00003.tar" in found[0]


def test_a_finished_download_run_again_asks_nothing_and_changes_nothing(host, tmp_path):
    order = order_of(tmp_path, rows_for(host, *["ok", "gone"] * 25))
    download(order)
    before = bytes_of(tmp_path / "out")
    host.asked.clear()
    again = download(order)
    assert (again.successes, again.requests) == (25, 0)
    assert not host.asked
    assert bytes_of(tmp_path / "out") == before


@pytest.mark.parametrize("harm", ["cut", "changed", "gone", "stats only"])
def test_a_finished_shard_that_is_not_what_was_written_is_fetched_anew(host, tmp_path, harm):
    order = order_of(tmp_path, rows_for(host, *["ok"] * 40))
    download(order)
    before = bytes_of(tmp_path / "out")
    tar = tmp_path / "out" / "00001.tar"
    content = tar.read_bytes()
    if harm == "cut":
        tar.write_bytes(content[:-2000])
    elif harm == "changed":
        tar.write_bytes(content[:600] + b"\0" + content[601:])
    else:
        tar.unlink()
    if harm == "stats only":
        (tmp_path / "out" / "00001.parquet").unlink()
    host.asked.clear()
    download(order)
    assert sum(host.images_asked.values()) == 20
    assert bytes_of(tmp_path / "out") == before


def test_a_dead_server_marks_nothing_done(tmp_path):
    first = Host()
    rows = rows_for(first, *["ok"] * 50)
    port = first.server_address[1]
    first.stop()
    order = order_of(tmp_path, rows)
    report = download(order)
    assert (report.successes, dict(report.failures)) == (0, {"transient": 50})
    assert [path.name for path in (tmp_path / "out").glob("0*")] == []
    second = Host(port)
    try:
        assert download(order).successes == 50
    finally:
        second.stop()


def test_a_server_that_dies_halfway_costs_only_what_was_not_had(host, tmp_path):
    rows = rows_for(host, *["ok"] * 60)
    whole = order_of(tmp_path, rows)
    half = replace(whole, output=tmp_path / "half")
    download(whole)

    def die(settled: int, _rows: int, _images: int) -> None:
        host.is_dead = host.is_dead or settled == 30

    had = download(half, die).successes
    assert 30 <= had < 60
    host.is_dead = False
    host.asked.clear()
    assert download(half).successes == 60
    assert sum(host.images_asked.values()) == 60 - had
    assert bytes_of(tmp_path / "half") == bytes_of(tmp_path / "out")


def test_killed_ten_times_no_shard_is_falsely_done_and_the_bytes_are_the_same(host, tmp_path):
    urls = [f"{host.url}/{kind}/{n}" for n in range(110) for kind in ("ok", "gone")]
    source = tmp_path / "urls.txt"
    source.write_text("\n".join(urls))
    whole, killed = tmp_path / "whole", tmp_path / "killed"
    assert subprocess.run(command(source, whole), check=False).returncode == 0
    host.asked.clear()
    host.wait_s = 0.01
    for number in range(10):
        run = subprocess.Popen(command(source, killed))
        goal = (number + 1) * 18
        while sum(host.images_asked.values()) < goal and run.poll() is None:
            time.sleep(0.005)
        os.kill(run.pid, signal.SIGKILL)
        run.wait()
        for path in killed.glob("0*.tar"):
            assert bytes_of(whole)[path.name] == sha256(path.read_bytes()).hexdigest()
    assert subprocess.run(command(source, killed), check=False).returncode == 0
    assert bytes_of(killed) == bytes_of(whole)
    repeated = sum(host.images_asked.values()) - len(urls)
    assert repeated <= 10 * 6  # what was under way at each kill: six places of one host


def test_no_process_outlives_a_killed_download(host, tmp_path):
    source = tmp_path / "urls.txt"
    source.write_text("\n".join(f"{host.url}/ok/{n}" for n in range(500)))
    host.wait_s = 0.05
    run = subprocess.Popen(command(source, tmp_path / "out"))
    while sum(host.images_asked.values()) < 10:
        time.sleep(0.01)
    children = Path(f"/proc/{run.pid}/task/{run.pid}/children").read_text().split()
    run.kill()
    run.wait()
    deadline = time.monotonic() + 10
    while any(Path(f"/proc/{pid}/exe").exists() for pid in children):
        assert time.monotonic() < deadline
        time.sleep(0.05)
    assert children


def test_the_recorded_hash_is_compared_and_the_rate_told(host, tmp_path):
    rows = rows_for(host, *["ok"] * 4)
    for number, row in enumerate(rows):
        row["sha256"] = sha256(jpeg(number)).hexdigest()
    rows[2]["sha256"] = "0" * 64
    rows[3]["sha256"] = None
    report = download(order_of(tmp_path, rows))
    assert (report.hashes_checked, report.hashes_mismatched) == (3, 1)
    assert report.mismatch_rate == pytest.approx(1 / 3)
    found = table_in(tmp_path / "out")
    assert [row["failure"] for row in found] == [None, None, "mismatch", None]
    assert [row["hash_matches"] for row in found] == [True, True, False, None]


def test_a_mismatched_image_can_be_kept(host, tmp_path):
    rows = [row | {"sha256": "0" * 64} for row in rows_for(host, "ok")]
    report = download(order_of(tmp_path, rows, layout={"keep_mismatched": True}))
    assert (report.successes, report.mismatch_rate) == (1, 1.0)
    assert table_in(tmp_path / "out")[0]["hash_matches"] is False


def test_another_hash_than_sha256_can_be_verified_and_written(host, tmp_path):
    from hashlib import md5

    rows = [
        row | {"check": md5(jpeg(n)).hexdigest()}
        for n, row in enumerate(rows_for(host, "ok", "ok"))
    ]
    rows[1]["check"] = "0" * 32
    layout = {"verify_hash": ("check", "md5"), "compute_hash": "md5"}
    report = download(order_of(tmp_path, rows, layout=layout, hashes=("md5",)))
    assert dict(report.failures) == {"mismatch": 1}
    assert table_in(tmp_path / "out")[0]["md5"] == rows[0]["check"]


def test_the_files_format_has_a_folder_a_shard(host, tmp_path):
    order = order_of(tmp_path, rows_for(host, *["ok"] * 3), layout={"output_format": "files"})
    download(order)
    folder = tmp_path / "out" / "00000"
    assert sorted(path.name for path in folder.iterdir())[:3] == [
        *("0000000.jpg", "0000000.json", "0000000.txt"),
    ]
    host.asked.clear()
    (folder / "0000001.jpg").write_bytes(b"not what was written")
    download(order)
    assert Image.open(folder / "0000001.jpg").size == (32, 32)


def test_a_folder_is_for_one_table_and_one_set_of_options(host, tmp_path):
    rows = rows_for(host, "ok", "ok")
    download(order_of(tmp_path, rows))
    with pytest.raises(UsageError, match="other options"):
        download(order_of(tmp_path, rows, image_size=48))
    with pytest.raises(UsageError, match="other URLs"):
        download(order_of(tmp_path, rows[:1]))


def test_the_floor_has_its_own_exit_code(host, tmp_path):
    source = tmp_path / "urls.txt"
    source.write_text("\n".join(f"{host.url}/{k}/1" for k in ("ok", "gone", "noai", "forbidden")))

    def run(*more: str) -> subprocess.CompletedProcess:
        whole = command(source, tmp_path / "out", *more)
        return subprocess.run(whole, capture_output=True, text=True, check=False)

    assert run().returncode == 0
    assert run("--success-floor", "0.25").returncode == 0
    below = run("--success-floor", "0.26")
    assert below.returncode == 3
    assert below.stderr == (
        "lgs: 1 of 4 images were had (25.0%), fewer than --success-floor 0.26: "
        "gone 1, opted_out 1, refused 1\n"
    )


def test_no_image_at_all_is_an_error(host, tmp_path):
    source = tmp_path / "urls.txt"
    source.write_text(f"{host.url}/gone/1")
    done = subprocess.run(
        command(source, tmp_path / "out"), capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (1, "lgs: none of 1 images was had: gone 1\n")


def test_a_command_line_of_img2dataset_is_understood(host, tmp_path):
    source = tmp_path / "urls.txt"
    source.write_text(f"{host.url}/ok/1")
    theirs = ["--enable_wandb=False", "--distributor", "multiprocessing", "--subjob_size=1000"]
    theirs += ["--incremental_mode", "incremental", "--max_shard_retry=3", "--extract_exif=True"]
    assert subprocess.run(command(source, tmp_path / "out", *theirs), check=False).returncode == 0
    assert (tmp_path / "out" / "00000.tar").is_file()


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (["--enable_wandb"], "--enable-wandb can only be False here"),
        (["--distributor", "pyspark"], "--distributor can only be multiprocessing here"),
        (["--incremental_mode=overwrite"], "--incremental-mode can only be incremental here"),
    ],
)
def test_what_only_img2dataset_does_is_answered(tmp_path, option, said):
    asked = command(tmp_path / "urls.txt", tmp_path / "out", *option)
    done = subprocess.run(asked, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert said in done.stderr


def test_a_second_download_into_the_same_folder_waits_for_no_one(host, tmp_path):
    source = tmp_path / "urls.txt"
    source.write_text("\n".join(f"{host.url}/ok/{n}" for n in range(300)))
    host.wait_s = 0.05
    first = subprocess.Popen(command(source, tmp_path / "out"))
    while sum(host.images_asked.values()) < 5:
        time.sleep(0.01)
    second = subprocess.run(
        command(source, tmp_path / "out"), capture_output=True, text=True, check=False
    )
    first.kill()
    first.wait()
    assert second.returncode == 1
    assert "another download is writing" in second.stderr


def test_webdataset_reads_the_shards(host, tmp_path):
    import webdataset

    download(order_of(tmp_path, rows_for(host, *["ok", "gone"] * 15)))
    shards = str(tmp_path / "out" / "{00000..00001}.tar")
    samples = list(
        webdataset.WebDataset(shards, shardshuffle=False)
        .decode("pil")
        .to_tuple("jpg", "txt", "json")
    )
    assert len(samples) == 15
    assert {picture.size for picture, _, _ in samples} == {(32, 32)}
    assert [caption for _, caption, _ in samples] == [f"Chair {n}" for n in range(0, 30, 2)]
    assert all(facts["status"] == "success" for _, _, facts in samples)


def test_datasets_reads_the_shards(host, tmp_path):
    import datasets

    download(order_of(tmp_path, rows_for(host, *["ok"] * 6)))
    found = datasets.load_dataset(
        "webdataset",
        data_files=str(tmp_path / "out" / "*.tar"),
        split="train",
        cache_dir=str(tmp_path / "cache"),
    )
    assert found.num_rows == 6
    assert found[0]["jpg"].size == (32, 32)
    assert found[5]["txt"] == "Chair 5"
    assert found[5]["json"]["sha256"] == sha256(jpeg(5)).hexdigest()


def test_a_dataset_s_own_keys_stay_with_their_rows(host, tmp_path):
    rows = [row | {"key": f"{n:032x}", "site": "x"} for n, row in enumerate(rows_for(host, "ok"))]
    download(order_of(tmp_path, rows, layout={"save_additional_columns": ("site",)}))
    found = table_in(tmp_path / "out")[0]
    assert (found["uid"], found["key"], found["site"]) == ("0" * 32, "0000000", "x")


def test_an_image_of_a_hostile_size_costs_no_memory(host, tmp_path):
    out = io.BytesIO()
    Image.new("1", (16000, 16000)).save(out, "PNG")
    host.pictures["/bomb/1"] = out.getvalue()
    report = download(order_of(tmp_path, rows_for(host, "ok", "bomb")))
    assert dict(report.failures) == {"not_an_image": 1}


def test_indices_fetch_their_shards_and_the_last_one_reports_for_all(host, tmp_path):
    rows = rows_for(host, *["jpeg"] * 45, "gone", *["jpeg"] * 4)
    rows.append(rows[0])  # a URL of two shards: either index asks for it
    one = download(order_of(_folder(tmp_path / "one"), rows))
    order = order_of(_folder(tmp_path / "many"), rows)
    with pytest.raises(Awaited, match=r"download: \d of 3 units are done"):
        download(order, engine=Engine(1, Share(0, 2)))
    many = download(order, engine=Engine(1, Share(1, 2)))
    assert replace(many, seconds=0, requests=0) == replace(one, seconds=0, requests=0)
    assert files_in(order.output) == files_in(tmp_path / "one" / "out")


def _folder(path: Path) -> Path:
    path.mkdir()
    return path


def files_in(folder: Path) -> dict[str, bytes]:
    """The finished files of a download."""
    files = (path for path in folder.iterdir() if path.is_file())
    return {path.name: path.read_bytes() for path in files if path.name[0] != "_"}


def test_many_who_ask_one_host_keep_its_distance_together():
    alone = Asked(Manners("lgs/test", delay_s=0.5, host_concurrency=6))
    shared = Asked(Manners("lgs/test", delay_s=0.5, host_concurrency=6, sharers=4))
    for pace in (alone, shared):
        pace.slow_down(2.0)
    assert (alone.delay_s, shared.delay_s) == (2.0, 8.0)
