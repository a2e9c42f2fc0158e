"""A command that is killed at any point and run again ends as an undisturbed run does."""

import shutil
import signal
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from made.child import finished
from made.office import ADAIR, ALLEN, COLUMNS, lay_out

from loc_builder.cli import run
from loc_builder.facts import Fact
from loc_builder.workspace import Workspace

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGKILL")

ROSTER = COLUMNS.format(questions="Reflection") + ADAIR.replace("{answers}", "") + ALLEN.replace("{answers}", "")
FILL = ("--now", "2024-08-01T12:00:00Z", "fill", "2024-2025", "--roster", "roster.csv")
PREVIEW = (*FILL, "--pdf")
RECEIVE = ("--now", "2024-09-17T12:00:00Z", "receive", "back")
ARCHIVE = ("--now", "2024-10-01T12:00:00Z", "archive", "2024-2025")


def outcome(folder: Path) -> tuple[dict[str, bytes], tuple[Fact, ...]]:
    """Every file that people or later commands see, and all facts."""
    files = {
        each.relative_to(folder).as_posix(): each.read_bytes()
        for each in sorted((folder / "output").rglob("*"))
        if each.is_file() and each.name not in ("ledger.sqlite3", ".lock")
    }
    return files, Workspace.open(folder).ledger.facts()


def said(folder: Path, *arguments: str) -> int:
    return run(("--workspace", str(folder), "--by", "tester", "--quiet", *_placed(folder, arguments)))


def _placed(folder: Path, arguments: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(str(folder / each) if each in ("roster.csv", "back") else each for each in arguments)


def killed_at(folder: Path, step: int, arguments: tuple[str, ...]) -> bool:
    """Run the command and kill it before its visible step number `step`; tell whether it came so far."""
    line = ("--workspace", folder, "--by", "tester", "--quiet", *_placed(folder, arguments))
    return finished("-m", "made.kill_at", step, *line, check=False).returncode == -signal.SIGKILL


def every_kill_is_mended(start: Path, arguments: tuple[str, ...], steps: Iterator[int]) -> int:
    """Compare runs killed at each step and run again with an undisturbed one; give the number of kills."""
    undisturbed = start.parent / "undisturbed"
    shutil.copytree(start, undisturbed)
    said(undisturbed, *arguments)
    expected = outcome(undisturbed)
    kills = 0
    for step in steps:
        folder = start.parent / f"killed-{step}"
        shutil.copytree(start, folder)
        if not killed_at(folder, step, arguments):
            break
        kills += 1
        said(folder, *arguments)
        assert outcome(folder) == expected, f"killed at step {step}"
        shutil.rmtree(folder)
    return kills


@pytest.fixture
def start(tmp_path: Path) -> Path:
    folder = tmp_path / "start"
    lay_out(folder)
    (folder / "roster.csv").write_text(ROSTER, encoding="utf-8")
    return folder


def test_a_killed_fill_is_simply_run_again(start: Path) -> None:
    assert every_kill_is_mended(start, FILL, iter(range(1, 60, 2))) >= 5


@pytest.mark.usefixtures("libreoffice")
def test_previews_that_were_killed_are_simply_made_again(start: Path) -> None:
    assert said(start, *FILL) == 0
    assert every_kill_is_mended(start, PREVIEW, iter(range(3, 60, 3))) >= 2


def test_a_killed_receive_is_simply_run_again(start: Path) -> None:
    assert said(start, *FILL) == 0
    _send_back(start)
    assert every_kill_is_mended(start, RECEIVE, iter(range(1, 60, 2))) >= 4


@pytest.mark.usefixtures("libreoffice")
def test_a_killed_archive_is_simply_run_again(start: Path) -> None:
    assert said(start, *FILL) == 0
    _send_back(start)
    said(start, *RECEIVE)
    accept = ("accept", "KYILN-2024-001", "--signed-on", "2024-09-03", "--despite", "not-signed")
    assert said(start, "--now", "2024-09-18T12:00:00Z", *accept) == 0
    assert every_kill_is_mended(start, ARCHIVE, iter(range(2, 60, 5))) >= 4


def _send_back(folder: Path) -> None:
    """Both districts return their letters as they are; one arrives twice."""
    back = folder / "back"
    back.mkdir()
    for number, letter in enumerate(sorted(folder.glob("output/2024-2025/letters/*.docx"))):
        shutil.copy(letter, back / f"letter {number}.docx")
    shutil.copy(back / "letter 0.docx", back / "letter again.docx")
