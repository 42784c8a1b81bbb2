import json
from pathlib import Path

import pytest

from lgs.config import CrawlSettings, Settings, load_settings, settings_from
from lgs.errors import UsageError


def written(folder: Path, text: str) -> Path:
    path = folder / "s.toml"
    path.write_text(text, "utf-8")
    return path


def test_defaults_then_the_file_then_the_command_line(tmp_path):
    path = written(
        tmp_path,
        'taxonomy = "own.txt"\n[crawl]\ndelay_s = 2\nimages = false\n'
        "[filters.too_small]\nleast_side_px = 100\n",
    )
    found = load_settings(path, delay_s=3.0, contact=None, allow_private=True)
    assert found == Settings(
        crawl=CrawlSettings(delay_s=3.0, images=False, allow_private=True),
        filters={"too_small": {"least_side_px": 100}},
        taxonomy="own.txt",
    )
    assert load_settings(None) == Settings()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("colour = 1", "no setting is named 'colour'; there are: crawl, filters,"),
        ("[crawl]\ndelay = 1", r"\[crawl\]: no setting is named 'delay'"),
        ("crawl = 1", "crawl must be a table of settings, not 1"),
        ("filters = 1", "filters must be dict, not 1"),
        ("[crawl]\ndelay_s = 'two'", "delay_s must be int or float, not 'two'"),
        ("[crawl]\ndelay_s = -1", "delay_s must be at least 0, not -1"),
        ("[crawl]\ndelay_s = nan", "delay_s must be at least 0, not nan"),
        ("[crawl]\nmax_attempts = 2.5", "max_attempts must be int, not 2.5"),
        ("[crawl]\nmax_attempts = true", "max_attempts must be int, not True"),
        ("[crawl]\nconcurrency = 0", "concurrency must be at least 1, not 0"),
        ("[crawl]\nrobots_retries_s = 60", "robots_retries_s must be a list of numbers from 0 on"),
        ("[crawl]\nrobots_retries_s = [60, -1]", r"a list of numbers from 0 on, not \[60, -1\]"),
        ("[crawl]\nrobots_retries_s = ['1']", "a list of numbers from 0 on"),
        ("[crawl]\nmax_mb_per_site = 'all'", "max_mb_per_site must be int or float, not 'all'"),
        ("rows_per_shard = 0", "rows_per_shard must be at least 1, not 0"),
        ("[crawl]\nimages = 1", "images must be bool, not 1"),
        ("[crawl]\nconsent = 'Strict'", "consent must be strict or robots-only, not 'Strict'"),
        ("[crawl\n", "is not valid TOML"),
    ],
)
def test_a_setting_that_is_not_right_is_named_with_what_would_be(tmp_path, text, words):
    with pytest.raises(UsageError, match=words):
        load_settings(written(tmp_path, text))


def test_a_list_of_waits_goes_to_the_crawl_s_processes_and_back(tmp_path):
    text = "[crawl]\nrobots_retries_s = [60, 300.5]\nmax_hours_per_site = 2"
    found = load_settings(written(tmp_path, text))
    assert found.crawl.robots_retries_s == (60.0, 300.5)
    assert settings_from(json.loads(json.dumps(found.public()))) == found


@pytest.mark.parametrize(
    "text",
    [
        "[crawl]\ndelay_s = 0",
        "[crawl]\nconsent = 'robots-only'",
        "[crawl]\nimages = false",
        "min_label_score = 0.5",
        "min_label_score = 1",
        "",
    ],
)
def test_near_misses_are_right(tmp_path, text):
    assert isinstance(load_settings(written(tmp_path, text)), Settings)


def test_a_file_that_is_not_there_is_named(tmp_path):
    with pytest.raises(UsageError, match=r"none\.toml cannot be read: No such file"):
        load_settings(tmp_path / "none.toml")


@pytest.mark.parametrize("path", sorted(Path(__file__).parent.parent.glob("configs/*.toml")))
def test_every_preset_is_right(path):
    from lgs.filters import check_options

    settings = load_settings(path)
    assert settings != Settings()
    assert check_options(settings.filters) == settings.filters


def test_settings_come_back_from_run_json():
    settings = Settings(CrawlSettings(delay_s=0.5), {"too_small": {"enabled": False}}, "x", 0.4)
    assert settings_from(settings.public()) == settings


def test_the_digest_changes_with_what_decides_rows_and_with_nothing_else():
    base = Settings().digest()
    assert len(base) == 16
    assert Settings(CrawlSettings(delay_s=9, contact="x"), rows_per_shard=7).digest() == base
    others = {
        Settings(CrawlSettings(images=False)).digest(),
        Settings(CrawlSettings(consent="robots-only")).digest(),
        Settings(filters={"too_small": {"least_side_px": 1}}).digest(),
        Settings(taxonomy="own.txt").digest(),
        Settings(min_label_score=0.5).digest(),
    }
    assert len(others | {base}) == 6


def test_the_user_agent_names_us_first_and_the_contact():
    from lgs import __version__

    assert Settings().user_agent() == f"lgs/{__version__}"
    crawl = CrawlSettings(contact="you@lab.example")
    assert Settings(crawl).user_agent() == f"lgs/{__version__} (+you@lab.example)"
