"""The real commands against real servers: what was forgotten is not asked for again."""

import json
from pathlib import Path

import pytest
from commands import lgs
from server import Web, listing, picture, product, serve

from lgs.dataset import read_table, shards

OURS, THEIRS, PICTURES = "127.0.8.1", "127.0.8.2", "127.0.8.3"


@pytest.fixture(scope="module")
def web():
    with serve(OURS, THEIRS, PICTURES) as running:
        for number, host in enumerate((OURS, THEIRS)):
            image = f"{running.root(PICTURES)}/{number}.png"
            running.put(
                host,
                {
                    "/": listing("/p/chair", "/p/table"),
                    "/p/chair": product(f"Oak chair {number}", image=image),
                    "/p/table": product(f"Oak table {number}", image=image),
                },
            )
            running.put(PICTURES, {f"/{number}.png": picture(number)})
        yield running


def crawl(folder: Path, web: Web) -> str:
    sites = folder / "sites.txt"
    sites.write_text(f"{web.root(OURS)}/\n{web.root(THEIRS)}/\n")
    done = lgs(
        *("crawl", "--sites", sites, "--delay", "0", "--allow-private", "--keep-images"),
        *("--keep-pages", "--workers", "1"),
        cwd=folder,
    )
    return done.stdout + done.stderr


def titles(folder: Path) -> set[str]:
    paths = shards(folder / "lgs-data" / "products")
    return {t for path in paths for t in read_table(path, ["title"])["title"].to_pylist()}


def test_a_site_and_a_page_stay_out_of_the_next_crawls(web, tmp_path):
    crawl(tmp_path, web)
    assert titles(tmp_path) == {f"Oak {what} {n}" for what in ("chair", "table") for n in (0, 1)}
    page = f"{web.root(OURS)}/p/table"
    done = lgs("forget", "--site", web.root(THEIRS), "--url", page, "--json", cwd=tmp_path)
    report = json.loads(done.stdout)
    assert (report["products"], report["stored_rows"], report["kept_pages"]) == (3, 3, 4)
    assert report["version"] == "2.0.0"
    assert titles(tmp_path) == {"Oak chair 0"}
    since = len(web.log)
    said = crawl(tmp_path, web)
    assert "is forgotten" in said
    assert titles(tmp_path) == {"Oak chair 0"}
    assert web.asked(THEIRS, since) == []
    fresh = tmp_path / "lgs-data" / "crawl"
    for path in fresh.glob("shard-*"):  # as after a loss of the store: only the tombstones are left
        path.unlink()
    crawl(tmp_path, web)
    asked = web.asked(OURS, since)
    assert "/p/chair" in asked
    assert "/p/table" not in asked
    assert web.asked(THEIRS, since) == []
    assert titles(tmp_path) == {"Oak chair 0"}
    assert lgs("validate", cwd=tmp_path).returncode == 0


def test_images_of_a_forgotten_host_are_not_asked_for(web, tmp_path):
    assert lgs("forget", "--site", web.root(PICTURES), "--quiet", cwd=tmp_path).returncode == 1
    (tmp_path / "lgs-data" / "crawl").mkdir(parents=True)
    assert lgs("forget", "--site", web.root(PICTURES), "--quiet", cwd=tmp_path).returncode == 0
    since = len(web.log)
    crawl(tmp_path, web)
    assert web.asked(OURS, since)
    assert web.asked(PICTURES, since) == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        ((), 2, "name what is to be forgotten"),
        (("--key", "12"), 2, "--key names 32 hex digits"),
        (("--site", "shop.example"), 1, "holds no dataset"),
    ],
)
def test_a_wrong_command_is_told_in_a_line(tmp_path, words, code, said):
    done = lgs("forget", *words, cwd=tmp_path)
    assert done.returncode == code
    assert said in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_row_of_a_crawl_is_explained_with_what_lost(web, tmp_path):
    crawl(tmp_path, web)
    path = shards(tmp_path / "lgs-data" / "products")[0]
    key = read_table(path, ["key"])["key"][0].as_py()
    found = json.loads(lgs("explain", key, "--json", cwd=tmp_path).stdout)
    assert found["losers"] == "from the kept page, read again"
    assert found["fields"]["title"]["from"]
    assert found["robots"]["outcome"] == "allow"
    assert found["consent"]["policy"] == "strict"
    done = lgs("explain", key, cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith(key)
