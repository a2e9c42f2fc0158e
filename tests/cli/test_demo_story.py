"""`loc demo`, its first few commands: laid out anew, and where LibreOffice is missing."""

import sys
from pathlib import Path

import pytest

from loc_builder.cli import demo, run
from loc_builder.errors import ExitCode
from loc_builder.files.render import open_pages

BEFORE_SEPTEMBER = tuple(play for play in demo.STORY if play.day < "2017-09-01")
ARCHIVE = next(play for play in demo.STORY if play.arguments == ("archive", "2017-2018"))


def test_the_demo_stamps_a_scan_and_names_the_files_to_open(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "STORY", BEFORE_SEPTEMBER)
    assert run(("demo", str(tmp_path / "demo"))) == ExitCode.DONE
    told = capsys.readouterr().out
    stamped = tmp_path / "demo" / demo.STAMPED
    assert f"a stamp      {stamped}" in told
    with open_pages(stamped.read_bytes()) as pages:
        printed = " ".join(pages.text(number) for number in range(1, len(pages) + 1))
    assert "August 4, 2017 \N{EN DASH} June 30, 2018" in printed
    assert f"loc --workspace {tmp_path / 'demo'} review" in told


def test_an_earlier_demo_is_made_anew_and_another_folder_is_left_alone(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "STORY", demo.STORY[:1])
    folder = tmp_path / "demo"
    assert run(("demo", str(folder))) == ExitCode.DONE
    (folder / "notes.txt").touch()
    assert run(("demo", str(folder))) == ExitCode.DONE
    assert not (folder / "notes.txt").exists()
    (folder / demo.MARK).unlink()
    capsys.readouterr()
    assert run(("demo", str(folder))) == ExitCode.WORKSPACE
    assert "is not empty" in capsys.readouterr().err
    assert (folder / "output/ledger.sqlite3").exists()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere LibreOffice is found in its usual place too")
def test_without_libreoffice_the_demo_plays_on_and_says_what_is_missing(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(demo, "STORY", (*BEFORE_SEPTEMBER, ARCHIVE))
    monkeypatch.setenv("PATH", str(tmp_path))
    assert run(("demo", str(tmp_path / "demo"))) == ExitCode.TOOL
    told = capsys.readouterr().out
    assert "LibreOffice, which turns Word files into PDF, was not found." in told
    assert "apt install libreoffice-writer-nogui" in told
    assert "There is no archive: it needs LibreOffice" in told
    assert "a letter     " not in told, "the letters of 2024 are not made in this short story"
