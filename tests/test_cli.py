"""The command as it is typed: what it prints, its exit codes, and no traceback ever."""

import json
import re
import resource
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest
from commands import SHELL, Done, lgs
from pages import about_page, product_page, write_warc
from tables import built, bytes_of, row

from lgs import __version__
from lgs.config import Settings
from lgs.dataset import Dataset
from lgs.demo.server import serve

COMMANDS = re.compile(r"^  (\w+)  +\S", re.MULTILINE)
PAGES = {
    "https://shop.example/p/chair": product_page("oak chair"),
    "https://shop.example/about": about_page(),
    "https://shop.example/p/table": product_page("oak table"),
}


def commands() -> list[str]:
    """All commands that `lgs --help` names."""
    shown = subprocess.run(
        [sys.executable, "-m", "lgs", "--help"], capture_output=True, text=True, check=True
    )
    return COMMANDS.findall(shown.stdout.partition("Commands:")[2])


def is_told(done: Done, code: int, *words: str) -> None:
    """The error is one or two plain lines on stderr that hold these words."""
    assert done.returncode == code, done.stderr
    lines = done.stderr.splitlines()
    assert 1 <= len(lines) <= 2, done.stderr
    assert lines[-1].startswith(("lgs: ", "`lgs")) or lines[0].startswith("lgs: ")
    assert "Traceback" not in done.stdout + done.stderr
    for word in words:
        assert word in done.stderr


# -- help -------------------------------------------------------------------------------------


def test_the_version_is_printed(tmp_path):
    done = lgs("--version", cwd=tmp_path)
    assert (done.stdout, done.returncode) == (f"lgs {__version__}\n", 0)


def test_help_names_every_command_with_an_example(tmp_path):
    names = commands()
    assert {"crawl", "filter", "label", "stats", "export", "inspect", "validate"} <= set(names)
    for name in names:
        done = lgs(name, "--help", cwd=tmp_path)
        assert done.returncode == 0
        assert f"Example: lgs {name}" in done.stdout, name
        assert "…" not in done.stdout, "an option's name is cut"


def test_help_says_in_a_whole_line_what_each_command_does(tmp_path):
    shown = lgs("--help", cwd=tmp_path).stdout.partition("Commands:")[2].splitlines()
    assert all(line.endswith(".") and not line.endswith("...") for line in shown if line)


def test_help_comes_at_once():
    best = min(cpu_seconds("--help") for _ in range(3))
    assert best < 0.5


def cpu_seconds(*words: str) -> float:
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    subprocess.run([sys.executable, "-m", "lgs", *words], capture_output=True, check=True)
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def test_without_a_command_help_is_shown_as_wrong_use(tmp_path):
    done = lgs(cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "Usage: lgs" in done.stderr


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("crwal",), "No such command 'crwal'"),
        (("crawl", "--site", "x"), "No such option: --site"),
        (("crawl", "--max-pages-per-site", "0"), "greater than or equal to 1"),
        (("crawl", "--delay", "fast"), "'--delay'"),
        (("inspect",), "Missing argument"),
        (("crawl",), "name either --sites FILE or --warc FILE"),
        (("crawl", "--sites", "a", "--warc", "b"), "name either --sites FILE or --warc FILE"),
        (("export", "--format", "xml"), "no export format is named 'xml'; there are: "),
        (("export", "--caption", "poem"), "no caption is named 'poem'; there are: "),
        (("stats", "--pos-sample", "some"), "--pos-sample is a number of captions or `all`"),
        (("inspect", "page.html"), "an HTML file needs --url"),
        (("inspect", "page.html", "--url", "shop"), "--url shop is no http or https URL"),
        (("inspect", "ftp://shop.example/"), "is no http or https URL"),
    ],
    ids=lambda words: " ".join(words) if isinstance(words, tuple) else "",
)
def test_wrong_use_is_told_with_exit_code_2(tmp_path, words, message):
    is_told(lgs(*words, cwd=tmp_path), 2, message)
    assert list(tmp_path.iterdir()) == []


# -- sites ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (None, "cannot be read: No such file or directory"),
        (b"", "names no site"),
        (b"# only a comment\n\n", "names no site"),
        ("café.example\n".encode("latin-1"), "is not UTF-8 text"),
        (bytes(range(256)), "is not UTF-8 text"),
        (b"\x00\x00\x00\n", "names no site"),
        (b"no host!\n", "'no host!' is no host and no http(s) URL"),
    ],
    ids=["missing", "empty", "comments", "latin-1", "binary", "zeros", "no host"],
)
def test_a_list_of_sites_that_is_none_is_told(tmp_path, content, message):
    if content is not None:
        (tmp_path / "sites.txt").write_bytes(content)
    is_told(lgs("crawl", "--sites", "sites.txt", cwd=tmp_path), 1, "sites.txt", message)
    assert not (tmp_path / "lgs-data").exists()


def test_a_line_that_is_no_host_and_a_shop_that_is_down_are_named(tmp_path):
    door = closed_door()
    (tmp_path / "sites.txt").write_text(f"no host!\n{door}\n")
    done = lgs(
        *("crawl", "--sites", "sites.txt", "--allow-private", "--delay", "0", "--quiet"),
        cwd=tmp_path,
    )
    is_told(done, 1, "sites.txt, line 1: 'no host!' is no host", "no page could be read from any")
    assert door.removeprefix("http://") in done.stderr
    assert done.stdout == ""


def closed_door() -> str:
    """The URL of a port where nobody listens."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"http://127.0.0.1:{free.getsockname()[1]}"


def test_a_private_address_is_refused_without_leave(tmp_path):
    (tmp_path / "sites.txt").write_text("http://127.0.0.1:9/\n")
    done = lgs("crawl", "--sites", "sites.txt", cwd=tmp_path)
    is_told(done, 1, "--allow-private allows it", "no site is left to crawl")


def test_a_public_site_is_not_crawled_without_a_contact(tmp_path):
    (tmp_path / "sites.txt").write_text("shop.example\n")
    is_told(lgs("crawl", "--sites", "sites.txt", cwd=tmp_path), 2, "needs a contact", "--contact")


# -- folders ----------------------------------------------------------------------------------


@pytest.mark.parametrize("place", ["file", "file/below", "/proc/lgs-data"])
def test_a_folder_that_cannot_be_written_is_told(tmp_path, place):
    (tmp_path / "file").write_text("no folder")
    write_warc(tmp_path / "p.warc", PAGES)
    done = lgs("crawl", "--warc", "p.warc", "--data", place, cwd=tmp_path)
    is_told(done, 1, f"the folder {place} cannot be written", "--data names another")


@pytest.mark.parametrize(
    ("words", "message"),
    [
        (("filter",), "run `lgs crawl --sites sites.txt` first"),
        (("label",), "run `lgs crawl --sites sites.txt` first"),
        (("stats",), "run `lgs crawl --sites sites.txt` first"),
        (("export",), "run `lgs filter` first"),
        (("validate",), "lgs-data holds no tables"),
        (("validate", "elsewhere"), "elsewhere holds no tables"),
    ],
    ids=lambda words: words[0] if isinstance(words, tuple) else "",
)
def test_where_there_is_no_dataset_yet_it_is_said_what_makes_one(tmp_path, words, message):
    is_told(lgs(*words, cwd=tmp_path), 1, message)
    assert list(tmp_path.iterdir()) == []


# -- settings ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("settings", "code", "message"),
    [
        (None, 2, "settings.toml cannot be read: No such file"),
        ("[crawl\n", 2, "settings.toml is not valid TOML"),
        ("colour = 1\n", 2, "no setting is named 'colour'; there are: "),
        ("[crawl]\ncolour = 1\n", 2, "no setting is named 'colour'; there are: "),
        ('rows_per_shard = "many"\n', 2, "rows_per_shard must be int, not 'many'"),
        ("[filters.too_smal]\n", 2, "no filter is named 'too_smal'; there are: "),
        ("[filters.too_small]\nleast = 3\n", 2, "filter too_small has no option 'least'"),
        ('taxonomy = "nonesuch"\n', 1, "no taxonomy 'nonesuch'"),
    ],
)
def test_odd_settings_are_told_before_anything_is_done(tmp_path, settings, code, message):
    if settings is not None:
        (tmp_path / "settings.toml").write_text(settings)
    (tmp_path / "sites.txt").write_text("shop.example\n")
    done = lgs(
        "crawl",
        "--sites",
        "sites.txt",
        "--config",
        "settings.toml",
        "--contact",
        "a@b.example",
        cwd=tmp_path,
    )
    is_told(done, code, message)
    assert not (tmp_path / "lgs-data").exists()


def test_settings_of_another_version_are_told(tmp_path):
    Dataset(built(tmp_path / "lgs-data", [row("chair")]).root).note_run(
        settings={"crawl": {"x": 1}}
    )
    is_told(lgs("filter", cwd=tmp_path), 1, "run.json are not those of this lgs")


# -- saved pages ------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def warc(tmp_path_factory) -> bytes:
    """The bytes of a WARC file with three pages."""
    return write_warc(tmp_path_factory.mktemp("warc") / "p.warc", PAGES).read_bytes()


@pytest.mark.parametrize("command", [("inspect", "--json"), ("crawl", "--warc")])
@pytest.mark.parametrize(
    ("make", "message"),
    [
        (None, "cannot be opened: No such file"),
        (lambda _: b"", "holds no whole WARC record"),
        (lambda _: b"hello\n", "cannot be read as a WARC file"),
        (lambda warc: warc[:-40], "is cut short"),
        (lambda warc: warc[:60], "is cut short"),
    ],
    ids=["missing", "empty", "text", "cut in a page", "cut in a head"],
)
def test_a_warc_that_is_none_or_cut_short_is_told(
    tmp_path, warc, command, make: Callable[[bytes], bytes] | None, message
):
    if make:
        (tmp_path / "p.warc").write_bytes(make(warc))
    done = lgs(*command, "p.warc", cwd=tmp_path)
    is_told(done, 1, "p.warc", message)


def test_saved_pages_before_a_break_are_in_the_tables(tmp_path, warc):
    (tmp_path / "p.warc").write_bytes(warc[:-40])
    assert lgs("crawl", "--warc", "p.warc", cwd=tmp_path).returncode == 1
    assert lgs("validate", cwd=tmp_path).stdout.endswith(" rows\n")
    assert "1 clean" in lgs("filter", cwd=tmp_path).stdout


def test_saved_pages_become_a_dataset_with_an_export(tmp_path, warc):
    (tmp_path / "p.warc").write_bytes(warc)
    done = lgs("crawl", "--warc", "p.warc", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "3 saved pages read\n")
    assert "2 rows, 2 clean pairs in lgs-data/pairs" in done.stdout
    assert lgs("export", "--format", "jsonl", cwd=tmp_path).stdout == (
        "2 pairs in lgs-data/export/jsonl\n"
    )
    found = [
        json.loads(line)
        for line in (tmp_path / "lgs-data/export/jsonl/00000.jsonl").read_text().splitlines()
    ]
    assert {pair["title"] for pair in found} == {"oak chair", "oak table"}


def test_inspect_prints_one_object_a_page_a_line(tmp_path, warc):
    (tmp_path / "p.warc").write_bytes(warc)
    done = lgs("inspect", "p.warc", "--json", cwd=tmp_path)
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert [page["url"] for page in found] == list(PAGES)
    assert [page["verdict"] == "product" for page in found] == [True, False, True]


def test_inspect_shows_a_page_to_a_person(tmp_path):
    (tmp_path / "page.html").write_bytes(product_page("oak [red] chair"))
    done = lgs("inspect", "page.html", "--url", "https://shop.example/p/chair", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "oak [red] chair" in done.stdout
    assert "json-ld" in done.stdout


# -- labels and captions ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("content", "words", "message"),
    [
        (None, (), "rows.jsonl cannot be read: No such file or directory"),
        (b"caf\xe9\n", (), "rows.jsonl is not UTF-8 text"),
        (b'{"title": "Red shirt"}\n{"tit\n', (), "rows.jsonl, line 2 is not JSON"),
        (b"[1]\n", (), "rows.jsonl, line 1 must be a JSON object with a title"),
        (b'{"title": 7}\n', (), "rows.jsonl, line 1: title must be a string, not 7"),
        (b"{}\n", ("--taxonomy", "nonesuch"), "no taxonomy 'nonesuch'"),
    ],
)
def test_rows_that_cannot_be_labelled_are_told(tmp_path, content, words, message):
    if content is not None:
        (tmp_path / "rows.jsonl").write_bytes(content)
    is_told(lgs("label", "rows.jsonl", *words, cwd=tmp_path), 1, message)


def test_rows_are_labelled_line_by_line(tmp_path):
    (tmp_path / "rows.jsonl").write_text('{"title": "Red cotton t-shirt"}\n{"title": "Zzyzx"}\n')
    done = lgs("label", "rows.jsonl", cwd=tmp_path)
    first, second = (json.loads(line) for line in done.stdout.splitlines())
    assert first["end_leaf"] == first["taxonomy"][-1] == "T-Shirts"
    assert second == {
        "taxonomy": [],
        "end_leaf": None,
        "label_score": None,
        "label_source": None,
    }


def test_a_reader_that_has_seen_enough_is_no_error(tmp_path):
    (tmp_path / "rows.jsonl").write_text('{"title": "Red cotton t-shirt"}\n' * 3000)
    done = subprocess.run(
        f"{sys.executable} -m lgs label rows.jsonl | head -1",
        **{"cwd": tmp_path, "env": SHELL, "capture_output": True, "text": True, "shell": True},
        check=True,
    )
    assert (len(done.stdout.splitlines()), done.stderr) == (1, "")


@pytest.mark.parametrize(
    ("name", "content", "message"),
    [
        ("captions.txt", None, "there is no file captions.txt"),
        ("captions.jsonl", "{\n", "captions.jsonl, line 1: this is no JSON"),
        ("captions.json", "{}", "is no COCO captions file"),
        ("captions.parquet", "x", "captions.parquet cannot be read as Parquet"),
        ("captions.jsonl", '{"text": "a"}\n', "no text named 'caption'; there is: text"),
    ],
)
def test_captions_that_cannot_be_counted_are_told(tmp_path, name, content, message):
    if content is not None:
        (tmp_path / name).write_text(content)
    is_told(lgs("stats", "--captions", name, cwd=tmp_path), 1, message)


# -- what is damaged, full, interrupted -------------------------------------------------------


def test_a_shard_that_was_cut_short_is_named_by_every_command(tmp_path):
    dataset = built(tmp_path / "lgs-data", [row("chair")])
    shard = dataset.products / "00000.parquet"
    shard.write_bytes(shard.read_bytes()[:-20])
    done = lgs("validate", cwd=tmp_path)
    is_told(done, 1, "lgs-data is not whole: 2 problems")
    assert "products/00000.parquet is not what was written" in done.stdout
    for command in ("filter", "label"):
        is_told(lgs(command, cwd=tmp_path), 1, "products/00000.parquet cannot be read")


def at_most(size: int) -> Callable[[], None]:
    """No file may grow beyond this, as on a disk that is full."""

    def limit() -> None:
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return limit


@pytest.mark.parametrize("command", ["filter", "label", "export"])
def test_a_full_disk_is_told_and_what_was_there_stays(tmp_path, command):
    dataset = built(tmp_path / "lgs-data", [row(f"chair {n}") for n in range(50)])
    before = bytes_of(dataset.products, dataset.pairs)
    done = lgs(command, cwd=tmp_path, before=at_most(2000))
    is_told(done, 1, "00000.parquet cannot be written: File too large")
    assert bytes_of(dataset.products, dataset.pairs) == before


@pytest.mark.parametrize("size", [2_000, 50_000])
def test_a_crawl_on_a_full_disk_is_told_and_goes_on_when_there_is_room(tmp_path, warc, size):
    (tmp_path / "p.warc").write_bytes(warc)
    is_told(lgs("crawl", "--warc", "p.warc", cwd=tmp_path, before=at_most(size)), 1, "written")
    done = lgs("crawl", "--warc", "p.warc", cwd=tmp_path)
    assert (done.returncode, "2 rows, 2 clean pairs" in done.stdout) == (0, True), done.stderr


def test_an_interruption_has_exit_code_130_and_says_what_is_kept(tmp_path):
    with serve() as shop:
        (tmp_path / "sites.txt").write_text(f"{shop.url}\n")
        words = ("crawl", "--sites", "sites.txt", "--allow-private", "--delay", "1")
        running = subprocess.Popen(
            [sys.executable, "-m", "lgs", *words],
            cwd=tmp_path,
            env=SHELL,
            text=True,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        while len(shop.requests) < 3 and running.poll() is None:
            time.sleep(0.02)
        running.send_signal(signal.SIGINT)
        out, err = running.communicate(timeout=60)
    assert running.returncode == 130
    assert err.splitlines()[-1] == (
        "lgs: interrupted; everything so far is kept, run it again to go on"
    )
    assert "Traceback" not in out + err


# -- what is not said -------------------------------------------------------------------------


def test_a_quiet_command_prints_nothing(tmp_path, warc):
    (tmp_path / "p.warc").write_bytes(warc)
    for words in (
        ("crawl", "--warc", "p.warc", "--quiet"),
        ("filter", "--quiet"),
        ("label", "--quiet"),
        ("export", "--quiet"),
    ):
        done = lgs(*words, cwd=tmp_path)
        assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_thresholds_of_a_file_move_the_funnel(tmp_path):
    built(tmp_path / "lgs-data", [row("chair"), row("bench", width=300, height=300)], Settings())
    (tmp_path / "strict.toml").write_text("[filters.too_small]\nleast_side_px = 400\n")
    done = lgs("filter", "--config", "strict.toml", "--json", cwd=tmp_path)
    assert json.loads(done.stdout) == {
        **{"rows": 2, "pairs": 1},
        **{"faults": {"too_small": 1}, "alone": {"too_small": 1}},
    }


def test_list_names_filters_signals_and_formats(tmp_path):
    shown = lgs("list", cwd=tmp_path).stdout
    for word in ("too_small", "least_side_px = 200", "duplicate", "json_ld", "jsonl", "parquet"):
        assert word in shown


def test_validate_takes_a_folder_either_way(tmp_path):
    built(tmp_path / "here", [row("chair")])
    for words in (("validate", "here"), ("validate", "--data", "here")):
        assert lgs(*words, cwd=tmp_path).stdout == "here is whole: 3 files, 2 rows\n"
    (tmp_path / "here" / "products" / "stray").write_text("x")
    done = lgs("validate", "here", "--json", cwd=tmp_path)
    is_told(done, 1, "here is not whole: 1 problem")
    assert json.loads(done.stdout)["problems"] == [
        f"{Path('here/products/stray')} is not noted in _manifest: it does not belong here"
    ]


def test_a_coco_file_is_set_beside_captions_as_the_paper_sets_it(tmp_path):
    (tmp_path / "ours.txt").write_text("A red mug.\nThe warm shirt fits the tall man.\n")
    entries = [{"image_id": 1, "caption": text} for text in ("a man on a horse", "a dog")]
    (tmp_path / "coco.json").write_text(json.dumps({"annotations": entries}))
    command = ("stats", "--captions", "ours.txt", "--beside", "coco.json", "--min-count", "1")
    done = lgs(*command, "--workers", "1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    for title in ("Words a caption", "n-grams", "Words by part of speech"):
        table = re.split(rf"(?m)^{title} *$", done.stdout)[1].partition("└")[0]
        rows = [line.split()[1] for line in table.splitlines() if line.startswith("│")]
        assert set(rows) == {"ours.txt", "coco.json"}, title
    both = json.loads(lgs(*command, "--workers", "1", "--json", cwd=tmp_path).stdout)
    assert {name: found["words"]["mean"] for name, found in both.items()} == {
        "ours": 5.0,
        "beside": 3.5,
    }
