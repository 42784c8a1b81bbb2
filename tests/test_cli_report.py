from pathlib import Path

from commands import lgs


def made(folder: Path) -> Path:
    page = folder / "lgs-data" / "stats" / "report.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>report</p>")
    return page


def test_the_path_is_printed_where_no_browser_is_wanted(tmp_path):
    made(tmp_path)
    done = lgs("report", "--no-open", cwd=tmp_path)
    assert (done.stdout, done.returncode) == ("lgs-data/stats/report.html\n", 0)


def test_a_browser_is_given_the_page_as_a_file(tmp_path, monkeypatch):
    page = made(tmp_path)
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > {tmp_path}/asked\n')
    browser.chmod(0o755)
    monkeypatch.setitem(__import__("commands").SHELL, "BROWSER", f"{browser} %s")
    done = lgs("report", cwd=tmp_path)
    assert (done.stdout, done.returncode) == ("", 0)
    assert (tmp_path / "asked").read_text() == f"{page.resolve().as_uri()}\n"


def test_without_a_report_the_command_that_writes_it_is_named(tmp_path):
    done = lgs("report", cwd=tmp_path)
    assert done.returncode == 1
    assert "run `lgs stats` first" in done.stderr
